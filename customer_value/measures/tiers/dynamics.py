"""Customer dynamics: who is new, active, nodding off or asleep, by purchase cycles since the last purchase."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, dated_by, day_number, in_order, without_time
from customer_value.measures._numbers import finite
from customer_value.measures._valid_rows import valid_rows

STATES = ("N", "E0", "S1", "S2", "S3")
"""The five states, from newest to longest asleep."""


def customer_dynamics(valid: Any, snapshot: Any, cycle: float) -> Any:
    """Each customer's state in Taiwan's NES model (顧客動態): new, existing, or three depths of sleep.

    What counts is how many purchase cycles have passed since the last purchase:

    - `N` (新顧客): bought on one day only, at most one cycle ago;
    - `E0` (主力顧客): bought on several days, the last at most one cycle ago;
    - `S1` (瞌睡顧客): more than one and at most two cycles ago;
    - `S2` (半睡顧客): more than two and at most three;
    - `S3` (沉睡顧客): more than three.

    Somebody who bought once and never again is N for one cycle and then falls asleep like everybody else.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`.
        snapshot: the day on which customers are judged; later orders are left out.
        cycle: the company's purchase cycle (購買週期) in days, such as the median gap between purchase days.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `recency` (days), `cycles` (recency over cycle)
        and `state`. An eager frame is sorted by customer id.

    Raises:
        MeasureError: a column is missing or of another type or, in an eager frame, lacks a value; `snapshot` is no
            day, or `cycle` is not above 0.

    Notes:
        Sources differ in the labels: some call S1 and S2 "E1" and "E2". Some commercial systems take each customer's
        own cycle, which most customers are too young to have. Here one cycle holds for all.

    Examples:
        A cycle of 30 days:

        >>> import pandas as pd
        >>> valid = pd.DataFrame({
        ...     "customer_id": ["A", "B", "B", "C", "D", "E"],
        ...     "order_date": pd.to_datetime(["2024-12-20", "2024-06-01", "2024-12-01", "2024-11-30", "2024-10-10",
        ...                                   "2024-03-01"]),
        ... })
        >>> customer_dynamics(valid, "2024-12-31", 30).round(2)
          customer_id  recency  cycles state
        0           A       11    0.37     N
        1           B       30    1.00    E0
        2           C       31    1.03    S1
        3           D       82    2.73    S2
        4           E      305   10.17    S3
    """
    day = calendar_day(snapshot)
    length = finite(cycle, "cycle")
    if not length > 0:
        raise MeasureError(f"cycle is {cycle!r}; give the purchase cycle as a number of days above 0.")
    orders = valid_rows(valid, customer_id="key", order_date="date")
    known = orders.filter(dated_by(orders, "order_date", day))
    ends = (
        known.select("customer_id", order_date=without_time(known, "order_date"))
        .group_by("customer_id")
        .agg(first=nw.col("order_date").min(), last=nw.col("order_date").max())
    )
    waited = ends.select("customer_id", "first", "last", recency=day.toordinal() - day_number(nw.col("last")))
    once, cycles = nw.col("first") == nw.col("last"), nw.col("recency") / length
    state = nw.when(nw.col("recency") <= length).then(nw.lit("E0")).otherwise(nw.lit("S1"))
    state = nw.when(nw.col("recency") > 2 * length).then(nw.lit("S2")).otherwise(state)
    state = nw.when(nw.col("recency") > 3 * length).then(nw.lit("S3")).otherwise(state)
    state = nw.when(once, nw.col("recency") <= length).then(nw.lit("N")).otherwise(state)
    return in_order(waited.select("customer_id", "recency", cycles=cycles, state=state), "customer_id")
