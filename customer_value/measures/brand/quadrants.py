"""What to improve first: how important each attribute is to customers, and how well we do on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._tables import one_row_each, pandas_table
from customer_value.measures.brand._answers import whole_answers

BOTH = ("importance", "performance")


def attribute_means(surveys: Any) -> pd.DataFrame:
    """How important each attribute is to customers and how well we do on it, from their answers.

    Args:
        surveys: one row per survey with pairs of columns `importance_KEY` and `performance_KEY` (1 to 5, missing
            where left blank).

    Returns:
        A pandas frame, one row per KEY that has both columns, in their order: `attribute`, `importance`, `performance`
        (means of the answers; NaN without any), `importance_answers`, `performance_answers` (counts).

    Raises:
        MeasureError: there is no such pair, or an answer is no whole number from 1 to 5.

    Examples:
        >>> surveys = pd.DataFrame({"importance_taste": [5, 4, None], "performance_taste": [4, 4, 5]})
        >>> attribute_means(surveys).round(2)
          attribute  importance  performance  importance_answers  performance_answers
        0     taste         4.5         4.33                   2                    3
    """
    columns = list(getattr(surveys, "columns", ()))
    keys = [name.removeprefix("importance_") for name in columns if str(name).startswith("importance_")]
    keys = [key for key in keys if f"performance_{key}" in columns]
    if not keys:
        raise MeasureError(
            "surveys has no pair of columns such as 'importance_quality' and 'performance_quality'; name them so."
        )
    asked = dict.fromkeys((f"{what}_{key}" for key in keys for what in BOTH), "number")
    table = pandas_table(surveys, "surveys", gaps=asked, **asked)
    found = {
        what: [whole_answers(table[f"{what}_{key}"], f"surveys['{what}_{key}']", 1, 5) for key in keys] for what in BOTH
    }
    return pd.DataFrame(
        {"attribute": keys}
        | {what: [float(given.mean()) for given in found[what]] for what in BOTH}
        | {f"{what}_answers": [len(given) for given in found[what]] for what in BOTH}
    )


def importance_performance(attributes: Any) -> pd.DataFrame:
    """Importance-performance quadrants (重要度-表現矩陣): what to improve first, and where we do more than is asked.

    Each axis is cut at its **mean over the attributes**; at the mean or above is high (`>=`). High importance and low
    performance is `concentrate` (優先改善), high and high `keep` (繼續保持), low and low `low_priority` (次要改善), low
    importance and high performance `overkill` (供給過度).

    The cut is relative: half of the attributes will be low even if customers are delighted with all of them. Cut at
    the middle of the scale, an easygoing public never shows anything to improve.

    Args:
        attributes: one row per attribute: `attribute`, `importance`, `performance`, as `attribute_means` returns it.

    Returns:
        A pandas frame, the rows in their order: `attribute`, `importance`, `performance`, `quadrant`,
        `importance_cut`, `performance_cut` (the same on every row). An attribute without one of the two numbers takes
        no part in the cuts and has no quadrant (missing).

    Raises:
        MeasureError: a column is missing or of another type, or an attribute stands on two rows.

    Notes:
        Source: Martilla and James (1977), who cut at the middle of the data as well.

    Examples:
        >>> attributes = pd.DataFrame({"attribute": ["taste", "speed", "staff", "parking", "decor"],
        ...     "importance": [4.6, 4.4, 3.9, 2.4, 2.7], "performance": [4.5, 3.2, 3.9, 3.0, 4.4]})
        >>> importance_performance(attributes)["quadrant"].tolist()
        ['keep', 'concentrate', 'keep', 'low_priority', 'overkill']
    """
    table = pandas_table(attributes, "attributes", gaps=BOTH, attribute="text", **dict.fromkeys(BOTH, "number"))
    one_row_each(table, "attributes", "attribute")
    whole = table.dropna()
    cuts = {name: float(whole[name].mean()) for name in BOTH}
    # what is equal to the mean on paper may be a hair below it in floats
    important, good = (table[name] >= cuts[name] - 1e-9 for name in BOTH)
    names = ["concentrate", "keep", "low_priority", "overkill"]
    chosen = np.select([important & ~good, important & good, ~important & ~good], names[:3], names[3])
    quadrant = pd.Series(chosen, index=table.index).where(table[list(BOTH)].notna().all(axis="columns"))
    return table.assign(quadrant=quadrant, importance_cut=cuts["importance"], performance_cut=cuts["performance"])
