"""Right and wrong calls: what a prediction was worth, and whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import NAN, finite, not_nan, ratio, share
from customer_value.measures._tables import flags

SIDES = (True, False)


def confusion(actual: Any, called: Any) -> pd.DataFrame:
    """The confusion matrix (混淆矩陣): who was called and should have been, and the three other cases.

    Args:
        actual: for each customer, whether they turned out to have the label (true or false).
        called: for each customer, in the same order, whether they were called.

    Returns:
        A pandas frame of counts; its rows, named "actual", are True and False, its columns, named "called", too. So
        `table.loc[True, True]` are the hits (TP), `table.loc[False, True]` the false alarms (FP), `table.loc[True,
        False]` the misses (FN) and `table.loc[False, False]` those rightly left alone (TN).

    Raises:
        MeasureError: the two are not of one length or hold anything but true and false.

    Examples:
        >>> confusion([True, True, False, False, False], [True, False, True, False, False]).to_dict("index")
        {True: {True: 1, False: 1}, False: {True: 1, False: 2}}
    """
    truth, taken = flags(actual, "actual").to_numpy(), flags(called, "called").to_numpy()
    if len(truth) != len(taken):
        raise MeasureError(f"actual has {len(truth)} entries and called {len(taken)}; give one of each per customer.")
    counts = [[int(((truth == row) & (taken == column)).sum()) for column in SIDES] for row in SIDES]
    return pd.DataFrame(counts, index=pd.Index(SIDES, name="actual"), columns=pd.Index(SIDES, name="called"))


def precision(table: pd.DataFrame) -> float:
    """Of those called, the share that was right (精確率): `TP / (TP + FP)`. What a salesperson notices.

    Args:
        table: what `confusion` returns.

    Returns:
        A share; NaN where nobody was called.

    Raises:
        MeasureError: it is no confusion matrix.

    Examples:
        30 hits, 20 false alarms, 10 misses, 140 left alone: 30 of the 50 called. 0.75 is the recall, 0.85 the
        accuracy, 0.875 the specificity, 0.20 the base rate:

        >>> import pandas as pd
        >>> table = pd.DataFrame([[30, 10], [20, 140]], index=[True, False], columns=[True, False])
        >>> precision(table), recall(table), accuracy(table), specificity(table), base_rate(table)
        (0.6, 0.75, 0.85, 0.875, 0.2)
    """
    hits, _, alarms, _ = _counts(table)
    return ratio(hits, hits + alarms)


def recall(table: pd.DataFrame) -> float:
    """Of those with the label, the share that was called (召回率): `TP / (TP + FN)`. What the shop loses silently.

    Args:
        table: what `confusion` returns.

    Returns:
        A share; NaN where nobody had the label.

    Raises:
        MeasureError: it is no confusion matrix.

    Examples:
        >>> recall(confusion([True, True, True, False], [True, False, True, True])) == 2 / 3
        True
    """
    hits, misses, _, _ = _counts(table)
    return ratio(hits, hits + misses)


def accuracy(table: pd.DataFrame) -> float:
    """The share judged rightly, called or not (正確率): `(TP + TN) / all`.

    Where few have the label it says little: calling nobody is already as accurate as one minus the base rate.

    Args:
        table: what `confusion` returns.

    Returns:
        A share; NaN without a customer.

    Raises:
        MeasureError: it is no confusion matrix.

    Examples:
        Nobody called, one in five premium:

        >>> accuracy(confusion([True, False, False, False, False], [False] * 5))
        0.8
    """
    hits, misses, alarms, alone = _counts(table)
    return ratio(hits + alone, hits + misses + alarms + alone)


def specificity(table: pd.DataFrame) -> float:
    """Of those without the label, the share that was left alone (特異度): `TN / (TN + FP)`.

    Args:
        table: what `confusion` returns.

    Returns:
        A share; NaN where everybody had the label.

    Raises:
        MeasureError: it is no confusion matrix.

    Examples:
        >>> specificity(confusion([True, False, False, False, False], [True, True, False, False, False]))
        0.75
    """
    _, _, alarms, alone = _counts(table)
    return ratio(alone, alone + alarms)


def base_rate(table: pd.DataFrame) -> float:
    """The share that has the label at all (基準率): the precision of calling everybody or by lot.

    Args:
        table: what `confusion` returns.

    Returns:
        A share; NaN without a customer.

    Raises:
        MeasureError: it is no confusion matrix.

    Examples:
        >>> base_rate(confusion([True, False, False, False, False], [True, True, False, False, False]))
        0.2
    """
    hits, misses, alarms, alone = _counts(table)
    return ratio(hits + misses, hits + misses + alarms + alone)


def call_threshold(gain: float, cost: float) -> float:
    """The probability above which a call pays (撥打門檻): `cost / gain`.

    A call costs `cost` and brings `gain` with probability p, so it pays where `p x gain > cost`. That is not 0.5
    unless a call costs half of what it may bring.

    Args:
        gain: what a call to somebody with the label brings before its cost, money of at least 0.
        cost: what a call costs, money of at least 0.

    Returns:
        The probability; above 1 where no call can pay, NaN where there is nothing to gain.

    Raises:
        MeasureError: one of the two is no finite number or below 0.

    Examples:
        >>> call_threshold(gain=100, cost=20)
        0.2
    """
    return ratio(finite(cost, "cost", least=0), finite(gain, "gain", least=0))


def worth_calling(probability: Any, gain: float, cost: float) -> pd.Series:
    """Whom to call: those whose expected gain is more than a call costs, `p x gain > cost`.

    Args:
        probability: each customer's probability, as `probabilities` returns it.
        gain, cost: as for `call_threshold`.

    Returns:
        A Series of true and false on the same index, named "called".

    Raises:
        MeasureError: a probability is missing or not from 0 to 1, `gain` or `cost` is missing, or as for
            `call_threshold`.

    Examples:
        Exactly 0.2 is not worth it: the call costs what it brings.

        >>> worth_calling([0.1, 0.2, 0.21, 0.9], gain=100, cost=20).tolist()
        [False, False, True, True]
    """
    chances = _chances(probability)
    gain, cost = (not_nan(finite(one, name, least=0), name) for name, one in (("gain", gain), ("cost", cost)))
    return (chances * gain > cost).rename("called")


def call_profit(
    probability: Any, actual: Any, gain: float, cost: float, *, thresholds: Sequence[float] | None = None
) -> pd.DataFrame:
    """What calling everybody above a threshold would have brought, for many thresholds.

    `profit = hits x gain - calls x cost`. Precision rises and recall falls with the threshold; profit is highest
    somewhere between, near `call_threshold` if the probabilities are honest.

    Args:
        probability: each customer's probability, as `probabilities` returns it.
        actual: for each customer, in the same order, whether they turned out to have the label.
        gain, cost: as for `call_threshold`.
        thresholds: where to look, each from 0 to 1; 0, 0.01, ... 1 when None.

    Returns:
        A pandas frame, one row per threshold: `threshold`, `called` (customers whose probability is above it),
        `hits`, `precision` (NaN where nobody is called), `recall` and `profit` (money).

    Raises:
        MeasureError: as for `worth_calling` and `confusion`, or a threshold is no share.

    Examples:
        >>> call_profit([0.9, 0.6, 0.3, 0.1], [True, False, True, False], gain=100, cost=20, thresholds=[0, 0.2, 0.5])
           threshold  called  hits  precision  recall  profit
        0        0.0       4     2   0.500000     1.0   120.0
        1        0.2       3     2   0.666667     1.0   140.0
        2        0.5       2     1   0.500000     0.5    60.0
    """
    chances, truth = _chances(probability).to_numpy(), flags(actual, "actual").to_numpy()
    if len(chances) != len(truth):
        raise MeasureError(f"probability has {len(chances)} entries and actual {len(truth)}; give one of each.")
    gain, cost = finite(gain, "gain", least=0), finite(cost, "cost", least=0)
    cuts = np.round(np.linspace(0, 1, 101), 2) if thresholds is None else listed(thresholds, "thresholds")
    rows = []
    for cut in cuts:
        taken = chances > not_nan(share(cut, "thresholds"), "thresholds")
        called, hits = int(taken.sum()), int((taken & truth).sum())
        rows.append(
            {
                "threshold": float(cut),
                "called": called,
                "hits": hits,
                "precision": ratio(hits, called),
                "recall": ratio(hits, int(truth.sum())),
                "profit": hits * gain - called * cost,
            }
        )
    return pd.DataFrame(rows, columns=["threshold", "called", "hits", "precision", "recall", "profit"])


def _chances(probability: Any) -> pd.Series:
    series = probability if isinstance(probability, pd.Series) else pd.Series(listed(probability, "probability"))
    if len(series) and not pd.api.types.is_numeric_dtype(series):
        raise MeasureError("probability holds no numbers; give each customer's probability.")
    series = pd.Series(series.to_numpy("float64", na_value=NAN), index=series.index)
    if not series.between(0, 1).all():
        raise MeasureError("probability has a value that is missing or not from 0 to 1; look where it was made.")
    return series


def _counts(table: Any) -> tuple[int, int, int, int]:
    """Hits, misses, false alarms, and those rightly left alone."""
    sides = sorted(SIDES)
    if not isinstance(table, pd.DataFrame) or any(sorted(axis.tolist(), key=str) != sides for axis in table.axes):
        raise MeasureError("table has to be a confusion matrix with rows and columns True and False; use confusion.")
    hits, misses, alarms, alone = (whole_number(table.loc[row, column]) for row in SIDES for column in SIDES)
    if any(count is None or count < 0 for count in (hits, misses, alarms, alone)):
        raise MeasureError("table holds what is no number of customers; make it with confusion.")
    return hits, misses, alarms, alone
