"""The survival curve of the second order: Kaplan and Meier by hand, by SciPy, by loops; the medians people mistake."""

from __future__ import annotations

import math
import statistics
import warnings
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS, columns, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_l import ORDERS, REFUNDS, SNAPSHOT
from scipy.stats import CensoredData, ecdf

from customer_value import (
    MeasureError,
    median_time_to_second_order,
    return_chance,
    survival_at,
    survival_curve,
    time_to_second_order,
    valid_orders,
)

GAPS = [9, 13, 20, 41, 136, 200]
WAITING = [30, 40, 60, 120, 250]
DAYS, CAME = GAPS + WAITING, [True] * 6 + [False] * 5

WRONG = {
    "buyers only": (statistics.median(GAPS), 30.5),
    "censored taken as events": (statistics.median(DAYS), 41),
    "mean of buyers": (statistics.mean(GAPS), 69.8),
    "mean of all": (statistics.mean(DAYS), 83.5),
}

customers = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=25)


def plain(drawn: list[tuple[int, bool]]) -> dict[int, Fraction]:
    """The curve as exact fractions, day by day."""
    survival, curve = Fraction(1), {}
    for day in range(13):
        at_risk = sum(one >= day for one, _ in drawn)
        events = sum(one == day and came for one, came in drawn)
        if at_risk:
            survival *= 1 - Fraction(events, at_risk)
        curve[day] = survival
    return curve


def test_the_median_of_the_example():
    assert median_time_to_second_order(DAYS, CAME) == 136
    curve = survival_curve(DAYS, CAME).set_index("day")
    assert curve.loc[136, "survival"] == pytest.approx(0.404, abs=0.0005)
    assert curve.loc[41, "survival"] > 0.5
    assert curve.loc[41, ["at_risk", "events", "censored"]].tolist() == [6, 1, 0]


@pytest.mark.parametrize("mistake", WRONG)
def test_mistakes_look_faster(mistake):
    value, said = WRONG[mistake]
    assert value == pytest.approx(said, abs=0.05)
    assert value < median_time_to_second_order(DAYS, CAME)


def test_no_two_mistakes_look_alike():
    assert len({round(value, 1) for value, _ in WRONG.values()}) == len(WRONG)


def test_scipy_draws_the_same_curve_and_interval():
    curve = survival_curve(DAYS, CAME)
    other = ecdf(CensoredData(uncensored=GAPS, right=WAITING)).sf
    between = other.confidence_interval(confidence_level=0.95, method="log-log")
    assert curve["day"].tolist()[1:] == other.quantiles.tolist()
    for column, values in {"survival": other, "low": between.low, "high": between.high}.items():
        assert curve[column].tolist()[1:] == pytest.approx(values.probabilities.tolist())


def test_events_come_before_censoring_on_equal_days():
    curve = survival_curve([5, 5, 9], [True, False, True])
    assert curve["at_risk"].tolist() == [3, 3, 1]
    assert curve["survival"].tolist() == pytest.approx([1, 2 / 3, 0])
    late = survival_curve([5, 4.9, 9], [True, False, True])  # censored just before: fewer at risk
    assert late.set_index("day").loc[5, "survival"] == 0.5


@given(customers)
@settings(max_examples=40, deadline=None)
def test_the_curve_is_that_of_exact_fractions(drawn):
    days, came = [day for day, _ in drawn], [flag for _, flag in drawn]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        curve = survival_curve(days, came)
    exact = plain(drawn)
    for row in curve.itertuples():
        assert row.survival == pytest.approx(float(exact[int(row.day)]), abs=1e-12)
        assert row.at_risk == sum(day >= row.day for day in days)
        if 0 < row.survival < 1:
            assert 0 <= row.low <= row.survival <= row.high <= 1
    assert curve["survival"].is_monotonic_decreasing
    assert curve["events"].sum() == sum(came)
    assert curve["censored"].sum() == len(came) - sum(came)
    half = [day for day, share in exact.items() if share <= Fraction(1, 2)]
    median = median_time_to_second_order(days, came)
    assert math.isnan(median) if not half else median == half[0]


@given(customers, st.randoms())
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_customers_changes_nothing(drawn, random):
    def curve(people):
        return survival_curve([day for day, _ in people], [came for _, came in people])

    pd.testing.assert_frame_equal(curve(random.sample(drawn, len(drawn))), curve(drawn))


