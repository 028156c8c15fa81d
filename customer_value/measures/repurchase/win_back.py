"""Winning back: who returns by how long they have been gone, and what a win-back campaign added."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, collected, dated_by, moved, whole_days
from customer_value.measures._numbers import NAN, ratio
from customer_value.measures._tables import none_negative, one_row_each, over, pandas_table
from customer_value.measures._touches import touches_of
from customer_value.measures._visits import counted, one_status
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.unit_costs import campaign_costs
from customer_value.measures.upselling.experiments import Uplift, uplift

TREATED = "treated"
"""The group in `touches` that got the campaign; all others were held out."""


def win_back_curve(
    orders: Any, refunds: Any, start: Any, *, days: int = 90, width: int = 30, longest: int = 360
) -> pd.DataFrame:
    """The share of customers who buy in the next days, by how long they have been gone (喚回曲線).

    All customers on file at the opening are sorted by the days since their last order. The curve falls; where it has
    become flat, waiting longer tells no more, and that is a place for the lapse threshold. These are natural returns,
    without a campaign or with whatever campaigns there were.

    Args:
        orders, refunds: as for `valid_orders`, going on to the end of the window. A lazy frame is run.
        start: the opening, the day from which on a purchase counts.
        days: how many days count, `start` the first of them.
        width: of a class, in days.
        longest: customers gone for longer than this are in one last class; a multiple of `width`.

    Returns:
        A pandas frame, one row per class, also where nobody is: `from_days`, `to_days` (both included, days from the
        last order to the opening; `to_days` is missing in the last class), `customers`, `returned` and `rate`
        (returned / customers; NaN without customers).

    Raises:
        MeasureError: as for `customer_status`; a length is no whole number of at least 1; `longest` is no multiple of
            `width`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("AABFG"), "order_id": list("12345"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-05-13", "2023-09-10", "2023-05-05"]),
        ...     "status": "completed"})
        >>> win_back_curve(orders, None, "2024-07-01", width=90, longest=180)
           from_days  to_days  customers  returned  rate
        0          1     90.0          2         1   0.5
        1         91    180.0          0         0   NaN
        2        181      NaN          2         0   0.0
    """
    first = calendar_day(start, "start")
    length, wide, most = whole_days(days), whole_days(width, "width"), whole_days(longest, "longest")
    if most % wide:
        raise MeasureError(f"longest is {most}, no multiple of width, {wide}; give one, such as {most // wide * wide}.")
    status = one_status(orders, refunds, first, moved(first, length - 1), 180)
    edges = [*range(0, most + 1, wide), None]
    gone, came = nw.col("days_since_last"), nw.col("ordered_in_window")
    conditions: dict[str, nw.Expr] = {}
    for low, high in pairwise(edges):
        within = gone > low if high is None else (gone > low) & (gone <= high)
        conditions |= {f"all {low}": within, f"came {low}": within & came}
    found = counted(status, **conditions)
    table = pd.DataFrame(
        {
            "from_days": [low + 1 for low in edges[:-1]],
            "to_days": pd.Series(edges[1:], dtype="float64"),
            "customers": [found[f"all {low}"] for low in edges[:-1]],
            "returned": [found[f"came {low}"] for low in edges[:-1]],
        }
    )
    return table.assign(rate=over(table["returned"], table["customers"]))


@dataclass(frozen=True, kw_only=True)
class WinBack:
    """What a win-back campaign did, as `win_back_campaign` finds it.

    Attributes:
        contacted, bought: the customers who got the campaign, and those of them who bought in the response window.
        held_out, held_out_bought: the same of those who were held out.
        uplift: what was seen in the two groups, as the measure `uplift` gives it: the rates, the difference and its
            interval.
        won_back: customers won back beyond those who would have come anyway: `bought - contacted x held-out rate`.
        cost: of the campaign: touches, vouchers used, fixed cost (money).
        cost_per_buyer: cost / bought. Flattering: it charges those who would have come anyway with a share of the cost.
        cost_per_won_back: cost / won_back; NaN where nobody was won back or nothing is known to compare with.
    """

    contacted: int
    bought: int
    held_out: int
    held_out_bought: int
    uplift: Uplift
    won_back: float
    cost: float
    cost_per_buyer: float
    cost_per_won_back: float


def win_back_campaign(campaigns: Any, touches: Any, orders: Any, refunds: Any, campaign_id: str) -> WinBack:
    """What a win-back campaign brought: buyers among the contacted, held against a hold-out, and the cost of each.

    The win-back rate of a campaign is `bought / contacted`, of **customers**, not of orders, and of those it contacted,
    not of all lapsed ones. It is no result yet: some lapsed customers come back by themselves. The hold-out (對照組),
    drawn by lot from the same list, shows how many; only what is beyond that has been won back.

    A customer bought with a valid order after the day of the first touch and at most the campaign's response window
    later. All contacted count, also those whose message came back or was never opened, since nobody knows whose would
    have come back in the hold-out.

    Args:
        campaigns: `campaign_id`, `response_days`, `fixed_cost`, `coupon_value`.
        touches: `campaign_id`, `customer_id`, `lead_id`, `touched_on`, `group` ("treated"; all others were held out),
            `cost`, `coupon_used`. Touches of leads are left out: who has not bought yet cannot be won back.
        orders, refunds: as for `valid_orders`. They have to go on to the end of the response window; where they stop
            before, buyers are missing unnoticed.
        campaign_id: which campaign.

    Returns:
        A `WinBack`. Without a hold-out its rates are NaN, and so is what needs them.

    Raises:
        MeasureError: a column is missing or of another type, the campaign is not there or touched no customer, or a
            customer is in two groups.

    Examples:
        >>> import pandas as pd
        >>> campaigns = pd.DataFrame({"campaign_id": ["K1"], "response_days": [60], "fixed_cost": [300],
        ...                           "coupon_value": [50]})
        >>> touches = pd.DataFrame({"campaign_id": "K1", "customer_id": list("ABCDEF"), "lead_id": None,
        ...     "touched_on": pd.Timestamp("2024-11-04"), "cost": [10, 10, 10, 10, 0, 0],
        ...     "group": ["treated"] * 4 + ["held_out"] * 2, "coupon_used": [True] + [False] * 5})
        >>> orders = pd.DataFrame({"customer_id": list("ABCEZ"), "order_id": list("12345"), "amount": 500,
        ...     "order_date": pd.to_datetime(["2024-11-20", "2024-12-24", "2025-01-01", "2024-12-01", "2025-02-01"]),
        ...     "status": "completed"})
        >>> found = win_back_campaign(campaigns, touches, orders, None, "K1")
        >>> found.uplift.treated_rate, found.uplift.control_rate, found.won_back
        (0.75, 0.5, 1.0)
        >>> found.cost, found.cost_per_buyer, found.cost_per_won_back
        (390.0, 130.0, 390.0)
    """
    campaign = _campaign(campaigns, campaign_id)
    mine = touches_of(touches, touched_on="date")
    mine = mine[(mine["campaign_id"] == campaign_id) & (mine["customer_id"] != "")]
    if mine.empty:
        raise MeasureError(f"touches has no customer of the campaign {campaign_id!r}; check campaign_id.")
    people = mine.groupby("customer_id").agg(
        touched_on=("touched_on", "min"), group=("group", "first"), groups=("group", "nunique")
    )
    if both := int((people["groups"] > 1).sum()):
        raise MeasureError(
            f"{both} customers of the campaign {campaign_id!r} stand in two groups of touches; leave them out."
        )
    treated = people["group"] == TREATED
    bought = _bought(people["touched_on"], int(campaign["response_days"]), orders, refunds)
    found = uplift(*(int(one.sum()) for one in (treated, treated & bought, ~treated, ~treated & bought)))
    costs = campaign_costs(campaigns, touches)
    cost = float(costs.loc[costs["campaign_id"] == campaign_id, "cost"].sum())
    return WinBack(
        contacted=int(treated.sum()),
        bought=int((treated & bought).sum()),
        held_out=int((~treated).sum()),
        held_out_bought=int((~treated & bought).sum()),
        uplift=found,
        won_back=found.incremental,
        cost=cost,
        cost_per_buyer=ratio(cost, int((treated & bought).sum())),
        cost_per_won_back=ratio(cost, found.incremental) if found.incremental > 0 else NAN,
    )


def _campaign(campaigns: Any, campaign_id: str) -> pd.Series:
    known = pandas_table(campaigns, "campaigns", campaign_id="key", response_days="number")
    none_negative(known, "campaigns", "response_days")
    one_row_each(known, "campaigns", "campaign_id")
    if campaign_id not in set(known["campaign_id"]):
        raise MeasureError(
            f"campaigns has no campaign {campaign_id!r}; it has {', '.join(map(repr, known['campaign_id']))}."
        )
    return known.set_index("campaign_id").loc[campaign_id]


def _bought(touched: pd.Series, days: int, orders: Any, refunds: Any) -> pd.Series:
    """Which of some customers bought within so many days after their touch; judged when the last window is over."""
    first, end = touched.min().date(), moved(touched.max().date(), days)
    valid = nw.from_native(valid_orders(orders, refunds, end))
    valid = valid.filter(~dated_by(valid, "order_date", first)).select("customer_id", "order_date")
    theirs = collected(valid).to_pandas()
    theirs["customer_id"] = theirs["customer_id"].astype("str")
    after = (pd.to_datetime(theirs["order_date"]) - theirs["customer_id"].map(touched)).dt.days
    return pd.Series(touched.index.isin(theirs.loc[after.between(1, days), "customer_id"]), index=touched.index)
