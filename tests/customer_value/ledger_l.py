"""Ledger L, the small ledger of four customers on which right and wrong answers are known by hand.

A has one order of two lines and two orders on one day; B's only order was sent back; C bought again after the
snapshot; D sent back a part.
"""

from __future__ import annotations

import pandas as pd

SNAPSHOT = "2024-12-31"

ORDERS = pd.DataFrame(
    [
        ("A", "o1", "2024-01-05", 600),
        ("A", "o1", "2024-01-05", 400),
        ("A", "o2", "2024-01-05", 200),
        ("A", "o3", "2024-03-01", 500),
        ("B", "o4", "2024-02-10", 800),
        ("C", "o5", "2024-12-20", 300),
        ("C", "o6", "2025-01-08", 300),
        ("D", "o7", "2024-06-01", 700),
        ("D", "o8", "2024-11-21", 900),
    ],
    columns=["customer_id", "order_id", "order_date", "amount"],
).assign(status="completed", order_date=lambda table: pd.to_datetime(table["order_date"]))

REFUNDS = pd.DataFrame(
    [("o4", "2024-02-20", 800), ("o8", "2024-11-25", 200)], columns=["order_id", "refund_date", "amount"]
).assign(refund_date=lambda table: pd.to_datetime(table["refund_date"]))
