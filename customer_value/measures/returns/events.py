"""The profit and loss of an event: planned with assumed numbers, judged afterwards with those that came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from customer_value.frames import calendar_day
from customer_value.measures._numbers import NAN, finite, ratio
from customer_value.measures._numbers import share as checked_share
from customer_value.measures._tables import one_row_each, pandas_table
from customer_value.measures._touches import texts, touches_of


@dataclass(frozen=True, kw_only=True)
class EventProfit:
    """The profit and loss of an event, line by line.

    Attributes:
        extra_buyers: buyers beyond those who would have bought without an invitation.
        extra_margin: the margin of their orders (money).
        referral_value: what the customers they brought are worth (money).
        cost: all that the event cost (money).
        profit: the two gains less the cost (money).
        roi: profit over cost; NaN without a cost.
        break_even_buyers: how many of the invited have to buy for a profit of 0; NaN where an order leaves no margin.
    """

    extra_buyers: float
    extra_margin: float
    referral_value: float
    cost: float
    profit: float
    roi: float
    break_even_buyers: float


def event_profit(
    invited: float,
    buyers: float,
    *,
    base_rate: float,
    order_value: float,
    margin: float,
    cost: float,
    referrals: float = 0.0,
    referral_value: float = 0.0,
) -> EventProfit:
    """What an event earned or lost, or would (活動損益): buyers it added, customers they brought, less its cost.

    `(buyers - invited x base rate) x order value x margin + referrals x referral value - cost`

    The base rate is taken of **all invited**, and the buyers are counted among the same: an invitation is itself an
    offer. It comes from a comparable group that was not invited, best one held out by lot; those who were invited and
    stayed away are none, since they are the less interested ones.

    Args:
        invited: how many got an invitation.
        buyers: how many of the invited bought in the window, whether or not they came.
        base_rate: the share of the comparable group that bought in the same window.
        order_value: average order value of the buyers (money).
        margin: gross profit over revenue (毛利率), a share of at most 1.
        cost: everything: room, food, gifts, invitations, hours worked (money).
        referrals: how many new customers the invited brought.
        referral_value: what one of them is worth in margin, over the time one has settled on (a first year, a
            lifetime), net of what winning them cost (money).

    Returns:
        An `EventProfit`. `extra_buyers` and the margin are negative where fewer bought than without the event.

    Raises:
        MeasureError: a number is out of bounds, such as more buyers than invited.

    Notes:
        Referral value is earned over years and paid for today: give the profit without it, too.

    Examples:
        200 invited, 48 of them bought, 20 would have anyway; ten new customers came of it:

        >>> found = event_profit(200, 48, base_rate=0.10, order_value=5000, margin=0.4, cost=60_000,
        ...                      referrals=10, referral_value=3000)
        >>> found.extra_buyers, found.profit, round(found.roi, 3), found.break_even_buyers
        (28.0, 26000.0, 0.433, 35.0)
    """
    people = finite(invited, "invited", least=0)
    base = people * checked_share(base_rate, "base_rate")
    extra = finite(buyers, "buyers", least=0, most=people) - base
    each = finite(order_value, "order_value", least=0) * finite(margin, "margin", most=1)
    brought = finite(referrals, "referrals", least=0) * finite(referral_value, "referral_value")
    spent = finite(cost, "cost", least=0)
    profit = extra * each + brought - spent
    return EventProfit(
        extra_buyers=extra,
        extra_margin=extra * each,
        referral_value=brought,
        cost=spent,
        profit=profit,
        roi=ratio(profit, spent),
        break_even_buyers=base + (spent - brought) / each if each > 0 else NAN,
    )


def event_guests(campaigns: Any, touches: Any, customers: Any, snapshot: Any) -> pd.DataFrame:
    """Who came to each event, and whom the invited brought: what the ledger knows beside `campaign_returns`.

    Args:
        campaigns: `campaign_id`, `name`, `objective`, `ends_on`; events are those whose objective is "event".
        touches: as for `campaign_costs`, with `touched_on` and `attended` (true, false or missing).
        customers: `customer_id`, `referred_by`, `registered_on`.
        snapshot: the day on which customers are judged; events whose window is still open then are left out.

    Returns:
        A pandas frame, one row per event: `campaign_id`, `name`, `invited`, `came` and `held_out` (people), and the
        new customers whom the invited and whom those held out had referred, registered after their own touch and by
        the end of the window: `referrals`, `held_out_referrals`. The second says how many of the first to expect
        without an event: hold it against the size of its group.

    Raises:
        MeasureError: a column is missing or of another type, or a campaign stands twice.

    Examples:
        B came and brought D; E was referred before the event:

        >>> import pandas as pd
        >>> campaigns = pd.DataFrame({"campaign_id": ["K1"], "name": ["Tasting"], "objective": ["event"],
        ...                           "ends_on": pd.to_datetime(["2024-11-30"])})
        >>> touches = pd.DataFrame({"campaign_id": "K1", "customer_id": list("ABC"), "lead_id": None, "cost": 0,
        ...                         "group": ["treated", "treated", "held_out"], "attended": [False, True, None],
        ...                         "touched_on": pd.to_datetime(["2024-10-01"] * 3)})
        >>> customers = pd.DataFrame({"customer_id": ["D", "E"], "referred_by": ["B", "A"],
        ...                           "registered_on": pd.to_datetime(["2024-11-02", "2024-05-01"])})
        >>> event_guests(campaigns, touches, customers, "2024-12-31").drop(columns="name")
          campaign_id  invited  came  held_out  referrals  held_out_referrals
        0          K1        2     1         1          1                   0
    """
    kinds = {"campaign_id": "key", "name": "text", "objective": "text", "ends_on": "date"}
    known = pandas_table(campaigns, "campaigns", gaps=["name"], **kinds)
    one_row_each(known, "campaigns", "campaign_id")
    over = known["ends_on"] <= pd.Timestamp(calendar_day(snapshot))
    made = touches_of(touches, gaps=["touched_on", "attended"], touched_on="date", attended="flag")
    people = made.groupby(["campaign_id", "person", "customer_id"], as_index=False).agg(
        group=("group", "first"), attended=("attended", "max"), touched_on=("touched_on", "min")
    )
    came = pandas_table(customers, "customers", gaps=["registered_on"], registered_on="date")
    came = came.join(texts(customers, "customers", "referred_by"))
    brought = people[people["customer_id"] != ""].merge(came, left_on="customer_id", right_on="referred_by")
    rows = []
    for one in known[over & (known["objective"] == "event")].itertuples():
        guests = people[people["campaign_id"] == one.campaign_id]
        new = brought[(brought["campaign_id"] == one.campaign_id) & (brought["registered_on"] > brought["touched_on"])]
        new = new[new["registered_on"] <= one.ends_on]
        rows.append(
            {
                "campaign_id": one.campaign_id,
                "name": one.name,
                "invited": int((guests["group"] == "treated").sum()),
                "came": int((guests["attended"] & (guests["group"] == "treated")).sum()),
                "held_out": int((guests["group"] == "held_out").sum()),
                "referrals": int((new["group"] == "treated").sum()),
                "held_out_referrals": int((new["group"] == "held_out").sum()),
            }
        )
    names = "campaign_id name invited came held_out referrals held_out_referrals"
    return pd.DataFrame(rows, columns=names.split())
