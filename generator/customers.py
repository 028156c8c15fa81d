"""Who the customers are: kind, place, how and when they came, and what the company knows of them. No words yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from generator.arrivals import Arrivals
from generator.draw import pick, pick_key
from generator.scenario import Scenario
from generator.scenario.core import COMPANY, PERSON
from generator.streams import Streams

FEMALE, MALE = 0, 1
UNKNOWN = -1

REFERRAL = "referral"
"""The acquisition channel that needs somebody who refers."""

TRIES = 16
"""Customers asked whether they were there early enough to have referred somebody."""


@dataclass(frozen=True, kw_only=True)
class Customers:
    """Facts about each customer as indices and numbers; arrays of shape (customers,) unless said.

    Attributes:
        kind: PERSON or COMPANY.
        area, city, district: indices into the scenario's areas, the place's cities, and the city's districts.
        channel: index into the scenario's acquisition channels.
        first_day: index of the day of the first order.
        registered: index of the day of registration; not after `first_day`.
        referrer: index of the customer who referred this one, registered before; UNKNOWN for none.
        sex: FEMALE or MALE; a company's is its contact's. `sex_stated` says whether the company knows it.
        birth_year: UNKNOWN where not stated and for companies.
        interests: which categories are ticked; shape (customers, categories).
        consent: agreed to be written to.
        credit_days: terms of payment; UNKNOWN for persons.
        industry, ending: indices into industries and the industry's endings; UNKNOWN for persons.
        web_share: this customer's share of orders on the web.
    """

    kind: np.ndarray
    area: np.ndarray
    city: np.ndarray
    district: np.ndarray
    channel: np.ndarray
    first_day: np.ndarray
    registered: np.ndarray
    referrer: np.ndarray
    sex: np.ndarray
    sex_stated: np.ndarray
    birth_year: np.ndarray
    interests: np.ndarray
    consent: np.ndarray
    credit_days: np.ndarray
    industry: np.ndarray
    ending: np.ndarray
    web_share: np.ndarray


def draw_customers(scenario: Scenario, arrivals: Arrivals, streams: Streams) -> Customers:
    """What is to be known of the customers who came."""
    kind, first_day, count = arrivals.kind, arrivals.first_day, len(arrivals.kind)

    def luck(name: str, *shape: int) -> np.ndarray:
        return streams(f"customers/{name}").random((count, *shape))

    people = scenario.people
    company = kind == COMPANY

    area = pick([area.share for area in scenario.areas], luck("area"))
    city, district = _homes(scenario, area, luck("district"))

    wait = np.ceil(streams("customers/early").standard_exponential(count) * scenario.acquisition.early_days)
    early = luck("registers-early") < scenario.acquisition.registered_early
    registered = np.maximum(first_day - np.where(early, wait, 0).astype(np.int64), 0)

    channels = scenario.acquisition.channels
    which = luck("channel")
    channel = np.where(
        company,
        pick([channel.company for channel in channels], which),
        pick([channel.person for channel in channels], which),
    )
    referred = np.array([one.key == REFERRAL for one in channels])[channel]
    referrer = np.full(count, UNKNOWN)
    rows = np.flatnonzero(referred)
    referrer[rows] = _referrers(registered, rows, luck("referrer", TRIES)[rows])

    birth_year = np.full(count, UNKNOWN)
    if births := people.births:
        year = np.rint(births.mean + births.sd * streams("customers/birth").standard_normal(count)).astype(np.int64)
        known = (luck("birth-stated") >= people.no_birth_year) & ~company
        birth_year = np.where(known, np.clip(year, births.first, births.last), UNKNOWN)

    industry, ending = np.full(count, UNKNOWN), np.full(count, UNKNOWN)
    if scenario.company:
        industry = pick([one.share for one in scenario.industries], luck("industry"))
        endings = np.array([len(one.endings) for one in scenario.industries])[industry]
        ending = (luck("ending") * endings).astype(np.int64)

    web_share = np.zeros(count)
    rules = [one.web if one else None for one in (scenario.person, scenario.company)]
    if any(rules):
        given = [web or rules[0] or rules[1] for web in rules]
        near, far, spread = (np.array([getattr(web, key) for web in given])[kind] for key in ("near", "far", "spread"))
        mean = np.where(np.array([area.shops for area in scenario.areas])[area], near, far)
        share = streams("customers/web").beta(spread * mean, spread * (1 - mean))
        web_share = np.where(np.array([web is not None for web in rules])[kind], share, 0.0)
    credit_days = np.full(count, UNKNOWN)
    if scenario.company:
        credit_days = np.where(company, pick_key(scenario.company.credit_days, luck("credit")), UNKNOWN)
    return Customers(
        kind=kind,
        area=area,
        city=city,
        district=district,
        channel=channel,
        first_day=first_day,
        registered=registered,
        referrer=referrer,
        sex=np.where(luck("sex") < people.female, FEMALE, MALE),
        sex_stated=luck("sex-stated") >= people.no_gender,
        birth_year=birth_year,
        interests=_interests(scenario, company, streams),
        consent=luck("consent") < people.consent,
        credit_days=credit_days,
        industry=np.where(company, industry, UNKNOWN),
        ending=np.where(company, ending, UNKNOWN),
        web_share=web_share,
    )


def draw_income(scenario: Scenario, level: np.ndarray, kind: np.ndarray, streams: Streams) -> np.ndarray:
    """Each person's income band, correlated with the spend level; UNKNOWN where not stated and for companies."""
    people = scenario.people
    if not people.income:
        return np.full(len(level), UNKNOWN)
    own = streams("customers/income").standard_normal(len(level))
    score = people.income_correlation * level + np.sqrt(1 - people.income_correlation**2) * own
    band = pick([option.share for option in people.income], np.clip(ndtr(score), 0, 1 - 1e-12))
    stated = streams("customers/income-stated").random(len(level)) >= people.no_income
    return np.where(stated & (kind == PERSON), band, UNKNOWN)


