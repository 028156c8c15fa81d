"""What every measure of orders stands on: checked tables of orders and refunds, and the orders valid on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import (
    Frame,
    collected,
    dated_by,
    given,
    is_empty,
    open_frame,
    typed,
    without_time,
)

NOT_SALES = ("cancelled", "test")
"""The words in `status` that say an order was no sale."""

DUST = 1e-9
"""The share of its gross amount below which an order's net is rounding, not money: 0.1 + 0.2 - 0.3 is no sale."""


def checked_orders(orders: Any, refunds: Any) -> tuple[Frame, Frame | None]:
    """Both tables, only the columns that a measure needs, their types checked, and their rows where they are eager.

    Raises:
        MeasureError: see `check_orders`.
    """
    sales, returns = open_orders(orders, refunds)
    if isinstance(sales, nw.DataFrame):
        check_rows(sales, returns)
    return sales, returns


def open_orders(orders: Any, refunds: Any) -> tuple[Frame, Frame | None]:
    """Both tables with their types checked, only the columns that a measure needs."""
    columns = {"customer_id": "key", "order_id": "key", "order_date": "date", "status": "text", "amount": "number"}
    sales = typed(open_frame(orders, "orders", columns), "orders", **columns)
    if refunds is None:
        return sales, None
    columns = {"order_id": "key", "refund_date": "date", "amount": "number"}
    returns = typed(open_frame(refunds, "refunds", columns), "refunds", **columns)
    if sales.implementation != returns.implementation or type(sales) is not type(returns):
        raise MeasureError(
            f"orders is a {_kind(orders)} and refunds a {_kind(refunds)}; give both as the same kind of frame."
        )
    if sales.collect_schema()["order_id"].is_integer() != returns.collect_schema()["order_id"].is_integer():
        if is_empty(sales) or is_empty(returns):
            return sales, None
        raise MeasureError(
            "'order_id' is text in one of orders and refunds and a whole number in the other, so no refund would find "
            "its order. Read it as text in both: pd.read_csv(..., dtype={'order_id': 'str'})."
        )
    return sales, returns


def _kind(native: Any) -> str:
    return f"{type(native).__module__.split('.')[0]} {type(native).__name__}"


def valid_by(sales: Frame, returns: Frame | None, day: dt.date, *, one_row_per_order: bool = False) -> Frame:
    """The valid orders of a day."""
    net = _made(sales, day) if one_row_per_order else _one_row_each(_made(sales, day))
    if returns is None:
        net, dust = net.with_columns(amount=nw.col("gross")), 0
    else:
        back = nw.when(nw.col("back").is_null()).then(0.0).otherwise(nw.col("back"))
        net = net.join(_paid_back(returns, day), on="order_id", how="left").with_columns(amount=nw.col("gross") - back)
        dust = DUST * nw.col("gross").abs()
    worth = nw.col("amount") > dust
    return net.filter(worth | nw.col("amount").is_nan()).select("customer_id", "order_id", "order_date", "amount")


def _made(sales: Frame, day: dt.date) -> Frame:
    """The rows of orders made by a day: customer, order, day, gross amount (NaN where nobody can know it)."""
    kept = sales.filter(
        given(sales, "customer_id"),
        ~nw.col("order_id").is_null(),
        ~nw.col("status").is_in(NOT_SALES) | nw.col("status").is_null(),
        dated_by(sales, "order_date", day),
    )
    return kept.select(
        "customer_id", "order_id", order_date=without_time(kept, "order_date"), gross=_known(nw.col("amount"))
    )


def _one_row_each(lines: Frame) -> Frame:
    """Orders of one row each, from rows that may be their lines; NaN for the amount of one with two customers."""
    orders = lines.group_by("order_id").agg(
        nw.col("customer_id").min(),
        nw.col("customer_id").max().alias("other_customer"),
        nw.col("order_date").min(),
        nw.col("gross").sum().alias("lines"),
    )
    gross = nw.col("lines").round(6)  # lines of 0.1, 0.2 and -0.3 leave nothing to sell
    of_one = nw.col("customer_id") == nw.col("other_customer")
    return orders.with_columns(gross=nw.when(of_one).then(gross).otherwise(nw.lit(float("nan"))))


