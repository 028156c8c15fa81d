"""Renewals: the published cohorts, what people draw through them instead, and policies read from a table."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import SBG, MeasureError, fit_sbg, renewal_table, retention_clv, survivor_renewals

REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]
SEEN = 8

shape = st.floats(0.2, 6)


@pytest.mark.parametrize(
    ("survivors", "a", "b", "year_12"), [(REGULAR, 0.704, 1.182, 170), (HIGH_END, 0.668, 3.806, 378)]
)
def test_the_published_cohorts(survivors, a, b, year_12):
    model = fit_sbg(survivor_renewals(survivors[:SEEN]))
    assert model.a == pytest.approx(a, abs=5e-4)
    assert model.b == pytest.approx(b, abs=5e-4)
    assert round(1000 * model.survival(12)) == year_12
    assert 1000 * model.survival(12) == pytest.approx(survivors[12], rel=0.05)


def test_what_people_draw_through_the_survivors_instead():
    t, seen = np.arange(SEEN), np.array(REGULAR[:SEEN])
    line, parabola = (np.poly1d(np.polyfit(t, seen, degree)) for degree in (1, 2))
    assert line(12) < 0
    assert parabola(12) > parabola(8)  # rises again
    constant = (241 / 1000) ** (1 / 7)
    assert constant == pytest.approx(0.816, abs=5e-4)
    assert round(1000 * constant**12) == 87
    right = 1000 * fit_sbg(survivor_renewals(seen)).survival(12)
    assert all(abs(wrong - right) > 50 for wrong in (line(12), parabola(12), 87))


def test_retention_rises_by_sorting_alone():
    model = SBG(a=0.704, b=1.182)
    rates = model.retention(np.arange(1, 30))
    assert (np.diff(rates) > 0).all()
    assert rates[0] == pytest.approx(1.182 / 1.886)
    assert model.survival(0) == 1
    assert model.survival(np.arange(1, 30)) == pytest.approx(rates.cumprod())


@given(shape, shape, st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_survival_is_the_recursion_of_the_paper(a, b, periods):
    left, lost = 1.0, 0.0
    for t in range(1, periods + 1):
        lost = a / (a + b) if t == 1 else lost * (b + t - 2) / (a + b + t - 1)
        left -= lost
    assert SBG(a=a, b=b).survival(periods) == pytest.approx(left, abs=1e-9)


@given(shape, shape, st.integers(0, 20), st.floats(0.03, 0.5))
@settings(max_examples=30, deadline=None)
def test_payments_to_come_are_their_sum(a, b, renewed, discount):
    model = SBG(a=a, b=b)
    k = np.arange(1.0, 4000.0)
    there = model.survival(renewed + k) / model.survival(renewed)
    expected = float((there * (1 + discount) ** -k).sum())
    assert model.expected_payments(renewed, discount, first_payment="just_paid") == pytest.approx(expected, rel=1e-6)
    due = model.expected_payments(renewed, discount, first_payment="renewal_due")
    assert due == pytest.approx(expected * (1 + discount), rel=1e-6)
    if renewed == 0:
        assert model.expected_payments(0, discount) == pytest.approx(1 + expected, rel=1e-6)


def test_a_constant_rate_understates_who_has_stayed():
    model = fit_sbg(survivor_renewals(REGULAR[:SEEN]))
    mean = sum(REGULAR[1:SEEN]) / sum(REGULAR[: SEEN - 1])
    constant = retention_clv(1, mean, 0.1, first_payment="just_paid")
    assert model.expected_payments(5, 0.1, first_payment="just_paid") > 1.4 * constant


def test_customers_who_are_all_alike_have_one_rate():
    model = fit_sbg(survivor_renewals([100_000, 80_000, 64_000, 51_200, 40_960]))
    assert model.retention(np.arange(1, 9)) == pytest.approx([0.8] * 8, abs=1e-3)
    assert model.expected_payments(3, 0.1, first_payment="just_paid") == pytest.approx(
        retention_clv(1, 0.8, 0.1, first_payment="just_paid"), rel=0.01
    )


def test_without_a_discount_the_sum_may_have_no_end():
    assert math.isnan(SBG(a=0.7, b=1.2).expected_payments(0, 0))
    a, b = 3.0, 2.0
    assert SBG(a=a, b=b).expected_payments(0, 0) == pytest.approx((a + b - 1) / (a - 1))


POLICIES = pd.DataFrame(
    {
        "started_on": pd.to_datetime(
            ["2022-03-01", "2022-05-10", "2023-02-28", "2024-06-01", "2020-02-29", "2025-01-01"]
        ),
        "period_months": 12,
        "lapsed_on": pd.to_datetime(["2024-03-01", None, "2024-02-28", None, "2025-02-28", None]),
    }
)


def test_policies_count_up_to_their_latest_renewal():
    """By hand: the leap-day policy has renewed on 28 February three times, on 29 February 2024 and lapses later."""
    table = renewal_table(POLICIES, "2024-12-31")
    assert table["renewal"].tolist() == [1, 2, 3, 4]
    assert table["due"].tolist() == [4, 3, 1, 1]
    assert table["renewed"].tolist() == [3, 2, 1, 1]
    assert table["retention"].tolist() == pytest.approx([3 / 4, 2 / 3, 1, 1])
    later = renewal_table(POLICIES, "2025-02-28")
    assert later["due"].tolist() == [4, 3, 1, 1, 1]
    assert later["renewed"].tolist() == [3, 2, 1, 1, 0]


def test_a_renewal_counts_from_its_very_day():
    one = POLICIES.iloc[[1]]
    assert renewal_table(one, "2023-05-09").empty
    assert renewal_table(one, "2023-05-10")["due"].tolist() == [1]
    assert renewal_table(POLICIES, "2019-12-31").empty
    monthly = one.assign(period_months=1)
    assert renewal_table(monthly, "2022-12-31")["renewal"].iloc[-1] == 7


@given(shape, shape, st.integers(0, 2**32 - 1))
@settings(max_examples=10, deadline=None)
def test_policies_drawn_by_the_model_give_the_model_back(a, b, seed):
    rng = np.random.default_rng(seed)
    n = 4000
    starts = pd.Timestamp("2015-01-01") + pd.to_timedelta(rng.integers(0, 3650, n), unit="D")
    payments = np.minimum(rng.geometric(np.clip(rng.beta(a, b, n), 1e-6, 1)), 50)
    lapsed = [start + pd.DateOffset(years=int(count)) for start, count in zip(starts, payments, strict=True)]
    table = renewal_table(pd.DataFrame({"started_on": starts, "period_months": 12, "lapsed_on": lapsed}), "2024-12-31")
    model = fit_sbg(table)
    assert model.retention(1) == pytest.approx(b / (a + b), abs=0.04)
    assert model.survival(5) == pytest.approx(SBG(a=a, b=b).survival(5), abs=0.04)


def test_the_fit_does_not_ask_how_a_table_was_made():
    renewals = survivor_renewals(REGULAR[:SEEN])
    shuffled = renewals.sample(frac=1, random_state=1)
    split = pd.concat([renewals, renewals])
    for other in (shuffled, split):
        assert (fit_sbg(other).a, fit_sbg(other).b) == pytest.approx(
            (fit_sbg(renewals).a, fit_sbg(renewals).b), rel=1e-5
        )


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: survivor_renewals([1000]), "at least two numbers that never rise"),
        (lambda: survivor_renewals([1000, 1001]), "never rise"),
        (lambda: survivor_renewals([1000, math.nan]), "never rise"),
        (lambda: fit_sbg(survivor_renewals([1000, 600])), "fewer than two renewals"),
        (lambda: fit_sbg(survivor_renewals([1000, 1000, 1000])), "nobody left"),
        (lambda: fit_sbg(survivor_renewals([1000, 0, 0])), "fewer than two renewals"),
        (lambda: fit_sbg(survivor_renewals([1000, 600, 400]).drop(columns="due")), "renewals has no column 'due'"),
        (lambda: fit_sbg(survivor_renewals([1000, 600, 400]).assign(renewed=2000)), "more than 'due'"),
        (lambda: fit_sbg(survivor_renewals([1000, 600, 400]).assign(renewal=[0, 1])), "count from 1"),
        (lambda: renewal_table(POLICIES.assign(period_months=[12, 1, 1, 1, 1, 1]), "2024-12-31"), "holds 1, 12"),
        (
            lambda: renewal_table(POLICIES.assign(lapsed_on=pd.Timestamp("2022-06-01")), "2024-12-31"),
            "before the first",
        ),
        (lambda: renewal_table(POLICIES.drop(columns="lapsed_on"), "2024-12-31"), "policies has no column 'lapsed_on'"),
        (lambda: SBG(a=1, b=1).expected_payments(-1), "renewed is -1"),
        (lambda: SBG(a=1, b=1).expected_payments(2, 0.1), "first_payment is 'now'"),
        (lambda: SBG(a=1, b=1).expected_payments(0, 10), "discount is 10"),
    ],
)
def test_what_is_refused(call, says):
    with pytest.raises(MeasureError, match=says):
        call()


def test_a_column_without_any_lapse_is_read_too():
    table = renewal_table(POLICIES.assign(lapsed_on=None), "2024-12-31")
    assert (table["due"] == table["renewed"]).all()
