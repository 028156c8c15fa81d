"""Surveys: who is asked, who answers, and what about.

A customer's ratings of the six attributes have much in common (halo): partly the lasting satisfaction, partly the mood
of the day. Complaints of the past year lower what they were about. Satisfaction is the weighted sum of the performance
ratings as given, plus noise, so a regression of one on the others finds the scenario's weights; what people call
important follows other numbers. Whoever answers also says what they spend in the category with anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.customers import COMPANY, Customers
from generator.history import History
from generator.rounding import step_for
from generator.scenario import Scenario
from generator.scenario.voice import ATTRIBUTES, Survey
from generator.season import day_index
from generator.service import Contacts
from generator.spend import Spend
from generator.streams import Streams
from generator.wallet import Wallet

BLANK = -1
"""A question without an answer, or a day without one."""

SCARS = 2
"""So many complaints of the past year count; more do not make it worse."""


@dataclass(frozen=True, kw_only=True)
class Surveys:
    """Invitations by time and then by customer; arrays of shape (surveys,) unless said, BLANK where nothing was said.

    Attributes:
        customer: index of the customer.
        asked: index of the day.
        answered: index of the day; BLANK where no answer came by the ledger's end, and then all else is BLANK too.
        nps: 0 to 10.
        satisfaction: 1 to 5.
        importance, performance: 1 to 5; shape (surveys, 6), in the order of ATTRIBUTES.
        category: what the customer says to have spent in the category in twelve months, in minor units.
        brands: how many other suppliers the customer names.
        offer: index of the service wished for.
        openness: 1 to 5.
    """

    customer: np.ndarray
    asked: np.ndarray
    answered: np.ndarray
    nps: np.ndarray
    satisfaction: np.ndarray
    importance: np.ndarray
    performance: np.ndarray
    category: np.ndarray
    brands: np.ndarray
    offer: np.ndarray
    openness: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What answers depend on.

    Attributes:
        history: of the block's orders.
        contentment: standard normal score of each customer's satisfaction; shape (customers,).
        gone: index of the day each customer has left by, beyond the ledger's end for who stays; shape (customers,).
    """

    customers: Customers
    history: History
    contacts: Contacts
    contentment: np.ndarray
    wallet: Wallet
    spend: Spend
    gone: np.ndarray


def draw_surveys(scenario: Scenario, panel: Panel, last_day: int, streams: Streams) -> Surveys:
    """Draw a block's surveys; `last_day` is the index of the ledger's last day."""
    survey, history = scenario.voice.survey, panel.history
    who, asked, wave = _invited(scenario, history, len(panel.contentment), last_day, streams)
    answered = _answered(survey, panel.contentment[who], panel.gone[who] < asked, asked, last_day, streams)

    # What is said is drawn only for those who answer.
    row = np.flatnonzero(answered != BLANK)
    answers = _answers(scenario, panel, history, who[row], asked[row], wave[row], streams)
    in_time = np.argsort(asked, kind="stable")
    place = np.empty_like(in_time)
    place[in_time] = np.arange(len(in_time))

    def of_all(values: np.ndarray) -> np.ndarray:
        every = np.full((len(who), *values.shape[1:]), BLANK, dtype=values.dtype)
        every[place[row]] = values
        return every

    return Surveys(
        customer=who[in_time],
        asked=asked[in_time],
        answered=answered[in_time],
        **{name: of_all(values) for name, values in answers.items()},
    )


