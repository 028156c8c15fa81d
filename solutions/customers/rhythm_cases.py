"""What the tasks on rhythm are tried on: one printed table, an ordinary one, and the edges."""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.customers.drawing import (
    SMALL_SNAPSHOT,
    SMALL_VALID,
    draw_small_valid,
    draw_valid,
    valid_table,
    with_orders,
)
from tutor.task import Arguments, Case


def _back(snapshot: pd.Timestamp, days: float) -> pd.Timestamp:
    return snapshot - pd.Timedelta(days=int(days))


def _visits(snapshot: pd.Timestamp, people: dict[str, list[int]]) -> pd.DataFrame:
    """Valid orders from how many days before the snapshot each customer came."""
    rows = [(who, str(_back(snapshot, day).date()), 400) for who, days in people.items() for day in days]
    return valid_table(rows)


def draw_small(rng: np.random.Generator) -> Arguments:
    return {"valid": draw_small_valid(rng), "snapshot": SMALL_SNAPSHOT}


def draw_ordinary_visits(rng: np.random.Generator) -> Arguments:
    """An ordinary ledger, and a few customers at and just above the limit."""
    valid, snapshot = draw_valid(rng)
    cycle = int(rng.integers(5, 15)) * 4
    planted = []
    for who, away in (("C90001", 1.5), ("C90002", 1.6), ("C90003", 1.4)):
        last = round(away * cycle)
        planted += [(who, _back(snapshot, last + step * cycle), 500) for step in range(3)]
    # one long pause among short gaps, and two visits on one day
    planted += [("C90004", _back(snapshot, day), 300) for day in (25, 35, 45, 300)]
    planted += [("C90005", _back(snapshot, day), 300) for day in (30, 60, 60, 60, 90, 90)]
    valid = with_orders(valid, planted)
    return {"valid": valid, "snapshot": snapshot}


def draw_limit(rng: np.random.Generator) -> Arguments:
    """Customers away for exactly one and a half cycles, and a day more or less."""
    people = {}
    for number, (least, more) in enumerate(((20, 0), (20, 1), (20, -1), (46, 0), (46, 1)), start=1):
        gap = least + 2 * int(rng.integers(0, 10))
        away = gap * 3 // 2 + more
        people[f"C0000{number}"] = [away, away + gap, away + 2 * gap]
    odd = 2 * int(rng.integers(5, 15)) + 1
    people["C00006"] = [odd * 3, odd * 3 + odd, odd * 3 + 2 * odd + 1]
    return {"valid": _visits(SMALL_SNAPSHOT, people), "snapshot": SMALL_SNAPSHOT}


def draw_same_day(rng: np.random.Generator) -> Arguments:
    """Several orders on one day, also on the last one, beside one visit a month."""
    gap = int(rng.integers(20, 40))
    people = {
        "C00001": [20, 20, 20, 20 + gap, 20 + gap, 20 + 3 * gap],
        "C00002": [gap + 5, gap + 5, gap + 5, 2 * gap + 5],
        "C00003": [200, 200],
        "C00004": [4 * gap, 5 * gap, 5 * gap, 5 * gap, 7 * gap],
    }
    return {"valid": _visits(SMALL_SNAPSHOT, people), "snapshot": SMALL_SNAPSHOT}


def draw_once(rng: np.random.Generator) -> Arguments:
    """Customers who came on one day only: there is no gap at all."""
    days = rng.integers(5, 400, size=4)
    people = {f"C0000{number}": [int(day)] for number, day in enumerate(days, start=1)}
    people["C00005"] = [int(days[0]) + 3] * 2
    return {"valid": _visits(SMALL_SNAPSHOT, people), "snapshot": SMALL_SNAPSHOT}


def draw_on_time(rng: np.random.Generator) -> Arguments:
    """Nobody is late."""
    people = {}
    for number in range(1, 5):
        gap = int(rng.integers(20, 60))
        away = int(rng.integers(0, gap))
        people[f"C0000{number}"] = [away + step * gap for step in range(number)]
    return {"valid": _visits(SMALL_SNAPSHOT, people), "snapshot": SMALL_SNAPSHOT}


def _only_valid(draw):
    return lambda rng: {"valid": draw(rng)["valid"]}


_SMALL = Text("the small table on the page", "頁面上的小表格")
_ORDINARY = Text("an ordinary ledger of about 150 customers", "大約 150 位顧客的一般帳本")
_SAME_DAY = Text("several orders on one day", "一天下好幾筆訂單")
_ONCE = Text("customers who came only once", "只來過一次的顧客")

CYCLE_CASES = (
    Case(
        key="small",
        name=_SMALL,
        share=0.2,
        draw=_only_valid(draw_small),
        printed={"valid": valid_table(SMALL_VALID)},
    ),
    Case(key="ordinary", name=_ORDINARY, share=0.4, draw=_only_valid(draw_ordinary_visits), ordinary=True),
    Case(key="same-day", name=_SAME_DAY, share=0.2, draw=_only_valid(draw_same_day)),
    Case(
        key="even",
        name=Text("an even number of gaps", "間隔的個數是偶數"),
        share=0.1,
        draw=_only_valid(draw_limit),
    ),
    Case(key="once", name=_ONCE, share=0.1, draw=_only_valid(draw_once)),
)

OVERDUE_CASES = (
    Case(
        key="small",
        name=_SMALL,
        share=0.2,
        draw=draw_small,
        printed={"valid": valid_table(SMALL_VALID), "snapshot": SMALL_SNAPSHOT},
    ),
    Case(key="ordinary", name=_ORDINARY, share=0.35, draw=draw_ordinary_visits, ordinary=True),
    Case(
        key="limit",
        name=Text("customers right at one and a half cycles", "剛好一個半週期上下的顧客"),
        share=0.15,
        draw=draw_limit,
    ),
    Case(key="same-day", name=_SAME_DAY, share=0.1, draw=draw_same_day),
    Case(key="once", name=_ONCE, share=0.1, draw=draw_once),
    Case(
        key="on-time",
        name=Text("customers who are all on time", "每個人都準時的店"),
        share=0.1,
        draw=draw_on_time,
    ),
)
