"""What customers spend: the average order, and how spending is spread over customers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
from scipy.stats import skew

from customer_value.errors import MeasureError
from customer_value.frames import collected, open_frame, typed
from customer_value.measures._numbers import NAN, ratio
from customer_value.measures._series import numbers

_GROUPS = 10


@dataclass(frozen=True, kw_only=True)
class SpendSummary:
    """How spending is spread over customers.

    Attributes:
        customers: how many.
        total: what they spent together (money).
        mean: per customer (money); times the number of customers it is the total.
        median: what the customer in the middle spent (money): half spent less, half more.
        skewness: how lopsided the spread is; 0 where it is even, above 1 where a few large ones stand out. NaN with
            fewer than three customers, and where all spent the same.
        below_mean: the share of customers who spent less than the mean.
    """

    customers: int
    total: float
    mean: float
    median: float
    skewness: float
    below_mean: float


def average_order_value(valid: Any) -> float:
    """What an order comes to on average, AOV (客單價): `net revenue / orders`.

    Over **all orders**, not the mean of each customer's mean, in which somebody who came once counts as much as
    somebody who came ten times. Nor is it the mean over order lines.

    Args:
        valid: valid orders, as `valid_orders` returns them: `order_id`, `amount` (money, net). A lazy frame is run.

    Returns:
        Money per order; NaN where there is no order.

    Raises:
        MeasureError: a column is missing or of another type; an order id or amount is missing, or
            an amount infinite or below 0.

    Examples:
        Two customers, with orders of 100, 100, 100 and of 500. The mean of their means would be 300:

        >>> average_order_value(pd.DataFrame({"order_id": ["o1", "o2", "o3", "o4"], "amount": [100, 100, 100, 500]}))
        200.0
    """
    columns = {"order_id": "key", "amount": "number"}
    orders = typed(open_frame(valid, "valid", columns), "valid", **columns)
    known = nw.col("amount").is_finite() & (nw.col("amount") >= 0) & ~nw.col("order_id").is_null()
    found = orders.select(
        rows=nw.len(),
        known=nw.when(known).then(1).otherwise(0).sum(),
        orders=nw.col("order_id").n_unique(),
        money=nw.col("amount").sum(),
    )
    found = collected(found)
    rows, there, count, money = (nw.to_py_scalar(value) or 0 for value in found.row(0))
    if bad := int(rows - there):
        raise MeasureError(
            f"valid has no order_id, or an amount that is missing, infinite or below 0, on {bad} of {int(rows)} rows; "
            "correct or drop those rows first. Refunds are taken off their orders by valid_orders."
        )
    return ratio(money, count) if rows else NAN


def spend_summary(spend: Any) -> SpendSummary:
    """Mean, median and skew of what customers spent (平均數、中位數、偏態).

    Where a few spend very much, the mean describes nobody: most customers are below it. Say the median where you mean
    "a usual customer", and the mean where you multiply by a number of customers.

    Args:
        spend: each customer's net money, a Series or a list, such as `monetary(valid)["monetary"]`.

    Returns:
        A `SpendSummary`; with no customer its averages are NaN.

    Raises:
        MeasureError: an amount is missing, infinite, negative or no number.

    Notes:
        The skewness is that of the customers at hand (Fisher-Pearson, as in SciPy). `Series.skew` of pandas guesses
        that of a population they were drawn from and is a little larger.

    Examples:
        >>> found = spend_summary([50, 20, 10, 8, 4, 3, 2, 1, 1, 1])
        >>> found.mean, found.median, round(found.skewness, 2), found.below_mean
        (10.0, 3.5, 2.03, 0.7)
    """
    values = numbers(spend, "spend", least=0)
    n = len(values)
    if not n:
        return SpendSummary(customers=0, total=0.0, mean=NAN, median=NAN, skewness=NAN, below_mean=NAN)
    lopsided = n > 2 and values.min() < values.max()
    return SpendSummary(
        customers=n,
        total=float(values.sum()),
        mean=float(values.mean()),
        median=float(values.median()),
        skewness=float(skew(values)) if lopsided else NAN,
        below_mean=float((values < values.mean()).mean()),
    )


def spend_deciles(spend: Any) -> pd.DataFrame:
    """Ten groups of customers of one size, the highest spenders first (十分位), and the money of each.

    Customers are sorted by what they spent; the first tenth of them is decile 1. The first d deciles hold
    `ceil(d x n / 10)` customers, so that decile 1 and 2 together bring just the `top_share` of the top 20%. Of several
    who spent the same at a border, some fall on either side: that changes who is named, not the money.

    Args:
        spend: as for `spend_summary`.

    Returns:
        A pandas frame, ten rows: `decile` (1 = highest), `customers`, `lowest` and `highest` (what one of them spent),
        `money` (together), `mean` (per customer), `money_share` and `cumulative_share` (of the money of all). A decile
        without customers, as with fewer than ten, has money 0 and no mean; without any money shares are NaN.

    Raises:
        MeasureError: as for `spend_summary`.

    Examples:
        >>> table = spend_deciles([50, 20, 10, 8, 4, 3, 2, 1, 1, 1])
        >>> table[["decile", "money", "money_share", "cumulative_share"]].head(3)
           decile  money  money_share  cumulative_share
        0       1   50.0          0.5               0.5
        1       2   20.0          0.2               0.7
        2       3   10.0          0.1               0.8
    """
    values = np.sort(numbers(spend, "spend", least=0).to_numpy())[::-1]
    borders = [ceil(decile * len(values) / _GROUPS) for decile in range(_GROUPS + 1)]
    parts = [values[first:last] for first, last in pairwise(borders)]
    money = np.array([part.sum() for part in parts])
    share = money / values.sum() if values.sum() > 0 else np.full(_GROUPS, NAN)
    return pd.DataFrame(
        {
            "decile": range(1, _GROUPS + 1),
            "customers": [len(part) for part in parts],
            "lowest": [part[-1] if len(part) else NAN for part in parts],
            "highest": [part[0] if len(part) else NAN for part in parts],
            "money": money,
            "mean": [part.mean() if len(part) else NAN for part in parts],
            "money_share": share,
            "cumulative_share": share.cumsum(),
        }
    )
