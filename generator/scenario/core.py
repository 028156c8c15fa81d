"""What every scenario has: enough for customers' orders and their truth, and all that a twin of a real ledger is."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.scenario.acquisition import Arrivals
from generator.scenario.base import Record, Words
from generator.scenario.behaviour import Behaviour
from generator.scenario.calendar import Dates, Season

PERSON, COMPANY = 0, 1
KINDS = ("person", "company")
"""The kinds of customer by their codes, as tables of the scenario file are called."""


class TruthRules(Record):
    """How the truth counts. discount: what money to come loses in a year (0.10 = 10 %)."""

    discount: Annotated[float, Field(ge=0, le=1)] = 0.10

    @property
    def monthly(self) -> float:
        """The rate of a month that comes to the yearly one in twelve."""
        return (1 + self.discount) ** (1 / 12) - 1


class CoreScenario(Record):
    """What a ledger of customers and orders needs. See scenarios/boutique.toml for the meaning of the numbers.

    block: customers in a block of the ledger. It is part of what the seed decides: another size makes other ledgers.
    At least one of person and company must be there; a season that is missing is flat. assumed: the tables of the file
    that nothing was measured for, where the others come from a real ledger.
    """

    name: str = Field(min_length=1)
    title: Words
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    minor_digits: int = Field(ge=0, le=3)
    assumed: tuple[str, ...] = ()
    block: int = Field(default=32_768, ge=64, le=1_000_000)
    dates: Dates
    acquisition: Arrivals
    season: Season | None = None
    person: Behaviour | None = None
    company: Behaviour | None = None
    truth: TruthRules = TruthRules()

    @model_validator(mode="after")
    def _kinds_fit(self) -> Self:
        present = [name for name in KINDS if getattr(self, name) is not None]
        if not present:
            raise ValueError("at least one of person and company must be there")
        if abs(sum(self.kind_shares) - 1) > 1e-9:
            raise ValueError(" and ".join(f"{name}.share" for name in present) + " must add up to 1")
        if self.season:
            for name in present:
                if self.season.of(name) is None:
                    prefix = "company_" if name == "company" else ""
                    raise ValueError(f"season: {prefix}months and {prefix}weekdays are both needed")
        for name in present:
            for cohort in getattr(self, name).cohorts:
                if not self.dates.start < cohort.since <= self.dates.end:
                    raise ValueError(f"{name}.cohorts: {cohort.since} lies outside the ledger")
        return self

    @model_validator(mode="after")
    def _festivals_have_days(self) -> Self:
        years = range(self.dates.start.year, self.dates.horizon.year + 1)
        for spell in self.season.festivals if self.season else ():
            known = {day.year for day in self.festival_days.get(spell.festival, ())}
            if missing := [year for year in years if year not in known]:
                raise ValueError(
                    f"season.festivals: the days of {spell.festival!r} in {missing[0]} are not known; "
                    "the file of a place lists them"
                )
        return self

    @model_validator(mode="after")
    def _arrivals_fit(self) -> Self:
        for year in self.acquisition.years or {}:
            if not self.dates.start.year <= year <= self.dates.end.year:
                raise ValueError(f"acquisition.years: {year} lies outside the ledger")
        for month in self.acquisition.months or {}:
            if not f"{self.dates.start:%Y-%m}" <= month <= f"{self.dates.end:%Y-%m}":
                raise ValueError(f"acquisition.months: {month} lies outside the ledger")
        weeks = -(-((self.dates.end - self.dates.start).days + 1) // 7)
        if len(self.acquisition.weeks or ()) > weeks:
            raise ValueError(f"acquisition.weeks: the ledger has {weeks} weeks only")
        return self

    @property
    def kinds(self) -> list[Behaviour]:
        """Behaviour by the codes PERSON and COMPANY.

        Where the scenario lacks one kind, the other's stands in its place: nobody is of that kind, and arrays of
        parameters can be indexed by a customer's code all the same.
        """
        return [self.person or self.company, self.company or self.person]

    @property
    def kind_shares(self) -> list[float]:
        """The shares of PERSON and COMPANY among customers; 0 for a kind that the scenario lacks."""
        return [one.share if one else 0.0 for one in (self.person, self.company)]

    @property
    def festival_days(self) -> dict[str, tuple[dt.date, ...]]:
        """The days of every festival the season may name; none without a place."""
        return {}
