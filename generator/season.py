"""Warped time: a clock that runs fast on days when people shop and stands still on days when they do not.

Customers buy at an even rate on this clock. Read back on the calendar, their orders follow months, weekdays and
festivals, and the number of orders in any stretch of time is still Poisson with mean rate x warped length.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from generator.scenario import CoreScenario

MONTHS_KNOWN = 122_000
"""How many months from the ledger's start on dates are worked out for."""


@dataclass(frozen=True)
class Clock:
    """The warped time of one kind of customer.

    Attributes:
        start: the day with index 0.
        weights: how much warped time each day has, 1 = the ledger's average day; shape (days,).
        elapsed: warped time at the beginning of each day and at the end of the last; shape (days + 1,).
    """

    start: dt.date
    weights: np.ndarray
    elapsed: np.ndarray

    @property
    def length(self) -> float:
        """Warped time from the first day's beginning to the last day's end."""
        return float(self.elapsed[-1])

    def at(self, day: np.ndarray, fraction: np.ndarray | float = 0.0) -> np.ndarray:
        """The warped time on a day (index), a fraction of the day in."""
        return self.elapsed[day] + fraction * self.weights[day]

    def day(self, time: np.ndarray) -> np.ndarray:
        """The index of the day a warped time falls on, int32; never a day that stands still."""
        if self.flat:
            return np.minimum(time.astype(np.int32), len(self.weights) - 1)
        cell = (time * self._cells_in_one).astype(np.int64)
        day = self._cells[cell]
        unsure = np.flatnonzero(day < 0)
        day[unsure] = np.searchsorted(self.elapsed, time[unsure], side="right") - 1
        return np.minimum(day, len(self.weights) - 1)

    @cached_property
    def flat(self) -> bool:
        """Whether warped time is calendar time."""
        return bool((self.weights == 1.0).all())

    @property
    def _cells_in_one(self) -> int:
        return 32

    @cached_property
    def _cells(self) -> np.ndarray:
        """The day of each 32nd of an average day, -1 where several share it; int32. Saves most searching."""
        edges = np.arange(int(self.length * self._cells_in_one) + 3) / self._cells_in_one
        near = 1e-9 * (1 + self.length)  # further than rounding can carry a time over a cell's edge
        first = np.searchsorted(self.elapsed, edges[:-1] - near, side="right") - 1
        last = np.searchsorted(self.elapsed, edges[1:] + near, side="right") - 1
        return np.where(first == last, first, -1).astype(np.int32)


def day_index(start: dt.date, day: dt.date) -> int:
    """How many days after the ledger's start a date lies."""
    return (day - start).days


def months_later(start: dt.date, day: np.ndarray | int, months: np.ndarray) -> np.ndarray:
    """The index of the same day of the month some months on, or of its month's last day where that comes first.

    Args:
        start: the day with index 0.
        day: index of a day not before the start; broadcasts with `months`, which must not lead beyond MONTHS_KNOWN.
    """
    first, day = _month_starts(start), np.asarray(day)
    month = np.searchsorted(first[: int(day.max(initial=0)) // 28 + 2], day, side="right") - 1
    in_month = day - first[month]
    due = month + months
    return first[due] + np.minimum(in_month, first[due + 1] - first[due] - 1)


@cache
def _month_starts(start: dt.date) -> np.ndarray:
    """The index of the first day of the start's month and of the following ones: a table is faster than dates."""
    months = np.datetime64(start, "M") + np.arange(MONTHS_KNOWN)
    return (months.astype("datetime64[D]") - np.datetime64(start, "D")).astype(np.int64)


def clock(scenario: CoreScenario, kind: str) -> Clock:
    """The clock of "person" or "company", from the ledger's start to the end of its hidden future."""
    dates, season = scenario.dates, scenario.season
    days = day_index(dates.start, dates.horizon) + 1
    calendar = np.datetime64(dates.start, "D") + np.arange(days)
    own = season.of(kind) if season else None
    weights = np.ones(days)
    if own:
        months = calendar.astype("datetime64[M]").astype(np.int64) % 12
        weekdays = (calendar.astype(np.int64) + 3) % 7  # day 0 of NumPy's calendar, 1970-01-01, was a Thursday
        weights = np.array(own[0])[months] * np.array(own[1])[weekdays]
    festivals = scenario.festival_days
    for spell in season.festivals if season else ():
        for festival in festivals[spell.festival]:
            first = max(day_index(dates.start, festival) + spell.first, 0)
            last = day_index(dates.start, festival) + spell.last
            if last >= 0:
                weights[first : last + 1] *= getattr(spell, kind)
    if season and season.weeks:
        by_day = np.repeat(season.weeks, 7)[:days]
        weights[: len(by_day)] *= by_day
    covered = day_index(dates.start, dates.end) + 1
    weights = weights / weights[:covered].mean()
    return Clock(dates.start, weights, np.concatenate([[0.0], np.cumsum(weights)]))


def arrivals(scenario: CoreScenario, kind: str) -> np.ndarray:
    """How the days of the ledger share its customers' first orders: cumulative shares, shape (days,)."""
    dates, acquisition = scenario.dates, scenario.acquisition
    weights = clock(scenario, kind).weights[: day_index(dates.start, dates.end) + 1].copy()
    calendar = np.datetime64(dates.start, "D") + np.arange(len(weights))
    if acquisition.years is not None:
        spans, shares = calendar.astype("datetime64[Y]").astype(np.int64) + 1970, acquisition.years
    elif acquisition.weeks is not None:
        spans, shares = np.arange(len(weights)) // 7, dict(enumerate(acquisition.weeks))
    else:
        spans = calendar.astype("datetime64[M]").astype(np.int64)
        months = acquisition.months.items()
        shares = {int(np.datetime64(month, "M").astype(np.int64)): weight for month, weight in months}
    for span in np.unique(spans):
        inside = spans == span
        open_at_all = weights[inside].sum()
        if open_at_all:
            weights[inside] *= shares.get(int(span), 0.0) / open_at_all
    return np.cumsum(weights) / weights.sum()
