"""Figures of costs and returns: the laws of figures, and what titles and text alternatives say, counted by hand."""

from __future__ import annotations

from math import nan

import books
import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import LANGUAGES

from customer_value import (
    MeasureError,
    campaign_returns,
    cost_table,
    event_profit,
    figures,
    operating_plan,
    segment_roi,
)
from customer_value.figures.customers.log_axis import evenly

PROFITS = [60, 40, 20, 10, 5, 0, -5, -10, -20, -20]
WAYS = pd.DataFrame(
    {"orders": [1600, 300, 100], "revenue": [1200, 600, 200], "customers": [1466.67, 566.67, -33.34]},
    index=["A", "B", "台北門市老顧客"],
)
COSTS = cost_table(books.COSTS, books.SNAPSHOT)
SEGMENTS = segment_roi(
    pd.DataFrame(
        {"segment": ["Gold", "Gold", "Gold", "新加入顧客"], "profit": [1800, 110, 40, 70], "cost": [2000, 10, 0, 0]}
    )
)
SPENT = pd.DataFrame({"profit": [900, 5000, 2600, 40, -300, 70], "cost": [10, 1000, 200, 90, 150, 0]})
"""Left: 890, 4,000, 2,400, -50, -450 and, without a cost and a rate, 70; rates 89, 4, 12, -0.6, -3."""
RETURNS = campaign_returns(
    books.CAMPAIGNS,
    pd.concat([books.TOUCHES, books.TOUCHES[7:8].assign(campaign_id="K3", customer_id="B")]),
    books.ORDERS,
    books.REFUNDS,
    books.SNAPSHOT,
    lines=books.LINES,
    products=books.PRODUCTS,
)
LETTER = {"order_value": 1200, "margin": 0.35, "coupon": 100, "currency": "TWD"}
STRENGTHS = pd.Series({"Gold": 300, "Silver": 200, "青銅級": 100})
PLANNED = event_profit(
    200, 48, base_rate=0.1, order_value=5000, margin=0.4, cost=60_000, referrals=10, referral_value=3000
)
JUDGED = event_profit(57, 16, base_rate=0.25, order_value=2800, margin=0.55, cost=32_840)
TIERS = pd.DataFrame(
    {
        "tier": ["Gold", "Silver", "還沒分級顧客"],
        "customers": [40, 100, 200],
        "rate": [0.5, 0.3, 0.1],
        "clv": [9000, 3000, 600],
        "cost": [4000, 5000, 3000],
    }
)
TERMS = {"orders_per_buyer": 2, "order_value": 1500, "margin": 0.4}
PLAN = operating_plan(TIERS, {"Gold": 0.6, "Silver": 0.36, "還沒分級顧客": 0.12}, **TERMS)

