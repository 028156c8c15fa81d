"""Cohorts: customers by the month of their first order, and how many of them bought in each month after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import DAY, calendar_day, collected
from customer_value.measures.orders.valid import valid_orders


def cohort_sizes(orders: Any, refunds: Any, snapshot: Any) -> pd.Series:
    """How many customers made their first order in each month: the sizes of the month cohorts (世代人數).

    Args:
        orders, refunds, snapshot: as for `valid_orders`. A lazy frame is run.

    Returns:
        A pandas Series of counts, the index `cohort` of months (periods) without a gap, from that of the first order
        to that of the snapshot, the last one so far. Empty where there is no valid order.

    Raises:
        MeasureError: as for `valid_orders`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("AABC"), "order_id": list("1234"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-11-05", "2024-12-20", "2024-11-08", "2025-01-30"]),
        ...     "status": "completed"})
        >>> cohort_sizes(orders, None, "2025-01-31")
        cohort
        2024-11    2
        2024-12    0
        2025-01    1
        Freq: M, Name: customers, dtype: int64
    """
    counts = _counts(orders, refunds, calendar_day(snapshot))
    return counts.get(0, pd.Series(index=counts.index, dtype="int64")).rename("customers")


def cohort_retention(orders: Any, refunds: Any, snapshot: Any) -> pd.DataFrame:
    """The share of each month's new customers who bought in each month after it (世代留存表).

    A cohort are the customers whose first order fell in one month. Cell k is the share of the **cohort's own size**
    with a valid order in the k-th month after; month 0 is 100%. The month's number is
    `(year2 - year1) x 12 + (month2 - month1)`, so January 2025 is month 2 of the cohort of November 2024.

    A cell whose month is not over on the snapshot is **NaN**, not 0: nobody can have bought there yet, or not everybody
    who will. So the last cohorts have the shortest rows.

    Args:
        orders, refunds, snapshot: as for `valid_orders`. A lazy frame is run.

    Returns:
        A pandas frame of shares, the index `cohort` as in `cohort_sizes`, the columns `month` from 0. A month in which
        nobody was new has a row of NaN, as it has no base; so has the snapshot's own month while it is not over.

    Raises:
        MeasureError: as for `valid_orders`.

    Notes:
        In a ledger that begins in the middle of the business the first months hold old customers too.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("AABC"), "order_id": list("1234"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-11-05", "2025-01-20", "2024-11-08", "2024-12-30"]),
        ...     "status": "completed"})
        >>> cohort_retention(orders, None, "2025-01-31")  # doctest: +NORMALIZE_WHITESPACE
        month      0    1    2
        cohort
        2024-11  1.0  0.0  0.5
        2024-12  1.0  0.0  NaN
        2025-01  NaN  NaN  NaN
    """
    day = calendar_day(snapshot)
    counts = _counts(orders, refunds, day)
    if not counts.size:
        return counts.astype("float64")
    over = len(counts) - ((day + DAY).month == day.month)  # months over on the snapshot, from the first cohort on
    first, month = np.indices(counts.shape)
    sizes = counts[0].where(counts[0] > 0)
    return counts.div(sizes, axis="index").where(first + month < over)


def overall_retention(retention: pd.DataFrame, sizes: pd.Series) -> pd.Series:
    """The retention of all cohorts together, month by month after the first order (整體留存率).

    For each month k, over the cohorts for which it is known: `customers who bought / customers of these cohorts`. So a
    large cohort weighs more than a small one (the mean of the cohorts' rates would let ten customers weigh as much as
    a thousand), and a cohort that is too young is in neither part.

    Args:
        retention: shares by cohort and month, as `cohort_retention` returns them, NaN where not known yet.
        sizes: the cohorts' sizes, as `cohort_sizes` returns them, on the same index.

    Returns:
        A pandas Series of shares by month; NaN where no cohort is old enough.

    Raises:
        MeasureError: the two have different cohorts, a size is missing, infinite or negative, a month stands twice, or
            a share is none.

    Examples:
        Of 230 customers 74 bought in the month after; the last cohort has not had a second month yet, so it is 35
        of 150 there:

        >>> import pandas as pd
        >>> table = pd.DataFrame({0: [1, 1, 1], 1: [0.4, 0.2, 0.3], 2: [0.3, 0.1, None]}, index=["Jan", "Feb", "Mar"])
        >>> overall_retention(table, pd.Series([100, 50, 80], index=["Jan", "Feb", "Mar"])).round(3).tolist()
        [1.0, 0.322, 0.233]
    """
    if not isinstance(retention, pd.DataFrame) or not isinstance(sizes, pd.Series):
        raise MeasureError(
            "Give retention and sizes as cohort_retention and cohort_sizes return them: a frame and a Series."
        )
    if not retention.index.equals(sizes.index):
        raise MeasureError("retention and sizes have different cohorts; take both from the same orders and snapshot.")
    known = pd.api.types.is_numeric_dtype(sizes) and np.isfinite(sizes.astype("float64")).all()
    if len(sizes) and not (known and (sizes >= 0).all()):
        raise MeasureError("sizes has a missing or negative number of customers; give a count for every cohort.")
    if twice := retention.columns[retention.columns.duplicated()].tolist():
        raise MeasureError(f"retention has the month {twice[0]!r} twice; drop one of them.")
    for month, shares in retention.items():
        if not pd.api.types.is_numeric_dtype(shares) or not shares.dropna().between(0, 1).all():
            raise MeasureError(
                f"retention[{month!r}] holds what is no share from 0 to 1; take it from cohort_retention."
            )
    known = retention.notna()
    weights = known.mul(sizes, axis="index").sum()
    bought = retention.mul(sizes, axis="index").sum()
    return (bought / weights.where(weights > 0)).rename("retention")


def _counts(orders: Any, refunds: Any, day: dt.date) -> pd.DataFrame:
    """Customers by cohort and month after it; 0 where nobody bought, whether it could be known or not."""
    valid = nw.from_native(valid_orders(orders, refunds, day))
    date = nw.col("order_date").dt
    number = date.year().cast(nw.Int64()) * 12 + date.month().cast(nw.Int64()) - 1
    bought = valid.select("customer_id", month=number).unique(["customer_id", "month"])
    first = bought.group_by("customer_id").agg(cohort=nw.col("month").min())
    cells = bought.join(first, on="customer_id").group_by("cohort", "month").agg(customers=nw.len())
    cells = collected(cells)
    found = pd.DataFrame({name: cells[name].to_numpy().astype("int64") for name in ("cohort", "month", "customers")})
    last = day.year * 12 + day.month - 1
    months = range(int(found["cohort"].min()), last + 1) if len(found) else range(0)
    table = np.zeros((len(months), len(months)), dtype="int64")
    if len(found):
        table[found["cohort"] - months[0], found["month"] - found["cohort"]] = found["customers"]
    index = pd.PeriodIndex.from_ordinals([number - 1970 * 12 for number in months], freq="M", name="cohort")
    return pd.DataFrame(table, index=index, columns=pd.RangeIndex(len(months), name="month"))
