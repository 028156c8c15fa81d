"""Service contacts: who gets in touch, when, about what, how long the reply takes and how it is rated.

Contacts come from three sides. A refund is mostly preceded by one about what went wrong. Any other order may bring one,
a complaint the more readily the less content its customer is. And customers ask things that no order is behind, from
their first order until they leave. The busier the day, the longer the wait; the longer the wait, the worse the rating.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.draw import pick
from generator.orders import CHANNELS, Orders
from generator.refunds import Refunds
from generator.scenario import Scenario
from generator.scenario.voice import Service
from generator.streams import Streams

NONE = -1
"""No order, no rating, or a day that has not come yet."""


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """Contacts by time and then by customer; arrays of shape (contacts,).

    Attributes:
        customer: index of the customer.
        order: index of the order it is about; NONE for none.
        day: index of the day; not before the customer's first order, not after the ledger's end.
        channel, topic: indices into the scenario's service channels and topics.
        hours: until the first reply; NONE where it had not come by the ledger's end.
        resolved: index of the day it was settled; NONE where it was still open at the ledger's end.
        rating: 1 to 5; NONE where none was given.
    """

    customer: np.ndarray
    order: np.ndarray
    day: np.ndarray
    channel: np.ndarray
    topic: np.ndarray
    hours: np.ndarray
    resolved: np.ndarray
    rating: np.ndarray


def draw_contacts(
    scenario: Scenario,
    orders: Orders,
    refunds: Refunds | None,
    span: tuple[np.ndarray, np.ndarray],
    contentment: np.ndarray,
    busy: np.ndarray,
    streams: Streams,
) -> Contacts:
    """Draw a block's contacts.

    Args:
        refunds: None where the scenario has none.
        span: index of the day of each customer's first order, and of the last day the customer is with the company
            within the ledger; two arrays of shape (customers,).
        contentment: standard normal score of each customer's satisfaction; shape (customers,).
        busy: how busy each day of the ledger is, 1 = average; shape (days,).
    """
    rules, last_day = scenario.voice.service, len(busy) - 1
    found = [_about_orders(rules, orders, contentment, last_day, streams), _questions(rules, span, streams)]
    if refunds is not None:
        reasons = [reason.name.en for reason in scenario.refunds.reasons]
        before = _before_refunds(rules, reasons, orders, refunds, streams)
        other = ~np.isin(found[0][1], before[1])  # an order brings one contact at most
        found[0] = tuple(column[other] for column in found[0])
        found.insert(0, before)
    customer, order, day, topic = (np.concatenate(column) for column in zip(*found, strict=True))
    sequence = np.lexsort((topic, order, day, customer))
    customer, order, day, topic = customer[sequence], order[sequence], day[sequence], topic[sequence]

    count = len(customer)
    channel = pick([one.share for one in rules.channels], streams("service/channel").random(count))
    usual = np.array([one.hours for one in rules.channels])
    longer = streams("service/reply").standard_normal(count)
    hours = usual[channel] * np.maximum(busy[day], 0.1) ** rules.busy * np.exp(rules.reply_spread * longer)
    hours = np.maximum(np.round(hours, 1), 0.1)
    replied = day + (hours // 24).astype(np.int64)
    days = np.array([topic.days for topic in rules.topics])[topic]
    resolved = replied + np.rint(days * streams("service/settled").standard_exponential(count)).astype(np.int64)

    rating = _ratings(rules, hours, topic, contentment[customer], streams)
    rated = (streams("service/rated").random(count) < rules.rated) & (resolved <= last_day)
    in_time = np.lexsort((customer, day))
    contacts = Contacts(
        customer=customer,
        order=order,
        day=day,
        channel=channel,
        topic=topic,
        hours=np.where(replied <= last_day, hours, NONE),
        resolved=np.where(resolved <= last_day, resolved, NONE),
        rating=np.where(rated, rating, NONE),
    )
    return Contacts(**{name: values[in_time] for name, values in vars(contacts).items()})


Found = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""Customer, order, day and topic of contacts."""


