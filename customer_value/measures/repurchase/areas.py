"""Customers per sales area, month by month: on file, active, lapsed, first-purchase."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.measures._visits import window
from customer_value.measures.repurchase._homes import home_areas
from customer_value.measures.repurchase._tally import months, tally


def customers_by_area(
    orders: Any, refunds: Any, customers: Any, start: Any, end: Any, *, lapse_days: int | str = 180
) -> pd.DataFrame:
    """How many customers each sales area has at the end of each month (營業區客戶數), and how many are still active.

    `on_file = active + lapsed`. On file only ever grows (but for refunds), so it says how long an area has been
    worked, not how well; active says how many can be counted on. The area is the customer's **home** area; counting
    by the area of the last order is the other choice, and gives other numbers where people travel.

    Args:
        orders, refunds: as for `valid_orders`, of all time. Lazy frames are run, once.
        customers: the table `customers`: `customer_id`, `sales_area`.
        start, end: the first and the last day; where they lie within a month, that month is cut off there.
        lapse_days: as for `customer_status`.

    Returns:
        A pandas frame, one row per month and area (by name, also where nobody is): `start`, `end` (the month's days),
        `sales_area`, and the counts `on_file`, `active` (last order no earlier than `end + 1 - lapse_days`), `lapsed`
        (the others on file), all three at the end of the month, and `first_purchase` in it. Customers whose home area
        is not known are in the last row, "unknown area", if there are any.

    Raises:
        MeasureError: as for `customer_status`; `customers` lacks a column or has a customer twice.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "B", "C"], "order_id": ["o1", "o2", "o3"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2023-02-14", "2024-06-05"]), "status": "completed"})
        >>> customers = pd.DataFrame({"customer_id": ["A", "B", "C"], "sales_area": ["North", "North", "South"]})
        >>> table = customers_by_area(orders, None, customers, "2024-06-01", "2024-06-30")
        >>> table[["sales_area", "on_file", "active", "lapsed", "first_purchase"]]
          sales_area  on_file  active  lapsed  first_purchase
        0      North        2       1       1               0
        1      South        1       1       0               1
    """
    windows = months(*window(start, end))
    counts = tally(orders, refunds, windows, lapse_days, home_areas(customers))
    days = pd.DataFrame(windows, columns=["start", "end"]).astype("datetime64[us]")
    active = counts["active_at_closing"]
    return (
        days.loc[counts["window"]]
        .reset_index(drop=True)
        .assign(
            sales_area=counts["sales_area"],
            on_file=counts["on_file"],
            active=active,
            lapsed=counts["on_file"] - active,
            first_purchase=counts["first_purchase"],
        )
    )
