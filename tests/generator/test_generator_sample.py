"""The ledger under datasets/ is what the generator makes today, small enough to ship, and good to teach from."""

from __future__ import annotations

import csv
import platform
import re
import sys
import tomllib

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata
from typer.testing import CliRunner

from customer_value.ledger import read_ledger
from generator.check.orders import ledger_orders
from generator.check.profile import profile
from generator.cli import app
from generator.scenario import scenario_text
from generator.schema import LEDGER, TRUTH

BYTES = sys.platform == "linux" and platform.machine() == "x86_64"


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    out = tmp_path_factory.mktemp("datasets")
    result = CliRunner().invoke(app, ["sample", "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def sample(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_committed_sample_is_what_the_generator_makes(repository, again):
    committed = repository / "datasets"
    assert files(committed) == files(again)
    for name in sorted(files(again)):
        if BYTES:
            assert (again / name).read_bytes() == (committed / name).read_bytes(), f"{name}: python -m generator sample"
        elif name.endswith(".csv"):
            keys = {table.path: table.key for table in (*LEDGER, *TRUTH)}[(again / name).name]
            assert _keys(again / name, keys) == _keys(committed / name, keys), name


def _keys(path, columns):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row[column] for column in columns) for row in csv.DictReader(file)]


def test_the_datasets_stay_small(repository):
    assert sum(path.stat().st_size for path in (repository / "datasets").rglob("*") if path.is_file()) <= 6_200_000


def test_the_sample_looks_like_a_shop(sample):
    """Bounds around what CDNOW and Online Retail show; the order values are the scenario's own."""
    found = profile(ledger_orders(sample.orders), sample.end)
    assert 0.28 <= found.one_time <= 0.51
    assert 3 <= found.orders_mean <= 5
    assert 28 <= found.gap_quantiles[2] <= 60
    assert 0.65 <= found.top_20 <= 0.75
    assert 1200 <= found.value_quantiles[2] <= 1500
    assert 1500 <= found.value_mean <= 2500
    assert found.value_skew > 3
    assert 0.1 <= found.frequency_value <= 0.35
    assert 0.15 <= found.retention[0] <= 0.25
    assert found.retention[0] > found.retention[2] > found.retention[5] > found.retention[11] > 0.07
    january, december, april = found.months[0], found.months[11], found.months[3]
    assert december > 1.3 and january > april and found.months[8] > april


def test_the_sample_has_something_to_predict(sample):
    """Lesson 7.1's finding, that recency tells best who buys next, is in the ledger and not only in the prose."""
    orders = ledger_orders(sample.orders)
    past, after = orders[orders["date"] <= sample.snapshot], orders[orders["date"] > sample.snapshot]
    after = after[after["date"] <= sample.snapshot + pd.Timedelta(days=90)]
    by = past.groupby("customer_id").agg(last=("date", "max"), count=("date", "size"), money=("value", "sum"))
    assert len(by) > 1850
    buys = by.index.isin(after["customer_id"])
    assert 0.15 <= buys.mean() <= 0.35

    def area(score):
        ranks = rankdata(score)
        return (ranks[buys].sum() - buys.sum() * (buys.sum() + 1) / 2) / (buys.sum() * (~buys).sum())

    recency, frequency, money = area(by["last"].astype("int64")), area(by["count"]), area(by["money"])
    assert recency > 0.75
    assert recency > money + 0.05
    assert recency > frequency + 0.03
    fifth = len(by) // 5
    lately, biggest = (buys[np.argsort(-by[column].to_numpy(dtype="int64"))[:fifth]] for column in ("last", "money"))
    assert lately.mean() > biggest.mean() + 0.08

    silent = (sample.snapshot - by["last"]).dt.days
    rich = by["money"] >= by["money"].quantile(0.9)
    assert (rich & (silent > 365)).sum() >= 15
    assert ((by["count"] >= 8) & (silent < 60) & (by["money"] / by["count"] < 1000)).sum() >= 5
    gap = past.sort_values("date").groupby("customer_id")["date"].diff().dt.days
    assert (gap > 365).sum() >= 30


def test_another_scenario_can_be_made_to_teach_on(tmp_path):
    result = CliRunner().invoke(app, ["sample", "--scenario", "cafe", "--customers", "40", "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    made = read_ledger(tmp_path / "sample" / "zh-Hant")
    assert (made.package["scenario"], len(made.customers)) == ("cafe", 40)
    assert tomllib.loads((tmp_path / "scenario.toml").read_text(encoding="utf-8"))["words"]["zh-Hant"]["goods"]
    assert (tmp_path / "sample" / "truth").is_dir() and (tmp_path / "DICTIONARY.zh-Hant.md").is_file()


def test_a_scenario_without_a_business_or_a_file_is_refused_in_one_sentence(tmp_path):
    twin = tmp_path / "twin.toml"
    twin.write_text(re.sub(r"(?m)^place = .*\n", "", scenario_text("cafe")).split("[words")[0], encoding="utf-8")
    for scenario in (twin, tmp_path / "none.toml", "circus"):
        result = CliRunner().invoke(app, ["sample", "--scenario", str(scenario), "--out", str(tmp_path / "out")])
        assert result.exit_code == 1
        assert len(result.output.strip().splitlines()) <= 3 and "Traceback" not in result.output
    assert not (tmp_path / "out").exists()