def _invited(
    scenario: Scenario, history: History, customers: int, last_day: int, streams: Streams
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customer, day and wave of every invitation, by customer and then by time."""
    survey = scenario.voice.survey
    since = np.array([day_index(scenario.dates.start, wave.since) for wave in survey.waves])
    luck = streams("surveys/asked").random((customers, len(since), 2))
    day = since + (luck[:, :, 1] * survey.days).astype(np.int64)
    chosen = (luck[:, :, 0] < np.array([wave.share for wave in survey.waves])) & (day <= last_day)
    customer, wave = np.nonzero(chosen)
    asked = day[customer, wave]
    recent = history.any_within(customer, asked - survey.recent, asked)
    return customer[recent], asked[recent], wave[recent]


def _answered(
    survey: Survey, z: np.ndarray, left: np.ndarray, asked: np.ndarray, last_day: int, streams: Streams
) -> np.ndarray:
    """The day each answer comes, BLANK where none comes within the ledger."""
    rules = survey.answers
    odds = np.log(rules.share / (1 - rules.share)) + rules.content * z - rules.left * left
    comes = streams("surveys/response").random(len(z)) < 1 / (1 + np.exp(-odds))
    wait = rules.days.first
    wait = wait + streams("surveys/wait").geometric(1 / (rules.days.mean - wait + 1), len(z)) - 1
    return np.where(comes & (asked + wait <= last_day), asked + wait, BLANK)


def _answers(
    scenario: Scenario,
    panel: Panel,
    history: History,
    who: np.ndarray,
    asked: np.ndarray,
    wave: np.ndarray,
    streams: Streams,
) -> dict[str, np.ndarray]:
    """What is said by customers `who` on being asked on a day in a wave; the fields of Surveys from `nps` on."""
    survey, count, six = scenario.voice.survey, len(who), len(ATTRIBUTES)
    z, level = panel.contentment[who], panel.spend.level[who]
    company = panel.customers.kind[who] == COMPANY

    performance = _performance(scenario, panel, who, asked, wave, streams)
    weights = np.array([one.weight for one in survey.attributes.values()])
    satisfied = performance @ weights + survey.noise * streams("surveys/satisfaction").standard_normal(count)
    rule, wanted = survey.recommend, survey.openness
    likely = rule.at_four + rule.slope * (satisfied - 4) + rule.noise * streams("surveys/nps").standard_normal(count)
    open_to = wanted.mean + wanted.by_level * level + wanted.content * z
    open_to = open_to + wanted.noise * streams("surveys/openness").standard_normal(count)
    category, brands = _category(scenario, history, panel.wallet, who, asked, streams)

    blank = streams("surveys/blank").random((count, 2 * six + 4)) < survey.answers.skipped

    def unless_left_blank(values: np.ndarray, question: int | slice) -> np.ndarray:
        return np.where(blank[:, question], BLANK, values)

    return {
        "nps": unless_left_blank(_scale(likely, 0, 10), -1),
        "satisfaction": _scale(satisfied, 1, 5),
        "importance": unless_left_blank(_importance(survey, company, level, streams), slice(six)),
        "performance": unless_left_blank(performance, slice(six, 2 * six)),
        "category": unless_left_blank(category, -2),
        "brands": unless_left_blank(brands, -2),
        "offer": unless_left_blank(_offers(survey, company, level, streams), -3),
        "openness": unless_left_blank(_scale(open_to, 1, 5), -4),
    }


def _performance(
    scenario: Scenario, panel: Panel, who: np.ndarray, asked: np.ndarray, wave: np.ndarray, streams: Streams
) -> np.ndarray:
    """Ratings of the six attributes as given; shape (answers, 6)."""
    survey, customers = scenario.voice.survey, panel.customers
    usual = np.array([survey.column("performance", company) for company in (False, True)])
    change = np.array([[one.change.get(key, 0.0) for key in ATTRIBUTES] for one in survey.waves])
    mean = usual[(customers.kind[who] == COMPANY).astype(int)] + change[wave]
    has_shop = np.array([area.shops for area in scenario.areas])
    mean[:, ATTRIBUTES.index("shop")] -= survey.far * ~has_shop[customers.area[who]]
    mean -= survey.scar * _scars(scenario, panel.contacts, who, asked)

    mood = streams("surveys/mood").standard_normal(len(who))
    common = np.sqrt(survey.steady) * panel.contentment[who] + np.sqrt(1 - survey.steady) * mood
    return _ratings(mean, survey.spread, survey.halo, common, streams("surveys/performance"))


def _scars(scenario: Scenario, contacts: Contacts, who: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Complaints in the year before that hurt each attribute, SCARS at most; shape (answers, 6)."""
    topics = scenario.voice.service.topics
    scars = np.zeros((len(who), len(ATTRIBUTES)))
    step = int(max(asked.max(initial=0), contacts.day.max(initial=0))) + 1
    for column, key in enumerate(ATTRIBUTES):
        hurting = np.array([topic.complaint and topic.hurts == key for topic in topics])
        if not hurting.any():
            continue
        own = hurting[contacts.topic]
        keys = np.sort(contacts.customer[own].astype(np.int64) * step + contacts.day[own])
        until = np.searchsorted(keys, who * step + asked, side="left")
        after = np.searchsorted(keys, who * step + np.maximum(asked - 365, 0), side="left")
        scars[:, column] = np.minimum(until - after, SCARS)
    return scars


def _importance(survey: Survey, company: np.ndarray, level: np.ndarray, streams: Streams) -> np.ndarray:
    """How important each attribute is said to be; shape (answers, 6)."""
    usual = np.array([survey.column("importance", kind) for kind in (False, True)])
    slope = np.array([one.by_level for one in survey.attributes.values()])
    mean = usual[company.astype(int)] + slope * level[:, None]
    common = streams("surveys/agreeing").standard_normal(len(level))
    return _ratings(mean, survey.importance_spread, survey.halo, common, streams("surveys/importance"))


def _ratings(mean: np.ndarray, spread: float, halo: float, common: np.ndarray, own: np.random.Generator) -> np.ndarray:
    """Six ratings each, of which a share `halo` of the variance is common to a person's."""
    parts = np.sqrt(halo) * common[:, None] + np.sqrt(1 - halo) * own.standard_normal(mean.shape)
    return _scale(mean + spread * parts, 1, 5)


def _scale(score: np.ndarray, lowest: int, highest: int) -> np.ndarray:
    """The whole number on the scale nearest to a score."""
    return np.clip(np.rint(score), lowest, highest).astype(np.int64)


def _category(
    scenario: Scenario, history: History, wallet: Wallet, who: np.ndarray, asked: np.ndarray, streams: Streams
) -> tuple[np.ndarray, np.ndarray]:
    """What people say to have spent in the category in twelve months (minor units), and with how many others."""
    rules, count = scenario.voice.survey.wallet, len(who)
    ours = history.spent_within(who, asked - 365, asked)
    rough = np.exp(rules.noise * streams("surveys/category").standard_normal(count) - rules.noise**2 / 2)
    elsewhere = wallet.elsewhere[who] * 10**scenario.minor_digits * rough
    luck = streams("surveys/forgotten").random((count, 2))
    forgets = (luck[:, 0] < rules.forgotten) & (ours > 0)
    said = np.where(forgets, ours * (0.3 + 0.6 * luck[:, 1]), ours + elsewhere)
    # People answer in round numbers: two figures, rounded up so that an honest answer covers what was spent here.
    step = np.maximum(step_for(said, 2), 10**scenario.minor_digits)
    said = (np.where(forgets, np.floor(said / step), np.ceil(said / step)) * step).astype(np.int64)

    share = elsewhere / np.maximum(ours + elsewhere, 1e-9)
    # Somebody who hardly buys elsewhere names nobody.
    others = 1 + streams("surveys/brands").poisson(rules.rivals * share)
    return said, np.where(share < 0.05, 0, others)


def _offers(survey: Survey, company: np.ndarray, level: np.ndarray, streams: Streams) -> np.ndarray:
    """The service each would like best: index into the scenario's offers."""
    liking = np.array([[one.person for one in survey.offers], [one.company for one in survey.offers]])
    slope = np.array([one.by_level for one in survey.offers])
    running = np.cumsum(liking[company.astype(int)] * np.exp(slope * level[:, None]), axis=1)
    luck = streams("surveys/offer").random(len(level))
    found = (running <= (luck * running[:, -1])[:, None]).sum(axis=1)
    return np.where(running[:, -1] > 0, np.minimum(found, len(slope) - 1), BLANK)
