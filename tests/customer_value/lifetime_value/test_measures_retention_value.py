"""Retention and discounting: the four forms, finite horizons, and every formula people mix up."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    FIRST_PAYMENT,
    MeasureError,
    margin_multiple,
    monthly_discount,
    monthly_retention,
    payment_table,
    retention_clv,
)

FORMS = {"now": 366.67, "just_paid": 266.67, "renewal_due": 293.33, "period_end": 333.33}
BELOW_ONE = st.floats(0, 0.99)
SOME = st.floats(0.01, 0.5)


@pytest.mark.parametrize(("form", "value"), FORMS.items())
def test_the_four_forms(form, value):
    assert retention_clv(100, 0.8, 0.1, first_payment=form) == pytest.approx(value, abs=0.005)


def test_without_discount():
    assert retention_clv(100, 0.8) == pytest.approx(500)
    assert retention_clv(100, 0.8, first_payment="just_paid") == pytest.approx(400)


def test_the_first_form_is_the_second_and_the_payment_just_made():
    assert retention_clv(100, 0.8, 0.1) - retention_clv(100, 0.8, 0.1, first_payment="just_paid") == pytest.approx(100)


def test_acquisition_is_subtracted_once():
    assert retention_clv(100, 0.8, 0.1, acquisition_cost=300) == pytest.approx(66.67, abs=0.005)


def test_five_payments_from_now():
    assert retention_clv(100, 0.8, 0.1, periods=5) == pytest.approx(292.06, abs=0.005)
    q = 0.8 / 1.1
    wrong = {
        "started at t=1": sum(100 * q**t for t in range(1, 6)),
        "t = 0..5": sum(100 * q**t for t in range(6)),
        "end of period": sum(100 * 0.8**t / 1.1 ** (t + 1) for t in range(5)),
    }
    assert {name: round(value, 2) for name, value in wrong.items()} == {
        "started at t=1": 212.41,
        "t = 0..5": 312.41,
        "end of period": 265.51,
    }


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    {
        "annual r with monthly m": (lambda: retention_clv(100 / 12, 0.8, monthly_discount(0.1)), 40.39),
        "d as percent": (lambda: 100 * (1 + 10) / (1 + 10 - 0.8), 107.84),
        "(1-r) for r": (lambda: retention_clv(100, 0.2, 0.1), 122.22),
        "forms 1 and 2 mixed": (lambda: 100 * 0.8 * 1.1 / (1 - 0.8), 440),
        "revenue for margin": (lambda: retention_clv(100 / 0.3, 0.8, 0.1), 1222.22),
        "CAC subtracted every period": (lambda: retention_clv(100 - 300, 0.8, 0.1), -733.33),
    }.values(),
)
def test_the_formula_as_people_get_it_wrong(mistake, wrong):
    assert mistake() == pytest.approx(wrong, abs=0.05)
    assert all(abs(wrong - right) > 1 for right in [*FORMS.values(), 66.67])


def test_the_edges():
    assert retention_clv(100, 0) == 100
    assert retention_clv(100, 0, first_payment="just_paid") == 0
    assert retention_clv(100, 1, 0.1) == pytest.approx(1100)
    assert retention_clv(100, 1, 0, periods=7) == 700
    assert retention_clv(-100, 0.8, 0.1) == pytest.approx(-366.67, abs=0.005)
    assert math.isnan(retention_clv(100, math.nan, 0.1))
    assert math.isnan(retention_clv(math.nan, 0.8, 0.1))


@pytest.mark.parametrize(
    ("arguments", "options", "says"),
    [
        ((100, 1, 0), {}, "the sum has no end"),
        ((100, 1.2, 0.1), {}, "retention is 1.2; give a share"),
        ((100, 0.8, 10), {}, "discount is 10; give a share"),
        ((100, 80, 0.1), {}, "retention is 80"),
        ((math.inf, 0.8, 0.1), {}, "margin is inf"),
        ((100, 0.8, 0.1), {"periods": 0}, "periods is 0"),
        ((100, 0.8, 0.1), {"periods": 2.5}, "periods is 2.5"),
        ((100, 0.8, 0.1), {"first_payment": "later"}, "first_payment is 'later'; choose one of 'now', 'just_paid'"),
        ((100, 0.8, 0.1), {"acquisition_cost": -1}, "acquisition_cost is -1"),
    ],
)
def test_what_is_refused(arguments, options, says):
    with pytest.raises(MeasureError, match=says):
        retention_clv(*arguments, **options)


@pytest.mark.parametrize("form", FIRST_PAYMENT)
@given(BELOW_ONE, SOME, st.integers(1, 40))
@settings(max_examples=20, deadline=None)
def test_the_formula_is_the_sum_of_the_table(form, retention, discount, periods):
    table = payment_table(70, retention, discount, first_payment=form, periods=periods)
    assert table["value"].sum() == pytest.approx(
        retention_clv(70, retention, discount, first_payment=form, periods=periods), abs=1e-9
    )
    assert len(table) == periods


@pytest.mark.parametrize("form", FIRST_PAYMENT)
@given(BELOW_ONE, SOME)
@settings(max_examples=20, deadline=None)
def test_a_long_horizon_comes_near_the_endless_one(form, retention, discount):
    whole = margin_multiple(retention, discount, first_payment=form)
    part = margin_multiple(retention, discount, first_payment=form, periods=50)
    rest = (retention / (1 + discount)) ** 50
    assert part == pytest.approx(whole * (1 - rest))
    assert part <= whole * (1 + 1e-12)


def test_the_table_says_when_and_how_likely():
    due = payment_table(100, 0.8, 0.1, first_payment="renewal_due", periods=2)
    assert due["period"].tolist() == [0, 1]
    assert due["chance"].tolist() == pytest.approx([0.8, 0.64])
    end = payment_table(100, 0.8, 0.1, first_payment="period_end", periods=2)
    assert end["period"].tolist() == [1, 2]
    assert end["chance"].tolist() == pytest.approx([1, 0.8])
    with pytest.raises(MeasureError, match="periods is -1"):
        payment_table(100, 0.8, periods=-1)


def test_a_year_in_months():
    assert monthly_retention(0.8) == pytest.approx(0.98158, abs=5e-6)
    assert monthly_discount(0.1) == pytest.approx(0.00797, abs=5e-6)
    assert round(1 - 0.2 / 12, 5) == 0.98333
    assert monthly_retention(0.8) != pytest.approx(1 - 0.2 / 12, abs=1e-3)
    assert monthly_retention(0.8) ** 12 == pytest.approx(0.8)
    with pytest.raises(MeasureError, match="annual is 80"):
        monthly_retention(80)
