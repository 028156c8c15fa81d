"""Who asked before buying: a lead for each customer of a channel that works through leads, and those who never bought.

The customers are given, so leads are drawn backwards: a won lead ends with the customer's first order, and each
customer brings as many leads that were not won as fail before one success in trials with the channel's share: a
geometric number. So every lead is won with exactly that share, whatever the number of customers, and leads can be made
block by block.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from generator.customers import COMPANY, FEMALE, MALE, UNKNOWN, Customers
from generator.draw import pick
from generator.scenario import Scenario
from generator.scenario.campaigns import LeadSource
from generator.season import day_index
from generator.streams import Streams

OPEN, CONTACTED, QUOTED, WON, LOST = range(5)
STAGES = ("open", "contacted", "quoted", "won", "lost")
"""How far a lead has come by the ledger's last day."""

NEVER = np.int64(2**31 - 1)

LONGEST = 800
"""Days in which the days until leads are won are counted."""


@dataclass(frozen=True, kw_only=True)
class Leads:
    """Leads in the order of the customers they are drawn with: each customer's own, then those that were not won.

    Arrays of shape (leads,). Days are indices; UNKNOWN where something had not happened by the ledger's last day.

    Attributes:
        customer: index of the customer; UNKNOWN where the lead was not won.
        source: index of the acquisition channel.
        medium: index of the medium it came from; UNKNOWN for none.
        kind, area, sex, sex_stated, birth_year, income, industry: as for customers.
        interest: index of the category asked about; UNKNOWN where not said.
        created, contacted, quoted, closed: days.
        stage: OPEN to LOST.
        reason: index into the reasons for giving up; UNKNOWN where not lost.
    """

    customer: np.ndarray
    source: np.ndarray
    medium: np.ndarray
    kind: np.ndarray
    area: np.ndarray
    sex: np.ndarray
    sex_stated: np.ndarray
    birth_year: np.ndarray
    income: np.ndarray
    industry: np.ndarray
    interest: np.ndarray
    created: np.ndarray
    contacted: np.ndarray
    quoted: np.ndarray
    closed: np.ndarray
    stage: np.ndarray
    reason: np.ndarray


def draw_leads(scenario: Scenario, customers: Customers, income: np.ndarray, last_day: int, streams: Streams) -> Leads:
    """The leads of a block.

    Args:
        income: each customer's income band.
        last_day: index of the ledger's last day.
    """
    rules = scenario.leads
    sources = sources_of(scenario)
    through_leads = np.array([source is not None for source in sources])[customers.channel]
    won = np.flatnonzero(through_leads)
    kind = customers.kind[won]

    # Days from asking to registering: floor of an exponential, so geometric from 0.
    waited = streams("leads/days").standard_exponential(len(through_leads))[won]
    mean = np.array([rules.days.person, rules.days.company])[kind]
    created = np.maximum(customers.registered[won] - (waited * mean).astype(np.int64), 0)
    ticked = customers.interests[won]
    any_of_them = streams("leads/first-interest").random((len(through_leads), ticked.shape[1]))[won] * ticked
    steps = streams("leads/won").random((len(through_leads), 3))[won]
    theirs = Leads(
        customer=won,
        source=customers.channel[won],
        medium=_media(
            scenario, customers.channel[won], created, streams("leads/medium").random(len(through_leads))[won]
        ),
        kind=kind,
        area=customers.area[won],
        sex=customers.sex[won],
        sex_stated=customers.sex_stated[won],
        birth_year=customers.birth_year[won],
        income=income[won],
        industry=customers.industry[won],
        interest=np.where(ticked.any(axis=1), any_of_them.argmax(axis=1), UNKNOWN),
        created=created,
        **_won_stages(rules.quoted_won, created, customers.first_day[won], steps),
        stage=np.full(len(won), WON),
        reason=np.full(len(won), UNKNOWN),
    )
    fails = streams("leads/beside").geometric(conversion(scenario, theirs.source, kind)) - 1
    beside = np.repeat(np.arange(len(won)), fails)
    others = _others(scenario, theirs, beside, last_day, streams)
    order = np.argsort(np.concatenate([won, won[beside]]), kind="stable")
    return Leads(**{name: np.concatenate([getattr(theirs, name), values])[order] for name, values in others.items()})


def sources_of(scenario: Scenario) -> list[LeadSource | None]:
    """The rules of each acquisition channel's leads; None where it has none."""
    by_channel = {source.channel: source for source in scenario.leads.sources}
    return [by_channel.get(channel.key) for channel in scenario.acquisition.channels]


