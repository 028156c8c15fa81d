"""Who returns by how long they have been gone, and what a win-back campaign added to that."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS
from repurchase_example import ORDERS, START, ledger, refunded

from customer_value import MeasureError, win_back_campaign, win_back_curve, win_back_rate


@pytest.mark.parametrize("kind", KINDS)
def test_the_curve_of_the_running_example(kind):
    table = win_back_curve(KINDS[kind](ORDERS), None, START, days=92, width=60, longest=180)
    assert table["from_days"].tolist() == [1, 61, 121, 181]
    assert table["to_days"].tolist()[:3] == [60, 120, 180]
    assert math.isnan(table["to_days"].iloc[3])
    assert table["customers"].tolist() == [3, 2, 0, 3]
    assert table["returned"].tolist() == [1, 1, 0, 1]
    assert table["rate"].tolist()[:2] == pytest.approx([1 / 3, 1 / 2])
    assert math.isnan(table["rate"].iloc[2])


def test_the_last_class_is_the_lapsed():
    table = win_back_curve(ORDERS, None, START, days=92, width=180, longest=180)
    assert table["rate"].iloc[1] == win_back_rate(ORDERS, None, START, "2024-09-30")


def test_the_first_day_counts_and_the_one_after_the_last_does_not():
    orders = ledger({"A": "2024-06-01 2024-07-01", "B": "2024-06-01 2024-07-30", "C": "2024-06-01 2024-07-31"})
    assert win_back_curve(orders, None, START, days=30)["returned"].sum() == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"days": 0}, "days is 0"),
        ({"width": 0}, "width is 0"),
        ({"longest": 100}, "longest is 100, no multiple of width, 30; give one, such as 90"),
        ({"start": None}, "start is None"),
    ],
)
def test_bad_classes_are_refused(options, words):
    with pytest.raises(MeasureError, match=words):
        win_back_curve(**{"orders": ORDERS, "refunds": None, "start": START} | options)


# A campaign: 200 contacted and 100 held out of 1,000 customers; 40 and 10 of them bought

PEOPLE = [f"c{n:03}" for n in range(300)]
CAMPAIGNS = pd.DataFrame(
    {"campaign_id": ["K1", "K2"], "response_days": [60, 30], "fixed_cost": [1000, 5], "coupon_value": [50, 0]}
)


def touch(customer: str, group: str, day: str = "2024-11-04", **more: object) -> dict:
    cost = 10 if group == "treated" else 0
    row = {"campaign_id": "K1", "customer_id": customer, "lead_id": None, "touched_on": pd.Timestamp(day)}
    return row | {"group": group, "cost": cost, "coupon_used": False} | more


TOUCHES = pd.DataFrame(
    [touch(one, "treated", coupon_used=n < 30) for n, one in enumerate(PEOPLE[:200])]
    + [touch(one, "held_out") for one in PEOPLE[200:]]
    + [touch("c000", "treated", "2024-11-20"), touch("other", "treated", campaign_id="K2")]
)
SALES = ledger(
    dict.fromkeys(PEOPLE[:40], "2024-11-20 2024-12-01")
    | dict.fromkeys(PEOPLE[200:210], "2024-11-20")
    | {PEOPLE[50]: "2024-11-04", PEOPLE[51]: "2025-01-04", PEOPLE[52]: "2024-10-01"}
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_campaign_is_held_against_its_hold_out(kind):
    tables = (KINDS[kind](table) for table in (CAMPAIGNS, TOUCHES, SALES))
    found = win_back_campaign(*tables, None, "K1")
    assert (found.contacted, found.bought, found.held_out, found.held_out_bought) == (200, 40, 100, 10)
    assert found.uplift.treated_rate == pytest.approx(0.20)
    assert found.uplift.control_rate == pytest.approx(0.10)
    assert found.won_back == pytest.approx(20)
    assert found.cost == 201 * 10 + 1000 + 30 * 50
    assert found.cost_per_won_back == pytest.approx(4510 / 20)
    assert found.cost_per_buyer == pytest.approx(4510 / 40)


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (lambda found: found.bought / 1000, 0.04),  # divided by all customers
        (lambda found: 2 * found.bought / found.contacted, 0.4),  # orders for customers
        (lambda found: (found.bought + found.held_out_bought) / 300, 0.167),  # contacted and held out mixed
    ],
)
def test_what_people_take_for_the_rate(mistake, wrong):
    found = win_back_campaign(CAMPAIGNS, TOUCHES, SALES, None, "K1")
    assert round(mistake(found), 3) == wrong != round(found.uplift.treated_rate, 3) == 0.2


def test_natural_returns_are_not_the_campaigns():
    found = win_back_campaign(CAMPAIGNS, TOUCHES, SALES, None, "K1")
    assert found.bought == 40 != found.won_back


@pytest.mark.parametrize(
    ("day", "bought"), [("2024-11-04", 0), ("2024-11-05", 1), ("2025-01-03", 1), ("2025-01-04", 0)]
)
def test_the_response_window_begins_the_day_after_the_first_touch(day, bought):
    found = win_back_campaign(CAMPAIGNS, TOUCHES, ledger({"c000": day}), None, "K1")
    assert found.bought == bought


def test_an_order_that_was_sent_back_is_no_return():
    back = refunded(SALES, ("c000", "2024-11-20", "2024-11-25"), ("c000", "2024-12-01", "2024-12-05"))
    assert win_back_campaign(CAMPAIGNS, TOUCHES, SALES, back, "K1").bought == 39


def test_without_a_hold_out_nobody_is_known_to_be_won_back():
    found = win_back_campaign(CAMPAIGNS, TOUCHES[TOUCHES["group"] == "treated"], SALES, None, "K1")
    assert found.bought == 40
    assert found.cost_per_buyer == pytest.approx(4510 / 40)
    assert math.isnan(found.won_back)
    assert math.isnan(found.cost_per_won_back)


def test_where_the_hold_out_did_better_no_cost_per_customer_is_told():
    found = win_back_campaign(CAMPAIGNS, TOUCHES, ledger(dict.fromkeys(PEOPLE[200:220], "2024-11-20")), None, "K1")
    assert found.won_back == pytest.approx(-40)
    assert math.isnan(found.cost_per_won_back)
    assert math.isnan(found.cost_per_buyer)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((CAMPAIGNS, TOUCHES, SALES, None, "K9"), "campaigns has no campaign 'K9'; it has 'K1', 'K2'"),
        ((CAMPAIGNS, TOUCHES[:0], SALES, None, "K1"), "touches has no customer of the campaign 'K1'"),
        ((CAMPAIGNS.drop(columns="response_days"), TOUCHES, SALES, None, "K1"), "no column 'response_days'"),
        ((pd.concat([CAMPAIGNS, CAMPAIGNS]), TOUCHES, SALES, None, "K1"), "campaigns has two rows"),
        (
            (CAMPAIGNS, pd.concat([TOUCHES, pd.DataFrame([touch("c000", "held_out")])]), SALES, None, "K1"),
            "1 customers of the campaign 'K1' stand in two groups",
        ),
    ],
)
def test_bad_tables_are_refused(arguments, words):
    with pytest.raises(MeasureError, match=words):
        win_back_campaign(*arguments)
