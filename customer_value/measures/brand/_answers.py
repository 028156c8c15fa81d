"""What the measures on survey answers share: whole answers of a scale, and confidence levels."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import NAN, finite


def whole_answers(values: Any, name: str, low: int, high: int, *, keep: bool = False) -> pd.Series:
    """Answers as floats without the blanks (with them where `keep`), each a whole number of the scale."""
    values = values if isinstance(values, pd.Series) else listed(values, name)
    if any(isinstance(one, bool) for one in values):
        raise MeasureError(f"{name} holds true or false; the answers are whole numbers from {low} to {high}.")
    try:
        given = pd.Series(values, dtype="Float64" if not isinstance(values, pd.Series) else None).astype("Float64")
    except (TypeError, ValueError) as problem:
        raise MeasureError(f"{name} holds something that is no number; blanks stay missing.") from problem
    numbers = pd.Series(given.to_numpy(dtype=float, na_value=NAN), index=given.index)
    there = numbers.dropna()
    odd = there[(there < low) | (there > high) | (there % 1 != 0)]
    if len(odd):
        raise MeasureError(
            f"{name} holds {odd.iloc[0]:g}; the answers are whole numbers from {low} to {high}, and blanks are missing."
        )
    return numbers if keep else there


def confidence(level: Any) -> float:
    """A confidence level, checked to lie between 0 and 1."""
    chosen = finite(level, "level")
    if not 0 < chosen < 1:
        raise MeasureError(f"level is {level!r}; give a share between 0 and 1, such as 0.95.")
    return chosen
