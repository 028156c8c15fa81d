"""A whole scenario."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from generator.languages import LANGUAGES
from generator.place import Place, read_place
from generator.scenario.acquisition import Acquisition
from generator.scenario.base import sums_to_one
from generator.scenario.behaviour import CompanyBehaviour, PersonBehaviour
from generator.scenario.calendar import OpeningHours
from generator.scenario.campaigns import Campaign, Contact, Leads, Medium, Paths, check_marketing
from generator.scenario.contracts import Contracts
from generator.scenario.core import KINDS, CoreScenario
from generator.scenario.market import Cost, Market, check_market
from generator.scenario.people import Area, CompanyNames, Industry, Labels, People, Travel
from generator.scenario.shop import ByChannel, Category, Discounts, Finish, Products, Refunds
from generator.scenario.voice import Voice, check_voice
from generator.scenario.warts import Warts

LABELS = {"shop": "shop", "web": "web", "company": "company_order"}
"""The label of each sales channel."""


class Scenario(CoreScenario):
    """A whole business: everything a scenario file may say. scenarios/boutique.toml explains what the numbers mean."""

    place: str
    languages: tuple[Literal[LANGUAGES], ...] = ("en", "zh-Hant")
    words: dict[str, dict[str, str]]
    acquisition: Acquisition
    hours: OpeningHours
    person: PersonBehaviour | None = None
    company: CompanyBehaviour | None = None
    discounts: Discounts = Discounts()
    cancelled: ByChannel = ByChannel()
    refunds: Refunds | None = None
    labels: Labels
    people: People
    areas: tuple[Area, ...] = Field(min_length=1)
    travel: Travel = Travel()
    industries: tuple[Industry, ...] = ()
    company_names: CompanyNames | None = None
    products: Products
    finishes: dict[str, Finish] = Field(default={})
    categories: tuple[Category, ...] = Field(min_length=1)
    contracts: Contracts | None = None
    warts: Warts = Warts()
    leads: Leads | None = None
    media: tuple[Medium, ...] = ()
    paths: Paths | None = None
    contact: Contact | None = None
    campaigns: tuple[Campaign, ...] = ()
    voice: Voice | None = None
    market: Market | None = None
    costs: tuple[Cost, ...] = ()

    @field_validator("languages")
    @classmethod
    def _two_at_least(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if not {"en", "zh-Hant"} <= set(languages) or len(set(languages)) < len(languages):
            raise ValueError("en and zh-Hant must be among them, each language once")
        return languages

    @field_validator("industries")
    @classmethod
    def _industries(cls, industries: tuple[Industry, ...]) -> tuple[Industry, ...]:
        return sums_to_one(industries) if industries else industries

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        place = read_place(self.place)
        languages = {"en", "zh-Hant"}
        if set(self.words) != languages or len({frozenset(words) for words in self.words.values()}) != 1:
            raise ValueError("words must have the same keys in en and zh-Hant")
        if abs(sum(area.share for area in self.areas) - 1) > 1e-9:
            raise ValueError("the shares of areas must add up to 1")
        cities = {city.key for city in place.cities}
        for area in self.areas:
            for city in area.cities:
                if city not in cities:
                    raise ValueError(
                        f"areas: {area.key} names the city {city!r}, which places/{self.place}.toml has not"
                    )
        if self.company and not (self.industries and self.company_names):
            raise ValueError("industries and company_names are needed where there are companies")
        for channel in self.channels:
            if getattr(self.hours, channel) is None:
                raise ValueError(f"hours.{channel} is missing, but orders come in that way")
            if getattr(self.labels, LABELS[channel]) is None:
                raise ValueError(f"labels.{LABELS[channel]} is missing, but orders come in that way")
        for kind in KINDS:
            shares = sum(getattr(channel, kind) for channel in self.acquisition.channels)
            if getattr(self, kind) and abs(shares - 1) > 1e-9:
                raise ValueError(f"acquisition: the channels' shares of {kind} must add up to 1")
        for category in self.categories:
            for item in category.items:
                for finish in item.finishes:
                    if finish not in self.finishes:
                        raise ValueError(f"categories: {item.en} has the finish {finish!r}, which finishes has not")
        if self.contracts and any((self.cancelled.shop, self.cancelled.web, self.cancelled.company)):
            raise ValueError("cancelled: shop, web and company must be 0 where there are contracts; policies lapse")
        if max(self.people.interests) > len(self.categories):
            raise ValueError("people.interests: nobody can tick more categories than there are")
        return self

    @model_validator(mode="after")
    def _voice_and_market_fit(self) -> Self:
        check_voice(self)
        check_market(self)
        return self

    @model_validator(mode="after")
    def _marketing_fits(self) -> Self:
        check_marketing(
            self.leads,
            self.media,
            self.paths,
            self.contact,
            self.campaigns,
            {channel.key for channel in self.acquisition.channels},
            {area.key for area in self.areas},
            self.dates.start,
            self.dates.end,
        )
        return self

    @property
    def channels(self) -> tuple[str, ...]:
        """The sales channels orders come in by: some of "shop", "web" and "company"."""
        in_shops = self.person and any(area.shops for area in self.areas)
        on_web = self.person or (self.company and self.company.web)
        found = {"shop": in_shops, "web": on_web, "company": self.company}
        return tuple(name for name, there in found.items() if there)

    @property
    def geography(self) -> Place:
        """The real places, festivals and names the scenario plays in."""
        return read_place(self.place)

    @property
    def festival_days(self) -> dict[str, tuple[dt.date, ...]]:
        return self.geography.festivals
