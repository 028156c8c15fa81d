"""The likelihood of BG/NBD, the one of the kit: of each history, and of distinct histories with its slopes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, digamma, expit, gammaln


def history_log_likelihoods(
    frequency: np.ndarray,
    recency: np.ndarray,
    T: np.ndarray,
    parameters: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """How likely each history is together with the customer still being there, and with having left; logarithms.

    The two parts of Fader, Hardie and Lee (2005), equation 6. Whoever bought once cannot have left: minus infinity.

    Args:
        frequency, recency, T: of each history, as `btyd_summary` names them; frequency as whole numbers.
        parameters: logarithms of r, alpha, a, b.
    """
    r, alpha, a, b = np.exp(parameters)
    table = _by_frequency(int(frequency.max(initial=0)), r, parameters[1], a, b)
    both = table[frequency]
    there = both - (r + frequency) * np.log(alpha + T)
    before = b + np.maximum(frequency, 1) - 1
    gone = both + np.log(a / before) - (r + frequency) * np.log(alpha + recency)
    return there, np.where(frequency > 0, gone, -np.inf)


@dataclass(frozen=True, kw_only=True)
class Histories:
    """Distinct histories, those without a repeat purchase first; arrays of shape (histories,) unless said.

    Attributes:
        frequency, recency, age: x, t_x and T, the times in any unit.
        customers: how many have each.
        once: how many histories have no repeat purchase.
        counts: customers by frequency, from 0; shape (highest frequency + 1,).
    """

    frequency: np.ndarray
    recency: np.ndarray
    age: np.ndarray
    customers: np.ndarray
    once: int
    counts: np.ndarray

    @classmethod
    def of(cls, frequency: np.ndarray, recency: np.ndarray, age: np.ndarray, customers: np.ndarray) -> Histories:
        """From columns in any order."""
        order = np.argsort(frequency, kind="stable")
        x = frequency[order].astype(np.int64)
        weights = customers[order].astype(float)
        return cls(
            frequency=x,
            recency=recency[order],
            age=age[order],
            customers=weights,
            once=int((x == 0).sum()),
            counts=np.bincount(x, weights),
        )

    def log_likelihood(self, parameters: np.ndarray) -> tuple[float, np.ndarray]:
        """The log-likelihood of all customers and its slopes.

        Args:
            parameters: logarithms of r, alpha, a, b; the slopes are by these.
        """
        r, alpha, a, b = values = np.exp(parameters)
        x, weights, once = self.frequency, self.customers, self.once
        again, repeat_weights = x[once:], weights[once:]
        log_age, over_age = np.log(alpha + self.age), 1 / (alpha + self.age)
        last = alpha + self.recency[once:]
        # How much more likely it is to have left than to be there, of those who can have: every other term cancels.
        log_odds = np.log(a / (b + again - 1)) - (r + again) * (np.log(last) - log_age[once:])
        left = repeat_weights * expit(log_odds)
        value = self.counts @ _by_frequency(len(self.counts) - 1, r, parameters[1], a, b)
        value += repeat_weights @ np.logaddexp(0, log_odds) - weights @ ((r + x) * log_age)

        k = np.arange(len(self.counts))
        by_ab = digamma(a + b) - digamma(a + b + k)
        slopes = np.array(
            [
                self.counts @ (digamma(r + k) - digamma(r) + parameters[1])
                - weights @ log_age
                + left @ (log_age[once:] - np.log(last)),
                weights.sum() * r / alpha
                - (weights * (r + x)) @ over_age
                + (left * (r + again)) @ (over_age[once:] - 1 / last),
                self.counts @ by_ab + left.sum() / a,
                self.counts @ (by_ab + digamma(b + k) - digamma(b)) - left @ (1 / (b + again - 1)),
            ]
        )
        return float(value), slopes * values


def _by_frequency(highest: int, r: float, log_alpha: float, a: float, b: float) -> np.ndarray:
    """What only depends on how often a customer bought again, from 0 to the highest frequency."""
    k = np.arange(highest + 1)
    return gammaln(r + k) - gammaln(r) + r * log_alpha + betaln(a, b + k) - betaln(a, b)
