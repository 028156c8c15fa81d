"""What the campaigns of a ledger spent on each tier and what came back; a small company's numbers where none did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures._touches import texts, touches_of
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.campaign_returns import campaign_returns
from customer_value.measures.returns.unit_costs import campaign_costs, order_goods
from customer_value.measures.tiers.thresholds import tier_cuts

TIERS = ("new", "gold", "silver", "bronze")
"""Who had never ordered before the first touch, and the tiers of lesson 7.6 of all others."""

CUTS = {"gold": 0.1, "silver": 0.2}

YEAR = pd.Timedelta(days=365)

FEWEST = 3
"""Tiers that something has to have come back from; between fewer there is little to divide."""

PRACTICE = pd.DataFrame(
    {
        "tier": TIERS,
        "people": [100, 20, 80, 400],
        "buyers": [30, 8, 10, 25],
        "spend": [1600.0, 400.0, 1600.0, 2500.0],
        "came_back": [12000.0, 4000.0, 3000.0, 7500.0],
    }
)
"""The numbers of a dry run, as small as can be worked out by hand."""

PRACTICE_ADDED = 0.4


@dataclass(frozen=True, kw_only=True, eq=False)
class TierMoney:
    """The accounts of the campaigns by tier; `tier_money` makes them.

    Attributes:
        real: whether the numbers are this ledger's; False in a dry run.
        campaigns: how many campaigns they come from: those that were over on the snapshot and held somebody out.
        start, end: the first day and the last day of a response window; NaT in a dry run.
        gold, silver: the money of a year from which on somebody was in that tier; NaN in a dry run.
        added_share: of the orders that came back, the share that would not have come without a campaign, all campaigns
            and tiers together.
        tiers: a row per tier in the order of `TIERS`: `tier`, `people` (treated), `buyers`, `spend`, `came_back` (the
            margin of their orders in the window) and `added` (`came_back` times `added_share`), in money.
        by_campaign: the same for each campaign and tier in which something was spent; empty in a dry run.
    """

    real: bool
    campaigns: int
    start: pd.Timestamp
    end: pd.Timestamp
    gold: float
    silver: float
    added_share: float
    tiers: pd.DataFrame
    by_campaign: pd.DataFrame


@once_per_ledger
def tier_money(ledger: Ledger) -> TierMoney:
    """What campaigns with a hold-out spent on each tier, and what came back.

    The tier is that of the day before the first touch, by what somebody had spent in the 365 days before it; where the
    tiers begin is today's cut of lesson 7.6. Per tier too few people are held out to say what would have come anyway,
    so **one share for all tiers** is taken from all campaigns together, as `campaign_returns` finds it.

    Where the ledger has no such campaigns, where nothing was added, or where fewer than three tiers, or not both the
    new and bronze, brought something back, a **dry run** stands in with the numbers of `PRACTICE`.
    """
    if not {"campaigns", "touches"} <= ledger.table_names:
        return _dry_run()
    campaigns, touches = ledger.table("campaigns"), ledger.table("touches")
    found = campaign_returns(
        campaigns,
        touches,
        ledger.orders,
        ledger.refunds,
        ledger.snapshot,
        lines=ledger.order_lines,
        products=ledger.products,
    )
    added_share = float(found["incremental_orders"].sum() / max(found["buyers"].sum(), 1))
    if not added_share > 0:
        return _dry_run()
    chosen = campaigns[campaigns["campaign_id"].isin(found["campaign_id"])]
    touches = touches[touches["campaign_id"].isin(found["campaign_id"])].reset_index(drop=True)
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    valid = valid.assign(
        margin=valid["amount"] - valid["order_id"].map(order_goods(ledger.order_lines, ledger.products))
    )
    spent = valid[valid["order_date"] > ledger.snapshot - YEAR].groupby("customer_id", as_index=False)["amount"].sum()
    cuts = tier_cuts(spent, CUTS, value="amount")
    people = _people(touches, valid, cuts)
    cells = people.groupby(["campaign_id", "tier"]).agg(
        people=("margin", "size"), buyers=("bought", "sum"), came_back=("margin", "sum")
    )
    cells["spend"] = _spend(chosen, touches, people)
    cells["added"] = added_share * cells["came_back"]
    tiers = cells.groupby("tier").sum().reindex(list(TIERS)).fillna(0)
    brought = tiers["added"] > 0
    if brought.sum() < FEWEST or not (brought["new"] and brought["bronze"]):
        return _dry_run()
    columns = ["tier", "people", "buyers", "spend", "came_back", "added"]
    counts = {"people": "int64", "buyers": "int64"}
    return TierMoney(
        real=True,
        campaigns=len(chosen),
        start=people["on"].min(),
        end=chosen["ends_on"].max(),
        gold=cuts["gold"],
        silver=cuts["silver"],
        added_share=added_share,
        tiers=tiers.reset_index()[columns].astype(counts),
        by_campaign=cells.reset_index()[["campaign_id", *columns]].astype(counts),
    )


def _people(touches: pd.DataFrame, valid: pd.DataFrame, cuts: dict[str, float]) -> pd.DataFrame:
    """One row per campaign and treated person: the tier before it, and the margin of the order that followed."""
    made = touches_of(touches, touched_on="date").join(texts(touches, "touches", "order_id"))
    made = made[made["group"] == "treated"]
    made["order_id"] = made["order_id"].replace("", pd.NA)
    people = made.groupby(["campaign_id", "person"], as_index=False).agg(
        customer_id=("customer_id", "first"), order_id=("order_id", "first"), on=("touched_on", "min")
    )
    margin = people["order_id"].map(valid.set_index(valid["order_id"].astype("str"))["margin"])
    people = people.assign(margin=margin.fillna(0.0).astype("float64"), bought=margin.notna())
    orders = valid[["order_date", "amount"]].assign(customer_id=valid["customer_id"].astype("str"))
    before = people[["customer_id", "on"]].reset_index().merge(orders, on="customer_id")
    before = before[before["order_date"] < before["on"]]
    ever = people.index.isin(before["index"])
    year = before[before["order_date"] >= before["on"] - YEAR].groupby("index")["amount"].sum()
    year = year.reindex(people.index).fillna(0.0)
    tier = np.select([~ever, year >= cuts["gold"], year >= cuts["silver"]], TIERS[:3], TIERS[3])
    return people.assign(tier=tier)


def _spend(campaigns: pd.DataFrame, touches: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    """What each campaign cost for each tier, its fixed cost included; who is no customer yet is new."""
    cost = campaign_costs(campaigns, touches)
    cost = cost.merge(
        people[["campaign_id", "customer_id", "tier"]].drop_duplicates(), on=["campaign_id", "customer_id"]
    )
    return cost.groupby(["campaign_id", "tier"])["cost"].sum()


def _dry_run() -> TierMoney:
    tiers = PRACTICE.assign(added=PRACTICE_ADDED * PRACTICE["came_back"])
    return TierMoney(
        real=False,
        campaigns=0,
        start=pd.NaT,
        end=pd.NaT,
        gold=float("nan"),
        silver=float("nan"),
        added_share=PRACTICE_ADDED,
        tiers=tiers,
        by_campaign=tiers.assign(campaign_id="").iloc[:0],
    )
