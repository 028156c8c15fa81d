from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ks_2samp
from sklearn.metrics import roc_auc_score
from typer.testing import CliRunner

from customer_value.settings import LANGUAGES
from generator.check.classifier import ClassifierError, area_under_curve, auc
from generator.check.details import ledger_details, online_retail_details
from generator.check.distances import distances, halves, kolmogorov_smirnov
from generator.check.features import customer_features
from generator.check.findings import Against, CheckError, compare, examine
from generator.check.laws import laws
from generator.check.opened import LedgerError, open_ledger
from generator.check.orders import READERS, opened_orders
from generator.check.profile import profile
from generator.check.published import published
from generator.check.report import data, page, verdict
from generator.check.tables import compared
from generator.check.wording import Wording
from generator.cli import app

RUN = CliRunner()
SAMPLE = Path(__file__).resolve().parents[2] / "datasets" / "sample"


def shop(customers: int, seed: int, unequal: bool = True) -> pd.DataFrame:
    """Orders of a shop whose customers buy at their own rates and spend at their own levels, or all alike."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(0.8, 1 / 60, customers) if unequal else np.full(customers, 0.8 / 60)
    owner = np.repeat(np.arange(customers), 1 + rng.poisson(rate * 500))
    level = rng.normal(0, 0.6, customers) if unequal else np.zeros(customers)
    return pd.DataFrame(
        {
            "customer_id": pd.Series(owner).map("C{:05d}".format),
            "date": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 500, len(owner)), "D"),
            "value": np.round(np.exp(3 + level[owner] + rng.normal(0, 0.6, len(owner))), 2),
        }
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A copy of the sample's ledger in English, to spoil."""
    return shutil.copytree(SAMPLE / "en", tmp_path_factory.mktemp("check") / "ledger")


