"""Competitors, the market in which the company sells, and what things cost."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from generator.scenario.base import Positive, Record, Share, Words
from generator.scenario.calendar import Twelve
from generator.scenario.voice import ATTRIBUTES, Key, Rating

if TYPE_CHECKING:
    from generator.scenario.whole import Scenario


class Competitor(Record):
    """A rival.

    Attributes:
        positioning: high, middle or low, in words.
        price: its prices relative to the company's own, 1.1 = a tenth dearer.
        covers: the share of the company's products that it sells too.
        share: its part of the market's sales that are not the company's.
        ratings: what people think of it, by the key of the attribute.
    """

    name: Words
    positioning: Words
    shops: int = Field(ge=0)
    founded: int = Field(ge=1600, le=2100)
    price: Annotated[float, Field(gt=0, le=5)]
    covers: Share
    share: Share
    ratings: dict[str, Rating]


class Image(Record):
    """An attribute of brands beyond the six of the survey. reversed: a high rating is the worse one."""

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    reversed: bool = False
    name: Words


class Brands(Record):
    """A study in which people of the market, customers or not, rate the company and its rivals.

    Attributes:
        asked: how many people were asked.
        knows: the share of them that knows a brand well enough to rate it: the company, then its rivals in their order.
        spread: standard deviation of one person's rating.
        own: the company's ratings, by the key of the attribute.
        importance: of each of the six attributes. Images have none.
    """

    asked_on: dt.date
    asked: int = Field(ge=30)
    knows: tuple[Annotated[float, Field(gt=0, le=1)], ...]
    spread: Annotated[float, Field(gt=0, le=2)]
    own: dict[str, Rating]
    importance: dict[Key, Rating]
    images: tuple[Image, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The attributes that are rated: the six, then the images."""
        return (*ATTRIBUTES, *(image.key for image in self.images))

    @field_validator("importance")
    @classmethod
    def _all_six(cls, importance: dict[Key, float]) -> dict[Key, float]:
        if missing := [key for key in ATTRIBUTES if key not in importance]:
            raise ValueError(f"{' and '.join(missing)} must be there too")
        return importance


class Market(Record):
    """The market of a year, area by area. It is as large as the ledger asks: the company's sales decide.

    Attributes:
        share: the company's share of sales in its best year.
        growth: of the market in a year, 0.03 = 3 %.
        strength: by area, the company's share there relative to its share everywhere; 1 where an area is not named.
        spend: what a household (or business) that might buy spends in the category in a year, in currency units.
        area_spend: times that in an area; 1 where an area is not named.
        target: the share of households that might buy.
        tilt: standard deviation of the logarithm of a rival's strength in an area.
        seen: the days on which rivals' prices were taken down.
        price_spread: standard deviation of the logarithm of a rival's price around its level.
        offers, off: the share of prices that were reduced when they were seen, and by how much.
    """

    share: Annotated[float, Field(gt=0, le=0.5)]
    growth: Annotated[float, Field(gt=-0.5, le=1)]
    strength: dict[str, Positive] = Field(default={})
    spend: Positive
    area_spend: dict[str, Positive] = Field(default={})
    target: Annotated[float, Field(gt=0, le=1)]
    tilt: Annotated[float, Field(ge=0, le=1)]
    seen: tuple[dt.date, ...] = Field(min_length=1)
    price_spread: Annotated[float, Field(ge=0, le=1)]
    offers: Share
    off: Annotated[float, Field(ge=0, lt=1)]
    competitors: tuple[Competitor, ...] = Field(min_length=1)
    brands: Brands

    @model_validator(mode="after")
    def _brands_fit(self) -> Self:
        if sum(one.share for one in self.competitors) > 1:
            raise ValueError("the shares of competitors must not add up to more than 1")
        if len(self.brands.knows) != 1 + len(self.competitors):
            raise ValueError("brands.knows needs one share for the company and one for each competitor")
        rated = set(self.brands.keys)
        for whose, ratings in [("brands.own", self.brands.own)] + [
            (f"competitors: the ratings of {one.name.en}", one.ratings) for one in self.competitors
        ]:
            if set(ratings) != rated:
                raise ValueError(f"{whose} must have {', '.join(self.brands.keys)} and no others")
        return self


