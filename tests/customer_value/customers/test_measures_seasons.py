"""Seasonality: months beside the year around them, weekdays beside the week."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, monthly_seasonality, weekday_seasonality

START, END = "2022-01-01", "2024-12-31"
DAYS = pd.date_range(START, END).astype("datetime64[us]")
FLAT = pd.DataFrame({"order_date": DAYS, "amount": 10.0})
DECEMBER = FLAT.assign(amount=np.where(DAYS.month == 12, 30.0, 10.0))
GROWING = FLAT.assign(amount=10.0 * 2 ** (np.arange(len(DAYS)) / 365.25))


@pytest.mark.parametrize("kind", KINDS)
def test_a_december_three_times_as_strong(kind):
    table = monthly_seasonality(KINDS[kind](DECEMBER), START, END)
    assert table["month"].tolist() == list(range(1, 13))
    assert table["years"].tolist() == [2] * 12
    expected = np.array([1.0] * 11 + [3.0]) * 12 / 14
    assert table["revenue_index"].tolist() == pytest.approx(expected.tolist(), rel=0.01)
    assert table["orders_index"].tolist() == pytest.approx([1.0] * 12)
    weekdays = weekday_seasonality(KINDS[kind](DECEMBER), START, END)
    assert weekdays["weekday"].tolist() == list(range(1, 8))
    assert weekdays["days"].sum() == len(DAYS)
    assert weekdays["orders_index"].tolist() == pytest.approx([1.0] * 7)


def plain_index(valid: pd.DataFrame) -> pd.Series:
    """The mistake: all Decembers over the mean of all months."""
    by_month = valid.groupby(valid["order_date"].dt.month)["amount"].mean()
    return by_month / by_month.mean()


def test_growth_is_not_taken_for_a_season():
    wrong = plain_index(GROWING)
    assert wrong[12] / wrong[1] > 1.8
    assert monthly_seasonality(GROWING, START, END)["revenue_index"].tolist() == pytest.approx([1] * 12, rel=0.01)


def test_a_long_month_is_not_taken_for_a_season():
    sums = FLAT.groupby(FLAT["order_date"].dt.month)["amount"].sum()
    assert sums[1] / sums[2] > 1.08
    assert monthly_seasonality(FLAT, START, END)["revenue_index"].tolist() == pytest.approx([1] * 12)


def test_a_month_cut_off_is_left_out():
    whole = monthly_seasonality(DECEMBER, START, "2024-11-30")
    cut = monthly_seasonality(DECEMBER, "2021-12-15", "2024-12-10")
    pd.testing.assert_frame_equal(cut, whole)
    assert whole["years"].tolist() == [2] * 5 + [1] + [2] * 6


def test_days_without_an_order_count_as_days():
    mondays = FLAT[DAYS.day_of_week == 0]
    assert weekday_seasonality(mondays, START, END)["orders_index"].tolist() == pytest.approx([7, 0, 0, 0, 0, 0, 0])
    one_each = FLAT[DAYS.day == 1]
    found = monthly_seasonality(one_each, START, END)["orders_index"]
    assert found[1] / found[0] == pytest.approx(31 / 28.25, rel=0.01)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("start", "end"), [(START, "2023-11-30"), ("2024-01-05", "2024-01-09"), ("2019-01-01", "2021-12-31")]
)
def test_without_two_years_or_orders_there_is_no_index(kind, start, end):
    table = monthly_seasonality(KINDS[kind](FLAT), start, end)
    assert table[["revenue_index", "orders_index"]].isna().all(axis=None)
    assert len(table) == 12


def test_weekdays_need_a_week_and_an_order():
    assert weekday_seasonality(FLAT, "2024-01-01", "2024-01-06")["orders_index"].isna().all()
    assert weekday_seasonality(FLAT, "2024-01-01", "2024-01-07")["orders_index"].tolist() == [1] * 7
    assert weekday_seasonality(FLAT[:0], START, END)["revenue_index"].isna().all()
    assert weekday_seasonality(FLAT, "2024-01-01", "2024-01-06")["days"].tolist() == [1] * 6 + [0]


def test_the_weekday_of_a_known_day():
    friday = pd.DataFrame({"order_date": pd.to_datetime(["2024-03-01 23:59"]), "amount": [5.0]})
    assert weekday_seasonality(friday, "2024-02-26", "2024-03-03")["orders_index"].tolist() == [0, 0, 0, 0, 7, 0, 0]


@pytest.mark.parametrize("measure", [monthly_seasonality, weekday_seasonality])
@pytest.mark.parametrize(
    ("valid", "start", "words"),
    [
        (FLAT.drop(columns="amount"), START, "valid has no column 'amount'"),
        (FLAT.assign(order_date="2024"), START, r"valid\['order_date'\] holds text"),
        (FLAT.assign(amount=nan), START, r"missing"),
        (FLAT.assign(amount=inf), START, "infinite on 1096 of 1096 rows"),
        (FLAT.assign(amount=-1), START, "money below 0"),
        (FLAT, "2025-01-01", "end is 2024-12-31, before start"),
    ],
)
def test_bad_input_is_named(measure, valid, start, words):
    with pytest.raises(MeasureError, match=words):
        measure(valid, start, END)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**20), st.integers(2, 90))
def test_neither_the_order_of_rows_nor_the_currency_matters(seed, rate):
    rng = np.random.default_rng(seed)
    some = FLAT.sample(700, replace=True, random_state=seed).assign(amount=rng.integers(1, 900, 700).astype(float))
    other = some.assign(amount=some["amount"] * rate).sample(frac=1, random_state=seed)
    for measure in (monthly_seasonality, weekday_seasonality):
        table = measure(some, START, END)
        pd.testing.assert_frame_equal(measure(other, START, END), table)
        assert table["revenue_index"].mean() == pytest.approx(1)
        assert table["orders_index"].mean() == pytest.approx(1)
