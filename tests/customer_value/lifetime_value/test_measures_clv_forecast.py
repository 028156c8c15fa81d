"""Forecast lifetime value: against a plain sum over the months, and the mistakes made with it."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    BGNBD,
    DAYS_PER_MONTH,
    GammaGamma,
    MeasureError,
    clv_forecast,
    margin_multiple,
    monthly_discount,
)

BUYING = BGNBD(r=0.243, alpha=4.414, a=0.793, b=2.426, unit=7)
SPENDING = GammaGamma(p=6.25, q=3.74, v=15.44)
SUMMARY = pd.DataFrame(
    {
        "customer_id": ["A", "B", "C", "D"],
        "frequency": [2, 0, 7, 2],
        "recency": [30.43, 0.0, 20.0, 30.43],
        "T": [38.86, 38.86, 38.86, 38.86],
        "monetary": [22.35, math.nan, 60.0, 90.0],
    }
)
MONTHLY = monthly_discount(0.10)


def plainly(months: int, discount: float, margin: float, month: float = 365.25 / 12 / 7) -> list[float]:
    """Customer by customer, month by month."""
    found = []
    for row in SUMMARY.index:
        one = SUMMARY.loc[[row]]
        value = SPENDING.expected_value(one)[row]
        orders = [BUYING.expected_orders(one, number * month)[row] for number in range(months + 1)]
        extra = [orders[number] - orders[number - 1] for number in range(1, months + 1)]
        found.append(sum(margin * value * more / (1 + discount) ** (number + 1) for number, more in enumerate(extra)))
    return found


@pytest.mark.parametrize(("months", "discount"), [(1, 0.0), (12, MONTHLY), (36, 0.02)])
def test_it_is_the_sum_over_the_months(months, discount):
    table = clv_forecast(SUMMARY, BUYING, SPENDING, margin=0.3, months=months, monthly_discount=discount)
    assert table["clv"].tolist() == pytest.approx(plainly(months, discount, 0.3))
    assert table["customer_id"].tolist() == ["A", "B", "C", "D"]
    assert table["p_alive"].tolist() == pytest.approx(BUYING.p_alive(SUMMARY).tolist())
    horizon = months * DAYS_PER_MONTH / 7
    assert table["expected_orders"].tolist() == pytest.approx(BUYING.expected_orders(SUMMARY, horizon).tolist())


def test_a_month_is_four_weeks_and_a_third():
    assert round(DAYS_PER_MONTH / 7, 3) == 4.348


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    {
        "annual d": (lambda: plainly(12, 0.10, 0.3)[0], 6.83),
        "margin forgotten": (lambda: plainly(12, MONTHLY, 1.0)[0], 36.75),
        "P(alive) x past spend": (lambda: BUYING.p_alive(SUMMARY)[0] * 2 * 22.35 * 0.3, 9.74),
        "months of four weeks": (lambda: plainly(12, MONTHLY, 0.3, 4.0)[0], 10.29),
        "no discount": (lambda: plainly(12, 0.0, 0.3)[0], 11.57),
        "own mean for the expected value": (lambda: plainly(12, MONTHLY, 0.3)[0] * 22.35 / 24.66, 9.99),
    }.values(),
)
def test_the_mistakes_give_other_numbers(mistake, wrong):
    right = clv_forecast(SUMMARY, BUYING, SPENDING, margin=0.3, months=12, monthly_discount=MONTHLY)["clv"][0]
    assert right == pytest.approx(11.025, abs=0.0005)
    assert mistake() == pytest.approx(wrong, abs=0.02)
    assert abs(wrong - right) > 0.3


def test_equal_histories_with_other_money_are_worth_other_money():
    table = clv_forecast(SUMMARY, BUYING, SPENDING, margin=0.3).set_index("customer_id")
    assert table.loc["A", "expected_orders"] == table.loc["D", "expected_orders"]
    ratio = table.loc["D", "clv"] / table.loc["A", "clv"]
    assert ratio == pytest.approx(table.loc["D", "expected_value"] / table.loc["A", "expected_value"])


@given(st.integers(1, 60), st.floats(0.05, 1), st.floats(0, 0.05))
@settings(max_examples=20, deadline=None)
def test_more_months_are_worth_more_and_margin_scales(months, margin, discount):
    table = clv_forecast(SUMMARY, BUYING, SPENDING, margin=margin, months=months, monthly_discount=discount)
    longer = clv_forecast(SUMMARY, BUYING, SPENDING, margin=margin, months=months + 1, monthly_discount=discount)
    revenue = clv_forecast(SUMMARY, BUYING, SPENDING, margin=1, months=months)
    assert (longer["clv"] > table["clv"]).all()
    assert (table["clv"] <= revenue["clv"] * margin + 1e-9).all()
    whole = revenue["expected_orders"] * revenue["expected_value"]
    assert revenue["clv"].tolist() == pytest.approx(whole.tolist())


def test_the_time_unit_of_the_model_does_not_matter():
    in_days = SUMMARY.assign(recency=SUMMARY["recency"] * 7, T=SUMMARY["T"] * 7)
    model = BGNBD(r=0.243, alpha=4.414 * 7, a=0.793, b=2.426, unit=1)
    weeks = clv_forecast(SUMMARY, BUYING, SPENDING, margin=0.3, monthly_discount=MONTHLY)
    days = clv_forecast(in_days, model, SPENDING, margin=0.3, monthly_discount=MONTHLY)
    pd.testing.assert_frame_equal(weeks, days)


def test_a_customer_who_never_leaves_is_worth_a_perpetuity():
    """With next to no dropout and a known rate the sum is that of `retention_clv` at a retention of 1."""
    steady = BGNBD(r=1e6, alpha=1e6 / 2, a=1e-9, b=1e6, unit=30)
    one = pd.DataFrame({"frequency": [40], "recency": [19.9], "T": [20.0], "monetary": [100.0]})
    fixed = GammaGamma(p=1e9, q=5.0, v=1.0)
    value = clv_forecast(one, steady, fixed, margin=0.5, months=24, monthly_discount=0.01)["clv"][0]
    monthly = 2 * DAYS_PER_MONTH / 30 * 100 * 0.5
    expected = monthly * margin_multiple(1.0, 0.01, first_payment="period_end", periods=24)
    assert value == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow"])
def test_any_frame_will_do(kind):
    pd.testing.assert_frame_equal(
        clv_forecast(KINDS[kind](SUMMARY), BUYING, SPENDING, margin=0.3),
        clv_forecast(SUMMARY, BUYING, SPENDING, margin=0.3),
    )


def test_without_an_id_and_without_anybody():
    assert "customer_id" not in clv_forecast(SUMMARY.drop(columns="customer_id"), BUYING, SPENDING, margin=0.3)
    assert clv_forecast(SUMMARY.iloc[:0], BUYING, SPENDING, margin=0.3).empty


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"margin": 30}, "margin is 30"),
        ({"margin": 0.3, "monthly_discount": 10}, "monthly_discount is 10"),
        ({"margin": 0.3, "months": 0}, "months is 0"),
        ({"margin": 0.3, "months": 2.5}, "months is 2.5"),
    ],
)
def test_what_is_refused(options, says):
    with pytest.raises(MeasureError, match=says):
        clv_forecast(SUMMARY, BUYING, SPENDING, **options)


def test_an_rfm_table_is_refused():
    rfm_table = SUMMARY.assign(frequency=SUMMARY["frequency"] + 1)
    with pytest.raises(MeasureError, match="unlike RFM's"):
        clv_forecast(rfm_table, BUYING, SPENDING, margin=0.3)
    with pytest.raises(MeasureError, match="summary has no column 'monetary'"):
        clv_forecast(SUMMARY.drop(columns="monetary"), BUYING, SPENDING, margin=0.3)
