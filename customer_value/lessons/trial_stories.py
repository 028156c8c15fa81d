"""Two campaigns of a ledger that a lesson can judge against people left out by lot; a dry run where there are none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.repurchase.second_purchase import second_purchases

FEWEST = 30
"""People that a trial has to have; of fewer an interval says next to nothing."""

OTHERS = ("keep", "event", "refer", "reactivate")
"""What the second trial may be for, the one nearest to keeping a relationship first."""

DRY_RUN_DAYS = 89
"""The response window of a dry run: with the day before the touch, 90 days from the first order."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Trial:
    """One finished campaign whose people were divided by lot.

    Attributes:
        kind: the campaign's objective ("welcome", "keep", …), or "dry run" where nobody got anything.
        name, channel, audience: as the ledger has them; "" in a dry run.
        starts_on, sent_until: first and last day of a first touch.
        response_days: an order is a response so many days after the first touch at most.
        cost: all that it cost, vouchers included, in money; 0 in a dry run.
        touches: the campaign's rows of the ledger's table.
    """

    kind: str
    name: str
    channel: str
    audience: str
    starts_on: pd.Timestamp
    sent_until: pd.Timestamp
    response_days: int
    cost: float
    touches: pd.DataFrame


@once_per_ledger
def pick_trials(ledger: Ledger) -> tuple[Trial, Trial]:
    """The welcome series of a ledger and one more trial, both finished on the snapshot.

    Without a welcome series the largest trial among those of `OTHERS` takes its place. Where a ledger has too few
    trials of at least `FEWEST` customers, a **dry run** stands in: lots are drawn now over first-time customers who
    got nothing, so that whatever difference shows is chance. Its orders are real, its groups are not.

    Returns:
        The series and the other trial. The same ledger and snapshot always give the same two.
    """
    found = finished_trials(ledger)
    series = max((one for one in found if one.kind == "welcome"), key=_people, default=None)
    rest = [one for one in found if one is not series and one.kind in OTHERS]
    if series is None:
        series = max(rest, key=_people, default=None)
        rest = [one for one in rest if one is not series]
    nearest = min((OTHERS.index(one.kind) for one in rest), default=None)
    other = None if nearest is None else max((one for one in rest if one.kind == OTHERS[nearest]), key=_people)
    return series or dry_run(ledger, 1), other or dry_run(ledger, 2)


def _people(trial: Trial) -> int:
    return trial.touches["customer_id"].nunique()


@once_per_ledger
def finished_trials(ledger: Ledger) -> list[Trial]:
    """Every trial of at least `FEWEST` customers that was over on the snapshot, in the order of the table."""
    if not {"campaigns", "touches"} <= ledger.table_names:
        return []
    campaigns, touches = ledger.table("campaigns"), ledger.table("touches")
    campaigns = campaigns[(campaigns["hold_out"] > 0) & (campaigns["ends_on"] <= ledger.snapshot)]
    found = []
    for row in campaigns.itertuples():
        sent = touches[(touches["campaign_id"] == row.campaign_id) & touches["customer_id"].notna()]
        groups = sent.groupby("group")["customer_id"].nunique()
        if not {"treated", "held_out"} <= set(groups.index) or groups.sum() < FEWEST:
            continue
        vouchers = sent.loc[sent["group"] == "treated", "coupon_used"].fillna(False).sum()
        trial = Trial(
            kind=row.objective,
            name=row.name,
            channel=row.channel,
            audience=row.audience,
            starts_on=row.starts_on,
            sent_until=row.sent_until,
            response_days=int(row.response_days),
            cost=float(row.fixed_cost + sent["cost"].sum() + row.coupon_value * vouchers),
            touches=sent.reset_index(drop=True),
        )
        found.append(trial)
    return found


def dry_run(ledger: Ledger, seed: int) -> Trial:
    """Lots drawn now: one in four of the first-time customers is held out of something that nobody got."""
    people = second_purchases(ledger.orders, ledger.refunds, ledger.snapshot).sort_values("customer_id")
    people = people[people["days_observed"] > DRY_RUN_DAYS].reset_index(drop=True)
    drawn = np.random.default_rng(seed).permutation(len(people)) < round(0.75 * len(people))
    on_day = people["first_order"] + pd.Timedelta(days=1)
    placed = ledger.orders[(ledger.orders["status"] != "cancelled") & (ledger.orders["order_date"] <= ledger.snapshot)]
    after = (
        placed["order_date"] - placed["customer_id"].map(pd.Series(on_day.to_numpy(), people["customer_id"]))
    ).dt.days
    came = placed.loc[after.between(1, DRY_RUN_DAYS), "customer_id"]
    touches = pd.DataFrame(
        {
            "touch_id": [f"D{seed}{place:06d}" for place in range(len(people))],
            "campaign_id": "",
            "customer_id": people["customer_id"],
            "lead_id": None,
            "channel": "",
            "touched_on": on_day,
            "group": np.where(drawn, "treated", "held_out"),
            "step": 1,
            "cost": 0.0,
            "opened": pd.array([pd.NA] * len(people), dtype="boolean"),
            "clicked": pd.array([pd.NA] * len(people), dtype="boolean"),
            "responded": people["customer_id"].isin(came),
        }
    )
    return Trial(
        kind="dry run",
        name="",
        channel="",
        audience="",
        starts_on=on_day.min(),
        sent_until=on_day.max(),
        response_days=DRY_RUN_DAYS,
        cost=0.0,
        touches=touches,
    )
