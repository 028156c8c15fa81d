"""What is sold, at which reductions, and what is called off or given back."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from generator.prices import STYLES
from generator.scenario.base import NotNegative, Option, Positive, Record, Share, Words, mixture, sums_to_one


class Discounts(Record):
    """Shares of orders by reduction in percent; a kind of customer that is not named gets none."""

    person: dict[Annotated[int, Field(ge=0, le=90)], Share] = Field(default={0: 1.0})
    company: dict[Annotated[int, Field(ge=0, le=90)], Share] = Field(default={0: 1.0})

    _mixtures = field_validator("person", "company")(mixture)


class ByChannel(Record):
    """A share for each sales channel; 0 where the scenario has no such channel or nothing of the kind happens in it."""

    shop: Share = 0.0
    web: Share = 0.0
    company: Share = 0.0


class Wait(Record):
    """A whole number of days: `from`, plus a geometric wait so that the mean is `mean`."""

    first: int = Field(alias="from", ge=1)
    mean: Annotated[float, Field(gt=0, le=3660)]

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
    """What holds for every product. `prices` is the way list prices end: one of generator.prices.STYLES."""

    prices: str = "tw"
    popularity: Annotated[float, Field(ge=0, le=5)]
    cost_spread: Annotated[float, Field(ge=0, lt=0.5)]
    tiers: tuple[Tier, ...] = Field(min_length=1)
    collections: tuple[dt.date, ...] = ()
    new_share: Share = 0.0

    @field_validator("prices")
    @classmethod
    def _known(cls, prices: str) -> str:
        if prices not in STYLES:
            raise ValueError(f"there is no style {prices!r}; there is {', '.join(STYLES)}")
        return prices

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

    factor: Annotated[float, Field(gt=0, le=1000)]


class Item(Words):
    """A thing that is sold, in some finishes or just so. A staple was there from the opening on."""

    price: Positive
    staple: bool = False
    finishes: tuple[str, ...] = ()


class Category(Record):
    """A category of products. weight and company are relative; cost is a share of the list price."""

    weight: Positive
    cost: Annotated[float, Field(gt=0, lt=1)]
    company: NotNegative
    name: Words
    items: tuple[Item, ...] = Field(min_length=1)
