"""What the measures on tiers share: sums put beside customers, and the names of tiers and features."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column, columns, listed


def each(ids: pd.Series, found: pd.Series) -> pd.Series:
    """What a sum by customer holds for each id, as floats on the ids' index; 0 for who has no entry."""
    return pd.Series(found.reindex(ids).to_numpy("float64", na_value=np.nan), index=ids.index).fillna(0.0)


def tier_order(found: pd.Series, table: str, order: Sequence[str]) -> list[str]:
    """The tiers from the top, checked to name every tier that occurs in a table, each once.

    Raises:
        MeasureError: a tier is named twice, or one that occurs is not named.
    """
    names = [order] if isinstance(order, str) else listed(order, "order")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise MeasureError(f"order names {', '.join(twice)} twice; give each tier once.")
    if unknown := sorted(set(found.astype("str")) - set(names)):
        raise MeasureError(f"{table}['tier'] holds {', '.join(unknown)}, which order leaves out; add it there.")
    return names


def feature_names(features: Sequence[str], label: str) -> list[str]:
    """The features, checked to leave the label out: a model that is given the answer predicts nothing.

    Raises:
        MeasureError: there is no feature, or the label is one of them.
    """
    names, label = columns(features, "features"), column(label, "label")
    if not names:
        raise MeasureError("features is empty; name at least one column of numbers.")
    if label in names:
        raise MeasureError(f"features has {label!r}, which is what is to be predicted; take it out.")
    return names
