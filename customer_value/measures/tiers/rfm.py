"""Recency, frequency and monetary value: three numbers for every customer."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw

from customer_value.frames import calendar_day, dated_by, day_number, in_order
from customer_value.measures._valid_rows import valid_rows
from customer_value.measures.orders.valid import valid_orders


def recency(valid: Any, snapshot: Any) -> Any:
    """Days since each customer's last valid order (最近一次消費). Low is good.

    `snapshot - date of the last valid order`, in calendar days: bought on the snapshot itself is 0, on the day before
    1, however late in the evening. The snapshot is a given day, never today and never the last date of the file.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`.
        snapshot: the day on which customers are judged, as a date or a text such as "2024-12-31". Orders after it
            are left out, as nobody could know them on that day.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `recency` (days, whole). A customer without an
        order has no row. An eager frame is sorted by customer id.

    Raises:
        MeasureError: a column is missing or of another type or, in an eager frame, lacks a value; or `snapshot` is no
            day.

    Notes:
        Source: the analysis date minus the last date, as in the R package rfm. In BTYD models (BG/NBD) "recency" is
        another number, last minus first purchase.

    Examples:
        >>> import pandas as pd
        >>> valid = pd.DataFrame({
        ...     "customer_id": ["A", "A", "C"], "order_id": ["o1", "o3", "o5"],
        ...     "order_date": pd.to_datetime(["2024-01-05", "2024-03-01", "2024-12-20"]), "amount": [1000, 500, 300],
        ... })
        >>> recency(valid, "2024-12-31")
          customer_id  recency
        0           A      305
        1           C       11
    """
    day = calendar_day(snapshot)
    orders = valid_rows(valid, customer_id="key", order_date="date")
    last = orders.filter(dated_by(orders, "order_date", day)).group_by("customer_id").agg(nw.col("order_date").max())
    return in_order(last.select("customer_id", recency=_days_since(day)), "customer_id")


def frequency(valid: Any) -> Any:
    """How many valid orders each customer made (消費頻率). High is good.

    The number of *different* orders: an order of three lines is one order, and two orders on one day are two.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_id`.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `frequency` (orders, at least 1). An eager frame
        is sorted by customer id.

    Raises:
        MeasureError: a column is missing or of another type or, in an eager frame, lacks a value.

    Notes:
        In BTYD models (BG/NBD) "frequency" is another number: days with a purchase, the first left out.

    Examples:
        >>> import pandas as pd
        >>> valid = pd.DataFrame({"customer_id": ["A", "A", "A", "C"], "order_id": ["o1", "o1", "o3", "o5"]})
        >>> frequency(valid)
          customer_id  frequency
        0           A          2
        1           C          1
    """
    orders = valid_rows(valid, customer_id="key", order_id="key")
    counts = orders.group_by("customer_id").agg(frequency=nw.col("order_id").n_unique())
    return in_order(counts.select("customer_id", nw.col("frequency").cast(nw.Int64())), "customer_id")


def monetary(valid: Any) -> Any:
    """What each customer's valid orders came to, net of refunds (消費金額). High is good.

    The **sum** of the net amounts, not their mean: the mean per order is the average order value (客單價).

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `amount` (money, net).

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `monetary` (money, in the ledger's currency). An
        eager frame is sorted by customer id.

    Raises:
        MeasureError: a column is missing or of another type; or, in an eager frame, lacks a value, or an amount is
            infinite or below 0.

    Notes:
        Source: the sum, as in the R package rfm. Gamma-Gamma models take the mean of the repeat purchases instead.

    Examples:
        >>> import pandas as pd
        >>> valid = pd.DataFrame({"customer_id": ["A", "A", "D"], "amount": [1000, 500, 700]})
        >>> monetary(valid)
          customer_id  monetary
        0           A    1500.0
        1           D     700.0
    """
    orders = valid_rows(valid, customer_id="key", amount="number")
    sums = orders.group_by("customer_id").agg(monetary=nw.col("amount").sum())
    return in_order(sums.with_columns(_without_dust("monetary")), "customer_id")


def rfm(orders: Any, refunds: Any, snapshot: Any, *, days: int | None = None, one_row_per_order: bool = False) -> Any:
    """Recency, frequency and monetary value of every customer with a valid order, in one table.

    Args:
        orders, refunds, snapshot, days, one_row_per_order: as for `valid_orders`. To compare two snapshots, give both
            the same `days`: over all time frequency and monetary can only rise, and nobody is ever gone.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `recency` (days), `frequency` (orders),
        `monetary` (money). A customer without a valid order has no row. An eager frame is sorted by customer id.

    Raises:
        MeasureError: as for `valid_orders`.

    Examples:
        The course's running ledger. B's order was fully refunded, so B has no row; C's second order comes after the
        snapshot; D sent back goods for 200:

        >>> import pandas as pd
        >>> orders = pd.DataFrame(
        ...     [("A", "o1", "2024-01-05", 1000), ("A", "o2", "2024-01-05", 200), ("A", "o3", "2024-03-01", 500),
        ...      ("B", "o4", "2024-02-10", 800), ("C", "o5", "2024-12-20", 300), ("C", "o6", "2025-01-08", 300),
        ...      ("D", "o7", "2024-06-01", 700), ("D", "o8", "2024-11-21", 900)],
        ...     columns=["customer_id", "order_id", "order_date", "amount"],
        ... ).astype({"order_date": "datetime64[us]"}).assign(status="completed")
        >>> refunds = pd.DataFrame(
        ...     [("o4", "2024-02-20", 800), ("o8", "2024-11-25", 200)], columns=["order_id", "refund_date", "amount"]
        ... ).astype({"refund_date": "datetime64[us]"})
        >>> rfm(orders, refunds, "2024-12-31")
          customer_id  recency  frequency  monetary
        0           A      305          3    1700.0
        1           C       11          1     300.0
        2           D       40          2    1400.0
    """
    day = calendar_day(snapshot)
    valid = nw.from_native(valid_orders(orders, refunds, day, days=days, one_row_per_order=one_row_per_order))
    per_customer = valid.group_by("customer_id").agg(
        nw.col("order_date").max(), frequency=nw.len(), monetary=nw.col("amount").sum()
    )
    table = per_customer.select(
        "customer_id",
        _days_since(day).alias("recency"),
        nw.col("frequency").cast(nw.Int64()),
        _without_dust("monetary"),
    )
    return in_order(table, "customer_id")


def _days_since(day: dt.date) -> nw.Expr:
    return day.toordinal() - day_number(nw.col("order_date"))


def _without_dust(money: str) -> nw.Expr:
    """A sum of money to a millionth: 0.1 + 0.2 and 0.3 are the same amount, in whatever order the rows came."""
    return nw.col(money).round(6)