DRAWINGS = {
    "costs": lambda language: figures.cost_kinds(COSTS, currency="TWD", language=language),
    "costs of a drawn-out ledger": lambda language: figures.cost_kinds(
        pd.concat([COSTS, COSTS.assign(item=COSTS["item"] + " of another branch")]), currency="EUR", language=language
    ),
    "one cost": lambda language: figures.cost_kinds(COSTS[:1], currency="TWD", language=language),
    "allocation": lambda language: figures.allocation_ways(WAYS, currency="TWD", language=language),
    "allocation to one": lambda language: figures.allocation_ways(WAYS[:1], currency="TWD", language=language),
    "whale": lambda language: figures.whale(PROFITS, currency="TWD", language=language),
    "large whale": lambda language: figures.whale(PROFITS * 200, currency="TWD", language=language),
    "whale without losers": lambda language: figures.whale([5], currency="TWD", language=language),
    "whale of losses": lambda language: figures.whale([60, -40, -90], currency="TWD", language=language),
    "whale of nobody": lambda language: figures.whale([-60, -40, -90], currency="TWD", language=language),
    "waterfall": lambda language: figures.roi_waterfall(300_000, 50_000, 100_000, currency="TWD", language=language),
    "waterfall of a loss": lambda language: figures.roi_waterfall(300, 250, 100, currency="TWD", language=language),
    "waterfall of nothing": lambda language: figures.roi_waterfall(0, 0, 0, currency="TWD", language=language),
    "ratios": lambda language: figures.roi_means(SEGMENTS, currency="TWD", language=language),
    "rate or amount": lambda language: figures.roi_or_amount(SPENT, 2, currency="TWD", language=language),
    "rate and amount": lambda language: figures.roi_or_amount(SPENT[:2], currency="TWD", language=language),
    "rates of hundreds": lambda language: figures.roi_or_amount(
        pd.concat([SPENT * factor for factor in range(1, 90)]), currency="USD", language=language
    ),
    "rate of one": lambda language: figures.roi_or_amount(SPENT[:1], currency="EUR", language=language),
    "campaigns": lambda language: figures.campaign_comparison(RETURNS, language=language),
    "campaign without buyers": lambda language: figures.campaign_comparison(RETURNS[-1:], language=language),
    "break-even": lambda language: figures.break_even(
        *(1000, 12), **LETTER, base_rate=0.04, seen=0.1, interval=(0.08, 0.12), language=language
    ),
    "break-even before": lambda language: figures.break_even(1000, 12, **LETTER, language=language),
    "break-even of all": lambda language: figures.break_even(1000, 300, **LETTER, language=language),
    "break-even never": lambda language: figures.break_even(
        *(1000, 12), **LETTER | {"coupon": 500}, seen=0.02, language=language
    ),
    "budget": lambda language: figures.budget_response(STRENGTHS, 140_000, currency="TWD", language=language),
    "own budget": lambda language: figures.budget_response(
        *(STRENGTHS, 140_000), spend=[0, 100_000, 40_000], currency="TWD", language=language
    ),
    "no budget": lambda language: figures.budget_response(STRENGTHS, 0, currency="TWD", language=language),
    "equal strengths": lambda language: figures.budget_response(
        pd.Series(1.0, index=list("abcde")), 50, currency="TWD", language=language
    ),
    "constraint": lambda language: figures.constraint_cost(
        *(STRENGTHS, 140_000, "青銅級", 35_000), currency="TWD", language=language
    ),
    "whole budget": lambda language: figures.constraint_cost(
        *(STRENGTHS, 140_000, "Gold", 140_000), currency="TWD", language=language
    ),
    "event": lambda language: figures.event_result(PLANNED, currency="TWD", language=language),
    "event judged": lambda language: figures.event_result(PLANNED, JUDGED, currency="TWD", language=language),
    "plan": lambda language: figures.plan_page(PLAN, currency="TWD", language=language),
    "plan of one tier": lambda language: figures.plan_page(
        operating_plan(TIERS[:1].assign(cost=0), {}, **TERMS), currency="TWD", language=language
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


def said(name: str) -> str:
    return DRAWINGS[name]("en").alt


# Costs and allocation


def test_costs_say_how_much_is_nobodys():
    assert said("costs").startswith("18% of all costs are nobody's")
    assert "Direct cost: NT$1,082 (64%). Goods NT$940, Parcels NT$120 and Card fees NT$22." in said("costs")
    assert said("one cost").startswith("Every cost follows something customers do: none of the NT$940 is shared")


def test_allocation_names_who_turns_with_the_key():
    assert said("allocation").startswith("Whether they earn or lose depends on the key for 1 of 3: 台北門市老顧客")
    assert "B: NT$300 by orders, NT$600 by revenue and NT$567 by heads." in said("allocation")
    two = figures.allocation_ways(WAYS[["orders", "revenue"]], currency="TWD", language="en").alt
    assert two.startswith("A: NT$1,200 by revenue, NT$1,600 by orders, out of the same books")
    assert "In all, every key comes to NT$" in said("allocation")
    some = figures.allocation_ways(WAYS[1:], currency="TWD", language="en").alt
    assert "only the key differs." in some and "In all" not in some, "only some of those who share the pool"
    same = figures.allocation_ways(WAYS[["orders"]].assign(revenue=WAYS["orders"]), language="en").alt
    assert same.startswith("Whatever the key, everybody's profit stays the same")


@pytest.mark.parametrize(
    ("n", "language", "names"),
    [
        (3, "en", "A, B and C "),
        (4, "en", "A, B, C and D "),
        (5, "en", "A, B, C and 2 more "),
        (5, "zh-Hant", "A、B、C 和另外 2 個 "),
    ],
)
def test_allocation_says_how_many_more_turn_than_it_names(n, language, names):
    turning = pd.DataFrame({"orders": [10] * n, "revenue": [-10] * n}, index=list("ABCDE")[:n])
    title = figures.allocation_ways(turning, language=language).alt
    assert names in title, title


def test_the_whale_says_its_peak_and_what_is_lost():
    alt = said("whale")
    assert alt.startswith("5 of 10 customers make 169% of the profit; the 4 who cost more than they bring take NT$55")
    assert "10 customers: 5 earn, 1 come out at 0, 4 lose. Together: NT$80." in alt
    assert "the peak is 169% after customer 5, the end 100%" in alt
    assert said("whale without losers").startswith("No customer loses money")
    assert said("whale of losses").startswith("1 of 3 customers earn NT$60, and the others lose NT$130")
    assert said("whale of nobody").startswith("None of the 3 customers earns anything: together they lose NT$190")


# Returns


def test_the_waterfall_tells_roas_and_roi_apart():
    assert said("waterfall").startswith("The same campaign: ROAS 3.0, ROI 150%")
    assert "It pays from a ROAS of 1.2 on" in said("waterfall")
    assert said("waterfall of a loss").startswith("A ROAS of 3.0, and yet a loss: ROI −50%")
    assert said("waterfall of nothing").startswith("Nothing was spent")


def test_ratios_name_the_segment_where_the_two_differ_most():
    assert said("ratios").startswith("Gold: the mean of the customers' ROIs says 495%, the money says −3%")
    assert "On 2 of them nothing was spent" in said("ratios")
    equal = segment_roi(pd.DataFrame({"segment": ["a", "b"], "profit": [20, 30], "cost": [10, 10]}))
    assert figures.roi_means(equal, language="en").alt.startswith("In every segment the mean")


def test_rate_or_amount_says_what_each_list_left_and_leaves_out_who_has_no_rate():
    alt = said("rate or amount")
    assert alt.startswith("The best 2 by ROI left NT$3.29k, the best 2 by amount NT$6.4k; on both lists: 1 ")
    assert "5 customers on whom money was spent; 1 on whom nothing was" in alt
    assert said("rate and amount").startswith("The best 2 by ROI are the best 2 by amount")
    with pytest.raises(MeasureError, match="nobody on whom money was spent"):
        figures.roi_or_amount(SPENT[-1:], currency="TWD", language="en")


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (8, 220, [10, 20, 50, 100, 200]),
        (12, 15_000, [30, 100, 300, 1_000, 3_000, 10_000]),
        (0.5, 2e6, [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]),
        (2.1, 4.1, [3]),
    ],
)
def test_the_steps_of_a_cost_axis_keep_one_pattern(low, high, ticks):
    """20, 50, 200, 500 would look as if 100 were missing."""
    assert evenly(low, high) == pytest.approx(ticks)


