"""Explorers of costs and returns: moving a control shows what the measures say there, and reset brings it back."""

from __future__ import annotations

import re
import warnings

import pandas as pd
import pytest
from figure_tables import LANGUAGES

from customer_value import (
    MeasureError,
    break_even_response,
    budget_return,
    customer_profit,
    event_profit,
    explorers,
    operating_plan,
    split_budget,
    whale_peak,
)
from customer_value.explorers.sliders import round_step

ACCOUNTS = pd.DataFrame(
    {
        "customer_id": ["A", "B", "C", "D"],
        "revenue": [6000, 3000, 1000, 700],
        "goods": [4200, 2100, 700, 600],
        "orders": [10, 30, 10, 1],
        "customers": 1,
    }
)
STRENGTHS = pd.Series({"Gold": 300, "Silver": 200, "青銅級": 100})
LETTER = {"order_value": 1200, "margin": 0.35}
EVENT = {"base_rate": 0.1, "order_value": 5000, "margin": 0.4}
TIERS = pd.DataFrame(
    {"tier": ["Gold", "Silver"], "customers": [40, 100], "rate": [0.5, 0.3], "clv": [9000, 3000], "cost": [4000, 5000]}
)
FIVE = pd.DataFrame({"customer_id": list("ABCDE"), "profit": [2000] * 4 + [900], "cost": [1000] * 4 + [10]})
TERMS = {"orders_per_buyer": 2, "order_value": 1500, "margin": 0.4}

MAKE = {
    "allocation": lambda language: explorers.allocation_explorer(
        ACCOUNTS, 1000, costs=["goods"], currency="TWD", language=language
    ),
    "break-even": lambda language: explorers.break_even_explorer(
        *(1000, 12), **LETTER, coupon=100, base_rate=0.04, seen=0.1, currency="TWD", language=language
    ),
    "budget": lambda language: explorers.budget_explorer(STRENGTHS, 140_000, currency="TWD", language=language),
    "event": lambda language: explorers.event_explorer(
        *(200, 0.24), **EVENT, guest_cost=300, referrals=10, referral_value=3000, currency="TWD", language=language
    ),
    "one cost": lambda language: explorers.one_cost_explorer(FIVE, "E", 1200, currency="TWD", language=language),
    "plan": lambda language: explorers.plan_explorer(TIERS, **TERMS, currency="TWD", language=language),
}

MOVES = {
    "allocation": {"key": "customers", "pool": 1500},
    "break-even": {"cost": 24, "coupon": 50, "base": 0.02},
    "budget": {"part-0": 20, "part-2": 0},
    "event": {"invited": 300, "response": 0.2, "base": 0.15, "guest": 200, "referrals": 0},
    "one cost": {"cost": 700},
    "plan": {"target-0": 0.6, "target-1": 0.4},
}


def image(explorer: explorers.Explorer) -> str:
    return explorer.children[-1].value


def alt(explorer: explorers.Explorer) -> str:
    return re.search('alt="([^"]*)"', image(explorer))[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAKE)
def test_every_control_changes_the_figure_and_reset_brings_it_back(name, language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = MAKE[name](language)
        start = image(explorer)
        seen = {start}
        for control, value in MOVES[name].items():
            explorer.controls[control].value = value
            seen.add(image(explorer))
        assert len(seen) == len(MOVES[name]) + 1
        assert set(MOVES[name]) <= set(explorer.controls)
        explorer.reset.click()
    assert image(explorer) == start
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", MAKE)
def test_controls_say_what_they_are_in_both_languages(name):
    english, chinese = (
        [control.description for control in MAKE[name](language).controls.values()] for language in LANGUAGES
    )
    assert all(english) and all(chinese)
    if name not in ("budget", "plan"):  # whose labels are the tiers' own names
        assert not set(english) & set(chinese)


def moved(name: str) -> explorers.Explorer:
    explorer = MAKE[name]("en")
    for control, value in MOVES[name].items():
        explorer.controls[control].value = value
    return explorer


def test_the_whale_is_that_of_the_key_and_the_pool():
    profits = customer_profit(ACCOUNTS, 1500, "customers", costs=["goods"])["profit"]
    peak = whale_peak(profits)
    start = f"{peak.customers} of 4 customers make {peak.share:.0%} of the profit; the {(profits < 0).sum()} who"
    assert alt(moved("allocation")).startswith(start)


def test_the_break_even_is_that_of_the_terms():
    rate = break_even_response(24, **LETTER, coupon=50, base_rate=0.02)
    assert f"It takes a response of {rate:.1%} to break even" in alt(moved("break-even"))


def test_the_parts_are_scaled_to_the_budget():
    spend = [140_000 * 20 / 30, 140_000 * 10 / 30, 0]
    share = budget_return(STRENGTHS, spend) / split_budget(STRENGTHS, 140_000)["return"].sum()
    assert f"{share:.1%} of what the best one would" in alt(moved("budget"))
    nothing = MAKE["budget"]("en")
    for control in nothing.controls.values():
        control.value = 0
    assert alt(nothing).startswith("Nothing is spent")


def test_the_event_is_that_of_its_numbers():
    account = event_profit(300, 60, **EVENT | {"base_rate": 0.15}, cost=60_000, referral_value=3000)
    assert f"{abs(account.profit):,.0f}" in alt(moved("event")).split(" ")[5]
    assert ("loss" in alt(moved("event"))) == (account.profit < 0)


def test_the_plan_is_that_of_its_targets():
    page = operating_plan(TIERS, {"Gold": 0.6, "Silver": 0.4}, **TERMS).iloc[-1]
    start = f"{page['extra_buyers']:.0f} extra buyers bring NT${page['margin']:,.0f} of margin for NT$9,000"
    assert alt(moved("plan")).startswith(start)
    assert [control.min for control in MAKE["plan"]("en").controls.values()] == [0.5, 0.3]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: explorers.allocation_explorer(ACCOUNTS, -1), "pool is -1"),
        (lambda: explorers.allocation_explorer(ACCOUNTS, 5), "accounts has no column 'direct'"),
        (lambda: explorers.budget_explorer([1, 2], 5), "strengths has to be a pandas Series"),
        (lambda: explorers.plan_explorer(TIERS.drop(columns="clv"), **TERMS), "tiers has no column 'clv'"),
    ],
)
def test_bad_input_is_refused(make, words):
    with pytest.raises(MeasureError, match=words):
        make()


@pytest.mark.parametrize(
    ("value", "most", "step"), [(100, 420, 5), (12, 84, 1), (47.25, 420, 0.05), (0, 5000, 100), (1, 0, 0.1)]
)
def test_a_slider_for_money_can_stand_where_it_starts(value, most, step):
    found = round_step(value, most)
    assert found == pytest.approx(step)
    assert value / found == pytest.approx(round(value / found))


def test_one_cost_moves_the_mean_and_hardly_the_money():
    start, far = (explorer.picture.alt for explorer in (MAKE["one cost"]("en"), moved("one cost")))
    assert start.startswith("Together: the mean of the customers' ROIs says 1,860%, the money says 122%")
    assert far.startswith("Together: the mean of the customers' ROIs says 86%, the money says 89%")
    with pytest.raises(MeasureError, match="0 rows for 'F'"):
        explorers.one_cost_explorer(FIVE, "F", 1200, currency="TWD", language="en")
