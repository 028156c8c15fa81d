"""Business by contract: policies that are paid at their start and at every renewal until they lapse.

At each renewal a policy lapses with a probability of its own, theta ~ Beta(a, b). Over many policies this is the
shifted beta-geometric model (Fader and Hardie, "How to project customer retention", Journal of Interactive Marketing
2007): the share of those there that renews for the t-th time is (b + t - 1) / (a + b + t - 1). It rises although no
policy changes, because those likely to lapse lapse first.

The first policy is taken on arrival. Further ones come at the customer's own even rate on the warped clock for as long
as at least one policy is in force; who has none left is gone. A further policy's theta is drawn from the same Beta and
knows nothing of the others, so the law above holds for first and further policies alike.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from generator.arrivals import Arrivals
from generator.baskets import Lines
from generator.products import Catalogue
from generator.purchases import NEVER, Purchases
from generator.scenario import Scenario
from generator.season import Clock, day_index, months_later
from generator.spend import Spend, draw_level
from generator.streams import Streams
from generator.traits import Traits

MOST_PERIODS = 10_000
"""Longer than any policy is followed; keeps dates in range where theta is next to nothing."""


@dataclass(frozen=True, kw_only=True)
class Policies:
    """Every policy taken up to the horizon, by customer and within a customer by time; arrays of shape (policies,).

    Attributes:
        customer: index of the customer.
        product: index of the product; a customer has none twice before having all.
        start: index of the day it begins and is first paid.
        lapse_p: its own probability to lapse at each renewal.
        payments: how often it is paid in all before it lapses, at least once.
        lapse_day: index of the day of the renewal that is not paid; NEVER beyond any date.
        premium: the first payment, in minor units.
    """

    customer: np.ndarray
    product: np.ndarray
    start: np.ndarray
    lapse_p: np.ndarray
    payments: np.ndarray
    lapse_day: np.ndarray
    premium: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Payments:
    """Every payment up to the horizon, by customer and within a customer by time; arrays of shape (payments,).

    Attributes:
        customer: index of the customer.
        policy: index of the policy.
        nth: 0 for a policy's first payment, then 1, 2, ...
        day: index of the day.
        amount: in minor units.
    """

    customer: np.ndarray
    policy: np.ndarray
    nth: np.ndarray
    day: np.ndarray
    amount: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Further policies that customers take if they still are customers then, by customer and time; shape (offers,)."""

    customer: np.ndarray
    day: np.ndarray
    lapse_p: np.ndarray
    payments: np.ndarray


def draw_policies(
    scenario: Scenario,
    catalogue: Catalogue,
    clocks: list[Clock],
    arrivals: Arrivals,
    traits: Traits,
    streams: Streams,
) -> Policies:
    """Every customer's policies. The first one's theta is the customer's `dropout`."""
    months, start, kinds = scenario.contracts.period_months, scenario.dates.start, scenario.kinds
    first_payments = _payments_until_lapse(traits.dropout, streams("contracts/payments"))
    until = renewal_day(start, arrivals.first_day, months * first_payments)
    offers = draw_offers(clocks, arrivals.kind, traits, arrivals.first_day, streams, "contracts/further")
    taken = accepted(offers, until, start, months)

    customer = np.concatenate([np.arange(len(arrivals.kind)), offers.customer[taken]])
    order = np.argsort(customer, kind="stable")

    def both(first: np.ndarray, further: np.ndarray) -> np.ndarray:
        return np.concatenate([first, further[taken]])[order]

    def scores(draw: str) -> np.ndarray:
        """A number for each first policy and one for each offer, taken or not, so that nobody moves anybody else's."""
        first, further = streams(f"contracts/first-{draw}"), streams(f"contracts/further-{draw}")
        if draw == "product":
            return both(first.random(len(arrivals.kind)), further.random(len(offers.day)))
        return both(first.standard_normal(len(arrivals.kind)), further.standard_normal(len(offers.day)))

    customer = customer[order]
    kind = arrivals.kind[customer]
    first_day = both(arrivals.first_day, offers.day)
    payments = both(first_payments, offers.payments)
    weights = product_weights(scenario, catalogue)[kind]
    has = np.zeros((len(arrivals.kind), len(catalogue.price)), dtype=bool)
    product = choose(scores("product"), weights, customer, first_day, catalogue, has)
    level = draw_level(kinds, arrivals.kind, traits, streams)
    return Policies(
        customer=customer,
        product=product,
        start=first_day,
        lapse_p=both(traits.dropout, offers.lapse_p),
        payments=payments,
        lapse_day=renewal_day(start, first_day, months * payments),
        premium=first_premiums(scenario, catalogue.price[product], kind, level[customer], scores("premium")),
    )


