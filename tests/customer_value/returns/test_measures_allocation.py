"""Allocation, customer profit and the whale curve: the numbers by hand, and those that people get by mistake."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, WhalePeak, allocate_cost, customer_profit, whale_curve, whale_peak

ACCOUNTS = pd.DataFrame(
    {
        "customer_id": ["A", "B", "C"],
        "revenue": [6000, 3000, 1000],
        "goods": [4200, 2100, 700],
        "orders": [10, 30, 10],
        "customers": 1,
    }
)
POOL = 1000
PROFITS = [60, 40, 20, 10, 5, 0, -5, -10, -20, -20]

money = st.integers(-500, 500)
keys = st.lists(st.integers(0, 100), min_size=1, max_size=12)


def profit_of_b(key: str = "orders", pool: float = POOL) -> float:
    return customer_profit(ACCOUNTS, pool, key, costs=["goods"])["profit"][1]


# Sharing out a cost


def test_the_profits_of_the_example():
    table = customer_profit(ACCOUNTS, POOL, "orders", costs=["goods"])
    assert table["profit"].tolist() == [1600, 300, 100]
    assert table["allocated"].tolist() == [200, 600, 200]
    assert table["profit"].sum() == 10_000 - 7000 - POOL


MARGIN_B = 3000 - 2100
MISTAKES = {
    "by revenue": (lambda: profit_of_b("revenue"), 600),
    "by heads": (lambda: profit_of_b("customers"), 566.67),
    "whole pool to each": (lambda: MARGIN_B - POOL, -100),
    "revenue less cost": (lambda: 3000 - POOL * 30 / 50, 2400),
    "pool left out": (lambda: profit_of_b(pool=0), 900),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_wrong_profits_of_b_differ_from_the_right_one(mistake):
    compute, value = MISTAKES[mistake]
    assert compute() == pytest.approx(value, abs=0.005)
    assert compute() != profit_of_b()


def test_no_two_mistakes_look_alike():
    values = [round(compute(), 2) for compute, _ in MISTAKES.values()]
    assert len(set(values)) == len(values)


@given(keys, st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_the_parts_sum_to_the_pool_and_go_with_the_key(key, pool):
    parts = allocate_cost(pool, key)
    if not sum(key):
        assert parts.isna().all()
        return
    assert parts.sum() == pytest.approx(pool)
    assert parts.tolist() == pytest.approx([pool * one / sum(key) for one in key])


@given(keys, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_parts_keep_to_their_index(key, random):
    series = pd.Series(key, index=[f"c{place}" for place in range(len(key))], dtype="int64")
    shuffled = series.sample(frac=1, random_state=random.randrange(100))
    pd.testing.assert_series_equal(allocate_cost(60, shuffled).sort_index(), allocate_cost(60, series).sort_index())


def test_a_key_of_zero_is_no_base():
    assert allocate_cost(1000, [0, 0]).isna().all()
    assert allocate_cost(1000, []).empty
    table = customer_profit(ACCOUNTS.assign(orders=0), POOL, "orders", costs=["goods"])
    assert table[["allocated", "profit"]].isna().all(axis=None)
    assert customer_profit(ACCOUNTS.assign(orders=0), 0, "orders", costs=["goods"])["profit"].notna().all()


def test_direct_costs_are_charged_once_and_in_full():
    table = customer_profit(ACCOUNTS.assign(direct=[0, 250, 0]), POOL, "orders", costs=["goods", "direct"])
    assert table["profit"].tolist() == [1600, 50, 100]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: allocate_cost(100, [1, -1]), "key is below 0 in 1 of 2 places"),
        (lambda: allocate_cost(100, [1, None]), "key is missing or infinite in 1 of 2 places"),
        (lambda: allocate_cost(100, ["a"]), "key holds something that is no number"),
        (lambda: allocate_cost(100, [True]), "key holds something that is no number"),
        (lambda: allocate_cost("100", [1]), "pool is '100'; give a number"),
        (lambda: customer_profit(ACCOUNTS, POOL), "accounts has no column 'direct'"),
        (lambda: customer_profit(ACCOUNTS, POOL, "calls", costs=["goods"]), "accounts has no column 'calls'"),
        (lambda: customer_profit(ACCOUNTS, POOL, costs="goods"), r"give a list of columns, such as \['goods'\]"),
        (
            lambda: customer_profit(ACCOUNTS.assign(goods=-1), POOL, costs=["goods"]),
            r"accounts\['goods'\] is negative on 3 of 3 rows",
        ),
        (
            lambda: customer_profit(ACCOUNTS.assign(revenue=np.inf), POOL, costs=["goods"]),
            r"accounts\['revenue'\] is infinite",
        ),
        (
            lambda: customer_profit(pd.concat([ACCOUNTS] * 2), POOL, costs=["goods"]),
            "two rows with one 'customer_id', such as 'A'",
        ),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()


# The whale curve


def test_the_peak_of_the_example():
    curve = whale_curve(PROFITS)
    assert curve["share"].max() == 1.6875
    assert curve["share"].idxmax() == 4
    assert curve["share"].iloc[-1] == 1
    assert whale_peak(PROFITS) == WhalePeak(customers=5, profit=135, share=1.6875, lost=55)


WHALE_MISTAKES = {
    "the end of the curve": (lambda: whale_curve(PROFITS)["share"].iloc[-1], 1.0),
    "positives only": (lambda: sum(one for one in PROFITS if one > 0) / sum(one for one in PROFITS if one > 0), 1.0),
    "the top two": (lambda: whale_curve(PROFITS)["share"][1], 1.25),
    "total of absolute values": (lambda: 135 / sum(abs(one) for one in PROFITS), 0.711),
    "sorted ascending": (lambda: min(np.cumsum(sorted(PROFITS)) / sum(PROFITS)), -0.6875),
}


@pytest.mark.parametrize("mistake", WHALE_MISTAKES)
def test_wrong_peaks_differ_from_the_right_one(mistake):
    compute, value = WHALE_MISTAKES[mistake]
    assert compute() == pytest.approx(value, abs=0.0005)
    assert compute() != whale_peak(PROFITS).share


@given(st.lists(money, min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
def test_the_curve_rises_to_its_peak_and_falls_to_the_total(profits):
    curve, peak = whale_curve(profits), whale_peak(profits)
    assert curve["cumulative"].iloc[-1] == sum(profits)
    assert peak.profit == max(0, curve["cumulative"].max())
    assert peak.profit - peak.lost == sum(profits)
    running, best, place = 0, 0, 0
    for count, one in enumerate(sorted(profits, reverse=True), start=1):
        running += one
        if running > best:
            best, place = running, count
    assert (peak.profit, peak.customers) == (best, place)
    if sum(profits) > 0:
        assert curve["share"].iloc[-1] == pytest.approx(1)
        assert peak.share >= 1
    else:
        assert isnan(peak.share)
        assert curve["share"].isna().all()


@given(st.lists(money, min_size=1, max_size=20), st.integers(2, 100), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_neither_the_order_nor_the_currency_changes_the_shares(profits, rate, random):
    shuffled = [one * rate for one in profits]
    random.shuffle(shuffled)
    assert whale_curve(shuffled)["share"].tolist() == pytest.approx(whale_curve(profits)["share"].tolist(), nan_ok=True)


def test_the_curve_keeps_the_customers_and_equals_as_they_came():
    curve = whale_curve(pd.Series({"A": 5.0, "B": 9.0, "C": 5.0}))
    assert curve.index.tolist() == ["B", "A", "C"]
    assert curve["place"].tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("profits", "expected"),
    [
        ([7], WhalePeak(customers=1, profit=7, share=1, lost=0)),
        ([3, 3, 3], WhalePeak(customers=3, profit=9, share=1, lost=0)),
    ],
)
def test_where_nobody_loses_the_peak_is_the_end(profits, expected):
    assert whale_peak(profits) == expected


@pytest.mark.parametrize("profits", [[], [-1, -2], [0], [5, -5]])
def test_without_a_profit_there_is_no_share_of_it(profits):
    peak = whale_peak(profits)
    assert isnan(peak.share)
    assert peak.customers == sum(one > 0 for one in profits)


@pytest.mark.parametrize("bad", [[1, nan], [np.inf], ["a"], [None]])
def test_bad_profits_are_refused(bad):
    with pytest.raises(MeasureError, match="profits"):
        whale_curve(bad)
