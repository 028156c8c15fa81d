"""What a campaign brought that would not have come without it, held against what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day
from customer_value.measures._numbers import finite, ratio
from customer_value.measures._tables import none_negative, one_row_each, pandas_table
from customer_value.measures._touches import texts, touches_of
from customer_value.measures.media.advertising import roas
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.roi import campaign_roi, roi
from customer_value.measures.returns.unit_costs import campaign_costs, order_goods
from customer_value.measures.upselling.experiments import Uplift, uplift

RETURNS = (
    *("campaign_id", "name", "objective", "treated", "buyers", "control", "control_buyers", "revenue", "goods", "cost"),
    *("order_value", "margin", "roas", "roi", "incremental_orders", "incremental_profit", "incremental_roi"),
    *("incremental_roi_low", "incremental_roi_high"),
)
"""The columns of `campaign_returns`."""


@dataclass(frozen=True, kw_only=True)
class IncrementalReturn:
    """What a campaign added, as `incremental_return` works it out.

    Attributes:
        orders: incremental orders: those of the treated, less those they would have made anyway.
        uplift: what was seen in the two groups, as the measure `uplift` gives it: rates, difference and its interval.
        cost: what the campaign cost, vouchers included (money).
        iroas: incremental revenue over the cost.
        profit: incremental margin less the cost (money).
        roi, roi_low, roi_high: that profit over the cost, with its interval.
    """

    orders: float
    uplift: Uplift
    cost: float
    iroas: float
    profit: float
    roi: float
    roi_low: float
    roi_high: float


def incremental_return(
    treated: int,
    treated_responders: int,
    control: int,
    control_responders: int,
    *,
    order_value: float,
    margin: float,
    cost: float,
    coupon: float = 0.0,
) -> IncrementalReturn:
    """The incremental return of a campaign with a control group (增量投資報酬率): what would not have come without it.

    Of the treated, as many would have bought anyway, in share, as of the control group (對照組). Only what is beyond
    that is the campaign's:

    - incremental orders = treated buyers - treated x control rate; the control group is scaled to the treated's size
    - incremental ROI = (incremental orders x order value x margin - cost) / cost

    Args:
        treated, treated_responders: how many got the campaign, and how many of them bought in the window.
        control, control_responders: the same of those held out, drawn by lot from the same audience.
        order_value: the average order value (客單價) of the buyers (money, net).
        margin: gross profit over revenue (毛利率), a share of at most 1, below 0 where goods cost more than they bring.
        cost: what the campaign cost without its vouchers (money).
        coupon: what a voucher costs when it is used (money); it is paid to **all** treated buyers, those included who
            would have bought anyway.

    Returns:
        An `IncrementalReturn`. What needs an empty group is NaN, and so are the ratios to the cost where it is 0. The
        interval (95%) is that of `uplift`, with order value and margin taken as known; in small groups it is wide, and
        that is what it is there to say.

    Raises:
        MeasureError: a number is out of bounds: more buyers than people, a margin above 1, a negative cost; or a count
            is no whole number.

    Notes:
        A window that ends with the campaign also counts orders that were only brought forward: let it run on for a
        purchase cycle. A control group that heard of the offer is none.

    Examples:
        8,000 treated with 480 orders, 2,000 held out with 80: of the 480, 320 would have come anyway.

        >>> found = incremental_return(8000, 480, 2000, 80, order_value=1200, margin=0.35, cost=40_000)
        >>> found.orders, round(found.iroas, 2), round(found.profit), round(found.roi, 2)
        (160.0, 4.8, 27200, 0.68)
    """
    found = uplift(treated, treated_responders, control, control_responders)
    each = finite(order_value, "order_value", least=0) * finite(margin, "margin", most=1)
    spent = finite(cost, "cost", least=0) + finite(coupon, "coupon", least=0) * treated_responders
    return IncrementalReturn(
        orders=found.incremental,
        uplift=found,
        cost=spent,
        iroas=roas(found.incremental * order_value, spent),
        profit=found.incremental * each - spent,
        roi=roi(found.incremental * each, spent),
        roi_low=roi(treated * found.low * each, spent),
        roi_high=roi(treated * found.high * each, spent),
    )


def campaign_returns(
    campaigns: Any,
    touches: Any,
    orders: Any,
    refunds: Any,
    snapshot: Any,
    *,
    lines: Any,
    products: Any,
) -> pd.DataFrame:
    """Every campaign with a hold-out side by side: what it seems to return, and what it really added.

    ROAS and ROI take every order of the treated for the campaign's; incremental ROI takes off what the hold-out shows
    would have come anyway. Counted are people (customers or leads), not touches, and of each person the first order in
    the window, if it is a valid order on the snapshot. Campaigns whose window is still open on the snapshot are left
    out, as are those without anybody held out.

    Args:
        campaigns: `campaign_id`, `name`, `objective`, `ends_on`, `fixed_cost`, `coupon_value`.
        touches: as for `campaign_costs`, with `order_id` (the order that followed, or empty).
        orders, refunds, snapshot: as for `valid_orders`.
        lines, products: as for `order_goods`.

    Returns:
        A pandas frame, one row per campaign in the order of `campaigns`: `campaign_id`, `name`, `objective`;
        `treated`, `buyers`, `control`, `control_buyers` (people); `revenue`, `goods`, `cost` (money, of the treated;
        the cost with vouchers), `order_value` (money, mean of the treated buyers' orders) and `margin` (share of their
        revenue); `roas`, `roi`; `incremental_orders`, `incremental_profit` (money), `incremental_roi` with
        `incremental_roi_low` and `incremental_roi_high`. NaN where there is no base: no buyer gives no order value.

    Raises:
        MeasureError: a column is missing or of another type, a campaign stands twice, or a touch belongs to none.

    Examples:
        Two of four treated bought, and one of two held out: nothing was added, whatever the ROAS says.

        >>> import pandas as pd
        >>> campaigns = pd.DataFrame({"campaign_id": ["K1"], "name": ["Letter"], "objective": ["keep"],
        ...     "ends_on": pd.to_datetime(["2024-11-30"]), "fixed_cost": [20], "coupon_value": [0]})
        >>> touches = pd.DataFrame({"campaign_id": "K1", "customer_id": list("ABCDEF"), "lead_id": None,
        ...     "group": ["treated"] * 4 + ["held_out"] * 2, "cost": [5, 5, 5, 5, 0, 0], "coupon_used": False,
        ...     "order_id": ["o1", "o2", None, None, "o3", None]})
        >>> orders = pd.DataFrame({"customer_id": ["A", "B", "E"], "order_id": ["o1", "o2", "o3"],
        ...     "order_date": pd.to_datetime(["2024-11-05"] * 3), "status": "completed", "amount": [90, 110, 100]})
        >>> lines = pd.DataFrame({"order_id": ["o1", "o2", "o3"], "product_id": "tea", "quantity": [9, 11, 10]})
        >>> products = pd.DataFrame({"product_id": ["tea"], "unit_cost": [6]})
        >>> found = campaign_returns(campaigns, touches, orders, None, "2024-12-31", lines=lines, products=products)
        >>> found[["cost", "roas", "roi", "incremental_orders", "incremental_roi"]]
           cost  roas  roi  incremental_orders  incremental_roi
        0  40.0   5.0  1.0                 0.0             -1.0
    """
    kinds = {"campaign_id": "key", "name": "text", "objective": "text", "ends_on": "date"}
    known = pandas_table(campaigns, "campaigns", gaps=["name"], **kinds)
    one_row_each(known, "campaigns", "campaign_id")
    over = known["ends_on"] <= pd.Timestamp(calendar_day(snapshot))
    people = _people(touches, _bought(orders, refunds, snapshot, lines, products))
    cost = campaign_costs(campaigns, touches).groupby("campaign_id")["cost"].sum()
    groups = dict(iter(people.groupby(["campaign_id", "group"])))
    rows = []
    for one in known[over].itertuples():
        treated, control = (groups.get((one.campaign_id, group)) for group in ("treated", "held_out"))
        if treated is not None and control is not None:
            found = group_returns(treated, control, float(cost[one.campaign_id]))
            rows.append({"campaign_id": one.campaign_id, "name": one.name, "objective": one.objective, **found})
    return pd.DataFrame(rows, columns=list(RETURNS))


def _bought(orders: Any, refunds: Any, snapshot: Any, lines: Any, products: Any) -> pd.DataFrame:
    """Every valid order's net amount and the cost of its goods."""
    valid = pandas_table(valid_orders(orders, refunds, snapshot), "valid", order_id="key", amount="number")
    goods = valid["order_id"].map(order_goods(lines, products)).astype("float64")
    return valid.assign(goods=goods, order_id=valid["order_id"].astype("str"))


