"""Spend: the average order, mean and median, deciles; right on the worked examples and unlike the usual mistakes."""

from __future__ import annotations

from math import inf, isnan, nan
from statistics import median

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import (
    MeasureError,
    average_order_value,
    monetary,
    spend_deciles,
    spend_summary,
    top_share,
    valid_orders,
)

ORDERS_OF_TWO = pd.DataFrame(
    {"customer_id": ["A", "A", "A", "B"], "order_id": ["o1", "o2", "o3", "o4"], "amount": [100, 100, 100, 500]}
)
TEN = [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]
spends = st.lists(st.integers(0, 10_000), min_size=1, max_size=45).filter(any)


@pytest.mark.parametrize("kind", KINDS)
def test_average_order_value_on_every_kind_of_frame(kind):
    assert average_order_value(KINDS[kind](ORDERS_OF_TWO)) == 200.0
    valid = valid_orders(KINDS[kind](ORDERS), KINDS[kind](REFUNDS), SNAPSHOT)
    assert average_order_value(valid) == pytest.approx(3400 / 6)
    assert isnan(average_order_value(KINDS[kind](ORDERS_OF_TWO[:0])))


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (lambda: ORDERS_OF_TWO.groupby("customer_id")["amount"].mean().mean(), 300),
        (lambda: ORDERS_OF_TWO["amount"].sum() / ORDERS_OF_TWO["customer_id"].nunique(), 400),
        (ORDERS_OF_TWO["amount"].median, 100),
    ],
    ids=["mean of customer means", "per customer", "median"],
)
def test_what_people_take_for_it(mistake, wrong):
    assert mistake() == wrong
    assert average_order_value(ORDERS_OF_TWO) == 200 != wrong


def test_on_ledger_l_neither_gross_nor_lines():
    valid = valid_orders(ORDERS, REFUNDS, SNAPSHOT)
    of_a, of_d = (average_order_value(valid[valid["customer_id"] == one]) for one in "AD")
    assert of_a == pytest.approx(566.67, abs=0.005)
    assert of_d == 700
    lines = ORDERS[ORDERS["order_date"] <= SNAPSHOT].groupby("customer_id")["amount"].mean()
    assert (lines["A"], lines["D"]) == (425, 800)
    assert of_a != lines["A"]
    assert of_d != lines["D"]


def test_lines_of_one_order_are_one_order():
    lines = ORDERS_OF_TWO.assign(order_id=["o1", "o1", "o2", "o4"])
    assert average_order_value(lines) == pytest.approx(800 / 3)


@pytest.mark.parametrize(
    ("valid", "words"),
    [
        (ORDERS_OF_TWO.drop(columns="amount"), "valid has no column 'amount'"),
        (ORDERS_OF_TWO.assign(amount="NT$100"), r"valid\['amount'\] holds text"),
        (ORDERS_OF_TWO.assign(amount=[1, inf, 3, 4]), "infinite or below 0, on 1 of 4 rows"),
        (ORDERS_OF_TWO.assign(amount=[1, nan, nan, 4]), "infinite or below 0, on 2 of 4 rows"),
        (ORDERS_OF_TWO.assign(order_id=["o1", None, "o3", "o4"]), "valid has no order_id, .* on 1 of 4 rows"),
        (ORDERS_OF_TWO.assign(amount=[1, 2, -3, 4]), "infinite or below 0, on 1 of 4 rows"),
    ],
)
def test_bad_orders_are_named(valid, words):
    with pytest.raises(MeasureError, match=words):
        average_order_value(valid)


def test_the_mean_describes_nobody_where_one_spends_most():
    found = spend_summary(TEN)
    assert (found.customers, found.total, found.mean, found.median, found.below_mean) == (10, 100, 10, 3.5, 0.7)
    assert found.skewness == pytest.approx(2.03, abs=0.005)
    assert found.skewness != pytest.approx(float(pd.Series(TEN).skew()), abs=0.1)


def test_a_summary_without_a_base():
    nobody = spend_summary([])
    assert (nobody.customers, nobody.total) == (0, 0)
    assert all(isnan(value) for value in (nobody.mean, nobody.median, nobody.skewness, nobody.below_mean))
    for even in ([5, 5, 5], [1, 9]):
        assert isnan(spend_summary(even).skewness)
    assert spend_summary([1, 2, 3]).skewness == pytest.approx(0)
    assert spend_summary([5, 5]).below_mean == 0


def test_the_deciles_of_ten_are_the_ten():
    table = spend_deciles(TEN)
    assert table["money"].tolist() == table["mean"].tolist() == table["lowest"].tolist() == TEN
    assert table["cumulative_share"].tolist() == pytest.approx([0.5, 0.7, 0.8, 0.88, 0.92, 0.95, 0.97, 0.98, 0.99, 1])


def test_deciles_of_few_and_of_nobody():
    table = spend_deciles([3, 1])
    assert table["customers"].tolist() == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert table["mean"].isna().sum() == 8
    assert table["cumulative_share"].iloc[4] == 0.75
    nobody = spend_deciles([])
    assert nobody["customers"].sum() == nobody["money"].sum() == 0
    assert nobody["money_share"].isna().all()
    assert spend_deciles([0, 0])["cumulative_share"].isna().all()


@pytest.mark.parametrize("measure", [spend_summary, spend_deciles])
@pytest.mark.parametrize(
    ("spend", "words"), [([1, nan], "missing"), ([inf], "infinite"), ([-1, 5], "below 0 in 1 of 2")]
)
def test_money_that_makes_no_sense_is_refused(measure, spend, words):
    with pytest.raises(MeasureError, match=words):
        measure(spend)


@settings(max_examples=30, deadline=None)
@given(spends, st.randoms(use_true_random=False))
def test_deciles_add_up_and_agree_with_the_top_share(values, random):
    table = spend_deciles(values)
    assert table["customers"].sum() == len(values)
    assert table["customers"].max() - table["customers"].min() <= 1
    assert table["money"].sum() == sum(values)
    assert table["money_share"].sum() == pytest.approx(1)
    assert table["cumulative_share"].iloc[1] == pytest.approx(top_share(values, 0.2))
    assert table["cumulative_share"].iloc[4] == pytest.approx(top_share(values, 0.5))
    pd.testing.assert_frame_equal(spend_deciles(random.sample(values, len(values))), table)
    found = spend_summary(values)
    assert found.mean * found.customers == pytest.approx(found.total)
    assert found.median == median(values)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 5000)), min_size=1, max_size=20), st.integers(2, 40))
def test_average_order_value_scales_and_is_the_total_over_orders(rows, rate):
    valid = pd.DataFrame(rows, columns=["customer_id", "amount"]).assign(order_id=[f"o{n}" for n in range(len(rows))])
    found = average_order_value(valid)
    assert found * len(rows) == pytest.approx(monetary(valid)["monetary"].sum())
    assert average_order_value(valid.assign(amount=valid["amount"] * rate).sample(frac=1)) == pytest.approx(
        found * rate
    )
