from __future__ import annotations

import csv
import json
import re

import pandas as pd
import pytest

from customer_value.ledger import read_ledger
from customer_value.messages import catalogue
from generator.dictionary import dictionary
from generator.engine.plan import plan_of
from generator.engine.run import make_ledger
from generator.schema import LEDGER, TRUTH, core, ledger_of, truth_of

LANGUAGES = ("en", "zh-Hant")


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request, small, tmp_path_factory):
    """The small ledger and its truth as files: language, folder, folder of the truth."""
    folder = tmp_path_factory.mktemp(request.param)
    plan = plan_of(small.scenario, seed=small.seed, customers=small.customers, languages=(request.param,), truth=True)
    make_ledger(plan, [folder / "ledger", folder / "truth"])
    return request.param, folder / "ledger", folder / "truth"


def test_excel_on_a_chinese_windows_opens_the_files_right(written, boutique):
    _, folder, _ = written
    for table in ledger_of(boutique):
        content = (folder / table.path).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\r\n") == content.count(b"\n")


def test_the_description_describes_the_files(written):
    language, folder, _ = written
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    expected = {
        "language": language,
        "scenario": "boutique",
        "seed": 7,
        "currency": "TWD",
        "start": "2023-01-01",
        "end": "2026-03-31",
        "snapshot": "2025-12-31",
        "customers": 600,
    }
    assert {key: package[key] for key in expected} == expected
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    for resource in package["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            assert field["title"] and field["description"]
            assert field["type"] in {"string", "integer", "number", "date", "boolean"}
        for key in resource["schema"].get("foreignKeys", []):
            assert key["fields"] in header


def test_a_lesson_reads_the_ledger_with_proper_types(written, tables):
    _, folder, _ = written
    ledger = read_ledger(folder)
    assert ledger.snapshot == pd.Timestamp("2025-12-31")
    assert ledger.orders["amount"].tolist() == tables["orders"]["amount"].tolist()
    assert pd.api.types.is_datetime64_any_dtype(ledger.orders["order_date"])
    assert ledger.customers["consent"].notna().all()
    assert ledger.customers["birth_year"].isna().any()
    assert ledger.customers["customer_id"].tolist() == tables["customers"]["customer_id"].tolist()
    assert len(ledger.refunds) == len(tables["refunds"])
    assert ledger.products["list_price"].min() > 0


def test_money_has_the_currency_for_its_unit(written):
    _, folder, _ = written
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    orders = next(resource for resource in package["resources"] if resource["name"] == "orders")
    amount = next(field for field in orders["schema"]["fields"] if field["name"] == "amount")
    assert (amount["type"], amount["unit"]) == ("integer", "TWD")


def test_the_truth_is_described_in_both_languages(written, boutique):
    language, _, folder = written
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    other = "en" if language == "zh-Hant" else "zh-Hant"
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in truth_of(boutique)]
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            chinese = field["description" if language == "zh-Hant" else "description_zh-Hant"]
            assert re.search(r"[一-鿿]", chinese)
            assert not re.search(r"[一-鿿]", field["title" if language == "en" else "title_en"])
            assert f"title_{other}" in field


def test_a_key_into_a_table_that_is_not_there_is_not_described(boutique, tmp_path):
    plan = plan_of(boutique, seed=7, customers=20, tables=("orders", "refunds"))
    make_ledger(plan, [tmp_path / "ledger"])
    orders, refunds = json.loads((tmp_path / "ledger" / "datapackage.json").read_bytes())["resources"]
    assert "foreignKeys" not in orders["schema"]
    assert [key["reference"]["resource"] for key in refunds["schema"]["foreignKeys"]] == ["orders"]


def test_every_text_of_the_schema_is_used_and_there():
    texts = set(catalogue("generator"))
    needed = {
        f"columns.{table.name}.{column.name}.{what}"
        for table in (*LEDGER, *TRUTH, *core.TABLES)
        for column in table.columns
        for what in ("title", "description")
    }
    needed |= {f"tables.{table.name}.{what}" for table in (*LEDGER, *TRUTH) for what in ("title", "description")}
    assert {text for text in texts if text.startswith(("columns.", "tables."))} == needed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_names_every_column_once_in_its_table(boutique, language):
    page = dictionary(boutique, language)
    for table in (*ledger_of(boutique), *truth_of(boutique)):
        section = page.split(f"`{table.path}`")[1].split("\n## ")[0]
        for column in table.columns:
            assert section.count(f"| `{column.name}` |") == 1
    assert not re.search(r"\{\w+\}", page)
    assert all(line.count("|") == 6 for line in page.splitlines() if line.startswith("|"))
