"""Where purchases lie when gaps are not random: how many more of a life's purchases fall into its first part.

Gamma gaps with shape k (see purchases.py) keep the number of purchases over a whole life, but not its parts: after an
arrival regular customers (k > 1) make a pause, and before the end of a life again. Of M purchases strewn between two
ends by Dirichlet(k) gaps, the j-th lies at a Beta(j k, (M + 1 - j) k) share of the way, so before the share f there are
on average sum_j I_f(j k, (M + 1 - j) k), and with random gaps M f. `surplus` is the difference for M ~ Poisson(mu). For
large mu it nears (1/k - 1)/2 (1 - 2 f), the renewal theorem's constant at either end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import betainc, gammaln

_MEANS = 0.05 * 2.0 ** np.arange(10)
"""Mean numbers of purchases in the table; below the first the surplus falls like the mean."""

_MOST = 64
"""Purchases followed for the largest of them."""

_PARTS = 32
"""Steps of f from 0 to 1/2, narrow near 0 where the surplus bends; the other half mirrors it."""

_STEP = 0.25
"""Steps of log k where customers' regularity differs."""

_LEAVING = [((1 + node) / 2, weight / 2) for node, weight in zip(*np.polynomial.legendre.leggauss(8), strict=True)]
"""Shares of those who leave up to the horizon that have left by some times, and the weights of these times."""


@dataclass(frozen=True, kw_only=True)
class Surplus:
    """The surplus as a table.

    Attributes:
        first: log of the first shape k.
        table: shape (shapes, means, parts).
    """

    first: float
    table: np.ndarray

    def at(self, shape: np.ndarray, mean: np.ndarray, share: np.ndarray) -> np.ndarray:
        """How many more purchases than with random gaps lie before a share of a life; arrays of one shape.

        Args:
            shape: of the gaps.
            mean: expected number of purchases between the life's ends.
            share: 0 to 1.
        """
        early = np.minimum(share, 1 - share)
        # In longer lives than the table has, an end bends the surplus over as many purchases, a smaller share.
        longest = _MEANS[-1]
        known = np.minimum(early * np.maximum(mean / longest, 1.0), 0.5)
        limit = (1 / shape - 1) / 2
        inside = np.clip(mean, _MEANS[0], longest)
        where = [
            (np.log(shape) - self.first) / _STEP,
            np.log2(inside / _MEANS[0]),
            np.cbrt(2 * known) * _PARTS,
        ]
        found = read_between(self.table, where)
        found *= np.minimum(mean / _MEANS[0], 1.0)
        found += limit * 2 * (known - early)
        return np.where(share <= 0.5, found, -found)


def read_between(table: np.ndarray, where: list[np.ndarray]) -> np.ndarray:
    """Read a table between its points, linearly along each axis; beyond an end, as at that end.

    Args:
        where: for each axis places between 0 and its number of points less one; arrays of one shape.
    """
    corners = [(np.zeros(len(where[0]), dtype=np.int64), [])]
    for place, points, step in zip(where, table.shape, np.cumprod([1, *table.shape[:0:-1]])[::-1], strict=True):
        if points == 1:
            continue
        at = np.clip(place, 0, points - 1)
        low = np.minimum(at.astype(np.int64), points - 2)
        above = at - low
        corners = [
            (index + (low + side) * step, [*weights, above if side else 1 - above])
            for index, weights in corners
            for side in (0, 1)
        ]
    found = np.zeros(len(where[0]))
    for index, weights in corners:
        value = table.ravel().take(index)
        for weight in weights:
            value *= weight
        found += value
    return found


def surplus(shape: np.ndarray) -> Surplus:
    """The table for the shapes of some customers' gaps; exact for one shape, by steps where they differ."""
    low, high = np.log(shape.min()), np.log(shape.max())
    if low == high:
        return Surplus(first=float(low), table=_row(float(shape[0]))[None])
    steps = np.arange(np.floor(low / _STEP), np.ceil(high / _STEP) + 1)
    return Surplus(first=float(steps[0] * _STEP), table=np.array([_row(float(np.exp(_STEP * one))) for one in steps]))


@cache
def _row(shape: float) -> np.ndarray:
    """The surplus for one shape; shape (means, parts)."""
    share = (np.arange(_PARTS + 1) / _PARTS) ** 3 / 2
    number = np.arange(1, _MOST + 1)
    before = []
    for most in number:
        nth = np.arange(1, most + 1)
        before.append(betainc(shape * nth, shape * (most + 1 - nth), share[:, None]).sum(axis=1) - most * share)
    chance = np.exp(number * np.log(_MEANS[:, None]) - _MEANS[:, None] - gammaln(number + 1))  # Poisson's
    return chance @ np.array(before)


def later_surplus(
    rate: np.ndarray, p: np.ndarray, shape: np.ndarray, begin: np.ndarray, since: float, until: float, horizon: float
) -> np.ndarray:
    """How many more purchases than with random gaps are to come between two times; shape (customers,).

    Averaged over when the customer, who is still there at `since`, leaves.

    Args:
        rate, p, shape: each customer's rate, dropout and shape of the gaps; shape (customers,).
        begin: warped time of the first purchase; shape (customers,).
        since, until, horizon: warped times; lives are cut at the horizon.
    """
    found = surplus(shape)
    hazard = np.maximum(rate * p, 1e-300)
    stays = np.exp(-hazard * (horizon - since))
    lives = [(since - np.log1p(-node * (1 - stays)) / hazard, weight * (1 - stays)) for node, weight in _LEAVING]
    lives.append((np.full(len(rate), horizon), stays))
    total = np.zeros(len(rate))
    for end, chance in lives:
        life = end - begin
        mean = rate * (1 - p) * life
        first, last = (np.clip((time - begin) / life, 0.0, 1.0) for time in (since, until))
        total += chance * (found.at(shape, mean, last) - found.at(shape, mean, first))
    return total
