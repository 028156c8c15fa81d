"""The levers of lifetime value: what moves it most, and how its drivers have moved."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, whole_number
from customer_value.measures._numbers import NAN, finite, ratio, share
from customer_value.measures._tables import none_negative, pandas_table
from customer_value.measures.lifetime_value.retention_value import retention_clv

LEVERS = ("aov", "orders_per_year", "margin", "retention", "discount", "acquisition_cost")
"""What lifetime value is made of; the last two are better when they are lower."""

_LOW_IS_GOOD = {"discount", "acquisition_cost"}
_SHARES = {"margin", "retention", "discount"}


def clv_levers(
    aov: float,
    orders_per_year: float,
    margin: float,
    retention: float,
    discount: float,
    *,
    acquisition_cost: float = 0.0,
    change: float = 0.10,
) -> pd.DataFrame:
    """Which lever moves lifetime value most (提升終身價值的槓桿): each one alone, a tenth better and a tenth worse.

    Lifetime value is `aov x orders a year x margin x margin multiple(retention, discount) - acquisition cost`, the
    first payment coming now. Order value, frequency and margin all move it by the same share; retention by more, the
    more the higher it is already. What a tenth costs, and whether it can be had, is not in the table: that decides.

    Args:
        aov: average order value, money.
        orders_per_year: orders a customer makes in a year.
        margin: the margin rate, a share.
        retention: the share of customers who stay from one year to the next.
        discount: of a year, a share.
        acquisition_cost: money per customer.
        change: by which share of itself each lever moves; 0.10 for a tenth.

    Returns:
        A pandas frame, one row per lever, the strongest first: `lever`, `value` (as it is), `better`, `worse` (what it
        is changed to; a share goes no further than 1), `clv_better`, `clv_worse` (money), `gain`, `loss` (money,
        against `clv`), `clv` (as it is, the same in every row), `elasticity` (by how many percent lifetime value rises
        when the lever alone rises by 1%; NaN where lifetime value is 0).

    Raises:
        MeasureError: an input is no number, infinite or negative, a share is none, or nothing is discounted and
            retention is 1, now or when improved.

    Examples:
        >>> table = clv_levers(500, 4, 0.30, 0.80, 0.10, acquisition_cost=800)
        >>> round(table["clv"][0])
        1400
        >>> table[["lever", "better", "gain", "elasticity"]].round(2)
                      lever  better    gain  elasticity
        0         retention    0.88  800.00        4.19
        1               aov  550.00  220.00        1.57
        2   orders_per_year    4.40  220.00        1.57
        3            margin    0.33  220.00        1.57
        4  acquisition_cost  720.00   80.00       -0.57
        5          discount    0.09   55.17       -0.38
    """
    step = share(change, "change")
    now = {
        "aov": finite(aov, "aov", least=0),
        "orders_per_year": finite(orders_per_year, "orders_per_year", least=0),
        "margin": share(margin, "margin"),
        "retention": share(retention, "retention"),
        "discount": share(discount, "discount"),
        "acquisition_cost": finite(acquisition_cost, "acquisition_cost", least=0),
    }
    clv = _clv(now)
    found = []
    for lever, value in now.items():
        up, down = value * (1 + step), value * (1 - step)
        if lever in _SHARES:
            up = min(up, 1.0)
        better, worse = (down, up) if lever in _LOW_IS_GOOD else (up, down)
        changed = [_clv(now | {lever: one}) for one in (better, worse)]
        found.append((lever, value, better, worse, *changed, changed[0] - clv, clv - changed[1]))
    columns = ["lever", "value", "better", "worse", "clv_better", "clv_worse", "gain", "loss"]
    table = pd.DataFrame(found, columns=columns).assign(clv=clv, elasticity=_elasticities(now, clv))
    # Equal gains differ in the last digit; rounded, they keep the order of LEVERS.
    order = (-table["gain"].round(6)).sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


def driver_trend(valid: Any, snapshot: Any, *, months: int = 12, periods: int = 3, since: Any = None) -> pd.DataFrame:
    """How the drivers of lifetime value have moved, period by period back from the snapshot (驅動因素趨勢).

    Args:
        valid: valid orders on the snapshot, as `valid_orders` returns them: `customer_id`, `order_id`, `order_date`,
            `amount` (net money).
        snapshot: the last day of the last period.
        months: the length of a period in months; with 12 and a snapshot of 31 December, calendar years.
        periods: how many, at most: one that begins before `since` is left out, since nobody knows what there was.
        since: the first day that the orders cover; that of the first order when None.

    Returns:
        A pandas frame, one row per period, the oldest first: `start`, `end` (days, both included), `customers` (who
        bought), `orders`, `revenue`, `aov` (revenue / orders), `orders_per_customer` (orders / customers), `retention`
        (of the customers of the period before, the share who bought in this one; NaN for the first). The last row
        gives the short formula its inputs: with periods of a year, churn is `1 - retention`.

    Raises:
        MeasureError: a column is missing or of another type, an amount is negative, a day is none, or `months` or
            `periods` is no whole number of at least 1.

    Notes:
        In a shop, where leaving is not seen, "did not buy for a year" is a rule, and some come back later. An average
        over customers is lowered by newcomers, who have had less time: watch it beside `customers`.

    Examples:
        >>> valid = pd.DataFrame({
        ...     "customer_id": ["A", "B", "A", "A", "C"], "order_id": ["o1", "o2", "o3", "o4", "o5"],
        ...     "order_date": pd.to_datetime(["2023-01-01", "2023-06-01", "2023-12-31", "2024-05-01", "2024-12-31"]),
        ...     "amount": [100, 200, 300, 250, 150],
        ... })
        >>> table = driver_trend(valid, "2024-12-31")
        >>> table[["start", "customers", "aov", "orders_per_customer", "retention"]]
               start  customers    aov  orders_per_customer  retention
        0 2023-01-01          2  200.0                  1.5        NaN
        1 2024-01-01          2  200.0                  1.0        0.5
    """
    day = pd.Timestamp(calendar_day(snapshot))
    length, most = _whole(months, "months"), _whole(periods, "periods")
    orders = pandas_table(valid, "valid", customer_id="key", order_id="key", order_date="date", amount="number")
    none_negative(orders, "valid", "amount")
    orders = orders[orders["order_date"] <= day]
    begin = orders["order_date"].min() if since is None else pd.Timestamp(calendar_day(since, "since"))
    ends = [day - pd.DateOffset(months=length * back) for back in range(most, -1, -1)]
    found, before = [], None
    for start, end in ((one + pd.Timedelta(days=1), other) for one, other in pairwise(ends)):
        if not start >= begin:
            continue
        mine = orders[orders["order_date"].between(start, end)]
        who = set(mine["customer_id"])
        count, revenue = mine["order_id"].nunique(), float(mine["amount"].sum())
        stayed = NAN if before is None else ratio(len(before & who), len(before))
        found.append((start, end, len(who), count, revenue, ratio(revenue, count), ratio(count, len(who)), stayed))
        before = who
    columns = ["start", "end", "customers", "orders", "revenue", "aov", "orders_per_customer", "retention"]
    return pd.DataFrame(found, columns=columns).astype({"start": "datetime64[us]", "end": "datetime64[us]"})


def _whole(value: Any, name: str) -> int:
    if (number := whole_number(value)) is None or number < 1:
        raise MeasureError(f"{name} is {value!r}; give a whole number of at least 1.")
    return number


def _clv(of: dict[str, float]) -> float:
    yearly = of["aov"] * of["orders_per_year"] * of["margin"]
    return retention_clv(yearly, of["retention"], of["discount"], acquisition_cost=of["acquisition_cost"])


def _elasticities(of: dict[str, float], clv: float) -> np.ndarray:
    """By how many percent lifetime value rises with 1% more of each, at the point: its slope times value over clv."""
    gross = clv + of["acquisition_cost"]
    room = 1 + of["discount"] - of["retention"]
    slopes = {
        "retention": gross * of["retention"] / room,
        "discount": -gross * of["discount"] * of["retention"] / (room * (1 + of["discount"])),
        "acquisition_cost": -of["acquisition_cost"],
    }
    return np.array([ratio(slopes.get(lever, gross), clv) for lever in LEVERS])
