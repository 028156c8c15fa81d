"""The purchase cycle: how long customers take between purchases, and who is later than they usually are."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from customer_value.errors import MeasureError
from customer_value.frames import (
    Frame,
    calendar_day,
    collected,
    dated_by,
    day_number,
    in_order,
    open_frame,
    typed,
    without_time,
)
from customer_value.measures._numbers import NAN, finite
from customer_value.measures._visits import with_rhythm


def purchase_gaps(valid: Any) -> Any:
    """The days between one purchase day of a customer and the next (購買間隔), a row for each gap.

    Several orders on one day are one purchase, so that no gap is 0; and gaps are always those of **one** customer. The
    time from the last purchase to today is no gap yet, as nobody knows how long it will become.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`.

    Returns:
        The same kind of frame: `customer_id`, `order_date` (the day of the purchase that ended the gap) and `gap`
        (days, at least 1). A customer with n purchase days has n - 1 rows; with one, none. An eager frame is sorted by
        customer id and date.

    Raises:
        MeasureError: a column is missing or of another type.

    Examples:
        Two orders of E on 1 March are one purchase; D has come once:

        >>> import pandas as pd
        >>> valid = pd.DataFrame({"customer_id": ["E", "E", "E", "E", "D"], "order_date": pd.to_datetime(
        ...     ["2024-03-01", "2024-03-01", "2024-07-29", "2024-11-26", "2024-06-14"])})
        >>> purchase_gaps(valid)
          customer_id order_date  gap
        0           E 2024-07-29  150
        1           E 2024-11-26  120
    """
    return in_order(_gaps(_orders(valid)), "customer_id", "order_date")


def purchase_cycle(valid: Any) -> float:
    """The purchase cycle of the company (消費週期): the median of **all gaps of all customers**, pooled.

    Half of all repeat purchases came within so many days of the one before. The median, since a few long gaps pull the
    mean far up. A customer who comes often has many gaps and so counts often; the median of each customer's own
    median (`own_cycles`) counts every customer once and is another number.

    Args:
        valid: as for `purchase_gaps`. A lazy frame is run.

    Returns:
        Days; NaN where nobody has bought on two days.

    Raises:
        MeasureError: as for `purchase_gaps`.

    Notes:
        Only gaps that have ended are known, and short ones have ended more often, so the cycle of a young company is
        too short.

    Examples:
        The gaps are 30, 30 and 210 days for A, and 40 for B:

        >>> import pandas as pd
        >>> valid = pd.DataFrame({"customer_id": list("AAAABB"), "order_date": pd.to_datetime(
        ...     ["2024-01-10", "2024-02-09", "2024-03-10", "2024-10-06", "2024-08-12", "2024-09-21"])})
        >>> purchase_cycle(valid)
        35.0
    """
    gaps = _gaps(_orders(valid)).group_by("gap").agg(n=nw.len())
    gaps = collected(gaps)
    if not len(gaps):
        return NAN
    gaps = gaps.sort("gap")
    up_to = np.cumsum(gaps["n"].to_numpy().astype("int64"))
    middle = np.searchsorted(up_to, [(up_to[-1] - 1) // 2, up_to[-1] // 2], side="right")
    return float(gaps["gap"].to_numpy()[middle].mean())


def own_cycles(valid: Any) -> Any:
    """Each customer's own purchase cycle (個人消費週期): the median of their own gaps.

    Args:
        valid: as for `purchase_gaps`.

    Returns:
        The same kind of frame, one row per customer **with at least one gap**: `customer_id`, `gaps` (how many) and
        `cycle` (days). One gap is a weak witness: look at `gaps` before you rely on it. An eager frame is sorted by
        customer id.

    Raises:
        MeasureError: as for `purchase_gaps`.

    Examples:
        A's long pause moves the mean to 90 days, not the median; D has no gap, and so no cycle:

        >>> import pandas as pd
        >>> valid = pd.DataFrame({"customer_id": list("AAAAD"), "order_date": pd.to_datetime(
        ...     ["2024-01-10", "2024-02-09", "2024-03-10", "2024-10-06", "2024-06-14"])})
        >>> own_cycles(valid)
          customer_id  gaps  cycle
        0           A     3   30.0
    """
    people = _rhythms(_orders(valid)).filter(nw.col("purchase_days") > 1)
    table = people.select("customer_id", gaps=nw.col("purchase_days") - 1, cycle=nw.col("median_gap"))
    return in_order(table, "customer_id")


def overdue(valid: Any, snapshot: Any, k: float = 1.5) -> Any:
    """Who is later than usual, by their **own** rhythm (逾期未購).

    `ratio = days since the last purchase / own cycle`; overdue where the ratio is **above** k. Exactly k is not overdue
    yet. Held to one cycle for all, those who buy seldom would be called while on time, and those who buy often noticed
    long after they have gone.

    Args:
        valid: as for `purchase_gaps`.
        snapshot: the day on which customers are judged. Orders after it are left out.
        k: how many own cycles may pass, above 0.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `recency` (days since the last purchase),
        `purchase_days`, `cycle` (days; missing with one purchase day), `ratio` (missing there too), `judged` (whether
        there is a cycle) and `overdue` (false where it cannot be judged). An eager frame is sorted by customer id.

    Raises:
        MeasureError: as for `purchase_gaps`; `snapshot` is no day, or `k` is not above 0.

    Examples:
        A usually comes after 30 days and has been away for 86, C after 190 and has been away for 240:

        >>> import pandas as pd
        >>> valid = pd.DataFrame({"customer_id": list("AAAACCD"), "order_date": pd.to_datetime(
        ...     ["2024-01-10", "2024-02-09", "2024-03-10", "2024-10-06", "2023-10-28", "2024-05-05", "2024-06-14"])})
        >>> table = overdue(valid, "2024-12-31")
        >>> table[["customer_id", "recency", "cycle", "ratio", "judged", "overdue"]].round(2)
          customer_id  recency  cycle  ratio  judged  overdue
        0           A       86   30.0   2.87    True     True
        1           C      240  190.0   1.26    True    False
        2           D      200    NaN    NaN   False    False
    """
    day = calendar_day(snapshot)
    if not finite(k, "k") > 0:
        raise MeasureError(f"k is {k!r}; give a number above 0, such as 1.5.")
    people = _rhythms(_orders(valid, day))
    table = people.select(
        "customer_id",
        "purchase_days",
        recency=(day.toordinal() - nw.col("last")).cast(nw.Int64()),
        cycle=nw.col("median_gap"),
        judged=nw.col("purchase_days") > 1,
    ).with_columns(ratio=nw.col("recency") / nw.col("cycle"))
    late = nw.when(nw.col("judged")).then(nw.col("ratio") > k).otherwise(nw.lit(False))
    columns = ("customer_id", "recency", "purchase_days", "cycle", "ratio", "judged")
    return in_order(table.select(*columns, overdue=late), "customer_id")


def _orders(valid: Any, day: dt.date | None = None) -> Frame:
    """Who ordered on which day, up to a day: `customer_id`, `order_date` without time, each pair once."""
    columns = {"customer_id": "key", "order_date": "date"}
    orders = typed(open_frame(valid, "valid", columns), "valid", **columns)
    there = [~nw.col(column).is_null() for column in columns]
    if isinstance(orders, nw.DataFrame) and (without := len(orders) - len(orders.filter(*there))):
        raise MeasureError(
            f"valid has no customer_id or no order_date on {without} of {len(orders)} rows; drop those rows first: "
            "valid.dropna(subset=['customer_id', 'order_date'])."
        )
    orders = orders.filter(*there)
    if day is not None:
        orders = orders.filter(dated_by(orders, "order_date", day))
    days = orders.select("customer_id", order_date=without_time(orders, "order_date"))
    return days.unique(["customer_id", "order_date"])


def _gaps(days: Frame) -> Frame:
    """The gaps between the purchase days of each customer: `customer_id`, `order_date`, `gap`."""
    days = days.with_columns(day=day_number(nw.col("order_date")))
    if days.implementation.is_pyarrow():  # which looks at no neighbouring row within a group
        days = days.sort("customer_id", "day")
        same = nw.col("customer_id") == nw.col("customer_id").shift(1)
        before = nw.when(same).then(nw.col("day").shift(1))
    else:
        before = nw.col("day").shift(1).over("customer_id", order_by="day")
    gaps = days.with_columns(before=before).filter(~nw.col("before").is_null())
    return gaps.select("customer_id", "order_date", gap=(nw.col("day") - nw.col("before")).cast(nw.Int64()))


def _rhythms(days: Frame) -> Frame:
    """Each customer's last day, number of purchase days and median gap."""
    return with_rhythm(days.select("customer_id", on=nw.lit(0), day=day_number(nw.col("order_date"))))