def test_floats_say_a_little_more_than_half():
    """Why the median allows for dust: these products are one half, as fractions."""
    halves = [float(np.prod([1 - 1 / (n - k) for k in range(n // 2)])) for n in range(2, 60, 2)]
    assert any(0.5 < half < 0.5 + 1e-12 for half in halves)


@pytest.mark.parametrize("n", range(2, 60, 2))
def test_of_any_even_number_half_is_reached_with_the_middle_one(n):
    assert median_time_to_second_order(range(1, n + 1), [True] * n) == n / 2


def test_what_is_not_reached_or_not_there_has_no_median():
    assert math.isnan(median_time_to_second_order([5, 9, 20, 30], [True, False, False, False]))
    assert math.isnan(median_time_to_second_order([], []))
    empty = survival_curve([], [])
    assert empty["day"].tolist() == [0]
    assert empty["survival"].isna().all()
    assert math.isnan(survival_at(empty, 0))


def test_the_interval_is_one_while_nobody_came_and_missing_once_all_did():
    curve = survival_curve([3, 5], [False, True])
    assert curve[["low", "high"]].iloc[0].tolist() == [1, 1]
    assert curve[["low", "high"]].iloc[1].tolist() == [1, 1]
    assert curve[["low", "high"]].iloc[2].isna().all()


def test_the_curve_is_read_between_its_rows_but_not_beyond_them():
    curve = survival_curve([9, 15, 30, 41], [True, True, False, False])
    assert [survival_at(curve, day) for day in (0, 8.9, 9, 14, 15, 41)] == [1, 1, 0.75, 0.75, 0.5, 0.5]
    assert math.isnan(survival_at(curve, 41.5))
    assert survival_at(survival_curve([3], [True]), 1000) == 0
    assert return_chance(curve, 0, days=9) == 0.25
    assert return_chance(curve, 9, days=6) == pytest.approx(1 / 3)
    assert math.isnan(return_chance(curve, 30, days=30))
    assert math.isnan(return_chance(survival_curve([3], [True]), 5))


# From orders to days


@pytest.mark.parametrize("kind", KINDS)
def test_the_running_ledger(kind):
    make = KINDS[kind]
    found = time_to_second_order(valid_orders(make(ORDERS), make(REFUNDS), SNAPSHOT), SNAPSHOT)
    assert columns(found) == ["customer_id", "days", "observed"]
    assert rows(found) == [("A", 56, True), ("C", 11, False), ("D", 173, True)]


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 60)), max_size=15),
    st.integers(0, 70),
)
@settings(max_examples=20, deadline=None)
def test_days_agree_with_a_plain_count(drawn, until):
    start = pd.Timestamp("2024-01-01")
    valid = pd.DataFrame(
        {
            "customer_id": [who for who, _ in drawn],
            "order_date": pd.Series([start + pd.Timedelta(days=day) for _, day in drawn], dtype="datetime64[us]"),
        }
    )
    found = time_to_second_order(valid, start + pd.Timedelta(days=until))
    expected = []
    for who in sorted({who for who, _ in drawn}):
        days = sorted({day for other, day in drawn if other == who and day <= until})
        if days:
            expected.append((who, days[1] - days[0] if len(days) > 1 else until - days[0], len(days) > 1))
    assert rows(found) == expected


def test_nobody_has_no_days():
    none = time_to_second_order(valid_orders(ORDERS, REFUNDS, "2023-01-01"), "2023-01-01")
    assert none.empty
    assert len(survival_curve(none["days"], none["observed"])) == 1


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: time_to_second_order(ORDERS[["customer_id"]], SNAPSHOT), "valid has no column 'order_date'"),
        (lambda: time_to_second_order(ORDERS, "yesterday"), "snapshot is 'yesterday'"),
        (lambda: survival_curve([1, -2], [True, True]), "days is -2"),
        (lambda: survival_curve([1, math.inf], [True, True]), "days is inf"),
        (lambda: survival_curve([1, math.nan], [True, True]), "days is missing for 1 of 2 customers"),
        (lambda: survival_curve([1], [1]), "observed holds 1 on 1 of 1 rows; it has to say true or false"),
        (lambda: survival_curve([1, 2], [True]), "days has 2 values and observed 1"),
        (lambda: survival_curve([1], [True], confidence=95), "confidence is 95; give a share"),
        (lambda: survival_at(pd.DataFrame({"day": [3.0], "survival": [1.0]}), 3), "from day 0 upwards"),
        (lambda: survival_at(survival_curve([1], [True]), -1), "day is -1"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MeasureError, match=said):
        call()
