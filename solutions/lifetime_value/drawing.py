"""How the cases of a08 are drawn: tables of given columns, and the orders of a generated shop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

Rows = Iterable[tuple[Any, ...]]

VALID = {"customer_id": "str", "order_id": "str", "order_date": "datetime64[us]", "amount": "float64"}
SPENT = {"customer_id": "str", "item": "str", "amount": "int64"}
COSTS = {"month": "datetime64[us]", "kind": "str", "item": "str", "amount": "int64"}
NEWCOMERS = {"customer_id": "str", "channel": "str", "revenue": "float64", "clv": "float64"}
SPEND = {"channel": "str", "amount": "int64"}
HISTORIES = {
    "customer_id": "str",
    "purchase_days": "int64",
    "first_order": "datetime64[us]",
    "last_order": "datetime64[us]",
}
FORECAST = {"customer_id": "str", "clv": "float64"}


def table(columns: Mapping[str, str], rows: Rows) -> pd.DataFrame:
    """A table with these columns and types."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype(dict(columns))


def orders(rows: Iterable[tuple[str, str, float]]) -> pd.DataFrame:
    """Valid orders from customer, date and net amount; ids follow the time, as a shop's do."""
    dated = sorted(rows, key=lambda row: row[1])
    return table(VALID, ((who, f"O{place:06d}", day, money) for place, (who, day, money) in enumerate(dated, start=1)))


def customer_ids(count: int) -> list[str]:
    """C00001, C00002 …"""
    return [f"C{number:05d}" for number in range(1, count + 1)]


@lru_cache(maxsize=32)
def _shop(seed: int, customers: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The valid orders of a generated shop, and its costs by month."""
    from customer_value import valid_orders
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    everything = draw_ledger(load_scenario("boutique"), seed=seed, customers=customers)
    drawn = ledger_tables(everything, "en", "orders", "refunds", "costs")
    sold = drawn["orders"].assign(order_date=pd.to_datetime(drawn["orders"]["order_date"]).astype("datetime64[us]"))
    back = drawn["refunds"].assign(refund_date=pd.to_datetime(drawn["refunds"]["refund_date"]).astype("datetime64[us]"))
    valid = valid_orders(sold, back, pd.Timestamp("2026-03-31"))[list(VALID)].astype(VALID)
    costs = drawn["costs"].assign(month=pd.to_datetime(drawn["costs"]["month"]))[list(COSTS)].astype(COSTS)
    return valid.reset_index(drop=True), costs


def draw_shop(rng: np.random.Generator, customers: int = 150) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A shop's valid orders from 2023 to March 2026, and its costs by month; one's own copies."""
    valid, costs = _shop(int(rng.integers(1, 2**31)), customers)
    return valid.copy(), costs.copy()


def draw_days(first: str, last: str, rng: np.random.Generator, count: int) -> list[str]:
    """So many different days between two, in order."""
    days = pd.date_range(first, last)
    return [str(day.date()) for day in days[np.sort(rng.choice(len(days), size=count, replace=False))]]


def draw_money(rng: np.random.Generator, count: int, low: int = 3, high: int = 60) -> list[int]:
    """So many different amounts of a few hundred to a few thousand."""
    return [int(amount) * 50 for amount in rng.choice(np.arange(low, high), size=count, replace=False)]


def draw_rates(rng: np.random.Generator) -> tuple[float, float]:
    """A churn and a margin rate."""
    return int(rng.integers(12, 38)) / 100, int(rng.integers(25, 46)) / 100
