"""How far the shapes of two ledgers lie apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from generator.check.profile import Visits, gaps, numbered, retention, visits


@dataclass(frozen=True, kw_only=True)
class Distances:
    """How far two ledgers lie apart in shape, 0 = alike.

    Attributes:
        orders, gaps: Kolmogorov-Smirnov distance of orders per customer and of the days between purchase days.
        values: the same of order values; each over its ledger's median where `scaled`.
        recency: the same of the days from a customer's last order to the ledger's last day.
        retention: mean absolute difference of the monthly retention, over the months 1 to 12 that both know.
        scaled: whether order values were divided by their median, because the currencies are not the same.
    """

    orders: float
    gaps: float
    values: float
    recency: float
    retention: float
    scaled: bool


def distances(
    one: pd.DataFrame,
    other: pd.DataFrame,
    one_end: pd.Timestamp | None = None,
    other_end: pd.Timestamp | None = None,
    scaled: bool = False,
) -> Distances:
    """How far the shapes of two ledgers' plain orders lie apart.

    Args:
        one, other: customer_id, date, value; one row for each order.
        one_end, other_end: each ledger's last day observed; its last order's day when None.
        scaled: divide order values by their ledger's median before they are compared.
    """
    ends = [orders["date"].max() if end is None else end for orders, end in ((one, one_end), (other, other_end))]
    known = [numbered(orders) for orders in (one, other)]
    came = [visits(orders, codes) for orders, codes in zip((one, other), known, strict=True)]
    kept = [retention(visit, end) for visit, end in zip(came, ends, strict=True)]
    apart = np.abs(np.subtract(*kept))
    return Distances(
        orders=kolmogorov_smirnov(*(np.bincount(codes) for codes, _ in known)),
        gaps=kolmogorov_smirnov(*(gaps(visit)[1] for visit in came)),
        values=kolmogorov_smirnov(*(_values(orders, scaled) for orders in (one, other))),
        recency=kolmogorov_smirnov(*(_recency(visit, end) for visit, end in zip(came, ends, strict=True))),
        retention=float(apart[~np.isnan(apart)].mean()) if (~np.isnan(apart)).any() else float("nan"),
        scaled=scaled,
    )


def kolmogorov_smirnov(one: np.ndarray, other: np.ndarray) -> float:
    """The largest difference of two empirical distribution functions, 0 to 1; NaN where one has no values."""
    if not len(one) or not len(other):
        return float("nan")
    one, other = np.sort(one), np.sort(other)
    places = np.concatenate([one, other])
    below = [np.searchsorted(values, places, side="right") / len(values) for values in (one, other)]
    return float(np.abs(below[0] - below[1]).max())


def halves(orders: pd.DataFrame, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Plain orders of two random halves of the customers: how far apart chance alone puts two ledgers of one shop."""
    customer, customers = numbered(orders)
    first = np.zeros(customers, dtype=bool)
    first[np.random.default_rng(seed).permutation(customers)[: customers // 2]] = True
    return orders[first[customer]], orders[~first[customer]]


def _values(orders: pd.DataFrame, scaled: bool) -> np.ndarray:
    value = orders["value"].to_numpy(dtype=float)
    return value / np.median(value) if scaled else value


def _recency(came: Visits, end: pd.Timestamp) -> np.ndarray:
    """Days from each customer's last visit to the end."""
    last = np.append(came.begins[1:], True)
    return (end - pd.Timestamp(1970, 1, 1)).days - came.day[last]