DRIVERS = (
    "goods",
    "revenue",
    "capacity",
    "orders",
    "contacts",
    "customers",
    "new_customers",
    "media",
    "campaigns",
)
"""What costs may follow; see Cost."""


class Cost(Record):
    """A kind of cost: so much for each unit of what drives it, every month.

    What drives it, and what `rate` then is:
    - goods: unit costs of what was sold and not paid back in full; a share of them;
    - revenue: the month's sales before refunds; a share of them;
    - capacity: the ledger's average monthly sales, whatever the month brings; a share of them;
    - orders, contacts, new_customers: their number; currency units for each;
    - customers: how many ordered in the past twelve months; currency units for each, every month;
    - media: what was spent on media in the month; times that;
    - campaigns: what those that start in the month cost, vouchers included: of kind acquisition the campaigns that are
      to win customers, of kind maintenance the others; times that.

    Attributes:
        channel: only this sales channel ("shop", "web" or "company") or, of new customers, this acquisition channel.
        split: one row for each channel or area instead of one for all; of media, for the acquisition channel that
            most of their leads come in by.
        months: January first, 1 = average.
        noise: standard deviation of its logarithm from month to month.
    """

    key: str = Field(pattern=r"^[a-z][a-z-]*$")
    kind: Literal["direct", "indirect", "acquisition", "maintenance"]
    driver: Literal[DRIVERS]
    rate: Positive
    channel: str | None = None
    split: Literal["channel", "area"] | None = None
    months: Twelve = (1.0,) * 12
    noise: Annotated[float, Field(ge=0, le=1)] = 0.0
    name: Words

    @model_validator(mode="after")
    def _driver_has(self) -> Self:
        if self.split == "channel" and self.driver not in ("goods", "revenue", "orders", "new_customers", "media"):
            raise ValueError(f"{self.key}: {self.driver} cannot be split by channel")
        if self.split == "area" and self.driver not in ("revenue", "orders", "capacity"):
            raise ValueError(f"{self.key}: {self.driver} cannot be split by area")
        if self.channel and self.driver not in ("goods", "revenue", "orders", "new_customers"):
            raise ValueError(f"{self.key}: {self.driver} knows no channel")
        if self.driver == "campaigns" and self.kind not in ("acquisition", "maintenance"):
            raise ValueError(f"{self.key}: campaigns are of kind acquisition or maintenance")
        return self


def check_market(scenario: Scenario) -> None:
    """Hold market and costs to the rest of the scenario. Raises ValueError with the key and the reason."""
    areas = {area.key for area in scenario.areas}
    if market := scenario.market:
        if "company" not in scenario.words["en"]:
            raise ValueError("market needs words.en.company and the like: what the company is called")
        if not scenario.voice:
            raise ValueError("market needs voice.survey, which says what the six attributes are called")
        for key in ("strength", "area_spend"):
            for area in getattr(market, key):
                if area not in areas:
                    raise ValueError(f"market.{key}: {area} is no key of areas")
        for day in (*market.seen, market.brands.asked_on):
            if not scenario.dates.start <= day <= scenario.dates.end:
                raise ValueError(f"market: {day} lies outside the ledger")
    sources = {channel.key for channel in scenario.acquisition.channels}
    keys = [cost.key for cost in scenario.costs]
    if len(keys) != len(set(keys)):
        raise ValueError("costs: no key may occur twice")
    for cost in scenario.costs:
        known = sources if cost.driver == "new_customers" else set(scenario.channels)
        if cost.channel and cost.channel not in known:
            raise ValueError(
                f"costs: {cost.key} names the channel {cost.channel!r}; there is {', '.join(sorted(known))}"
            )
        if cost.driver == "contacts" and not scenario.voice:
            raise ValueError(f"costs: {cost.key} counts contacts, but there is no voice.service")
