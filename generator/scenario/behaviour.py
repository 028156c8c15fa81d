"""How one kind of customer buys, drops out and spends."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from generator.scenario.base import Correlation, NotNegative, Positive, Record, Share, Skew, mixture


class Behaviour(Record):
    """How one kind of customer buys, drops out and spends.

    r, alpha, a, b are BG/NBD's (Fader, Hardie and Lee 2005), alpha in average days. median, between, within, skew,
    first and one_time describe the logarithm of an order's value.
    """

    share: Share
    r: Positive
    alpha: Positive
    a: Positive
    b: Positive
    regularity: Annotated[float, Field(ge=0.2, le=20)]
    median: Positive
    between: NotNegative
    within: Positive
    skew: Skew
    correlation: Correlation
    first: float = Field(ge=-3, le=3)
    one_time: float = Field(ge=-3, le=3)
    lines: NotNegative
    quantities: dict[Annotated[int, Field(ge=1)], Share]
    smallest: Positive

    _quantities = field_validator("quantities")(mixture)


class WebShare(Record):
    """How much people buy on the web: near a shop, far from one, and how alike they are (beta concentration)."""

    near: Annotated[float, Field(gt=0, lt=1)]
    far: Annotated[float, Field(gt=0, lt=1)]
    spread: Positive


class PersonBehaviour(Behaviour):
    web: WebShare


class CompanyBehaviour(Behaviour):
    credit_days: dict[Annotated[int, Field(ge=0)], Share]

    _credit = field_validator("credit_days")(mixture)
