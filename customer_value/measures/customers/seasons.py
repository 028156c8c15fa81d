"""Seasonality: which months and weekdays are above an average one."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import DAY, dated_by, day_number
from customer_value.measures._numbers import NAN
from customer_value.measures._tables import whole_table
from customer_value.measures._valid_rows import valid_rows
from customer_value.measures._visits import window

_YEAR = 12


def monthly_seasonality(valid: Any, start: Any, end: Any) -> pd.DataFrame:
    """How far each month of the year is above or below the year around it (月份季節指數); 1 is average.

    Each month's revenue **per day** (months have 28 to 31) is divided by that of the twelve months around it, and the
    ratios of one calendar month, one for each year, are averaged. Beside the plain mean of all Decembers this takes out
    growth: where a company grows all year, every December would look like a season.

    The twelve months around July are those from January to January, the first and the last by half. So the first and
    the last six months of the period have no ratio, and it takes two full years for every month to have one.

    Args:
        valid: valid orders, as `valid_orders` returns them: `order_date`, `amount` (money, net). A lazy frame is run.
        start, end: the period; months that it covers only in part are left out.

    Returns:
        A pandas frame, a row for each of the twelve months: `month` (1 to 12), `years` (how many ratios it is the mean
        of), `revenue_index` and `orders_index`. The mean of the twelve is 1. NaN where a month has no ratio; all are
        NaN where not every month has one, since 1 would not be the average then.

    Raises:
        MeasureError: a column is missing or of another type, an amount is missing, infinite or below 0, or the period
            ends before it starts.

    Notes:
        The classical "ratio to moving average". One year's December is one observation: with two or three years the
        index of a month can be off by chance, and a festival that moves between months blurs two of them.

    Examples:
        An order of 10 every day, and three times that in December:

        >>> days = pd.date_range("2022-01-01", "2024-12-31")
        >>> valid = pd.DataFrame({"order_date": days, "amount": np.where(days.month == 12, 30, 10)})
        >>> table = monthly_seasonality(valid, "2022-01-01", "2024-12-31")
        >>> table.loc[[0, 11], ["month", "years", "revenue_index", "orders_index"]].round(2)
            month  years  revenue_index  orders_index
        0       1      2           0.86           1.0
        11     12      2           2.57           1.0
    """
    days = _daily(valid, start, end)
    months = days.groupby(days.index.to_period("M")).agg(["sum", "size"])
    whole = months.index.days_in_month == months[("revenue", "size")]
    weights = np.array([0.5, *[1.0] * (_YEAR - 1), 0.5]) / _YEAR
    per_day = {
        name: (months[(name, "sum")] / months[(name, "size")])[whole].to_numpy() for name in ("revenue", "orders")
    }
    ratios = pd.DataFrame(
        {name: _ratios(values, weights) for name, values in per_day.items()}, index=months.index[whole]
    )
    by_month = ratios.groupby(ratios.index.month)
    indexes = by_month.mean().reindex(range(1, _YEAR + 1))
    table = pd.DataFrame({"month": range(1, _YEAR + 1)})
    table["years"] = by_month["orders"].count().reindex(table["month"], fill_value=0).to_numpy()
    for name in ("revenue", "orders"):
        table[f"{name}_index"] = indexes[name].to_numpy() / (indexes[name].mean(skipna=False) or NAN)
    return table


def weekday_seasonality(valid: Any, start: Any, end: Any) -> pd.DataFrame:
    """How far each day of the week is above or below an average day (星期指數); 1 is average.

    `index = per day on that weekday / mean of the seven`. Counted per day, since a period need not hold every weekday
    equally often. Growth plays no part: within a week there is hardly any.

    Args:
        valid, start, end: as for `monthly_seasonality`; a few months are enough.

    Returns:
        A pandas frame, a row for each of the seven days: `weekday` (1 = Monday, 7 = Sunday), `days` (how many of them
        the period has), `revenue_index` and `orders_index`. The mean of the seven is 1. All are NaN in a period of
        less than a week and one without orders.

    Raises:
        MeasureError: as for `monthly_seasonality`.

    Examples:
        Two orders on Saturdays, one on other days:

        >>> days = pd.date_range("2024-01-01", "2024-03-31")
        >>> dates = days.append(days[days.day_of_week == 5])
        >>> valid = pd.DataFrame({"order_date": dates, "amount": 100})
        >>> table = weekday_seasonality(valid, "2024-01-01", "2024-03-31")
        >>> table.loc[[4, 5], ["weekday", "days", "orders_index"]]
           weekday  days  orders_index
        4        5    13         0.875
        5        6    13         1.750
    """
    days = _daily(valid, start, end)
    by_day = days.groupby(days.index.day_of_week + 1)
    means = by_day.mean().reindex(range(1, 8))
    table = pd.DataFrame({"weekday": range(1, 8)})
    table["days"] = by_day.size().reindex(table["weekday"], fill_value=0).to_numpy()
    for name in ("revenue", "orders"):
        table[f"{name}_index"] = means[name].to_numpy() / (means[name].mean(skipna=False) or NAN)
    return table


def _daily(valid: Any, start: Any, end: Any) -> pd.DataFrame:
    """Revenue and number of orders of every day of a period, 0 on days without an order."""
    first, last = window(start, end)
    orders = valid_rows(valid, order_date="date", amount="number")
    orders = orders.filter(dated_by(orders, "order_date", last), ~dated_by(orders, "order_date", first - DAY))
    amount = nw.col("amount")
    orders = orders.select(
        day=day_number(nw.col("order_date")),
        revenue=amount,
        bad=nw.when(amount.is_finite() & (amount >= 0)).then(0).otherwise(1),
    )
    sums = orders.group_by("day").agg(nw.len().alias("orders"), nw.col("revenue", "bad").sum())
    found = whole_table(sums.to_native(), "valid")
    if bad := int(found["bad"].sum()):
        raise MeasureError(
            f"valid['amount'] is missing, infinite or below 0 on {bad} rows; correct or drop them first. Refunds are "
            "taken off their orders by valid_orders."
        )
    every = range(first.toordinal(), last.toordinal() + 1)
    days = found.set_index("day")[["revenue", "orders"]].astype("float64").reindex(every, fill_value=0.0)
    return days.set_axis(pd.date_range(first, last))


def _ratios(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Each month over the twelve around it; NaN where they are not all there, or there was nothing."""
    ratios = np.full(len(values), NAN)
    for place in range(_YEAR // 2, len(values) - _YEAR // 2):
        around = float(values[place - _YEAR // 2 : place + _YEAR // 2 + 1] @ weights)
        if around > 0:
            ratios[place] = values[place] / around
    return ratios
