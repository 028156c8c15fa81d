"""Two rates that Chinese texts mix up: who bought more than once in one window, and who came back in the next."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import DAY, Frame, dated_by
from customer_value.measures._numbers import ratio
from customer_value.measures._visits import counted, window
from customer_value.measures.orders.valid import valid_orders


def repeat_purchase_rate(orders: Any, refunds: Any, start: Any, end: Any) -> float:
    """The share of a window's buyers who ordered at least twice in it (復購率).

    `customers with 2 or more valid orders in the window / customers with 1 or more`. It counts customers, not orders,
    and looks at one window only: say how long it is, since the rate rises with its length. Two orders on one day are
    two orders here.

    Args:
        orders, refunds: as for `valid_orders`. A lazy frame is run, as the answer is a plain number.
        start, end: the first and the last day of the window; orders are judged at its end.

    Returns:
        A share from 0 to 1; NaN where nobody bought.

    Raises:
        MeasureError: as for `valid_orders`, or the window ends before it starts.

    Notes:
        Many new buyers lower it without anybody having changed: each has had time for one order only. To compare
        customers of one age take cohorts. 續購率 is used for this and for other rates: define it where you use it. The
        repurchase rate of existing customers is `repurchase_rate`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("AABC"), "order_id": list("1234"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-01-05", "2024-01-20", "2024-01-08", "2024-01-30"]),
        ...     "status": "completed"})
        >>> round(repeat_purchase_rate(orders, None, "2024-01-01", "2024-01-31"), 3)
        0.333
    """
    first, last = window(start, end)
    people = _bought(orders, refunds, first, last).group_by("customer_id").agg(orders=nw.len())
    found = counted(people, all=nw.col("orders") >= 1, repeat=nw.col("orders") >= 2)
    return ratio(found["repeat"], found["all"])


def return_rate(orders: Any, refunds: Any, first: tuple[Any, Any], second: tuple[Any, Any]) -> float:
    """The share of one window's buyers who buy in a later window (回購率).

    `customers who bought in both / customers who bought in the first`. The base are the buyers of the **first** window:
    dividing the second window's buyers by the first's counts new customers as returns.

    Args:
        orders, refunds: as for `valid_orders`. A lazy frame is run, as the answer is a plain number.
        first, second: the first and the last day of each window, such as ("2024-01-01", "2024-01-31"). Orders are
            judged at the end of their own window.

    Returns:
        A share from 0 to 1; NaN where nobody bought in the first window.

    Raises:
        MeasureError: as for `valid_orders`; a window is no pair of days; the second does not start after the first.

    Examples:
        Of A, B and C in January A came back in February; D is new:

        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("ABCAD"), "order_id": list("12345"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-01-05", "2024-01-20", "2024-01-08", "2024-02-10", "2024-02-11"]),
        ...     "status": "completed"})
        >>> round(return_rate(orders, None, ("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29")), 3)
        0.333
    """
    one, other = (_pair(days, name) for days, name in ((first, "first"), (second, "second")))
    if other[0] <= one[1]:
        raise MeasureError(f"second starts on {other[0]}, before first ends ({one[1]}); the windows may not overlap.")
    base = _bought(orders, refunds, *one).select("customer_id").unique("customer_id")
    came = _bought(orders, refunds, *other).select("customer_id").unique("customer_id").with_columns(came=nw.lit(1))
    both = base.join(came, on="customer_id", how="left")
    found = counted(both, base=~nw.col("customer_id").is_null(), both=~nw.col("came").is_null())
    return ratio(found["both"], found["base"])


def _pair(days: Any, name: str) -> tuple[Any, Any]:
    try:
        start, end = days
    except (TypeError, ValueError) as problem:
        raise MeasureError(f"{name} is {days!r}; give two days, such as ('2024-01-01', '2024-01-31').") from problem
    return window(start, end, (f"the start of {name}", f"the end of {name}"))


def _bought(orders: Any, refunds: Any, first: Any, last: Any) -> Frame:
    """The valid orders dated in a window, judged at its end."""
    valid = nw.from_native(valid_orders(orders, refunds, last))
    return valid.filter(~dated_by(valid, "order_date", first - DAY))