def _homes(scenario: Scenario, area: np.ndarray, luck: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """City and district by population within each sales area."""
    place = scenario.geography
    index = {city.key: number for number, city in enumerate(place.cities)}
    city, district = np.empty(len(area), dtype=np.int64), np.empty(len(area), dtype=np.int64)
    for number, one in enumerate(scenario.areas):
        homes = [(index[key], spot) for key in one.cities for spot in range(len(place.cities[index[key]].districts))]
        population = [place.cities[where].districts[spot].population for where, spot in homes]
        own = np.flatnonzero(area == number)
        home = pick(population, luck[own])
        city[own], district[own] = (np.array(part)[home] for part in zip(*homes, strict=True))
    return city, district


def _referrers(registered: np.ndarray, rows: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """For some customers the first of some with a lower index who registered before; UNKNOWN if none did.

    Args:
        registered: of every customer.
        rows: those who were referred.
        luck: uniform; shape (rows, TRIES).
    """
    asked = (luck * rows[:, None]).astype(np.int64)
    before = registered[asked] < registered[rows, None]
    chosen = asked[np.arange(len(rows)), before.argmax(axis=1)]
    return np.where(before.any(axis=1), chosen, UNKNOWN)


def _interests(scenario: Scenario, company: np.ndarray, streams: Streams) -> np.ndarray:
    """Which categories each person ticks; companies none. Shape (customers, categories)."""
    shares = scenario.people.interests
    weights = np.array([category.weight for category in scenario.categories])
    if not max(shares):
        return np.zeros((len(company), len(weights)), dtype=bool)
    number = pick_key(shares, streams("customers/interest-count").random(len(company)))
    # The smallest of exponentials with these rates come first as often as the rates say: drawing without replacement.
    drawn = streams("customers/interests").standard_exponential((len(company), len(weights)))
    drawn /= weights
    last = np.sort(drawn, axis=1)[np.arange(len(company)), np.maximum(number - 1, 0)]
    ticked = drawn <= last[:, None]
    ticked[(number == 0) | company] = False
    return ticked
