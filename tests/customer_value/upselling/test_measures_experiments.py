"""Treated against control: uplift, decision, groups of a campaign; and the conclusions people draw instead."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from customer_value import MeasureError, ab_decision, aov_lift, trial_groups, uplift

few = settings(max_examples=20, deadline=None)
counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))

# 8,000 treated and 480 buyers, 2,000 held out and 80 buyers


def test_the_uplift_of_the_example():
    found = uplift(8000, 480, 2000, 80)
    assert (found.treated_rate, found.control_rate) == (0.06, 0.04)
    assert found.difference == pytest.approx(0.02)
    assert found.relative == pytest.approx(0.5)
    assert found.incremental == pytest.approx(160)


@pytest.mark.parametrize(
    ("mistake", "value", "right"),
    [
        (lambda: 480 - 80, 400, "incremental"),  # the control group not scaled to the treated
        (lambda: 480, 480, "incremental"),  # no control group
        (lambda: 480 / 80, 6, "relative"),  # counts for rates
        (lambda: 0.06 / 0.04, 1.5, "relative"),  # the ratio itself
        (lambda: 2.0, 2.0, "difference"),  # percentage points for a share
    ],
)
def test_wrong_uplifts(mistake, value, right):
    assert mistake() == pytest.approx(value)
    assert getattr(uplift(8000, 480, 2000, 80), right) != pytest.approx(value)


# 4,000 each; 200 and 160 buyers; margin 300, cost 2


def test_the_ab_test_of_the_example():
    found = uplift(4000, 200, 4000, 160)
    assert found.difference == pytest.approx(0.010)
    assert (found.low, found.high) == pytest.approx((0.0009, 0.0191), abs=5e-5)
    assert found.se == pytest.approx(0.00463, abs=5e-6)
    assert found.p == pytest.approx(0.031, abs=5e-4)
    decision = ab_decision(4000, 200, 4000, 160, margin=300, cost=2)
    assert decision.profit == pytest.approx(1.00)
    assert (decision.low, decision.high) == pytest.approx((-1.72, 3.72), abs=5e-3)
    assert decision.decision == "test more"
    assert decision.uplift == found


WRONG_PROFIT = {
    "cost forgotten": (lambda u: u.difference * 300, 3.00),
    "no control group": (lambda u: u.treated_rate * 300 - 2, 13.00),
    "relative uplift": (lambda u: u.relative * 300 - 2, 73.00),
}


@pytest.mark.parametrize("mistake", WRONG_PROFIT)
def test_wrong_profits(mistake):
    compute, value = WRONG_PROFIT[mistake]
    assert compute(uplift(4000, 200, 4000, 160)) == pytest.approx(value)
    assert ab_decision(4000, 200, 4000, 160, margin=300, cost=2).profit != pytest.approx(value)


def test_a_small_p_is_no_reason_to_roll_out():
    found = ab_decision(4000, 200, 4000, 160, margin=300, cost=2)
    by_p = "roll out" if found.uplift.p < 0.05 else "test more"
    assert by_p == "roll out" != found.decision


def test_all_three_decisions_and_their_bounds():
    assert ab_decision(4000, 280, 4000, 160, margin=300, cost=2).decision == "roll out"
    assert ab_decision(4000, 165, 4000, 160, margin=300, cost=20).decision == "stop"
    on_the_bound = uplift(4000, 200, 4000, 160)
    assert ab_decision(4000, 200, 4000, 160, margin=300, cost=on_the_bound.low * 300).decision == "test more"
    assert ab_decision(4000, 200, 4000, 160, margin=-300, cost=0).decision == "stop"


def test_without_a_group_or_without_spread_there_is_no_interval():
    empty = uplift(0, 0, 100, 5)
    assert math.isnan(empty.treated_rate)
    assert empty.control_rate == 0.05
    assert all(math.isnan(value) for value in (empty.difference, empty.relative, empty.low, empty.p))
    none = uplift(10, 0, 10, 0)
    assert none.difference == 0
    assert all(math.isnan(value) for value in (none.relative, none.se, none.low, none.high, none.p))
    assert ab_decision(10, 0, 10, 0, margin=300, cost=2).decision == "test more"
    assert ab_decision(0, 0, 0, 0, margin=300, cost=2).decision == "test more"


@given(counts, counts)
@few
def test_uplift_laws(first, second):
    found, back = uplift(*first, *second), uplift(*second, *first)
    assert found.difference == pytest.approx(-back.difference)
    p1, p0 = first[1] / first[0], second[1] / second[0]
    assert found.difference == pytest.approx(p1 - p0)
    assert found.incremental == pytest.approx(first[1] - first[0] * p0)
    se = math.sqrt(p1 * (1 - p1) / first[0] + p0 * (1 - p0) / second[0])
    if se == 0:
        assert math.isnan(found.se)
        return
    assert found.se == pytest.approx(se)
    assert found.high - found.low == pytest.approx(2 * norm.ppf(0.975) * se)
    assert (found.p < 0.05) == (found.low > 0 or found.high < 0)
    larger = uplift(first[0] * 4, first[1] * 4, second[0] * 4, second[1] * 4)
    assert larger.se == pytest.approx(found.se / 2)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ((10, 11, 5, 1), "treated_responders is 11 of 10 people"),
        ((10, 1, 5, 6), "control_responders is 6 of 5 people"),
        ((-1, 0, 5, 1), "treated is -1"),
        ((10, 0.5, 5, 1), "treated_responders is 0.5"),
        ((10, None, 5, 1), "treated_responders is None"),
    ],
)
def test_counts_that_cannot_be_are_refused(given_, said):
    with pytest.raises(MeasureError, match=said):
        uplift(*given_)
    with pytest.raises(MeasureError, match=said):
        ab_decision(*given_, margin=1, cost=1)


@pytest.mark.parametrize(("money", "said"), [({"cost": -1}, "cost is -1"), ({"margin": math.inf}, "margin is inf")])
def test_money_that_cannot_be_is_refused(money, said):
    with pytest.raises(MeasureError, match=said):
        ab_decision(10, 1, 10, 1, **({"margin": 300, "cost": 2} | money))


# People and responders of a campaign

TOUCHES = pd.DataFrame(
    [
        ("C1", None, "treated", 2, False, True),
        ("C1", None, "treated", 2, True, True),
        ("C2", None, "treated", 2, False, False),
        ("C3", None, "held_out", 0, True, False),
        ("C4", None, "held_out", 0, False, False),
        (None, "L1", "treated", 2, False, False),
        (None, "L2", "treated", 2, False, False),
    ],
    columns=["customer_id", "lead_id", "group", "cost", "responded", "opened"],
)


def test_people_not_touches_are_counted():
    table = trial_groups(TOUCHES.sample(frac=1, random_state=7))
    assert table.to_dict("list") == {
        "group": ["held_out", "treated"],
        "people": [2, 4],
        "responders": [1, 1],
        "rate": [0.5, 0.25],
        "cost": [0, 10],
    }
    treated = TOUCHES[TOUCHES["group"] == "treated"]
    assert treated["responded"].mean() == 0.2  # touches for people
    assert treated[treated["opened"]].groupby("customer_id")["responded"].max().mean() == 1.0  # openers only


def test_a_trial_without_touches_has_no_groups():
    assert trial_groups(TOUCHES[:0]).empty


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TOUCHES.assign(customer_id="C1"), "stand in two groups of touches"),
        (TOUCHES.assign(customer_id=None), "neither a customer_id nor a lead_id on 5 of 7 rows"),
        (TOUCHES.assign(cost=-1), r"touches\['cost'\] is negative"),
        (
            TOUCHES.assign(responded=None),
            r"touches\['responded'\] holds nothing on 7 of 7 rows; it has to say true or false",
        ),
        (TOUCHES.drop(columns="lead_id"), "touches has no column 'lead_id'"),
        (TOUCHES.assign(group=None), r"touches\['group'\] is missing on 7 of 7 rows"),
    ],
)
def test_bad_touches_are_named(table, said):
    with pytest.raises(MeasureError, match=said):
        trial_groups(table)


# Worth of an order


def test_the_lift_of_the_order_value_is_welchs():
    rng = np.random.default_rng(5)
    first, second = rng.gamma(3, 200, 80), rng.gamma(3, 180, 50)
    found = aov_lift(first, pd.Series(second))
    se = math.sqrt(first.var(ddof=1) / 80 + second.var(ddof=1) / 50)
    assert found["difference"] == pytest.approx(first.mean() - second.mean())
    assert found["relative"] == pytest.approx(first.mean() / second.mean() - 1)
    assert found["high"] - found["low"] == pytest.approx(2 * 1.98 * se, rel=0.01)
    assert (found["low"] + found["high"]) / 2 == pytest.approx(found["difference"])
    assert aov_lift(first * 30, second * 30)["difference"] == pytest.approx(30 * found["difference"])


def test_too_few_orders_have_no_interval():
    assert aov_lift([5], [3, 4])[["difference", "low", "p"]].isna().tolist() == [False, True, True]
    assert aov_lift([], [3, 4])[["treated_mean", "difference"]].isna().all()
    assert aov_lift([5, 5], [5, 5])[["low", "high", "p"]].isna().all()
    with pytest.raises(MeasureError, match="control is missing or infinite"):
        aov_lift([1, 2], [1, math.nan])
    with pytest.raises(MeasureError, match="treated holds something that is no number"):
        aov_lift(["x"], [1])
