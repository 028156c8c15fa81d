from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value.ledger import read_ledger
from generator import columns, warts
from generator.block import Block
from generator.check.findings import examine
from generator.engine.plan import plan_of
from generator.engine.run import make_ledger
from generator.ledger import arrow_tables, draw_ledger
from generator.place import read_place
from generator.scenario import ScenarioError, load_scenario
from generator.scenario.warts import LEVELS, Warts, wart_rules, warts_of
from generator.schema import ledger_of, truth_of
from generator.schema.warts import as_written, text_columns
from generator.tables import makers, shop
from generator.tables.warts import ADDED, SPOILERS, dirty, numbered_on, restore, wart_key
from generator.world import World

TAIWAN, US = read_place("taiwan"), read_place("us")
CUSTOMERS = 150


def block_of(level: Warts, scenario: str = "boutique", customers: int = CUSTOMERS, seed: int = 11) -> Block:
    rules = load_scenario(scenario).model_copy(update={"warts": level})
    return Block(World(rules, seed), 0, 0, customers)


def clean_tables(block: Block, language: str) -> dict[str, pa.Table]:
    """The clean tables that warts fall on."""
    found = {name: make(block, language) for name, make in shop.BLOCK.items() if name in SPOILERS}
    return found | {"products": shop.WHOLE["products"](block.world, {}, language)}


def as_text(table: pa.Table) -> pd.DataFrame:
    """Every cell as the file has it."""
    plain = columns.plain(table)
    cells = {name: plain[name].cast(pa.string()).to_pylist() for name in plain.column_names}
    return pd.DataFrame(cells, dtype="str")


def source_of(block: Block, name: str) -> Block | World:
    return block.world if name == "products" else block


@pytest.fixture(scope="module")
def real():
    """A block at the level "real", its clean tables and its key."""
    block = block_of(warts_of("real"), customers=600)
    return block, clean_tables(block, "zh-Hant"), wart_key(block, "zh-Hant").to_pandas()


# Undoing -------------------------------------------------------------------------------------------------------------

some = st.sampled_from([0.0, 0.05, 0.5, 1.0])
levels = st.builds(Warts, **dict.fromkeys(Warts.model_fields, some))


@settings(max_examples=8, deadline=None)
@given(level=levels, language=st.sampled_from(["en", "zh-Hant"]))
def test_whatever_the_dials_the_key_undoes_every_wart(level, language):
    block = block_of(level, customers=60)
    key = wart_key(block, language).to_pandas()
    for name, clean in clean_tables(block, language).items():
        spoilt, own = dirty(source_of(block, name), name, clean, language)
        assert spoilt.column_names == clean.column_names
        assert restore(name, as_text(spoilt), key).equals(as_text(clean))
        added = np.isin(own["kind"].to_pylist(), ADDED).sum()
        assert spoilt.num_rows == clean.num_rows + added


@pytest.mark.parametrize(("scenario", "language"), [("giftshop", "en"), ("ecommerce", "zh-Hans")])
def test_amounts_with_cents_and_other_places_come_back_too(scenario, language):
    block = block_of(warts_of("real"), scenario)
    key = wart_key(block, language).to_pandas()
    assert "roc_year" not in set(key["kind"])  # nobody there counts years so
    assert {"text_amount", "utc_stamp", "date_format"} <= set(key["kind"])
    for name, clean in clean_tables(block, language).items():
        spoilt, _ = dirty(source_of(block, name), name, clean, language)
        assert restore(name, as_text(spoilt), key).equals(as_text(clean))


def test_nothing_but_what_the_key_lists_is_changed(real):
    block, tables, key = real
    for name, clean in tables.items():
        spoilt = as_text(dirty(source_of(block, name), name, clean, "zh-Hant")[0])
        own = key[key["table"] == name]
        assert not own.duplicated(["row", "column"]).any()
        assert own["row"].between(1, len(spoilt)).all()
        added = own[own["kind"].isin(ADDED)]["row"].to_numpy()
        kept = spoilt.drop(index=added - 1).reset_index(drop=True)
        before = as_text(clean)
        different = (kept != before) & ~(kept.isna() & before.isna())
        listed = pd.DataFrame(False, index=kept.index, columns=kept.columns)
        place = pd.Series(np.arange(len(kept)), index=spoilt.index.difference(added - 1))
        for wart in own[~own["kind"].isin(ADDED)].itertuples():
            listed.loc[place[wart.row - 1], wart.column] = True
            assert spoilt.loc[wart.row - 1, wart.column] == wart.dirty or pd.isna(wart.dirty)
        assert (different == listed).all(axis=None)


