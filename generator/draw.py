"""Small ways to draw from shares, without rounding surprises."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np


class Wheel:
    """Shares laid side by side from 0 to 1; a uniform number says which one it falls on.

    The stretch from 0 to 1 is cut into slots. Where a slot lies within one share, the answer stands in a table; only
    numbers that fall on a slot with a boundary are searched for. The answers are the same as from a search for all.
    """

    def __init__(self, shares: Iterable[float]) -> None:
        running = np.cumsum(np.fromiter(shares, dtype=float))
        self._cut(running, running[-1])

    @classmethod
    def of_running(cls, running: np.ndarray) -> Wheel:
        """The wheel of shares that have been added up already and divided by their sum; shape (shares,)."""
        wheel = cls.__new__(cls)
        wheel._cut(running, 1.0)
        return wheel

    def _cut(self, running: np.ndarray, whole: float) -> None:
        self._running, self._whole = running, whole
        self._slots = 2 ** min(max(int(np.ceil(np.log2(64 * len(self._running)))), 8), 16)
        edges = np.arange(self._slots + 1) / self._slots
        first, last = self._search(edges[:-1]), self._search(np.nextafter(edges[1:], 0))
        self._table = np.where(first == last, first, -1).astype(np.int32)

    def __call__(self, luck: np.ndarray) -> np.ndarray:
        """The index of the share for each uniform number in [0, 1), any shape; int32."""
        found = self._table.take((luck * self._slots).astype(np.int32), mode="clip")
        unsure = np.nonzero(found < 0)
        found[unsure] = self._search(luck[unsure])
        return found

    def _search(self, luck: np.ndarray) -> np.ndarray:
        running = self._running
        return np.minimum(np.searchsorted(running, luck * self._whole, side="right"), len(running) - 1)


def pick(shares: Iterable[float], luck: np.ndarray) -> np.ndarray:
    """Index into `shares` (any scale) for each uniform number in `luck`; int32, of the same shape."""
    return _wheel(tuple(shares))(luck)


def pick_key(shares: dict[int, float], luck: np.ndarray) -> np.ndarray:
    """A key of `shares` for each uniform number in `luck`."""
    return np.array(list(shares))[pick(shares.values(), luck)]


@lru_cache(maxsize=256)
def _wheel(shares: tuple[float, ...]) -> Wheel:
    return Wheel(shares)
