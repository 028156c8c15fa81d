"""A twin as numbers, the scenario it makes, and a ledger drawn from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from generator.block import Block
from generator.fit.ledger import Days
from generator.fit.purchases import Buying
from generator.scenario import CoreScenario
from generator.season import Clock, clock
from generator.world import World

DIGITS = 4
"""Significant digits of a twin's numbers."""

FUTURE_MONTHS = 12
"""How far a twin's truth looks on after the ledger's end."""


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When people order.

    Attributes:
        months: index of each month of the year, 1 = average; all 1 where the ledger has not seen a whole year.
        weekdays: index of each weekday, Monday first; 0 = closed.
        weeks: what is left over in each seven days of the ledger; shape (weeks,).
        arrivals: first orders in each seven days, relative to one another; shape (weeks,).
    """

    months: np.ndarray
    weekdays: np.ndarray
    weeks: np.ndarray
    arrivals: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Formula:
    """Order values in brief, as the fields of a scenario's behaviour have them."""

    median: float
    between: float
    within: float
    skew: float
    first: float
    one_time: float
    smallest: float


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Order values in full; as generator.scenario.behaviour.Values, tables of shape (entries, 2)."""

    between: float
    spread: float
    again: float
    first: np.ndarray
    later: np.ndarray
    one_time: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Twin:
    """Everything that was fitted.

    Attributes:
        start, end, snapshot: the ledger's days, and the day customers are judged.
        correlation: of the spend level with the rate.
        values: None until they are fitted; orders then follow the formula.
    """

    name: str
    currency: str
    minor_digits: int
    start: dt.date
    end: dt.date
    snapshot: dt.date
    calendar: Calendar
    buying: Buying
    correlation: float
    formula: Formula
    values: Tables | None

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def sections(self) -> dict:
        """The scenario as nested plain values, rounded as the file has them."""
        first, *others = self.buying.cohorts
        calendar, formula = self.calendar, self.formula
        person = {
            "share": 1.0,
            **_parameters(first.parameters),
            "once": rounded(self.buying.once),
            "regularity": rounded(np.clip(self.buying.regularity, 0.2, 20)),
            "regularity_spread": rounded(self.buying.spread),
            "median": rounded(formula.median),
            "between": rounded(formula.between),
            "within": rounded(formula.within),
            "skew": rounded(formula.skew),
            "correlation": rounded(self.correlation),
            "first": rounded(formula.first),
            "one_time": rounded(formula.one_time),
            "smallest": rounded(formula.smallest),
            "one_a_day": True,  # the unit of what was fitted
        }
        if others:
            person["cohorts"] = [
                {"from": self.start + dt.timedelta(days=one.since), **_parameters(one.parameters)} for one in others
            ]
        if self.values:
            tables = {name: getattr(self.values, name) for name in ("first", "later", "one_time")}
            person["values"] = {
                "between": rounded(self.values.between),
                "spread": rounded(self.values.spread),
                "again": rounded(self.values.again),
                **{name: [[float(score), float(amount)] for score, amount in table] for name, table in tables.items()},
            }
        return {
            "name": self.name,
            "title": {"en": f"{self.name}: twin of a real ledger", "zh-Hant": f"{self.name}：真實帳冊的分身"},
            "currency": self.currency,
            "minor_digits": self.minor_digits,
            "dates": {
                "start": self.start,
                "end": self.end,
                "snapshot": self.snapshot,
                "future_months": FUTURE_MONTHS,
            },
            "acquisition": {"weeks": [rounded(weight, 3) for weight in calendar.arrivals]},
            "season": {
                "months": [rounded(index, 3) for index in calendar.months],
                "weekdays": [rounded(index, 3) for index in calendar.weekdays],
                "weeks": [rounded(factor, 3) for factor in calendar.weeks],
            },
            "person": person,
        }

    def scenario(self) -> CoreScenario:
        """The scenario, checked as any other."""
        return CoreScenario.model_validate(self.sections())


def draw_days(scenario: CoreScenario, customers: int, seed: int, values: bool = True) -> Days:
    """A ledger of the scenario's as purchase days; several orders of a day are one.

    Args:
        values: False leaves the order values 0, which takes less time.
    """
    block = Block(World(scenario, seed), 0, 0, customers)
    bought = block.purchases
    last = (scenario.dates.end - scenario.dates.start).days
    kept = bought.day <= last
    customer, day = bought.customer[kept].astype(np.int64), bought.day[kept].astype(np.int64)
    new = np.concatenate([[True], (customer[1:] != customer[:-1]) | (day[1:] != day[:-1])])
    if values:
        scale = 10**scenario.minor_digits
        value = np.bincount(np.cumsum(new) - 1, np.rint(block.spend.target[kept] * scale) / scale)
    else:
        value = np.zeros(int(new.sum()))
    return Days(start=scenario.dates.start, days=last + 1, customer=customer[new], day=day[new], value=value)


def clock_of(twin: Twin) -> Clock:
    """The twin's warped time, from its start to the end of its hidden future."""
    return clock(twin.scenario(), "person")


def rounded(value: float, digits: int = DIGITS) -> float:
    """To significant digits."""
    return float(f"{float(value):.{digits}g}")


def _parameters(logs: np.ndarray) -> dict[str, float]:
    return dict(zip(("r", "alpha", "a", "b"), (rounded(value) for value in np.exp(logs)), strict=True))
