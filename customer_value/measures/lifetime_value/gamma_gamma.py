"""Gamma-Gamma: what a purchase of each customer is worth on average, seen from the few they made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import digamma, gammaln

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN
from customer_value.measures._tables import none_negative, whole_table
from customer_value.measures.lifetime_value._likelihood import most_likely

_LEAST = 10
"""Customers with a repeat purchase that a fit needs."""

_START = np.log([2.0, 3.0, 2.0])
"""Where the search begins, with money as shares of the mean."""

_BOUNDS = [(-9.0, 9.0), (-7.0, 9.0), (-12.0, 12.0)]
"""Of the logarithms, with money as shares of the mean."""


@dataclass(frozen=True, kw_only=True)
class GammaGamma:
    """A fitted Gamma-Gamma model; `fit_gamma_gamma` makes it.

    A customer's purchases vary at random around the customer's own mean; the means differ between customers. How often
    somebody buys tells nothing about what a purchase is worth: that is the model's assumption, see `correlation`.

    Attributes:
        p: the larger, the less one customer's purchases vary.
        q, v: how the customers' means differ; the mean over all customers is `p v / (q - 1)`, where q is above 1.
        log_likelihood: of the customers it was fitted to.
        customers: how many those were: the ones who bought again.
        correlation: of their frequency and monetary value (Pearson's, -1 to 1). The model wants it near 0; above some
            0.3 it values frequent customers too low.
    """

    p: float
    q: float
    v: float
    log_likelihood: float = NAN
    customers: int = 0
    correlation: float = NAN

    def expected_value(self, summary: Any) -> pd.Series:
        """What a purchase of each customer is worth on average (預期客單價), from now on.

        `p (v + x m) / (p x + q - 1)`: between the customer's own mean m and that of all customers, nearer to the
        former the more purchases x it rests on. So two dear purchases do not make somebody a big spender yet.

        Args:
            summary: `frequency` (repeat purchases, x) and `monetary` (their mean, m), as `btyd_summary` returns them;
                `monetary` may be missing where `frequency` is 0.

        Returns:
            Money per day with a purchase, on the summary's index. Who bought once gets the mean of all; that is NaN
            where q is at most 1, as there is no such mean then.

        Raises:
            MeasureError: a column is missing, or a customer who bought again has no positive monetary value.
        """
        x, mean, index = _spending(summary)
        base = self.p * x + self.q - 1
        value = self.p * (self.v + x * np.where(x > 0, mean, 0.0)) / np.where(base > 0, base, NAN)
        return pd.Series(value, index=index, name="expected_value")


def fit_gamma_gamma(summary: Any) -> GammaGamma:
    """Fit the Gamma-Gamma model of spending by maximum likelihood.

    Only customers who bought again are used: the model is about their repeat purchases, whose mean is `monetary`. Who
    bought once is left out, and gets the mean of all when it is asked what to expect.

    Args:
        summary: a frame with `frequency` and `monetary`, as `btyd_summary` returns it: the **mean** of the repeat
            days, not RFM's sum.

    Returns:
        A `GammaGamma`. Look at its `correlation` before using it.

    Raises:
        MeasureError: a column is missing, a customer who bought again has no positive monetary value, fewer than 10
            customers bought again, or they all have one and the same value.

    Notes:
        Source: Fader and Hardie, "The Gamma-Gamma model of monetary value" (2013), brucehardie.com/notes/025.

    Examples:
        With the parameters published for CDNOW, a customer whose two repeat purchases were worth 22.35 on average, and
        one who never bought again:

        >>> import pandas as pd
        >>> cdnow = GammaGamma(p=6.25, q=3.74, v=15.44)
        >>> cdnow.expected_value(pd.DataFrame({"frequency": [2, 0], "monetary": [22.35, None]})).round(2).tolist()
        [24.66, 35.22]

        >>> summary = pd.DataFrame({"frequency": [0, 1, 1, 2, 2, 3, 3, 4, 5, 1, 2],
        ...                         "monetary": [None, 30, 55, 20, 40, 35, 62, 28, 33, 80, 45.0]})
        >>> model = fit_gamma_gamma(summary)
        >>> model.customers, round(model.correlation, 2)
        (10, -0.38)
    """
    x, mean, _ = _spending(summary)
    again = x > 0
    x, mean = x[again], mean[again]
    if len(x) < _LEAST:
        raise MeasureError(
            f"summary has {len(x)} customers who bought again; Gamma-Gamma needs at least {_LEAST}, better some "
            "hundreds. Take a longer time or more customers."
        )
    if np.ptp(mean) <= 1e-9 * mean.max():
        raise MeasureError("summary['monetary'] is the same for everybody, so there is no spread to fit.")
    scale = float(mean.mean())
    money, log_money = mean / scale, np.log(mean / scale)
    n, counts = len(x), np.bincount(x.astype(np.int64))
    k = np.flatnonzero(counts)
    often = counts[k]
    total, log_total, weighed = x * money, float(np.log(x * money) @ x), float(log_money.sum())

    def log_likelihood(guess: np.ndarray) -> tuple[float, np.ndarray]:
        p, q, v = values = np.exp(guess)
        log_sum = np.log(v + total)
        weight = p * x + q
        value = often @ (gammaln(p * k + q) - gammaln(p * k)) - n * gammaln(q) + n * q * guess[2]
        value += p * log_total - weighed - weight @ log_sum
        slopes = np.array(
            [
                often @ (k * (digamma(p * k + q) - digamma(p * k))) + log_total - x @ log_sum,
                often @ digamma(p * k + q) - n * digamma(q) + n * guess[2] - log_sum.sum(),
                n * q / v - (weight / (v + total)).sum(),
            ]
        )
        return value, slopes * values

    (p, q, v), value = most_likely(log_likelihood, _START, _BOUNDS, n)
    return GammaGamma(
        p=p,
        q=q,
        v=v * scale,
        log_likelihood=value - n * float(np.log(scale)),
        customers=n,
        correlation=float(np.corrcoef(x, mean)[0, 1]) if np.ptp(x) > 0 else NAN,
    )


def _spending(summary: Any) -> tuple[np.ndarray, np.ndarray, pd.Index]:
    """x and the mean of the repeat purchases, checked, and the caller's index."""
    found = whole_table(summary, "summary", gaps=["monetary"], frequency="number", monetary="number")
    none_negative(found, "summary", "frequency")
    x, mean = (found[column].to_numpy(dtype=float) for column in ("frequency", "monetary"))
    if (x != np.floor(x)).any():
        raise MeasureError("summary['frequency'] is not whole everywhere; give numbers of repeat purchases.")
    if without := int((~(mean[x > 0] > 0)).sum()):
        raise MeasureError(
            f"summary['monetary'] is missing or not above 0 for {without} customers who bought again; Gamma-Gamma "
            "takes the mean of repeat purchases that were paid. Take the summary of valid orders."
        )
    return x, mean, found.index