def first_premiums(
    scenario: Scenario, price: np.ndarray, kind: np.ndarray, level: np.ndarray, own: np.ndarray
) -> np.ndarray:
    """What policies cost at first, in minor units: list price times the customer's and the policy's level.

    Args:
        price: list prices in minor units; shape (policies,), as the others.
        level, own: standard normal scores of the customer and of the policy.
    """
    between, within, smallest = (
        np.array([getattr(one, key) for one in scenario.kinds])[kind] for key in ("between", "within", "smallest")
    )
    premium = price * np.exp(np.sqrt(between) * level + np.sqrt(within) * own)
    return np.rint(np.maximum(premium, smallest * 10**scenario.minor_digits)).astype(np.int64)


def draw_offers(
    clocks: list[Clock], kind: np.ndarray, traits: Traits, since: np.ndarray, streams: Streams, name: str
) -> Offers:
    """Further policies that customers would take from the day after `since` to the horizon, if they stay that long.

    Args:
        kind, since: of each customer; shape (customers,).
        name: what the streams' names begin with.
    """
    begin, window = np.empty(len(kind)), np.empty(len(kind))
    for index, clock in enumerate(clocks):
        own = kind == index
        begin[own] = clock.elapsed[since[own] + 1]
        window[own] = clock.length - begin[own]
    number = streams(f"{name}/count").poisson(traits.rate * window)
    customer = np.repeat(np.arange(len(kind)), number)
    time = begin[customer] + streams(f"{name}/time").random(len(customer)) * window[customer]
    time = time[np.lexsort((time, customer))]
    day = np.empty(len(customer), dtype=np.int64)
    for index, clock in enumerate(clocks):
        own = kind[customer] == index
        day[own] = clock.day(time[own])
    lapse_p = np.clip(streams(f"{name}/lapse").beta(traits.a[customer], traits.b[customer]), 1e-12, 1.0)
    payments = _payments_until_lapse(lapse_p, streams(f"{name}/payments"))
    return Offers(customer=customer, day=day, lapse_p=lapse_p, payments=payments)


def accepted(offers: Offers, until: np.ndarray, start: dt.date, months: int) -> np.ndarray:
    """Which offers are taken: those that come while a policy is in force; shape (offers,).

    Args:
        until: index of the day each customer's policies so far have all lapsed; shape (customers,).
        start: the day with index 0.
        months: from one payment to the next.
    """
    until = until.copy()
    taken = np.zeros(len(offers.day), dtype=bool)
    lapse_day = renewal_day(start, offers.day, months * offers.payments)
    first = np.searchsorted(offers.customer, offers.customer)
    rank = np.arange(len(first)) - first
    for number in range(int(rank.max(initial=-1)) + 1):
        here = np.flatnonzero(rank == number)
        customer = offers.customer[here]
        there = offers.day[here] < until[customer]
        taken[here] = there
        until[customer] = np.where(there, np.maximum(until[customer], lapse_day[here]), until[customer])
    return taken


def renewal_day(start: dt.date, day: np.ndarray, months: np.ndarray) -> np.ndarray:
    """The index of the day some calendar months after a day, at the latest the last of its month; NEVER if far off."""
    found = months_later(start, day, np.minimum(months, 12 * MOST_PERIODS))
    return np.where(months >= 12 * MOST_PERIODS, NEVER, np.minimum(found, NEVER))


def premium_at(premium: np.ndarray, nth: np.ndarray, scenario: Scenario) -> np.ndarray:
    """The nth payment after the first in minor units, with the indexation of the years gone by."""
    growth = (1 + scenario.contracts.indexation) ** (nth * scenario.contracts.period_months / 12)
    return np.rint(premium * growth).astype(np.int64)


def payments_of(policies: Policies, scenario: Scenario) -> Payments:
    """Every payment up to the horizon."""
    dates, months = scenario.dates, scenario.contracts.period_months
    horizon = day_index(dates.start, dates.horizon)
    most = (dates.horizon.year - dates.start.year + 1) * 12 // months + 1
    count = np.minimum(policies.payments, most)
    policy = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(policy)) - np.repeat(np.cumsum(count) - count, count)
    day = renewal_day(dates.start, policies.start[policy], months * nth)
    within = day <= horizon
    policy, nth, day = policy[within], nth[within], day[within]
    customer = policies.customer[policy]
    order = np.lexsort((policy, day, customer))
    policy, nth = policy[order], nth[order]
    return Payments(
        customer=customer[order],
        policy=policy,
        nth=nth,
        day=day[order],
        amount=premium_at(policies.premium[policy], nth, scenario),
    )


