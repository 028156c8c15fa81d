"""What the measures on a map of brands share: places without gaps, and the ends of the scale."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import finite, not_nan
from customer_value.measures._tables import pandas_table


def scale_ends(scale: Any) -> tuple[float, float]:
    """The lowest and the highest rating there can be."""
    ends = listed(scale, "scale")
    if len(ends) != 2:
        raise MeasureError(f"scale has {len(ends)} numbers; give the lowest and the highest rating, such as (1, 5).")
    low, high = (not_nan(finite(end, "scale"), "scale") for end in ends)
    if low >= high:
        raise MeasureError(f"scale goes from {low:g} to {high:g}; give the lowest and then the highest rating.")
    return low, high


def checked_places(places: Any) -> pd.DataFrame:
    """The brands with their places on both axes, none missing."""
    return pandas_table(places, "places", brand="text", x="number", y="number")
