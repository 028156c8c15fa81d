"""Key drivers of satisfaction: what moves it, and what customers say moves it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column, columns, listed
from customer_value.measures._numbers import NAN
from customer_value.measures._tables import pandas_table

MOST = 12
"""More drivers than this and the number of combinations runs away; nobody asks customers about more at once."""

NOTHING = 1e-12
"""An R squared below this is rounding."""


def lmg(correlations: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """How the explained variance of an outcome divides among its drivers (LMG, the Shapley value of R squared).

    Drivers that are rated alike (who likes the service likes the shop) explain the same thing twice, and what a
    driver adds depends on which others are in the regression before it. LMG takes the average: the gain in R squared
    when a driver enters, over **all orders of entry**. The gains add up to R squared, the shares to 1, and none is
    negative.

    Args:
        correlations: a square pandas frame of correlations, its rows and columns named alike, the outcome and the
            drivers among them.
        outcome: the name of the outcome; every other row is a driver.

    Returns:
        A pandas frame, one row per driver in the table's order: `driver`, `r` (correlation with the outcome), `gain`
        (average gain in R squared; their sum is R squared) and `share` (gain / R squared; NaN where R squared is 0 or
        a correlation is missing).

    Raises:
        MeasureError: the table is no correlation matrix, has no driver or more than 12.

    Notes:
        Shares of squared correlations count the common part twice; shares of squared regression weights give nearly
        all of it to one of two like drivers, and another sample may give it to the other. Source: Lindeman, Merenda
        and Gold (1980); the R package relaimpo. A driver is not yet a cause.

    Examples:
        R squared is 0.4933, of which 0.4117 is the first driver's:

        >>> import pandas as pd
        >>> names = ["satisfaction", "service", "price"]
        >>> r = pd.DataFrame([[1, 0.7, 0.4], [0.7, 1, 0.5], [0.4, 0.5, 1]], index=names, columns=names)
        >>> lmg(r, "satisfaction").round(4)
            driver    r    gain   share
        0  service  0.7  0.4117  0.8345
        1    price  0.4  0.0817  0.1655
    """
    names, matrix = _checked(correlations, outcome)
    place = names.index(outcome)
    others = [position for position in range(len(names)) if position != place]
    toward = matrix[others, place]
    if np.isnan(matrix).any():
        gains = np.full(len(others), NAN)
    else:
        gains = _gains(_r_squared(matrix[np.ix_(others, others)], toward), len(others))
    total = gains.sum()
    return pd.DataFrame(
        {
            "driver": [names[position] for position in others],
            "r": toward,
            "gain": gains,
            "share": gains / (total if total > NOTHING else NAN),
        }
    )


def r_squared(answers: Any, drivers: Sequence[str], outcome: str = "satisfaction") -> float:
    """How much of the ups and downs of an outcome some ratings explain together (R²).

    The share of the outcome's variance that the best straight-line prediction from the drivers catches; with one
    driver the square of their correlation. Drivers that are rated alike explain the same thing, so the R squared of
    each alone add up to more than that of all together.

    Args:
        answers: a frame, one row per customer: the outcome and the drivers' ratings, all numbers.
        drivers: the columns to predict from, such as ["performance_service", "performance_price"]; at most 12.
        outcome: the column to explain.

    Returns:
        A share from 0 to 1, of the answers complete in the outcome and these drivers. NaN where the outcome does not
        vary or no driver does, and with no more than k + 1 complete answers to k drivers, which a prediction fits
        perfectly whatever they say.

    Raises:
        MeasureError: a column is missing or holds no numbers, a driver is named twice or is the outcome, or there is
            none or more than 12.

    Examples:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"satisfaction": [5, 4, 2, 1, 3, None], "performance_service": [5, 4, 2, 1, 3, 4],
        ...                         "performance_shop": [3, 5, 3, 5, 4, 4]})
        >>> round(r_squared(answers, ["performance_service"]), 2), round(r_squared(answers, ["performance_shop"]), 2)
        (1.0, 0.1)
    """
    found = key_drivers(answers, outcome, drivers)
    return float(min(found["gain"].sum(min_count=len(found)), 1.0))


def key_drivers(
    answers: Any, outcome: str, drivers: Sequence[str], *, stated: Sequence[str] | None = None
) -> pd.DataFrame:
    """What moves satisfaction (滿意關鍵要件): derived importance of each rated attribute, beside the stated one.

    **Derived** importance is the driver's share of R squared by `lmg`, in a regression of the outcome on all drivers.
    **Stated** importance is what customers answer when asked how important it is. The two measure different things
    and are never averaged: what is stated high and derived low is taken for granted; what is stated low and derived
    high moves satisfaction without anybody naming it.

    Args:
        answers: a frame, one row per customer: the outcome and the drivers' ratings, all numbers.
        outcome: the column to explain, such as "satisfaction".
        drivers: the columns with the ratings, such as "performance_service"; at most 12.
        stated: the columns with the stated importance, in the order of `drivers`.

    Returns:
        A pandas frame, one row per driver in the order given: `driver`, `n` (complete answers: outcome and all
        drivers, the same for each), `r` (correlation with the outcome), `gain` (of R squared), `share` (derived
        importance; the shares sum to 1) and `stated` (the mean of all who answered that question; NaN when `stated`
        is None or nobody did). A driver that all rate alike has no correlation and moves nothing: `r` NaN, gain 0.
        Gains and shares are NaN where the outcome does not vary, or with too few complete answers: a regression on k
        drivers fits k + 1 answers perfectly, whatever they say.

    Raises:
        MeasureError: a column is missing or holds no numbers, a driver is named twice or is the outcome, there is
            none or more than 12, or `stated` has another length.

    Examples:
        >>> import pandas as pd
        >>> answers = pd.DataFrame({"satisfaction": [5, 4, 2, 1, 3, None], "performance_service": [5, 4, 2, 1, 3, 4],
        ...                         "performance_shop": [3, 5, 3, 5, 4, 4], "importance_service": [3, 3, 4, 3, 2, 3],
        ...                         "importance_shop": [5, 4, 4, 5, 5, 4]})
        >>> key_drivers(answers, "satisfaction", ["performance_service", "performance_shop"],
        ...             stated=["importance_service", "importance_shop"]).round(2)
                        driver  n     r  gain  share  stated
        0  performance_service  5  1.00  0.95   0.95     3.0
        1     performance_shop  5 -0.32  0.05   0.05     4.5
    """
    chosen = columns(drivers, "drivers")
    if len({column(outcome, "outcome"), *chosen}) != len(chosen) + 1:
        raise MeasureError("drivers names a column twice, or the outcome itself; name each rated column once.")
    _check_number_of(chosen)
    asked = [None] * len(chosen) if stated is None else listed(stated, "stated")
    if len(asked) != len(chosen):
        raise MeasureError(f"stated has {len(asked)} columns and drivers {len(chosen)}; give one for each driver.")
    rated = [outcome, *chosen, *(column(one, "stated") for one in asked if one is not None)]
    plain = pandas_table(answers, "answers", gaps=rated, **dict.fromkeys(rated, "number"))
    complete = plain[[outcome, *chosen]].dropna()
    varied = complete.max() > complete.min()
    varies = [name for name in chosen if varied[name]]
    found = pd.DataFrame(
        {"n": len(complete), "r": NAN, "gain": NAN, "share": NAN}, index=pd.Index(chosen, name="driver")
    )
    if varies and varied[outcome] and len(complete) > len(chosen) + 1:
        parts = lmg(complete[[outcome, *varies]].corr(), outcome).set_index("driver")
        found["gain"] = 0.0
        found["share"] = 0.0 if parts["share"].notna().all() else NAN
        found.loc[varies, ["r", "gain", "share"]] = parts[["r", "gain", "share"]]
    found["stated"] = [NAN if one is None else float(plain[one].mean()) for one in asked]
    return found.reset_index()


def _checked(correlations: Any, outcome: str) -> tuple[list[str], np.ndarray]:
    """The names and numbers of a correlation matrix."""
    if not isinstance(correlations, pd.DataFrame) or list(correlations.index) != list(correlations.columns):
        raise MeasureError("correlations has to be a pandas frame with the same names in rows and columns.")
    names = list(correlations.columns)
    if names.count(outcome) != 1:
        raise MeasureError(f"correlations names {outcome!r} {names.count(outcome)} times; name the outcome once.")
    _check_number_of(names[1:])
    for name, kind in correlations.dtypes.items():
        if not pd.api.types.is_numeric_dtype(kind):
            raise MeasureError(f"correlations[{name!r}] holds something that is no number; give correlations.")
    matrix = correlations.to_numpy("float64")
    known, whole = np.nan_to_num(matrix, nan=0.0), not np.isnan(matrix).any()
    alike = np.allclose(known, known.T, atol=1e-9)
    if not alike or (np.abs(known) > 1 + 1e-9).any() or (whole and not np.allclose(np.diag(matrix), 1)):
        raise MeasureError("correlations is no correlation matrix: 1 down the diagonal, both halves alike, -1 to 1.")
    if whole and np.linalg.eigvalsh(matrix)[0] < -1e-6:
        raise MeasureError(
            "correlations cannot all be true at once; take each from the same complete answers, not pair by pair."
        )
    return names, matrix


def _check_number_of(drivers: Sequence[str]) -> None:
    if not 1 <= len(drivers) <= MOST:
        raise MeasureError(f"There are {len(drivers)} drivers; give 1 to {MOST}.")


def _r_squared(among: np.ndarray, toward: np.ndarray) -> np.ndarray:
    """R squared of every set of drivers; a set is a whole number with a bit for each."""
    found = np.zeros(2 ** len(toward))
    for size in range(1, len(toward) + 1):
        sets = np.array(list(combinations(range(len(toward)), size)))
        inverse = np.linalg.pinv(among[sets[:, :, None], sets[:, None, :]], rcond=1e-10, hermitian=True)
        part = toward[sets]
        found[(1 << sets).sum(axis=1)] = np.einsum("si,sij,sj->s", part, inverse, part)
    return found


def _gains(r_squared: np.ndarray, k: int) -> np.ndarray:
    """Each driver's gain in R squared, averaged over all orders of entry."""
    sets = np.arange(2**k)
    sizes = np.array([int(one).bit_count() for one in sets])
    weights = np.array([factorial(size) * factorial(k - size - 1) / factorial(k) for size in range(k)])
    gains = np.empty(k)
    for driver in range(k):
        without = sets[sets >> driver & 1 == 0]
        gains[driver] = weights[sizes[without]] @ (r_squared[without | 1 << driver] - r_squared[without])
    return np.maximum(gains, 0.0)
