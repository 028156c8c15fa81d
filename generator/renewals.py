"""What customers by contract had to be expected to pay after the snapshot: renewals to come, and further policies.

A policy in force is paid at its j-th renewal from now on with probability (1 - theta)^j, on a day that is known: closed
form. Further policies are taken for as long as one is in force, which depends on all of them together; for those, and
for those only, the future is drawn DRAWS times over, and averaged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.arrivals import Arrivals
from generator.contracts import (
    Policies,
    accepted,
    choose,
    draw_offers,
    first_premiums,
    payments_of,
    premium_at,
    product_weights,
    renewal_day,
)
from generator.streams import Streams
from generator.traits import Traits
from generator.truth import Months, Worth, add_up
from generator.world import World

DRAWS = 32
"""Futures drawn. The mean over customers is then some six times as sure as what really comes of them."""


@dataclass(frozen=True, kw_only=True)
class _Due:
    """Renewals in the months ahead of policies in force at the snapshot, by policy and time; shape (renewals,).

    Attributes:
        policy: index of the policy.
        nth: as in Payments.
        number: 1 for the policy's first renewal after the snapshot, then 2, 3, ...
        day: index of the day.
    """

    policy: np.ndarray
    nth: np.ndarray
    number: np.ndarray
    day: np.ndarray


def expected_payments(
    world: World,
    arrivals: Arrivals,
    traits: Traits,
    level: np.ndarray,
    policies: Policies,
    months: Months,
    streams: Streams,
) -> Worth:
    """What each customer had to be expected to pay in the months ahead.

    Args:
        level: standard normal score of each customer's level; shape (customers,).
    """
    customers = len(arrivals.kind)
    held = np.flatnonzero((policies.start <= months.ends[0]) & (policies.lapse_day > months.ends[0]))
    due = _renewals_due(world, policies, held, months)
    paid = premium_at(policies.premium[due.policy], due.nth, world.scenario) / 10**world.scenario.minor_digits
    chance = (1 - policies.lapse_p[due.policy]) ** due.number
    known = add_up(policies.customer[due.policy], due.day, paid, customers, months, chance)
    return known + _further(world, arrivals, traits, level, policies, held, months, streams)


def _first_due(world: World, policies: Policies, held: np.ndarray, snapshot: int) -> np.ndarray:
    """Which renewal of each policy held is the first after the snapshot; shape (held,)."""
    start, months = world.scenario.dates.start, world.scenario.contracts.period_months
    calendar = np.datetime64(start, "D") + np.append(policies.start[held], snapshot)
    month = calendar.astype("datetime64[M]").astype(np.int64)
    guess = (month[-1] - month[:-1]) // months
    return guess + (renewal_day(start, policies.start[held], months * guess) <= snapshot)


def _renewals_due(world: World, policies: Policies, held: np.ndarray, months: Months) -> _Due:
    start, period = world.scenario.dates.start, world.scenario.contracts.period_months
    most = len(months.factors) // period + 1
    policy = np.repeat(held, most)
    number = np.tile(np.arange(1, most + 1), len(held))
    nth = np.repeat(_first_due(world, policies, held, int(months.ends[0])), most) + number - 1
    day = renewal_day(start, policies.start[policy], period * nth)
    within = day <= months.ends[-1]
    return _Due(policy=policy[within], nth=nth[within], number=number[within], day=day[within])


def _further(
    world: World,
    arrivals: Arrivals,
    traits: Traits,
    level: np.ndarray,
    policies: Policies,
    held: np.ndarray,
    months: Months,
    streams: Streams,
) -> Worth:
    """Policies that are not there yet at the snapshot: the mean of some futures."""
    scenario, catalogue, snapshot = world.scenario, world.catalogue, int(months.ends[0])
    start, period, customers = scenario.dates.start, scenario.contracts.period_months, len(arrivals.kind)
    there, row = np.unique(policies.customer[held], return_inverse=True)
    kind, own_traits = arrivals.kind[there], traits.of(there)
    weights = product_weights(scenario, catalogue)
    had = np.zeros((customers, len(catalogue.price)), dtype=bool)
    earlier = policies.start <= snapshot
    had[policies.customer[earlier], policies.product[earlier]] = True
    first_due = _first_due(world, policies, held, snapshot)

    total = Worth(orders=np.zeros(customers), value=np.zeros(customers), discounted=np.zeros(customers))
    for number in range(DRAWS):
        name = f"truth/future-{number}"
        renewals = streams(f"{name}/stays").geometric(policies.lapse_p[held]) - 1
        until = np.zeros(len(there), dtype=np.int64)
        np.maximum.at(until, row, renewal_day(start, policies.start[held], period * (first_due + renewals)))
        offers = draw_offers(world.clocks, kind, own_traits, np.full(len(there), snapshot), streams, name)
        taken = accepted(offers, until, start, period)
        mine, day, payments = offers.customer[taken], offers.day[taken], offers.payments[taken]
        luck = streams(f"{name}/product").random(len(taken))[taken]
        product = choose(luck, weights[kind[mine]], mine, day, catalogue, had[there])
        own = streams(f"{name}/premium").standard_normal(len(taken))[taken]
        paid = payments_of(
            Policies(
                customer=there[mine],
                product=product,
                start=day,
                lapse_p=offers.lapse_p[taken],
                payments=payments,
                lapse_day=renewal_day(start, day, period * payments),
                premium=first_premiums(scenario, catalogue.price[product], kind[mine], level[there[mine]], own),
            ),
            scenario,
        )
        total = total + add_up(paid.customer, paid.day, paid.amount / 10**scenario.minor_digits, customers, months)
    return total.over(DRAWS)
