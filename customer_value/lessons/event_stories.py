"""The evening that a lesson plans and judges: the ledger's own, or one of printed numbers where it has none."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.trial_stories import Trial, finished_trials
from customer_value.measures._numbers import NAN, ratio
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.campaign_returns import campaign_returns
from customer_value.measures.returns.events import event_guests
from customer_value.measures.returns.unit_costs import order_goods

YEAR = 365

ENOUGH_FRIENDS = 10
"""Customers who came by recommendation from which on their mean says something."""

HOURS = 0.25
"""Assumed: the hours of our own people come to this part of the bills once more."""

THANKS = 0.10
"""Assumed: a thank-you for a friend costs this part of an average order."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Evening:
    """An event with people held out by lot: what was known on the day of the invitations, and what came of it.

    Attributes:
        kind: "event", or "dry run" where the numbers are made up.
        name, audience: as the ledger has them; "" in a dry run.
        starts_on: day of the invitations; NaT in a dry run.
        window: days after the invitation within which an order counts.
        guests: everybody on the list: `customer_id`, `group` ("treated" or "held_out"), `came`, `bought` (the first
            order in the window, if it is valid), `orders` (valid orders in the window), `gap` (days from the order
            before the invitation to the first one in the window; NaN without both).
        base_before: the share of the list that bought in as many days before the invitations.
        order_value_before, margin_before: of the list's orders in the year before.
        order_value, margin: of the orders with which the invited responded; those before where nobody did.
        revenue: of these orders (money).
        booked: what the ledger booked as cost (money).
        hours: what the hours of our own people are assumed to cost (money).
        thanks: what a thank-you for a friend is assumed to cost (money).
        referrals, held_out_referrals: new customers whom the invited and the held-out brought within the window.
        friends: everybody who ever came by recommendation and has been there for `friend_days`: `customer_id`, and
            their `orders`, `revenue` and `margin` in these days.
        friend_days: how long each of them is looked at.
    """

    kind: str
    name: str
    audience: str
    starts_on: pd.Timestamp
    window: int
    guests: pd.DataFrame
    base_before: float
    order_value_before: float
    margin_before: float
    order_value: float
    margin: float
    revenue: float
    booked: float
    hours: float
    thanks: float
    referrals: int
    held_out_referrals: int
    friends: pd.DataFrame
    friend_days: int

    @property
    def invited(self) -> pd.DataFrame:
        """The guests whom the lot let in, whether or not they came."""
        return self.guests[self.guests["group"] == "treated"]

    @property
    def held_out(self) -> pd.DataFrame:
        """Those whom the lot kept at home."""
        return self.guests[self.guests["group"] == "held_out"]

    @property
    def friend_worth(self) -> float:
        """The mean margin of a friend in `friend_days`, less the thank-you; 0 where nobody ever came so.

        It is the lifetime value cut off after these days, less what winning the friend cost.
        """
        return float(self.friends["margin"].mean()) - self.thanks if len(self.friends) else 0.0

    @property
    def friends_beyond(self) -> float:
        """Friends of the invited beyond those to expect by what the held-out brought; not below 0."""
        expected = self.held_out_referrals * ratio(len(self.invited), len(self.held_out))
        return max(self.referrals - expected, 0.0)


@once_per_ledger
def pick_evening(ledger: Ledger) -> Evening:
    """The largest event of a ledger that is over and had people held out; a **dry run** where there is none."""
    events = [trial for trial in finished_trials(ledger) if trial.kind == "event"]
    if not events:
        return dry_evening()
    return _evening(ledger, max(events, key=lambda trial: trial.touches["customer_id"].nunique()))


def _evening(ledger: Ledger, trial: Trial) -> Evening:
    snapshot, start = ledger.snapshot, trial.starts_on
    valid = valid_orders(ledger.orders, ledger.refunds, snapshot)
    goods = valid["order_id"].map(order_goods(ledger.order_lines, ledger.products)).astype("float64")
    valid = valid.assign(margin=valid["amount"] - goods)
    guests = _guests(trial, valid)
    window = pd.Timedelta(days=trial.response_days)
    listed = valid[valid["customer_id"].isin(guests["customer_id"]) & (valid["order_date"] < start)]
    just_before = listed.loc[listed["order_date"] >= start - window, "customer_id"].nunique()
    year = listed[listed["order_date"] >= start - pd.Timedelta(days=YEAR)]
    year = year if len(year) else valid
    value, margin = float(year["amount"].mean()), float(year["margin"].sum() / year["amount"].sum())
    campaigns, touches = ledger.table("campaigns"), ledger.table("touches")
    mine = campaigns[campaigns["campaign_id"] == trial.touches["campaign_id"].iloc[0]]
    found = campaign_returns(
        mine,
        trial.touches,
        ledger.orders,
        ledger.refunds,
        snapshot,
        lines=ledger.order_lines,
        products=ledger.products,
    ).iloc[0]
    brought = event_guests(mine, touches, ledger.customers, snapshot).iloc[0]
    friends, days = friends_so_far(ledger, valid)
    return Evening(
        kind="event",
        name=trial.name,
        audience=trial.audience,
        starts_on=start,
        window=trial.response_days,
        guests=guests,
        base_before=just_before / len(guests),
        order_value_before=value,
        margin_before=margin,
        order_value=value if math.isnan(found["order_value"]) else float(found["order_value"]),
        margin=margin if math.isnan(found["margin"]) else float(found["margin"]),
        revenue=float(found["revenue"]),
        booked=trial.cost,
        hours=two_figures(HOURS * trial.cost),
        thanks=two_figures(THANKS * value),
        referrals=int(brought["referrals"]),
        held_out_referrals=int(brought["held_out_referrals"]),
        friends=friends,
        friend_days=days,
    )


