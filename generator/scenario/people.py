"""Who the customers are and where they live."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from generator.scenario.base import Correlation, Option, Positive, Record, Share, Words, mixture, sums_to_one


class Labels(Record):
    """What the ledger calls kinds, genders and sales channels."""

    person: Words
    company: Words
    female: Words
    male: Words
    shop: Words
    web: Words
    company_order: Words


class Births(Record):
    """Years of birth: normal, cut at both ends."""

    mean: float
    sd: Positive
    first: int = Field(alias="from", ge=1900)
    last: int = Field(alias="to", le=2020)


class People(Record):
    """What is known of persons."""

    female: Share
    no_gender: Share
    births: Births
    no_birth_year: Share
    consent: Share
    income: tuple[Option, ...]
    no_income: Share
    income_correlation: Correlation
    interests: dict[Annotated[int, Field(ge=0)], Share]
    interest_weight: Annotated[float, Field(ge=1)]

    _income = field_validator("income")(sums_to_one)
    _interests = field_validator("interests")(mixture)


class Area(Record):
    """A sales area: the cities it is made of, its share of customers, and whether there is a shop."""

    key: str
    share: Share
    shops: bool
    name: Words
    cities: tuple[str, ...] = Field(min_length=1)


class Travel(Record):
    away: Share


class Industry(Option):
    """An industry of company accounts and how such companies' names end."""

    endings: tuple[Words, ...] = Field(min_length=1)


class CompanyNames(Record):
    first: tuple[Words, ...] = Field(min_length=1)
    second: tuple[Words, ...] = Field(min_length=1)
