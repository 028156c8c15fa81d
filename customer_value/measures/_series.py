"""Checked numbers in a row: a Series or a list of them, one for each customer, tier or campaign."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError


def numbers(values: Any, name: str, *, least: float = -math.inf) -> pd.Series:
    """Numbers as floats, on the index of a Series, else numbered from 0.

    Args:
        values: a Series or a list.
        name: what to call it in messages.
        least: what each has to be at least.

    Raises:
        MeasureError: one is missing, infinite, too low or no number.
    """
    try:
        series = pd.Series(values, dtype=None if len(values) else "float64")
        if pd.api.types.is_bool_dtype(series) or not pd.api.types.is_numeric_dtype(series):
            raise TypeError
        series = series.astype("float64")
    except (TypeError, ValueError) as problem:
        raise MeasureError(f"{name} holds something that is no number; give numbers.") from problem
    if wrong := int((~np.isfinite(series)).sum()):
        raise MeasureError(
            f"{name} is missing or infinite in {wrong} of {len(series)} places; fill in the right value."
        )
    if low := int((series < least).sum()):
        raise MeasureError(
            f"{name} is below {least:g} in {low} of {len(series)} places; it has to be {least:g} or more."
        )
    return series


def beside(values: Any, name: str, others: pd.Series, *, least: float = -math.inf) -> pd.Series:
    """Numbers that go with others, whose name is for messages: as many, and on the same index where they have one.

    Raises:
        MeasureError: as `numbers`, or they do not go together.
    """
    series = numbers(values, name, least=least)
    if len(series) != len(others):
        raise MeasureError(f"{name} has {len(series)} values and {others.name} {len(others)}; give one for each.")
    if isinstance(values, pd.Series) and not values.index.equals(others.index):
        raise MeasureError(f"{name} and {others.name} have different indexes; put both in one order.")
    return series.set_axis(others.index)