def purchases_of(policies: Policies, payments: Payments, customers: int, scenario: Scenario) -> Purchases:
    """The payments as purchases. A customer leaves on the day the last policy lapses."""
    horizon = day_index(scenario.dates.start, scenario.dates.horizon)
    leaves = np.zeros(customers, dtype=np.int64)
    np.maximum.at(leaves, policies.customer, policies.lapse_day)
    count = np.bincount(payments.customer, minlength=customers)
    left = leaves <= horizon
    return Purchases(
        customer=payments.customer,
        day=payments.day,
        nth=np.arange(len(payments.day)) - np.repeat(np.cumsum(count) - count, count),
        left=left,
        leaves=np.where(left, leaves, NEVER),
        repeats=count - 1,
    )


def spend_of(
    scenario: Scenario, catalogue: Catalogue, arrivals: Arrivals, traits: Traits, payments: Payments, streams: Streams
) -> Spend:
    """What customers pay. `typical` is what the products they may take cost on average, at the customer's level."""
    kinds, kind = scenario.kinds, arrivals.kind
    level = draw_level(kinds, kind, traits, streams)
    weights = product_weights(scenario, catalogue)
    price = (weights * catalogue.price).sum(axis=1) / weights.sum(axis=1) / 10**scenario.minor_digits
    return Spend(
        level=level,
        typical=price[kind] * np.exp(np.sqrt([one.between for one in kinds])[kind] * level),
        target=payments.amount / 10**scenario.minor_digits,
    )


def payment_lines(policies: Policies, payments: Payments, purchase: np.ndarray) -> Lines:
    """One line for each order: the policy's product at its premium, once.

    Args:
        purchase: index of the payment that each order stands for; shape (orders,).
    """
    amount = payments.amount[purchase]
    one = np.ones(len(purchase), dtype=np.int64)
    return Lines(
        order=np.arange(len(purchase)),
        number=one,
        product=policies.product[payments.policy[purchase]],
        quantity=one,
        price=amount,
        discount=np.zeros(len(purchase), dtype=np.int64),
        amount=amount,
    )


def _payments_until_lapse(lapse_p: np.ndarray, stream: np.random.Generator) -> np.ndarray:
    """How often policies are paid: the number of renewals up to and including the one at which they lapse."""
    return np.minimum(stream.geometric(lapse_p), MOST_PERIODS)


def product_weights(scenario: Scenario, catalogue: Catalogue) -> np.ndarray:
    """How often each kind of customer takes each product; shape (kinds, products), any scale."""
    category = np.array([one.weight for one in scenario.categories])
    company = category * np.array([one.company for one in scenario.categories])
    return np.stack([category, company])[:, catalogue.category] * catalogue.popularity


def choose(
    luck: np.ndarray,
    weights: np.ndarray,
    customer: np.ndarray,
    day: np.ndarray,
    catalogue: Catalogue,
    has: np.ndarray,
) -> np.ndarray:
    """A product for each policy: by its weight among those on sale that the customer does not have yet.

    Args:
        luck: uniform; shape (policies,).
        weights: shape (policies, products).
        customer, day: whose the policies are, in rising order, and when they start.
        has: what customers have or had, brought up to date here; shape (customers, products).
    """
    product = np.zeros(len(luck), dtype=np.int64)
    rank = np.arange(len(luck)) - np.searchsorted(customer, customer)
    for number in range(int(rank.max(initial=-1)) + 1):
        here = np.flatnonzero(rank == number)
        on_sale = weights[here]
        if (catalogue.launched > day[here].min()).any():
            on_sale = on_sale * (catalogue.launched <= day[here, None])
        left = on_sale * ~has[customer[here]]
        for other in (on_sale, weights[here]):  # who has everything, or finds nothing on sale
            nothing = np.flatnonzero(~left.any(axis=1))
            left[nothing] = other[nothing]
        running = np.cumsum(left, axis=1)
        chosen = (running <= (luck[here] * running[:, -1])[:, None]).sum(axis=1)
        product[here] = np.minimum(chosen, weights.shape[1] - 1)
        has[customer[here], product[here]] = True
    return product
