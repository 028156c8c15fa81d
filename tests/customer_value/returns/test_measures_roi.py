"""Return on investment: of customers, segments and campaigns, with and without a control group."""

from __future__ import annotations

from dataclasses import astuple
from math import isnan, nan

import books
import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    break_even_response,
    break_even_roas,
    campaign_returns,
    campaign_roi,
    customer_roi,
    incremental_return,
    response_profit,
    roas,
    roi,
    segment_roi,
)

few = settings(max_examples=20, deadline=None)
amounts = st.integers(0, 10_000)


def near(value: float) -> object:
    return pytest.approx(value, abs=0.005)


# One customer, one segment

REVENUE, MARGIN, COST = 18_000, 0.35, 2000


def test_the_roi_of_the_example():
    assert roi(REVENUE * MARGIN, COST) == pytest.approx(2.15)


@pytest.mark.parametrize(
    ("mistake", "value"),
    [
        (lambda: REVENUE * MARGIN / COST, 3.15),
        (lambda: roi(REVENUE, COST), 8.0),
        (lambda: (REVENUE * MARGIN - COST) / (REVENUE * MARGIN), 0.683),
    ],
    ids=["no minus one", "revenue", "divided by profit"],
)
def test_wrong_rois_differ(mistake, value):
    assert mistake() == near(value)
    assert mistake() != near(2.15)


@given(amounts, st.integers(1, 10_000), st.integers(1, 50))
@few
def test_roi_is_zero_at_break_even_and_knows_no_currency(profit, cost, rate):
    assert roi(cost, cost) == 0
    assert roi(profit * rate, cost * rate) == pytest.approx(roi(profit, cost))
    assert roi(0, cost) == -1


def test_without_a_cost_there_is_no_return_on_it():
    assert isnan(roi(500, 0))
    assert isnan(roi(nan, 5))
    table = pd.DataFrame({"profit": [500, 500], "cost": [0, 250]}, index=["x", "y"])
    assert customer_roi(table).to_dict() == pytest.approx({"x": nan, "y": 1.0}, nan_ok=True)


CUSTOMERS = pd.DataFrame(
    {
        "segment": ["a", "a", "a", "b", "b", "c"],
        "profit": [1800, 110, 40, 300, 100, 70],
        "cost": [2000, 10, 0, 100, 100, 0],
    }
)


def test_a_segment_has_the_ratio_of_sums():
    table = segment_roi(CUSTOMERS).set_index("group")
    assert table.loc["a", "roi"] == pytest.approx((1950 - 2010) / 2010)
    assert table.loc["a", "mean_roi"] == pytest.approx((-0.1 + 10) / 2)
    assert table["without_cost"].to_dict() == {"a": 1, "b": 0, "c": 1}
    assert table.loc["b", ["roi", "mean_roi"]].tolist() == [1, 1]
    assert table.loc["c", ["roi", "mean_roi"]].isna().all()


@given(st.lists(st.tuples(st.sampled_from("ab"), amounts, amounts), min_size=1, max_size=20))
@few
def test_the_segments_sums_are_those_of_the_customers(rows):
    people = pd.DataFrame(rows, columns=["segment", "profit", "cost"])
    table = segment_roi(people)
    assert table["profit"].sum() == people["profit"].sum()
    assert table["customers"].sum() == len(people)
    for one in table.itertuples():
        theirs = [(profit, cost) for segment, profit, cost in rows if segment == one.group]
        profit, cost = (sum(column) for column in zip(*theirs, strict=True))
        assert one.roi == pytest.approx((profit - cost) / cost if cost else nan, nan_ok=True)
        own = [(profit - cost) / cost for profit, cost in theirs if cost]
        assert one.mean_roi == pytest.approx(sum(own) / len(own) if own else nan, nan_ok=True)


