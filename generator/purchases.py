"""When customers buy: BG/NBD, drawn exactly and event by event, without a loop over customers.

The model (Fader, Hardie and Lee, "Counting your customers the easy way", Marketing Science 2005): after the first
purchase a customer buys at an own rate lambda ~ Gamma(r, alpha), and after each further purchase leaves for good with
an own probability p ~ Beta(a, b). Over a stretch W of warped time there would be N ~ Poisson(lambda W) purchases; the
customer leaves at repeat purchase K ~ Geometric(p), so has left by then exactly if K <= N. The K-th of N points strewn
evenly over W lies at W x Beta(K, N - K + 1), and the K - 1 before it are again strewn evenly up to it. Evenly strewn
points come from normalised gaps: exponential gaps give BG/NBD itself, gamma gaps more regular or more bursty buying
(Platzer and Reutterer 2016) with the same counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generator.season import Clock
from generator.streams import Streams
from generator.traits import Traits

NEVER = 2**31 - 1
"""The day of what does not come about before the horizon."""


@dataclass(frozen=True, kw_only=True)
class Purchases:
    """Every purchase up to the horizon, by customer and within a customer by time.

    Attributes:
        customer: index of the customer; int32, shape (purchases,).
        day: index of the day; int32, shape (purchases,).
        nth: 0 for a customer's first purchase, then 1, 2, ...; int32, shape (purchases,).
        left: whether the customer leaves for good before the horizon; shape (customers,).
        leaves: index of the day the customer leaves for good, NEVER for who is still there at the horizon. In a shop it
            is the day of the last purchase; shape (customers,).
        repeats: purchases after the first up to the horizon; shape (customers,).
    """

    customer: np.ndarray
    day: np.ndarray
    nth: np.ndarray
    left: np.ndarray
    leaves: np.ndarray
    repeats: np.ndarray


def draw_purchases(
    traits: Traits, first_day: np.ndarray, clocks: list[Clock], kind: np.ndarray, streams: Streams
) -> Purchases:
    """Strew every customer's purchases from the first to the end of the clock.

    Args:
        first_day: index of the day of each customer's first purchase; shape (customers,).
        clocks: one for each kind of customer, of equal length in days.
        kind: index into `clocks`; shape (customers,).
    """
    customers = len(kind)
    fraction = streams("purchases/first").random(customers)
    begin = _by_clock(clocks, kind, lambda clock, own: clock.at(first_day[own], fraction[own]))
    window = np.array([clock.length for clock in clocks])[kind] - begin

    would_be = streams("purchases/count").poisson(traits.rate * window)
    leaves_at = streams("purchases/leaves").geometric(traits.dropout)
    if traits.once is not None:
        leaves_at = np.where(traits.once, 0, leaves_at)
    left = leaves_at <= would_be
    repeats = np.where(left, leaves_at, would_be)
    place = np.where(left, np.maximum(repeats, 1), 1)
    ahead = streams("purchases/last").beta(place, np.where(left, would_be - repeats + 1, 1))
    reach = np.where(left, window * ahead, window)

    # Each customer's first purchase goes before the repeats, which are in order already.
    ends = np.cumsum(repeats + 1)
    starts = ends - repeats - 1
    customer = np.zeros(ends[-1], dtype=np.int32)
    customer[starts[1:]] = 1
    np.cumsum(customer, out=customer)
    later = _all_but(starts, ends[-1])
    who = of_each(customer, later)
    time = _strew(begin, reach, repeats, left, who, traits.regularity, streams("purchases/gaps"))
    repeat_day = _by_clock(clocks, kind, lambda clock, own: clock.day(time[own]), repeats)
    came = first_day.astype(np.int32)
    np.maximum(repeat_day, of_each(came, who), out=repeat_day)  # rounding may lead to the day before the first
    day = np.empty(ends[-1], dtype=np.int32)
    day[starts], day[later] = came, repeat_day
    return Purchases(
        customer=customer,
        day=day,
        nth=np.arange(ends[-1], dtype=np.int32) - of_each(starts.astype(np.int32), customer),
        left=left,
        leaves=np.where(left, of_each(day, ends - 1), np.int32(NEVER)),
        repeats=repeats,
    )


def of_each(values: np.ndarray, index: np.ndarray) -> np.ndarray:
    """`values[index]` for indices from 0 that are known to fit, which is quicker when they need not be looked at."""
    return values.take(index, mode="clip")


def _strew(
    begin: np.ndarray,
    reach: np.ndarray,
    repeats: np.ndarray,
    left: np.ndarray,
    who: np.ndarray,
    regularity: np.ndarray,
    stream: np.random.Generator,
) -> np.ndarray:
    """The warped times of every customer's repeat purchases, in order; shape (sum of repeats,).

    They lie within `reach` after `begin`. Who leaves does so with the last of them, at the very end of the reach.

    Args:
        who: the customer of each repeat purchase; the other arrays are of the customers.
    """
    gaps = repeats + ~left  # one up to each purchase, and one more to the horizon for who has not left
    ends = np.cumsum(gaps)
    running = np.cumsum(_gaps(regularity, gaps, stream))
    upto = np.concatenate([[0.0], running])
    before = upto[ends - gaps]
    total = upto[ends] - before
    lost = total <= 0  # gaps so short that the running sum does not move; all such purchases go to the reach's end
    before, total = before - lost, total + lost
    time = of_each(running, _all_but(ends[~left] - 1, len(running)))
    time -= of_each(before, who)
    time /= of_each(total, who)
    time *= of_each(reach, who)
    time += of_each(begin, who)
    return time


def _all_but(index: np.ndarray, count: int) -> np.ndarray:
    """The numbers from 0 to `count` - 1 without those of `index`, in order."""
    kept = np.ones(count, dtype=bool)
    kept[index] = False
    return np.flatnonzero(kept)


def _gaps(regularity: np.ndarray, count: np.ndarray, stream: np.random.Generator) -> np.ndarray:
    """Gamma gaps with each customer's regularity as shape, `count` for each; one shape for all is drawn faster."""
    if (regularity == regularity[0]).all():
        return stream.standard_gamma(regularity[0], size=int(count.sum()))
    return stream.standard_gamma(np.repeat(regularity, count))


def _by_clock(
    clocks: list[Clock], kind: np.ndarray, work: Callable[[Clock, np.ndarray | slice], np.ndarray], count=None
) -> np.ndarray:
    """What `work(clock, own)` gives for the customers of each kind, put together in customer order.

    Args:
        count: how many numbers each customer has, where it is not one.
    """
    if (kind == kind[0]).all():
        return work(clocks[kind[0]], slice(None))
    each = kind if count is None else np.repeat(kind, count)
    parts = {index: np.flatnonzero(each == index) for index in range(len(clocks))}
    found = {index: work(clocks[index], own) for index, own in parts.items()}
    whole = np.empty(len(each), dtype=found[0].dtype)
    for index, own in parts.items():
        whole[own] = found[index]
    return whole