def _paid_back(returns: Frame, day: dt.date) -> Frame:
    """What was refunded by a day, one row per order."""
    known = returns.filter(dated_by(returns, "refund_date", day)).select(
        "order_id", amount=nw.when(nw.col("amount") >= 0).then(_known(nw.col("amount"))).otherwise(nw.lit(float("nan")))
    )
    return known.group_by("order_id").agg(nw.col("amount").sum().alias("back"))


def _known(amount: nw.Expr) -> nw.Expr:
    """An amount, NaN where it is missing or not finite."""
    return nw.when(amount.is_finite()).then(amount).otherwise(nw.lit(float("nan")))


def check_rows(sales: Frame, returns: Frame | None) -> None:
    """Look at the rows; a lazy frame is run."""
    found = _one_row(
        sales,
        rows=nw.len(),
        customers=_count(given(sales, "customer_id")),
        orders=_count(~nw.col("order_id").is_null()),
        dates=_count(~nw.col("order_date").is_null()),
        amounts=_count(nw.col("amount").is_finite()),
    )
    rows = found["rows"]
    if rows and not found["customers"]:
        raise MeasureError(
            "orders['customer_id'] is missing on every row, so no order has a customer; read that column again."
        )
    _none_missing("orders", "order_id", rows - found["orders"], rows)
    _none_missing("orders", "order_date", rows - found["dates"], rows)
    _all_finite("orders", rows - found["amounts"], rows)
    customers = nw.col("customer_id")
    shared = _one_row(
        sales.filter(given(sales, "customer_id"))
        .group_by("order_id")
        .agg(customers.min().alias("first"), customers.max().alias("last"))
        .filter(nw.col("first") != nw.col("last")),
        count=nw.len(),
        example=nw.col("order_id").min(),
    )
    if shared["count"]:
        raise MeasureError(
            f"orders['order_id'] stands with two customers, such as {shared['example']!r} ({shared['count']} in all); "
            "an order belongs to one customer, so give each order an id of its own first."
        )
    if returns is None:
        return
    found = _one_row(
        returns,
        rows=nw.len(),
        orders=_count(~nw.col("order_id").is_null()),
        dates=_count(~nw.col("refund_date").is_null()),
        amounts=_count(nw.col("amount").is_finite()),
        negative=_count(nw.col("amount") < 0),
    )
    rows = found["rows"]
    _none_missing("refunds", "order_id", rows - found["orders"], rows)
    _none_missing("refunds", "refund_date", rows - found["dates"], rows)
    _all_finite("refunds", rows - found["amounts"], rows)
    if found["negative"]:
        raise MeasureError(
            f"refunds['amount'] is negative on {found['negative']} of {rows} rows; a refund is what was paid back, as "
            "a positive amount: refunds['amount'].abs()."
        )


def check_one_row_each(sales: Frame) -> None:
    """That no order of an eager frame has two rows."""
    if isinstance(sales, nw.DataFrame) and (more := len(sales) - sales["order_id"].n_unique()):
        raise MeasureError(
            f"orders['order_id'] stands on {more} more rows than there are orders, so some have several; leave out "
            "one_row_per_order to have their rows added up."
        )


def _count(condition: nw.Expr) -> nw.Expr:
    """How many rows meet a condition; one that cannot be told does not."""
    return nw.when(condition).then(1).otherwise(0).sum()


def _one_row(frame: Frame, **values: nw.Expr) -> dict[str, Any]:
    """A few totals over a frame as plain Python values."""
    totals = collected(frame.select(**values))
    return {name: nw.to_py_scalar(totals.item(0, name)) or 0 for name in values}


def _none_missing(table: str, column: str, missing: int, rows: int) -> None:
    if missing:
        raise MeasureError(
            f"{table}[{column!r}] is missing on {missing} of {rows} rows; fill it in or drop those rows first: "
            f"{table}.dropna(subset=[{column!r}])."
        )


def _all_finite(table: str, bad: int, rows: int) -> None:
    if bad:
        raise MeasureError(
            f"{table}['amount'] is missing or not finite on {bad} of {rows} rows; correct or drop those rows first, "
            "for no sum can be right with them."
        )
