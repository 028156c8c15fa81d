"""Money spent by a day, customer by customer, as several areas need it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day
from customer_value.measures._tables import pandas_table


def spending(valid: Any, snapshot: Any) -> pd.DataFrame:
    """Valid orders by the end of a day as a pandas frame, their dates without time.

    Raises:
        MeasureError: a column is missing or of another kind, an amount is missing, infinite or below 0.
    """
    found = pandas_table(valid, "valid", customer_id="key", order_date="date", amount="number")
    if (found["amount"] < 0).any():
        raise MeasureError("valid['amount'] has money below 0; take refunds off first, with valid_orders.")
    return found[found["order_date"] <= pd.Timestamp(calendar_day(snapshot))]
