"""Each customer's home area, as the measures of repurchase by sales area need it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.measures._tables import one_row_each, pandas_table


def home_areas(customers: Any) -> pd.Series:
    """The home area by customer id; missing where it is not known.

    Raises:
        MeasureError: `customer_id` or `sales_area` is not there or of another kind, or a customer stands twice.
    """
    people = pandas_table(customers, "customers", gaps=["sales_area"], customer_id="key", sales_area="text")
    one_row_each(people, "customers", "customer_id")
    return people.set_index("customer_id")["sales_area"]
