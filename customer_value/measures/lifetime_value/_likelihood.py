"""The search for parameters of greatest likelihood, the same for every model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

SEARCH = {"maxiter": 1000, "ftol": 1e-13, "gtol": 1e-8}


def most_likely(
    log_likelihood: Callable[[np.ndarray], tuple[float, np.ndarray]],
    start: Sequence[float],
    bounds: Sequence[tuple[float, float]],
    n: float,
) -> tuple[list[float], float]:
    """The parameters of greatest likelihood and the log-likelihood there.

    Args:
        log_likelihood: of the logarithms of the parameters: the value of all customers together, and its slopes.
        start: where to begin.
        bounds: of the logarithms.
        n: how many customers; the search looks at means, so that more of them need no more steps.
    """

    def loss(guess: np.ndarray) -> tuple[float, np.ndarray]:
        value, slopes = log_likelihood(guess)
        return -value / n, -slopes / n

    with threadpool_limits(limits=1):  # for so little algebra, threads only wait for one another
        found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=SEARCH)
    return np.exp(found.x).tolist(), float(-found.fun * n)
