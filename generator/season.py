"""Warped time: a clock that runs fast on days when people shop and stands still on days when they do not.

Customers buy at an even rate on this clock. Read back on the calendar, their orders follow months, weekdays and
festivals, and the number of orders in any stretch of time is still Poisson with mean rate x warped length.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from generator.scenario import Scenario


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
        """The index of the day a warped time falls on; never a day that stands still."""
        found = np.searchsorted(self.elapsed, time, side="right") - 1
        return np.minimum(found, len(self.weights) - 1)


def day_index(start: dt.date, day: dt.date) -> int:
    """How many days after the ledger's start a date lies."""
    return (day - start).days


def clock(scenario: Scenario, kind: str) -> Clock:
    """The clock of "person" or "company", from the ledger's start to the end of its hidden future."""
    dates, season = scenario.dates, scenario.season
    days = day_index(dates.start, dates.horizon) + 1
    calendar = np.datetime64(dates.start, "D") + np.arange(days)
    months = calendar.astype("datetime64[M]").astype(np.int64) % 12
    weekdays = (calendar.astype(np.int64) + 3) % 7  # day 0 of NumPy's calendar, 1970-01-01, was a Thursday
    own = kind == "company"
    weights = (
        np.array(season.company_months if own else season.months)[months]
        * np.array(season.company_weekdays if own else season.weekdays)[weekdays]
    )
    festivals = scenario.geography.festivals
    for spell in season.festivals:
        for festival in festivals[spell.festival]:
            first = max(day_index(dates.start, festival) + spell.first, 0)
            last = day_index(dates.start, festival) + spell.last
            if last >= 0:
                weights[first : last + 1] *= getattr(spell, kind)
    covered = day_index(dates.start, dates.end) + 1
    weights = weights / weights[:covered].mean()
    return Clock(dates.start, weights, np.concatenate([[0.0], np.cumsum(weights)]))


def arrivals(scenario: Scenario, kind: str) -> np.ndarray:
    """How the days of the ledger share its customers' first orders: cumulative shares, shape (days,)."""
    dates = scenario.dates
    weights = clock(scenario, kind).weights[: day_index(dates.start, dates.end) + 1].copy()
    years = (np.datetime64(dates.start, "D") + np.arange(len(weights))).astype("datetime64[Y]").astype(np.int64) + 1970
    for year in np.unique(years):
        of_year = years == year
        weights[of_year] *= scenario.acquisition.years.get(int(year), 0.0) / weights[of_year].sum()
    return np.cumsum(weights) / weights.sum()
