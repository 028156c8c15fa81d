"""How often and how regularly customers buy, and when they leave: maximum likelihood in warped time.

The likelihood is that of what generator/purchases.py draws. A customer with x repeat purchases at warped times
t_1 < ... < t_x of a window T is either still there: Poisson(x; rate T) (1 - p)^x, the x + 1 gaps up to T, over T,
Dirichlet(k, ..., k); or left at the last purchase: p (1 - p)^(x-1), the x-th point of a Poisson process at t_x, the x
gaps up to it, over t_x, Dirichlet(k, ..., k). Rate ~ Gamma(r, alpha) and p ~ Beta(a, b) integrate in closed form
(Fader, Hardie and Lee 2005); the regularity k, lognormal over customers, is summed over a grid. On top of that, a share
of customers leaves right after the first purchase.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, gammaln
from threadpoolctl import threadpool_limits

from customer_value.measures.lifetime_value._btyd import history_log_likelihoods
from generator.fit.ledger import Days
from generator.season import Clock

REGULARITIES = np.exp(np.linspace(np.log(0.25), np.log(12.0), 17))
"""The grid that the regularity is summed over."""

SHORTEST = 0.3
"""Warped days that a gap counts for at least: a day is as fine as the ledger knows."""

BOUNDS = [(-5.0, 4.0), (-2.0, 12.0), (-5.0, 6.0), (-5.0, 8.0)]
"""Of log r, log alpha, log a, log b."""

COHORT_CUSTOMERS, COHORT_REPEATERS = 100, 40
"""What a month of new customers needs to have parameters of its own; smaller ones join the month before."""

COHORT_PULL = 0.5
"""Standard deviation of a cohort's log parameters around those of all: what keeps small cohorts near the rest."""

