"""What orders come to: tables of values, and how alike the orders of one customer are.

How customers differ, how unlike their own scatter is, how the level goes with the rate and how often an amount is
repeated are moved, round by round, until ledgers drawn from the twin show the same figures as the real one. The tables
are laid out anew in each round, so that the values always have the real shape.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata, skew

from generator.block import Block
from generator.fit.ledger import Days
from generator.fit.tables import FINE, three_digits, value_table
from generator.fit.twin import Formula, Tables, Twin
from generator.spend import draw_level
from generator.streams import Streams
from generator.values import FIRST, LATER, ONE_TIME, carried, draw_scores, occasions, repeats
from generator.world import World

ROUNDS = 8
MANY = 5
"""Later orders from which on a customer's own scatter is looked at."""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How alike the orders of a customer are.

    Attributes:
        icc: share of the variance of log values between customers.
        unevenness: standard deviation over mean of customers' own variances.
        correlation: Spearman's, of orders and mean value, among customers with two orders and more. Among all, it
            follows from the tables, which hold one-time and other orders apart.
        again: share of later orders that come to exactly what the order before came to.
    """

    icc: float
    unevenness: float
    correlation: float
    again: float


def occasion_of(ledger: Days) -> np.ndarray:
    """FIRST, LATER or ONE_TIME of each order; shape (orders,)."""
    return np.where(ledger.first, np.where(ledger.count[ledger.customer] > 1, FIRST, ONE_TIME), LATER)


def likeness(ledger: Days) -> Likeness:
    """Measure a ledger."""
    customer, count, value = ledger.customer, ledger.count, ledger.value
    later = ~ledger.first
    same = later[1:] & (np.rint(value[1:] * 100) == np.rint(value[:-1] * 100))
    mean = np.bincount(customer, value) / count
    repeaters = count > 1
    return Likeness(
        icc=intraclass(np.log(value), customer),
        unevenness=_unevenness(value[later], customer[later]),
        correlation=_spearman(count[repeaters], mean[repeaters]),
        again=float(same.sum() / max(later.sum(), 1)),
    )


def intraclass(values: np.ndarray, groups: np.ndarray) -> float:
    """Share of the variance between groups of two and more, by one-way analysis of variance; 0 where there is none."""
    size = np.bincount(groups)
    kept = size[groups] > 1
    values, groups = values[kept], groups[kept]
    size = np.bincount(groups)
    total = np.bincount(groups, values)
    there = size > 0
    number, orders = int(there.sum()), len(values)
    if number < 2:
        return 0.0
    mean = total / np.maximum(size, 1)
    within = ((values - mean[groups]) ** 2).sum() / (orders - number)
    among = (size * (mean - values.mean()) ** 2)[there].sum() / (number - 1)
    usual = (orders - (size.astype(float) ** 2).sum() / orders) / (number - 1)
    between = max((among - within) / usual, 0.0)
    return float(between / (between + within)) if between + within > 0 else 0.0


def brief(ledger: Days, minor_digits: int) -> Formula:
    """Order values in brief: a lognormal with a skew."""
    logs, occasion = np.log(ledger.value), occasion_of(ledger)
    later = logs[occasion == LATER]
    icc = intraclass(logs, ledger.customer)
    variance = max(float(later.var()), 1e-4)
    within = max(variance * (1 - icc), 1e-4)
    lean = float(skew(later)) if variance > 1e-3 else 0.1
    smallest = float(three_digits(np.quantile(ledger.value, 0.002)))

    def off(which: int) -> float:
        some = logs[occasion == which]
        return float(np.clip(some.mean() - later.mean(), -3, 3)) if len(some) else 0.0

    return Formula(
        median=float(np.exp(np.median(later))),
        between=variance * icc,
        within=within,
        skew=float(np.clip(lean, 0.05, min(1.4, 1.9 / within**0.5))),  # beyond 2 / sqrt(within) there is no mean
        first=off(FIRST),
        one_time=off(ONE_TIME),
        smallest=max(smallest, 10.0**-minor_digits),
    )


def fit_values(real: Days, twin: Twin, customers: int, seed: int) -> Twin:
    """The twin with tables of values.

    Args:
        customers: how many are drawn in each round.
    """
    scenario = twin.scenario()
    block = Block(World(scenario, seed), 0, 0, customers)
    bought, last = block.purchases, twin.days - 1
    kept = bought.day <= last
    customer, day = bought.customer[kept].astype(np.int64), bought.day[kept].astype(np.int64)
    occasion = occasions(bought, last)[kept]
    target, real_occasion = likeness(real), occasion_of(real)
    fresh = _fresh(real)

    between, spread, again, correlation = float(np.clip(target.icc, 0.05, 0.97)), 0.3, 0.0, 0.1
    best, least = None, np.inf
    for _ in range(ROUNDS):
        guess = replace(twin, correlation=correlation).scenario().kinds
        level = draw_level(guess, block.arrivals.kind, block.traits, Streams(seed, 0))
        rules = _Rules(between, spread, again)
        score = draw_scores(rules, level, customer, Streams(seed, 0))
        copies = repeats(rules, occasion, Streams(seed, 0))
        tables = {}
        for which, name in ((FIRST, "first"), (LATER, "later"), (ONE_TIME, "one_time")):
            mine = (real_occasion == which) & fresh
            theirs = (occasion == which) & ~copies
            if mine.sum() < 50 or theirs.sum() < 50:  # nobody to speak of: as all orders
                mine, theirs = fresh, ~copies
            share = np.searchsorted(np.sort(score[theirs]), FINE, side="right") / theirs.sum()
            tables[name] = value_table(real.value[mine], real.customer[mine], share)
        found = Tables(between=between, spread=spread, again=again, **tables)
        drawn = _drawn(twin, found, score, copies, customer, day, occasion)
        got = likeness(drawn)
        off = (
            (target.icc - got.icc) ** 2
            + (target.unevenness - got.unevenness) ** 2 / 9
            + (target.correlation - got.correlation) ** 2
            + (target.again - got.again) ** 2
        )
        if off < least:
            best, least = replace(twin, correlation=correlation, values=found), off
        between = float(np.clip(between + 1.1 * (target.icc - got.icc), 0.0, 0.97))
        spread = float(np.clip(spread + 0.6 * (target.unevenness - got.unevenness), 0.0, 1.2))
        correlation = float(np.clip(correlation + 3 * (target.correlation - got.correlation), -0.9, 0.9))
        again = float(np.clip(again + (target.again - got.again) / max(1 - got.again, 0.05), 0.0, 0.99))
    return best


@dataclass(frozen=True)
class _Rules:
    """What draw_scores needs of a behaviour's values."""

    between: float
    spread: float
    again: float


