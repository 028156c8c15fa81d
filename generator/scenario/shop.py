"""What is sold, at which reductions, and what is called off or given back."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from generator.scenario.base import NotNegative, Option, Positive, Record, Share, Words, mixture, sums_to_one


class Discounts(Record):
    """Shares of orders by reduction in percent."""

    person: dict[Annotated[int, Field(ge=0, le=90)], Share]
    company: dict[Annotated[int, Field(ge=0, le=90)], Share]

    _mixtures = field_validator("person", "company")(mixture)


class ByChannel(Record):
    """A share for each sales channel."""

    shop: Share
    web: Share
    company: Share


class Wait(Record):
    """A whole number of days: `from`, plus a geometric wait so that the mean is `mean`."""

    first: int = Field(alias="from", ge=1)
    mean: Positive

    @model_validator(mode="after")
    def _mean_after_first(self) -> Self:
        if self.mean <= self.first:
            raise ValueError("mean must be greater than from")
        return self


class Refunds(ByChannel):
    """Who gets money back, how much of it, and when."""

    full: Share
    proneness: Positive
    most: Share
    days: Wait
    reasons: tuple[Option, ...]

    _reasons = field_validator("reasons")(sums_to_one)


class Tier(Record):
    """A price tier: list prices below a bound; the last tier has none."""

    below: Positive | None = None
    name: Words


class Products(Record):
    """What holds for every product."""

    popularity: NotNegative
    cost_spread: Annotated[float, Field(ge=0, lt=0.5)]
    tiers: tuple[Tier, ...] = Field(min_length=1)
    collections: tuple[dt.date, ...]
    new_share: Share

    @field_validator("tiers")
    @classmethod
    def _rising(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        bounds = [tier.below for tier in tiers[:-1]]
        if None in bounds or tiers[-1].below is not None:
            raise ValueError("every price tier but the last needs below, and the last must have none")
        if bounds != sorted(set(bounds)):
            raise ValueError("the price tiers must rise")
        return tiers


class Finish(Words):
    """A material, glaze or flavour, and what it does to the price."""

    factor: Positive


class Item(Words):
    """A thing that is sold, in some finishes or just so."""

    price: Positive
    finishes: tuple[str, ...] = ()


class Category(Record):
    """A category of products. weight and company are relative; cost is a share of the list price."""

    weight: Positive
    cost: Annotated[float, Field(gt=0, lt=1)]
    company: NotNegative
    name: Words
    items: tuple[Item, ...] = Field(min_length=1)