def test_levels_come_to_what_they_say(real):
    _, tables, key = real
    rules, rows = warts_of("real"), {name: table.num_rows for name, table in tables.items()}
    counted = key.groupby(["table", "kind"]).size()
    for (table, kind), share in {
        ("orders", "missing_id"): rules.missing_ids,
        ("order_lines", "duplicate_row"): rules.duplicates,
        ("orders", "negative_row"): rules.negative_rows,
        ("order_lines", "zero_price"): rules.zero_prices,
        ("products", "drifting_name"): rules.drifting_names,
        ("customers", "double_customer"): rules.double_customers,
    }.items():
        expected = share * rows[table]
        assert counted[table, kind] == pytest.approx(expected, abs=4 * expected**0.5 + 1), kind


def test_the_same_rows_are_dirty_in_every_language(real):
    block, _, key = real
    other = wart_key(block, "en").to_pandas()
    where = ["table", "row_key", "column", "kind"]
    # A blank more may fall where one language has none to double.
    keys = [one.loc[one["kind"] != "whitespace", where] for one in (key, other)]
    assert set(keys[0].itertuples(index=False)) == set(keys[1].itertuples(index=False))


def test_turning_one_dial_leaves_the_others_warts_where_they_were():
    both = block_of(Warts(missing_ids=0.2, text_amounts=0.3))
    one = block_of(Warts(text_amounts=0.3))
    keys = [wart_key(block, "en").to_pandas().query("kind == 'text_amount'") for block in (both, one)]
    assert len(keys[0]) > 20
    assert keys[0].reset_index(drop=True).equals(keys[1].reset_index(drop=True))


def test_second_accounts_are_real_customers_and_nobody_else(real):
    block, tables, key = real
    customers = as_text(dirty(block, "customers", tables["customers"], "zh-Hant")[0])
    orders = as_text(dirty(block, "orders", tables["orders"], "zh-Hant")[0])
    second = orders["customer_id"].dropna()
    second = second[second.str.startswith("W")]
    assert len(second) > 5
    assert second.isin(customers["customer_id"]).all()
    assert not customers["customer_id"].duplicated().any()
    double = key[key["kind"] == "double_customer"]
    names = customers.set_index("customer_id")["name"]
    assert all(names[wart.dirty] != names[wart.row_key] for wart in double.itertuples())


def test_rows_are_numbered_on_over_blocks():
    key = pa.table({"table": ["orders", "products"], "row": [3, 1]})
    assert numbered_on(key, {"orders": 100})["row"].to_pylist() == [103, 1]
    assert numbered_on(key.slice(0, 0), {"orders": 100}).num_rows == 0


def test_the_key_of_a_ledger_in_memory_counts_rows_over_blocks():
    rules = load_scenario("boutique").model_copy(update={"block": 64})
    spoilt = rules.model_copy(update={"warts": warts_of("real")})
    schema = [table for table in (*ledger_of(spoilt), *truth_of(spoilt)) if table.name in ("orders", "wart_key")]
    clean = arrow_tables(draw_ledger(rules, 5, 130), schema[:1], "en")["orders"]
    made = arrow_tables(draw_ledger(spoilt, 5, 130), schema, "en")
    key = made["wart_key"].to_pandas()
    assert restore("orders", as_text(made["orders"]), key).equals(as_text(clean))


# Forms ---------------------------------------------------------------------------------------------------------------


def test_dates_in_other_forms():
    dates = np.array(["2024-01-05"] * 4, dtype=object)
    choice = np.array([0.0, 0.3, 0.6, 0.9])
    assert warts.other_dates(dates, choice, TAIWAN).tolist() == ["2024/01/05", "2024/1/5", "20240105", "45296"]
    assert warts.other_dates(dates, choice, US).tolist() == ["01/05/2024", "1/5/2024", "20240105", "45296"]
    roc = warts.roc_dates(dates[:3], np.array([0.0, 0.4, 0.8]), 1911)
    assert roc.tolist() == ["113/01/05", "民國113年1月5日", "1130105"]


def test_stamps_in_universal_time():
    stamp = warts.utc_stamps(
        np.array(["2025-01-01", "2024-03-10", "2024-11-03", "2024-07-01"], dtype=object),
        np.array(["00:30", "02:30", "01:30", "20:00"], dtype=object),
        "America/New_York",
    )
    # Winter time; an hour that is left out; one that comes twice; summer time, where the evening is the next day.
    assert stamp.tolist() == [
        "2025-01-01T05:30:00Z",
        "2024-03-10T07:00:00Z",
        "2024-11-03T05:30:00Z",
        "2024-07-02T00:00:00Z",
    ]
    taipei = warts.utc_stamps(np.array(["2025-01-01"], object), np.array(["00:30"], object), "Asia/Taipei")
    assert taipei.tolist() == ["2024-12-31T16:30:00Z"]


