"""How long customers take to their second order, told with those who have not come back yet: the survival curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
from scipy.stats import norm

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, day_number, in_order, whole_days
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import NAN, finite, ratio
from customer_value.measures._numbers import share as checked_share
from customer_value.measures._tables import flags, pandas_table
from customer_value.measures._valid_rows import valid_rows

_DUST = 1e-12
"""Half of the customers may come out as 0.5000000000000001."""


def time_to_second_order(valid: Any, snapshot: Any) -> Any:
    """Days from each customer's first order to the second, or to the snapshot where there was none yet.

    A second order is one on a later day: two orders on one day are one visit. Who has not come back by the snapshot is
    not lost but **censored** (設限): known only to have taken longer than so many days.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`.
        snapshot: the last day that is known. Orders after it are left out.

    Returns:
        The same kind of frame, one row per customer: `customer_id`, `days` (whole), `observed` (true where there was a
        second order). An eager frame is sorted by customer id.

    Raises:
        MeasureError: a column is missing or of another type or, in an eager frame, lacks a value; or `snapshot` is no
            day.

    Examples:
        A came back after 56 days; C's two orders on one day are one visit; D has not come back for 213 days:

        >>> import pandas as pd
        >>> valid = pd.DataFrame({
        ...     "customer_id": ["A", "A", "C", "C", "D"],
        ...     "order_date": pd.to_datetime(["2024-01-05", "2024-03-01", "2024-12-20", "2024-12-20", "2024-06-01"]),
        ... })
        >>> time_to_second_order(valid, "2024-12-31")
          customer_id  days  observed
        0           A    56      True
        1           C    11     False
        2           D   213     False
    """
    today = calendar_day(snapshot).toordinal()
    orders = valid_rows(valid, customer_id="key", order_date="date")
    days = orders.select("customer_id", day=day_number(nw.col("order_date"))).filter(nw.col("day") <= today)
    first = days.group_by("customer_id").agg(first=nw.col("day").min())
    later = days.join(first, on="customer_id", how="inner").filter(nw.col("day") > nw.col("first"))
    second = later.group_by("customer_id").agg(second=nw.col("day").min())
    both = first.join(second, on="customer_id", how="left")
    came = ~nw.col("second").is_null()
    until = nw.when(came).then(nw.col("second")).otherwise(nw.lit(today))
    table = both.select("customer_id", days=(until - nw.col("first")).cast(nw.Int64()), observed=came)
    return in_order(table, "customer_id")


def survival_curve(days: Sequence[float], observed: Sequence[bool], *, confidence: float = 0.95) -> pd.DataFrame:
    """The survival curve (存活曲線) by Kaplan and Meier: the share that has not come back, day by day.

    On each day with events `S(t) = S(before) x (1 - events / at risk)`. **At risk** are those who are known to be
    still without a second order just before that day. Whoever is censored counts up to that day and then leaves the
    curve without lowering it; events come before censoring on equal days. To leave the censored out, or to treat
    their days as events, makes customers look faster than they are.

    Args:
        days: how long each customer took, or has been waiting, in days.
        observed: true where the second order was seen, false where it has not come yet.
        confidence: of the interval, from 0 to 1.

    Returns:
        A pandas frame, one row for day 0 and for each day on which something happened: `day`, `at_risk`, `events`,
        `censored`, `survival` (share from 1 down), `low` and `high` (Greenwood's variance on the log-log scale, so
        they stay between 0 and 1; 1 while nobody has come back, NaN once everybody has). Without customers one row,
        day 0, with a survival of NaN.

    Raises:
        MeasureError: a number of days is negative, missing or infinite, `observed` is not true or false, or the two
            are not equally long.

    Notes:
        Censoring has to say nothing about the future. That holds for customers who simply came later, not for those
        who were taken off the list because they had complained.

        Source: Kaplan and Meier (1958); the interval as in SciPy's `ecdf` with `method="log-log"`.

    Examples:
        >>> survival_curve([9, 13, 20, 41], [True, True, False, True])[["day", "at_risk", "events", "survival"]]
            day  at_risk  events  survival
        0   0.0        4       0      1.00
        1   9.0        4       1      0.75
        2  13.0        3       1      0.50
        3  20.0        2       0      0.50
        4  41.0        1       1      0.00
    """
    values, came = _checked(days, observed)
    level = checked_share(confidence, "confidence")
    when = np.unique(np.concatenate([[0.0], values]))
    events = np.array([np.sum(came & (values == day)) for day in when], dtype="int64")
    censored = np.array([np.sum(~came & (values == day)) for day in when], dtype="int64")
    at_risk = len(values) - np.concatenate([[0], np.cumsum(events + censored)[:-1]]).astype("int64")
    stay = 1 - events / np.maximum(at_risk, 1)
    survival = np.cumprod(stay) if len(values) else np.full(len(when), NAN)
    low, high = _interval(survival, at_risk, events, level)
    return pd.DataFrame(
        {
            "day": when,
            "at_risk": at_risk,
            "events": events,
            "censored": censored,
            "survival": survival,
            "low": low,
            "high": high,
        }
    )


def median_time_to_second_order(days: Sequence[float], observed: Sequence[bool]) -> float:
    """The median time to the second order (首購到二購中位時間): when half of **all** first-time customers are back.

    The smallest day on which the survival curve is at 0.5 or below. The median "of those who did come back" is another
    number, and always looks faster: it leaves out everybody who is still waiting.

    Args:
        days, observed: as for `survival_curve`.

    Returns:
        Days; NaN where the curve stays above 0.5 ("not reached") or there is no customer.

    Raises:
        MeasureError: as for `survival_curve`.

    Examples:
        Six came back, five have not yet:

        >>> days = [9, 13, 20, 41, 136, 200, 30, 40, 60, 120, 250]
        >>> median_time_to_second_order(days, [True] * 6 + [False] * 5)
        136.0
    """
    curve = survival_curve(days, observed)
    reached = curve[curve["survival"] <= 0.5 + _DUST]
    return float(reached["day"].iloc[0]) if len(reached) else NAN


def survival_at(curve: Any, day: float) -> float:
    """The share that has not come back by a day, read off a survival curve.

    Args:
        curve: what `survival_curve` returns.
        day: any day from 0; between two rows the curve is flat.

    Returns:
        A share from 0 to 1; NaN beyond the last day that anybody was watched, unless everybody had come back by then.

    Raises:
        MeasureError: `day` is no number or negative, or the table is no such curve.

    Examples:
        >>> curve = survival_curve([9, 13, 20, 41], [True, True, False, False])
        >>> survival_at(curve, 10), survival_at(curve, 40), survival_at(curve, 42)
        (0.75, 0.5, nan)
    """
    table = _curve(curve)
    when = finite(day, "day", least=0)
    last = table.iloc[-1]
    if np.isnan(when) or (when > last["day"] and last["survival"] > _DUST):
        return NAN
    return float(table.loc[table["day"] <= when, "survival"].iloc[-1])


def return_chance(curve: Any, day: float, days: int = 30) -> float:
    """How likely somebody who has not come back by a day is to do so in the days that follow.

    `1 - S(day + days) / S(day)`. Where it falls off, waiting no longer helps: that is when to contact (何時聯繫). It
    says when people come back by themselves, not that a contact brings them back.

    Args:
        curve: what `survival_curve` returns.
        day: how long they have been waiting.
        days: how far to look ahead.

    Returns:
        A share from 0 to 1; NaN where everybody had come back, or nobody was watched for so long.

    Raises:
        MeasureError: as for `survival_at`, or `days` is no whole number of at least 1.

    Examples:
        Of the three who had not come back by day 10, one came within the next ten days:

        >>> curve = survival_curve([9, 15, 30, 41], [True, True, False, False])
        >>> round(return_chance(curve, 10, days=10), 3)
        0.333
    """
    now, then = survival_at(curve, day), survival_at(curve, day + whole_days(days))
    return 1 - ratio(then, now) if now > _DUST else NAN


def _checked(days: Sequence[float], observed: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    seen = flags(listed(observed, "observed"), "observed").to_numpy()
    values = np.array([finite(value, "days", least=0) for value in listed(days, "days")], dtype=float)
    if len(values) != len(seen):
        raise MeasureError(f"days has {len(values)} values and observed {len(seen)}; give both for every customer.")
    if missing := int(np.isnan(values).sum()):
        raise MeasureError(f"days is missing for {missing} of {len(values)} customers; give the days they have waited.")
    return values, seen


def _curve(curve: Any) -> pd.DataFrame:
    table = pandas_table(curve, "curve", gaps=["survival"], day="number", survival="number")
    if table.empty or table["day"].iloc[0] != 0 or not table["day"].is_monotonic_increasing:
        raise MeasureError("curve has to go from day 0 upwards, as survival_curve returns it.")
    return table


def _interval(
    survival: np.ndarray, at_risk: np.ndarray, events: np.ndarray, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Greenwood's variance, carried to the log-log scale and back."""
    left = at_risk - events
    terms = np.divide(events, at_risk * left, out=np.zeros(len(events)), where=left > 0)
    inside = (survival > _DUST) & (survival < 1)
    logs = np.log(survival, out=np.full(len(survival), -1.0), where=inside)
    spread = norm.ppf(0.5 + level / 2) * np.sqrt(np.cumsum(terms)) / logs
    bounds = []
    for side in (-1, 1):
        bound = np.where(inside, np.power(survival, np.exp(side * spread), out=np.ones(len(survival)), where=inside), 1)
        bounds.append(np.where(survival >= 1, 1.0, np.where(inside, bound, NAN)))
    return bounds[0], bounds[1]
