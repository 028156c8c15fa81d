"""Who the customers are and where they live."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from generator.scenario.base import Correlation, Option, Record, Share, Words, mixture, sums_to_one


class Labels(Record):
    """What the ledger calls kinds, genders and sales channels.

    `shop`, `web` and `company_order` are the three ways an order comes in, whatever an industry calls them: counter and
    app, or sales representative and customer portal. A scenario names those it has.
    """

    person: Words
    company: Words
    female: Words
    male: Words
    shop: Words | None = None
    web: Words | None = None
    company_order: Words | None = None

    def channel(self, key: str) -> Words:
        """The words for "shop", "web" or "company"; some other's where a scenario has no such channel, so no order."""
        named = {"shop": self.shop, "web": self.web, "company": self.company_order}
        return named[key] or next(words for words in named.values() if words is not None)

    @model_validator(mode="after")
    def _some_channel(self) -> Self:
        if self.shop is None and self.web is None and self.company_order is None:
            raise ValueError("at least one of shop, web and company_order must be named")
        return self


class Births(Record):
    """Years of birth: normal, cut at both ends."""

    mean: float
    sd: Annotated[float, Field(gt=0, le=100)]
    first: int = Field(alias="from", ge=1900)
    last: int = Field(alias="to", le=2020)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError("from must not come after to")
        return self


class People(Record):
    """What is known of persons. What a scenario leaves out, its company does not ask: the column stays empty."""

    female: Share
    no_gender: Share = 0.0
    births: Births | None = None
    no_birth_year: Share = 0.0
    consent: Share
    income: tuple[Option, ...] = ()
    no_income: Share = 0.0
    income_correlation: Correlation = 0.0
    interests: dict[Annotated[int, Field(ge=0)], Share] = Field(default={0: 1.0})
    interest_weight: Annotated[float, Field(ge=1)] = 1.0

    _interests = field_validator("interests")(mixture)

    @field_validator("income")
    @classmethod
    def _income(cls, income: tuple[Option, ...]) -> tuple[Option, ...]:
        return sums_to_one(income) if income else income


class Area(Record):
    """A sales area: the cities it is made of, its share of customers, and whether there is a shop."""

    key: str
    share: Share
    shops: bool
    name: Words
    cities: tuple[str, ...] = Field(min_length=1)


class Travel(Record):
    """The share of shop orders bought in another sales area than one's own."""

    away: Share = 0.0


class Industry(Option):
    """An industry of company accounts and how such companies' names end."""

    endings: tuple[Words, ...] = Field(min_length=1)


class CompanyNames(Record):
    """The two parts that companies' names begin with."""

    first: tuple[Words, ...] = Field(min_length=1)
    second: tuple[Words, ...] = Field(min_length=1)