def test_empty_groups_of_a_category_stay():
    groups = pd.Categorical(CUSTOMERS["segment"], ["c", "d", "a", "b"], ordered=True)
    table = segment_roi(CUSTOMERS.assign(segment=groups))
    assert table["group"].tolist() == ["c", "d", "a", "b"]
    assert table.loc[1, ["customers", "profit", "cost"]].tolist() == [0, 0, 0]
    assert isnan(table.loc[1, "roi"])
    assert segment_roi(CUSTOMERS[:0]).empty


# A campaign


def test_the_campaign_of_the_example_and_its_mistakes():
    assert campaign_roi(300, 50, 100) == 1.5
    assert roas(300, 100) == 3.0
    wrong = {"goods in the base": (300 - 150) / 150, "no cost of goods": campaign_roi(300, 0, 100)}
    assert wrong == {"goods in the base": 1.0, "no cost of goods": 2.0}
    assert isnan(campaign_roi(300, 50, 0))
    assert campaign_roi(100, 60, 100) == -0.6


def test_a_campaign_at_the_break_even_roas_earns_nothing():
    for margin in (0.2, 0.35, 1.0):
        revenue = break_even_roas(margin) * 100
        assert campaign_roi(revenue, revenue * (1 - margin), 100) == pytest.approx(0)
    assert isnan(break_even_roas(0))
    assert break_even_roas(0.4) == 2.5


# With a control group

TRIAL = (8000, 480, 2000, 80)
TERMS = {"order_value": 1200, "margin": 0.35, "cost": 40_000}
FOUND = incremental_return(*TRIAL, **TERMS)


def incremental_roi(treated_buyers=480.0, base=320.0, margin=0.35, cost=40_000.0) -> float:
    return (treated_buyers - base) * 1200 * margin / cost


def test_the_incremental_return_of_the_example():
    assert FOUND.orders == 160
    assert FOUND.uplift.difference == pytest.approx(0.02)
    assert FOUND.uplift.relative == pytest.approx(0.5)
    assert FOUND.iroas == pytest.approx(4.8)
    assert FOUND.profit == pytest.approx(27_200)
    assert FOUND.roi == pytest.approx(0.68)


INCREMENTAL_MISTAKES = {
    "cost not subtracted": (incremental_roi(), 1.68),
    "revenue for margin": (incremental_roi(margin=1) - 1, 3.8),
    "control not scaled": (incremental_roi(base=80) - 1, 3.2),
    "no control": (incremental_roi(base=0) - 1, 4.04),
    "revenue, no control": (incremental_roi(base=0, margin=1) - 1, 13.4),
    "ROAS": (roas(480 * 1200, 40_000), 14.4),
}


@pytest.mark.parametrize("mistake", INCREMENTAL_MISTAKES)
def test_wrong_incremental_returns_differ(mistake):
    value, documented = INCREMENTAL_MISTAKES[mistake]
    assert value == pytest.approx(documented)
    assert value != near(FOUND.roi)


def test_every_mistake_has_its_own_value():
    values = [round(value, 3) for value, _ in INCREMENTAL_MISTAKES.values()]
    assert len({*values, round(FOUND.roi, 3)}) == len(values) + 1


def test_the_interval_is_that_of_the_difference():
    error = np.sqrt(0.06 * 0.94 / 8000 + 0.04 * 0.96 / 2000)
    for sign, value in ((-1, FOUND.roi_low), (1, FOUND.roi_high)):
        orders = 8000 * (0.02 + sign * 1.959964 * error)
        assert value == pytest.approx((orders * 420 - 40_000) / 40_000, rel=1e-6)


def test_vouchers_are_paid_to_all_treated_buyers():
    found = incremental_return(*TRIAL, **TERMS, coupon=50)
    assert found.cost == 40_000 + 480 * 50
    assert found.profit == 160 * 420 - 64_000
    assert found.profit != 160 * 420 - 40_000 - 160 * 50, "only for the incremental ones"


