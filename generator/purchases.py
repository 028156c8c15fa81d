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

from dataclasses import dataclass

import numpy as np

from generator.scenario.behaviour import Behaviour
from generator.season import Clock
from generator.streams import Streams


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What drives each customer's purchases; arrays of shape (customers,).

    Attributes:
        rate: purchases in a day of average season, after the first.
        dropout: probability of leaving after each repeat purchase.
        regularity: shape of the gaps.
    """

    rate: np.ndarray
    dropout: np.ndarray
    regularity: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Purchases:
    """Every purchase up to the horizon, by customer and within a customer by time.

    Attributes:
        customer: index of the customer; shape (purchases,).
        day: index of the day; shape (purchases,).
        nth: 0 for a customer's first purchase, then 1, 2, ...; shape (purchases,).
        left: whether the customer leaves for good before the horizon, which is with the last purchase; (customers,).
        repeats: purchases after the first up to the horizon; (customers,).
    """

    customer: np.ndarray
    day: np.ndarray
    nth: np.ndarray
    left: np.ndarray
    repeats: np.ndarray


def draw_traits(behaviour: list[Behaviour], kind: np.ndarray, streams: Streams) -> Traits:
    """Each customer's own rate, dropout and regularity.

    Args:
        behaviour: one entry for each kind of customer.
        kind: index into `behaviour`; shape (customers,).
    """
    r, alpha, a, b, regularity = (
        np.array([getattr(one, name) for one in behaviour])[kind] for name in ("r", "alpha", "a", "b", "regularity")
    )
    return Traits(
        rate=streams("purchases/rate").gamma(r) / alpha,
        dropout=np.clip(streams("purchases/dropout").beta(a, b), 1e-12, 1.0),
        regularity=regularity,
    )


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
    begin, window = np.empty(customers), np.empty(customers)
    fraction = streams("purchases/first").random(customers)
    for index, clock in enumerate(clocks):
        own = kind == index
        begin[own] = clock.at(first_day[own], fraction[own])
        window[own] = clock.length - begin[own]

    would_be = streams("purchases/count").poisson(traits.rate * window)
    leaves_at = streams("purchases/leaves").geometric(traits.dropout)
    left = leaves_at <= would_be
    repeats = np.where(left, leaves_at, would_be)
    ahead = streams("purchases/last").beta(np.where(left, repeats, 1), np.where(left, would_be - repeats + 1, 1))
    reach = window * np.where(left, ahead, 1.0)

    # One gap up to each purchase, and one more to the horizon for those who have not left.
    gaps = repeats + ~left
    owner = np.repeat(np.arange(customers), gaps)
    running = np.cumsum(streams("purchases/gaps").standard_gamma(traits.regularity[owner]))
    ends = np.cumsum(gaps)
    before = np.concatenate([[0.0], running])[ends - gaps]
    total = np.concatenate([[0.0], running])[ends] - before
    nth = np.arange(len(owner)) - np.repeat(ends - gaps, gaps) + 1
    purchase = nth <= repeats[owner]
    owner, nth = owner[purchase], nth[purchase]
    share = (running[purchase] - before[owner]) / total[owner]
    time = begin[owner] + share * reach[owner]

    day = np.empty(len(owner), dtype=np.int64)
    for index, clock in enumerate(clocks):
        own = kind[owner] == index
        day[own] = clock.day(time[own])
    day = np.maximum(day, first_day[owner])

    customer = np.concatenate([np.arange(customers), owner])
    nth = np.concatenate([np.zeros(customers, dtype=np.int64), nth])
    order = np.lexsort((nth, customer))
    return Purchases(
        customer=customer[order],
        day=np.concatenate([first_day, day])[order],
        nth=nth[order],
        left=left,
        repeats=repeats,
    )
