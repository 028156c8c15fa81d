"""Levers of lifetime value and the trend of its drivers."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import LEVERS, MeasureError, clv_levers, driver_trend, retention_clv

NOW = {"aov": 500, "orders_per_year": 4, "margin": 0.30, "retention": 0.80, "discount": 0.10}

rates = st.floats(0.05, 0.9)


def table(**changes: float) -> pd.DataFrame:
    return clv_levers(**(NOW | changes)).set_index("lever")


def test_every_lever_by_hand():
    found = table(acquisition_cost=800)
    assert found["clv"].tolist() == pytest.approx([1400] * 6)
    gains = {"retention": 600 * 5 - 2200, "aov": 220, "orders_per_year": 220, "margin": 220, "acquisition_cost": 80}
    for lever, gain in gains.items():
        assert found.loc[lever, "gain"] == pytest.approx(gain), lever
    assert found.loc["discount", "gain"] == pytest.approx(600 * 1.09 / 0.29 - 2200)
    assert found.loc["retention", "loss"] == pytest.approx(2200 - 600 * 1.1 / (1.1 - 0.72))
    assert found.index[0] == "retention"
    assert sorted(found.index) == sorted(LEVERS)


def test_lower_is_better_for_costs_and_discount():
    found = table(acquisition_cost=800)
    assert found.loc["acquisition_cost", ["better", "worse"]].tolist() == pytest.approx([720, 880])
    assert found.loc["discount", ["better", "worse"]].tolist() == pytest.approx([0.09, 0.11])
    assert (found["gain"] >= 0).all()
    assert (found["loss"] >= 0).all()


def test_a_lever_pulled_on_all_alike_is_no_answer():
    """One percentage point for all is not a tenth for all: it makes another lever look strongest."""
    by_point = {
        "margin": 500 * 4 * 0.31 * retention_clv(1, 0.8, 0.1) - 2200,
        "retention": retention_clv(600, 0.81, 0.1) - 2200,
    }
    assert {name: round(value) for name, value in by_point.items()} == {"margin": 73, "retention": 76}
    found = table()
    assert found.loc["retention", "gain"] / found.loc["margin", "gain"] > 3


@given(st.floats(10, 1000), st.floats(0.5, 20), rates, rates, st.floats(0.02, 0.5), st.floats(0, 50))
@settings(max_examples=30, deadline=None)
def test_the_elasticity_is_the_slope(aov, orders, margin, retention, discount, cost):
    values = {
        "aov": aov,
        "orders_per_year": orders,
        "margin": margin,
        "retention": retention,
        "discount": discount,
        "acquisition_cost": cost,
    }

    def clv(**changes: float) -> float:
        now = values | changes
        yearly = now["aov"] * now["orders_per_year"] * now["margin"]
        return retention_clv(yearly, now["retention"], now["discount"], acquisition_cost=now["acquisition_cost"])

    found = clv_levers(**values).set_index("lever")
    base = clv()
    for lever, value in values.items():
        step = 1e-6
        slope = (clv(**{lever: value * (1 + step)}) - clv(**{lever: value * (1 - step)})) / (2 * step)
        assert found.loc[lever, "elasticity"] * base == pytest.approx(slope, rel=1e-4, abs=1e-3)
        assert found.loc[lever, "clv_better"] == pytest.approx(clv(**{lever: found.loc[lever, "better"]}))


def test_a_share_goes_no_further_than_one():
    found = table(retention=0.95)
    assert found.loc["retention", "better"] == 1
    assert found.loc["retention", "clv_better"] == pytest.approx(600 * 1.1 / 0.1)
    assert table(margin=1.0).loc["margin", "gain"] == 0


def test_a_smaller_step_moves_less():
    assert table(change=0.01).loc["aov", "gain"] == pytest.approx(22)
    assert (table(change=0)["gain"] == 0).all()
    assert math.isnan(table(aov=0).loc["aov", "elasticity"])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"margin": 30}, "margin is 30"),
        ({"retention": 1.0, "discount": 0.0}, "the sum has no end"),
        ({"retention": 0.95, "discount": 0.0}, "the sum has no end"),
        ({"aov": -1}, "aov is -1"),
        ({"change": 10}, "change is 10"),
    ],
)
def test_what_is_refused(changes, says):
    with pytest.raises(MeasureError, match=says):
        table(**changes)


VALID = pd.DataFrame(
    {
        "customer_id": ["A", "B", "A", "A", "C", "C"],
        "order_id": ["o1", "o2", "o3", "o4", "o5", "o6"],
        "order_date": pd.to_datetime(
            ["2023-01-01", "2023-06-01", "2023-12-31", "2024-05-01", "2024-12-31", "2025-01-05"]
        ),
        "amount": [100, 200, 300, 250, 150, 999],
    }
)


def test_the_trend_by_hand():
    found = driver_trend(VALID, "2024-12-31")
    assert found["start"].tolist() == [pd.Timestamp("2023-01-01"), pd.Timestamp("2024-01-01")]
    assert found["end"].tolist() == [pd.Timestamp("2023-12-31"), pd.Timestamp("2024-12-31")]
    assert found["customers"].tolist() == [2, 2]
    assert found["orders"].tolist() == [3, 2]
    assert found["aov"].tolist() == [200, 200]
    assert found["orders_per_customer"].tolist() == [1.5, 1]
    assert found["retention"].tolist() == pytest.approx([math.nan, 0.5], nan_ok=True)


def test_a_period_nobody_saw_whole_is_left_out():
    later = VALID[VALID["order_date"] > "2023-01-01"]
    assert len(driver_trend(later, "2024-12-31")) == 1
    assert len(driver_trend(later, "2024-12-31", since="2023-01-01")) == 2
    assert len(driver_trend(VALID, "2024-12-31", months=6, periods=20)) == 4
    assert driver_trend(VALID, "2022-01-01").empty
    assert driver_trend(VALID.iloc[:0], "2024-12-31").empty


def test_periods_end_where_months_end():
    found = driver_trend(VALID, "2024-12-31", months=3, periods=3)
    ends = [pd.Timestamp("2024-06-30"), pd.Timestamp("2024-09-30"), pd.Timestamp("2024-12-31")]
    assert found["end"].tolist() == ends
    assert found["start"].iloc[1] == pd.Timestamp("2024-07-01")


def test_a_period_without_an_order_has_no_rates():
    found = driver_trend(VALID, "2024-12-31", months=3, periods=4)
    assert found["orders"].tolist() == [0, 1, 0, 1]
    assert found["aov"].isna().tolist() == [True, False, True, False]
    assert found["orders_per_customer"].isna().tolist() == [True, False, True, False]
    assert found["retention"].tolist() == pytest.approx([math.nan, math.nan, 0, math.nan], nan_ok=True)


@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(0, 1000), st.integers(1, 900)), min_size=1, max_size=40)
)
@settings(max_examples=20, deadline=None)
def test_shuffling_and_scaling_leave_the_trend_as_they_should(rows):
    valid = pd.DataFrame(rows, columns=["customer_id", "day", "amount"])
    valid = valid.assign(
        order_id=[f"o{number}" for number in valid.index],
        order_date=pd.Timestamp("2022-01-01") + pd.to_timedelta(valid["day"], unit="D"),
    )
    found = driver_trend(valid, "2024-12-31", months=4, periods=9)
    pd.testing.assert_frame_equal(
        driver_trend(valid.sample(frac=1, random_state=1), "2024-12-31", months=4, periods=9), found
    )
    dearer = driver_trend(valid.assign(amount=valid["amount"] * 30), "2024-12-31", months=4, periods=9)
    assert dearer["aov"].tolist() == pytest.approx((found["aov"] * 30).tolist(), nan_ok=True)
    assert dearer["retention"].tolist() == pytest.approx(found["retention"].tolist(), nan_ok=True)
    years = driver_trend(valid, "2024-12-31", since="2022-01-01")
    later = valid.assign(order_date=valid["order_date"] + pd.Timedelta(days=3 * 365 + 1))
    moved = driver_trend(later, "2027-12-31", since="2025-01-01")
    assert years["orders"].sum() == moved["orders"].sum() == len(valid)
    assert found["revenue"].sum() <= valid["amount"].sum()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: driver_trend(VALID.drop(columns="amount"), "2024-12-31"), "valid has no column 'amount'"),
        (lambda: driver_trend(VALID.assign(order_date="2024"), "2024-12-31"), "valid\\['order_date'\\] holds text"),
        (lambda: driver_trend(VALID, "2024-12-31", months=0), "months is 0"),
        (lambda: driver_trend(VALID, "2024-12-31", periods=0), "periods is 0"),
        (lambda: driver_trend(VALID, "soon"), "snapshot is 'soon'"),
        (lambda: driver_trend(VALID, "2024-12-31", since="once"), "since is 'once'"),
    ],
)
def test_what_the_trend_refuses(call, says):
    with pytest.raises(MeasureError, match=says):
        call()
