"""What the tasks on industries and on the top fifth are tried on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.customers.drawing import SMALL_VALID, draw_small_valid, draw_valid, valid_table, with_orders
from tutor.task import Arguments, Case

CUSTOMER_COLUMNS = {"customer_id": "str", "industry": "str"}
INDUSTRIES = ("Hotels", "Cafés", "Design", "Technology", "Finance")

SMALL_CUSTOMERS = (
    ("C00001", None),
    ("C00002", "Hotels"),
    ("C00003", "Cafés"),
    ("C00004", "Hotels"),
    ("C00005", "Cafés"),
    ("C00007", "Design"),
)
"""The customer file that the exercise page prints: one customer without an industry, one who bought is not in it, one
who is in it has not bought."""


def file_of(rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(CUSTOMER_COLUMNS)).astype(CUSTOMER_COLUMNS)


def draw_small_industry(rng: np.random.Generator) -> Arguments:
    industries = rng.permutation([None, "Hotels", "Cafés", "Hotels", "Cafés"])
    rows = [(f"C0000{number}", industry) for number, industry in enumerate(industries, start=1)]
    return {"valid": draw_small_valid(rng), "customers": file_of([*rows, ("C00007", "Design")])}


def draw_ordinary_industry(rng: np.random.Generator) -> Arguments:
    """The customers of an ordinary ledger; some without an industry, some not on file, some who never bought."""
    valid, _ = draw_valid(rng)
    known = valid["customer_id"].unique()
    industries = rng.choice([*INDUSTRIES, None], size=len(known), p=[0.22, 0.2, 0.18, 0.15, 0.1, 0.15])
    rows = [(one, industry) for one, industry in zip(known, industries, strict=True) if rng.random() > 0.06]
    never = rng.choice([*INDUSTRIES, "Property", None], size=25)
    rows += [(f"C8{number:04d}", industry) for number, industry in enumerate(never)]
    places = rng.permutation(len(rows))
    return {"valid": valid, "customers": file_of(rows[place] for place in places)}


def draw_all_known(rng: np.random.Generator) -> Arguments:
    """Everybody is on file with an industry: there is no row for the unknown."""
    valid = draw_small_valid(rng)
    industries = rng.choice(INDUSTRIES[:3], size=6)
    return {"valid": valid, "customers": file_of((f"C0000{n}", one) for n, one in enumerate(industries, start=1))}


def draw_nothing_known(rng: np.random.Generator) -> Arguments:
    """Nobody who bought has an industry on file."""
    valid = draw_small_valid(rng)
    return {"valid": valid, "customers": file_of([("C00001", None), ("C00002", None), ("C00009", "Hotels")])}


# The top fifth


def spending(amounts: list[int], orders: int = 1) -> pd.DataFrame:
    """Valid orders of customers who spent these amounts, each in so many orders of one size."""
    rows = [
        (f"C{number:05d}", f"2025-{month + 1:02d}-10", amount // orders)
        for number, amount in enumerate(amounts, start=1)
        for month in range(orders)
    ]
    return valid_table(rows)


def draw_ordinary_share(rng: np.random.Generator) -> Arguments:
    """The orders of an ordinary ledger whose customers are no multiple of five, several of them equal at the cut."""
    valid, snapshot = draw_valid(rng)
    spent = valid.groupby("customer_id")["amount"].sum().sort_values(ascending=False)
    spare = (len(spent) - 2) % 5  # two are left over, so that rounding down and to the nearest are one too few
    valid = valid[~valid["customer_id"].isin(spent.index[len(spent) - spare :])].reset_index(drop=True)
    spent = spent.iloc[: len(spent) - spare]
    cut = -(-len(spent) // 5)
    equal = spent.iloc[cut - 1]
    raised = [(one, snapshot - pd.Timedelta(days=4), int(equal - spent[one])) for one in spent.index[cut : cut + 3]]
    return {"valid": with_orders(valid, [row for row in raised if row[2] > 0])}


def draw_tied(rng: np.random.Generator) -> Arguments:
    """Thirteen customers, most of whom spent the same."""
    same = int(rng.integers(4, 20)) * 100
    amounts = [same * 6, same * 3, *[same * 2] * 5, *[same] * 6]
    return {"valid": spending([amounts[place] for place in rng.permutation(13)], orders=int(rng.choice([1, 2])))}


def draw_few(rng: np.random.Generator) -> Arguments:
    """Three customers: a fifth of them is less than one."""
    amounts = [int(one) for one in rng.choice(np.arange(4, 60), size=3, replace=False) * 100]
    return {"valid": spending(amounts, orders=2)}


def draw_equal(rng: np.random.Generator) -> Arguments:
    """Seven customers who all spent the same, in different numbers of orders."""
    money = int(rng.integers(2, 20)) * 120
    rows = [
        (f"C{number:05d}", f"2025-{month + 1:02d}-05", money // orders)
        for number, orders in enumerate((1, 2, 3, 4, 6, 1, 2), start=1)
        for month in range(orders)
    ]
    return {"valid": valid_table(rows)}


_SMALL = Text("the small tables on the page", "頁面上的小表格")
_ORDINARY = Text("an ordinary ledger of about 150 customers", "大約 150 位顧客的一般帳本")

INDUSTRY_CASES = (
    Case(
        key="small",
        name=_SMALL,
        share=0.25,
        draw=draw_small_industry,
        printed={"valid": valid_table(SMALL_VALID), "customers": file_of(SMALL_CUSTOMERS)},
    ),
    Case(key="ordinary", name=_ORDINARY, share=0.45, draw=draw_ordinary_industry, ordinary=True),
    Case(
        key="all-known",
        name=Text("a shop in which every industry is known", "每位顧客的行業都知道的店"),
        share=0.15,
        draw=draw_all_known,
    ),
    Case(
        key="nothing-known",
        name=Text("a shop in which no industry is known", "沒有一個行業是知道的店"),
        share=0.15,
        draw=draw_nothing_known,
    ),
)

SHARE_CASES = (
    Case(
        key="small",
        name=Text("the small table on the page", "頁面上的小表格"),
        share=0.2,
        draw=lambda rng: {"valid": draw_small_valid(rng)},
        printed={"valid": valid_table(SMALL_VALID)},
    ),
    Case(key="ordinary", name=_ORDINARY, share=0.4, draw=draw_ordinary_share, ordinary=True),
    Case(
        key="ties",
        name=Text("customers who spent the same", "花費相同的顧客"),
        share=0.15,
        draw=draw_tied,
    ),
    Case(key="few", name=Text("three customers only", "只有三位顧客"), share=0.15, draw=draw_few),
    Case(
        key="equal",
        name=Text("seven customers who all spent the same", "七位花費完全相同的顧客"),
        share=0.1,
        draw=draw_equal,
    ),
)