def test_empty_groups_and_no_cost():
    nobody_held_out = incremental_return(100, 5, 0, 0, **TERMS)
    assert all(isnan(one) for one in (nobody_held_out.orders, nobody_held_out.roi, nobody_held_out.roi_low))
    nobody_bought = incremental_return(100, 5, 100, 0, **TERMS)
    assert nobody_bought.orders == 5
    assert isnan(nobody_bought.uplift.relative)
    free = incremental_return(*TRIAL, order_value=1200, margin=0.35, cost=0)
    assert isnan(free.roi)
    assert isnan(free.iroas)
    assert free.profit == pytest.approx(67_200)


@given(st.integers(1, 500), st.integers(1, 500), st.data())
@few
def test_a_larger_control_group_of_the_same_rate_changes_nothing_but_the_interval(treated, control, data):
    buyers, others = data.draw(st.integers(0, treated)), data.draw(st.integers(0, control))
    small = incremental_return(treated, buyers, control, others, **TERMS)
    large = incremental_return(treated, buyers, control * 9, others * 9, **TERMS)
    assert large.roi == pytest.approx(small.roi)
    assert large.orders == pytest.approx(buyers - treated * others / control)
    if not isnan(small.roi_low):
        assert large.roi_high - large.roi_low <= small.roi_high - small.roi_low + 1e-12
        assert small.roi_low <= small.roi <= small.roi_high


# Campaigns of a ledger

TABLES = (books.CAMPAIGNS, books.TOUCHES, books.ORDERS, books.REFUNDS)
GOODS = {"lines": books.LINES, "products": books.PRODUCTS}


@pytest.mark.parametrize("kind", ["pandas", "polars", "duckdb"])
def test_the_letter_of_the_little_shop(kind):
    tables = [KINDS[kind](table) for table in TABLES]
    goods = {name: KINDS[kind](table) for name, table in GOODS.items()}
    (one,) = campaign_returns(*tables, books.SNAPSHOT, **goods).to_dict("records")
    assert one["campaign_id"] == "K1"
    assert (one["treated"], one["buyers"], one["control"], one["control_buyers"]) == (3, 2, 2, 0)
    assert (one["revenue"], one["goods"], one["cost"]) == (500 + 800, 200 + 360, 70)
    assert one["roas"] == pytest.approx(1300 / 70)
    assert one["roi"] == pytest.approx((1300 - 560 - 70) / 70)
    assert one["incremental_orders"] == 2
    assert one["incremental_roi"] == pytest.approx(one["roi"])
    assert one["incremental_roi_low"] < one["incremental_roi"] < one["incremental_roi_high"]


def test_an_open_window_is_not_judged_and_a_later_refund_counts_later():
    on_day = campaign_returns(*TABLES, "2025-03-01", **GOODS).set_index("campaign_id")
    assert on_day.index.tolist() == ["K1", "K2"]
    assert on_day.loc["K1", "buyers"] == 1
    assert on_day.loc["K2", "incremental_orders"] == 1


def test_no_campaign_at_all():
    assert campaign_returns(*TABLES, "2024-01-01", **GOODS).empty


def test_the_order_of_touches_does_not_matter():
    shuffled = books.TOUCHES.sample(frac=1, random_state=4)
    pd.testing.assert_frame_equal(
        campaign_returns(books.CAMPAIGNS, shuffled, *TABLES[2:], books.SNAPSHOT, **GOODS),
        campaign_returns(*TABLES, books.SNAPSHOT, **GOODS),
    )


# Break-even response

LETTER = {"order_value": 1200, "margin": 0.35, "coupon": 100}


def test_the_break_even_responses_of_the_examples():
    assert break_even_response(12, **LETTER) == pytest.approx(0.0375)
    assert break_even_response(12, **LETTER, base_rate=0.04) == pytest.approx(0.09)
    assert break_even_response(12, **LETTER, fixed_cost=4000, contacts=1000) == pytest.approx(16 / 320)


