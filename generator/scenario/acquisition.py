"""When and how customers arrive."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from generator.scenario.base import NotNegative, Record, Share, Words

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Channel(Record):
    """A way customers come to the company, with its shares among people and among companies."""

    key: str
    person: Share = 0.0
    company: Share = 0.0
    name: Words


class Arrivals(Record):
    """When customers place their first orders: weights by year, by month ("2025-01"), or by the ledger's weeks.

    One of the three. Weeks are the ledger's first seven days, its second, and so on; after the last nobody comes.
    Within a year, a month or a week first orders follow the season.
    """

    years: dict[int, NotNegative] | None = None
    months: dict[Month, NotNegative] | None = None
    weeks: tuple[NotNegative, ...] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if sum(one is not None for one in (self.years, self.months, self.weeks)) != 1:
            raise ValueError("give either years or months or weeks")
        if self.years is not None and not any(self.years.values()):
            raise ValueError("at least one year must win customers")
        if self.months is not None and not any(self.months.values()):
            raise ValueError("at least one month must win customers")
        if self.weeks is not None and not any(self.weeks):
            raise ValueError("at least one week must win customers")
        return self


class Acquisition(Arrivals):
    """When and how customers arrive."""

    registered_early: Share
    early_days: Annotated[float, Field(gt=0, le=3660)]
    channels: tuple[Channel, ...] = Field(min_length=1)