@pytest.fixture(scope="module")
def pages(found):
    """Its report in every language."""
    return {language: page(found, language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The sample, held against another shop that is given as a file of orders."""
    path = tmp_path_factory.mktemp("real") / "another.csv"
    shop(300, 5).to_csv(path, index=False)
    against = Against(path=path, customer="customer_id", date="date", amount="value")
    return examine(SAMPLE / "en", against)


# Features, distances, the judge --------------------------------------------------------------------------------------


def test_features_worked_out_by_hand():
    orders = pd.DataFrame(
        [("A", "2024-01-01", 10), ("A", "2024-01-01", 20), ("A", "2024-01-11", 30), ("A", "2024-01-31", 40),
         ("B", "2024-01-20", 5)],
        columns=["customer_id", "date", "value"],
    ).assign(date=lambda table: pd.to_datetime(table["date"]))  # fmt: skip
    table = customer_features(orders, pd.Timestamp("2024-02-10"))
    a, b = table.loc["A"], table.loc["B"]
    assert (a["recency"], a["frequency"], a["mean_value"], a["revenue"]) == (10, 4, 25, 100)
    assert (a["tenure"], a["age"], a["gap_mean"]) == (30, 40, 15)
    assert a["gap_cv"] == pytest.approx(np.std([10, 20], ddof=1) / 15)
    assert a["value_cv"] == pytest.approx(np.std([10, 20, 30, 40], ddof=1) / 25)
    assert (b["recency"], b["tenure"], b["frequency"]) == (21, 0, 1)
    assert b[["gap_mean", "gap_cv", "value_cv"]].isna().all()
    assert customer_features(orders, scaled=True).loc["B", "revenue"] == pytest.approx(5 / 20)


def test_the_distance_of_two_samples_is_what_scipy_says():
    rng = np.random.default_rng(2)
    one, other = rng.integers(0, 30, 400), rng.integers(0, 25, 300)
    assert kolmogorov_smirnov(one, other) == pytest.approx(ks_2samp(one, other).statistic)
    assert np.isnan(kolmogorov_smirnov(one, np.array([])))


def test_other_currencies_are_compared_over_the_median():
    orders = shop(200, 1)
    dearer = orders.assign(value=orders["value"] * 32)
    assert distances(orders, dearer, scaled=True).values == pytest.approx(0, abs=0.01)
    assert distances(orders, dearer).values > 0.9


def test_a_twin_is_compared_as_it_is_whatever_currency_it_says(found):
    """Its amounts are the original's; in another range they would be those of another currency."""
    few = shop(40, 2)  # too few for a judge, who is not asked here
    real = replace(found.comparison.real, orders=few, profile=profile(few))
    for factor, scaled in ((1.0, False), (1.4, False), (32.0, True)):
        orders = few.assign(value=few["value"] * factor)
        twin = replace(real, orders=orders, profile=profile(orders), currency="TWD")
        assert compare(twin, real).distances.scaled is scaled


def test_halves_share_no_customer_and_miss_none():
    orders = shop(101, 3)
    one, other = halves(orders, 4)
    assert not set(one["customer_id"]) & set(other["customer_id"])
    assert len(one) + len(other) == len(orders)
    assert abs(one["customer_id"].nunique() - other["customer_id"].nunique()) == 1


def test_the_area_and_its_error_are_right():
    rng = np.random.default_rng(6)
    is_real = rng.integers(0, 2, 500)
    score = np.round(rng.normal(is_real * 0.5, 1), 1)  # with ties
    area, variance = area_under_curve(score, is_real)
    assert area == pytest.approx(roc_auc_score(is_real, score))
    repeated = []
    for _ in range(300):
        some = rng.integers(0, 500, 500)
        repeated.append(area_under_curve(score[some], is_real[some])[0])
    assert variance**0.5 == pytest.approx(np.std(repeated), rel=0.15)


def test_a_judge_cannot_tell_halves_of_one_shop_but_tells_a_textbook_one():
    end = pd.Timestamp("2025-05-15")
    one, other = (customer_features(half, end) for half in halves(shop(800, 7)))
    same = auc(one, other)
    assert abs(same.value - 0.5) < 3 * same.sd
    assert same.customers == 400
    textbook = auc(one, customer_features(shop(300, 8, unequal=False), end))
    assert textbook.value > 0.6
    assert textbook.customers == 300
    assert textbook.tell_tales[0].drop > 0.02
    with pytest.raises(ClassifierError, match="at least 50 customers on each side; one side has 49"):
        auc(one, other.head(49))


# Laws ----------------------------------------------------------------------------------------------------------------


def test_the_sample_keeps_every_law():
    for language in LANGUAGES:
        held = laws(open_ledger(SAMPLE / language))
        assert len(held) > 20
        assert all(law.holds for law in held)


@pytest.mark.parametrize(
    ("table", "change", "key", "example"),
    [
        ("orders", lambda rows: [*rows[:1], rows[1].replace("1596", "1597"), *rows[2:]], "order_sum", "O000001"),
        ("orders", lambda rows: [*rows, rows[1]], "key", "O000001"),
        ("orders", lambda rows: [*rows[:1], rows[1].replace("C00593", "C99999"), *rows[2:]], "reference", "C99999"),
        ("orders", lambda rows: [*rows[:1], rows[1].replace("C00593", ""), *rows[2:]], "required", "1"),
        ("orders", lambda rows: [*rows[:1], rows[1].replace("completed", "sent"), *rows[2:]], "words", "sent"),
        ("orders", lambda rows: [*rows[:1], rows[1].replace("2023-01-01", "2022-12-31"), *rows[2:]], "dates", "2022"),
        ("order_lines", lambda rows: [*rows[:1], rows[1].replace(",420,", ",421,"), *rows[2:]], "line_sum", "O000001"),
        ("order_lines", lambda rows: [*rows[:1], rows[1].replace(",4,420", ",0,420"), *rows[2:]], "minimum", "0"),
        ("refunds", lambda rows: [*rows[:1], rows[1].replace(",70,", ",999999,"), *rows[2:]], "refund_sum", "O000031"),
        ("refunds", lambda rows: [*rows[:1], rows[1].replace("2023-01-17", "2023-01-01"), *rows[2:]], "later", "2023"),
        ("refunds", lambda rows: [*rows[:1], rows[1].replace("2023-01-17", "17/01/23"), *rows[2:]], "types", ""),
    ],
)  # fmt: skip
def test_a_broken_law_is_named(tmp_path, table, change, key, example):
    folder = shutil.copytree(SAMPLE / "en", tmp_path / "ledger")
    path = folder / f"{table}.csv"
    path.write_text("".join(change(path.read_text("utf-8-sig").splitlines(keepends=True))), "utf-8-sig")
    broken = [law for law in laws(open_ledger(folder)) if not law.holds]
    assert key in [law.key for law in broken]
    assert example in next(law.example for law in broken if law.key == key)


def test_a_ledger_without_an_order_breaks_the_laws_of_references(tmp_path):
    folder = shutil.copytree(SAMPLE / "en", tmp_path / "ledger")
    head, *_ = (folder / "orders.csv").read_bytes().splitlines(keepends=True)
    (folder / "orders.csv").write_bytes(head)
    broken = {(law.key, law.fields["table"]) for law in laws(open_ledger(folder)) if not law.holds}
    assert broken == {("reference", name) for name in ("order_lines", "refunds", "touches", "service_contacts")}


def test_a_ledger_that_names_files_outside_its_folder_is_not_opened(tmp_path):
    folder = shutil.copytree(SAMPLE / "en", tmp_path / "ledger")
    package = (folder / "datapackage.json").read_text("utf-8")
    (folder / "datapackage.json").write_text(package.replace('"orders.csv"', '"../orders.csv"'), "utf-8")
    with pytest.raises(LedgerError, match=r"names the file \.\./orders\.csv, which would lie outside"):
        open_ledger(folder)


def test_what_is_no_ledger_is_said(tmp_path):
    with pytest.raises(LedgerError, match=r"no ledger in .*datapackage\.json is missing"):
        open_ledger(tmp_path)
    (tmp_path / "datapackage.json").write_text("{}")
    with pytest.raises(LedgerError, match="describes no ledger"):
        open_ledger(tmp_path)
    (tmp_path / "datapackage.json").write_text("[1")
    with pytest.raises(LedgerError, match="cannot be read"):
        open_ledger(tmp_path)


def test_details_worked_out_from_the_sample():
    opened = open_ledger(SAMPLE / "en")
    lines = pd.read_csv(SAMPLE / "en" / "order_lines.csv", encoding="utf-8-sig")
    orders = pd.read_csv(SAMPLE / "en" / "orders.csv", encoding="utf-8-sig")
    refunds = pd.read_csv(SAMPLE / "en" / "refunds.csv", encoding="utf-8-sig")
    found = ledger_details(opened)
    assert found.lines_mean == pytest.approx(len(lines) / len(orders))
    assert found.products == lines["product_id"].nunique()
    best = lines["product_id"].value_counts().head(-(-lines["product_id"].nunique() // 10)).sum()
    assert found.top_products == pytest.approx(best / len(lines))
    assert found.cancelled == pytest.approx((orders["status"] == "cancelled").mean())
    taken = orders.loc[orders["status"] == "completed", "amount"].sum()
    assert found.refund_share == pytest.approx(refunds["amount"].sum() / taken)
    who = refunds.merge(orders, on="order_id")["customer_id"].nunique()
    assert found.refunded == pytest.approx(who / orders["customer_id"].nunique())
    assert (found.missing_ids, found.duplicates, found.drifting_names, found.zero_prices) == (0, 0, 0, 0)


@pytest.mark.reference
def test_published_details_are_what_the_real_ledger_gives(reference_ledgers):
    path = reference_ledgers / "online_retail.parquet"
    if not path.is_file():
        pytest.skip("online_retail.parquet is not in REFERENCE_LEDGERS")
    measured, stored = online_retail_details(path), published()["online_retail"].details
    for name in stored.__dataclass_fields__:
        assert getattr(measured, name) == pytest.approx(getattr(stored, name), rel=0.01), name


@pytest.mark.reference
def test_a_judge_cannot_tell_halves_of_cdnow(reference_ledgers):
    path = reference_ledgers / "cdnow.parquet"
    if not path.is_file():
        pytest.skip("cdnow.parquet is not in REFERENCE_LEDGERS")
    orders = READERS["cdnow.parquet"](path)
    end = orders["date"].max()
    assert 0.49 < auc(*(customer_features(half, end) for half in halves(orders))).value < 0.52


# The report ----------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a page refers to, and its pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[dict[str, str | None]] = []
        self.references: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.add(tag)
        if tag == "img":
            self.pictures.append(found)
        self.references += [found[name] for name in ("src", "href", "data", "srcset") if found.get(name)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_needs_nothing_else_and_every_picture_has_words(found, pages, language):
    text = pages[language]
    parsed = Page()
    parsed.feed(text)
    assert f'<html lang="{language}">' in text
    assert len(parsed.pictures) == 7
    for picture in parsed.pictures:
        assert len(picture["alt"]) > 60 and "nan" not in picture["alt"].lower()
    assert all(reference.startswith("data:image/") for reference in parsed.references)
    assert not {"script", "link", "iframe"} & parsed.tags
    assert not re.search(r"url\(|@import|https?://", text)
    assert verdict(found, language) in text.replace("&#39;", "'")
    assert not re.search(r">\s*nan\s*<", text)


def test_a_report_in_chinese_has_no_english_sentence(pages):
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", pages["zh-Hant"], flags=re.S)
    for english in ("This ledger", "Orders per customer", "holds", "between", "median", "The judge"):
        assert english not in text


def test_the_data_say_what_the_page_says(found):
    content = json.loads(data(found, "en"))
    assert content["passes"] is True
    assert content["against"]["auc"]["value"] == pytest.approx(found.comparison.judge.value)
    assert content["against"]["auc"]["value"] > 0.6  # another shop, in another currency, over another time
    assert content["against"]["distances"]["scaled"] is True
    assert content["own"]["profile"]["customers"] == found.own.profile.customers
    assert content["published"]["cdnow"]["profile"]["one_time"] == 0.51
    assert content["published"]["cdnow"]["details"]["zipf"] is None
    assert {law["key"] for law in content["laws"]} >= {"types", "key", "reference", "order_sum"}


def test_a_reading_says_how_a_figure_lies():
    words, known = Wording("en"), {"one": 0.2, "two": 0.4}
    said = {value: compared(value, known, words) for value in (0.1, 0.3, 0.5, 0.205)}
    assert said == {0.1: "lower than both", 0.3: "between", 0.5: "higher than both", 0.205: "like one"}
    assert compared(0.3, {"one": 0.2, "two": float("nan")}, words) == "higher than one"
    assert compared(0.3, {"one": float("nan")}, words) == ""


def test_a_ledger_without_other_tables_or_customers_enough_is_checked_as_far_as_it_goes(ledger, tmp_path):
    folder = tmp_path / "few"
    folder.mkdir()
    package = json.loads((ledger / "datapackage.json").read_text())
    package["resources"] = [one for one in package["resources"] if one["name"] == "orders"]
    package["resources"][0]["schema"]["foreignKeys"] = []
    (folder / "datapackage.json").write_text(json.dumps(package))
    rows = (ledger / "orders.csv").read_text("utf-8-sig").splitlines(keepends=True)
    (folder / "orders.csv").write_text("".join(rows[:40]), "utf-8-sig")
    few = examine(folder)
    assert few.passes and not few.bounds
    assert "too small" in verdict(few, "en") and "顧客太少" in verdict(few, "zh-Hant")
    (folder / "orders.csv").write_text("".join(rows[:2]), "utf-8-sig")
    one = examine(folder)
    assert one.own.profile is None
    assert "too few customers" in page(one, "en")
    with pytest.raises(CheckError, match="at least two customers"):
        examine(folder, Against(path=folder))


# The command ---------------------------------------------------------------------------------------------------------


def test_check_passes_the_sample_and_writes_both_files(tmp_path):
    result = RUN.invoke(app, ["check", str(SAMPLE / "zh-Hant"), "--out", str(tmp_path / "mine.html")])
    assert result.exit_code == 0, result.output
    assert "這份帳本通過檢查" in result.stdout  # the ledger's own language
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.html", "mine.json"]
    assert result.stderr == ""


def test_check_names_what_does_not_hold(tmp_path):
    folder = shutil.copytree(SAMPLE / "en", tmp_path / "ledger")
    path = folder / "orders.csv"
    path.write_text(path.read_text("utf-8-sig").replace(",completed,1596\n", ",completed,1600\n"), "utf-8-sig")
    result = RUN.invoke(app, ["check", str(folder), "--out", str(tmp_path), "--language", "en"])
    assert result.exit_code == 1
    assert "does not pass" in result.stdout
    assert "- An order is the sum of its lines: not so (5 in all, the first at O000001)." in result.stdout
    assert (tmp_path / "report.html").is_file()
    assert "Traceback" not in result.output


def test_figures_beyond_what_is_plausible_do_not_pass(tmp_path):
    folder = tmp_path / "even"
    folder.mkdir()
    package = json.loads((SAMPLE / "en" / "datapackage.json").read_text())
    package["resources"] = [one for one in package["resources"] if one["name"] == "orders"]
    package["resources"][0]["schema"]["foreignKeys"] = []
    (folder / "datapackage.json").write_text(json.dumps(package))
    orders = shop(150, 9, unequal=False).sort_values("date")
    table = pd.DataFrame(
        {
            "order_id": [f"O{number:06d}" for number in range(len(orders))],
            "customer_id": orders["customer_id"],
            "order_date": orders["date"].dt.strftime("%Y-%m-%d"),
            "order_time": "12:00",
            "channel": "Shop",
            "sales_area": "North",
            "status": "completed",
            "amount": 100,
        }
    )
    table.to_csv(folder / "orders.csv", index=False)
    found = examine(folder)
    outside = {bound.name for bound in found.bounds if not bound.holds}
    assert {"gini_orders", "top_20", "log_sd"} <= outside
    assert "figures lie where those of real shops do not" in verdict(found, "en")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "There is no ledger in nowhere"),
        (["LEDGER", "--against", "nowhere.csv"], "There is no file nowhere.csv."),
        (["LEDGER", "--against", "cdnow.parquet"], "name its folder in REFERENCE_LEDGERS"),
        (["LEDGER", "--language", "fr"], "no language 'fr' for a report; there is en and zh-Hant"),
        (["LEDGER", "--customer", "who"], "give it with --against"),
        (["LEDGER", "--against", "FILE"], "name its columns with --customer, --date, --amount"),
        (["LEDGER", "--against", "FILE", "--customer", "x", "--date", "date", "--amount", "value"], "no column 'x'"),
        (["LEDGER", "--out", "LEDGER/report"], "must lie outside the ledger's folder"),
        (["LEDGER", "--out", "orders.csv/report"], "part of that path is a file, not a folder"),
    ],
)
def test_bad_input_ends_in_one_sentence(tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.delenv("REFERENCE_LEDGERS", raising=False)
    monkeypatch.chdir(tmp_path)
    shop(5, 1).to_csv(tmp_path / "orders.csv", index=False)
    named = {"LEDGER": str(SAMPLE / "en"), "FILE": "orders.csv", "LEDGER/report": str(SAMPLE / "en" / "report")}
    result = RUN.invoke(app, ["check", *(named.get(one, one) for one in arguments)])
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.output
    assert not (SAMPLE / "en" / "report.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


def test_orders_of_a_ledger_are_read_without_cancelled_ones():
    orders, unread = opened_orders(open_ledger(SAMPLE / "en"))
    raw = pd.read_csv(SAMPLE / "en" / "orders.csv", encoding="utf-8-sig")
    kept = raw[(raw["status"] == "completed") & (raw["amount"] > 0)]
    assert unread == 0
    assert len(orders) == len(kept)
    assert orders["value"].sum() == kept["amount"].sum()
