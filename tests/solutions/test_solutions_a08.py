"""The model answers and known mistakes of a08 give the numbers that textbooks and papers give on small examples."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import customer_value
from solutions import records
from solutions.lifetime_value.drawing import COSTS, FORECAST, HISTORIES, VALID, draw_shop, table
from solutions.lifetime_value.expecting_cases import CDNOW
from solutions.lifetime_value.winning_cases import PAYBACK_CASES

TASKS = {task.name: task for task in records("a08").TASKS}
ANSWER = "the model answer"


def value(name: str, key: str, *inputs):
    """What the model answer or one known mistake gives."""
    task = TASKS[name]
    function = task.answer if key == ANSWER else {one.key: one.wrong for one in task.mistakes}[key]
    return function(*inputs)


@cache
def two_customers() -> pd.DataFrame:
    """Eight orders of 500 by two customers."""
    days = pd.date_range("2025-01-10", periods=8, freq="30D")
    return table(VALID, ((f"C{place % 2}", f"O{place}", day, 500.0) for place, day in enumerate(days)))


SHORT = {ANSWER: 3000, "revenue": 10_000, "one-year": 600, "margin-twice": 900, "in-months": 36_000}


@pytest.mark.parametrize(("key", "expected"), SHORT.items())
def test_the_short_formula(key, expected):
    assert value("short_clv", key, two_customers(), 0.2, 0.3) == pytest.approx(expected)


FINITE = {
    ANSWER: 292.06,
    "from-one": 212.41,
    "one-more": 312.41,
    "period-end": 265.51,
    "without-end": 366.67,
    "plain-sum": 500,
    "first-only": 100,
}


@pytest.mark.parametrize(("key", "expected"), FINITE.items())
def test_five_payments(key, expected):
    assert value("finite_clv", key, 100, 0.8, 0.1, 5) == pytest.approx(expected, abs=0.005)


def test_the_four_forms_of_a_years_dues():
    """The options of the choice, in numbers: 100 a year, 80% stay, 10% discount."""
    m, r, d = 100, 0.8, 0.1
    forms = {
        "now": m * (1 + d) / (1 + d - r),
        "just-paid": m * r / (1 + d - r),
        "renewal-due": m * r * (1 + d) / (1 + d - r),
        "period-end": m / (1 + d - r),
        "not-discounted": m * r / (1 - r),
    }
    task = TASKS["moment"]
    assert {option.key for option in task.options} == set(forms) and task.right == "just-paid"
    assert {key: round(value, 2) for key, value in forms.items()} == {
        "now": 366.67,
        "just-paid": 266.67,
        "renewal-due": 293.33,
        "period-end": 333.33,
        "not-discounted": 400.0,
    }
    measured = customer_value.retention_clv(m, r, d, first_payment="just_paid")
    assert forms["just-paid"] == pytest.approx(measured)


def test_rates_of_a_year_are_not_divided_by_twelve():
    """An annual 80% is a monthly 98.158%, not 98.333%; an annual 10% is a monthly 0.797%, not 0.833%."""
    right = value("infinite_clv", ANSWER, 100, 0.8, 0.1, 300)
    assert right == pytest.approx(100 * 1.00797 / (1.00797 - 0.98158) - 300, rel=1e-3)
    over = value("infinite_clv", "churn-over-twelve", 100, 0.8, 0.1, 300)
    assert over == pytest.approx(100 * 1.00797 / (1.00797 - 0.98333) - 300, rel=1e-3)
    assert value("infinite_clv", "annual-rates", 100, 0.8, 0.1, 300) == pytest.approx(66.67, abs=0.005)


def test_a_power_without_brackets_is_told_as_such():
    """x ** 1 / 12 divides both rates by twelve, and the sum comes out as with the rates of a year."""
    r, d = 0.8**1 / 12, (1 + 0.1) ** 1 / 12 - 1
    slip = 100 * (1 + d) / (1 + d - r) - 300
    assert slip == pytest.approx(value("infinite_clv", "annual-rates", 100, 0.8, 0.1, 300))
    (mistake,) = (one for one in TASKS["infinite_clv"].mistakes if one.key == "annual-rates")
    assert "`x ** 1 / 12`" in mistake.message.en and "`x ** 1 / 12`" in mistake.message.zh_hant


PAYBACK = {
    ANSWER: (500, 31),
    "nobody-leaves": (500, 20),
    "not-whole": (500, 30.08),
    "late": (500, 32),
    "from-zero": (500, 30),
}


@pytest.mark.parametrize(("key", "expected"), PAYBACK.items())
def test_cost_and_payback_of_the_printed_months(key, expected):
    found = value("payback", key, *PAYBACK_CASES[0].printed.values())
    assert (found["cac"], found["payback_month"]) == pytest.approx(expected, abs=0.005)


def test_the_cost_is_that_of_new_customers_and_of_everything_spent_on_winning_them():
    """120,000 for media and 80,000 for staff brought 400 of 1,000 buyers: 500, not 300 nor 200."""
    start, end = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-31")
    costs = table(COSTS, [(start, "acquisition", "Media", 120_000), (start, "acquisition", "Staff", 80_000)])
    old = [(f"C{number}", f"O{number}", "2024-06-01", 10.0) for number in range(600)]
    bought = [(f"C{number}", f"O{1000 + number}", "2025-01-15", 10.0) for number in range(1000)]
    inputs = (costs, table(VALID, old + bought), start, end, 25, 0.97)
    found = {key: value("payback", key, *inputs)["cac"] for key in (ANSWER, "media-only", "all-buyers")}
    assert found == {ANSWER: 500, "media-only": 300, "all-buyers": 200}


RATIO = {ANSWER: 3.75, "net": 2.75, "revenue": 12.5, "upside-down": 0.2667}


@pytest.mark.parametrize(("key", "expected"), RATIO.items())
def test_value_to_cost(key, expected):
    newcomers = pd.DataFrame({"customer_id": ["C1"], "channel": "Fair", "revenue": [10_000.0], "clv": [3000.0]})
    spend = pd.DataFrame({"channel": ["Fair"], "amount": [800]})
    assert value("ltv_to_cac", key, newcomers, spend)["Fair"] == pytest.approx(expected, abs=0.0001)


def test_the_published_customer_of_cdnow():
    """x = 2, t_x = 30.43 weeks, T = 38.86 weeks: P(alive) 0.7266, and 1.226 orders in 39 weeks."""
    snapshot = pd.Timestamp("2025-12-31")
    first = snapshot - pd.Timedelta(days=272)
    customers = table(HISTORIES, [("C1", 3, first, first + pd.Timedelta(days=213))])
    found = value("expected_orders", ANSWER, customers, snapshot, 273, *CDNOW.values())
    assert found["p_alive"].tolist() == pytest.approx([0.7266], abs=0.0001)
    assert found["expected_orders"].tolist() == pytest.approx([1.226], abs=0.001)


ERROR = {
    ANSWER: (-0.20, 1.0),
    "over-forecast": (-0.25, 1.0),
    "sign": (0.20, 1.0),
    "non-buyers-empty": (-0.20, 1.25),
    "rmse": (-0.20, 1.0607),
    "wape": (-0.20, 0.80),
}


@pytest.mark.parametrize(("key", "expected"), ERROR.items())
def test_bias_and_mean_absolute_error(key, expected):
    forecast = table(FORECAST, [("A", 2.0), ("B", 1.0), ("C", 0.5), ("D", 0.5)])
    later = table(VALID, [("A", "O1", "2025-02-01", 3.0), ("D", "O2", "2025-03-01", 2.0)])
    found = value("forecast_error", key, forecast, later, 1.0)
    assert (found["bias"], found["mae"]) == pytest.approx(expected, abs=0.0001)


@settings(max_examples=60, deadline=None)
@given(
    cost=st.integers(1, 4000),
    margin=st.integers(1, 400),
    stay=st.integers(0, 100).map(lambda percent: percent / 100),
)
def test_the_payback_month_is_that_of_the_measure_whatever_is_asked(cost, margin, stay):
    start, end = pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-31")
    costs = table(COSTS, [(start, "acquisition", "Media", cost)])
    valid = table(VALID, [("C1", "O1", start, 100.0)])
    found = value("payback", ANSWER, costs, valid, start, end, margin, stay)["payback_month"]
    measured = customer_value.payback_with_retention(cost, margin, stay)
    # A cost that the margins only just reach is a matter of the last digit, and 600 months are the definition's end.
    near = stay < 1 and abs(1 - cost * (1 - stay) / margin) < 1e-6
    if not near and not measured > 600:
        np.testing.assert_equal(float(found), measured)


def test_the_generated_shop_is_one_valid_order_a_row_and_goes_on_after_every_snapshot():
    valid, costs = draw_shop(np.random.default_rng(1))
    assert not valid["order_id"].duplicated().any() and (valid["amount"] > 0).all()
    assert valid["order_date"].min() < pd.Timestamp("2024-01-01") and valid["order_date"].max() > pd.Timestamp(
        "2026-01"
    )
    assert {"acquisition", "maintenance", "direct", "indirect"} == set(costs["kind"])
    assert costs.loc[costs["kind"] == "acquisition", "item"].nunique() >= 3
