"""Small ways to draw from shares, without rounding surprises."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


def pick(shares: Iterable[float], luck: np.ndarray) -> np.ndarray:
    """Index into `shares` (any scale) for each uniform number in `luck`."""
    running = np.cumsum(np.fromiter(shares, dtype=float))
    return np.minimum(np.searchsorted(running, luck * running[-1], side="right"), len(running) - 1)


def pick_key(shares: dict[int, float], luck: np.ndarray) -> np.ndarray:
    """A key of `shares` for each uniform number in `luck`."""
    return np.array(list(shares))[pick(shares.values(), luck)]
