"""When people order: weekdays, months, and what single weeks had of their own."""

from __future__ import annotations

import datetime as dt

import numpy as np

from generator.fit.ledger import Days
from generator.fit.twin import Calendar

CLOSED = 0.005
"""A weekday with a smaller share of the average day's orders counts as closed."""

STEADY = 10.0
"""Orders added to what a week had and to what it should have had, so that a few orders more or less move nothing."""

FEW_ARRIVALS = 10
"""Weeks with fewer new customers take the mean of the weeks around them."""


def first_calendar(ledger: Days) -> Calendar:
    """A start: weekdays as counted, every week alike, new customers as they came."""
    weeks = -(-ledger.days // 7)
    weekday = weekday_of(ledger.start, ledger.days)
    counted = np.bincount(weekday[ledger.day[~ledger.first]], minlength=7)
    return Calendar(
        months=np.ones(12),
        weekdays=_index(counted, np.bincount(weekday, minlength=7)),
        weeks=np.ones(weeks),
        arrivals=smooth_arrivals(np.bincount(ledger.first_day // 7, minlength=weeks)),
    )


def corrected(calendar: Calendar, real: Days, drawn: Days) -> Calendar:
    """Move weeks and weekdays by the ratio of real repeat orders to those drawn with this calendar."""
    scale = len(real.count) / len(drawn.count)
    weeks = len(calendar.weeks)
    weekday = weekday_of(real.start, real.days)

    def repeats(of: Days) -> tuple[np.ndarray, np.ndarray]:
        day = of.day[~of.first]
        return np.bincount(day // 7, minlength=weeks), np.bincount(weekday[day], minlength=7)

    (real_week, real_day), (drawn_week, drawn_day) = repeats(real), repeats(drawn)
    factor = calendar.weeks * (real_week + STEADY) / (drawn_week * scale + STEADY)
    days = calendar.weekdays * (real_day + STEADY) / (drawn_day * scale + STEADY)
    # A closed day stays closed, a week keeps a trace of time for the orders that begin in it.
    days = np.where(calendar.weekdays > 0, days, 0.0)
    return Calendar(
        months=calendar.months,
        weekdays=days / days.mean(),
        weeks=np.maximum(factor / factor.mean(), 0.002),
        arrivals=calendar.arrivals,
    )


def with_months(calendar: Calendar, ledger: Days) -> Calendar:
    """Put what the weeks share by month of the year into `months`, so that the hidden future has a season too.

    Only where the ledger covers a year; the days of the ledger itself keep their weight.
    """
    if ledger.days < 365:
        return calendar
    dates = np.datetime64(ledger.start, "D") + np.arange(ledger.days)
    month = dates.astype("datetime64[M]").astype(np.int64) % 12
    by_day = np.repeat(calendar.weeks, 7)[: ledger.days]
    index = np.bincount(month, by_day, minlength=12) / np.bincount(month, minlength=12)
    index = index / index.mean()
    by_week = np.array([index[month[begin : begin + 7]].mean() for begin in range(0, ledger.days, 7)])
    return Calendar(
        months=index,
        weekdays=calendar.weekdays,
        weeks=np.where(by_week > 0, calendar.weeks / np.maximum(by_week, 1e-9), 1.0),
        arrivals=calendar.arrivals,
    )


def smooth_arrivals(counts: np.ndarray) -> np.ndarray:
    """New customers in each week, thousandths of all; small weeks smoothed, so that no single arrival shows."""
    near = np.convolve(np.pad(counts, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    few = (counts > 0) & (counts < FEW_ARRIVALS)
    weights = np.where(few, np.minimum(near, FEW_ARRIVALS), counts)
    return 1000 * weights / weights.sum()


def weekday_of(start: dt.date, days: int) -> np.ndarray:
    """Weekday of each day, Monday 0; shape (days,)."""
    return (start.weekday() + np.arange(days)) % 7


def _index(counted: np.ndarray, days: np.ndarray) -> np.ndarray:
    rate = counted / np.maximum(days, 1)
    index = rate / max(rate.mean(), 1e-9)
    index = np.where(index < CLOSED, 0.0, index)
    return index / index.mean()