def conversion(scenario: Scenario, source: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """The share of leads that become customers, by source and kind."""
    table = np.array([[one.person, one.company] if one else [1.0, 1.0] for one in sources_of(scenario)])
    return table[source, kind]


def _won_stages(quoted_won: float, created: np.ndarray, closed: np.ndarray, luck: np.ndarray) -> dict[str, np.ndarray]:
    """Days of contact, offer and first order: the first two are strewn between asking and buying."""
    first, second = np.minimum(luck[:, 0], luck[:, 1]), np.maximum(luck[:, 0], luck[:, 1])
    span = closed - created + 1
    return {
        "contacted": created + (first * span).astype(np.int64),
        "quoted": np.where(luck[:, 2] < quoted_won, created + (second * span).astype(np.int64), UNKNOWN),
        "closed": closed,
    }


def _others(
    scenario: Scenario, won: Leads, owner: np.ndarray, last_day: int, streams: Streams
) -> dict[str, np.ndarray]:
    """Those who did not buy, or not yet.

    Args:
        owner: index among the won leads of the one each is drawn with.
    """
    rules, people = scenario.leads, scenario.people
    count = len(owner)

    def luck(name: str, *shape: int) -> np.ndarray:
        return streams(f"leads/{name}").random((count, *shape))

    kind, source = won.kind[owner], won.source[owner]
    company = kind == COMPANY

    # Around the same time; what would lie outside the ledger is mirrored into it.
    created = won.created[owner] + np.floor((2 * luck("created") - 1) * (rules.spread + 1)).astype(np.int64)
    created = np.abs(created)
    created = np.clip(np.where(created > last_day, 2 * last_day - created, created), 0, last_day)
    mean = np.maximum([rules.closing_days.person, rules.closing_days.company], 1e-9)[kind]  # 0: given up at once
    closed = created + 1 + (streams("leads/closing").standard_exponential(count) * mean).astype(np.int64)
    stages = luck("stages", 2)
    first, second = np.minimum(stages[:, 0], stages[:, 1]), np.maximum(stages[:, 0], stages[:, 1])
    span = closed - created + 1
    reached = luck("reached", 2)
    contacted = np.where(reached[:, 0] < rules.contacted, created + (first * span).astype(np.int64), NEVER)
    quotes = (contacted < NEVER) & (reached[:, 1] < np.array([rules.quoted.person, rules.quoted.company])[kind])
    quoted = np.where(quotes, created + (second * span).astype(np.int64), NEVER)
    stage = np.select(
        [closed <= last_day, quoted <= last_day, contacted <= last_day], [LOST, QUOTED, CONTACTED], default=OPEN
    )

    no_interest = people.interests.get(0, 0.0)
    stated = luck("stated", 4) >= [people.no_income, people.no_birth_year, people.no_gender, no_interest]
    income, year = np.full(count, UNKNOWN), np.full(count, UNKNOWN)
    if people.income:
        score = ndtr(streams("leads/income").standard_normal(count) - rules.income_shift)
        income = pick([band.share for band in people.income], np.minimum(score, 1 - 1e-12))
    if births := people.births:
        year = np.rint(births.mean + births.sd * streams("leads/birth").standard_normal(count)).astype(np.int64)
        year = np.clip(year, births.first, births.last)
    taste = np.array([category.weight for category in scenario.categories])
    industry = pick([one.share for one in scenario.industries] or [1.0], luck("industry"))
    return {
        "customer": np.full(count, UNKNOWN),
        "source": source,
        "medium": _media(scenario, source, created, luck("other-medium")),
        "kind": kind,
        "area": pick([area.share for area in scenario.areas], luck("area")),
        "sex": np.where(luck("sex") < people.female, FEMALE, MALE),
        "sex_stated": stated[:, 2],
        "birth_year": np.where(stated[:, 1] & ~company, year, UNKNOWN),
        "income": np.where(stated[:, 0] & ~company, income, UNKNOWN),
        "industry": np.where(company, industry, UNKNOWN),
        "interest": np.where(stated[:, 3] & ~company, pick(taste, luck("interest")), UNKNOWN),
        "created": created,
        "contacted": np.where(contacted <= last_day, contacted, UNKNOWN),
        "quoted": np.where(quoted <= last_day, quoted, UNKNOWN),
        "closed": np.where(closed <= last_day, closed, UNKNOWN),
        "stage": stage,
        "reason": np.where(stage == LOST, pick([one.share for one in rules.reasons], luck("reason")), UNKNOWN),
    }


def _media(scenario: Scenario, source: np.ndarray, created: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """The medium each lead came from: by its source's shares of the media that are there already; UNKNOWN for none."""
    index = {medium.key: number for number, medium in enumerate(scenario.media)}
    starts = np.array([day_index(scenario.dates.start, one.starts_on) for one in scenario.media])
    medium = np.full(len(source), UNKNOWN)
    for number, one in enumerate(sources_of(scenario)):
        if one is None or not one.media:
            continue
        own = np.flatnonzero(source == number)
        choice = np.array([index[key] for key in one.media])
        running = np.cumsum(np.array([*one.media.values()]) * (starts[choice] <= created[own, None]), axis=1)
        chosen = (running <= (luck[own] * running[:, -1])[:, None]).sum(axis=1)
        there = running[:, -1] > 0
        medium[own[there]] = choice[chosen[there]]
    return medium


def days_to_win(scenario: Scenario) -> np.ndarray:
    """Which share of the leads that are won has been so within 0, 1, 2, ... days; shape (kinds, LONGEST)."""
    day = np.arange(LONGEST)
    early, mean = scenario.acquisition.registered_early, scenario.acquisition.early_days
    to_order = early * (np.exp(-np.maximum(day - 1, 0) / mean) - np.exp(-day / mean))
    to_order[0] = 1 - early
    running = []
    for days in (scenario.leads.days.person, scenario.leads.days.company):
        to_register = np.exp(-day / days) - np.exp(-(day + 1) / days) if days else (day == 0).astype(float)
        running.append(np.convolve(to_register, to_order)[:LONGEST].cumsum())
    return np.array(running)


def chance_to_be_won(scenario: Scenario, leads: Leads, lead: np.ndarray, age: int, days: int) -> np.ndarray:
    """The probability that leads still open at some age are won in the `days` days after it; shape as `lead`."""
    rules = scenario.leads
    source, kind = leads.source[lead], leads.kind[lead]
    share, within = conversion(scenario, source, kind), days_to_win(scenario)
    before, after = (within[kind, min(when, LONGEST - 1)] for when in (age, age + days))
    mean = np.maximum([rules.closing_days.person, rules.closing_days.company], 1e-9)[kind]  # 0: given up at once
    still_open = np.exp(-age / mean)
    return share * (after - before) / (share * (1 - before) + (1 - share) * still_open)
