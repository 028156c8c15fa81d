"""The evening of a lesson: the ledger's own, held against its tables, or the printed one where it has none."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from customer_value import campaign_costs, campaign_returns, event_guests, order_goods, read_ledger, valid_orders
from customer_value.ledger import Ledger
from customer_value.lessons.event_stories import dry_evening, friends_so_far, pick_evening, two_figures


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def evening(ledger):
    return pick_evening(ledger)


def on(ledger: Ledger, day: str) -> Ledger:
    return Ledger(folder=ledger.folder, snapshot=pd.Timestamp(day), package=ledger.package)


def test_the_evening_is_the_ledgers_and_counts_as_the_measures_do(ledger, evening):
    campaigns, touches = ledger.table("campaigns"), ledger.table("touches")
    parts = {"lines": ledger.order_lines, "products": ledger.products}
    table = campaign_returns(campaigns, touches, ledger.orders, ledger.refunds, ledger.snapshot, **parts)
    (row,) = table[table["objective"] == "event"].itertuples()
    assert (evening.kind, evening.name) == ("event", row.name)
    assert (len(evening.invited), len(evening.held_out)) == (row.treated, row.control)
    assert (evening.invited["bought"].sum(), evening.held_out["bought"].sum()) == (row.buyers, row.control_buyers)
    assert (evening.order_value, evening.margin, evening.revenue) == (row.order_value, row.margin, row.revenue)
    costs = campaign_costs(campaigns, touches)
    assert evening.booked == pytest.approx(costs.loc[costs["campaign_id"] == row.campaign_id, "cost"].sum())
    (came,) = event_guests(campaigns, touches, ledger.customers, ledger.snapshot).itertuples()
    assert evening.guests["came"].sum() == came.came
    assert (evening.referrals, evening.held_out_referrals) == (came.referrals, came.held_out_referrals)
    assert (evening.hours, evening.thanks) == (8200.0, 210.0)


def test_what_the_plan_knows_is_older_than_the_invitations(ledger, evening):
    """With the snapshot on the day before, the ledger still says the same of the list."""
    eve = evening.starts_on - pd.Timedelta(days=1)
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    listed = valid[valid["customer_id"].isin(evening.guests["customer_id"]) & (valid["order_date"] <= eve)]
    last = listed[listed["order_date"] > eve - pd.Timedelta(days=evening.window)]
    assert evening.base_before == pytest.approx(last["customer_id"].nunique() / len(evening.guests))
    year = listed.loc[listed["order_date"] > eve - pd.Timedelta(days=365), "amount"]
    assert evening.order_value_before == pytest.approx(year.mean())


def test_orders_and_gaps_of_the_guests_are_those_of_the_table(ledger, evening):
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    touches = ledger.table("touches").drop_duplicates(["campaign_id", "customer_id"])
    (key,) = ledger.table("campaigns").query("name == @evening.name")["campaign_id"]
    days = touches[touches["campaign_id"] == key].set_index("customer_id")["touched_on"]
    for one in evening.guests.iloc[::9].itertuples():
        dates = valid.loc[valid["customer_id"] == one.customer_id, "order_date"]
        day = days[one.customer_id]
        assert one.orders == dates.between(day, day + pd.Timedelta(days=evening.window)).sum()
        before, after = dates[dates < day], dates[dates.between(day, day + pd.Timedelta(days=evening.window))]
        if len(before) and len(after):
            assert one.gap == (after.min() - before.max()).days
        else:
            assert math.isnan(one.gap)


def test_a_friend_counts_with_everything_of_the_first_year_and_nothing_later(ledger, evening):
    friends = evening.friends.set_index("customer_id")
    customers = ledger.customers.set_index("customer_id")
    assert customers.loc[friends.index, "referred_by"].notna().all() and evening.friend_days == 365
    assert (friends["orders"] == 0).any()
    who = friends["revenue"].idxmax()
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    since = (valid["order_date"] - customers.loc[who, "registered_on"]).dt.days
    theirs = valid[(valid["customer_id"] == who) & since.between(0, 365)]
    goods = theirs["order_id"].map(order_goods(ledger.order_lines, ledger.products))
    assert friends.loc[who, "revenue"] == pytest.approx(theirs["amount"].sum())
    assert friends.loc[who, "margin"] == pytest.approx((theirs["amount"] - goods).sum())
    assert evening.friend_worth == pytest.approx(friends["margin"].mean() - evening.thanks)


def test_where_nobody_has_been_there_for_a_year_a_shorter_time_is_taken(ledger):
    young = on(ledger, "2023-09-30")
    valid = valid_orders(young.orders, young.refunds, young.snapshot).assign(margin=1.0)
    friends, days = friends_so_far(young, valid)
    assert days < 365 and len(friends)


def test_before_it_was_over_the_printed_evening_stands_in(ledger):
    dry = pick_evening(on(ledger, "2025-11-30"))
    assert dry.kind == "dry run"
    pd.testing.assert_frame_equal(dry.guests, dry_evening().guests)


def test_the_printed_evening_can_be_reckoned_by_hand():
    dry = dry_evening()
    assert (len(dry.invited), len(dry.held_out), dry.guests["came"].sum()) == (48, 24, 20)
    assert (dry.invited["bought"].sum(), dry.held_out["bought"].sum()) == (16, 5)
    assert (dry.invited["came"] & dry.invited["bought"]).sum() == 11
    extra = 16 - 48 * 5 / 24
    assert extra * dry.order_value * dry.margin - dry.booked - dry.hours == pytest.approx(-3020)
    assert (dry.friends["margin"].mean(), dry.friend_worth, dry.friends_beyond) == (1400, 1150, 1)
    assert dry.guests["gap"].notna().sum() == dry.guests["bought"].sum()


@pytest.mark.parametrize(("amount", "rounded"), [(8210, 8200), (213.1, 210), (0.0449, 0.045), (0, 0), (-5, 0)])
def test_an_assumption_has_two_figures(amount, rounded):
    assert two_figures(amount) == pytest.approx(rounded)
