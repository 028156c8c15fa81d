"""What is too small to be fitted, or too small for a twin to hide the people behind it."""

from __future__ import annotations

import pandas as pd

from generator.fit.read import FitError

FEWEST_CUSTOMERS = 200
FEWEST_ORDERS = 500
FEWEST_DAYS = 90
FEWEST_REPEATERS = 50
FEWEST_THIRD = 20
"""Customers with three or more orders: with fewer, how regularly people buy cannot be told."""

SHARED_BY = 10
"""An amount is taken over as it is only where so many customers have paid it; others are averaged over so many."""


def check_size(orders: pd.DataFrame, left_out: str = "") -> None:
    """Refuse a ledger that is too small.

    Args:
        orders: customer_id, date, value; one row for each customer and day.
        left_out: what was left out while reading, to be said where that may be why too little is there.

    Raises:
        FitError: it is too small; the message says in what.
    """
    counts = orders.groupby("customer_id").size()
    days = (orders["date"].max() - orders["date"].min()).days + 1
    asked = (
        (len(counts), FEWEST_CUSTOMERS, "customers"),
        (days, FEWEST_DAYS, "days from the first order to the last"),
        (len(orders), FEWEST_ORDERS, "orders"),
        (int((counts > 1).sum()), FEWEST_REPEATERS, "customers who ordered on two days or more"),
        (int((counts > 2).sum()), FEWEST_THIRD, "customers who ordered on three days or more"),
    )
    for there, fewest, what in asked:
        if there < fewest:
            after = f", after {left_out}" if left_out else ""
            raise FitError(
                f"A twin needs at least {fewest} {what}, so that it can be fitted and nobody in the ledger can be "
                f"recognised; there are {there:,}{after}."
            )