def test_a_cost_axis_has_a_tick_however_short_it_is():
    assert evenly(1.01, 1.98)


def test_campaigns_say_how_many_seem_to_pay_and_how_many_do():
    assert said("campaigns").startswith("By ROI, 1 of 2 campaigns pay; beyond chance, against the hold-out: 1 of 2")
    assert "Letter: ROAS 18.6, ROI 957%, incremental ROI 957%" in said("campaigns")
    assert "Bring a friend: ROAS 0.0, ROI −100%, incremental ROI no base (from no base to no base)." in said(
        "campaigns"
    )


def test_break_even_says_what_it_takes_and_what_came():
    start = "It takes a response of 9.0% to break even; 10.0% bought: a profit of NT$3,200"
    assert said("break-even").startswith(start)
    lost = figures.break_even(1000, 12, **LETTER, base_rate=0.04, seen=0.08, language="en").alt
    assert "8.0% bought: a loss of NT$3,200" in lost
    assert said("break-even before").startswith("The campaign pays from a response of 3.8% on")
    assert said("break-even of all").startswith("The campaign pays from a response of 93.8% on")
    assert figures.break_even(10, 400, **LETTER, language="en").alt.startswith(
        "The campaign would need a response of 1"
    )
    assert said("break-even never").startswith("At these terms the campaign cannot pay")
    cheap = figures.break_even(100, 0.04, order_value=30, margin=0.5, coupon=6.95, currency="USD", language="en").alt
    assert "100 contacts at US$0.04 each" in cheap and "an order leaves US$15, less a voucher of US$6.95." in cheap


# Budgets, events, the plan


def test_the_budget_says_the_split_and_its_marginal_return():
    start = "The best split: Gold 64%, Silver 29% and 青銅級 7%; the last NT$1 brings NT$0.50 everywhere"
    assert said("budget").startswith(start)
    assert "Gold: spend NT$90,000, return NT$90,000, the last NT$1 brings NT$0.50." in said("budget")
    bound = figures.budget_response(STRENGTHS, 140_000, floors=[0, 0, 35_000], language="en").alt
    assert bound.startswith("The best split within the limits: Gold 52%, Silver 23% and 青銅級 25%")
    own = 200 * 100_000**0.5 + 100 * 40_000**0.5
    assert said("own budget").startswith(f"This split brings NT${own:,.0f}, {own / 140_000:.1%} of what the best one")
    assert said("no budget").startswith("Nothing is spent")


