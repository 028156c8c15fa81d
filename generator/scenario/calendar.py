"""The days a ledger covers, and when in the year, the week and the day people order."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.scenario.base import NotNegative, Record

LONGEST = 2**15
"""Days from the start to the horizon, 89 years: indices of days are kept and sorted as numbers of 16 bits."""


class Dates(Record):
    """The days the ledger covers, both included, the day customers are judged, and the hidden months after the end."""

    start: dt.date
    end: dt.date
    snapshot: dt.date
    future_months: int = Field(ge=1, le=60)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.start < self.snapshot <= self.end:
            raise ValueError("start must come before snapshot, and snapshot must not come after end")
        if (self.horizon - self.start).days >= LONGEST:
            raise ValueError("the ledger and its hidden future must not be longer than 89 years")
        return self

    @property
    def horizon(self) -> dt.date:
        """The last day of the hidden future: the end of the month `future_months` after the ledger's end."""
        months = self.end.year * 12 + self.end.month - 1 + self.future_months
        year, month = divmod(months, 12)
        return dt.date(year, month + 1, min(self.end.day, calendar.monthrange(year, month + 1)[1]))


class FestivalDays(Record):
    """Days around a festival and how many times the usual orders they bring."""

    festival: str
    first: int = Field(alias="from", ge=-60, le=60)
    last: int = Field(alias="to", ge=-60, le=60)
    person: NotNegative = 1.0
    company: NotNegative = 1.0


Twelve = Annotated[tuple[NotNegative, ...], Field(min_length=12, max_length=12)]


Seven = Annotated[tuple[NotNegative, ...], Field(min_length=7, max_length=7)]


class Season(Record):
    """Orders by month, weekday (Monday first) and festival, 1 = average; of persons, and of companies.

    weeks: factors for the ledger's first seven days, its second seven days, and so on; 1 after the last. What made one
    week unlike the same week of other years.
    """

    months: Twelve | None = None
    weekdays: Seven | None = None
    company_months: Twelve | None = None
    company_weekdays: Seven | None = None
    festivals: tuple[FestivalDays, ...] = ()
    weeks: tuple[NotNegative, ...] = ()

    def of(self, kind: str) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
        """Months and weekdays of "person" or "company"; None where one of the two is missing."""
        months, weekdays = (
            (self.company_months, self.company_weekdays) if kind == "company" else (self.months, self.weekdays)
        )
        return (months, weekdays) if months and weekdays else None


class Hours(Record):
    """Orders by the hour, from an hour of the day on."""

    first: int = Field(alias="from", ge=0, le=23)
    weights: tuple[NotNegative, ...] = Field(min_length=1, max_length=24)

    @model_validator(mode="after")
    def _within_a_day(self) -> Self:
        if self.first + len(self.weights) > 24:
            raise ValueError("the hours must not run past midnight")
        if not any(self.weights):
            raise ValueError("at least one hour must have a weight above 0")
        return self


class OpeningHours(Record):
    """When orders come in, by sales channel; shops take none from `shop_closes` on."""

    shop: Hours | None = None
    web: Hours | None = None
    company: Hours | None = None
    shop_closes: str = Field(default="24:00", pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")