def _guests(trial: Trial, valid: pd.DataFrame) -> pd.DataFrame:
    people = trial.touches.groupby("customer_id", as_index=False).agg(
        group=("group", "first"),
        came=("attended", "max"),
        touched_on=("touched_on", "min"),
        order_id=("order_id", "first"),
    )
    people["came"] = people["came"].fillna(False).astype(bool)
    people["bought"] = people["order_id"].isin(valid["order_id"])
    placed = valid[["customer_id", "order_date"]].merge(people[["customer_id", "touched_on"]], on="customer_id")
    days = (placed["order_date"] - placed["touched_on"]).dt.days
    inside = placed.loc[days.between(0, trial.response_days), "customer_id"].value_counts()
    people["orders"] = people["customer_id"].map(inside).fillna(0).astype(int)
    last = placed[days < 0].groupby("customer_id")["order_date"].max()
    next_one = placed[days.between(0, trial.response_days)].groupby("customer_id")["order_date"].min()
    people["gap"] = (people["customer_id"].map(next_one) - people["customer_id"].map(last)).dt.days
    return people[["customer_id", "group", "came", "bought", "orders", "gap"]]


def friends_so_far(ledger: Ledger, valid: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """What everybody who came by recommendation brought in their first year, and the number of days that is.

    Where fewer than ten have been there for a year, their first half year is taken, or their first quarter.

    Args:
        ledger: the ledger.
        valid: valid orders with a column `margin`.
    """
    customers = ledger.customers[ledger.customers["referred_by"].notna()]
    age = (ledger.snapshot - customers["registered_on"]).dt.days
    days = next((one for one in (YEAR, 182, 91) if (age >= one).sum() >= ENOUGH_FRIENDS), 91)
    friends = customers.loc[age >= days, ["customer_id", "registered_on"]]
    theirs = valid[["customer_id", "order_date", "amount", "margin"]].merge(friends, on="customer_id")
    theirs = theirs[(theirs["order_date"] - theirs["registered_on"]).dt.days.between(0, days)]
    sums = theirs.groupby("customer_id").agg(
        orders=("amount", "size"), revenue=("amount", "sum"), margin=("margin", "sum")
    )
    sums = sums.reindex(friends["customer_id"]).fillna(0.0).astype({"orders": int}).sort_index()
    return sums.rename_axis("customer_id").reset_index(), days


def dry_evening() -> Evening:
    """An evening of a shop that does not exist: 48 invited, 20 came, 24 held out; twelve friends of former years."""
    orders = [1] * 9 + [2] * 2 + [0] * 9 + [1] * 4 + [2] + [0] * 23 + [1] * 5 + [0] * 19
    gaps = [61, 44, 70, 52, 38, 85, 47, 66, 58, 35, 49, 72, 55, 90, 63, 41, 64, 77, 51, 96, 69]
    guests = pd.DataFrame(
        {
            "customer_id": [f"G{place:02d}" for place in range(1, 73)],
            "group": ["treated"] * 48 + ["held_out"] * 24,
            "came": [True] * 20 + [False] * 52,
            "orders": orders,
        }
    )
    guests["bought"] = guests["orders"] > 0
    guests["gap"] = NAN
    guests.loc[guests["bought"], "gap"] = gaps
    friends = pd.DataFrame(
        {
            "customer_id": [f"F{place:02d}" for place in range(1, 13)],
            "orders": [0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4],
            "margin": [0.0, 420, 540, 540, 650, 700, 760, 1100, 1900, 2600, 3100, 4490],
        }
    )
    friends["revenue"] = (friends["margin"] / 0.45).round()
    return Evening(
        kind="dry run",
        name="",
        audience="",
        starts_on=pd.NaT,
        window=60,
        guests=guests[["customer_id", "group", "came", "bought", "orders", "gap"]],
        base_before=0.25,
        order_value_before=2500.0,
        margin_before=0.45,
        order_value=2400.0,
        margin=0.45,
        revenue=16 * 2400.0,
        booked=7600.0,
        hours=two_figures(HOURS * 7600.0),
        thanks=two_figures(THANKS * 2500.0),
        referrals=3,
        held_out_referrals=1,
        friends=friends[["customer_id", "orders", "revenue", "margin"]],
        friend_days=YEAR,
    )


def two_figures(amount: float) -> float:
    """An amount rounded to two figures, as one writes an assumption: 8,210 becomes 8,200."""
    if not amount > 0:
        return 0.0
    size = 10.0 ** (math.floor(math.log10(amount)) - 1)
    return float(np.round(amount / size) * size)