def test_amounts_and_ids_in_other_forms():
    amounts = np.array(["1596", "1596", "1596", "1596"], dtype=object)
    choice = np.array([0.0, 0.3, 0.6, 0.9])
    assert warts.text_amounts(amounts, choice, "NT$", "zh-Hant").tolist() == ["1,596", "NT$1,596", "1596元", "１５９６"]
    cents = warts.text_amounts(np.array(["1234.50"], object), np.array([0.3]), "$", "en")
    assert cents.tolist() == ["$1,234.50"]
    assert warts.float_ids(np.array(["C00593"], object)).tolist() == ["593.0"]
    assert warts.short_ids(np.array(["C00593"], object)).tolist() == ["C593"]
    assert warts.wide("02-0625") == "０２－０６２５"


@given(name=st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8), choice=st.floats(0, 0.999))
def test_another_spelling_is_never_the_same(name, choice):
    for one in (name, f"{name} {name}"):
        assert warts.misspelt(one, choice) != one
        for language in ("en", "zh-Hant", "zh-Hans"):
            assert warts.other_names(np.array([one], object), np.array([choice]), language)[0] != one


# The ledger and its description --------------------------------------------------------------------------------------


def test_without_warts_nothing_is_wrapped_described_or_listed():
    rules = load_scenario("boutique")
    assert not rules.warts
    assert makers(rules, ["orders"]).block["orders"] is shop.BLOCK["orders"]
    assert "wart_key" not in [table.name for table in truth_of(rules)]


def test_a_description_promises_only_what_is_still_true():
    rules = load_scenario("boutique")
    clean = {table.name: table for table in ledger_of(rules)}
    spoilt = {table.name: table for table in ledger_of(rules.model_copy(update={"warts": warts_of("real")}))}
    orders = {column.name: column for column in spoilt["orders"].columns}
    assert {orders[name].type for name in ("order_date", "amount", "customer_id")} == {"string"}
    assert not orders["customer_id"].required and not orders["order_time"].required
    assert orders["status"].values == () and orders["amount"].minimum is None
    assert spoilt["orders"].key == () and spoilt["orders"].refers == {}
    assert spoilt["customers"].key == ("customer_id",)
    assert spoilt["surveys"] == clean["surveys"]
    assert as_written(clean["orders"], Warts(zero_prices=0.1)) == clean["orders"]
    assert text_columns("refunds", Warts(text_amounts=0.1)) == {"amount"}


def test_every_level_knows_its_dials_and_no_others():
    assert [bool(warts_of(level)) for level in LEVELS] == [False, True, True]
    for level in LEVELS[1:]:
        assert set(wart_rules()[level]) == set(Warts.model_fields)
    for name in Warts.model_fields:
        assert getattr(warts_of("light"), name) < getattr(warts_of("real"), name)
    with pytest.raises(ScenarioError, match="no level of warts 'heavy'; there is off, light, real"):
        warts_of("heavy")


def test_a_dirty_ledger_on_disk_opens_passes_and_comes_back(tmp_path):
    rules = load_scenario("boutique").model_copy(update={"block": 64})
    request = {"seed": 5, "customers": 130, "languages": ("zh-Hant",), "tables": tuple(SPOILERS)}
    make_ledger(plan_of(rules, **request), [tmp_path / "clean"])
    spoilt = rules.model_copy(update={"warts": warts_of("real")})
    make_ledger(plan_of(spoilt, truth=True, **request), [tmp_path / "dirty", tmp_path / "truth"])

    def read(path: Path) -> pd.DataFrame:
        return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8-sig")

    key = read(tmp_path / "truth" / "wart_key.csv").astype({"row": int})
    for path in sorted((tmp_path / "clean").glob("*.csv")):
        assert restore(path.stem, read(tmp_path / "dirty" / path.name), key).equals(read(path)), path.stem
    opened = read_ledger(tmp_path / "dirty")
    assert opened.orders["order_date"].dtype == "str"
    assert opened.customers["birth_year"].isin(["無", "N/A", "-", "NULL", "不詳"]).any()
    found = examine(tmp_path / "dirty")
    assert found.passes, [law for law in found.laws if not law.holds]
    assert found.unread > 0
    fields = json.loads((tmp_path / "dirty" / "datapackage.json").read_text())["resources"]
    orders = next(one for one in fields if one["name"] == "orders")["schema"]
    assert "primaryKey" not in orders
