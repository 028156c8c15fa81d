"""Cleaning: which rows of a ledger cannot be used, and why, so that nothing is silently dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import (
    Frame,
    calendar_day,
    checked,
    collected,
    dated_by,
    given,
    in_order,
    in_place,
    numbered,
    open_frame,
)
from customer_value.measures._orders import NOT_SALES
from customer_value.measures.orders.valid import valid_orders
from customer_value.messages import catalogue

REASONS = (
    *("repeated", "no_order_id", *NOT_SALES, "after_snapshot"),
    *("no_customer", "no_date", "no_amount", "two_customers"),
    *("refunded", "nothing"),
)
"""Why a row of orders is set aside, in the order in which it is asked: the first reason that applies is named."""

REFUND_REASONS = ("repeated", "no_order_id", "no_date", "after_snapshot", "no_amount", "no_order")
"""The same for a row of refunds."""

USABLE = "usable"
"""What `reason_counts` calls the rows without a reason."""

_ORDERS = {"customer_id": "key", "order_id": "key", "order_date": "date", "status": "text", "amount": "number"}
_REFUNDS = {"order_id": "key", "refund_date": "date", "amount": "number"}


def order_reasons(orders: Any, refunds: Any, snapshot: Any) -> Any:
    """Say of every row of orders why it cannot be used; missing where it can.

    The rows without a reason are exactly those that `valid_orders` counts. The first reason that applies is named:

    1. `repeated`: the column `repeat`, if there is one, says so (see `repeated_rows`);
    2. `no_order_id`: the order's id is missing;
    3. `cancelled`, `test`: the status says that it was no sale;
    4. `after_snapshot`: dated after the snapshot, so nobody could know it on that day;
    5. `no_customer`, `no_date`, `no_amount`: missing (an amount also where it is not finite) on this row or on another
       row of its order: what an order came to is unknown if a part of it is;
    6. `two_customers`: the order's rows name different customers;
    7. `refunded`: nothing is left of the order after the refunds dated on or before the snapshot;
    8. `nothing`: the order's rows come to nothing or less by themselves.

    Args:
        orders: any frame with `customer_id`, `order_id`, `order_date`, `status`, `amount`, and `repeat` where
            `repeated_rows` was asked; other columns stay.
        refunds: a frame of the same kind with `order_id`, `refund_date`, `amount`; None where nothing was refunded.
            Take the unusable ones out first (see `refund_reasons`).
        snapshot: the day on which customers are judged.

    Returns:
        The same kind of frame, every row in its place, with one more column, `reason`.

    Raises:
        MeasureError: a column is missing or of another type, the table has a column `reason` already, or the refunds
            are such that `valid_orders` refuses them.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame(
        ...     [("A", "o3", "2024-03-01", "completed", 500), (None, "o9", "2024-03-02", "completed", 90),
        ...      ("B", "o4", "2024-02-10", "completed", 800), ("C", "o6", "2025-01-08", "completed", 300),
        ...      ("D", "o7", "2024-06-01", "cancelled", 700)],
        ...     columns=["customer_id", "order_id", "order_date", "status", "amount"],
        ... ).astype({"order_date": "datetime64[us]"})
        >>> refunds = pd.DataFrame({"order_id": ["o4"], "refund_date": pd.to_datetime(["2024-02-20"]), "amount": [800]})
        >>> order_reasons(orders, refunds, "2024-12-31")["reason"].tolist()
        [nan, 'no_customer', 'refunded', 'after_snapshot', 'cancelled']
    """
    day = calendar_day(snapshot)
    frame = checked(open_frame(orders, "orders", tuple(_ORDERS)), "orders", **_ORDERS)
    there = _without_reason(frame, "orders")
    of_order = _key(frame, "order_id")
    rows = numbered(frame).with_columns(
        _order=of_order,
        _customer=_key(frame, "customer_id"),
        _amount=nw.col("amount").cast(nw.Float64()),
    )
    status, known = nw.col("status").cast(nw.String()), nw.col("_amount").is_finite()
    rows = rows.with_columns(
        _reason=_first(
            repeated=_heeded(there),
            no_order_id=nw.col("order_id").is_null(),
            **{word: status == word for word in NOT_SALES},
            after_snapshot=_after(frame, "order_date", day),
        ),
        _nobody=_ones(~given(frame, "customer_id")),
        _undated=_ones(nw.col("order_date").is_null()),
        _unknown=nw.when(known).then(nw.lit(0)).otherwise(nw.lit(1)),
        _amount=nw.when(known).then(nw.col("_amount")).otherwise(nw.lit(0.0)),
    )
    sold = rows.filter(nw.col("_reason").is_null())
    per_order = sold.group_by("_order").agg(
        *(nw.col(name).max() for name in ("_nobody", "_undated", "_unknown")),
        nw.col("_customer").min().alias("_one"),
        nw.col("_customer").max().alias("_other"),
        nw.col("_amount").sum(),
    )
    per_order = per_order.with_columns(
        _fault=_first(
            no_customer=nw.col("_nobody") == 1,
            no_date=nw.col("_undated") == 1,
            no_amount=nw.col("_unknown") == 1,
            two_customers=nw.col("_one") != nw.col("_other"),
        )
    )
    whole = sold.join(per_order.filter(nw.col("_fault").is_null()).select("_order"), on="_order", how="semi")
    valid = nw.from_native(valid_orders(whole.select(*_ORDERS).to_native(), refunds, day))
    valid = valid.select(_order=_key(valid, "order_id"), _valid=nw.lit(1))
    empty = nw.col("_valid").is_null()
    verdicts = per_order.join(valid, on="_order", how="left").with_columns(
        _verdict=_first(refunded=empty & (nw.col("_amount") > 0), nothing=empty)
    )
    verdicts = verdicts.select("_order", _verdict=_either("_fault", "_verdict"))
    judged = rows.join(verdicts, on="_order", how="left").with_columns(reason=_either("_reason", "_verdict"))
    return in_place(judged, [*there, "reason"])


def refund_reasons(refunds: Any, orders: Any, snapshot: Any) -> Any:
    """Say of every row of refunds why it cannot be used; missing where it can.

    The first reason that applies is named: `repeated` (the column `repeat` says so, see `repeated_rows`);
    `no_order_id`; `no_date`; `after_snapshot` (not known yet on that day); `no_amount` (missing, not finite or
    negative: a refund is what was paid back, as a positive amount); `no_order` (no order of that id, so there is
    nothing to take it from).

    Args:
        refunds: any frame with `order_id`, `refund_date`, `amount`, and `repeat` where `repeated_rows` was asked;
            other columns stay.
        orders: a frame of the same kind with `order_id`: all orders, also those that cannot be used.
        snapshot: the day on which customers are judged.

    Returns:
        The same kind of frame, every row in its place, with one more column, `reason`.

    Raises:
        MeasureError: a column is missing or of another type, or the table has a column `reason` already.

    Examples:
        >>> import pandas as pd
        >>> refunds = pd.DataFrame({"order_id": ["o4", "o77"], "amount": [800, 60],
        ...                         "refund_date": pd.to_datetime(["2024-02-20", "2024-05-01"])})
        >>> refund_reasons(refunds, pd.DataFrame({"order_id": ["o3", "o4"]}), "2024-12-31")["reason"].tolist()
        [nan, 'no_order']
    """
    day = calendar_day(snapshot)
    frame = checked(open_frame(refunds, "refunds", tuple(_REFUNDS)), "refunds", **_REFUNDS)
    there = _without_reason(frame, "refunds")
    sales = checked(open_frame(orders, "orders", ["order_id"]), "orders", order_id="key")
    known = sales.filter(~nw.col("order_id").is_null()).select(_order=nw.col("order_id").cast(nw.String()))
    rows = numbered(frame).with_columns(_order=nw.col("order_id").cast(nw.String()))
    rows = rows.join(known.unique("_order").with_columns(_known=nw.lit(1)), on="_order", how="left")
    amount = nw.col("amount").cast(nw.Float64())
    rows = rows.with_columns(
        reason=_first(
            repeated=_heeded(there),
            no_order_id=nw.col("order_id").is_null(),
            no_date=nw.col("refund_date").is_null(),
            after_snapshot=_after(frame, "refund_date", day),
            no_amount=nw.when(amount.is_finite(), amount >= 0).then(nw.lit(False)).otherwise(nw.lit(True)),
            no_order=nw.col("_known").is_null(),
        )
    )
    return in_place(rows, [*there, "reason"])


def reason_counts(reasoned: Any) -> pd.DataFrame:
    """How many rows, and how much money, were set aside for which reason, and how much is left.

    Args:
        reasoned: a frame with `reason`, `order_id` and `amount`, as `order_reasons` and `refund_reasons` return it. A
            lazy frame is run.

    Returns:
        A pandas frame: "usable" first, then every reason that occurs, in the order of `REASONS`, then reasons of your
        own: `reason`, `rows`, `orders` (different order ids), `amount` (money; rows whose amount is missing or not
        finite add 0) and `share` (of all rows; NaN without any). Rows, amounts and shares add up to those of the
        whole table.

    Raises:
        MeasureError: a column is missing or of another type.

    Examples:
        >>> import pandas as pd
        >>> reasoned = pd.DataFrame({"order_id": ["o1", "o1", "o2", "o3"], "amount": [600, 400, 90, 300],
        ...                          "reason": [None, None, "no_customer", "after_snapshot"]})
        >>> reason_counts(reasoned)
                   reason  rows  orders  amount  share
        0          usable     2       1  1000.0   0.50
        1  after_snapshot     1       1   300.0   0.25
        2     no_customer     1       1    90.0   0.25
    """
    columns = {"reason": "text", "order_id": "key", "amount": "number"}
    frame = open_frame(reasoned, "reasoned", tuple(columns))
    frame = checked(frame, "reasoned", order_id="key", amount="number")
    amount = nw.col("amount").cast(nw.Float64())
    rows = frame.select(
        "order_id",
        reason=_either("reason", nw.lit(USABLE)),
        amount=nw.when(amount.is_finite()).then(amount).otherwise(nw.lit(0.0)),
        blank=_ones(nw.col("order_id").is_null()),
    )
    counts = rows.group_by("reason").agg(
        nw.len().alias("rows"),
        nw.col("order_id").n_unique().alias("ids"),
        nw.col("blank").max(),  # a missing id is counted among the different ones, though it is none
        nw.col("amount").sum(),
    )
    counts = collected(counts)
    found = {USABLE: (0, 0, 0.0)} | {
        reason: (int(rows), int(ids - blank), float(amount))
        for reason, rows, ids, blank, amount in counts.select("reason", "rows", "ids", "blank", "amount").rows()
    }
    known = [key for key in dict.fromkeys((USABLE, *REASONS, *REFUND_REASONS)) if key in found]
    order = [*known, *sorted(set(found) - set(known))]
    table = pd.DataFrame([(key, *found[key]) for key in order], columns=["reason", "rows", "orders", "amount"])
    return table.assign(share=table["rows"] / table["rows"].sum())


def customers_set_aside(reasoned: Any) -> Any:
    """The customers none of whose rows can be used: they have no row in RFM and are counted nowhere.

    Args:
        reasoned: a frame with `customer_id` and `reason`, as `order_reasons` returns it.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `rows` (all of them unusable) and
        `refunds_only`: true where every row that was no repeat is "refunded" or "nothing", so that what the customer
        bought was sent back. An eager frame is sorted by customer id.

    Raises:
        MeasureError: a column is missing or of another type.

    Examples:
        B's only order was sent back; C ordered after the snapshot; A has an order that counts:

        >>> import pandas as pd
        >>> customers_set_aside(pd.DataFrame({
        ...     "customer_id": ["A", "A", "B", "C"], "reason": [None, "cancelled", "refunded", "after_snapshot"]}))
          customer_id  rows  refunds_only
        0           B     1          True
        1           C     1         False
    """
    frame = checked(open_frame(reasoned, "reasoned", ["customer_id", "reason"]), "reasoned", customer_id="key")
    rows = frame.filter(given(frame, "customer_id")).with_columns(_why=_either("reason", nw.lit(USABLE)))
    back = nw.col("_why").is_in(["refunded", "nothing"])
    rows = rows.select(
        customer_id=_key(frame, "customer_id"),
        _usable=_ones(nw.col("_why") == USABLE),
        _back=_ones(back),
        _other=_ones(~back & (nw.col("_why") != "repeated")),
    )
    sums = (nw.col(name).sum() for name in ("_usable", "_back", "_other"))
    per_customer = rows.group_by("customer_id").agg(nw.len().alias("rows"), *sums)
    aside = per_customer.filter(nw.col("_usable") == 0)
    return in_order(
        aside.select(
            "customer_id",
            nw.col("rows").cast(nw.Int64()),
            refunds_only=(nw.col("_back") > 0) & (nw.col("_other") == 0),
        ),
        "customer_id",
    )


def reason_label(reason: str, language: str | None = None) -> str:
    """What a reason is called in a language; the key itself where it is one of your own.

    Args:
        reason: a key such as "no_customer", or "usable".
        language: "en" or "zh-Hant"; the notebook's own when None.

    Examples:
        >>> reason_label("no_customer", "en"), reason_label("no_customer", "zh-Hant"), reason_label("mine", "en")
        ('No customer', '沒有顧客', 'mine')
    """
    text = catalogue("customer_value").get(f"reasons.{reason}")
    return reason if text is None else text.get(language)


def _without_reason(frame: Frame, table: str) -> list[str]:
    """The frame's columns; it must not have a reason yet."""
    there = frame.collect_schema().names()
    if "reason" in there:
        raise MeasureError(f"{table} has a column 'reason' already; drop it or rename it first.")
    return there