def test_the_constraint_says_its_price():
    assert said("constraint").startswith("Guaranteeing 青銅級 NT$35,000 costs NT$4,458 of return")
    free = figures.constraint_cost(STRENGTHS, 140_000, "Gold", 80_000, currency="TWD", language="en").alt
    assert free.startswith("Guaranteeing Gold NT$80,000 costs nothing")


def test_the_event_says_what_was_planned_and_what_came():
    assert said("event").startswith("The event: a profit of NT$26,000")
    assert "Extra buyers: 28, beyond those who would have bought anyway. Break-even at 35 buyers" in said("event")
    assert said("event judged").startswith("Planned: a profit of NT$26,000. Afterwards: a loss of NT$30,145.")
    assert "planned 28, afterwards 1.8" in said("event judged")
    even = event_profit(10, 1, base_rate=0, order_value=100, margin=0.5, cost=50)
    assert figures.event_result(even, language="zh-Hant").alt.startswith("這場活動不賺不賠")


def test_the_plan_says_what_it_brings_and_marks_what_nobody_has_shown():
    assert said("plan").startswith("14 extra buyers bring NT$16,800 of margin for NT$12,000: ROI 40%")
    assert "nobody has shown it yet (Gold)" in said("plan")
    assert "All tiers: customers 340, worth NT$780,000, rate 21% to 25%, extra buyers 14" in said("plan")
    assert said("plan of one tier").startswith("0 extra buyers bring NT$0 of margin; no cost is planned")
    assert "nobody has shown" not in said("plan of one tier")


def test_where_nothing_is_asked_of_a_tier_its_rate_stands_once():
    """No arrow lies on the circle, and no second percentage beside it."""

    def drawn(targets: dict) -> tuple[int, int]:
        (axes,) = figures.plan_page(operating_plan(TIERS, targets, **TERMS), currency="TWD", language="en").figure.axes
        arrows = [line for line in axes.lines if line.get_marker() == ">"]
        return len(arrows), sum(text.get_text() == "30%" for text in axes.texts)

    assert drawn({}) == (0, 1), "today's rates, the whole too"
    assert drawn({"Silver": 0.36}) == (2, 1), "silver and the whole"
    assert drawn({"Silver": 0.36, "Gold": 0.5}) == (2, 1), "gold's target is today's rate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_companys_own_stay_as_they_are(language):
    own = COSTS.assign(driver="lorries", item="運費")
    labels = [label.get_text() for label in figures.cost_kinds(own, language=language).figure.axes[0].texts]
    assert "lorries" in labels


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: figures.cost_kinds(COSTS.drop(columns="shared")), "costs has no column 'shared'"),
        (lambda: figures.cost_kinds(COSTS[:0]), "nothing to draw"),
        (lambda: figures.allocation_ways(WAYS[:0]), "1 to 12 rows"),
        (lambda: figures.allocation_ways(WAYS[["orders"]]), "give 2 to 4 keys"),
        (lambda: figures.allocation_ways(WAYS.assign(orders=nan)), "a missing value"),
        (lambda: figures.whale([]), "profits is empty"),
        (lambda: figures.whale([1, nan]), "profits is missing or infinite"),
        (lambda: figures.roi_waterfall(-1, 0, 1), "revenue is -1"),
        (lambda: figures.roi_means(SEGMENTS.assign(roi=nan)), "no row with an ROI"),
        (lambda: figures.campaign_comparison(RETURNS[:0]), "returns has 0 campaigns"),
        (lambda: figures.break_even(10, 1, order_value=5, margin=0.5, seen=3), "seen is 3; give a share"),
        (lambda: figures.budget_response([3, 2], 10), "strengths has to be a pandas Series"),
        (lambda: figures.constraint_cost(STRENGTHS, 10, "Tin", 5), "holds 'Tin'"),
        (lambda: figures.constraint_cost(STRENGTHS, 0, "Gold", 0), "budget is 0"),
        (lambda: figures.constraint_cost(STRENGTHS, 10, "Gold", 20), "floor is 20"),
        (lambda: figures.plan_page(PLAN[:-1]), "a row 'total'"),
    ],
)
def test_bad_input_is_named_in_one_sentence(draw, words):
    with pytest.raises(MeasureError, match=words):
        draw()
