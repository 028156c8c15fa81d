"""The ledgers that the RFM tasks are tried on: one printed, one ordinary, and the edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.rfm.given import valid_orders
from tutor.task import Arguments, Case

SNAPSHOT = pd.Timestamp("2025-12-31")
"""The day on which the customers of the printed ledger are judged."""

ORDER_COLUMNS = {
    "order_id": "str",
    "customer_id": "str",
    "order_date": "datetime64[us]",
    "status": "str",
    "amount": "int64",
}
REFUND_COLUMNS = {"order_id": "str", "refund_date": "datetime64[us]", "amount": "int64"}

Order = tuple[str | None, str, str, int]
"""A customer, a date, a status and an amount."""

Refund = tuple[int, str, int]
"""The place of the order in the list of orders, a date and an amount."""


def ledger(orders: Iterable[Order], refunds: Iterable[Refund], snapshot: pd.Timestamp = SNAPSHOT) -> dict:
    """The inputs of the ledger tasks from short lists. Order ids follow the time, as a shop's do."""
    rows = list(orders)
    places = sorted(range(len(rows)), key=lambda place: rows[place][1])
    ids = {place: f"O{number:06d}" for number, place in enumerate(places, start=1)}
    order_rows = [(ids[place], *rows[place]) for place in places]
    refund_rows = sorted(((ids[place], day, amount) for place, day, amount in refunds), key=lambda row: row[1])
    return {
        "orders": pd.DataFrame(order_rows, columns=list(ORDER_COLUMNS)).astype(ORDER_COLUMNS),
        "refunds": pd.DataFrame(refund_rows, columns=list(REFUND_COLUMNS)).astype(REFUND_COLUMNS),
        "snapshot": snapshot,
    }


