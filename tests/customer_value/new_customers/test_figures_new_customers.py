"""Figures of new customers: the laws of figures, and what titles and text alternatives say of small tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import SNAPSHOT, shop

from customer_value import (
    MeasureError,
    figures,
    response_by_contact,
    response_by_gap,
    survival_curve,
    time_to_second_order,
    trait_lift,
    valid_orders,
)
from customer_value.figures.new_customers.acquisition_costs import marginal_costs
from customer_value.figures.new_customers.survival import last_day
from customer_value.figures.new_customers.trait_lifts import farthest

NAN = float("nan")
LONG = "名字特別長而一行放不下所以需要換行才看得清楚"


def funnel_of(reached: list[int], settled: list[int]) -> pd.DataFrame:
    counts = pd.Series(reached, dtype="float64")
    base = counts.shift().where(lambda values: values > 0)
    return pd.DataFrame(
        {
            "step": ["created", "contacted", "quoted", "won"],
            "reached": reached,
            "step_rate": counts / base,
            "settled": settled,
            "overall": [count / settled[0] if settled[0] else NAN for count in settled],
        }
    )


FUNNEL = funnel_of([400, 300, 120, 48], [320, 240, 100, 48])


def groups_of(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["source", "leads", "open", "won", "conversion", "low", "high"])


GROUPS = groups_of(
    [
        ("Fair", 60, 10, 10, 0.2, 0.11, 0.33),
        ("Web", 110, 10, 60, 0.6, 0.5, 0.69),
        (None, 5, 5, 0, NAN, NAN, NAN),
        (LONG, 40, 0, 12, 0.3, 0.18, 0.45),
    ]
)
COSTS = pd.DataFrame(
    [("Fair", 900.0, 1), ("Web", 120_000.0, 220), ("Walk-in", 0.0, 30), (None, 70.0, 2), (LONG, 60.0, 0)],
    columns=["channel", "spend", "customers"],
)
BEFORE = pd.DataFrame([("Fair", 900.0, 2), ("Web", 100_000.0, 200)], columns=["channel", "spend", "customers"])

PEOPLE = pd.DataFrame(
    {
        "customer_id": range(200),
        "region": ["north"] * 50 + ["south"] * 150,
        "interests": ["tea;cups"] * 20 + ["cups"] * 100 + [LONG] * 80,
    }
)
LIFTS = trait_lift(PEOPLE, [*range(25), *range(50, 65)], ["region", "interests"])

LEDGER = shop()
TIMES = time_to_second_order(valid_orders(LEDGER.orders, LEDGER.refunds, SNAPSHOT), SNAPSHOT)
CURVE = survival_curve(TIMES["days"], TIMES["observed"])
NEVER = survival_curve([100, 200, 300], [False, False, False])


def touches(rng_seed: int = 5, n: int = 400) -> pd.DataFrame:
    rng = np.random.default_rng(rng_seed)
    return pd.DataFrame(
        {
            "touch_id": [f"T{number:04d}" for number in range(n)],
            "customer_id": rng.integers(0, 60, n).astype(str),
            "touched_on": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 700, n), unit="D"),
            "group": "treated",
            "responded": rng.random(n) < 0.2,
        }
    )


TOUCHES = touches()
ONE_TOUCH = TOUCHES[:1]

DRAWINGS = {
    "funnel": lambda language: figures.lead_funnel(FUNNEL, language=language),
    "funnel of one lead": lambda language: figures.lead_funnel(
        funnel_of([1, 1, 1, 1], [1, 1, 1, 1]), language=language
    ),
    "funnel all open": lambda language: figures.lead_funnel(funnel_of([9, 4, 0, 0], [0, 0, 0, 0]), language=language),
    "funnel change": lambda language: figures.funnel_change(
        2112, [0.92, 0.71, 0.86], [0.92, 0.8, 0.86], spend=9e5, currency="TWD", language=language
    ),
    "conversion": lambda language: figures.conversion_rates(GROUPS, language=language),
    "conversion of one": lambda language: figures.conversion_rates(GROUPS[:1], language=language),
    "costs": lambda language: figures.acquisition_costs(COSTS, currency="TWD", language=language),
    "marginal costs": lambda language: figures.acquisition_costs(COSTS, BEFORE, currency="USD", language=language),
    "costs of one": lambda language: figures.acquisition_costs(COSTS[2:3], currency="TWD", language=language),
    "lifts": lambda language: figures.trait_lifts(LIFTS, language=language),
    "one lift": lambda language: figures.trait_lifts(LIFTS[-1:], language=language),
    "survival": lambda language: figures.survival_curve(CURVE, language=language),
    "survival on a day": lambda language: figures.survival_curve(CURVE, until=400, day=300, days=60, language=language),
    "survival early": lambda language: figures.survival_curve(CURVE, until=400, day=0, days=7, language=language),
    "survival of nobody back": lambda language: figures.survival_curve(NEVER, language=language),
    "survival of one": lambda language: figures.survival_curve(survival_curve([5], [True]), language=language),
    "contacts": lambda language: figures.contact_response(
        response_by_contact(TOUCHES), response_by_gap(TOUCHES), language=language
    ),
    "one contact": lambda language: figures.contact_response(
        response_by_contact(ONE_TOUCH), response_by_gap(ONE_TOUCH), language=language
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


def said(picture: figures.Picture) -> str:
    return picture.alt


# The funnel


def test_the_funnel_names_its_conversion_rate_and_its_narrowest_step():
    alt = said(figures.lead_funnel(funnel_of([400, 300, 90, 48], [320, 240, 80, 48]), language="en"))
    assert alt.startswith(
        "15% of the settled leads became customers; the narrowest step is that to quoted: 30% went on"
    )
    assert "contacted: 300 leads, 75% of the step before, 75% of the settled ones." in alt
    assert "400 leads, 320 of them settled (dark) and 80 still open (pale)." in alt


def test_a_funnel_without_losses_or_without_results_says_so():
    assert said(DRAWINGS["funnel of one lead"]("en")).startswith("No lead was lost on the way: 100%")
    assert said(DRAWINGS["funnel all open"]("en")).startswith("Of 9 leads none is settled yet")
    assert said(DRAWINGS["funnel all open"]("zh-Hant")).startswith("9 筆名單目前都還沒有結果")


def test_a_changed_step_is_told_in_customers_and_money():
    rates = [0.75, 0.4, 0.4]

    def alt(after: list[float], spend: float | None = 4800) -> str:
        return said(figures.funnel_change(400, rates, after, spend=spend, currency="TWD", language="en"))

    assert alt([0.75, 0.5, 0.4]).startswith("12 more customers (25%): 60 instead of 48")
    assert "a customer costs NT$80; as it is, NT$100." in alt([0.75, 0.5, 0.4])
    assert "quoted: 150, as it is 120." in alt([0.75, 0.5, 0.4])
    assert alt([0.75, 0.4, 0.2]).startswith("24 customers fewer (50%): 24 instead of 48")
    assert alt(rates).startswith("The steps as they are: 48 customers")
    assert "costs" not in alt(rates, spend=None)
    assert "a customer costs no base" in alt([0.0, 0.4, 0.4])
    with pytest.raises(MeasureError, match="has 3 step rates"):
        figures.funnel_change(400, rates, [0.5])


# Conversion


def test_best_and_worst_group_are_named_where_their_intervals_are_apart():
    alt = said(figures.conversion_rates(GROUPS, language="en"))
    assert alt.startswith("Web turns 60% of its leads into customers, Fair 20%")
    assert "190 settled leads; 25 more are still open" in alt
    assert "Fair: 20%, 10 of 50 settled leads, interval 11% to 33%." in alt
    assert "not stated" not in alt  # nobody settled
    close = GROUPS.assign(low=0.05)
    assert said(figures.conversion_rates(close, language="en")).startswith("Web leads with 60%, yet the intervals")
    assert said(figures.conversion_rates(GROUPS[1:2], language="en")).startswith("Web: 60% of the settled leads")


# Acquisition cost


def test_the_marginal_cost_is_told_where_it_is_higher():
    table = marginal_costs(COSTS, BEFORE).set_index("channel")
    assert table.loc["Web", "marginal"] == 1000
    assert table["marginal"].notna().sum() == 2  # Web and the walk-ins, who cost nothing
    assert table.loc["Walk-in", "marginal"] == 0
    alt = said(figures.acquisition_costs(COSTS, BEFORE, currency="TWD", language="en"))
    assert alt.startswith("Web: a new customer cost NT$545 on average, but each extra one NT$1,000")
    assert "Fair: 1 new customers at NT$900 each, each extra one no base." in alt


def test_the_blended_cost_is_the_ratio_of_all_rows():
    alt = said(figures.acquisition_costs(COSTS, currency="TWD", language="en"))
    blended = COSTS["spend"].sum() / COSTS["customers"].sum()
    assert alt.startswith(f"A new customer cost NT${blended:.0f} on average: NT$545 through Web, NT$900 through Fair")
    assert "no channel in particular: 2 new customers at no base each." in alt
    assert said(DRAWINGS["costs of one"]("en")).startswith("A new customer cost NT$0 on average")


# Traits


def test_the_trait_that_surely_stands_out_is_named():
    alt = said(figures.trait_lifts(LIFTS, language="en"))
    assert alt.startswith("tea (Interest): 5.0 times as common among the best customers as among all")
    assert "Region: north: lift 2.5 (1.8 to 3.2), 25 best of 50 customers." in alt
    weak = trait_lift(PEOPLE, range(0, 200, 8), ["region"])
    assert said(figures.trait_lifts(weak, language="en")).startswith("None of 2 traits is surely more common")
    few = LIFTS.assign(few=True)
    assert said(figures.trait_lifts(few, language="zh-Hant")).startswith("5 個特徵裡，沒有一個能確定")


def test_of_many_traits_the_farthest_on_both_sides_are_shown():
    many = pd.DataFrame({"lift": [float(number) for number in range(20)]})
    assert farthest(many, 6)["lift"].tolist() == [19, 18, 17, 16, 1, 0]
    assert farthest(many, 20)["lift"].tolist() == sorted(range(20), reverse=True)


# Survival


def test_the_median_is_told_or_that_it_is_not_reached():
    days, came = [9, 13, 20, 41, 136, 200, 30, 40, 60, 120, 250], [True] * 6 + [False] * 5
    curve = survival_curve(days, came)
    alt = said(figures.survival_curve(curve, language="en"))
    assert alt.startswith("Half of the first-time customers are back after 136 days, 80% after 250")
    assert "11 first-time customers: 6 came back, 5 had not yet" in alt
    short = said(figures.survival_curve(curve, until=100, language="en"))
    assert short.startswith("After 100 days 39% of the first-time customers are back: the median is not reached")
    assert said(DRAWINGS["survival of nobody back"]("en")).startswith("After 300 days 0%")


def test_a_marked_day_divides_the_customers():
    curve = survival_curve([10, 20, 30, 40, 100], [True, True, True, False, False])
    alt = said(figures.survival_curve(curve, until=90, day=15, days=10, language="en"))
    assert alt.startswith("By day 15, 20% are back by themselves; of those still away, 25% come in the next 10 days")
    end = said(figures.survival_curve(curve, until=90, day=90, days=30, language="en"))
    assert end.startswith("By day 90, 60% are back; what the next 30 days bring cannot be read off: no base")
    with pytest.raises(MeasureError, match="mark a day from 0 to 90"):
        figures.survival_curve(curve, until=90, day=91)


def test_the_curve_ends_where_too_few_are_watched():
    assert last_day(survival_curve(range(1, 201), [True] * 200)) == 191
    assert last_day(survival_curve(range(1, 31), [True] * 30)) == 28
    assert last_day(survival_curve([3, 8], [True, False])) == 8


# Contacts


def rates_of(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["from_day", "to_day", "contacts", "responses", "rate", "low", "high"])


def test_the_best_time_since_the_last_contact_is_named_where_it_is_sure():
    by_contact = pd.DataFrame(
        [(1, 200, 30, 0.15, 0.1, 0.2), (2, 20, 8, 0.4, 0.2, 0.6)],
        columns=["contact", "contacts", "responses", "rate", "low", "high"],
    )
    gaps = [(0, 14.0, 100, 10, 0.1, 0.06, 0.17), (15, 30.0, 100, 30, 0.3, 0.22, 0.4), (31, NAN, 9, 9, 1.0, 0.7, 1.0)]
    alt = said(figures.contact_response(by_contact, rates_of(gaps), language="en"))
    assert alt.startswith(
        "Contacts 15 to 30 days after the last one got 30% to respond, those 0 to 14 days after it 10%"
    )
    assert "no. 2: 40% of 20 contacts, interval 20% to 60%." in alt
    assert "31 days or more: 100% of 9 contacts" in alt
    unsure = rates_of([gaps[0], (15, 30.0, 100, 15, 0.15, 0.09, 0.23)])
    assert said(figures.contact_response(by_contact, unsure, language="en")).startswith("The time since the last")
    assert said(figures.contact_response(by_contact, rates_of(gaps[:1]), language="en")).startswith("Too few contacts")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: figures.lead_funnel(FUNNEL.drop(columns="overall")), "funnel has no column 'overall'"),
        (lambda: figures.lead_funnel(funnel_of([0] * 4, [0] * 4)), "funnel holds no lead"),
        (lambda: figures.conversion_rates(GROUPS[2:3]), "no settled lead"),
        (lambda: figures.conversion_rates(GROUPS, "city"), "no column 'city'"),
        (lambda: figures.acquisition_costs(COSTS[-1:]), "no new customer"),
        (lambda: figures.trait_lifts(LIFTS[:0]), "no trait with a lift"),
        (lambda: figures.survival_curve(survival_curve([], [])), "no customer"),
        (
            lambda: figures.contact_response(response_by_contact(TOUCHES[:0]), response_by_gap(TOUCHES[:0])),
            "no contact",
        ),
    ],
)
def test_bad_input_is_named_in_one_sentence(draw, words):
    with pytest.raises(MeasureError, match=words):
        draw()
