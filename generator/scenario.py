"""What a scenario file may say: an industry's prices, places, seasons and behaviour, checked before use."""

from __future__ import annotations

import calendar
import datetime as dt
import tomllib
from functools import cache
from importlib import resources
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from customer_value.messages import Text
from generator.place import Place, read_place


class ScenarioError(ValueError):
    """A scenario cannot be used; the message says which key, what it holds and what it may hold, in one sentence."""


Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
Correlation = Annotated[float, Field(gt=-1, lt=1)]
Skew = Annotated[float, Field(gt=0, le=1.5)]


class Record(BaseModel):
    """A table of the file. Unknown keys are refused, so that a misspelt one does not pass in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Record):
    """A piece of text in every language."""

    en: str = Field(min_length=1)
    zh_hant: str = Field(min_length=1, alias="zh-Hant")

    def get(self, language: str) -> str:
        """The text in "en" or "zh-Hant"."""
        return self.text.get(language)

    @property
    def text(self) -> Text:
        return Text(self.en, self.zh_hant)


class Option(Record):
    """One of several names, drawn with its share."""

    share: NotNegative
    name: Words


def _mixture(value: dict[int, float]) -> dict[int, float]:
    if abs(sum(value.values()) - 1) > 1e-9:
        raise ValueError("the shares must add up to 1")
    return value


def _sums_to_one(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if abs(sum(option.share for option in options) - 1) > 1e-9:
        raise ValueError("the shares must add up to 1")
    return options


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
        return self

    @property
    def horizon(self) -> dt.date:
        """The last day of the hidden future: the end of the month `future_months` after the ledger's end."""
        months = self.end.year * 12 + self.end.month - 1 + self.future_months
        year, month = divmod(months, 12)
        return dt.date(year, month + 1, min(self.end.day, calendar.monthrange(year, month + 1)[1]))


class Channel(Record):
    """A way customers come to the company, with its shares among people and among companies."""

    key: str
    person: Share
    company: Share
    name: Words


class Acquisition(Record):
    """When and how customers arrive."""

    years: dict[int, NotNegative]
    registered_early: Share
    early_days: Positive
    channels: tuple[Channel, ...]

    @model_validator(mode="after")
    def _shares(self) -> Self:
        for kind in ("person", "company"):
            if abs(sum(getattr(channel, kind) for channel in self.channels) - 1) > 1e-9:
                raise ValueError(f"the channels' shares of {kind} must add up to 1")
        if not any(self.years.values()):
            raise ValueError("at least one year must win customers")
        return self


class FestivalDays(Record):
    """Days around a festival and how many times the usual orders they bring."""

    festival: str
    first: int = Field(alias="from", ge=-60, le=60)
    last: int = Field(alias="to", ge=-60, le=60)
    person: NotNegative
    company: NotNegative


Twelve = Annotated[tuple[NotNegative, ...], Field(min_length=12, max_length=12)]
Seven = Annotated[tuple[NotNegative, ...], Field(min_length=7, max_length=7)]


class Season(Record):
    """Orders by month, weekday (Monday first) and festival, 1 = average."""

    months: Twelve
    weekdays: Seven
    company_months: Twelve
    company_weekdays: Seven
    festivals: tuple[FestivalDays, ...] = ()


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

    shop: Hours
    web: Hours
    company: Hours
    shop_closes: str = Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")


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

    _quantities = field_validator("quantities")(_mixture)


class WebShare(Record):
    """How much people buy on the web: near a shop, far from one, and how alike they are (beta concentration)."""

    near: Annotated[float, Field(gt=0, lt=1)]
    far: Annotated[float, Field(gt=0, lt=1)]
    spread: Positive


class PersonBehaviour(Behaviour):
    web: WebShare


class CompanyBehaviour(Behaviour):
    credit_days: dict[Annotated[int, Field(ge=0)], Share]

    _credit = field_validator("credit_days")(_mixture)


class Discounts(Record):
    """Shares of orders by reduction in percent."""

    person: dict[Annotated[int, Field(ge=0, le=90)], Share]
    company: dict[Annotated[int, Field(ge=0, le=90)], Share]

    _mixtures = field_validator("person", "company")(_mixture)


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

    _reasons = field_validator("reasons")(_sums_to_one)


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

    _income = field_validator("income")(_sums_to_one)
    _interests = field_validator("interests")(_mixture)


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


