"""Who comes when: each customer's kind and the day of the first order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.draw import Wheel, pick
from generator.streams import Streams


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Arrays of shape (customers,).

    Attributes:
        kind: scenario.core's PERSON or COMPANY.
        first_day: index of the day of the first order.
    """

    kind: np.ndarray
    first_day: np.ndarray


def draw_arrivals(shares: list[float], wheels: list[Wheel], count: int, streams: Streams) -> Arrivals:
    """The first `count` customers of a block.

    Args:
        shares: of each kind among customers.
        wheels: for each kind, the days of the ledger by their shares of first orders; see season.arrivals.
    """
    kind = pick(shares, streams("customers/kind").random(count))
    when = streams("customers/first-day").random(count)
    if (kind == kind[0]).all():
        return Arrivals(kind=kind, first_day=wheels[kind[0]](when).astype(np.int64))
    first_day = np.empty(count, dtype=np.int64)
    for index, wheel in enumerate(wheels):
        own = np.flatnonzero(kind == index)
        first_day[own] = wheel(when[own])
    return Arrivals(kind=kind, first_day=first_day)