BREAK_EVEN_MISTAKES = {
    "coupon forgotten": (12 / (1200 * 0.35), 0.0286, 0.0375),
    "revenue": (12 / 1200, 0.0100, 0.0375),
    "coupon but no margin": (12 / (1200 - 100), 0.0109, 0.0375),
    "base rate ignored": (12 / 320, 0.0375, 0.09),
    "base rate added to the plain response": (12 / 320 + 0.04, 0.0775, 0.09),
    "base rate added, coupon forgotten": (12 / 420 + 0.04, 0.0686, 0.09),
}


@pytest.mark.parametrize("mistake", BREAK_EVEN_MISTAKES)
def test_wrong_break_even_responses_differ(mistake):
    value, documented, right = BREAK_EVEN_MISTAKES[mistake]
    assert value == pytest.approx(documented, abs=5e-5)
    assert value != pytest.approx(right, abs=5e-5)


def test_an_order_that_leaves_nothing_never_breaks_even():
    assert isnan(break_even_response(12, order_value=1200, margin=0.35, coupon=420))
    assert isnan(break_even_response(12, order_value=0, margin=0.35))
    assert isnan(break_even_response(12, **LETTER, fixed_cost=100, contacts=0))
    assert break_even_response(400, **LETTER) > 1


@given(
    st.integers(0, 300), st.integers(1, 2000), st.integers(1, 100), st.integers(0, 300), st.integers(0, 100), amounts
)
@few
def test_at_break_even_the_profit_is_zero(cost, value, margin, coupon, base, fixed):
    terms = {"order_value": value, "margin": margin / 100, "coupon": coupon, "base_rate": base / 100}
    rate = break_even_response(cost, **terms, fixed_cost=fixed, contacts=500)
    assert isnan(rate) == (value * margin / 100 <= coupon)
    if rate <= 1:
        assert response_profit(rate, 500, cost, **terms, fixed_cost=fixed) == pytest.approx(0, abs=1e-6)


# Bad input


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: roi(5, -1), "cost is -1; give a number of at least 0"),
        (lambda: roi("5", 1), "profit is '5'; give a number"),
        (lambda: roi(np.inf, 1), "profit is inf"),
        (lambda: customer_roi([1]), "customers has to be a pandas frame, not list"),
        (lambda: customer_roi(pd.DataFrame({"profit": [1]})), "customers has no column 'cost'"),
        (lambda: segment_roi(CUSTOMERS.assign(cost=-1)), r"customers\['cost'\] is negative on 6 of 6 rows"),
        (lambda: segment_roi(CUSTOMERS.assign(profit=nan)), r"customers\['profit'\] is missing on 6 of 6 rows"),
        (lambda: segment_roi(CUSTOMERS, "tier"), "customers has no column 'tier'"),
        (lambda: break_even_roas(35), "margin is 35; give a share from 0 to 1"),
        (lambda: incremental_return(10, 11, 5, 1, **TERMS), "treated_responders is 11 of 10 people"),
        (lambda: incremental_return(10.5, 1, 5, 1, **TERMS), "treated is 10.5; give a whole number"),
        (lambda: incremental_return(10, 1, 5, 1, order_value=5, margin=35, cost=1), "margin is 35; give a number"),
        (lambda: break_even_response(12, **LETTER, fixed_cost=5), "fixed_cost is given without contacts"),
        (lambda: break_even_response(12, **LETTER, base_rate=4), "base_rate is 4; give a share"),
        (
            lambda: campaign_returns(
                books.CAMPAIGNS, books.TOUCHES.assign(group=list("abcdefghi")), *TABLES[2:], books.SNAPSHOT, **GOODS
            ),
            "touches has 'A' in two groups of the campaign 'K1'",
        ),
        (
            lambda: campaign_returns(books.CAMPAIGNS.drop(columns="ends_on"), *TABLES[1:], books.SNAPSHOT, **GOODS),
            "campaigns has no column 'ends_on'",
        ),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()


def test_an_incremental_return_is_plain_numbers():
    assert all(isinstance(one, float | tuple) for one in astuple(FOUND))
