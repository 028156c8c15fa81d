"""How one kind of customer buys, drops out and spends."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from generator.scenario.base import Correlation, Positive, Record, Share, Skew, mixture

Shape = Annotated[float, Field(gt=0, le=10_000)]

Alpha = Annotated[float, Field(ge=0.1, le=1_000_000)]

Variance = Annotated[float, Field(ge=0, le=10)]


MOST_A_DAY = 10
"""Orders that a customer may place on a day, on average over customers."""


def check_rate(r: float, alpha: float) -> None:
    """See that customers do not order without end. Raises ValueError where they do."""
    if r / alpha > MOST_A_DAY:
        raise ValueError(f"r / alpha, the mean orders a day, must be at most {MOST_A_DAY}, but it is {r / alpha:.3g}")


class Cohort(Record):
    """BG/NBD's parameters of the customers whose first order lies on or after a date."""

    since: dt.date = Field(alias="from")
    r: Shape
    alpha: Alpha
    a: Shape
    b: Shape

    @model_validator(mode="after")
    def _few_a_day(self) -> Self:
        check_rate(self.r, self.alpha)
        return self


Table = Annotated[
    tuple[tuple[Annotated[float, Field(ge=-6, le=6)], Positive], ...], Field(min_length=2, max_length=2000)
]


class Values(Record):
    """Order values from tables instead of a formula; generator/values.py says how an order's score comes about.

    between: share of the score's variance that lies between customers. spread: standard deviation of the logarithm of
    customers' own scatter. again: share of later orders that repeat the amount of the one before. first, later and
    one_time: [score, amount] pairs, both rising, for first orders, later ones, and the only orders of people who do not
    come back within the ledger.
    """

    between: Annotated[float, Field(ge=0, lt=1)]
    spread: Annotated[float, Field(ge=0, le=1.5)] = 0.0
    again: Annotated[float, Field(ge=0, le=0.99)] = 0.0
    first: Table
    later: Table
    one_time: Table

    @field_validator("first", "later", "one_time")
    @classmethod
    def _both_rise(cls, table: Table) -> Table:
        for one, after in pairwise(table):
            if after[0] <= one[0] or after[1] < one[1]:
                raise ValueError(f"scores must rise and amounts must not fall, but {list(after)} follows {list(one)}")
        return table


class Behaviour(Record):
    """How one kind of customer buys, drops out and spends.

    r, alpha, a, b are BG/NBD's (Fader, Hardie and Lee 2005), alpha in average days; each of `cohorts` overrides them
    from its date on. once is the share that leave for good right after the first order. regularity is the shape of the
    gaps' gamma, regularity_spread the standard deviation of the logarithm of customers' own ones around it. median,
    between, within, skew, first and one_time describe the logarithm of an order's value; where there are tables of
    `values`, orders take those instead. one_a_day: what a customer buys on one day is one order, as in a ledger of
    customer-days.
    """

    share: Share
    r: Shape
    alpha: Alpha
    a: Shape
    b: Shape
    once: Annotated[float, Field(ge=0, lt=1)] = 0.0
    cohorts: tuple[Cohort, ...] = ()
    regularity: Annotated[float, Field(ge=0.2, le=20)]
    regularity_spread: Annotated[float, Field(ge=0, le=2)] = 0.0
    median: Positive
    between: Variance
    within: Annotated[float, Field(gt=0, le=10)]
    skew: Skew
    correlation: Correlation
    first: float = Field(ge=-3, le=3)
    one_time: float = Field(ge=-3, le=3)
    smallest: Positive
    one_a_day: bool = False
    values: Values | None = None

    @field_validator("cohorts")
    @classmethod
    def _rising(cls, cohorts: tuple[Cohort, ...]) -> tuple[Cohort, ...]:
        dates = [cohort.since for cohort in cohorts]
        if dates != sorted(set(dates)):
            raise ValueError("the dates of the cohorts must rise")
        return cohorts

    @model_validator(mode="after")
    def _orders_have_a_mean(self) -> Self:
        check_rate(self.r, self.alpha)
        bound = (2 / self.skew) ** 2
        if self.within >= bound:
            raise ValueError(f"within must be below (2 / skew)^2 = {bound:.3g}, but it is {self.within}")
        return self


class ShopBehaviour(Behaviour):
    """And what the baskets look like: one line of one piece where nothing is said.

    aim: how many times the value wanted baskets are filled towards; above 1 where products are dear beside an order, so
    that what is left open would otherwise keep orders below the value wanted.
    """

    lines: Annotated[float, Field(ge=0, le=100)] = 0.0
    aim: Annotated[float, Field(ge=0.5, le=2)] = 1.0
    quantities: dict[Annotated[int, Field(ge=1)], Share] = Field(default={1: 1.0})

    _quantities = field_validator("quantities")(mixture)


class WebShare(Record):
    """How much people buy on the web: near a shop, far from one, and how alike they are (beta concentration)."""

    near: Annotated[float, Field(gt=0, lt=1)]
    far: Annotated[float, Field(gt=0, lt=1)]
    spread: Positive


class PersonBehaviour(ShopBehaviour):
    web: WebShare


class CompanyBehaviour(ShopBehaviour):
    """`web`: how much companies order through the web by themselves; where it is missing, staff take every order."""

    web: WebShare | None = None
    credit_days: dict[Annotated[int, Field(ge=0)], Share]

    _credit = field_validator("credit_days")(mixture)
