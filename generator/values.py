"""Order values from tables: the shape of a real ledger's values, whatever it is, without any of its orders.

An order has a score, x = sqrt(between) level + sqrt(1 - between) s e, with the customer's level and e standard normal
and s the customer's own scatter, lognormal with mean square 1. A table turns the score into an amount, never falling:
one table for first orders, one for later ones, one for the only orders of people who do not come back in the ledger.
Where a table is level, many orders share a price. Some orders repeat the amount of the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from generator.purchases import Purchases
from generator.scenario.behaviour import Values
from generator.streams import Streams

FIRST, LATER, ONE_TIME = 0, 1, 2
"""The occasions of an order, in the order of a behaviour's tables."""

REACH = 6.0
"""Scores further out than this take the table's end."""

CELLS = 2**14
"""Steps of a table when it is looked up. So fine that no step holds more than one order in 3,000."""

LEVELS = np.linspace(-5.5, 5.5, 111)
"""Customers' levels at which the mean of their orders is worked out."""

CHUNK = 2**14
"""Purchases worked on at a time."""


@dataclass(frozen=True)
class Lookup:
    """Tables laid out for looking up by arithmetic alone.

    Attributes:
        amounts: in currency units, all tables one after another; shape (tables x CELLS,).
    """

    amounts: np.ndarray

    @classmethod
    def of(cls, *tables: tuple[tuple[float, float], ...]) -> Lookup:
        """From tables of (score, amount), both rising; between two entries the logarithm of the amount is linear."""
        centres = (np.arange(CELLS) + 0.5) * (2 * REACH / CELLS) - REACH
        laid = []
        for table in tables:
            score, amount = np.array(table).T
            laid.append(np.exp(np.interp(centres, score, np.log(amount))))
        return cls(np.concatenate(laid))

    def at_least(self, smallest: float) -> Lookup:
        """The same with no amount below the smallest."""
        return Lookup(np.maximum(self.amounts, smallest))

    def at(self, score: np.ndarray, table: np.ndarray | int) -> np.ndarray:
        """The amounts at these scores of a table, by its place."""
        cell = np.clip((score + REACH) * (CELLS / (2 * REACH)), 0, CELLS - 1).astype(np.int32)
        return self.amounts[cell + np.int32(CELLS) * table]


def occasions(purchases: Purchases, last_day: int) -> np.ndarray:
    """FIRST, LATER or ONE_TIME for each purchase, as somebody sees it who knows the ledger to its last day."""
    orders = len(purchases.nth)
    first = np.flatnonzero(purchases.nth == 0)
    after = np.minimum(first + 1, orders - 1)
    comes_back = (purchases.nth[after] > 0) & (purchases.day[after] <= last_day)
    occasion = np.full(orders, LATER, dtype=np.int32)
    occasion[first] = np.where(comes_back, FIRST, ONE_TIME)
    return occasion


def draw_scores(values: Values, level: np.ndarray, customer: np.ndarray, streams: Streams) -> np.ndarray:
    """The score of each purchase.

    Args:
        level: standard normal score of each customer; shape (customers,).
        customer: whose each purchase is; shape (purchases,).
    """
    scatter = _scatter(values, len(level), streams)
    score = streams("spend/score").standard_normal(len(customer))
    score *= scatter[customer]
    score += (values.between**0.5 * level)[customer]
    return score


def draw_amounts(
    values: Values, lookup: Lookup, level: np.ndarray, customer: np.ndarray, occasion: np.ndarray, streams: Streams
) -> np.ndarray:
    """The amount of each purchase: `lookup` at the scores that draw_scores gives, in chunks that stay in the cache."""
    cells_in_one = CELLS / (2 * REACH)
    scatter = _scatter(values, len(level), streams) * cells_in_one
    middle = (values.between**0.5 * level + REACH) * cells_in_one
    amount = np.empty(len(customer))
    stream = streams("spend/score")
    for begin in range(0, len(customer), CHUNK):
        chunk = slice(begin, begin + CHUNK)
        whose = customer[chunk]
        score = stream.standard_normal(len(whose))
        score *= scatter[whose]
        score += middle[whose]
        cell = np.clip(score, 0, CELLS - 1, out=score).astype(np.int32)
        cell += occasion[chunk] * np.int32(CELLS)
        amount[chunk] = lookup.amounts[cell]
    return amount


def _scatter(values: Values, customers: int, streams: Streams) -> np.ndarray:
    """Standard deviation of each customer's scores around the own level; shape (customers,)."""
    scatter = np.full(customers, (1 - values.between) ** 0.5)
    if values.spread:
        own = streams("spend/scatter").standard_normal(customers)
        scatter *= np.exp(values.spread * own - values.spread**2)
    return scatter


def repeats(values: Values, occasion: np.ndarray, streams: Streams) -> np.ndarray:
    """Which purchases take the amount of the customer's purchase before."""
    if not values.again:
        return np.zeros(len(occasion), dtype=bool)
    return (streams("spend/again").random(len(occasion)) < values.again) & (occasion == LATER)


def carried(amount: np.ndarray, copies: np.ndarray) -> np.ndarray:
    """The amounts with each copy replaced by the one before it."""
    if not copies.any():
        return amount
    return amount[np.maximum.accumulate(np.where(copies, 0, np.arange(len(amount))))]


def mean_by_level(values: Values, level: np.ndarray, smallest: float) -> np.ndarray:
    """The mean of a customer's later orders at each level: by quadrature over the scatter and the orders."""
    return np.exp(np.interp(level, LEVELS, _log_means(values, smallest)))


@lru_cache(maxsize=8)
def _log_means(values: Values, smallest: float) -> np.ndarray:
    """Logarithms of the means at LEVELS, alike for every block; shape of LEVELS."""
    # Even steps far out into the tails, where a heavy-tailed ledger has much of its money.
    own = np.linspace(-REACH, REACH, 361)
    scatter = np.linspace(-4.5, 4.5, 19) if values.spread else np.zeros(1)
    weight = np.multiply.outer(_normal(scatter), _normal(own))
    scale = (1 - values.between) ** 0.5 * np.exp(values.spread * scatter - values.spread**2)
    offset = np.multiply.outer(scale, own)
    lookup = Lookup.of(values.later).at_least(smallest)
    return np.log([(lookup.at(values.between**0.5 * one + offset, 0) * weight).sum() for one in LEVELS])


def _normal(points: np.ndarray) -> np.ndarray:
    """Weights of evenly spaced points for a mean over a standard normal; they add up to 1."""
    weight = np.exp(-(points**2) / 2)
    return weight / weight.sum()
