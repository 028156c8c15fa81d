"""The balance of customers: opening, first-purchase, won back, lapsed, closing, for one window or month by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from customer_value.measures._visits import Window, window
from customer_value.measures.repurchase._homes import home_areas
from customer_value.measures.repurchase._tally import months, tally

FLOW = {
    "opening": "existing",
    "first_purchase": "first_purchase",
    "won_back": "won_back",
    "lapsed": "lost",
    "closing": "active_at_closing",
}
"""The columns of a balance, and what of `customer_status` each counts."""


def customer_balance(
    orders: Any, refunds: Any, start: Any, end: Any, *, lapse_days: int | str = 180, customers: Any = None
) -> pd.DataFrame:
    """How the number of active customers changed in a window, as a balance (老客戶數的期初與期末).

    `opening + first_purchase + won_back - lapsed = closing`. It always holds; a balance that does not is a sign that
    somebody was counted twice or judged on two different days.

    Args:
        orders, refunds, start, end, lapse_days: as for `customer_status`. Lazy frames are run.
        customers: the table `customers` (`customer_id`, `sales_area`) for a row per sales area; None for the whole
            company in one row.

    Returns:
        A pandas frame of counts: `opening` (existing customers at the opening), `first_purchase`, `won_back`,
        `lapsed` (those of these three who are not active at the closing) and `closing` (active customers at the
        closing: last order no earlier than `end + 1 - lapse_days`). With `customers` there is a row for each area, by
        name, with `sales_area` first; customers whose home area is not known come last, as "unknown area", if there
        are any. The areas add up to the company.

    Raises:
        MeasureError: as for `customer_status`; `customers` lacks a column or has a customer twice.

    Notes:
        The closing of a window is the opening of the one that starts on the next day. See the notes of
        `customer_status` for what refunds in the window do.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "A", "B", "C"], "order_id": ["o1", "o2", "o3", "o4"],
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-02-14", "2024-07-05"]),
        ...     "amount": 100, "status": "completed"})
        >>> customer_balance(orders, None, "2024-07-01", "2024-09-30")
           opening  first_purchase  won_back  lapsed  closing
        0        2               1         0       1        2
    """
    return _balances(orders, refunds, [window(start, end)], lapse_days, customers).drop(columns=["start", "end"])


def customer_flow(
    orders: Any, refunds: Any, start: Any, end: Any, *, lapse_days: int | str = 180, customers: Any = None
) -> pd.DataFrame:
    """The balance of customers month by month (顧客流量): each month's closing is the next month's opening.

    Args:
        orders, refunds, lapse_days, customers: as for `customer_balance`. A lazy frame is run once.
        start, end: the first and the last day; where they lie within a month, that month is cut off there.

    Returns:
        A pandas frame, one row per month (and sales area, where `customers` is given): `start`, `end` (the month's
        days), `sales_area` if asked for, and the columns of `customer_balance`.

    Raises:
        MeasureError: as for `customer_balance`.

    Notes:
        Each month is judged by what was known at its end. A first purchase that is refunded a month later stays in the
        month in which it was made and is lapsed in the later one, so the months' first purchases may add up to a few
        more than those of the whole time judged at its end.

    Examples:
        A first buys in May, and with a threshold of 30 days is lapsed by the end of June:

        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "A"], "order_id": ["o1", "o2"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03"]), "status": "completed"})
        >>> flow = customer_flow(orders, None, "2024-05-01", "2024-08-31", lapse_days=30)
        >>> flow[["start", "opening", "first_purchase", "won_back", "lapsed", "closing"]]
               start  opening  first_purchase  won_back  lapsed  closing
        0 2024-05-01        0               1         0       0        1
        1 2024-06-01        1               0         0       1        0
        2 2024-07-01        0               0         0       0        0
        3 2024-08-01        0               0         1       0        1
    """
    return _balances(orders, refunds, months(*window(start, end)), lapse_days, customers)


def _balances(orders: Any, refunds: Any, windows: Sequence[Window], lapse_days: Any, customers: Any) -> pd.DataFrame:
    areas = None if customers is None else home_areas(customers)
    counts = tally(orders, refunds, windows, lapse_days, areas)
    days = pd.DataFrame(windows, columns=["start", "end"]).astype("datetime64[us]")
    table = days.loc[counts["window"]].reset_index(drop=True)
    if areas is not None:
        table["sales_area"] = counts["sales_area"]
    return table.assign(**{column: counts[source] for column, source in FLOW.items()})
