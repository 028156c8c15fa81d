"""A whole scenario."""

from __future__ import annotations

from typing import Self

from pydantic import Field, field_validator, model_validator

from generator.place import Place, read_place
from generator.scenario.acquisition import Acquisition
from generator.scenario.base import Record, Words, sums_to_one
from generator.scenario.behaviour import CompanyBehaviour, PersonBehaviour
from generator.scenario.calendar import Dates, OpeningHours, Season
from generator.scenario.people import Area, CompanyNames, Industry, Labels, People, Travel
from generator.scenario.shop import ByChannel, Category, Discounts, Finish, Products, Refunds


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

    _industries = field_validator("industries")(sums_to_one)

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