class Scenario(Record):
    """Everything a scenario file says. See scenarios/boutique.toml for the meaning of every number."""

    name: str
    title: Words
    place: str
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    minor_digits: int = Field(ge=0, le=3)
    words: dict[str, dict[str, str]]
    dates: Dates
    acquisition: Acquisition
    season: Season
    hours: OpeningHours
    person: PersonBehaviour
    company: CompanyBehaviour
    discounts: Discounts
    cancelled: ByChannel
    refunds: Refunds
    labels: Labels
    people: People
    areas: tuple[Area, ...] = Field(min_length=1)
    travel: Travel
    industries: tuple[Industry, ...] = Field(min_length=1)
    company_names: CompanyNames
    products: Products
    finishes: dict[str, Finish]
    categories: tuple[Category, ...] = Field(min_length=1)

    _industries = field_validator("industries")(_sums_to_one)

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        place = read_place(self.place)
        languages = {"en", "zh-Hant"}
        if set(self.words) != languages or len({frozenset(words) for words in self.words.values()}) != 1:
            raise ValueError("words must have the same keys in en and zh-Hant")
        if abs(self.person.share + self.company.share - 1) > 1e-9:
            raise ValueError("person.share and company.share must add up to 1")
        if abs(sum(area.share for area in self.areas) - 1) > 1e-9:
            raise ValueError("the shares of areas must add up to 1")
        cities = {city.key for city in place.cities}
        for area in self.areas:
            for city in area.cities:
                if city not in cities:
                    raise ValueError(
                        f"areas: {area.key} names the city {city!r}, which places/{self.place}.toml has not"
                    )
        if not any(area.shops for area in self.areas):
            raise ValueError("at least one of areas must have shops = true")
        years = set(range(self.dates.start.year, self.dates.horizon.year + 1))
        for days in self.season.festivals:
            known = {date.year for date in place.festivals.get(days.festival, ())}
            if not years <= known:
                raise ValueError(
                    f"season.festivals: places/{self.place}.toml lacks {days.festival!r} in some year needed"
                )
        for year in self.acquisition.years:
            if not self.dates.start.year <= year <= self.dates.end.year:
                raise ValueError(f"acquisition.years: {year} lies outside the ledger")
        for category in self.categories:
            for item in category.items:
                for finish in item.finishes:
                    if finish not in self.finishes:
                        raise ValueError(f"categories: {item.en} has the finish {finish!r}, which finishes has not")
        if max(self.people.interests) > len(self.categories):
            raise ValueError("people.interests: nobody can tick more categories than there are")
        return self

    @property
    def geography(self) -> Place:
        """The real places, festivals and names the scenario plays in."""
        return read_place(self.place)


def scenario_names() -> list[str]:
    """The scenarios that come with the kit, in alphabetical order."""
    folder = resources.files("generator") / "scenarios"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


@cache
def load_scenario(name: str) -> Scenario:
    """Read one of the kit's scenarios.

    Raises:
        ScenarioError: there is no such scenario, or its file is damaged.
    """
    if name not in scenario_names():
        raise ScenarioError(f"There is no scenario {name!r}; there is {', '.join(scenario_names())}.")
    path = resources.files("generator") / "scenarios" / f"{name}.toml"
    return parse_scenario(path.read_text(encoding="utf-8"), f"{name}.toml")


def parse_scenario(text: str, source: str) -> Scenario:
    """Read a scenario from the text of a TOML file; `source` is what messages call that file.

    Raises:
        ScenarioError: not TOML, or a key is missing, unknown or holds what it must not.
    """
    try:
        return Scenario.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise ScenarioError(f"{source} is not valid TOML: {problem}.") from problem
    except ValidationError as problem:
        raise ScenarioError(f"{source}: {_explain(problem)}") from problem


def _explain(problem: ValidationError) -> str:
    """The first complaint as a sentence with the key and the bound."""
    error = problem.errors()[0]
    key = ".".join(str(part) for part in error["loc"] if part != "[key]")
    match error["type"]:
        case "missing":
            return f"the key {key} is missing."
        case "extra_forbidden":
            return f"the key {key} is unknown; check its spelling."
        case "value_error":
            reason = str(error["ctx"]["error"])
            return f"{key}: {reason}." if key else f"{reason}."
    reason = error["msg"].replace("Input should", "should")
    return f"{key} {reason}, but it is {error['input']!r}."
