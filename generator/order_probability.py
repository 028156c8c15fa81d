"""How likely a customer is to order within some days, by what drives the customer and what happened up to then.

A trial assigned backwards (see generator/touches.py) is exact if this chance is: among customers with a chance of 0.2,
one in five must order. For BG/NBD with random gaps it is exact, because the gaps have no memory. For regular or bursty
gaps the time since the last purchase counts, as in a renewal process (Platzer and Reutterer 2016), which the purchases
follow closely; a test holds the shares that order to the chances.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import gammaincc

from generator.contracts import Policies, renewal_day
from generator.customers import COMPANY, Customers
from generator.purchases import Purchases
from generator.scenario import Scenario
from generator.season import Clock
from generator.traits import Traits

TINY = 1e-300
"""Keeps a gap that is too long to be from dividing by 0."""

CELLS = 4096
"""Points of a table of gaps."""


@dataclass(frozen=True, kw_only=True)
class Behind:
    """What a customer's orders come from; arrays of shape (customers,) unless said otherwise.

    Attributes:
        kind: scenario.core's PERSON or COMPANY.
        called_off: share of the customer's orders that are called off.
        clocks: the warped time of each kind.
        days: days of the clocks; a day's place in `purchase_key`.
        purchase_key: customer x days + day of every purchase, rising; shape (purchases,).
    """

    kind: np.ndarray
    called_off: np.ndarray
    traits: Traits
    purchases: Purchases
    clocks: list[Clock]
    days: int
    purchase_key: np.ndarray


def behind(
    scenario: Scenario, customers: Customers, traits: Traits, purchases: Purchases, clocks: list[Clock]
) -> Behind:
    """Put together what the chances of a block's customers are worked out from."""
    days = len(clocks[0].weights) + 1
    return Behind(
        kind=customers.kind,
        called_off=called_off(scenario, customers.kind, customers.web_share),
        traits=traits,
        purchases=purchases,
        clocks=clocks,
        days=days,
        purchase_key=purchases.customer.astype(np.int64) * days + purchases.day,
    )


def called_off(scenario: Scenario, kind: np.ndarray, web_share: np.ndarray) -> np.ndarray:
    """The share of orders called off, by kind of customer and share of orders on the web."""
    shares = scenario.cancelled
    no_shop = not any(area.shops for area in scenario.areas)
    elsewhere = np.where(kind == COMPANY, shares.company, shares.web if no_shop else shares.shop)
    return web_share * shares.web + (1 - web_share) * elsewhere


def chance_to_order(known: Behind, customer: np.ndarray, day: np.ndarray, days: int) -> np.ndarray:
    """The probability of at least one order, not called off, in the `days` days after `day`.

    Given the rate, the dropout, and all purchases up to the end of `day`, among them whether the customer has left. An
    order ends the wait with probability 1 - c; with probability c it is called off, after which the customer has left
    with probability p as after any other. So the wait ends at rate a = 1 - c + c p, and (1 - c) / a of the time with an
    order.

    Args:
        customer: indices; shape (n,).
        day: index of a day not before the first purchase; shape (n,).

    Returns:
        Shape (n,).
    """
    rate, shape = known.traits.rate[customer], known.traits.regularity[customer]
    c, p = known.called_off[customer], known.traits.dropout[customer]
    kind = known.kind[customer]
    a = 1 - c + c * p
    none = np.empty(len(customer))
    for index, clock in enumerate(known.clocks):
        own = np.flatnonzero(kind == index)
        if not len(own):
            continue
        begin = clock.elapsed[day[own] + 1]
        ahead = rate[own] * a[own] * (clock.elapsed[day[own] + 1 + days] - begin)
        shapes = shape[own]
        if (shapes == 1).all():
            none[own] = np.exp(-ahead)
            continue
        found = np.searchsorted(known.purchase_key, customer[own] * known.days + day[own], side="right") - 1
        behind = rate[own] * (begin - clock.at(known.purchases.day[found], 0.5))
        none[own] = _longer(shapes, behind + ahead) / _longer(shapes, behind)
    chance = (1 - c) / a * (1 - none)
    return np.where(known.purchases.leaves[customer] > day, np.clip(chance, 0.0, 1.0), 0.0)


def chance_to_renew(
    known: Behind, policies: Policies, scenario: Scenario, customer: np.ndarray, day: np.ndarray, days: int
) -> np.ndarray:
    """The same where there are contracts: at least one policy is renewed or taken in the `days` days after `day`.

    A policy that falls due is renewed unless it lapses, by its own probability. Further policies come at the
    customer's own rate for as long as one is in force.
    """
    start, months = scenario.dates.start, scenario.contracts.period_months
    place = np.full(len(known.kind), -1, dtype=np.int64)
    place[customer] = np.arange(len(customer))
    mine = np.flatnonzero(place[policies.customer] >= 0)
    where = place[policies.customer[mine]]
    now, begin = day[where], policies.start[mine]
    in_force = (begin <= now) & (policies.lapse_day[mine] > now)
    mine, where, now, begin = mine[in_force], where[in_force], now[in_force], begin[in_force]

    # The first renewal after `now`: the guess by average months may be one early.
    paid = np.maximum((now - begin) * 12 // (months * 366), 0)
    due = renewal_day(start, begin, months * paid)
    for _ in range(3):
        due = np.where(due <= now, renewal_day(start, begin, months * (paid := paid + (due <= now))), due)
    falls_due = due <= now + days
    c = known.called_off[customer][where]
    fails = np.where(falls_due, policies.lapse_p[mine] + (1 - policies.lapse_p[mine]) * c, 1.0)
    none = np.ones(len(customer))
    np.multiply.at(none, where, fails)

    window = np.empty(len(customer))
    for index, clock in enumerate(known.clocks):
        own = known.kind[customer] == index
        window[own] = clock.elapsed[day[own] + 1 + days] - clock.elapsed[day[own] + 1]
    insured = np.bincount(where, minlength=len(customer)) > 0
    further = np.exp(-known.traits.rate[customer] * (1 - known.called_off[customer]) * window)
    return np.where(insured, 1 - none * further, 0.0)


def _longer(shape: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """The probability that a gamma gap with mean 1 is longer than `gaps`, above 0; shape as `gaps`.

    Where all have one shape, it is read off a table.
    """
    if (shape != shape[0]).any():
        return np.maximum(gammaincc(shape, shape * gaps), TINY)
    table = _logs(float(shape[0]))
    at = gaps * (CELLS / (1 + gaps))
    cell = at.astype(np.int32)
    low = table[cell]
    return np.exp(low + (at - cell) * (table[cell + 1] - low))


@cache
def _logs(shape: float) -> np.ndarray:
    """The logarithm of that probability where gaps / (1 + gaps) is 0, 1 / CELLS, ...; at most 1e-4 off between them."""
    at = np.arange(CELLS) / CELLS
    logs = np.log(np.maximum(gammaincc(shape, shape * at / (1 - at)), TINY))
    return np.append(logs, logs[-1])
