"""Valid orders: what counts as a purchase on the day customers are judged, and who bought again afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import (
    Frame,
    calendar_day,
    dated_by,
    given,
    in_order,
    is_empty,
    moved,
    open_frame,
    typed,
    whole_days,
    without_time,
)

NOT_SALES = ("cancelled", "test")
"""The words in `status` that say an order was no sale."""

DUST = 1e-9
"""The share of its gross amount below which an order's net is rounding, not money: 0.1 + 0.2 - 0.3 is no sale."""


def valid_orders(
    orders: Any, refunds: Any, snapshot: Any, *, days: int | None = None, one_row_per_order: bool = False
) -> Any:
    """The orders that count on the snapshot, one row each, net of refunds.

    A **valid order** has a customer id, is not cancelled or a test, is dated on or before the snapshot, and is worth
    more than 0 after the refunds dated on or before the snapshot. A refund belongs to its order: it lowers that
    order's amount and is no purchase itself. An order of several rows (its lines) is one order; their amounts add up.

    Args:
        orders: any frame with `customer_id`, `order_id`, `order_date`, `status`, `amount` (money, before refunds).
        refunds: a frame of the same kind with `order_id`, `refund_date`, `amount` (money, positive); None where
            nothing was ever refunded.
        snapshot: the day on which customers are judged, as a date or a text such as "2024-12-31". Later rows are
            left out, because on that day nobody could know them.
        days: keep only the orders of the last so many days, the snapshot included; all of them when None.
        one_row_per_order: True says that no order has several rows, so that they need not be added up: on millions of
            orders that is most of the work. An eager frame is held to it; of a lazy one you have to know it.

    Returns:
        The same kind of frame: `customer_id`, `order_id`, `order_date` (the day of its first row, without time),
        `amount` (net, a float). Eager frames are sorted by date and order id. No valid order: no rows.

    Raises:
        MeasureError: see `check_orders`, which an eager frame goes through. A lazy frame stays lazy, so only its
            columns are checked; an order with an amount nobody can know (missing, infinite, a negative refund, two
            customers on one order) then has the amount NaN, which shows in every sum, and rows without an order id
            or date are left out.

    Notes:
        Times of day do not matter; days are local calendar days. A refund of an order that is not in `orders` has
        nothing to be taken from and is left out, so `orders` may be a selection. Equal rows of one order are added
        up, since two equal lines are a common purchase; take doubled imports out before.

        Source: Online Retail (UCI) marks cancellations in its invoice numbers and asks for the same cleaning; the
        rule that a fully refunded order is no purchase is this course's choice.

    Examples:
        B's only order was sent back, and C's second one is dated after the snapshot:

        >>> import pandas as pd
        >>> orders = pd.DataFrame(
        ...     [("A", "o3", "2024-03-01", "completed", 500), ("B", "o4", "2024-02-10", "completed", 800),
        ...      ("C", "o5", "2024-12-20", "completed", 300), ("C", "o6", "2025-01-08", "completed", 300),
        ...      ("D", "o8", "2024-11-21", "completed", 900)],
        ...     columns=["customer_id", "order_id", "order_date", "status", "amount"],
        ... ).astype({"order_date": "datetime64[us]"})
        >>> refunds = pd.DataFrame(
        ...     [("o4", "2024-02-20", 800), ("o8", "2024-11-25", 200)], columns=["order_id", "refund_date", "amount"]
        ... ).astype({"refund_date": "datetime64[us]"})
        >>> valid_orders(orders, refunds, "2024-12-31")
          customer_id order_id order_date  amount
        0           A       o3 2024-03-01   500.0
        1           D       o8 2024-11-21   700.0
        2           C       o5 2024-12-20   300.0
    """
    day = calendar_day(snapshot)
    first = None if days is None else moved(day, -whole_days(days))
    sales, returns = _open(orders, refunds)
    _check(sales, returns)
    if one_row_per_order:
        _check_one_row_each(sales)
    valid = _valid(sales, returns, day, one_row_per_order=one_row_per_order)
    if first is not None:
        valid = valid.filter(~dated_by(valid, "order_date", first))
    return in_order(valid, "order_date", "order_id")


