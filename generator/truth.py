"""What customers are worth after the snapshot: as it had to be expected of who they really are, and as it came out.

Value to come is counted over MONTHS months from the snapshot (or to the horizon of the hidden future, where that comes
first), undiscounted and discounted: what is bought in a month counts as paid at that month's end. It is revenue; the
margin is another matter. There is no longer truth than a finite one: with dropout as CDNOW's, Beta(.793, 2.426), the
mean over customers of the purchases still to come, 1 / p each, does not exist without a horizon or a discount, because
E[1 / p] is infinite for a below 1.

Given a customer's rate lambda, dropout p and that the customer is still there, leaving takes an exponential time on the
warped clock with rate lambda p, whatever happened before. So over a stretch W of warped time

    E[purchases] = (1 - exp(-lambda p W)) / p,

exact under any season, because warped time is known in advance. This holds for random gaps. Other gaps keep the counts
over a whole life, but purchases lie elsewhere in it; gap_effects.py says how many more or fewer are then to come.
Without that the mean over the boutique's persons (shape 0.9) would be 0.7 % too high, over its companies (1.6) 1.3 %
too low.

Value, expected and realised alike, is what orders aim at. The ledger's baskets, made of whole products, come a little
short of it: by 0.7 % in the boutique and 3.3 % in the café, over 4,000 customers.

Where what a customer buys on one day is one order, there are fewer orders than purchases; days.py says how many.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.arrivals import Arrivals
from generator.gap_effects import later_surplus
from generator.season import Clock, months_later
from generator.traits import Traits
from generator.world import World

MONTHS = 36
"""How far value to come is counted."""

TINY = 1e-300


@dataclass(frozen=True, kw_only=True)
class Months:
    """The months after the snapshot, cut at the horizon.

    Attributes:
        ends: index of the snapshot's day and of each month's last day; shape (months + 1,).
        factors: what money paid at each month's end is worth at the snapshot; shape (months,).
    """

    ends: np.ndarray
    factors: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Worth:
    """Value to come of each customer; arrays of shape (customers,), money in currency units.

    Attributes:
        orders: number of orders.
        value: what they come to.
        discounted: the same, discounted monthly.
    """

    orders: np.ndarray
    value: np.ndarray
    discounted: np.ndarray

    def __add__(self, other: Worth) -> Worth:
        return Worth(
            orders=self.orders + other.orders,
            value=self.value + other.value,
            discounted=self.discounted + other.discounted,
        )

    def shared(self, customers: np.ndarray, share: np.ndarray) -> Worth:
        """The same, of some customers (by index) a share only."""
        parts = (self.orders.copy(), self.value.copy(), self.discounted.copy())
        for part in parts:
            part[customers] *= share
        return Worth(**dict(zip(("orders", "value", "discounted"), parts, strict=True)))

    def over(self, number: float) -> Worth:
        """A share of it."""
        return Worth(orders=self.orders / number, value=self.value / number, discounted=self.discounted / number)


def months_ahead(world: World) -> Months:
    """The months over which value to come is counted."""
    scenario = world.scenario
    ends = months_later(scenario.dates.start, world.snapshot, np.arange(MONTHS + 1))
    horizon = world.horizon
    within = np.flatnonzero(ends[:-1] < horizon)
    monthly = scenario.truth.monthly
    return Months(
        ends=np.minimum(ends[: len(within) + 1], horizon), factors=(1 + monthly) ** -np.arange(1.0, len(within) + 1)
    )


def expected_purchases(
    traits: Traits, arrivals: Arrivals, there: np.ndarray, clocks: list[Clock], months: Months
) -> tuple[np.ndarray, np.ndarray]:
    """Purchases to come, as a number and discounted; shape (customers,) each.

    Args:
        there: who is a customer at the snapshot and has not left; shape (customers,).
    """
    orders, discounted = np.zeros(len(there)), np.zeros(len(there))
    for index, clock in enumerate(clocks):
        own = np.flatnonzero(there & (arrivals.kind == index))
        since = clock.elapsed[months.ends[0] + 1]
        ahead = clock.elapsed[months.ends + 1] - since
        rate, p, regularity = traits.rate[own], traits.dropout[own], traits.regularity[own]
        number = -np.expm1(-rate * p * ahead[-1]) / p
        paid = rate * _discounted_stay(rate * p, ahead, months.factors)
        if (regularity != 1).any():
            begin = clock.at(arrivals.first_day[own], 0.5)
            more = later_surplus(rate, p, regularity, begin, since, since + ahead[-1], clock.length)
            corrected = np.maximum(number + more, 0.0)
            paid *= corrected / np.maximum(number, TINY)  # the surplus comes as evenly as the purchases
            number = corrected
        orders[own], discounted[own] = number, paid
    return orders, discounted


def expected_worth(
    traits: Traits, arrivals: Arrivals, there: np.ndarray, clocks: list[Clock], months: Months, mean: np.ndarray
) -> Worth:
    """The same with what it comes to, at each customer's `mean` value of an order; shape (customers,)."""
    orders, discounted = expected_purchases(traits, arrivals, there, clocks, months)
    return Worth(orders=orders, value=orders * mean, discounted=discounted * mean)


def add_up(
    customer: np.ndarray,
    day: np.ndarray,
    value: np.ndarray,
    customers: int,
    months: Months,
    chance: np.ndarray | None = None,
) -> Worth:
    """What purchases in the months ahead come to for each customer.

    Args:
        customer, day, value: of purchases, those outside the months included; shape (purchases,).
        customers: how many there are.
        chance: how likely each purchase is; certain when None.
    """
    ahead = np.flatnonzero((day > months.ends[0]) & (day <= months.ends[-1]))
    customer, value = customer[ahead], value[ahead]
    chance = np.ones(len(ahead)) if chance is None else chance[ahead]
    value = value * chance
    # A month's factor for each of its days is found faster by the day than by searching the months.
    factor = np.repeat(months.factors, np.diff(months.ends))[day[ahead] - months.ends[0] - 1]
    return Worth(
        orders=np.bincount(customer, weights=chance, minlength=customers),
        value=np.bincount(customer, weights=value, minlength=customers),
        discounted=np.bincount(customer, weights=value * factor, minlength=customers),
    )


def _discounted_stay(hazard: np.ndarray, ahead: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Expected time still there in each stretch of a clock, times the stretch's factor; shape of `hazard`.

    With hazard h the time in a stretch from v to w is (exp(-h v) - exp(-h w)) / h.

    Args:
        ahead: where the stretches begin and end, from 0; shape (stretches + 1,).
    """
    # Summed by parts: one exponential for each end of a stretch, weighted by how far the factor falls there.
    falls = np.append(factors[:-1] - factors[1:], factors[-1])
    stay = np.empty_like(hazard)
    for first in range(0, len(hazard), _CHUNK):
        here = slice(first, first + _CHUNK)
        gone = 1 - np.exp(np.multiply.outer(-hazard[here], ahead[1:]))
        stay[here] = gone @ falls
    small = hazard * ahead[-1] < 1e-6
    stay[~small] /= hazard[~small]
    stay[small] = np.diff(ahead) @ factors
    return stay


_CHUNK = 4096
"""Customers whose exponentials are worked out at once, so that they stay in the processor's cache."""
