"""Purchase histories as models of buying take them: repeat purchases, recency, age, and how often each occurs."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import (
    calendar_day,
    dated_by,
    day_number,
    in_order,
    open_frame,
    typed,
    whole_days,
    without_time,
)
from customer_value.measures._valid_rows import valid_rows


def btyd_summary(valid: Any, snapshot: Any, *, unit: int = 1) -> Any:
    """Each customer's history in the four numbers that BTYD ("buy till you die") models such as BG/NBD take.

    They share names with RFM but mean something else. Purchases are counted by **day**: several orders on one day are
    one purchase, whose amounts add up.

    - `frequency` (x): days with a purchase **after the first** one; 0 for a customer who bought once.
    - `recency` (t_x): time from the first to the **last** purchase; 0 for a customer who bought once. High is good.
    - `T`: time from the first purchase to the snapshot, the customer's age.
    - `monetary`: the mean amount of the repeat purchases, **the first left out**; missing where there are none.

    RFM's recency is `T - recency`. Where all orders fall on different days, RFM's frequency is `frequency + 1`.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`, `amount`. Their amounts are
            net of refunds, and so is `monetary`; orders taken without refunds give it gross.
        snapshot: the day on which customers are judged. Orders after it are left out.
        unit: how many days make one unit of `recency` and `T`; 7 for weeks. Models fitted in weeks speak of weeks.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `frequency` (whole), `recency`, `T` (floats, in
        units), `monetary` (money). An eager frame is sorted by customer id.

    Raises:
        MeasureError: a column is missing or of another type; in an eager frame a value is missing, or an amount
            infinite or below 0; `snapshot` is no day, or `unit` no whole number of at least 1.

    Notes:
        The definitions are those of Fader, Hardie and Lee (2005) and of the package lifetimes, which however gives 0
        where `monetary` is missing here: such rows have to stay out of a Gamma-Gamma fit.

    Examples:
        Two orders on 5 January are one purchase:

        >>> import pandas as pd
        >>> valid = pd.DataFrame({
        ...     "customer_id": ["A", "A", "A", "C", "D", "D"], "order_id": ["o1", "o2", "o3", "o5", "o7", "o8"],
        ...     "order_date": pd.to_datetime(["2024-01-05", "2024-01-05", "2024-03-01", "2024-12-20", "2024-06-01",
        ...                                   "2024-11-21"]),
        ...     "amount": [1000, 200, 500, 300, 700, 700],
        ... })
        >>> btyd_summary(valid, "2024-12-31")
          customer_id  frequency  recency      T  monetary
        0           A          1     56.0  361.0     500.0
        1           C          0      0.0   11.0       NaN
        2           D          1    173.0  213.0     700.0
    """
    day, length = calendar_day(snapshot), whole_days(unit, "unit")
    orders = valid_rows(valid, customer_id="key", order_date="date", amount="number")
    known = orders.filter(dated_by(orders, "order_date", day))
    days = (
        known.select("customer_id", "amount", day=without_time(known, "order_date"))
        .group_by("customer_id", "day")
        .agg(nw.col("amount").sum())
    )
    ends = days.group_by("customer_id").agg(purchases=nw.len(), first=nw.col("day").min(), last=nw.col("day").max())
    repeats = (
        days.join(ends.select("customer_id", "first"), on="customer_id")
        .filter(nw.col("day") > nw.col("first"))
        .group_by("customer_id")
        .agg(monetary=nw.col("amount").mean())
    )
    first, last = day_number(nw.col("first")), day_number(nw.col("last"))
    table = ends.join(repeats, on="customer_id", how="left").select(
        "customer_id",
        frequency=nw.col("purchases").cast(nw.Int64()) - 1,
        recency=(last - first) / length,
        T=(day.toordinal() - first) / length,
        monetary=nw.col("monetary"),
    )
    return in_order(table, "customer_id")


def history_counts(summary: Any) -> Any:
    """How many customers share each history: the distinct (`frequency`, `recency`, `T`) of a BTYD summary.

    Customers with the same three numbers are the same to BG/NBD. A model fitted to the distinct histories with their
    counts gives the same parameters at a cost that grows with how many *different* histories there are, not with the
    number of customers.

    Args:
        summary: a frame with `frequency`, `recency` and `T`, as `btyd_summary` returns it.

    Returns:
        The same kind of frame, one row per distinct history: `frequency`, `recency`, `T`, `customers` (count). An
        eager frame is sorted by the three.

    Raises:
        MeasureError: a column is missing or holds no numbers; or, in an eager frame, one that is missing, infinite or
            below 0.

    Examples:
        >>> import pandas as pd
        >>> summary = pd.DataFrame({"frequency": [0, 2, 0], "recency": [0.0, 30.4, 0.0], "T": [38.9, 38.9, 38.9]})
        >>> history_counts(summary)
           frequency  recency     T  customers
        0        0.0      0.0  38.9          2
        1        2.0     30.4  38.9          1
    """
    columns = dict.fromkeys(("frequency", "recency", "T"), "number")
    frame = typed(open_frame(summary, "summary", columns), "summary", **columns)
    if isinstance(frame, nw.DataFrame):
        for column in columns:
            if wrong := len(frame) - int((frame[column].is_finite() & (frame[column] >= 0)).fill_null(False).sum()):
                raise MeasureError(
                    f"summary[{column!r}] is missing, infinite or below 0 on {wrong} of {len(frame)} rows; make the "
                    "summary with btyd_summary."
                )
    counts = frame.group_by(*columns).agg(customers=nw.len())
    return in_order(counts.select(*columns, nw.col("customers").cast(nw.Int64())), *columns)