SMALL_ORDERS: tuple[Order, ...] = (
    ("C00001", "2025-01-05", "completed", 1200),
    ("C00002", "2025-02-10", "completed", 800),
    ("C00001", "2025-03-01", "completed", 500),
    ("C00004", "2025-06-01", "completed", 700),
    ("C00001", "2025-09-12", "cancelled", 640),
    ("C00004", "2025-11-21", "completed", 900),
    ("C00004", "2025-11-21", "completed", 150),
    ("C00003", "2025-12-20", "completed", 300),
    (None, "2025-12-27", "completed", 250),
    ("C00005", "2025-12-31", "completed", 450),
    ("C00003", "2026-01-08", "completed", 300),
)
SMALL_REFUNDS: tuple[Refund, ...] = (
    (1, "2025-02-20", 800),
    (5, "2025-11-25", 120),
    (5, "2025-12-02", 80),
    (9, "2026-01-03", 450),
)
"""The ledger that the exercise page prints: an order without a customer, a cancelled one, one sent back whole, one
refunded in two parts, two on one day, one on the snapshot itself, and what happened after it."""


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed ledger with other days and amounts."""
    amounts = rng.integers(2, 30, size=len(SMALL_ORDERS)) * 50
    earlier = pd.Timedelta(days=int(rng.integers(0, 20)))
    orders = [
        (customer, day if day >= "2025-12-31" else str((pd.Timestamp(day) - earlier).date()), status, int(amount))
        for (customer, day, status, _), amount in zip(SMALL_ORDERS, amounts, strict=True)
    ]
    part = int(amounts[5]) // 5
    refunds = [
        (1, "2025-02-20", int(amounts[1])),
        (5, "2025-11-25", part),
        (5, "2025-12-02", part),
        (9, "2026-01-03", int(amounts[9])),
    ]
    return ledger(orders, refunds)


def draw_ordinary(rng: np.random.Generator, customers: int = 150) -> Arguments:
    """A ledger of the shop with 150 customers, its last months after the snapshot.

    The shop itself has few cancellations and returns. More are added, so that each rule of the definition shows: orders
    refunded in part, in two parts or whole, before and after the snapshot, second orders on one day, and orders
    without a customer, as sales at the till are.
    """
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    drawn = draw_ledger(load_scenario("boutique"), seed=int(rng.integers(1, 2**31)), customers=customers)
    table = ledger_tables(drawn, "en", "orders")["orders"]
    size = len(table)
    date = pd.to_datetime(table["order_date"])
    before = date.groupby(table["customer_id"]).shift()
    same_day = (rng.random(size) < 0.07) & before.notna().to_numpy()
    date = date.mask(same_day, before)
    status = table["status"].mask(rng.random(size) < 0.07, "cancelled")
    owner = table["customer_id"].mask(rng.random(size) < 0.02)
    orders: list[Order] = [
        (None if pd.isna(customer) else customer, str(day.date()), str(word), int(amount))
        for customer, day, word, amount in zip(owner, date, status, table["amount"], strict=True)
    ]
    refunds: list[Refund] = []
    for place, (_, day, word, amount) in enumerate(orders):
        if word == "completed" and rng.random() < 0.16:
            refunds += _refunds_of(rng, place, pd.Timestamp(day), amount)
    snapshot = SNAPSHOT - pd.Timedelta(days=int(rng.integers(0, 60)))
    tables = ledger(orders, refunds, snapshot)
    # In no order: who takes the last row of a customer must not get the last day by luck.
    return tables | {"orders": tables["orders"].sample(frac=1, random_state=rng, ignore_index=True)}


def _refunds_of(rng: np.random.Generator, place: int, day: pd.Timestamp, amount: int) -> list[Refund]:
    """One order's refunds: the whole of it, a part, or two parts some days after one another."""
    kind = rng.choice(["whole", "part", "two"], p=[0.5, 0.25, 0.25])
    back = str((day + pd.Timedelta(days=int(rng.integers(2, 30)))).date())
    if kind == "whole":
        return [(place, back, amount)]
    part = max(amount // 5, 1)
    later = str((day + pd.Timedelta(days=int(rng.integers(31, 60)))).date())
    return [(place, back, part)] if kind == "part" else [(place, back, part), (place, later, part)]


def draw_refunds_only(rng: np.random.Generator) -> Arguments:
    """Customers who sent everything back, before the snapshot or only after it, and one who sent back one of two."""
    one, two, three, four = (int(amount) * 50 for amount in rng.integers(4, 40, size=4))
    orders: list[Order] = [
        ("C00001", "2025-04-02", "completed", one),
        ("C00002", "2025-12-20", "completed", two),
        ("C00003", "2025-05-11", "completed", three),
        ("C00003", "2025-10-30", "completed", four),
    ]
    return ledger(orders, [(0, "2025-04-09", one), (1, "2026-01-04", two), (3, "2025-11-06", four)])


def draw_boundary(rng: np.random.Generator) -> Arguments:
    """Orders and refunds on the snapshot itself, the day before and the day after."""
    snapshot = SNAPSHOT - pd.Timedelta(days=int(rng.integers(0, 90)))
    before, on, after = (str((snapshot + pd.Timedelta(days=step)).date()) for step in (-1, 0, 1))
    amounts = [int(amount) * 50 for amount in rng.integers(4, 40, size=6)]
    orders: list[Order] = [
        ("C00001", before, "completed", amounts[0]),
        ("C00001", on, "completed", amounts[1]),
        ("C00002", on, "completed", amounts[2]),
        ("C00002", after, "completed", amounts[3]),
        ("C00003", after, "completed", amounts[4]),
        ("C00004", before, "completed", amounts[5]),
    ]
    refunds: list[Refund] = [(0, on, amounts[0]), (2, after, amounts[2])]
    return ledger(orders, refunds, snapshot)


def draw_same_day(rng: np.random.Generator) -> Arguments:
    """Several orders of one customer on one day, also on the last day, and customers with a single order."""
    amounts = [int(amount) * 50 for amount in rng.integers(4, 40, size=8)]
    days = [str((SNAPSHOT - pd.Timedelta(days=int(back))).date()) for back in sorted(rng.integers(3, 300, size=4))]
    orders: list[Order] = [
        ("C00001", days[2], "completed", amounts[0]),
        ("C00001", days[2], "completed", amounts[1]),
        ("C00001", days[0], "completed", amounts[2]),
        ("C00001", days[0], "completed", amounts[3]),
        ("C00001", days[0], "completed", amounts[4]),
        ("C00002", days[1], "completed", amounts[5]),
        ("C00003", days[3], "completed", amounts[6]),
        ("C00003", days[1], "cancelled", amounts[7]),
    ]
    return ledger(orders, [])


def draw_nobody(rng: np.random.Generator) -> Arguments:
    """A ledger without a single valid order: cancelled, sent back, or later than the snapshot."""
    amount = int(rng.integers(4, 40)) * 50
    orders: list[Order] = [
        ("C00001", "2025-08-03", "cancelled", amount),
        ("C00002", "2025-08-19", "completed", amount),
        ("C00003", "2026-02-01", "completed", amount),
    ]
    return ledger(orders, [(1, "2025-08-25", amount)])


LEDGER_CASES = (
    Case(
        key="small",
        name=Text("the small ledger on the page", "頁面上的小帳本"),
        share=0.2,
        draw=draw_small,
        printed=ledger(SMALL_ORDERS, SMALL_REFUNDS),
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary ledger of 150 customers", "150 位顧客的一般帳本"),
        share=0.35,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="boundary",
        name=Text("orders and refunds around the snapshot", "快照日前後的訂單與退款"),
        share=0.15,
        draw=draw_boundary,
    ),
    Case(
        key="refunds",
        name=Text("customers who sent their orders back", "把東西退回來的顧客"),
        share=0.1,
        draw=draw_refunds_only,
    ),
    Case(
        key="same-day",
        name=Text("several orders on one day", "一天下好幾筆訂單"),
        share=0.1,
        draw=draw_same_day,
    ),
    Case(
        key="nobody",
        name=Text("a ledger without a valid order", "沒有任何有效訂單的帳本"),
        share=0.1,
        draw=draw_nobody,
    ),
)


# Tables of R, F and M for the scores


def rfm_table(
    recency: Iterable[int], frequency: Iterable[int], monetary: Iterable[float]
) -> Mapping[str, pd.DataFrame]:
    """The input of the score task from three lists."""
    table = pd.DataFrame({"recency": list(recency), "frequency": list(frequency), "monetary": list(monetary)})
    table.insert(0, "customer_id", [f"C{number:05d}" for number in range(1, len(table) + 1)])
    return {"rfm": table}


def draw_ordinary_scores(rng: np.random.Generator) -> Arguments:
    """The R, F and M of an ordinary ledger's customers, their number no multiple of five, in no particular order."""
    drawn = draw_ordinary(rng, customers=160)
    valid = valid_orders(**drawn)
    groups = valid.groupby("customer_id")
    table = pd.DataFrame(
        {
            "recency": (drawn["snapshot"] - groups["order_date"].max()).dt.days,
            "frequency": groups["order_id"].nunique(),
            "monetary": groups["amount"].sum(),
        }
    ).reset_index()
    size = len(table) - (len(table) + 2) % 5
    rows = rng.permutation(len(table))[:size]
    return {"rfm": table.iloc[rows].reset_index(drop=True)}


def draw_small_scores(rng: np.random.Generator) -> Arguments:
    """Ten customers, six of them with one order."""
    return rfm_table(
        rng.choice(np.arange(5, 400), size=10, replace=False),
        rng.permutation([1, 1, 1, 1, 1, 1, 2, 2, 3, 9]),
        rng.choice(np.arange(4, 200), size=10, replace=False) * 50.0,
    )


def draw_tied_scores(rng: np.random.Generator) -> Arguments:
    """Thirteen customers with few different numbers: ties in every column."""
    return rfm_table(
        rng.permutation([7] * 5 + [30] * 4 + [90] * 3 + [365]),
        rng.permutation([1] * 6 + [2] * 4 + [3] * 2 + [8]),
        rng.permutation([500.0] * 4 + [800.0] * 4 + [1200.0] * 3 + [5000.0] * 2),
    )


def draw_equal_scores(rng: np.random.Generator) -> Arguments:
    """Seven customers who are all alike."""
    days, times, money = int(rng.integers(3, 300)), int(rng.integers(1, 9)), float(rng.integers(4, 100) * 50)
    return rfm_table([days] * 7, [times] * 7, [money] * 7)


def draw_few_scores(rng: np.random.Generator) -> Arguments:
    """Three customers: fewer than there are scores."""
    return rfm_table(
        rng.choice(np.arange(1, 300), size=3, replace=False),
        rng.permutation([1, 2, 4]),
        rng.permutation([350.0, 900.0, 2600.0]),
    )


SMALL_RFM = rfm_table(
    [12, 40, 305, 88, 3, 150, 220, 61, 19, 340],
    [1, 2, 1, 1, 9, 1, 2, 1, 3, 1],
    [300.0, 1550.0, 1700.0, 650.0, 12800.0, 300.0, 2400.0, 980.0, 4100.0, 520.0],
)
"""The table that the exercise page prints."""

SCORE_CASES = (
    Case(
        key="small",
        name=Text("the ten customers on the page", "頁面上的十位顧客"),
        share=0.2,
        draw=draw_small_scores,
        printed=SMALL_RFM,
    ),
    Case(
        key="ordinary",
        name=Text("the customers of an ordinary ledger", "一般帳本的顧客"),
        share=0.4,
        draw=draw_ordinary_scores,
        ordinary=True,
    ),
    Case(
        key="ties",
        name=Text("customers with equal numbers", "數字相同的顧客"),
        share=0.2,
        draw=draw_tied_scores,
    ),
    Case(
        key="equal",
        name=Text("seven customers who are all alike", "七位條件完全相同的顧客"),
        share=0.1,
        draw=draw_equal_scores,
    ),
    Case(
        key="few",
        name=Text("three customers only", "只有三位顧客"),
        share=0.1,
        draw=draw_few_scores,
    ),
)
