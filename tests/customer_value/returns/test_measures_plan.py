"""Events and the operating plan: the numbers by hand, the mistakes, and targets that are refused."""

from __future__ import annotations

from math import isnan, nan

import books
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    event_guests,
    event_profit,
    operating_plan,
    plan_return,
    plan_targets,
    tier_values,
)

few = settings(max_examples=20, deadline=None)

# An event

TERMS = {"base_rate": 0.10, "order_value": 5000, "margin": 0.4, "cost": 60_000}
REFERRED = {"referrals": 10, "referral_value": 3000}
EVENING = event_profit(200, 48, **TERMS, **REFERRED)


def test_the_event_of_the_example():
    assert EVENING.extra_buyers == 28
    assert EVENING.extra_margin == 56_000
    assert EVENING.referral_value == 30_000
    assert EVENING.profit == 26_000
    assert EVENING.roi == pytest.approx(0.433, abs=0.0005)
    assert EVENING.break_even_buyers == 35


EVENT_MISTAKES = {
    "no base": (event_profit(200, 48, **TERMS | {"base_rate": 0}, **REFERRED).profit, 66_000),
    "base of those who came only": (event_profit(120, 48, **TERMS, **REFERRED).profit, 42_000),
    "no referrals": (event_profit(200, 48, **TERMS).profit, -4000),
    "revenue": (event_profit(200, 48, **TERMS | {"margin": 1}, **REFERRED).profit, 110_000),
    "cost forgotten": (event_profit(200, 48, **TERMS | {"cost": 0}, **REFERRED).profit, 86_000),
}


@pytest.mark.parametrize("mistake", EVENT_MISTAKES)
def test_wrong_profits_of_the_event_differ(mistake):
    value, documented = EVENT_MISTAKES[mistake]
    assert value == pytest.approx(documented)
    assert value != EVENING.profit


def test_no_two_mistakes_look_alike():
    assert len({value for value, _ in EVENT_MISTAKES.values()}) == len(EVENT_MISTAKES)


@given(st.integers(1, 500), st.integers(0, 100), st.integers(1, 5000), st.integers(1, 100), st.integers(0, 50_000))
@few
def test_at_the_break_even_buyers_the_profit_is_zero(invited, base, value, margin, cost):
    terms = {"base_rate": base / 100, "order_value": value, "margin": margin / 100, "cost": cost}
    buyers = event_profit(invited, 0, **terms).break_even_buyers
    if buyers <= invited:
        assert event_profit(invited, buyers, **terms).profit == pytest.approx(0, abs=1e-6)


def test_events_without_a_base():
    nothing = event_profit(0, 0, **TERMS | {"cost": 0, "order_value": 0})
    assert nothing.profit == 0
    assert isnan(nothing.roi)
    assert isnan(nothing.break_even_buyers)


def test_the_guests_of_the_little_shop():
    campaigns = books.CAMPAIGNS.assign(objective="event")
    touches = books.TOUCHES.assign(attended=[True, None, False, None, True, None, True, None, True])
    touches["touched_on"] = touches["touched_on"] - pd.Timedelta(days=1)
    table = event_guests(campaigns, touches, books.CUSTOMERS, books.SNAPSHOT).set_index("campaign_id")
    assert table.index.tolist() == ["K1", "K3"]
    assert table.loc["K1"].drop("name").to_dict() == {
        "invited": 3,
        "came": 1,
        "held_out": 2,
        "referrals": 1,
        "held_out_referrals": 0,
    }
    assert table.loc["K3", "referrals"] == 0, "E referred nobody"
    assert event_guests(books.CAMPAIGNS, touches, books.CUSTOMERS, books.SNAPSHOT).empty


def test_a_referral_before_the_invitation_or_after_the_window_is_none_of_the_event():
    campaigns, touches = books.CAMPAIGNS.assign(objective="event"), books.TOUCHES.assign(attended=True)
    for day, counted in {"2024-11-01": 0, "2024-11-02": 1, "2024-12-15": 1, "2024-12-16": 0}.items():
        customers = books.CUSTOMERS.assign(registered_on=pd.Timestamp(day), referred_by=[None, "A", None, None])
        table = event_guests(campaigns, touches, customers, books.SNAPSHOT)
        assert table["referrals"][0] == counted, day


# The plan

TIERS = pd.DataFrame(
    {
        "tier": ["Gold", "Silver", "Bronze"],
        "customers": [40, 100, 200],
        "rate": [0.50, 0.30, 0.10],
        "clv": [9000, 3000, 600],
        "cost": [4000, 5000, 3000],
    }
)
TARGETS = {"Gold": 0.60, "Silver": 0.36, "Bronze": 0.12}
ORDERS = {"orders_per_buyer": 2, "order_value": 1500, "margin": 0.4}


def plan_roi(extra: float = 14, orders: float = 2, margin: float = 0.4) -> float:
    return plan_return(extra, orders_per_buyer=orders, order_value=1500, margin=margin, cost=12_000).roi


def test_the_plan_of_the_example():
    targets = plan_targets(TIERS, TARGETS)
    assert targets["extra_buyers"].tolist() == pytest.approx([4, 6, 4])
    found = plan_return(14, **ORDERS, cost=12_000)
    assert (found.margin, found.profit) == (16_800, 4800)
    assert found.roi == pytest.approx(0.40)


