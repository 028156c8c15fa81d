"""The repurchase rate over time: windows of the calendar beside windows that roll."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import DAY, moved, whole_days, whole_number
from customer_value.measures._arguments import listed
from customer_value.measures._visits import window
from customer_value.measures.repurchase._tally import months as calendar_months
from customer_value.measures.repurchase._tally import tally

Windows = list[tuple[dt.date, dt.date]]


def calendar_windows(start: Any, end: Any, *, months: int = 3) -> Windows:
    """The whole calendar windows between two days: months, quarters, half-years or years, one after another.

    Args:
        start, end: the first and the last day. Windows that begin before `start` or end after `end` are left out: part
            of a quarter is no quarter.
        months: 1 for months, 3 for quarters, 6 or 12.

    Returns:
        A list of first and last days.

    Raises:
        MeasureError: `end` is before `start`, or `months` is not one of 1, 2, 3, 4, 6 and 12.

    Examples:
        >>> [f"{first} to {last}" for first, last in calendar_windows("2024-02-15", "2024-10-31")]
        ['2024-04-01 to 2024-06-30', '2024-07-01 to 2024-09-30']
    """
    first, last = window(start, end)
    if (length := whole_number(months)) is None or length < 1 or 12 % length:
        raise MeasureError(f"months is {months!r}; give 1, 2, 3, 4, 6 or 12, which divide a year.")
    each = calendar_months(first.replace(day=1), last)
    whole = [
        (each[place][0], each[place + length - 1][1])
        for place in range(len(each) - length + 1)
        if (each[place][0].month - 1) % length == 0
    ]
    return [(one, other) for one, other in whole if one >= first and (other + DAY).day == 1]


def rolling_windows(start: Any, end: Any, *, days: int = 90, step: int = 7) -> Windows:
    """Windows of one length that roll through a time, a few days on each time; the last ends on the last day.

    A rolling window shows a change weeks before the quarter is over. Neighbouring windows share most of their days, so
    their rates move together: a wave over ten points is not ten findings.

    Args:
        start, end: the first and the last day.
        days: the length of each window.
        step: how many days each starts after the one before.

    Returns:
        A list of first and last days, in order of time.

    Raises:
        MeasureError: `end` is before `start`, or `days` or `step` is no whole number of at least 1.

    Examples:
        >>> [str(first) for first, _ in rolling_windows("2024-07-01", "2024-10-12", days=90, step=7)]
        ['2024-07-01', '2024-07-08', '2024-07-15']
    """
    first, last = window(start, end)
    length, on = whole_days(days), whole_days(step, "step")
    found = []
    while (opening := moved(last, 1 - length)) >= first:
        found.append((opening, last))
        last = moved(last, -on)
    return found[::-1]


def repurchase_trend(
    orders: Any, refunds: Any, windows: Sequence[tuple[Any, Any]], *, lapse_days: int | str = 180
) -> pd.DataFrame:
    """The repurchase rate and the win-back rate of many windows, each judged at its own opening.

    Args:
        orders, refunds, lapse_days: as for `customer_status`. A lazy frame is run once.
        windows: first and last days, as `calendar_windows` and `rolling_windows` give them. Compare windows of one
            length only, and leave out those that begin less than the threshold after the ledger does: nobody could be
            lapsed yet.

    Returns:
        A pandas frame, one row per window: `start`, `end`, `existing`, `repurchased`, `repurchase_rate`, `lapsed`,
        `won_back` (the lapsed who ordered) and `win_back_rate`; rates are NaN without a base.

    Raises:
        MeasureError: as for `customer_status`, or there is no window.

    Examples:
        >>> import pandas as pd
        >>> orders = pd.DataFrame({"customer_id": list("AAB"), "order_id": list("123"), "amount": 100,
        ...     "order_date": pd.to_datetime(["2024-05-20", "2024-08-03", "2024-04-03"]), "status": "completed"})
        >>> windows = [("2024-07-01", "2024-09-30"), ("2024-10-01", "2024-12-31")]
        >>> trend = repurchase_trend(orders, None, windows)
        >>> trend[["start", "existing", "repurchased", "repurchase_rate", "lapsed"]]
               start  existing  repurchased  repurchase_rate  lapsed
        0 2024-07-01         2            1              0.5       0
        1 2024-10-01         1            0              0.0       1
    """
    pairs = listed(windows, "windows")
    if strange := [pair for pair in pairs if not isinstance(pair, tuple | list) or len(pair) != 2]:
        raise MeasureError(f"windows has {strange[0]!r}; give pairs of a first and a last day.")
    days = [window(first, last) for first, last in pairs]
    if not days:
        raise MeasureError("windows is empty; give at least one, such as [('2024-07-01', '2024-09-30')].")
    counts = tally(orders, refunds, days, lapse_days)
    table = pd.DataFrame(days, columns=["start", "end"]).astype("datetime64[us]")
    for base, part, name, rate in (
        ("existing", "repurchased", "repurchased", "repurchase_rate"),
        ("lapsed", "returned", "won_back", "win_back_rate"),
    ):
        table[base], table[name] = counts[base], counts[part]
        table[rate] = counts[part] / counts[base].where(counts[base] > 0)
    return table
