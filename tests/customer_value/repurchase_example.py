"""The running example of the repurchase measures: twelve customers of two areas, and J who bought after the window."""

from __future__ import annotations

import pandas as pd

START, END, SNAPSHOT = "2024-07-01", "2024-09-30", "2024-11-15"
LAPSE, FOLLOW = 180, 90

HISTORIES = {
    "A": ("N", "2023-11-02 2024-05-20 2024-08-03"),
    "B": ("N", "2024-02-14 2024-04-03"),
    "C": ("N", "2024-07-05 2024-08-30"),
    "D": ("S", "2024-07-19 2024-11-10"),
    "E": ("S", "2024-09-28 2024-11-01"),
    "F": ("S", "2023-09-10 2024-09-12"),
    "G": ("S", "2023-05-05"),
    "H": ("S", "2024-01-20 2024-06-30"),
    "I": ("N", "2023-12-24 2024-10-02"),
    "J": ("S", "2024-10-10"),
    "K": ("N", "2024-04-04 2024-07-01 2024-09-30"),
    "L": ("N", "2024-08-08 2024-11-12"),
    "M": ("N", "2024-05-06"),
}

CUSTOMERS = pd.DataFrame(
    [(customer, area) for customer, (area, _) in HISTORIES.items()], columns=["customer_id", "sales_area"]
)


def ledger(histories: dict[str, str]) -> pd.DataFrame:
    """An orders table from each customer's days, an order a day, 100 each."""
    rows = [(customer, day) for customer, days in histories.items() for day in days.split()]
    table = pd.DataFrame(rows, columns=["customer_id", "order_date"])
    table["order_date"] = pd.to_datetime(table["order_date"], format="ISO8601")
    return table.assign(order_id=[f"o{number:03}" for number in range(len(table))], status="completed", amount=100)


def refunded(orders: pd.DataFrame, *backs: tuple[str, str, str]) -> pd.DataFrame:
    """A refunds table: whole orders, each named by customer and day, and the day on which they were paid back."""
    rows = []
    for customer, day, back in backs:
        mine = orders[(orders["customer_id"] == customer) & (orders["order_date"] == day)]
        rows += [(order, back, amount) for order, amount in zip(mine["order_id"], mine["amount"], strict=True)]
    return pd.DataFrame(rows, columns=["order_id", "refund_date", "amount"]).astype(
        {"refund_date": "datetime64[us]", "order_id": "str", "amount": "float64"}
    )


ORDERS = ledger({customer: days for customer, (_, days) in HISTORIES.items()})
