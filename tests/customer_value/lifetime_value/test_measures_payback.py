"""Payback, cash flow and LTV:CAC: right numbers, wrong ones, and where nothing is ever paid back."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    cash_flow,
    channel_ltv_to_cac,
    ltv_to_cac,
    payback_months,
    payback_with_retention,
)


def first_month(cost: float, margin: float, retention: float, *, first: int = 0) -> int:
    """By adding up."""
    total, month = 0.0, 0
    while total < cost:
        total += margin * retention ** (month + first)
        month += 1
    return month


def test_payback_without_churn():
    assert payback_months(500, 100, 0.25) == 20
    assert 500 / 100 == 5  # revenue
    assert payback_months(0, 100, 0.25) == 0
    for margin in (0, -0.1):
        assert math.isnan(payback_months(500, 100, margin))
    assert math.isnan(payback_months(500, 0, 0.25))
    assert payback_months(500, 30, 0.25) == pytest.approx(66.67, abs=0.01)


def test_payback_with_churn():
    assert payback_with_retention(500, 25, 0.97) == 31
    wrong = {
        "no churn": payback_with_retention(500, 25, 1),
        "not rounded up": math.log(1 - 500 * 0.03 / 25) / math.log(0.97),
        "churn before the first payment": first_month(500, 25, 0.97, first=1),
        "revenue": payback_with_retention(500, 100, 0.97),
    }
    assert {name: round(value, 1) for name, value in wrong.items()} == {
        "no churn": 20,
        "not rounded up": 30.1,
        "churn before the first payment": 32,
        "revenue": 6,
    }


@pytest.mark.parametrize(
    ("cost", "margin", "retention", "months"),
    [
        (834, 25, 0.97, math.nan),
        (833, 25, 0.97, 257),
        (25 / 0.03, 25, 0.97, math.nan),
        (25, 25, 0, 1),
        (26, 25, 0, math.nan),
        (100, 25, 1, 4),
        (0, 25, 0.5, 0),
        (100, 0, 0.97, math.nan),
        (100, -5, 0.97, math.nan),
        (100, math.nan, 0.97, math.nan),
        (45, 25, 0.8, 2),
    ],
)
def test_the_edges_of_payback(cost, margin, retention, months):
    assert payback_with_retention(cost, margin, retention) == pytest.approx(months, nan_ok=True)


@given(st.floats(1, 500), st.floats(1, 60), st.floats(0.5, 1))
@settings(max_examples=40, deadline=None)
def test_the_month_is_the_one_in_which_the_balance_turns(cost, margin, retention):
    month = payback_with_retention(cost, margin, retention)
    if math.isnan(month):
        assert cost > margin / (1 - retention) * (1 - 1e-6)
        return
    if month <= 600:
        table = cash_flow(cost, margin, retention, months=max(int(month), 1))
        assert table["balance"].iloc[-1] >= -1e-6 * cost
        assert table["balance"].iloc[-2] < 1e-6 * cost


def test_the_cash_flow_begins_with_the_cost():
    table = cash_flow(500, 25, 0.97, months=31)
    assert table["flow"].iloc[:3].tolist() == pytest.approx([-500, 25, 24.25])
    assert table["balance"].iloc[30] < 0 < table["balance"].iloc[31]
    assert table["month"].tolist() == list(range(32))
    with pytest.raises(MeasureError, match="months is 0"):
        cash_flow(500, 25, 0.97, months=0)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: payback_months(500, 100, 25), "margin is 25"),
        (lambda: payback_months(-500, 100, 0.25), "acquisition_cost is -500"),
        (lambda: payback_with_retention(500, 25, 97), "retention is 97; give a share"),
        (lambda: payback_with_retention(500, math.inf, 0.97), "monthly_margin is inf"),
        (lambda: ltv_to_cac(3000, -800), "acquisition_cost is -800"),
    ],
)
def test_what_is_refused(call, says):
    with pytest.raises(MeasureError, match=says):
        call()


def test_ltv_to_cac():
    assert ltv_to_cac(3000, 800) == 3.75
    wrong = {"net": (3000 - 800) / 800, "revenue": 10_000 / 800, "inverted": 800 / 3000}
    assert {name: round(value, 3) for name, value in wrong.items()} == {"net": 2.75, "revenue": 12.5, "inverted": 0.267}
    assert math.isnan(ltv_to_cac(3000, 0))
    assert math.isnan(ltv_to_cac(math.nan, 800))


VALUES = pd.DataFrame({"customer_id": ["A", "B", "C"], "clv": [3000, 1000, 900]})
CUSTOMERS = pd.DataFrame({"customer_id": ["A", "B", "C", "D"], "channel": ["Fair", "Fair", "Web", "Web"]})
COSTS = pd.DataFrame({"channel": ["Fair", "Web", "Walk-in"], "acquisition_cost": [800, 0, 50]})


def test_each_channel_by_its_own_customers():
    table = channel_ltv_to_cac(VALUES, CUSTOMERS, COSTS)
    assert table["channel"].tolist() == ["Fair", "Web"]
    assert table["ltv"].tolist() == [2000, 900]
    assert table["customers"].tolist() == [2, 1]
    assert table["ltv_to_cac"].tolist() == pytest.approx([2.5, math.nan], nan_ok=True)
    more = channel_ltv_to_cac(VALUES.rename(columns={"clv": "worth"}), CUSTOMERS, COSTS, value="worth")
    assert more["ltv"].tolist() == [2000, 900]


def test_channels_without_a_name_or_cost_are_left_out():
    costs = pd.concat([COSTS, pd.DataFrame({"channel": [None], "acquisition_cost": [math.nan]})])
    pd.testing.assert_frame_equal(
        channel_ltv_to_cac(VALUES, CUSTOMERS, costs), channel_ltv_to_cac(VALUES, CUSTOMERS, COSTS)
    )
    with pytest.raises(MeasureError, match="values has two rows with one 'customer_id'"):
        channel_ltv_to_cac(pd.concat([VALUES, VALUES]), CUSTOMERS, COSTS)
    with pytest.raises(MeasureError, match="costs has no column 'acquisition_cost'"):
        channel_ltv_to_cac(VALUES, CUSTOMERS, COSTS.drop(columns="acquisition_cost"))
