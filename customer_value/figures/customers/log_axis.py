"""Ticks along a logarithmic axis: round values, as many as have room."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import ceil, floor, log, log10

from customer_value.figures.ticks import round_places

ROUND = tuple(step * 10.0**power for power in range(13) for step in (1, 2, 5))
"""1, 2, 5, 10, 20, 50 …"""


def spaced(values: Iterable[float], low: float, high: float, most: int = 10) -> list[float]:
    """Those of some rising values that lie between two ends, each at least one `most`-th of the way after the last."""
    kept: list[float] = []
    least = log(high / low) / most
    for value in values:
        if low <= value <= high and (not kept or log(value / kept[-1]) >= least * 0.999):
            kept.append(value)
    return kept


def evenly(low: float, high: float, most: int = 8) -> list[float]:
    """Round values between two ends that keep one pattern all along: 1, 2, 5 or 1, 3 or powers of ten.

    The pattern is the densest whose values are each at least one `most`-th of the way apart. None of its values is left
    out, as `spaced` leaves out 100 between 50 and 200. An axis too short for all of them gets other round values.
    """
    least = log(high / low) / most
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    for steps in ((1, 2, 5), (1, 3), (1,)):
        places = [step * 10.0**power for power in powers for step in steps]
        inside = [place for place in places if low <= place <= high]
        if inside and all(log(after / before) >= least for before, after in pairwise(inside)):
            return inside
    return round_places(low, high, 3)
