"""The exports that the cleaning task is tried on: rows stored twice, genuine look-alikes, refunds of every kind."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.rfm.cases import SNAPSHOT, Order, Refund, draw_boundary, draw_nobody, draw_refunds_only, ledger
from solutions.rfm.cases import draw_ordinary as draw_clean_ledger
from tutor.task import Arguments, Case


def export(tables: Arguments, orders_twice: Iterable[int] = (), refunds_twice: Iterable[int] = ()) -> dict:
    """An export from a ledger: refunds get numbers of their own, and the rows at these places stand there again."""
    orders, refunds = tables["orders"], tables["refunds"]
    numbers = [f"R{number:05d}" for number in range(1, len(refunds) + 1)]
    refunds = refunds.copy()
    refunds.insert(0, "refund_id", pd.array(numbers, dtype="str"))
    return {
        "orders": _again(orders, orders_twice),
        "refunds": _again(refunds, refunds_twice),
        "snapshot": tables["snapshot"],
    }


def _again(table: pd.DataFrame, places: Iterable[int]) -> pd.DataFrame:
    return pd.concat([table, table.iloc[list(places)]], ignore_index=True)


SMALL_ORDERS: tuple[Order, ...] = (
    ("C00001", "2025-02-03", "completed", 1200),
    ("C00002", "2025-03-15", "completed", 480),
    ("C00002", "2025-03-15", "completed", 480),
    ("C00003", "2025-05-20", "completed", 900),
    ("C00003", "2025-06-02", "cancelled", 700),
    ("C00004", "2025-08-11", "completed", 2000),
    ("C00001", "2025-10-09", "completed", 650),
    (None, "2025-11-30", "completed", 250),
    ("C00005", "2025-12-31", "completed", 540),
    ("C00002", "2026-01-05", "completed", 320),
)
SMALL_REFUNDS: tuple[Refund, ...] = (
    (3, "2025-05-28", 900),
    (5, "2025-08-20", 300),
    (5, "2025-08-20", 300),
    (8, "2026-01-04", 540),
)
SMALL = export(ledger(SMALL_ORDERS, SMALL_REFUNDS), orders_twice=(0, 5), refunds_twice=(1,))
"""The export that the exercise page prints: two orders and a refund stored twice; two orders and two refunds that only
look alike; an order sent back whole, one cancelled, one without a customer, and what came after the snapshot."""


def draw_small(rng: np.random.Generator) -> Arguments:
    amounts = [int(one) * 50 for one in rng.integers(8, 50, size=len(SMALL_ORDERS))]
    amounts[2] = amounts[1]
    orders = [(who, day, status, amount) for (who, day, status, _), amount in zip(SMALL_ORDERS, amounts, strict=True)]
    part = amounts[5] // 5
    refunds = [(3, "2025-05-28", amounts[3]), (5, "2025-08-20", part), (5, "2025-08-20", part)]
    refunds.append((8, "2026-01-04", amounts[8]))
    return export(ledger(orders, refunds), orders_twice=(0, int(rng.integers(5, 7))), refunds_twice=(1,))


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """An ordinary ledger whose export went wrong: rows stored twice. Some genuine orders and refunds look alike."""
    drawn = draw_clean_ledger(rng)
    day = drawn["snapshot"]
    orders, refunds = drawn["orders"], drawn["refunds"]
    orders["status"] = orders["status"].mask(rng.random(len(orders)) < 0.02, "test")
    fine = orders[(orders["status"] == "completed") & orders["customer_id"].notna() & (orders["order_date"] <= day)]
    fine = fine[~fine["order_id"].isin(refunds["order_id"]) & (fine["amount"] >= 50)]
    chosen = fine.iloc[rng.choice(len(fine), size=14, replace=False)]
    # six genuine orders that look like others, two of the snapshot itself
    twins = chosen.iloc[:8].assign(order_id=[f"O8{number:05d}" for number in range(8)])
    twins.loc[twins.index[6:], "order_date"] = day
    # of five orders a part came back twice on one day, and of two something on the snapshot itself
    parts = chosen.iloc[8:].assign(refund_date=day - pd.Timedelta(days=5))[["order_id", "refund_date", "amount"]]
    parts["amount"] //= 5
    parts = pd.concat([parts.iloc[:4], parts.iloc[:4], parts.iloc[4:].assign(refund_date=day)])
    tables = {
        "orders": pd.concat([orders, twins], ignore_index=True),
        "refunds": pd.concat([refunds, parts.astype(refunds.dtypes.to_dict())], ignore_index=True),
        "snapshot": day,
    }
    sizes = {name: len(tables[name]) for name in ("orders", "refunds")}
    twice = {name: rng.choice(size, size=size // 8, replace=False) for name, size in sizes.items()}
    return export(tables, twice["orders"], twice["refunds"])


def draw_look_alikes(rng: np.random.Generator) -> Arguments:
    """Nothing is stored twice, though orders and refunds of one customer and day agree in their amounts."""
    one, two = (int(amount) * 100 for amount in rng.integers(4, 30, size=2))
    orders: list[Order] = [
        ("C00001", "2025-04-02", "completed", one),
        ("C00001", "2025-04-02", "completed", one),
        ("C00002", "2025-04-02", "completed", two),
        ("C00002", "2025-07-19", "completed", two),
        ("C00002", "2025-07-19", "completed", two),
    ]
    part = two // 4
    return export(ledger(orders, [(2, "2025-04-09", part), (2, "2025-04-09", part), (3, "2025-08-01", part)]))


def draw_twice(rng: np.random.Generator) -> Arguments:
    """Everything was imported two or three times; of one order a single dollar is left."""
    one, two, three = (int(amount) * 100 for amount in rng.integers(4, 30, size=3))
    orders: list[Order] = [
        ("C00001", "2025-03-08", "completed", one),
        ("C00002", "2025-05-11", "completed", two),
        ("C00003", "2025-10-30", "completed", three),
    ]
    tables = ledger(orders, [(1, "2025-05-20", two - 1), (2, "2025-11-02", three)])
    return export(tables, (0, 1, 2, 0), (0, 1, 0))


def _exported(draw):
    """Another ledger as an export, its first order and refund stored twice."""

    def drawn(rng: np.random.Generator) -> Arguments:
        tables = draw(rng)
        return export(tables, (0,), (0,) if len(tables["refunds"]) else ())

    return drawn


CASES = (
    Case(
        key="small",
        name=Text("the small export on the page", "頁面上的小匯出檔"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary export of 150 customers", "150 位顧客的一般匯出檔"),
        share=0.35,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="look-alikes",
        name=Text("genuine orders that look alike", "只是長得像的真訂單"),
        share=0.1,
        draw=draw_look_alikes,
    ),
    Case(
        key="twice",
        name=Text("a file imported several times", "匯入好幾次的檔案"),
        share=0.1,
        draw=draw_twice,
    ),
    Case(
        key="boundary",
        name=Text("orders and refunds around the snapshot", "快照日前後的訂單與退款"),
        share=0.1,
        draw=_exported(draw_boundary),
    ),
    Case(
        key="sent-back",
        name=Text("customers who sent their orders back", "把東西退回來的顧客"),
        share=0.1,
        draw=_exported(draw_refunds_only),
    ),
    Case(
        key="nobody",
        name=Text("an export without a valid order", "沒有任何有效訂單的匯出檔"),
        share=0.05,
        draw=_exported(draw_nobody),
    ),
)

SMALL_SNAPSHOT = SNAPSHOT