def _before_refunds(rules: Service, reasons: list[str], orders: Orders, refunds: Refunds, streams: Streams) -> Found:
    """Contacts between an order and the money it brought back."""
    topic = np.zeros(len(reasons), dtype=np.int64)
    share = np.zeros(len(reasons))
    for number, one in enumerate(rules.topics):
        for reason, preceded in one.refunds.items():
            topic[reasons.index(reason)], share[reasons.index(reason)] = number, preceded
    luck = streams("service/refunds").random((len(refunds.order), 2))
    spoke = luck[:, 0] < share[refunds.reason]
    order = refunds.order[spoke]
    wait = refunds.day[spoke] - orders.day[order]
    day = orders.day[order] + 1 + (luck[spoke, 1] * wait).astype(np.int64)
    return orders.customer[order], order, day, topic[refunds.reason[spoke]]


def _about_orders(rules: Service, orders: Orders, contentment: np.ndarray, last_day: int, streams: Streams) -> Found:
    """Contacts about an order, some days after it."""
    count = len(orders.day)
    luck = streams("service/orders").random((count, 2))
    ready = streams("service/proneness").gamma(rules.proneness, size=len(contentment)) / rules.proneness
    complaint = np.array([one.complaint for one in rules.topics])
    share = np.array([[one.share * (name in one.via) for one in rules.topics] for name in CHANNELS])
    share = share / np.maximum(share.sum(axis=1, keepdims=True), 1e-12)
    # The mean of exp(-d z) over customers is exp(d^2 / 2): divided by it, discontent moves complaints about, not up.
    angry = np.exp(-rules.discontent * contentment - rules.discontent**2 / 2)[orders.customer]
    complaints = (share * complaint).sum(axis=1)[orders.channel]
    usual = np.array([getattr(rules, name) for name in CHANNELS])[orders.channel] * ready[orders.customer]
    chance = np.minimum(usual * (1 + complaints * (angry - 1)), 0.9)
    chosen = np.flatnonzero((luck[:, 0] < chance) & ~orders.cancelled)
    wait = streams("service/wait").geometric(1 / (rules.days.mean - rules.days.first + 1), len(chosen))
    day = orders.day[chosen] + rules.days.first + wait - 1
    known = day <= last_day
    chosen, day = chosen[known], day[known]
    weights = share[orders.channel[chosen]] * np.where(complaint, angry[chosen][:, None], 1.0)
    running = np.cumsum(weights, axis=1)
    topic = (running <= (luck[chosen, 1] * running[:, -1])[:, None]).sum(axis=1)
    return orders.customer[chosen], chosen, day, np.minimum(topic, len(complaint) - 1)


def _questions(rules: Service, span: tuple[np.ndarray, np.ndarray], streams: Streams) -> Found:
    """Contacts about no order, evenly spread over the time somebody is a customer."""
    first, last = span
    number = streams("service/questions").poisson(rules.questions * (last - first + 1) / 365.25)
    customer = np.repeat(np.arange(len(first)), number)
    luck = streams("service/question").random((len(customer), 2))
    day = first[customer] + (luck[:, 0] * (last - first + 1)[customer]).astype(np.int64)
    topic = pick([one.question for one in rules.topics], luck[:, 1])
    return customer, np.full(len(customer), NONE), day, topic


def _ratings(
    rules: Service, hours: np.ndarray, topic: np.ndarray, contentment: np.ndarray, streams: Streams
) -> np.ndarray:
    """The rating each contact would get; shape (contacts,)."""
    stars = rules.stars
    usual = sum(one.share * np.log(one.hours) for one in rules.channels)
    complaint = np.array([one.complaint for one in rules.topics])[topic]
    score = (
        stars.mean
        - stars.wait * (np.log(hours) - usual)
        + stars.content * contentment
        - stars.complaint * complaint
        + stars.noise * streams("service/rating").standard_normal(len(hours))
    )
    return np.clip(np.rint(score), 1, 5).astype(np.int64)