def _heeded(there: Sequence[str]) -> nw.Expr:
    """Whether a row is marked as a repeat; false without such a column."""
    return nw.col("repeat") if "repeat" in there else nw.lit(False)


def _first(**conditions: nw.Expr) -> nw.Expr:
    """The name of the first condition that holds; missing where none does or can be told."""
    reason: nw.Expr = nw.lit(None, dtype=nw.String())
    for name, condition in reversed(conditions.items()):
        reason = nw.when(condition).then(nw.lit(name)).otherwise(reason)
    return reason


def _either(one: str, other: str | nw.Expr) -> nw.Expr:
    """A column of text, and another where it is missing."""
    other = nw.col(other) if isinstance(other, str) else other
    return nw.when(nw.col(one).is_null()).then(other).otherwise(nw.col(one).cast(nw.String()))


def _ones(condition: nw.Expr) -> nw.Expr:
    """1 where a condition holds, else 0; named after nothing, so it wants a name of its own."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _after(frame: Frame, column: str, day: dt.date) -> nw.Expr:
    """Rows dated after a day; a missing date is not."""
    return ~nw.col(column).is_null() & ~dated_by(frame, column, day)


def _key(frame: Frame, column: str) -> nw.Expr:
    """A column of ids as whole numbers or as one kind of text: categories are neither joined nor compared."""
    return nw.col(column) if frame.collect_schema()[column].is_integer() else nw.col(column).cast(nw.String())
