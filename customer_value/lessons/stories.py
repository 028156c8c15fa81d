"""Customers whose histories tell a story, found in any ledger by rules.

The rules look only at what was known on the snapshot, never at what came next, so a story's end is not chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.ledger import Ledger
from customer_value.measures._orders import NOT_SALES
from customer_value.measures.orders.valid import valid_orders

Rule = Callable[[pd.DataFrame], "pd.Series[bool]"]


@dataclass(frozen=True, kw_only=True)
class Story:
    """A kind of customer.

    Attributes:
        key: a short name.
        rules: who fits, from the story as it is told to ever looser versions; the first that somebody fits decides.
        order: the columns of `portraits` that rank those who fit; "-" in front of a name puts large values first.
    """

    key: str
    rules: tuple[Rule, ...]
    order: tuple[str, ...]


def first_order_within(days: int) -> Rule:
    """One order only, in the last so many days, and among the tenth of dearest orders."""
    return lambda one: (one["orders"] == 1) & (one["recency"] <= days) & (one["money"] >= one["dear_order"])


def steady(orders: int, slack: float) -> Rule:
    """At least so many orders, about a quarter of a year apart, none much more, the next one about due."""

    def rule(one: pd.DataFrame) -> pd.Series[bool]:
        quarterly = one["gap"].between(91 * (1 - slack), 91 * (1 + slack))
        due = one["due"].between(1 - slack, 1 + slack)
        return (one["orders"] >= orders) & quarterly & due & (one["unevenness"] <= 2.5 * slack)

    return rule


STORIES = (
    Story(
        key="silent_big_spender",
        rules=(
            lambda one: one["recency"].between(366, 550) & one["orders"].between(4, 20),
            lambda one: (one["recency"] > 365) & (one["orders"] >= 2),
            lambda one: one["recency"] > 180,
        ),
        order=("-money",),
    ),
    Story(
        key="three_small_lately",
        rules=(
            lambda one: (one["orders"] == 3) & (one["age"] <= 35) & (one["dearest"] <= one["usual_order"]),
            lambda one: (one["orders"] == 3) & (one["age"] <= 35) & (one["money"] <= 3 * one["usual_order"]),
            lambda one: (one["orders"] == 3) & (one["age"] <= 70) & (one["money"] <= 3 * one["usual_order"]),
            lambda one: one["orders"].between(2, 4) & (one["age"] <= 120),
            lambda one: one["orders"].between(2, 4),
        ),
        order=("age", "money"),
    ),
    Story(
        key="large_first_order",
        rules=(
            *(first_order_within(days) for days in (1, 3, 7, 14, 31)),
            lambda one: (one["orders"] == 1) & (one["recency"] <= 31),
            lambda one: one["orders"] == 1,
        ),
        order=("-money", "recency"),
    ),
    Story(
        key="steady_quarterly",
        rules=(
            *(steady(orders, slack) for orders, slack in ((6, 0.12), (5, 0.2), (5, 0.3), (4, 0.35))),
            lambda one: one["orders"] >= 4,
        ),
        order=("unevenness",),
    ),
    Story(
        key="returning_heavy_buyer",
        rules=(
            lambda one: (one["returned_last"] >= 2) & (one["orders"] >= 6),
            lambda one: (one["returned_last"] >= 2) & (one["orders"] >= 3),
            lambda one: (one["returned_last"] >= 1) & (one["orders"] >= 6),
            lambda one: one["returned"] >= 1,
        ),
        order=("-money",),
    ),
)
"""The five of the first RFM lesson, in the order of their labels A to E."""


def pick_five(ledger: Ledger) -> pd.DataFrame:
    """Five customers to compare: the same five every time for the same ledger and snapshot.

    A spent much and has been silent for more than a year; B has made three small purchases in the last five weeks; C
    has one large first order, just before the snapshot; D buys about once a quarter, steadily, and is just due; E buys
    a lot, but returned the last two orders. Where a ledger has nobody like that, the nearest is taken.

    Returns:
        Five rows: `label` (A to E), `customer_id`, `story` (the story's key), `exact` (False for a nearest one).

    Raises:
        MeasureError: fewer than five customers have a valid order on the snapshot.
    """
    people = portraits(ledger.orders, ledger.refunds, ledger.snapshot)
    if len(people) < len(STORIES):
        raise MeasureError(
            f"{len(people)} customers have a valid order on {ledger.snapshot:%Y-%m-%d}; five are needed to compare."
        )
    rows = []
    for label, story in zip("ABCDE", STORIES, strict=True):
        fitting, exact = _fitting(people, story)
        columns = [name.removeprefix("-") for name in story.order]
        ascending = [not name.startswith("-") for name in story.order]
        best = fitting.sort_values([*columns, "customer_id"], ascending=[*ascending, True]).iloc[0]
        rows.append((label, best["customer_id"], story.key, exact))
        people = people[people["customer_id"] != best["customer_id"]]
    return pd.DataFrame(rows, columns=["label", "customer_id", "story", "exact"])


def _fitting(people: pd.DataFrame, story: Story) -> tuple[pd.DataFrame, bool]:
    """Those who fit the strictest rule that anybody fits, everybody where none does; and whether it was the first."""
    for position, rule in enumerate(story.rules):
        fitting = people[rule(people)]
        if len(fitting):
            return fitting, position == 0
    return people, False


def portraits(orders: Any, refunds: Any, snapshot: Any) -> pd.DataFrame:
    """What the stories look at, one row per customer with a valid order on the snapshot.

    Returns:
        `customer_id`; `orders` (valid ones), `money` (net), `dearest` (the dearest order); `recency` and `age` (days
        since the last and the first valid order); `gap` (median days between visits), `unevenness` (standard deviation
        over mean of those gaps), `due` (recency over gap); `returned` (orders returned in full), `returned_last` (how
        many of the latest orders, without a break, were returned); and of all customers together `usual_order` (median
        order) and `dear_order` (one order in ten is worth more).
    """
    snapshot = pd.Timestamp(snapshot)
    valid = valid_orders(orders, refunds, snapshot)
    valid = valid.sort_values(["customer_id", "order_date", "order_id"])
    people = valid.groupby("customer_id").agg(
        orders=("order_id", "size"),
        money=("amount", "sum"),
        dearest=("amount", "max"),
        first=("order_date", "min"),
        last=("order_date", "max"),
    )
    people["recency"] = (snapshot - people["last"]).dt.days
    people["age"] = (snapshot - people["first"]).dt.days
    visits = valid.drop_duplicates(["customer_id", "order_date"])
    gaps = visits.groupby("customer_id")["order_date"].diff().dt.days
    gaps = gaps.groupby(visits["customer_id"]).agg(["median", "mean", "std"])
    people["gap"] = gaps["median"]
    people["unevenness"] = gaps["std"] / gaps["mean"]
    people["due"] = people["recency"] / people["gap"]

    made = orders[~orders["status"].isin(NOT_SALES) & (orders["order_date"] < snapshot + pd.Timedelta(days=1))]
    made = made.drop_duplicates("order_id").sort_values(["customer_id", "order_date", "order_id"], ascending=False)
    kept = made["order_id"].isin(valid["order_id"])
    latest = (~kept).groupby(made["customer_id"]).cummin()
    people["returned"] = (~kept).groupby(made["customer_id"]).sum()
    people["returned_last"] = latest.groupby(made["customer_id"]).sum()
    people["usual_order"] = valid["amount"].median()
    people["dear_order"] = valid["amount"].quantile(0.9)
    return people.drop(columns=["first", "last"]).reset_index()
