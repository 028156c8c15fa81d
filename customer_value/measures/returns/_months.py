"""The months over which costs are counted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, whole_number


def whole_months(snapshot: Any, months: Any) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day of the latest whole calendar months that were over on the snapshot.

    Raises:
        MeasureError: `snapshot` is no day, or `months` is no whole number of at least 1.
    """
    if (count := whole_number(months)) is None or count < 1:
        raise MeasureError(f"months is {months!r}; give a whole number of months of at least 1.")
    after = (pd.Timestamp(calendar_day(snapshot)) + pd.Timedelta(days=1)).replace(day=1)
    return after - pd.DateOffset(months=count), after - pd.Timedelta(days=1)
