"""The next period forecast by the plainest rule there is, each driver with the doubt that the past puts on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN
from customer_value.measures._tables import pandas_table

SHARES = ("retention", "recommended")
"""Drivers that cannot be more than 1."""

A_YEAR = 4
"""The quarters of a year."""


def steps_back(quarters: Any) -> int:
    """How many quarters back the rule looks: four, so that the season is the same, or one where there are too few."""
    return A_YEAR if len(quarters) > A_YEAR else 1


def driver_outlook(quarters: Any, drivers: Sequence[str], following: Any = None) -> pd.DataFrame:
    """Each driver in the next quarter: what the same quarter a year before had, and how far off that rule has been.

    The doubt is the largest distance, as a share, between any quarter seen and the one that the rule would have taken
    for it. It is no probability: what has never been seen so far can come.

    Args:
        quarters: one row per quarter, the oldest first, with the drivers as columns, such as `driver_trend` returns.
        drivers: the columns to forecast.
        following: the quarter that came, as a row by the same names; None where nobody knows it.

    Returns:
        A pandas frame with a row per driver and the driver as index: `forecast`, `off` (the doubt, a share of the
        forecast; NaN where no two quarters can be compared), `low`, `high` (not below 0, of a share not above 1),
        `came`, `inside` (whether it lies between; empty where that is not known).

    Raises:
        MeasureError: a column is missing or holds no numbers, or there is no quarter.

    Examples:
        >>> quarters = pd.DataFrame({"aov": [100.0, 80.0, 90.0, 120.0, 110.0, 76.0]})
        >>> driver_outlook(quarters, ["aov"], {"aov": 101.0}).round(2)
                forecast  off   low  high   came inside
        driver
        aov         90.0  0.1  81.0  99.0  101.0  False
    """
    table = pandas_table(quarters, "quarters", gaps=drivers, **dict.fromkeys(drivers, "number"))
    if table.empty:
        raise MeasureError("quarters has no rows; there is no past to forecast from.")
    back = steps_back(table)
    found = []
    for driver in drivers:
        seen = table[driver].astype(float).replace([np.inf, -np.inf], np.nan)
        changes = (seen / seen.shift(back) - 1).replace([np.inf, -np.inf], np.nan).abs()
        forecast, off = float(seen.iloc[-back]), float(changes.max())
        low, high = max(forecast * (1 - off), 0.0), forecast * (1 + off)
        if driver in SHARES:
            high = min(high, 1.0)
        came = NAN if following is None else float(following[driver])
        known = not np.isnan([forecast, off, came]).any()
        if np.isnan(forecast) or np.isnan(off):
            low = high = NAN
        found.append((driver, forecast, off, low, high, came, bool(low <= came <= high) if known else None))
    columns = ["driver", "forecast", "off", "low", "high", "came", "inside"]
    return pd.DataFrame(found, columns=columns).astype({"inside": "object"}).set_index("driver")
