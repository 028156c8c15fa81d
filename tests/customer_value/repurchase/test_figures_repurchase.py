"""The figures of repurchase: the laws of figures in both languages, and what they say of tables counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import shop
from repurchase_example import CUSTOMERS, END, ORDERS, SNAPSHOT, START

from customer_value import (
    MeasureError,
    WinBack,
    calendar_windows,
    cohort_retention,
    cohort_sizes,
    customer_balance,
    customer_flow,
    customer_status,
    customers_by_area,
    figures,
    first_purchases,
    repurchase_trend,
    rolling_windows,
    second_purchase_table,
    second_purchases,
    uplift,
    win_back_curve,
)
from customer_value.figures.wording import area_name

LEDGER = shop()
TABLES = (LEDGER.orders, LEDGER.refunds)
PEOPLE = LEDGER.orders[["customer_id"]].drop_duplicates()
HOMES = PEOPLE.assign(
    sales_area=np.resize(["臺北市信義區暨大安文山聯合營業區", "South", "Taoyuan, Hsinchu and Miaoli"], len(PEOPLE))
)[5:]
YEAR = ("2025-01-01", "2025-12-31")
CALENDAR = repurchase_trend(*TABLES, calendar_windows("2024-01-01", "2025-12-31"))
ROLLING = repurchase_trend(*TABLES, rolling_windows("2024-01-01", "2025-12-31", days=90, step=28))
COHORTS = {
    day: [measure(*TABLES, day) for measure in (cohort_retention, cohort_sizes)] for day in ("2024-02-29", YEAR[1])
}


def trial(contacted: int, bought: int, held_out: int, held_out_bought: int, cost: float = 9000.0) -> WinBack:
    found = uplift(contacted, bought, held_out, held_out_bought)
    return WinBack(
        contacted=contacted,
        bought=bought,
        held_out=held_out,
        held_out_bought=held_out_bought,
        uplift=found,
        won_back=found.incremental,
        cost=cost,
        cost_per_buyer=cost / bought,
        cost_per_won_back=cost / found.incremental if found.incremental > 0 else float("nan"),
    )


DRAWINGS = {
    "areas": lambda language: figures.area_customers(customers_by_area(*TABLES, HOMES, *YEAR), language=language),
    "first ever": lambda language: figures.first_ever(first_purchases(*TABLES, *YEAR), language=language),
    "first ever in three years": lambda language: figures.first_ever(
        first_purchases(*TABLES, "2023-01-01", "2025-12-31"), language=language
    ),
    "second": lambda language: figures.second_purchase(
        second_purchase_table(*TABLES, YEAR[1], start=YEAR[0]), language=language
    ),
    "balance": lambda language: figures.customer_balance(customer_balance(*TABLES, *YEAR), language=language),
    "flow": lambda language: figures.customer_flow(customer_flow(*TABLES, "2024-01-01", YEAR[1]), language=language),
    "flow of a month": lambda language: figures.customer_flow(
        customer_flow(*TABLES, "2025-12-01", YEAR[1]), language=language
    ),
    "cohorts": lambda language: figures.cohort_heatmap(*COHORTS[YEAR[1]], language=language),
    "young cohorts": lambda language: figures.cohort_heatmap(*COHORTS["2024-02-29"], language=language),
    "rate": lambda language: figures.repurchase_over_time(CALENDAR, ROLLING, language=language),
    "rate of one window": lambda language: figures.repurchase_over_time(None, ROLLING, chosen=4, language=language),
    "curve": lambda language: figures.win_back_curve(
        win_back_curve(*TABLES, "2025-10-01"), lapse_days=180, language=language
    ),
    "short curve": lambda language: figures.win_back_curve(
        win_back_curve(*TABLES, "2025-10-01", width=90), language=language
    ),
    "trial": lambda language: figures.win_back_trial(trial(270, 30, 135, 5), currency="TWD", language=language),
    "lost trial": lambda language: figures.win_back_trial(trial(40, 1, 20, 1), currency="TWD", language=language),
    "lapse": lambda language: figures.lapse_split(customer_status(*TABLES, *YEAR), 180, language=language),
    "long lapse": lambda language: figures.lapse_split(customer_status(*TABLES, *YEAR), 600, language=language),
    "follow-up": lambda language: figures.follow_up(second_purchases(*TABLES, YEAR[1]), 90, language=language),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


# What the figures say


def by_area(*rows: tuple) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["sales_area", "on_file", "active", "first_purchase"])
    return table.assign(end=pd.Timestamp(END), lapsed=table["on_file"] - table["active"])


def test_areas_of_the_running_example():
    table = customers_by_area(ORDERS, None, CUSTOMERS, START, END)
    alt = figures.area_customers(table, language="en").alt
    assert alt.startswith("S keeps 80% of its customers active, N only 71%")
    assert "On 30 September 2024: 12 customers on file, 9 of them active." in alt
    assert "N: 7 on file, 5 active (71%), 2 lapsed, 0 new. S: 5 on file, 4 active (80%), 1 lapsed, 1 new." in alt


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("N", 4, 2, 0), ("S", 2, 1, 0)], "In every sales area 50% of the customers on file are active"),
        ([("N", 4, 1, 0)], "Of 4 customers on file 25% are active"),
        ([("N", 40, 10, 0), ("S", 30, 15, 0), ("tiny", 1, 1, 0)], "S keeps 50% of its customers active, N only 25%"),
        ([("N", 4, 1, 0), ("S", 0, 0, 0)], "Of 4 customers on file 25% are active"),
        (
            [("N", 4, 1, 0), ("S", 2, 1, 0), ("unknown area", 9, 9, 0)],
            "S keeps 50% of its customers active, N only 25%",
        ),
        ([("N", 0, 0, 0)], "Of 0 customers on file no base are active"),
    ],
)
def test_the_title_of_areas(rows, title):
    assert figures.area_customers(by_area(*rows), language="en").alt.startswith(title)


def test_areas_stand_by_size_the_unknown_one_last():
    picture = figures.area_customers(by_area(("N", 3, 1, 0), ("unknown area", 90, 1, 0), ("S", 5, 1, 0)), language="en")
    (axes,) = picture.figure.axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["S", "N", area_name("unknown area", "en")]


def test_first_ever_and_first_in_the_window():
    picture = figures.first_ever(first_purchases(ORDERS, None, START, END), language="en")
    assert picture.alt.startswith("Of 7 buyers 4 are new; the other 3 had bought before")
    assert "2024-07: 2 of 3 new. 2024-08: 1 of 2 new. 2024-09: 1 of 2 new." in picture.alt


@pytest.mark.parametrize(("new", "title"), [(True, "All 2 buyers bought for the first time"), (False, "None of the 2")])
def test_where_all_or_none_are_new_the_title_says_so(new, title):
    people = pd.DataFrame({"first_in_window": pd.to_datetime(["2024-07-01", "2024-09-02"]), "first_purchase": new})
    picture = figures.first_ever(people, language="en")
    assert picture.alt.startswith(title)
    assert "2024-08: 0 of 0 new." in picture.alt, "a month without anybody keeps its place"


def test_second_purchases_with_the_too_young_apart():
    table = second_purchase_table(ORDERS, None, SNAPSHOT, start=START, end=END)
    alt = figures.second_purchase(table, language="en").alt
    assert alt.startswith("0% come back within 30 days of their first purchase, 33% within 90")
    assert "Within 90 days: 33%, 1 of 3; 1 too young to tell." in alt
    one = figures.second_purchase(second_purchase_table(ORDERS, None, SNAPSHOT, [90]), language="en").alt
    assert one.startswith("27% come back within 90 days of their first purchase ")
    young = second_purchase_table(ORDERS, None, SNAPSHOT, start="2024-10-01")
    assert figures.second_purchase(young[young["days"] > 40], language="en").alt.startswith(
        "Nobody has been observed for 60 days yet"
    )


def test_the_balance_of_the_running_example():
    alt = figures.customer_balance(customer_balance(ORDERS, None, START, END), language="en").alt
    assert alt.startswith("4 more active customers than at the opening: 5 came, 1 lapsed")
    assert "Opening 5, first purchase 4, won back 1, lapsed 1, closing 9." in alt
    areas = customer_balance(ORDERS, None, START, END, customers=CUSTOMERS)
    assert figures.customer_balance(areas, language="en").alt == alt


@pytest.mark.parametrize(
    ("counts", "title"),
    [((5, 0, 0, 2, 3), "2 fewer active customers"), ((5, 1, 1, 2, 5), "As many active customers as at the opening")],
)
def test_the_title_of_a_balance(counts, title):
    names = ["opening", "first_purchase", "won_back", "lapsed", "closing"]
    balance = pd.DataFrame([dict(zip(names, counts, strict=True))])
    assert figures.customer_balance(balance, language="en").alt.startswith(title)


def test_the_flow_of_the_running_example():
    alt = figures.customer_flow(customer_flow(ORDERS, None, START, END), language="en").alt
    assert alt.startswith("Active customers rose from 5 to 9: 4 new, 1 won back, 1 lapsed")
    assert "2024-09: opening 8, first purchase 1, won back 1, lapsed 1, closing 9." in alt
    late = customer_flow(ORDERS, None, "2025-01-01", "2025-06-30")
    assert figures.customer_flow(late, language="en").alt.startswith("Active customers fell from")
    never = customer_flow(ORDERS, None, "2020-01-01", "2020-01-31")
    assert figures.customer_flow(never, language="en").alt.startswith("As many active customers as at the start, 0")


def retention(*rows: list) -> tuple[pd.DataFrame, pd.Series]:
    index = pd.period_range("2024-01", periods=len(rows), freq="M", name="cohort")
    return pd.DataFrame([row[1:] for row in rows], index=index), pd.Series([row[0] for row in rows], index=index)


def test_the_heat_map_says_what_the_table_says():
    alt = figures.cohort_heatmap(
        *retention([100, 1, 0.4, 0.3], [50, 1, 0.2, 0.1], [80, 1, 0.3, None]), language="en"
    ).alt
    assert alt.startswith("In month 1 after the first purchase 32% buy again, in month 2 23%")
    assert "2024-02, 50 customers: 20% and 10%." in alt
    assert "2024-03, 80 customers: 30%." in alt
    assert "All cohorts: 32% and 23%." in alt


def test_immature_cells_are_drawn_empty_and_zero_is_not():
    figure = figures.cohort_heatmap(*retention([9, 1, 0.5, 0.0], [9, 1, None, None]), language="en").figure
    (axes,) = figure.axes
    said = [text.get_text() for text in axes.texts]
    assert sorted(said) == ["0", "0", "50", "50"]
    empty = [patch for patch in axes.patches if patch.get_facecolor()[:3] == (1, 1, 1)]
    assert len(empty) == 2


def test_cohorts_that_are_too_young_and_only_one_month():
    young = figures.cohort_heatmap(*retention([9, 1], [4, None]), language="en").alt
    assert young.startswith("No cohort is old enough")
    one = figures.cohort_heatmap(*retention([9, 1, 0.5], [4, 1, None]), language="en").alt
    assert one.startswith("In month 1 after the first purchase 50% buy again ")


def test_only_the_latest_cohorts_fit():
    many = retention(*[[10, 1, 0.1]] * 30)
    assert "The latest 24 cohorts are shown." in figures.cohort_heatmap(*many, language="en").alt


def test_the_rate_over_time_names_its_extremes():
    trend = repurchase_trend(ORDERS, None, [("2024-04-01", "2024-06-30"), (START, END)])
    alt = figures.repurchase_over_time(trend, language="en").alt
    assert alt.startswith("The repurchase rate moved between 40% (to 30 Sep 2024) and 75% (to 30 Jun 2024)")
    assert "1 Jul 2024 to 30 Sep 2024: 40%, 2 of 5." in alt
    one = figures.repurchase_over_time(trend[1:], language="en").alt
    assert one.startswith("The repurchase rate was 40% in every window")
    chosen = figures.repurchase_over_time(None, trend, chosen=1, language="en").alt
    assert chosen.startswith("1 Jul 2024 to 30 Sep 2024: 2 of 5 existing customers bought, 40%")


def test_the_curve_names_its_ends():
    table = win_back_curve(ORDERS, None, START, days=92, width=60, longest=180)
    alt = figures.win_back_curve(table, days=92, lapse_days=180, language="en").alt
    assert alt.startswith(
        "33% of those gone for 1 to 60 days return within 92 days, 33% of those gone for more than 180 days"
    )
    assert "121 to 180 days: no base, 0 of 0." in alt
    one = figures.win_back_curve(table[:1], language="en").alt
    assert one.startswith("33% of those gone for 1 to 60 days return within 90 days ")


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (
            trial(200, 40, 100, 8, 4800.0),
            "20.0% of the contacted bought, 8.0% of the hold-out: about 24 of the 40 buyers",
        ),
        (trial(200, 40, 100, 18), "20.0% of the contacted bought, 18.0% of the hold-out: the difference may be chance"),
        (trial(72, 7, 32, 0), "9.7% of the contacted bought, 0.0% of the hold-out: the difference may be chance"),
        (trial(200, 10, 100, 10), "5.0% of the contacted bought, 10.0% of the hold-out: nobody was won back"),
    ],
)
def test_a_campaign_is_told_beside_its_hold_out(found, title):
    alt = figures.win_back_trial(found, currency="TWD", language="en").alt
    assert alt.startswith(title)
    assert ("per customer won back" in alt) == (found.won_back > 0)


def test_a_campaign_names_both_costs():
    alt = figures.win_back_trial(trial(200, 40, 100, 8, 4800.0), currency="TWD", language="en").alt
    assert "Cost NT$4,800: NT$120 per buyer, but NT$200 per customer won back (about 24)." in alt


def test_the_threshold_cuts_where_it_is_put():
    status = customer_status(ORDERS, None, START, END)
    alt = figures.lapse_split(status, 180, language="en").alt
    assert alt.startswith("Lapsed after 180 days: 3 customers, and 1 of them (33%) bought all the same")
    assert "5 existing customers, 2 of them bought in the window (repurchase rate 40%)" in alt
    assert figures.lapse_split(status, 88, language="en").alt.startswith("Lapsed after 88 days: 4 customers, and 1 of")
    assert figures.lapse_split(status, 423, language="en").alt.startswith("Lapsed after 423 days: nobody")
    assert figures.lapse_split(status, 300, language="en").alt.startswith(
        "Lapsed after 300 days: 1 customers, and none of them bought in the window"
    )


def test_the_follow_up_is_the_measure_on_every_day():
    people = second_purchases(ORDERS, None, SNAPSHOT, start=START, end=END)
    alt = figures.follow_up(people, 90, language="en").alt
    assert alt.startswith("Within 90 days 33% come back: 1 of 3; 1 customers are too young to tell")
    assert "30 days: 0% of 4. 60 days: 33% of 3." in alt
    late = figures.follow_up(people, 200, language="en").alt
    assert late.startswith("Within 200 days: all 4 customers are too young to tell")


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: figures.area_customers(by_area()), "no rows"),
        (lambda: figures.area_customers(CUSTOMERS), "no column 'end'"),
        (lambda: figures.first_ever(first_purchases(ORDERS, None, "2020-01-01", "2020-02-01")), "no rows"),
        (lambda: figures.second_purchase(second_purchase_table(ORDERS, None, SNAPSHOT, [])), "no rows"),
        (lambda: figures.second_purchase(second_purchase_table(ORDERS, None, "2020-01-01")), "no first-purchase"),
        (lambda: figures.customer_balance(pd.DataFrame({"opening": [1]})), "no column 'first_purchase'"),
        (lambda: figures.customer_balance(customer_balance(ORDERS, None, START, END) + 1), "does not balance"),
        (lambda: figures.customer_balance(customer_balance(ORDERS, None, START, END)[:0]), "no rows"),
        (lambda: figures.customer_flow(customer_flow(ORDERS, None, START, END)[::2]), "do not follow each other"),
        (lambda: figures.cohort_heatmap(*retention()), "no rows"),
        (figures.repurchase_over_time, "No window has a repurchase rate"),
        (lambda: figures.repurchase_over_time(None, ROLLING, chosen=99), "chosen is 99"),
        (lambda: figures.win_back_curve(win_back_curve(ORDERS, None, "2020-01-01")), "no customers"),
        (lambda: figures.win_back_curve(win_back_curve(ORDERS, None, START), lapse_days=100), "lapse_days is 100"),
        (lambda: figures.win_back_trial(trial(10, 1, 0, 0)), "both contacted and held-out"),
        (lambda: figures.lapse_split(customer_status(ORDERS, None, "2023-01-01", END), 180), "nobody who was on file"),
        (lambda: figures.follow_up(second_purchases(ORDERS, None, "2020-01-01")), "no rows"),
        (lambda: figures.follow_up(second_purchases(ORDERS, None, SNAPSHOT), 400), "days is 400; give 1 to 365"),
    ],
)
def test_bad_input_is_named_in_one_sentence(draw, said):
    with pytest.raises(MeasureError) as caught:
        draw()
    assert said in str(caught.value)


def test_a_campaign_without_anybody_won_back_has_no_cost_per_customer():
    assert math.isnan(trial(200, 10, 100, 10).cost_per_won_back)
