"""The five customers of the first RFM lesson are found by rules, whatever the ledger."""

from __future__ import annotations

import pandas as pd
import pytest
from figure_tables import SNAPSHOT, Shop, orders_of, refunds_of, shop
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError
from customer_value.lessons.stories import STORIES, pick_five, portraits


def day(before: int) -> pd.Timestamp:
    return SNAPSHOT - pd.Timedelta(days=before)


def storybook() -> Shop:
    """One customer for each story, told exactly, among twenty who bought once in the middle."""
    rows = [("silent", day(days), 9000.0, "completed") for days in (900, 800, 700, 600, 430)]
    rows += [("small", day(days), 300.0, "completed") for days in (30, 20, 10)]
    rows += [("large", day(1), 20000.0, "completed")]
    rows += [("steady", day(days), 1000.0, "completed") for days in (546, 455, 364, 273, 182, 91)]
    rows += [("returner", day(days), 2500.0, "completed") for days in (700, 610, 560, 400, 330, 250, 100, 60)]
    rows += [(f"other{number}", day(200 + number), 1000.0, "completed") for number in range(20)]
    orders = orders_of(rows)
    last = orders[orders["customer_id"] == "returner"].tail(2)
    refunds = refunds_of(
        [(order, date, 2500.0) for order, date in zip(last["order_id"], last["order_date"], strict=True)]
    )
    return Shop(orders=orders, refunds=refunds)


def test_where_the_five_exist_they_are_found_and_said_to_be_exact():
    five = pick_five(storybook())
    assert five["label"].tolist() == list("ABCDE")
    assert five["customer_id"].tolist() == ["silent", "small", "large", "steady", "returner"]
    assert five["story"].tolist() == [story.key for story in STORIES]
    assert five["exact"].all()


def test_portraits_count_the_orders_returned_at_the_end():
    people = portraits(storybook().orders, storybook().refunds, SNAPSHOT).set_index("customer_id")
    assert people.loc["returner", ["orders", "returned", "returned_last"]].tolist() == [6, 2, 2]
    assert people.loc["steady", ["gap", "unevenness", "due"]].tolist() == [91, 0, 1]
    assert people.loc["large", ["orders", "recency", "money"]].tolist() == [1, 1, 20000]
    assert pd.isna(people.loc["large", "gap"])


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 60))
def test_any_ledger_gives_five_different_customers(seed, customers):
    ledger = shop(customers, seed)
    people = portraits(ledger.orders, ledger.refunds, SNAPSHOT)
    if len(people) < 5:
        with pytest.raises(MeasureError):
            pick_five(ledger)
        return
    five = pick_five(ledger)
    assert five["customer_id"].is_unique
    assert set(five["customer_id"]) <= set(people["customer_id"])


def test_the_choice_knows_neither_the_order_of_the_rows_nor_what_came_next():
    ledger = shop()
    five = pick_five(ledger)
    shuffled = Shop(orders=ledger.orders.sample(frac=1, random_state=3), refunds=ledger.refunds[::-1])
    known = Shop(
        orders=ledger.orders[ledger.orders["order_date"] <= SNAPSHOT],
        refunds=ledger.refunds[ledger.refunds["refund_date"] <= SNAPSHOT],
    )
    pd.testing.assert_frame_equal(pick_five(shuffled), five)
    pd.testing.assert_frame_equal(pick_five(known), five)


def test_fewer_than_five_customers_is_said_in_one_sentence():
    ledger = storybook()
    few = ledger.orders[ledger.orders["customer_id"].isin(["silent", "small"])]
    with pytest.raises(MeasureError, match="2 customers have a valid order on 2025-12-31"):
        pick_five(Shop(orders=few, refunds=ledger.refunds))
