"""The shop's orders as the tasks need them: an export as it comes, and the valid orders of one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from solutions.rfm.cases import SNAPSHOT, draw_ordinary
from solutions.rfm.given import valid_orders

VALID_COLUMNS = {"order_id": "str", "customer_id": "str", "order_date": "datetime64[us]", "amount": "int64"}


def valid_table(rows: Iterable[tuple[str, str, int]]) -> pd.DataFrame:
    """Valid orders from customers, dates and net amounts; their ids follow the time."""
    rows = list(rows)
    places = sorted(range(len(rows)), key=lambda place: rows[place][1])
    ids = {place: f"O{number:06d}" for number, place in enumerate(places, start=1)}
    full = [(ids[place], *row) for place, row in enumerate(rows)]
    return pd.DataFrame(full, columns=list(VALID_COLUMNS)).astype(VALID_COLUMNS)


def draw_valid(rng: np.random.Generator, customers: int = 150) -> tuple[pd.DataFrame, pd.Timestamp]:
    """The valid orders of an ordinary ledger, in no order of time, and its snapshot."""
    drawn = draw_ordinary(rng, customers=customers)
    valid = valid_orders(**drawn)
    rows = rng.permutation(len(valid))
    table = valid[list(VALID_COLUMNS)].iloc[rows].reset_index(drop=True).astype(VALID_COLUMNS)
    return table, drawn["snapshot"]


def with_orders(valid: pd.DataFrame, rows: Iterable[tuple[str, pd.Timestamp, int]]) -> pd.DataFrame:
    """The table and more orders below: customer, day, net amount."""
    added = [(f"O9{number:05d}", *row) for number, row in enumerate(rows)]
    return pd.concat([valid, pd.DataFrame(added, columns=list(VALID_COLUMNS)).astype(VALID_COLUMNS)], ignore_index=True)


SMALL_VALID = (
    ("C00001", "2025-10-07", 640),
    ("C00001", "2025-03-11", 980),
    ("C00001", "2025-02-09", 450),
    ("C00001", "2025-01-10", 1200),
    ("C00002", "2025-10-31", 2600),
    ("C00002", "2025-09-21", 3150),
    ("C00002", "2025-08-12", 1800),
    ("C00003", "2025-05-06", 720),
    ("C00003", "2024-10-28", 560),
    ("C00004", "2025-06-14", 900),
    ("C00005", "2025-11-26", 1500),
    ("C00005", "2025-07-29", 860),
    ("C00005", "2025-03-01", 300),
    ("C00005", "2025-03-01", 1240),
    ("C00006", "2025-11-16", 380),
    ("C00006", "2025-10-17", 420),
)
"""The valid orders that the exercise page prints, newest first: two on one day, one customer with a single order, and
one who has been away for exactly one and a half times the usual."""

SMALL_SNAPSHOT = SNAPSHOT


def draw_small_valid(rng: np.random.Generator) -> pd.DataFrame:
    """The printed orders with other days and amounts; the rhythm of every customer is stretched or shortened."""
    amounts = rng.integers(4, 70, size=len(SMALL_VALID)) * 50
    rows = []
    factor = {f"C0000{number}": float(rng.choice([0.8, 0.9, 1.1, 1.2])) for number in range(1, 6)}
    for (customer, day, _), amount in zip(SMALL_VALID, amounts, strict=True):
        back = (SMALL_SNAPSHOT - pd.Timestamp(day)).days
        # C00006 stays at exactly one and a half cycles
        back = back if customer == "C00006" else round(back * factor[customer])
        rows.append((customer, str((SMALL_SNAPSHOT - pd.Timedelta(days=back)).date()), int(amount)))
    return valid_table(rows)
