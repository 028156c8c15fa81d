"""Up to four campaigns of a ledger side by side, each with a hold-out; made-up ones where it has too few."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.campaign_returns import RETURNS, group_returns
from customer_value.measures.returns.unit_costs import order_goods

FOUR = ("acquire", "keep", "reactivate", "refer")
"""What a campaign may be for: to win customers, to keep them, to get them back, to have them bring others."""

STAGES = ("acquire", "welcome", "keep", "reactivate", "refer")
"""The same with the welcome of new customers, in the order in which a customer meets them."""

FEWEST = 20
"""People, treated and held out together, from which on a campaign is taken."""

LEAST = 2
"""Campaigns of its own that a ledger has to have; with fewer, four made-up ones stand in."""

PEOPLE = ("campaign", "person", "group", "amount", "goods", "sending", "voucher")
"""The columns of `CampaignStories.people`."""

MADE_UP = (
    ("acquire", 240, 84, 80, 14, 0.04, 0.0, 3.0, 180),
    ("keep", 60, 25, 20, 8, 0.03, 0.0, 1.0, 5),
    ("reactivate", 150, 15, 75, 4, 0.006, 0.12, 2.0, 1),
    ("refer", 140, 21, 60, 5, 0.004, 0.25, 2.0, 1),
)
"""Four campaigns for a ledger without: objective, treated, buyers, held out, buyers of these; then cost of reaching a
person, voucher and fixed cost, in margins of an order; days of sending."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CampaignStories:
    """The campaigns that lesson 9.3 sets side by side; `campaign_stories` makes them.

    Attributes:
        campaigns: a row for each, by letter ("A", "B", …), in the order of `STAGES`: `campaign_id`, `name`,
            `objective`, `channel`, `audience`, `response_days`, `sent_days` (first to last touch), `fixed_cost`,
            `coupon_value`. Made-up ones have no name.
        people: a row for each person of a campaign: `campaign` (letter), `person` (id of a customer or a lead),
            `group` ("treated" or "held_out"), `amount` and `goods` of the first order in the window (net money, and
            what its goods cost; 0 where there was none), `sending` and `voucher` (what was spent to reach this person,
            and on vouchers that they used).
        returns: what `campaign_returns` says of each, by letter.
        missing: which of `FOUR` the ledger has no campaign for that can be judged; a welcome keeps customers, too.
        own: the letter of the campaign that a learner works out alone, one with a voucher and some buyers if there is.
        made_up: whether all of this is an example, since the ledger has too few campaigns.
    """

    campaigns: pd.DataFrame
    people: pd.DataFrame
    returns: pd.DataFrame
    missing: tuple[str, ...]
    own: str
    made_up: bool


@once_per_ledger
def campaign_stories(ledger: Ledger) -> CampaignStories:
    """The last finished campaign for each of `FOUR`, as far as there is one, with a hold-out and `FEWEST` people.

    A campaign that nobody bought in is left out, as an order has no value then. What is lacking to four is filled up
    with the largest of the others that welcome or keep customers. Tests of an offer and events have lessons of their
    own. Where fewer than `LEAST` are found, four made-up ones stand in, in the ledger's own order value and margin
    rate.
    """
    chosen, people = _found(ledger)
    made_up = len(chosen) < LEAST
    if made_up:
        chosen, people = _made_up(ledger)
    chosen = chosen.assign(order=chosen["objective"].map(STAGES.index)).sort_values(["order", "ends_on"])
    chosen.index = pd.Index(list("ABCD"[: len(chosen)]), name="campaign")
    letters = pd.Series(chosen.index, index=chosen["campaign_id"])
    people = people.assign(campaign=people["campaign_id"].map(letters)).sort_values(["campaign", "person"])
    people = people[list(PEOPLE)].reset_index(drop=True)
    kept = ["campaign_id", "name", "objective", "channel", "audience", "response_days", "sent_days"]
    campaigns = chosen[[*kept, "fixed_cost", "coupon_value"]]
    returns = _returns(campaigns, people)
    there = set(campaigns["objective"].replace("welcome", "keep"))
    return CampaignStories(
        campaigns=campaigns,
        people=people,
        returns=returns,
        missing=tuple(kind for kind in FOUR if kind not in there),
        own=_own(campaigns, returns),
        made_up=made_up,
    )