ENOUGH = 30_000
"""Customers that are fitted; of more, a sample."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the likelihood needs of each customer; arrays of shape (customers,) unless said.

    Attributes:
        repeats: purchases after the first.
        last: warped time from the first purchase to the last.
        window: warped time from the first purchase to the ledger's end.
        there, gone: log likelihood of the gaps if the customer is still there, and if not, for each of REGULARITIES;
            shape (customers, regularities).
    """

    repeats: np.ndarray
    last: np.ndarray
    window: np.ndarray
    there: np.ndarray
    gone: np.ndarray

    @classmethod
    def of(cls, ledger: Days, clock: Clock) -> Terms:
        """From a ledger, each purchase in the middle of its day."""
        time = clock.at(ledger.day, 0.5)
        end = clock.elapsed[ledger.days]
        repeats = ledger.count - 1
        begin = time[ledger.first]
        window = np.maximum(end - begin, SHORTEST)
        last = np.maximum(time[np.cumsum(ledger.count) - 1] - begin, SHORTEST)
        again = ~ledger.first[1:]
        gap = np.maximum(np.diff(time)[again], SHORTEST)
        logs = np.bincount(ledger.customer[1:][again], np.log(gap), minlength=len(repeats))
        ahead = np.log(np.maximum(window - last, SHORTEST))
        k, some = REGULARITIES, np.maximum(repeats, 1)

        def dirichlet(gaps: np.ndarray, log_gaps: np.ndarray, log_span: np.ndarray) -> np.ndarray:
            scale = gammaln(np.outer(gaps, k)) - np.outer(gaps, gammaln(k))
            return scale + np.outer(log_gaps - gaps * log_span, k - 1) - gammaln(gaps)[:, None]

        return cls(
            repeats=repeats,
            last=last,
            window=window,
            there=dirichlet(repeats + 1, logs + ahead, np.log(window)),
            gone=dirichlet(some, logs, np.log(last)),
        )

    def some(self, customers: np.ndarray) -> Terms:
        """Those of some customers, by index."""
        return Terms(**{name: getattr(self, name)[customers] for name in self.__dataclass_fields__})

    def summed(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """`there` and `gone` with the regularity summed out; each of shape (customers,)."""
        return _log_sum(self.there, weights), _log_sum(self.gone, weights)

    def log_likelihood(self, parameters: np.ndarray, gaps: tuple[np.ndarray, np.ndarray], once: float) -> float:
        """Of all customers together, for log r, log alpha, log a, log b, what `summed` gives, and the share `once`."""
        x = self.repeats
        there, gone = history_log_likelihoods(x, self.last, self.window, parameters)
        stays, leaves = there + gaps[0], gone + gaps[1]
        returns = np.logaddexp(stays, leaves) + np.log1p(-once)
        return float(np.where(x > 0, returns, np.logaddexp(returns, np.log(max(once, 1e-300)))).sum())


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """BG/NBD's parameters of the customers whose first day is `since` (an index) or later.

    Attributes:
        parameters: log r, log alpha, log a, log b.
    """

    since: int
    parameters: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Buying:
    """How customers buy.

    Attributes:
        once: share of customers who leave right after the first purchase.
        regularity, spread: the median over customers, and the standard deviation of the logarithm.
    """

    once: float
    cohorts: tuple[Cohort, ...]
    regularity: float
    spread: float


@threadpool_limits.wrap(limits=1)  # with a handful of parameters, threads only wait for one another
def fit_buying(ledger: Days, clock: Clock, start: np.ndarray | None = None) -> tuple[Buying, np.ndarray]:
    """Fit all customers together, then each cohort near them.

    Args:
        clock: warped time of the ledger's days.
        start: log r, log alpha, log a, log b, log regularity, log spread and the logit of `once` to begin at; those
            returned before.

    Returns:
        the fit, and the seven parameters of all customers together, a start for the next time.
    """
    ledger = sample(ledger)
    terms = Terms.of(ledger, clock)
    if start is None:
        start = np.array([np.log(0.5), np.log(np.median(terms.window) / 3), -0.2, 0.9, 0.0, -1.2, -2.0])
    found = minimize(
        lambda guess: -terms.log_likelihood(guess[:4], terms.summed(_weights(guess[4], guess[5])), expit(guess[6])),
        start,
        method="L-BFGS-B",
        bounds=[*BOUNDS, (-1.2, 2.2), (-3.0, 0.5), (-7.0, 3.0)],
        options={"maxiter": 120},
    ).x
    once = float(expit(found[6]))
    every, gaps = found[:4], terms.summed(_weights(found[4], found[5]))
    cohorts = []
    for since, customers in cohort_months(ledger):
        mine = terms.some(customers)
        own = tuple(part[customers] for part in gaps)

        def off(guess: np.ndarray, mine: Terms = mine, own: tuple = own) -> float:
            return -mine.log_likelihood(guess, own, once) + (((guess - every) / COHORT_PULL) ** 2).sum() / 2

        best = minimize(off, every, method="L-BFGS-B", bounds=BOUNDS, options={"maxiter": 60}).x
        cohorts.append(Cohort(since=since, parameters=best))
    regularity, spread = (float(value) for value in np.exp(found[4:6]))
    return Buying(once=once, cohorts=tuple(cohorts), regularity=regularity, spread=spread), found


def cohort_months(ledger: Days) -> list[tuple[int, np.ndarray]]:
    """Cohorts by calendar month of the first order, small months joined with the one before.

    Returns:
        (index of the first day, indices of the customers) of each, in the order of time; the first begins with day 0.
    """
    calendar = np.datetime64(ledger.start, "D") + np.arange(ledger.days)
    month = calendar.astype("datetime64[M]").astype(np.int64)
    begins = np.flatnonzero(np.diff(month, prepend=month[0] - 1))
    edges = [0]
    first, repeater = ledger.first_day, ledger.count > 1
    for begin, until in zip(begins, [*begins[1:], ledger.days], strict=True):
        inside = (first >= begin) & (first < until)
        before = (first >= edges[-1]) & (first < begin)
        if not _large(before, repeater):
            continue
        if _large(inside, repeater):
            edges.append(int(begin))
    return [
        (edge, np.flatnonzero((first >= edge) & (first < until)))
        for edge, until in zip(edges, [*edges[1:], ledger.days], strict=True)
    ]


def sample(ledger: Days) -> Days:
    """At most ENOUGH customers, the same ones every time."""
    customers = len(ledger.count)
    if customers <= ENOUGH:
        return ledger
    kept = np.zeros(customers, dtype=bool)
    kept[np.random.default_rng(0).permutation(customers)[:ENOUGH]] = True
    return ledger.only(kept)


def _large(customers: np.ndarray, repeater: np.ndarray) -> bool:
    return customers.sum() >= COHORT_CUSTOMERS and (customers & repeater).sum() >= COHORT_REPEATERS


def _weights(middle: float, log_spread: float) -> np.ndarray:
    """Share of each of REGULARITIES if their logarithm is normal."""
    weights = np.exp(-0.5 * ((np.log(REGULARITIES) - middle) / max(np.exp(log_spread), 0.08)) ** 2)
    return weights / weights.sum()


def _log_sum(logs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    top = logs.max(axis=1)
    return np.log(np.exp(logs - top[:, None]) @ weights + 1e-300) + top
