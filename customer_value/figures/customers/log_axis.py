"""Ticks along a logarithmic axis: round values, as many as have room."""

from __future__ import annotations

from collections.abc import Iterable
from math import log

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