def bought_again(orders: Any, refunds: Any, snapshot: Any, days: int = 90) -> Any:
    """Whether each customer of the snapshot bought again in the days after it.

    The customers are those with a valid order on the snapshot. One **bought again** with a valid order dated after
    the snapshot and at most `days` days later; both ends are calendar days, so with 90 days from 31 December the last
    day is 31 March (30 March in a leap year). The later orders are judged at the end of that window: one that was
    fully refunded by then is no purchase; a refund dated later is not known yet. A refund in the window takes nobody
    out of the customers, who were judged on the snapshot.

    Args:
        orders, refunds, snapshot: as for `valid_orders`. The orders have to go on to the end of the window; with
            those of a shorter time, a customer who has not come back *yet* counts as one who has not.
        days: the length of the window in days.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `bought_again` (true or false); an eager frame is
        sorted by customer id. The mean of `bought_again` is the share that came back.

    Raises:
        MeasureError: as for `valid_orders`, or `days` is not a whole number of at least 1.

    Examples:
        C came back on 8 January; A did not:

        >>> import pandas as pd
        >>> orders = pd.DataFrame(
        ...     [("A", "o3", "2024-03-01", "completed", 500), ("C", "o5", "2024-12-20", "completed", 300),
        ...      ("C", "o6", "2025-01-08", "completed", 300)],
        ...     columns=["customer_id", "order_id", "order_date", "status", "amount"],
        ... ).astype({"order_date": "datetime64[us]"})
        >>> bought_again(orders, None, "2024-12-31", days=90)
          customer_id  bought_again
        0           A         False
        1           C          True
    """
    day = calendar_day(snapshot)
    end = moved(day, whole_days(days))
    sales, returns = _open(orders, refunds)
    _check(sales, returns)
    known = _valid(sales, returns, day).select("customer_id").unique("customer_id")
    then = _valid(sales, returns, end)
    then = then.filter(~dated_by(then, "order_date", day)).select("customer_id").unique("customer_id")
    answer = known.join(then.with_columns(came=nw.lit(1)), on="customer_id", how="left").select(
        "customer_id", bought_again=~nw.col("came").is_null()
    )
    return in_order(answer, "customer_id")


def check_orders(orders: Any, refunds: Any = None) -> None:
    """Raise where orders and refunds cannot give right numbers; say nothing where they can.

    Measures check an eager frame by themselves. A lazy one (Polars lazy, DuckDB) is not run by a measure;
    call this first to have its rows checked too, at the cost of a pass over them.

    Args:
        orders, refunds: as for `valid_orders`.

    Raises:
        MeasureError: a column is missing or of another type (dates or amounts as text, dates with a time zone, ids
            with a decimal point); `customer_id` is missing on every row; an order id or date is missing; an amount is
            missing or not finite; a refund is negative; one order has two customers; orders and refunds are frames of
            different kinds.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A"], "order_id": ["o1"], "order_date": ["2024-01-05"],
        ...                        "status": ["completed"], "amount": [600]})
        >>> check_orders(orders)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        customer_value.errors.MeasureError: orders['order_date'] holds text, not dates. Turn it into dates first, ...
    """
    sales, returns = _open(orders, refunds)
    _check(sales, returns, run=True)


def _open(orders: Any, refunds: Any) -> tuple[Frame, Frame | None]:
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


def _valid(sales: Frame, returns: Frame | None, day: dt.date, *, one_row_per_order: bool = False) -> Frame:
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


def _check(sales: Frame, returns: Frame | None, *, run: bool = False) -> None:
    """Look at the rows; at those of a lazy frame only when asked to."""
    if isinstance(sales, nw.LazyFrame) and not run:
        return
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


def _check_one_row_each(sales: Frame) -> None:
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
    totals = frame.select(**values)
    totals = totals.collect() if isinstance(totals, nw.LazyFrame) else totals
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