WHOLE_TARGET = sum(TARGETS[tier] * n for tier, n in zip(TIERS["tier"], TIERS["customers"], strict=True))
PLAN_MISTAKES = {
    "cost not subtracted": (16_800 / 12_000, 1.40),
    "revenue": (plan_roi(margin=1), 2.50),
    "one order each": (plan_roi(orders=1), -0.30),
    "the whole target taken as extra": (plan_roi(extra=WHOLE_TARGET), 7.40),
}


@pytest.mark.parametrize("mistake", PLAN_MISTAKES)
def test_wrong_returns_of_the_plan_differ(mistake):
    value, documented = PLAN_MISTAKES[mistake]
    assert value == pytest.approx(documented)
    assert value != pytest.approx(plan_roi())


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"Silver": 0.25}, "The target of 'Silver' is 0.25, below today's rate of 0.3"),
        ({"Gold": 1.2}, "The target of 'Gold' is 1.2, above 1: more buyers than customers"),
        ({"Gold": 0.4, "Bronze": 12}, r"'Gold' is 0.4, below .* 'Bronze' is 12, above 1"),
        ({"Gold": nan}, "The target of 'Gold' is missing"),
        ({"Tin": 0.5}, "targets names 'Tin', which is no tier; the tiers are Gold, Silver, Bronze"),
        ({"Gold": "high"}, r"targets\['Gold'\] is 'high'; give a number"),
    ],
)
def test_targets_are_refused_with_the_reason(targets, words):
    with pytest.raises(MeasureError, match=words):
        plan_targets(TIERS, targets)


def test_a_target_may_be_todays_rate_or_one_and_none_keeps_todays():
    targets = plan_targets(TIERS, {"Gold": 0.50, "Silver": 1})
    assert targets["target"].tolist() == [0.5, 1, 0.1]
    assert targets["extra_buyers"].tolist() == pytest.approx([0, 70, 0])
    assert targets["beyond_best"].tolist() == [False, True, False]


def test_the_page_adds_up():
    page = operating_plan(TIERS, TARGETS, **ORDERS).set_index("tier")
    tiers, total = page.drop(index="total"), page.loc["total"]
    for column in ("customers", "value", "extra_buyers", "margin", "cost", "profit"):
        assert total[column] == pytest.approx(tiers[column].sum())
    assert total["roi"] == pytest.approx(0.40)
    assert total["roi"] != pytest.approx(tiers["roi"].mean())
    assert total["rate"] == pytest.approx((20 + 30 + 20) / 340)
    assert total["clv"] == pytest.approx(780_000 / 340)
    assert page["beyond_best"].tolist() == [True, False, False, True]


def test_numbers_by_tier_or_one_for_all():
    same = operating_plan(TIERS, TARGETS, orders_per_buyer=[2, 2, 2], order_value=pd.Series([1500] * 3), margin=0.4)
    pd.testing.assert_frame_equal(same, operating_plan(TIERS, TARGETS, **ORDERS))
    other = operating_plan(TIERS, TARGETS, orders_per_buyer=[4, 2, 1], order_value=1500, margin=0.4)
    assert other["margin"].tolist() == pytest.approx([9600, 7200, 2400, 19_200])


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 5000)), min_size=1, max_size=30))
@few
def test_lifetime_value_by_tier_sums_to_that_of_all_customers(people):
    customers = pd.DataFrame(people, columns=["tier", "clv"])
    tiers = tier_values(customers, ["A", "B", "C"], ["clv"])
    assert tiers["clv"].sum() == customers["clv"].sum()
    there = tiers[tiers["customers"] > 0]
    page = operating_plan(there.assign(rate=0.2, clv=there["clv_mean"], cost=0), {}, **ORDERS)
    assert page["value"].iloc[-1] == pytest.approx(customers["clv"].sum())
    assert page["clv"].iloc[-1] == pytest.approx(customers["clv"].mean())
    assert page["roi"].isna().all()


def test_a_plan_without_customers_has_no_rates():
    page = operating_plan(TIERS.assign(customers=0), {}, **ORDERS)
    assert page.iloc[-1][["clv", "rate", "target"]].isna().all()
    assert operating_plan(TIERS[:0], {}, **ORDERS)["extra_buyers"].tolist() == [0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: plan_targets(TIERS.drop(columns="rate"), {}), "tiers has no column 'rate'"),
        (lambda: plan_targets(TIERS.assign(rate=nan), {}), "'Gold' has no repurchase rate today"),
        (lambda: plan_targets(TIERS.assign(rate=50.0), {}), "The rate of 'Gold' is 50; give a share from 0 to 1"),
        (lambda: plan_targets(pd.concat([TIERS] * 2), {}), "tiers has two rows with one 'tier', such as 'Gold'"),
        (lambda: plan_return(14, orders_per_buyer=2, order_value=9, margin=40, cost=1), "margin is 40; give a share"),
        (lambda: operating_plan(TIERS, {}, **ORDERS | {"margin": [0.4, 40, 0.4]}), "margin goes up to 40"),
        (lambda: operating_plan(TIERS, {}, **ORDERS | {"margin": [0.4]}), "margin has 1 values for 3 tiers"),
        (lambda: operating_plan(TIERS.assign(clv=np.inf), {}, **ORDERS), r"tiers\['clv'\] is infinite"),
        (lambda: operating_plan(TIERS.replace("Gold", "total"), {}, **ORDERS), "A tier is called 'total'"),
        (lambda: event_profit(20, 30, **TERMS), "buyers is 30; give a number of at least 0 and at most 20"),
        (lambda: event_profit(20, 3, **TERMS | {"base_rate": 10}), "base_rate is 10; give a share"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
