"""Retention and churn where they are seen, lapse thresholds where they are inferred."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS, columns, rows
from repurchase_example import END, ORDERS, START, ledger

from customer_value import (
    MeasureError,
    annual_from_monthly,
    churn_rate,
    lapse_comparison,
    lapse_thresholds,
    lapsed_customers,
    monthly_from_annual,
    retention_rate,
)


def test_contractual_retention_leaves_out_who_came_on_the_way():
    assert retention_rate(500, 520, 140) == pytest.approx(0.76)
    assert churn_rate(500, 520, 140) == pytest.approx(0.24)
    assert round(520 / 500, 2) == 1.04 != retention_rate(500, 520, 140), "end over start"
    assert retention_rate(500, 520, 120, 20) == pytest.approx(0.76)
    assert round((520 - 120) / 500, 2) == 0.8, "the reactivated kept in"


def test_nobody_at_the_start_has_no_rate():
    assert math.isnan(retention_rate(0, 20, 20))
    assert math.isnan(churn_rate(0, 0, 0))
    assert math.isnan(retention_rate(float("nan"), 20, 20))


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((500, 520, -1), "new is -1; give a number of at least 0"),
        ((500, float("inf"), 1), "at_end is inf"),
        ((500, 520, "140"), "new is '140'; give a number"),
        ((500, 100, 90, 20), "new and reactivated are 110 together, more than at_end, 100"),
        ((500, 520, 0), "at_end less new and reactivated is 520, more than at_start, 500"),
    ],
)
def test_counts_that_cannot_be_true_are_refused(counts, words):
    with pytest.raises(MeasureError, match=words):
        retention_rate(*counts)


def test_a_year_is_not_twelve_months_of_churn():
    assert round(annual_from_monthly(0.05), 3) == 0.46
    assert round(12 * 0.05, 2) == 0.6
    assert monthly_from_annual(annual_from_monthly(0.05)) == pytest.approx(0.05)
    assert (annual_from_monthly(0), annual_from_monthly(1)) == (0, 1)
    for measure in (annual_from_monthly, monthly_from_annual):
        assert math.isnan(measure(float("nan")))
        with pytest.raises(MeasureError, match="churn is 5; give a share from 0 to 1"):
            measure(5)


RHYTHMS = ledger(
    {
        "once": "2024-01-10",
        "twice a day": "2024-03-01T09:00 2024-03-01T17:00",
        "skewed": "2024-01-01 2024-01-21 2024-02-10 2024-06-28",
        "daily": "2024-06-01 2024-06-02 2024-06-03",
    }
)


@pytest.mark.parametrize("kind", KINDS)
def test_personal_thresholds(kind):
    orders = KINDS[kind](RHYTHMS)
    found = lapse_thresholds(orders, None, "2024-06-30")
    assert type(found) is type(orders)
    assert columns(found) == ["customer_id", "purchase_days", "median_gap", "lapse_days", "days_since_last"]
    assert {row[0]: row[1:] for row in rows(found)} == {
        "once": (1, None, 180, 173),
        "twice a day": (1, None, 180, 122),
        "skewed": (4, 20, 60, 3),
        "daily": (3, 1, 30, 28),
    }


def test_the_own_gap_is_the_median_of_ones_own_gaps():
    days = RHYTHMS.loc[RHYTHMS["customer_id"] == "skewed", "order_date"]
    assert days.diff().dt.days.mean() == pytest.approx(59.67, abs=0.01), "the mean of a skewed rhythm"
    across = RHYTHMS.sort_values("order_date")["order_date"].diff().dt.days
    assert across.median() != 20, "gaps across customers"


def test_the_threshold_is_that_of_lapsed_customers():
    found = lapse_thresholds(ORDERS, None, "2024-06-30")
    late = found.loc[found["days_since_last"] > found["lapse_days"], "customer_id"].tolist()
    assert lapsed_customers(ORDERS, None, START, lapse_days="personal")["customer_id"].tolist() == late


@pytest.mark.parametrize("kind", KINDS)
def test_thresholds_side_by_side(kind):
    table = lapse_comparison(KINDS[kind](ORDERS), None, START, END, [30, 180, "personal"])
    assert table["lapse_days"].tolist() == [30, 180, "personal"]
    assert table["existing"].tolist() == [1, 5, 5]
    assert table["repurchased"].tolist() == [0, 2, 2]
    assert table["won_back"].tolist() == [3, 1, 1]
    assert table["win_back_rate"].tolist() == pytest.approx([3 / 7, 1 / 3, 1 / 3])


def test_nobody_gives_rates_without_a_base():
    table = lapse_comparison(ORDERS, None, "2020-01-01", "2020-12-31", [180])
    assert table[["existing", "lapsed"]].to_numpy().tolist() == [[0, 0]]
    assert table[["repurchase_rate", "win_back_rate"]].isna().all(axis=None)
    assert lapse_comparison(ORDERS, None, START, END, []).empty
    assert lapse_thresholds(ORDERS[:0], None, END).empty


def test_what_is_no_threshold_is_refused():
    with pytest.raises(MeasureError, match="lapse_days is 'short'"):
        lapse_comparison(ORDERS, None, START, END, ["short"])
    with pytest.raises(MeasureError, match="day is NaT"):
        lapse_thresholds(ORDERS, None, pd.NaT)
