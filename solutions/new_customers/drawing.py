"""What the cases of a03 are drawn from: tables of given columns, and a generated shop with its leads and costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

LEADS = {
    "lead_id": "str",
    "source": "str",
    "created_on": "datetime64[us]",
    "contacted_on": "datetime64[us]",
    "quoted_on": "datetime64[us]",
    "closed_on": "datetime64[us]",
    "stage": "str",
}
COSTS = {"month": "datetime64[us]", "kind": "str", "channel": "str", "amount": "int64"}
CUSTOMERS = {"customer_id": "str", "channel": "str", "registered_on": "datetime64[us]"}
VALID = {"customer_id": "str", "order_id": "str", "order_date": "datetime64[us]"}
TRAITS = ("sales_area", "income_band", "gender", "channel")
LAST_DAY = pd.Timestamp("2026-03-31")


def table(columns: Mapping[str, str], rows: Iterable[Iterable[Any]]) -> pd.DataFrame:
    """A table with these columns and types."""
    return pd.DataFrame([tuple(row) for row in rows], columns=list(columns)).astype(dict(columns))


def orders(rows: Iterable[tuple[str, Any]]) -> pd.DataFrame:
    """Valid orders from customers and dates; ids follow the time, as a shop's do."""
    dated = sorted(((pd.Timestamp(day), who) for who, day in rows), key=lambda row: row[0])
    return table(VALID, ((who, f"O{place:06d}", day) for place, (day, who) in enumerate(dated, start=1)))


def days(count: int) -> pd.Timedelta:
    return pd.Timedelta(days=int(count))


@lru_cache(maxsize=32)
def _shop(seed: int, customers: int) -> dict[str, pd.DataFrame]:
    from customer_value import rfm, valid_orders
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    names = ("orders", "refunds", "customers", "leads", "costs")
    everything = draw_ledger(load_scenario("boutique"), seed=seed, customers=customers)
    drawn = ledger_tables(everything, "en", *names)
    found = {
        name: drawn[name].assign(
            **{
                column: pd.to_datetime(drawn[name][column]).astype("datetime64[us]")
                for column in drawn[name]
                if column.endswith(("_on", "_date")) or column == "month"
            }
        )
        for name in names
    }
    valid = valid_orders(found["orders"], found["refunds"], LAST_DAY)
    spent = rfm(found["orders"], found["refunds"], LAST_DAY).set_index("customer_id")["monetary"]
    people = found["customers"][found["customers"]["customer_id"].isin(spent.index)].reset_index(drop=True)
    money = people["customer_id"].map(spent)
    return {
        "valid": valid[list(VALID)].astype(VALID).reset_index(drop=True),
        "customers": found["customers"][list(CUSTOMERS)].astype(CUSTOMERS),
        "leads": found["leads"][list(LEADS)].astype(LEADS),
        "costs": found["costs"][list(COSTS)].astype(COSTS),
        "traits": people[["customer_id", *TRAITS]].assign(best=money >= money.quantile(0.8)),
    }


def draw_shop(rng: np.random.Generator, customers: int = 150) -> dict[str, pd.DataFrame]:
    """A shop from 2023 to March 2026: `valid`, `customers`, `leads`, `costs`, `traits`; one's own copies."""
    return {name: one.copy() for name, one in _shop(int(rng.integers(1, 2**31)), customers).items()}
