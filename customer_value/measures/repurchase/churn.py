"""Retention and churn: seen where customers have contracts, inferred by a rule where they just stop coming."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, in_order
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import finite, ratio, share
from customer_value.measures._visits import PERSONAL, counted, one_status, threshold, valid_on, visits, with_rhythm


def retention_rate(at_start: int, at_end: int, new: int, reactivated: int = 0) -> float:
    """The share of the customers at the start who are still there at the end (留存率), where that is **seen**.

    `(at_end - new - reactivated) / at_start`: contracts, memberships, subscriptions. Who came or came back on the way
    was not there at the start and is taken off, so the rate cannot pass 1. At the end over at the start is growth, not
    retention.

    Args:
        at_start, at_end: customers at both ends of the period.
        new: those of `at_end` who joined in the period.
        reactivated: those of `at_end` who had left before the start and came back in the period.

    Returns:
        A share from 0 to 1; NaN where nobody was there at the start.

    Raises:
        MeasureError: a number is below 0 or infinite, or they cannot be true together: more new and reactivated than
            there are at the end, or more of the old ones left than there were.

    Notes:
        In a shop nobody gives notice: who will not come again is inferred (`lapsed_customers`), and one minus the
        repurchase rate is not churn. Some texts leave reactivated customers in and get rates above 1.

    Examples:
        500 at the start, 520 at the end, of whom 140 are new:

        >>> retention_rate(500, 520, 140)
        0.76
    """
    start, end, came, back = (
        finite(value, name, least=0)
        for name, value in {"at_start": at_start, "at_end": at_end, "new": new, "reactivated": reactivated}.items()
    )
    stayed = end - came - back
    if stayed < 0:
        raise MeasureError(
            f"new and reactivated are {came + back:g} together, more than at_end, {end:g}; count those "
            "still there only."
        )
    if stayed > start:
        raise MeasureError(
            f"at_end less new and reactivated is {stayed:g}, more than at_start, {start:g}; somebody who came on the "
            "way is missing in new or reactivated."
        )
    return ratio(stayed, start)


def churn_rate(at_start: int, at_end: int, new: int, reactivated: int = 0) -> float:
    """The share of the customers at the start who left by the end (流失率): `1 - retention_rate`.

    Args:
        at_start, at_end, new, reactivated: as for `retention_rate`.

    Returns:
        A share from 0 to 1; NaN where nobody was there at the start.

    Raises:
        MeasureError: as for `retention_rate`.

    Examples:
        >>> round(churn_rate(500, 520, 140), 2)
        0.24
    """
    return 1 - retention_rate(at_start, at_end, new, reactivated)


def annual_from_monthly(churn: float) -> float:
    """The annual churn that a monthly one comes to: `1 - (1 - churn) ** 12`.

    Twelve times the monthly churn is too much, since each month fewer are left who can leave; with 10% a month it would
    lose more customers than there are.

    Args:
        churn: of a month, a share.

    Returns:
        A share.

    Raises:
        MeasureError: `churn` is no share from 0 to 1.

    Examples:
        >>> round(annual_from_monthly(0.05), 3)
        0.46
    """
    return 1 - (1 - share(churn, "churn")) ** 12


def monthly_from_annual(churn: float) -> float:
    """The monthly churn that comes to an annual one: `1 - (1 - churn) ** (1 / 12)`; not a twelfth of it.

    Args:
        churn: of a year, a share.

    Returns:
        A share.

    Raises:
        MeasureError: `churn` is no share from 0 to 1.

    Examples:
        >>> round(monthly_from_annual(0.46), 3)
        0.05
    """
    return 1 - (1 - share(churn, "churn")) ** (1 / 12)


def lapse_thresholds(orders: Any, refunds: Any, day: Any) -> Any:
    """Each customer's own lapse threshold (個人化流失門檻): three times their usual gap between purchases.

    A fixed number of days calls the once-a-year customer lapsed who is on time, and notices too late that the weekly
    one has gone. The personal threshold is 3 times the median gap between the customer's own purchase days, at least
    30 days, and 180 days for whoever has fewer than two purchase days.

    Args:
        orders, refunds: as for `valid_orders`.
        day: the judging day; later orders and refunds are not known yet.

    Returns:
        The same kind of frame, one row per customer on file: `customer_id`, `purchase_days`, `median_gap` (days;
        missing with one purchase day), `lapse_days` (the personal threshold) and `days_since_last` (from the last
        order to the day after `day`, which is the opening that `lapsed_customers` would judge). An eager frame is
        sorted by customer id.

    Raises:
        MeasureError: as for `valid_orders`.

    Examples:
        A comes every 75 to 196 days, D once a fortnight, G has come once:

        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("AAADDDG"), "order_id": list("1234567"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2023-11-02", "2024-05-16", "2024-07-30", "2024-06-01", "2024-06-15",
        ...                                   "2024-06-29", "2024-05-05"]), "status": "completed"})
        >>> lapse_thresholds(orders, None, "2024-07-31")
          customer_id  purchase_days  median_gap  lapse_days  days_since_last
        0           A              3       135.5       406.5                2
        1           D              3        14.0        42.0               33
        2           G              1         NaN       180.0               88
    """
    judging = calendar_day(day, "day")
    today = judging.toordinal()
    people = with_rhythm(valid_on(visits(orders, refunds, judging), judging).with_columns(on=nw.lit(today)))
    since = today + 1 - nw.col("last")
    table = people.select("customer_id", "purchase_days", "median_gap", "lapse_days", days_since_last=since)
    return in_order(table, "customer_id")


def lapse_comparison(
    orders: Any,
    refunds: Any,
    start: Any,
    end: Any,
    lapse_days: Sequence[int | str] = (90, 180, 270, 360, PERSONAL),
) -> pd.DataFrame:
    """What different lapse thresholds call lapsed, and how many of these bought in the window all the same.

    The threshold decides both rates. A short one moves customers who are only between two purchases into the base of
    the win-back rate and leaves the most loyal in that of the repurchase rate, so in a shop both rates usually rise.
    Two rates can only be compared under one threshold.

    Args:
        orders, refunds, start, end: as for `customer_status`. A lazy frame is run.
        lapse_days: the thresholds, each as for `customer_status`.

    Returns:
        A pandas frame, one row per threshold: `lapse_days`, `existing`, `repurchased`, `repurchase_rate`, `lapsed`,
        `won_back` (the lapsed who ordered in the window) and `win_back_rate`; rates are NaN without a base.

    Raises:
        MeasureError: as for `customer_status`.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("AABFF"), "order_id": list("12345"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-03-03", "2023-09-10", "2024-09-12"]),
        ...     "status": "completed"})
        >>> table = lapse_comparison(orders, None, "2024-07-01", "2024-09-30", [90, 180])
        >>> table[["lapse_days", "existing", "repurchase_rate", "lapsed", "win_back_rate"]]
          lapse_days  existing  repurchase_rate  lapsed  win_back_rate
        0         90         1              1.0       2            0.5
        1        180         2              0.5       1            1.0
    """
    rules = [threshold(one) for one in listed(lapse_days, "lapse_days")]
    came = nw.col("ordered_in_window")
    found = pd.DataFrame(
        [
            counted(
                one_status(orders, refunds, start, end, rule),
                existing=nw.col("existing"),
                repurchased=nw.col("existing") & came,
                lapsed=nw.col("lapsed"),
                won_back=nw.col("lapsed") & came,
            )
            for rule in rules
        ],
        columns=["existing", "repurchased", "lapsed", "won_back"],
    )
    table = pd.DataFrame({"lapse_days": pd.Series(rules, dtype="object")})
    for base, part, rate in (
        ("existing", "repurchased", "repurchase_rate"),
        ("lapsed", "won_back", "win_back_rate"),
    ):
        table[base], table[part] = found[base], found[part]
        table[rate] = found[part] / found[base].where(found[base] > 0)
    return table
