"""A small shop for the tests of figures and explorers: plain tables, made from a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

SNAPSHOT = pd.Timestamp("2025-12-31")
END = pd.Timestamp("2026-03-31")
LANGUAGES = ("en", "zh-Hant")


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What the figures and explorers ask a ledger for."""

    orders: pd.DataFrame
    refunds: pd.DataFrame
    snapshot: pd.Timestamp = SNAPSHOT
    currency: str = "TWD"


def orders_of(rows: list[tuple], columns: str = "customer_id order_date amount status") -> pd.DataFrame:
    """An orders table from rows, numbered in time order."""
    frame = pd.DataFrame(rows, columns=columns.split())
    frame["order_date"] = pd.to_datetime(frame["order_date"])
    frame = frame.sort_values("order_date", kind="stable", ignore_index=True)
    frame.insert(0, "order_id", [f"O{number + 1:06d}" for number in range(len(frame))])
    return frame


def refunds_of(rows: list[tuple]) -> pd.DataFrame:
    """A refunds table from rows of order id, date and amount."""
    frame = pd.DataFrame(rows, columns=["order_id", "refund_date", "amount"])
    return frame.astype({"order_id": "str", "refund_date": "datetime64[us]", "amount": "float64"})


def shop(customers: int = 150, seed: int = 7) -> Shop:
    """Some customers over three years, with cancelled, returned and partly returned orders."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(customers):
        day = pd.Timestamp("2023-01-01") + pd.Timedelta(days=int(rng.integers(0, 1090)))
        gap, usual = rng.gamma(2.0, 60.0) + 5, np.exp(rng.normal(7.3, 0.7))
        while day <= END:
            status = "cancelled" if rng.random() < 0.05 else "completed"
            rows.append((f"C{number + 1:05d}", day, float(round(usual * np.exp(rng.normal(0, 0.5)))), status))
            if rng.random() < 0.18:
                break
            day += pd.Timedelta(days=int(rng.exponential(gap)) + 1)
    orders = orders_of(rows)
    back = orders[orders["status"] == "completed"].sample(frac=0.1, random_state=seed)
    parts = rng.choice([1.0, 0.4], size=len(back))
    dates = back["order_date"] + pd.Timedelta(days=9)
    refunds = refunds_of(list(zip(back["order_id"], dates, (back["amount"] * parts).round(), strict=True)))
    return Shop(orders=orders, refunds=refunds)
