"""The orders that the questions of several lessons are about."""

from __future__ import annotations

import pandas as pd

from customer_value import valid_orders
from customer_value.ledger import Ledger, once_per_ledger


@once_per_ledger
def valid_on(ledger: Ledger, day: pd.Timestamp) -> pd.DataFrame:
    """The orders that are valid as a day sees them, with every column that the ledger gives them.

    `amount` is what is left of an order after the refunds of that day or earlier, as `valid_orders` has it.
    """
    left = valid_orders(ledger.orders, ledger.refunds, day).set_index("order_id")["amount"]
    valid = ledger.orders[ledger.orders["order_id"].isin(left.index)]
    return valid.assign(amount=valid["order_id"].map(left))
