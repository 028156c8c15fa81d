"""A judge that is trained to tell real customers from generated ones, and asked about customers it has not seen.

Distances compare one figure at a time; a judge sees them together, so it notices what they miss: money that does not
fit the number of orders, or gaps that are too even for how often somebody buys.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

FOLDS = 5
REPEATS = 3
"""How often each feature is shuffled in each fold."""

FEWEST = 50
"""With fewer customers on a side the area says nothing."""


class ClassifierError(ValueError):
    """There is too little to judge; the message says so in one sentence."""


@dataclass(frozen=True, kw_only=True)
class TellTale:
    """A feature by which the judge goes.

    Attributes:
        name: the feature's column.
        drop: how much of the area is lost when the feature is shuffled.
        real, generated: the feature's median on each side.
    """

    name: str
    drop: float
    real: float
    generated: float


@dataclass(frozen=True, kw_only=True)
class Auc:
    """How well the judge can tell: the chance that it gets a pair of one real and one generated customer right.

    Attributes:
        value: the area under the curve, mean over the folds. 0.5 = it can only guess, 1 = it is always right.
        sd: standard error of `value` (DeLong's, from the customers judged).
        customers: how many of each side took part.
        tell_tales: the features, the most telling one first.
    """

    value: float
    sd: float
    customers: int
    tell_tales: tuple[TellTale, ...]


def auc(real: pd.DataFrame, generated: pd.DataFrame, seed: int = 0) -> Auc:
    """Let a judge tell two tables of customers apart.

    Gradient-boosted trees are fitted on four fifths of the customers and judge the other fifth, five times, so that
    every customer is judged by a model that was not fitted on it. The larger table is cut down at random to the
    smaller one's size, so that guessing gives 0.5.

    Args:
        real, generated: one row per customer with the same numeric columns (NaN where unknown), as
            `features.customer_features` gives.
        seed: decides the folds, the cut and the shuffling.

    Raises:
        ClassifierError: one of the tables has fewer than 50 customers.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.model_selection import StratifiedKFold
    from threadpoolctl import threadpool_limits

    size = min(len(real), len(generated))
    if size < FEWEST:
        raise ClassifierError(f"A judge needs at least {FEWEST} customers on each side; one side has {size}.")
    random = np.random.default_rng(seed)
    names = list(real.columns)
    sides = [_some(table[names].to_numpy(dtype=float), size, random) for table in (real, generated)]
    seen = np.concatenate(sides)
    is_real = np.repeat([1, 0], size)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    areas, variances, drops = [], [], np.zeros(len(names))
    with threadpool_limits(1):  # threads that wait for one another take longer where other programs run
        for learn, judge in folds.split(seen, is_real):
            model = HistGradientBoostingClassifier(random_state=seed).fit(seen[learn], is_real[learn])
            asked, answer = seen[judge], is_real[judge]
            area, variance = area_under_curve(model.decision_function(asked), answer)
            areas.append(area)
            variances.append(variance)
            for column in range(len(names)):
                for _ in range(REPEATS):
                    shuffled = asked.copy()
                    shuffled[:, column] = random.permutation(shuffled[:, column])
                    lost = area - area_under_curve(model.decision_function(shuffled), answer)[0]
                    drops[column] += lost / (REPEATS * FOLDS)
    medians = [pd.DataFrame(side, columns=names).median() for side in sides]
    tales = [
        TellTale(name=name, drop=float(drop), real=float(medians[0][name]), generated=float(medians[1][name]))
        for name, drop in zip(names, drops, strict=True)
    ]
    return Auc(
        value=float(np.mean(areas)),
        sd=float(np.sqrt(np.sum(variances)) / FOLDS),
        customers=size,
        tell_tales=tuple(sorted(tales, key=lambda tale: -tale.drop)),
    )


def area_under_curve(score: np.ndarray, is_real: np.ndarray) -> tuple[float, float]:
    """The area under the curve of scores, ties counting half, and its variance (DeLong and others, 1988)."""
    high, low = np.sort(score[is_real == 1]), np.sort(score[is_real == 0])

    def won(values: np.ndarray, against: np.ndarray) -> np.ndarray:
        below, up_to = (np.searchsorted(against, values, side=side) for side in ("left", "right"))
        return (below + up_to) / (2 * len(against))

    of_real, of_generated = won(high, low), 1 - won(low, high)
    variance = of_real.var(ddof=1) / len(high) + of_generated.var(ddof=1) / len(low)
    return float(of_real.mean()), float(variance)


def _some(rows: np.ndarray, size: int, random: np.random.Generator) -> np.ndarray:
    return rows if len(rows) == size else rows[random.permutation(len(rows))[:size]]
