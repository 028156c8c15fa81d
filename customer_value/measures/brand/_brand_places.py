"""What the measures on a map of brands share: places without gaps."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.measures._tables import none_missing, pandas_table


def checked_places(places: Any) -> pd.DataFrame:
    """The brands with their places on both axes, none missing."""
    table = pandas_table(places, "places", brand="text", x="number", y="number")
    none_missing(table, "places", "brand", "x", "y")
    return table
