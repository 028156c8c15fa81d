"""The A/B test of a ledger that two lessons plan and read; a dry run where the ledger has none."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.trial_stories import FEWEST, dry_run
from customer_value.measures._numbers import ratio
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.unit_costs import order_goods
from customer_value.measures.upselling.experiments import trial_groups


@dataclass(frozen=True, kw_only=True, eq=False)
class ABTest:
    """One finished test of an offer, its people divided by lot.

    Attributes:
        kind: "test" for one of an offer against the same message without it, "dry run" where nobody got anything.
        name, channel, audience: as the ledger has them; "" in a dry run.
        starts_on: the day of the first message.
        response_days: an order is a response so many days after the message at most.
        people: a row for each person: `customer_id`, `group` ("treated" or "control"), `touched_on`, `opened` (whether
            a message was), `responded`, `days` (from the message to the order; missing where there was none).
        treated, treated_buyers, control, control_buyers: the four counts.
        coupon_value, coupons_used: what a voucher was worth, in money, and how many of them were used.
        cost: what the offer cost for each treated person, in money: messages and vouchers of the treated, less what
            a message to the control group cost.
        margin: what an order of those who responded, of either group, left after its goods, in money.
    """

    kind: str
    name: str
    channel: str
    audience: str
    starts_on: pd.Timestamp
    response_days: int
    people: pd.DataFrame
    treated: int
    treated_buyers: int
    control: int
    control_buyers: int
    coupon_value: float
    coupons_used: int
    cost: float
    margin: float


@once_per_ledger
def pick_test(ledger: Ledger) -> ABTest:
    """The largest test of a ledger that was over on its last day.

    A test compares an offer with the same message without it. Where a ledger has none of at least `FEWEST` people in
    two groups, a dry run stands in: lots drawn now over customers who got nothing. The same ledger always gives the
    same test.
    """
    found = []
    if {"campaigns", "touches"} <= ledger.table_names:
        campaigns, touches = ledger.table("campaigns"), ledger.table("touches")
        over = campaigns[(campaigns["objective"] == "test") & (campaigns["ends_on"] <= ledger.end)]
        for row in over.itertuples():
            sent = touches[(touches["campaign_id"] == row.campaign_id) & touches["customer_id"].notna()]
            groups = sent.groupby("group")["customer_id"].nunique()
            if len(groups) == 2 and "treated" in groups.index and groups.sum() >= FEWEST:
                found.append((row, sent))
    if not found:
        trial = dry_run(ledger, 3)
        return _read(ledger, _with_orders(ledger, trial.touches), trial.response_days, "dry run")
    row, sent = max(found, key=lambda one: one[1]["customer_id"].nunique())
    return _read(ledger, sent, int(row.response_days), "test", row)


def _read(ledger: Ledger, sent: pd.DataFrame, days: int, kind: str, row=None) -> ABTest:
    """The counts, the people and the money of one test."""
    groups = trial_groups(sent).set_index("group")
    treated = groups.loc["treated"]
    control = groups.drop(index="treated").iloc[0]
    orders = ledger.orders.set_index("order_id")["order_date"]
    first = sent.sort_values("touched_on").drop_duplicates("customer_id")
    came = sent[sent["responded"].fillna(False).astype(bool)].drop_duplicates("customer_id").set_index("customer_id")
    people = first[["customer_id", "group", "touched_on"]].reset_index(drop=True)
    people["group"] = people["group"].where(people["group"] == "treated", "control")
    opened = sent[sent["opened"].fillna(False).astype(bool)]["customer_id"]
    people["opened"] = people["customer_id"].isin(opened)
    people["responded"] = people["customer_id"].isin(came.index)
    ordered = people["customer_id"].map(came["order_id"].map(orders))
    people["days"] = (pd.to_datetime(ordered) - people["touched_on"]).dt.days
    value = 0.0 if row is None else float(row.coupon_value)
    used = sent.loc[sent["group"] == "treated", "coupon_used"] if "coupon_used" in sent else pd.Series(dtype=bool)
    used = int(used.fillna(False).astype(bool).sum())
    cost = ratio(treated["cost"] + value * used, treated["people"]) - ratio(control["cost"], control["people"])
    return ABTest(
        kind=kind,
        name="" if row is None else row.name,
        channel="" if row is None else row.channel,
        audience="" if row is None else row.audience,
        starts_on=first["touched_on"].min(),
        response_days=days,
        people=people,
        treated=int(treated["people"]),
        treated_buyers=int(treated["responders"]),
        control=int(control["people"]),
        control_buyers=int(control["responders"]),
        coupon_value=value,
        coupons_used=used,
        cost=max(float(cost), 0.0),
        margin=_margin(ledger, came["order_id"].dropna()),
    )


def _with_orders(ledger: Ledger, touches: pd.DataFrame) -> pd.DataFrame:
    """The touches of a dry run with the first order after each, where somebody responded."""
    placed = ledger.orders[(ledger.orders["status"] != "cancelled") & (ledger.orders["order_date"] <= ledger.snapshot)]
    after = placed[["order_id", "customer_id", "order_date"]].merge(touches[["customer_id", "touched_on"]])
    after = after[after["order_date"] > after["touched_on"]].sort_values(["order_date", "order_id"])
    first = after.drop_duplicates("customer_id").set_index("customer_id")["order_id"]
    return touches.assign(order_id=touches["customer_id"].map(first).where(touches["responded"]))


def _margin(ledger: Ledger, order_ids: pd.Series) -> float:
    """What the orders left after their goods, a mean; of all valid orders where none is named."""
    lines = ledger.order_lines
    left = lines.groupby("order_id")["amount"].sum() - order_goods(lines, ledger.products)
    named = left[left.index.isin(order_ids)]
    if named.empty:
        valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
        named = left[left.index.isin(valid["order_id"])]
    return float(named.mean())