def _people(touches: Any, bought: pd.DataFrame) -> pd.DataFrame:
    """One row per campaign and person: group, and the valid order that followed, if any."""
    made = touches_of(touches)
    made["order_id"] = texts(touches, "touches", "order_id")["order_id"].replace("", pd.NA)
    people = made.groupby(["campaign_id", "person"], as_index=False).agg(
        group=("group", "first"), groups=("group", "nunique"), order_id=("order_id", "first")
    )
    if (both := people["groups"] > 1).any():
        raise MeasureError(
            f"touches has {people.loc[both, 'person'].iloc[0][2:]!r} in two groups of the campaign "
            f"{people.loc[both, 'campaign_id'].iloc[0]!r}; a person is in one."
        )
    found = people.merge(bought, on="order_id", how="left")
    return found.astype({"amount": "float64", "goods": "float64"})


def group_returns(treated: pd.DataFrame, control: pd.DataFrame, cost: float) -> dict[str, float]:
    """One campaign's figures in `campaign_returns`, from its people: for two offers in one campaign, once for each.

    Args:
        treated, control: people, one row each, with `amount` and `goods` (money) of the valid order that followed; NaN
            for whoever did not buy.
        cost: what reaching the treated cost, vouchers included (money).

    Returns:
        What `campaign_returns` says of a campaign, but for its `campaign_id`, `name` and `objective`.

    Raises:
        MeasureError: a column is missing, holds no numbers or a negative one; or `cost` is negative or not finite.

    Examples:
        >>> import pandas as pd
        >>> treated = pd.DataFrame({"amount": [90, 110, None, None], "goods": [54, 66, None, None]})
        >>> control = pd.DataFrame({"amount": [100, None], "goods": [60, None]})
        >>> group_returns(treated, control, 40)["roas"]
        5.0
    """
    gaps = ("amount", "goods")
    treated = pandas_table(treated, "treated", gaps=gaps, amount="number", goods="number")
    control = pandas_table(control, "control", gaps=gaps, amount="number", goods="number")
    none_negative(treated, "treated", *gaps)
    none_negative(control, "control", *gaps)
    buyers, others = int(treated["amount"].count()), int(control["amount"].count())
    revenue, goods = float(treated["amount"].sum()), float(treated["goods"].sum())
    added = incremental_return(
        *(len(treated), buyers, len(control), others),
        order_value=ratio(revenue, buyers),
        margin=ratio(revenue - goods, revenue),
        cost=cost,
    )
    return {
        "treated": len(treated),
        "buyers": buyers,
        "control": len(control),
        "control_buyers": others,
        "revenue": revenue,
        "goods": goods,
        "cost": cost,
        "order_value": ratio(revenue, buyers),
        "margin": ratio(revenue - goods, revenue),
        "roas": roas(revenue, cost),
        "roi": campaign_roi(revenue, goods, cost),
        "incremental_orders": added.orders,
        "incremental_profit": added.profit,
        "incremental_roi": added.roi,
        "incremental_roi_low": added.roi_low,
        "incremental_roi_high": added.roi_high,
    }
