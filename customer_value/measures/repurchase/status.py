"""Repurchase: who was an existing customer or lapsed when a window opened, and who of them bought in it."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from customer_value.frames import DAY, calendar_day, in_order
from customer_value.measures._numbers import ratio
from customer_value.measures._visits import counted, judged, one_status, threshold, valid_on, visits


def customer_status(orders: Any, refunds: Any, start: Any, end: Any, *, lapse_days: int | str = 180) -> Any:
    """What every customer on file was when a window opened, and what became of them in it: the table behind the rates.

    A customer's status is judged **at the opening** of the window, from the orders before it and the refunds known on
    the day before. Whoever bought within the lapse threshold is an **existing customer** (老客戶), whoever bought
    longer ago is **lapsed** (流失客戶), and whoever is not on file yet can become a **first-purchase customer**
    (首購客戶). Orders in the window are judged at its end. Both days belong to the window.

    Judging at the end instead makes those who came back look as if they had never been away, and takes those who
    stopped out of the base.

    Args:
        orders, refunds: as for `valid_orders`, of all time; without the years before, old customers look new.
        start, end: the first and the last day of the window.
        lapse_days: a customer is lapsed when the last order is more than so many days before the opening. "personal"
            judges each by their own rhythm: 3 times the median gap between purchase days before the judging day, at
            least 30 days, and 180 days for whoever has fewer than two purchase days.

    Returns:
        The same kind of frame, one row per customer on file at the opening or the end; an eager one is sorted by
        customer id. `customer_id`, then

        - at the opening: `days_since_last` (from the last order to the opening), `lapse_days` (the customer's
          threshold; both missing for whoever was not on file), `existing`, `lapsed`;
        - in the window: `ordered_in_window`, `first_purchase`, `won_back`;
        - at the end: `on_file`, `active_at_closing` (last order no earlier than `end + 1 - lapse_days`), `lost`
          (existing, first-purchase or won back, but not active).

    Raises:
        MeasureError: as for `valid_orders`; a window that ends before it starts; a threshold that is no number of days.

    Notes:
        So that flows balance, refunds that come later move nobody between groups: whoever was on file at the opening
        and ordered again is no first-purchase customer, even if the earlier order has been refunded since, and whom a
        refund takes off the file in the window is `lost`. With personal thresholds a refund can also lengthen a
        customer's rhythm; one who is active again for that reason alone is `won_back` without having ordered, and
        does not count in `win_back_rate`.

        An order of several rows counts from the day of the first one, with its whole amount.

    Examples:
        At the opening A is an existing customer, F lapsed, and C not on file yet; all three buy:

        >>> import pandas as pd
        >>> orders = pd.DataFrame({
        ...     "customer_id": ["A", "A", "C", "F", "F"], "order_id": ["o1", "o2", "o3", "o4", "o5"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-07-05", "2023-09-10", "2024-09-12"]),
        ...     "status": "completed"})
        >>> status = customer_status(orders, None, "2024-07-01", "2024-09-30")
        >>> status[["customer_id", "days_since_last", "existing", "lapsed", "first_purchase", "won_back"]]
          customer_id  days_since_last  existing  lapsed  first_purchase  won_back
        0           A             42.0      True   False           False     False
        1           C              NaN     False   False            True     False
        2           F            295.0     False    True           False      True
    """
    return in_order(one_status(orders, refunds, start, end, lapse_days).drop("window"), "customer_id")


def customers_on_file(orders: Any, refunds: Any, day: Any) -> Any:
    """The customers on file on a day (客戶數): all who have made a valid order up to it.

    A customer whose only order was fully refunded by then is not on file, nor is one who buys for the first time the
    day after.

    Args:
        orders, refunds: as for `valid_orders`.
        day: the day; orders and refunds after it are not known yet.

    Returns:
        The same kind of frame: `customer_id`, each once. An eager frame is sorted.

    Raises:
        MeasureError: as for `valid_orders`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "A", "J"], "order_id": ["o1", "o2", "o3"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-10-10"]), "status": "completed"})
        >>> customers_on_file(orders, None, "2024-09-30")["customer_id"].tolist()
        ['A']
    """
    judging = calendar_day(day, "day")
    known = valid_on(visits(orders, refunds, judging), judging).select("customer_id").unique("customer_id")
    return in_order(known, "customer_id")


def first_purchase_customers(orders: Any, refunds: Any, start: Any, end: Any) -> Any:
    """The customers whose first order **ever** falls in the window (首購客戶).

    The first order *in* the window is another thing: everybody who bought in it has one. So the orders have to go back
    to the beginning of the business, or of the ledger; in the ledger's first months nobody can tell the two apart.

    Args:
        orders, refunds: as for `valid_orders`, of all time. If the first order was fully refunded, the next counts.
        start, end: the first and the last day of the window.

    Returns:
        The same kind of frame: `customer_id`, each once. An eager frame is sorted.

    Raises:
        MeasureError: as for `customer_status`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "A", "C"], "order_id": ["o1", "o2", "o3"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-07-05"]), "status": "completed"})
        >>> first_purchase_customers(orders, None, "2024-07-01", "2024-09-30")["customer_id"].tolist()
        ['C']
    """
    status = one_status(orders, refunds, start, end, 180)
    return in_order(status.filter("first_purchase").select("customer_id"), "customer_id")


def existing_customers(orders: Any, refunds: Any, start: Any, *, lapse_days: int | str = 180) -> Any:
    """The existing customers (老客戶) when a window opens: the base of the repurchase rate.

    Their last order lies before the opening and no earlier than the lapse threshold.

    Args:
        orders, refunds, start, lapse_days: as for `customer_status`.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `days_since_last` (days from the last order to
        the opening, at least 1). An eager frame is sorted by customer id.

    Raises:
        MeasureError: as for `customer_status`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "F", "C"], "order_id": ["o1", "o2", "o3"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2023-09-10", "2024-07-05"]), "status": "completed"})
        >>> existing_customers(orders, None, "2024-07-01")
          customer_id  days_since_last
        0           A               42
    """
    return _at_opening(orders, refunds, start, lapse_days, active=1)


def lapsed_customers(orders: Any, refunds: Any, start: Any, *, lapse_days: int | str = 180) -> Any:
    """The lapsed customers (流失客戶) when a window opens: the base of the win-back rate.

    Their last order lies longer before the opening than the lapse threshold. In a shop nobody cancels: that a customer
    is lost is a rule we choose, not something we have seen. Exactly on the threshold is not lapsed yet.

    Args:
        orders, refunds, start, lapse_days: as for `customer_status`.

    Returns:
        As `existing_customers`.

    Raises:
        MeasureError: as for `customer_status`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "F", "C"], "order_id": ["o1", "o2", "o3"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2023-09-10", "2024-07-05"]), "status": "completed"})
        >>> lapsed_customers(orders, None, "2024-07-01")
          customer_id  days_since_last
        0           F              295
    """
    return _at_opening(orders, refunds, start, lapse_days, active=0)


def repurchase_rate(orders: Any, refunds: Any, start: Any, end: Any, *, lapse_days: int | str = 180) -> float:
    """The share of existing customers who buy in a window (老客戶續購率).

    `existing customers with an order in the window / existing customers at its opening`. New and won-back customers
    are in neither part: dividing by everybody who bought, or by everybody on file, gives another number. One minus
    this rate is not churn, since whoever did not buy in these days may still come.

    Args:
        orders, refunds, start, end, lapse_days: as for `customer_status`. A lazy frame is run, as the answer is a
            plain number.

    Returns:
        A share from 0 to 1; NaN where there was no existing customer.

    Raises:
        MeasureError: as for `customer_status`.

    Examples:
        Of A and B, who were there at the opening, A bought:

        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["A", "A", "B", "C"], "order_id": ["o1", "o2", "o3", "o4"],
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-04-03", "2024-07-05"]),
        ...     "amount": 100, "status": "completed"})
        >>> repurchase_rate(orders, None, "2024-07-01", "2024-09-30")
        0.5
    """
    return _rate(orders, refunds, start, end, lapse_days, "existing")


def win_back_rate(orders: Any, refunds: Any, start: Any, end: Any, *, lapse_days: int | str = 180) -> float:
    """The share of lapsed customers who buy in a window (流失客戶回購率).

    `lapsed customers with an order in the window / lapsed customers at its opening`. Many of them come back by
    themselves: what a campaign added can only be told beside a group that was held out (see `win_back_campaign`).

    Args:
        orders, refunds, start, end, lapse_days: as for `customer_status`. A lazy frame is run, as the answer is a
            plain number.

    Returns:
        A share from 0 to 1; NaN where nobody was lapsed.

    Raises:
        MeasureError: as for `customer_status`.

    Examples:
        F and G were lapsed, F came back:

        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": ["F", "F", "G"], "order_id": ["o1", "o2", "o3"], "amount": 100,
        ...     "order_date": pd.to_datetime(["2023-09-10", "2024-09-12", "2023-05-05"]), "status": "completed"})
        >>> win_back_rate(orders, None, "2024-07-01", "2024-09-30")
        0.5
    """
    return _rate(orders, refunds, start, end, lapse_days, "lapsed")


def _at_opening(orders: Any, refunds: Any, start: Any, lapse_days: Any, active: int) -> Any:
    first = calendar_day(start, "start")
    before = first - DAY
    people = judged(visits(orders, refunds, before), [before], threshold(lapse_days))
    since = first.toordinal() - nw.col("last")
    return in_order(
        people.filter(nw.col("active") == active).select("customer_id", days_since_last=since), "customer_id"
    )


def _rate(orders: Any, refunds: Any, start: Any, end: Any, lapse_days: Any, base: str) -> float:
    status = one_status(orders, refunds, start, end, lapse_days)
    found = counted(status, base=nw.col(base), part=nw.col(base) & nw.col("ordered_in_window"))
    return ratio(found["part"], found["base"])
