"""Ledgers whose unit is the customer-day: what a customer buys on one day is one purchase.

That is how CDNOW was published, and what `fit` makes of any ledger, so that a twin draws what was fitted.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammainc, gammaln

from generator.purchases import Purchases

NODES = 10
"""Weights of days over which the share that is kept is averaged."""


def one_a_day(purchases: Purchases, whose: np.ndarray) -> Purchases:
    """The purchases without those on the day of the customer's purchase before.

    Args:
        whose: mask of the customers meant; shape (customers,).
    """
    customer, day = purchases.customer, purchases.day
    again = np.zeros(len(day), dtype=bool)
    np.equal(day[1:], day[:-1], out=again[1:])
    again &= purchases.nth > 0
    again &= whose[customer]
    if not again.any():
        return purchases
    kept = ~again
    customer = customer[kept]
    repeats = purchases.repeats - np.bincount(purchases.customer[again], minlength=len(whose))
    starts = np.cumsum(repeats + 1) - (repeats + 1)
    nth = np.arange(len(customer), dtype=np.int32) - np.repeat(starts.astype(np.int32), repeats + 1)
    return Purchases(
        customer=customer,
        day=day[kept],
        nth=nth,
        left=purchases.left,
        leaves=purchases.leaves,
        repeats=repeats.astype(purchases.repeats.dtype, copy=False),
    )


def kept_share(rate: np.ndarray, shape: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The share of customers' purchases that do not fall on the day of the one before; shape (customers,).

    A purchase lies anywhere in a day of warped length w, and the gap G before it is gamma with shape k and mean
    1 / rate. It falls on the same day with the chance E[max(1 - G / w, 0)] = P(k, z) - P(k + 1, z) k / z, where
    z = k rate w and P is the regularised lower incomplete gamma function. For k = 1 the share left is Poisson's,
    (1 - exp(-z)) / z.

    Args:
        rate, shape: each customer's rate and shape of the gaps; shape (customers,).
        weights: warped length of the days meant; shape (days,).
    """
    # A purchase sees a day as often as the day is long, so the nodes divide the time evenly, not the days.
    ordered = np.sort(weights[weights > 0])
    passed = np.cumsum(ordered)
    nodes = ordered[np.searchsorted(passed, (np.arange(NODES) + 0.5) / NODES * passed[-1])]
    again = np.zeros(len(rate))
    for weight in nodes:
        z = np.maximum(shape * rate * weight, 1e-9)
        below = gammainc(shape, z)
        density = np.exp((shape - 1) * np.log(z) - z - gammaln(shape))  # P(k + 1, z) = P(k, z) - z density / k
        again += below * (1 - shape / z) + density
    return np.clip(1 - again / NODES, 0.0, 1.0)