def _drawn(
    twin: Twin,
    tables: Tables,
    score: np.ndarray,
    copies: np.ndarray,
    customer: np.ndarray,
    day: np.ndarray,
    occasion: np.ndarray,
) -> Days:
    """The ledger these tables make of purchases, as the generator would."""
    amount = np.empty(len(score))
    for which, table in ((FIRST, tables.first), (LATER, tables.later), (ONE_TIME, tables.one_time)):
        mine = occasion == which
        amount[mine] = np.exp(np.interp(score[mine], table[:, 0], np.log(table[:, 1])))
    amount = carried(amount, copies)
    scale = 10**twin.minor_digits
    amount = np.maximum(np.rint(amount * scale), 1) / scale
    return Days(start=twin.start, days=twin.days, customer=customer, day=day, value=amount)


def _fresh(ledger: Days) -> np.ndarray:
    """Orders that do not repeat the amount of the order before; shape (orders,)."""
    cents = np.rint(ledger.value * 100)
    return np.concatenate([[True], ledger.first[1:] | (cents[1:] != cents[:-1])])


def _unevenness(value: np.ndarray, customer: np.ndarray) -> float:
    """Of the variances of customers' normal scores, over customers with MANY orders and more; 0 with too few."""
    count = np.bincount(customer)
    many = count >= MANY
    if many.sum() < 20:
        return 0.0
    score = ndtri((rankdata(value) - 0.5) / len(value))
    mean = np.bincount(customer, score) / np.maximum(count, 1)
    variance = np.bincount(customer, (score - mean[customer]) ** 2) / np.maximum(count - 1, 1)
    level = variance[many].mean()
    return float(variance[many].std() / level) if level > 0 else 0.0


def _spearman(one: np.ndarray, other: np.ndarray) -> float:
    one, other = rankdata(one), rankdata(other)
    if len(one) < 2 or one.std() == 0 or other.std() == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
