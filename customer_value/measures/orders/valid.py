"""Valid orders: what counts as a purchase on the day customers are judged, and who bought again afterwards."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from customer_value.frames import (
    calendar_day,
    dated_by,
    in_order,
    moved,
    whole_days,
)
from customer_value.measures._orders import check_one_row_each, check_rows, checked_orders, open_orders, valid_by


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
    sales, returns = checked_orders(orders, refunds)
    if one_row_per_order:
        check_one_row_each(sales)
    valid = valid_by(sales, returns, day, one_row_per_order=one_row_per_order)
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
    sales, returns = checked_orders(orders, refunds)
    known = valid_by(sales, returns, day).select("customer_id").unique("customer_id")
    then = valid_by(sales, returns, end)
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
    check_rows(*open_orders(orders, refunds))
