"""Who comes when: each customer's kind and the day of the first order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.draw import pick
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


def draw_arrivals(shares: list[float], running: list[np.ndarray], count: int, streams: Streams) -> Arrivals:
    """The first `count` customers of a block.

    Args:
        shares: of each kind among customers.
        running: for each kind, which share of first orders lies on a day or before; see season.arrivals.
    """
    kind = pick(shares, streams("customers/kind").random(count))
    when = streams("customers/first-day").random(count)
    first_day = np.empty(count, dtype=np.int64)
    for index, one in enumerate(running):
        own = np.flatnonzero(kind == index)
        first_day[own] = np.searchsorted(one, when[own], side="right")
    return Arrivals(kind=kind, first_day=first_day)
