"""Assignment a09: the numbers of the course's reference examples, what a split of a budget may be, and other ways."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import customer_value
from solutions import records
from solutions.roi.cases import GUEST_COLUMNS, PEOPLE_COLUMNS, customer_ids, spending, split, table
from solutions.roi.given import brought, gross_profit, roi
from solutions.trial import verdict
from tutor.cases import PUBLIC_SEED
from tutor.plain import to_plain

BOOK = records("a09")
TASKS = {task.id.removeprefix("a09."): task for task in BOOK.TASKS}


def right(task: str, **inputs):
    return TASKS[task].answer(**inputs)


def wrong(task: str, key: str, **inputs):
    return next(one for one in TASKS[task].mistakes if one.key == key).wrong(**inputs)


def of_customer(table, place: int) -> float:
    return table.iloc[place, -1]


ACCOUNTS = pd.DataFrame(
    {
        "customer_id": ["A", "B", "C"],
        "revenue": [6000, 3000, 1000],
        "goods": [4200, 2100, 700],
        "direct": [0, 0, 0],
        "orders": [10, 30, 10],
        "contacts": [1, 2, 3],
    }
)


def test_a_pool_of_1000_is_shared_by_orders():
    assert right("allocation", accounts=ACCOUNTS, pool=1000, key="orders")["allocated"].tolist() == [200, 600, 200]
    assert right("profit", accounts=ACCOUNTS, pool=1000)["profit"].tolist() == [1600, 300, 100]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("by-revenue", 600),
        ("by-heads", 566.67),
        ("whole-pool", -100),
        ("revenue-less-pool", 2400),
        ("no-pool", 900),
    ],
)
def test_the_second_customer_of_the_pool_as_people_get_it_wrong(key, value):
    assert of_customer(wrong("profit", key, accounts=ACCOUNTS, pool=1000), 1) == pytest.approx(value, abs=0.005)


ONE = spending([("A", "Gold", 18_000, 11_700, 2_000)])


def test_the_return_on_a_customer_with_18000_at_35_percent_and_2000_spent():
    assert of_customer(right("customer-roi", **ONE), 0) == pytest.approx(2.15)
    assert right("tier-roi", **ONE)["Gold"] == pytest.approx(2.15)


@pytest.mark.parametrize(("key", "value"), [("not-less-one", 3.15), ("revenue", 8.0), ("over-profit", 0.683)])
def test_the_return_on_that_customer_as_people_get_it_wrong(key, value):
    assert of_customer(wrong("customer-roi", key, **ONE), 0) == pytest.approx(value, abs=0.0005)


CAMPAIGN = {
    "campaigns": pd.DataFrame(
        {
            "campaign_id": ["K01"],
            "budget": [120],
            "fixed_cost": [60],
            "touches": [10],
            "cost_per_touch": [2],
            "coupons_used": [4],
            "coupon_value": [5],
            "revenue": [300],
            "goods": [50],
        }
    )
}


@pytest.mark.parametrize(
    ("key", "value"), [("", 1.5), ("roas", 3.0), ("no-goods", 2.0), ("goods-in-base", 1.0), ("not-less-one", 2.5)]
)
def test_a_campaign_that_cost_100_and_sold_for_300_goods_of_50(key, value):
    found = wrong("campaign-roi", key, **CAMPAIGN) if key else right("campaign-roi", **CAMPAIGN)
    assert found["roi"].tolist() == [pytest.approx(value)]


TRIAL = {
    "people": table(
        PEOPLE_COLUMNS,
        zip(
            customer_ids(10_000),
            ["treated"] * 8000 + ["held_out"] * 2000,
            [1200] * 480 + [0] * 7520 + [1200] * 80 + [0] * 1920,
            strict=True,
        ),
    ),
    "margin": 0.35,
    "cost": 40_000,
    "coupon": 0,
}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", 0.68),
        ("not-less-one", 1.68),
        ("revenue", 3.8),
        ("not-scaled", 3.2),
        ("no-control", 4.04),
        ("revenue-no-control", 13.4),
        ("roas", 14.4),
        ("incremental-roas", 4.8),
        ("money", 27_200),
    ],
)
def test_eight_thousand_letters_and_two_thousand_held_out(key, value):
    found = wrong("incremental-roi", key, **TRIAL) if key else right("incremental-roi", **TRIAL)
    assert found == pytest.approx(value)


LETTER = {"cost": 12, "order_value": 1200, "margin": 0.35, "coupon": 100}


@pytest.mark.parametrize(
    ("base_rate", "key", "value"),
    [
        (0.0, "", 0.0375),
        (0.0, "no-coupon", 0.0286),
        (0.0, "revenue", 0.0100),
        (0.0, "revenue-less-coupon", 0.0109),
        (0.04, "", 0.0900),
        (0.04, "no-base-rate", 0.0375),
        (0.04, "base-rate-added", 0.0775),
        (0.04, "no-coupon", 0.0686),
    ],
)
def test_a_letter_for_12_with_a_voucher_of_100(base_rate, key, value):
    inputs = {**LETTER, "base_rate": base_rate}
    found = wrong("break-even", key, **inputs) if key else right("break-even", **inputs)
    assert found == pytest.approx(value, abs=0.00005)


THREE = split({"Gold": 3, "Silver": 2, "Bronze": 1}, 140)


@pytest.mark.parametrize(
    ("key", "value"), [("", 44.27), ("in-proportion", 43.59), ("equal", 40.99), ("all-to-best", 35.50)]
)
def test_a_budget_of_140_over_strengths_of_3_2_and_1(key, value):
    found = wrong("budget-split", key, **THREE) if key else right("budget-split", **THREE)
    assert found == pytest.approx(value, abs=0.005)


EVENING = {
    "guests": table(
        GUEST_COLUMNS,
        zip(
            customer_ids(200),
            [True] * 120 + [False] * 80,
            [True] * 40 + [False] * 80 + [True] * 8 + [False] * 72,
            [2] * 5 + [0] * 195,
            strict=True,
        ),
    ),
    "base_rate": 0.10,
    "order_value": 5000,
    "margin": 0.4,
    "referral_value": 3000,
    "cost": 60_000,
}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", 26_000),
        ("no-base", 66_000),
        ("base-of-those-who-came", 42_000),
        ("no-referrals", -4_000),
        ("revenue", 110_000),
        ("no-cost", 86_000),
        ("roi", 0.433),
    ],
)
def test_an_evening_with_two_hundred_invited(key, value):
    found = wrong("event", key, **EVENING) if key else right("event", **EVENING)
    assert found == pytest.approx(value, abs=0.0005)


# What a split of a budget may be


def splitting(spend_of):
    """An answer to the budget task from a function of strengths and budget to amounts."""
    return lambda tiers, budget: brought(tiers, spend_of(tiers, budget), budget)


def best(tiers, budget):
    return budget * tiers["strength"] ** 2 / (tiers["strength"] ** 2).sum()


FORMS = {
    "column": best,
    "list": lambda tiers, budget: best(tiers, budget).tolist(),
    "array": lambda tiers, budget: best(tiers, budget).to_numpy(),
    "by name": lambda tiers, budget: best(tiers.set_index("tier"), budget).sort_index(),
    "sorted": lambda tiers, budget: best(tiers, budget).sort_values(),
    "dict": lambda tiers, budget: dict(zip(tiers["tier"], best(tiers, budget), strict=True)),
    "a little off": lambda tiers, budget: 0.999 * best(tiers, budget) + 0.001 * budget / len(tiers),
    "nearly all of it": lambda tiers, budget: 0.999 * best(tiers, budget),
}


@pytest.mark.parametrize("spend_of", FORMS.values(), ids=FORMS.keys())
def test_a_split_is_right_by_what_it_brings_in_whatever_form(spend_of):
    for seed in (PUBLIC_SEED, "a class of one's own"):
        found = verdict(TASKS["budget-split"], splitting(spend_of), seed)
        assert (found.state, float(found)) == ("correct", 2), found.text


NOT_ALLOWED = {
    "a little more than there is": lambda tiers, budget: 1.0005 * best(tiers, budget),
    "the whole budget for each": lambda tiers, budget: [budget] * len(tiers),
    "negative": lambda tiers, budget: [-1.0, *best(tiers, budget)[1:]],
    "missing": lambda tiers, budget: list(best(tiers, budget))[:-1],
    "other names": lambda tiers, budget: {"nobody": budget},
    "empty": lambda tiers, budget: [math.nan] * len(tiers),
}


@pytest.mark.parametrize("spend_of", NOT_ALLOWED.values(), ids=NOT_ALLOWED.keys())
def test_a_split_that_is_not_allowed_is_told_so(spend_of):
    found = verdict(TASKS["budget-split"], splitting(spend_of), PUBLIC_SEED)
    assert found.mistake == "not-allowed" and found < 2, found.text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 60), min_size=2, max_size=6),
    st.lists(st.floats(0.01, 1), min_size=6, max_size=6),
    st.integers(10, 5000),
)
def test_no_split_brings_more_than_the_model_answer(strengths, weights, budget):
    inputs = split({f"tier {number}": strength for number, strength in enumerate(strengths)}, budget)
    parts = np.array(weights[: len(strengths)])
    other = brought(inputs["tiers"], budget * parts / parts.sum(), budget)
    most = right("budget-split", **inputs)
    assert other <= most * (1 + 1e-9)
    assert most == pytest.approx(customer_value.budget_return(strengths, best(**inputs)))


def test_every_budget_of_the_task_is_spent_before_it_stops_paying():
    """So that "most in all" and "most after the spending" are the same split."""
    for case in TASKS["budget-split"].cases:
        for seed in range(5):
            drawn = case.draw(np.random.default_rng(seed))
            squares = (drawn["tiers"]["strength"] ** 2).sum()
            assert math.sqrt(squares / drawn["budget"]) / 2 > 1, case.key


# Other right ways, and ways to be wrong that no list foresees


def whole_table(accounts, pool, key):
    accounts["allocated"] = pool / accounts[key].sum() * accounts[key]
    return accounts


def test_a_function_that_works_on_its_input_is_right_and_told_so():
    found = verdict(TASKS["allocation"], whole_table, PUBLIC_SEED)
    assert (found.state, float(found)) == ("correct", 2)
    assert any("accounts" in note for note in found.notes)


def unguarded(cost, order_value, margin, coupon, base_rate):
    return (cost + base_rate * order_value * margin) / (order_value * margin - coupon)


def test_a_missing_special_case_costs_its_cases_only():
    found = verdict(TASKS["break-even"], unguarded, PUBLIC_SEED)
    assert 0 < found < 2 and found.state == "partial"
    assert "voucher" in found.text


def test_the_numbers_of_the_page_beside_its_given_functions():
    assert gross_profit(ACCOUNTS)["gross_profit"].tolist() == [1800, 900, 300]
    assert (roi(500, 200), roi(200, 200), roi(0, 200)) == (1.5, 0, -1)
    assert to_plain(roi(500, 0), TASKS["break-even"].returns) == {"number": None}
