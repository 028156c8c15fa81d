from __future__ import annotations

import locale

import pytest
from pandas.testing import assert_frame_equal

from generator.engine.plan import LARGEST_SEED, RequestError
from generator.ledger import Draw, draw_ledger, ledger_tables, truth_tables
from generator.schema import ledger_of


def test_the_same_seed_makes_the_same_ledger(boutique, tables, truth):
    again = draw_ledger(boutique, 7, 600)
    for name, table in ledger_tables(again, "en").items():
        assert_frame_equal(table, tables[name])
    assert_frame_equal(truth_tables(again)["customer_truth"], truth)


def test_another_seed_makes_another_ledger(boutique, tables):
    other = ledger_tables(draw_ledger(boutique, 8, 600), "en")
    assert not other["orders"].equals(tables["orders"])
    assert (other["customers"]["name"] != tables["customers"]["name"]).mean() > 0.9


def test_single_tables_are_those_of_the_whole_ledger(boutique, tables):
    names = ("costs", "refunds", "surveys")
    some = ledger_tables(draw_ledger(boutique, 7, 600), "en", *names)
    assert tuple(some) == names
    for name in names:
        assert_frame_equal(some[name], tables[name])
    with pytest.raises(KeyError):
        ledger_tables(draw_ledger(boutique, 7, 1), "en", "order")


def test_language_changes_only_words(boutique, tables, chinese):
    for table in ledger_of(boutique):
        words = [column.name for column in table.columns if column.words]
        others = [column.name for column in table.columns if not column.words]
        assert_frame_equal(tables[table.name][others], chinese[table.name][others])
        for name in words:
            english, own = tables[table.name][name], chinese[table.name][name]
            assert (english.isna() == own.isna()).all()
            assert (english.dropna() != own.dropna()).all()
    # The same word stands for the same word: labels are translated, not drawn again.
    for table, name in (
        ("customers", "channel"),
        ("customers", "district"),
        ("orders", "sales_area"),
        ("refunds", "reason"),
    ):
        pairs = set(zip(tables[table][name], chinese[table][name], strict=True))
        assert len(pairs) == chinese[table][name].nunique() or name == "district"


def test_customers_are_the_same_in_a_longer_ledger(boutique, tables):
    longer = ledger_tables(draw_ledger(boutique, 7, 1000), "en")
    assert_frame_equal(longer["customers"].head(600), tables["customers"])
    assert_frame_equal(longer["products"], tables["products"])
    ids = set(tables["customers"]["customer_id"])
    numbered_alike = ["customer_id", "order_date", "order_time", "channel", "sales_area", "status", "amount"]
    orders = longer["orders"][longer["orders"]["customer_id"].isin(ids)].reset_index(drop=True)
    assert_frame_equal(orders[numbered_alike], tables["orders"][numbered_alike])
    lines = longer["order_lines"].merge(orders["order_id"], on="order_id").drop(columns="order_id")
    assert_frame_equal(lines, tables["order_lines"].drop(columns="order_id"))
    refunds = longer["refunds"].merge(orders["order_id"], on="order_id").drop(columns=["order_id", "refund_id"])
    assert_frame_equal(refunds, tables["refunds"].drop(columns=["order_id", "refund_id"]))


def test_blocks_can_be_made_in_any_order(boutique):
    small_blocks = boutique.model_copy(update={"block": 64})
    drawn = draw_ledger(small_blocks, 3, 150)
    assert [(block.first, block.count) for block in drawn.blocks] == [(0, 64), (64, 64), (128, 22)]
    whole = ledger_tables(drawn, "en")
    again = draw_ledger(small_blocks, 3, 150)
    for block in reversed(again.blocks):
        ledger_tables(Draw(world=again.world, customers=150, blocks=(block,)), "zh-Hant")
    for name, table in ledger_tables(again, "en").items():
        assert_frame_equal(table, whole[name])
    assert whole["customers"]["customer_id"].tolist()[-1] == "C00150"
    assert whole["customers"]["email"].is_unique
    assert whole["orders"]["order_id"].is_unique
    referred = whole["customers"].dropna(subset="referred_by")
    registered = whole["customers"].set_index("customer_id")["registered_on"]
    assert (registered[referred["referred_by"]].to_numpy() < referred["registered_on"].to_numpy()).all()


def test_the_machine_locale_decides_nothing(boutique, tables):
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert_frame_equal(ledger_tables(draw_ledger(boutique, 7, 600), "en")["customers"], tables["customers"])
    finally:
        locale.setlocale(locale.LC_ALL, before)


@pytest.mark.parametrize("customers", [0, -5])
def test_a_ledger_needs_customers(boutique, customers):
    with pytest.raises(RequestError, match="at least one customer"):
        draw_ledger(boutique, 1, customers)


@pytest.mark.parametrize("seed", [-1, LARGEST_SEED + 1])
def test_a_seed_has_bounds(boutique, seed):
    with pytest.raises(RequestError, match="whole number from 0"):
        draw_ledger(boutique, seed, 10)


def test_an_unknown_language_is_told_which_there_are(small):
    with pytest.raises(RequestError, match="no language 'fr' for boutique; there is en and zh-Hant"):
        ledger_tables(small, "fr")


def test_one_customer_is_a_ledger(boutique):
    tables = ledger_tables(draw_ledger(boutique, 1, 1), "zh-Hant")
    assert len(tables["customers"]) == 1
    assert len(tables["orders"]) >= 1
