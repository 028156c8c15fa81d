"""From the first purchase to the second: who bought for the first time, and who of them came back within N days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from customer_value.frames import DAY, Frame, calendar_day, dated_by, day_number, in_order, whole_days
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import ratio
from customer_value.measures._visits import counted, window
from customer_value.measures.orders.valid import valid_orders


def first_purchases(orders: Any, refunds: Any, start: Any, end: Any) -> Any:
    """Everybody who bought in a window: the first order in it beside the first order ever.

    A first-purchase customer (首購客戶) is one of whom the two are the same day. The others came back; counting first
    orders *in* the window takes them for new.

    Args:
        orders, refunds: as for `valid_orders`, of all time. A guest who later opened an account, or a customer with two
            accounts, is new twice until the ids are merged (see `merge_customers`).
        start, end: the first and the last day of the window.

    Returns:
        The same kind of frame, one row per customer with a valid order in the window: `customer_id`,
        `first_in_window`, `first_ever` (days) and `first_purchase` (true or false). An eager frame is sorted by
        customer id.

    Raises:
        MeasureError: as for `valid_orders`, or the window ends before it starts.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "A", "C"], "order_id": ["o1", "o2", "o3"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-07-05"]), "status": "completed"})
        >>> first_purchases(orders, None, "2024-07-01", "2024-09-30")
          customer_id first_in_window first_ever  first_purchase
        0           A      2024-08-03 2024-05-20           False
        1           C      2024-07-05 2024-07-05            True
    """
    first, last = window(start, end)
    before, until = (nw.from_native(valid_orders(orders, refunds, day)) for day in (first - DAY, last))
    inside = until.filter(~dated_by(until, "order_date", first - DAY))
    ever = nw.concat([known.select("customer_id", "order_date") for known in (before, until)])
    table = _first(inside, "first_in_window").join(_first(ever, "first_ever"), on="customer_id")
    same = day_number(nw.col("first_ever")) >= first.toordinal()
    return in_order(table.select("customer_id", "first_in_window", "first_ever", first_purchase=same), "customer_id")


def second_purchases(orders: Any, refunds: Any, snapshot: Any, *, start: Any = None, end: Any = None) -> Any:
    """Each customer's first and second purchase (首購與二購), and how long they have been observed.

    The second purchase is on a later **day**: two orders on one day are one visit. If the first order has been fully
    refunded by the snapshot, the next valid one is the first.

    Args:
        orders, refunds: as for `valid_orders`, of all time.
        snapshot: the last day that is known.
        start, end: only customers whose first purchase lies in this window, both days included; all when None.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `first_order`, `second_order` (days, the latter
        missing where there was none yet), `days_to_second` (whole days between them, or missing) and `days_observed`
        (from the first order to the snapshot). An eager frame is sorted by customer id.

    Raises:
        MeasureError: as for `valid_orders`, or `end` is before `start`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["C", "C", "J"], "order_id": ["o1", "o2", "o3"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-07-05", "2024-08-30", "2024-10-10"]), "status": "completed"})
        >>> second_purchases(orders, None, "2024-11-15")
          customer_id first_order second_order  days_to_second  days_observed
        0           C  2024-07-05   2024-08-30            56.0            133
        1           J  2024-10-10          NaT             NaN             36
    """
    return in_order(_followed(orders, refunds, snapshot, start, end), "customer_id")


def second_purchase_rate(
    orders: Any, refunds: Any, snapshot: Any, days: int = 90, *, start: Any = None, end: Any = None
) -> float:
    """The share of first-purchase customers who buy again within N days (首購客戶續購率).

    `those of the base with a second purchase at most N days after the first / base`. The base are the customers who
    have been observed for at least N days: first order + N no later than the snapshot. Younger ones are in **neither**
    part. Kept in the base they would count as having failed before their time was up; counted only where they have
    bought already, they would make the rate too good.

    Args:
        orders, refunds, snapshot, start, end: as for `second_purchases`. A lazy frame is run, as the answer is a plain
            number.
        days: N; a second purchase exactly N days later counts.

    Returns:
        A share from 0 to 1; NaN where nobody has been observed for so long.

    Raises:
        MeasureError: as for `second_purchases`, or `days` is no whole number of at least 1.

    Notes:
        Without N ("second-timers / first-timers") the rate rises with the age of the customers, so two groups of
        different age cannot be compared.

    Examples:
        C came back after 56 days, D after 114; J is only 36 days old:

        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("CCDDJ"), "order_id": list("12345"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-07-05", "2024-08-30", "2024-07-19", "2024-11-10", "2024-10-10"]),
        ...     "status": "completed"})
        >>> second_purchase_rate(orders, None, "2024-11-15", days=90)
        0.5
    """
    length = whole_days(days)
    base = nw.col("days_observed") >= length
    again = nw.col("days_to_second") <= length
    found = counted(_followed(orders, refunds, snapshot, start, end), base=base, again=base & again)
    return ratio(found["again"], found["base"])


def second_purchase_table(
    orders: Any,
    refunds: Any,
    snapshot: Any,
    days: Sequence[int] = (30, 60, 90),
    *,
    start: Any = None,
    end: Any = None,
) -> pd.DataFrame:
    """The second purchase within several numbers of days side by side (30／60／90 天內二購), the too young apart.

    Args:
        orders, refunds, snapshot, start, end: as for `second_purchases`. A lazy frame is run.
        days: the numbers of days N.

    Returns:
        A pandas frame, one row per N: `days`, `first_purchase` (customers), `base` (observed for at least N days),
        `too_young` (the others), `bought_again` (all who came back within N days by the snapshot: the **count** of
        首購客戶續購數, too young ones included), `of_base` (those of them in the base) and `rate` (of_base / base; NaN
        without a base).

    Raises:
        MeasureError: as for `second_purchase_rate`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("CCDDJ"), "order_id": list("12345"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-07-05", "2024-08-30", "2024-07-19", "2024-11-10", "2024-10-10"]),
        ...     "status": "completed"})
        >>> second_purchase_table(orders, None, "2024-11-15")
           days  first_purchase  base  too_young  bought_again  of_base  rate
        0    30               3     3          0             0        0   0.0
        1    60               3     2          1             1        1   0.5
        2    90               3     2          1             1        1   0.5
    """
    lengths = [whole_days(one) for one in listed(days, "days")]
    conditions: dict[str, nw.Expr] = {"first_purchase": nw.col("days_observed") >= 0}
    for length in lengths:
        base, again = nw.col("days_observed") >= length, nw.col("days_to_second") <= length
        conditions |= {f"base {length}": base, f"again {length}": again, f"both {length}": base & again}
    found = counted(_followed(orders, refunds, snapshot, start, end), **conditions)
    table = pd.DataFrame(
        {
            "days": lengths,
            "first_purchase": found["first_purchase"],
            "base": [found[f"base {length}"] for length in lengths],
            "too_young": [found["first_purchase"] - found[f"base {length}"] for length in lengths],
            "bought_again": [found[f"again {length}"] for length in lengths],
            "of_base": [found[f"both {length}"] for length in lengths],
        }
    )
    return table.assign(rate=table["of_base"] / table["base"].where(table["base"] > 0))


def _first(known: Frame, name: str) -> Frame:
    return known.group_by("customer_id").agg(nw.col("order_date").min().alias(name))


def _followed(orders: Any, refunds: Any, snapshot: Any, start: Any, end: Any) -> Frame:
    today = calendar_day(snapshot)
    valid = nw.from_native(valid_orders(orders, refunds, today))
    first = _first(valid, "first_order")
    if start is not None and end is not None:
        window(start, end)
    if start is not None:
        first = first.filter(~dated_by(first, "first_order", calendar_day(start, "start") - DAY))
    if end is not None:
        first = first.filter(dated_by(first, "first_order", calendar_day(end, "end")))
    first = first.with_columns(begun=day_number(nw.col("first_order")))
    later = valid.join(first, on="customer_id").filter(nw.col("order_date") > nw.col("first_order"))
    second = later.group_by("customer_id", "begun").agg(second_order=nw.col("order_date").min())
    gap = day_number(nw.col("second_order")) - nw.col("begun")
    second = second.select("customer_id", "second_order", days_to_second=gap)
    return first.join(second, on="customer_id", how="left").select(
        "customer_id",
        "first_order",
        "second_order",
        "days_to_second",
        days_observed=today.toordinal() - nw.col("begun"),
    )