def _found(ledger: Ledger) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The ledger's own campaigns that can be set side by side, and the people of them all."""
    if not {"campaigns", "touches"} <= ledger.table_names:
        return pd.DataFrame(), pd.DataFrame()
    campaigns = ledger.table("campaigns")
    campaigns = campaigns[
        (campaigns["hold_out"] > 0) & (campaigns["ends_on"] <= ledger.snapshot) & campaigns["objective"].isin(STAGES)
    ]
    if campaigns.empty:
        return pd.DataFrame(), pd.DataFrame()
    people = _people(ledger, campaigns)
    size = people.groupby("campaign_id").size().reindex(campaigns["campaign_id"]).fillna(0).to_numpy()
    treated = people[people["group"] == "treated"].groupby("campaign_id")
    buyers = treated["amount"].agg(lambda amounts: (amounts > 0).sum()).reindex(campaigns["campaign_id"]).to_numpy()
    spent = campaigns["campaign_id"].map(treated[["sending", "voucher"]].sum().sum(axis="columns"))
    held_out = people.loc[people["group"] == "held_out", "campaign_id"]
    campaigns = campaigns.assign(people=size, sent_days=(campaigns["sent_until"] - campaigns["starts_on"]).dt.days + 1)
    good = campaigns[
        (size >= FEWEST)
        & (buyers > 0)
        & campaigns["campaign_id"].isin(held_out)
        & (spent + campaigns["fixed_cost"] > 0)
    ]
    first = good[good["objective"].isin(FOUR)].sort_values("ends_on").drop_duplicates("objective", keep="last")
    rest = good[good["objective"].isin(["welcome", "keep"]) & ~good["campaign_id"].isin(first["campaign_id"])]
    chosen = pd.concat([first, rest.nlargest(max(len(FOUR) - len(first), 0), "people")])
    return chosen, people[people["campaign_id"].isin(chosen["campaign_id"])]


def _people(ledger: Ledger, campaigns: pd.DataFrame) -> pd.DataFrame:
    """One row per campaign and person: the group, the first order of the window, and what was spent on them."""
    touches = ledger.table("touches")
    touches = touches[touches["campaign_id"].isin(campaigns["campaign_id"])]
    used = touches["coupon_used"].fillna(False).astype(float)
    touches = touches.assign(
        person=touches["customer_id"].fillna(touches["lead_id"]),
        voucher=used * touches["campaign_id"].map(campaigns.set_index("campaign_id")["coupon_value"]),
        sending=touches["cost"].astype(float),
    )
    people = touches.groupby(["campaign_id", "person"], as_index=False).agg(
        group=("group", "first"), order_id=("order_id", "first"), sending=("sending", "sum"), voucher=("voucher", "sum")
    )
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot).set_index("order_id")["amount"]
    people["amount"] = people["order_id"].map(valid).astype(float)
    goods = people["order_id"].map(order_goods(ledger.order_lines, ledger.products)).astype(float)
    people["goods"] = goods.where(people["amount"].notna())
    return people.fillna({"amount": 0.0, "goods": 0.0})


def _made_up(ledger: Ledger) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Four campaigns of people who do not exist, with orders about as large as the ledger's."""
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    mean = float(valid["amount"].mean())
    goods = valid["order_id"].map(order_goods(ledger.order_lines, ledger.products)).sum()
    share = min(max(float(goods) / float(valid["amount"].sum()), 0.1), 0.9)
    margin = mean * (1 - share)
    rows, people = [], []
    for place, (kind, *counts, sending, voucher, fixed, days) in enumerate(MADE_UP):
        rows.append(
            {
                "campaign_id": f"X{place + 1}",
                "name": "",
                "objective": kind,
                "channel": "",
                "audience": "",
                "response_days": 30,
                "sent_days": days,
                "fixed_cost": round(fixed * margin, 2),
                "coupon_value": round(voucher * margin, 2),
                "ends_on": ledger.snapshot,
            }
        )
        treated, buyers, held_out, others = counts
        for group, size, bought in (("treated", treated, buyers), ("held_out", held_out, others)):
            number = pd.Series(range(size))
            reached = float(group == "treated")
            amount = (mean * (0.7 + 0.3 * (number % 3))).where(number < bought, 0.0).round(2)
            used = (number < bought) & (number % 4 > 0)
            one = pd.DataFrame({"person": number.map(f"{kind}-{group}-{{:03d}}".format), "amount": amount})
            one["campaign_id"], one["group"], one["goods"] = f"X{place + 1}", group, (amount * share).round(2)
            one["sending"], one["voucher"] = (
                round(reached * sending * margin, 2),
                (reached * voucher * margin * used).round(2),
            )
            people.append(one)
    return pd.DataFrame(rows), pd.concat(people, ignore_index=True)


def _returns(campaigns: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The columns of `campaign_returns`, from the people."""
    bought = people.assign(**people[["amount", "goods"]].where(people["amount"] > 0))
    rows = {}
    for letter, one in campaigns.iterrows():
        treated, control = (
            bought[(bought["campaign"] == letter) & (bought["group"] == group)] for group in ("treated", "held_out")
        )
        cost = float(one["fixed_cost"] + treated["sending"].sum() + treated["voucher"].sum())
        rows[letter] = {**one[["campaign_id", "name", "objective"]], **group_returns(treated, control, cost)}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(RETURNS)).rename_axis("campaign")


def _own(campaigns: pd.DataFrame, returns: pd.DataFrame) -> str:
    """The last campaign with a voucher that an order bears and five buyers; else the last with five; else the last."""
    bears = (campaigns["coupon_value"] > 0) & (campaigns["coupon_value"] < returns["order_value"] * returns["margin"])
    some = returns["buyers"] >= 5
    good = [letters for letters in (campaigns.index[bears & some], campaigns.index[some]) if len(letters)]
    return str(good[0][-1] if good else campaigns.index[-1])
