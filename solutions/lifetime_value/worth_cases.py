"""What the tasks on what customers are worth are tried on: for each one printed case, one ordinary, and the edges."""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.lifetime_value.drawing import SPENT, Rows, draw_days, draw_money, draw_rates, draw_shop, orders, table
from tutor.task import Arguments, Case

# What a customer has brought so far

SMALL_ORDERS = (
    ("C00001", "2025-01-05", 1200.0),
    ("C00001", "2025-03-01", 500.0),
    ("C00002", "2025-04-18", 300.0),
    ("C00003", "2025-06-01", 700.0),
    ("C00003", "2025-11-21", 700.0),
    ("C00004", "2025-12-20", 250.0),
)
SMALL_SPENT = (
    ("C00001", "stall", 60),
    ("C00001", "sample", 40),
    ("C00003", "call", 80),
    ("C00004", "sample", 90),
    ("C00009", "call", 80),
)
"""The tables that the page prints: two rows for one customer, none for another, a customer who cost more than they
brought, and somebody on whom money was spent and who never bought."""


def history(sold: pd.DataFrame, spent: Rows, margin: float) -> Arguments:
    """The inputs of the task on what was brought so far."""
    return {"valid": sold, "costs": table(SPENT, spent), "margin": margin}


def draw_small_history(rng: np.random.Generator) -> Arguments:
    """The printed tables with other amounts."""
    sold = orders((who, day, money) for (who, day, _), money in zip(SMALL_ORDERS, draw_money(rng, 6), strict=True))
    spent = [(who, item, int(rng.integers(3, 40)) * 5) for who, item, _ in SMALL_SPENT]
    return history(sold, spent, float(rng.integers(25, 45)) / 100)


def draw_history(rng: np.random.Generator) -> Arguments:
    """150 customers of the shop; on some nothing was spent, on some several times, and on some who never bought."""
    sold, _ = draw_shop(rng)
    items = ["stall", "sample", "call", "voucher"]
    spent = [
        (who, str(rng.choice(items)), int(rng.integers(4, 60)) * 5)
        for who in [*sold["customer_id"].unique(), *(f"C{number:05d}" for number in range(900, 920))]
        for _ in range(int(rng.choice([0, 1, 2, 3], p=[0.35, 0.3, 0.2, 0.15])))
    ]
    rng.shuffle(spent)
    return history(
        sold.sample(frac=1, random_state=int(rng.integers(2**31))), spent, int(rng.integers(251, 449)) / 1000
    )


def draw_nothing_spent(rng: np.random.Generator) -> Arguments:
    """Customers on whom nothing was spent: the table of costs has no row."""
    sold = orders(
        zip(
            ["C00001", "C00002", "C00002", "C00003"],
            draw_days("2025-01-01", "2025-12-31", rng, 4),
            draw_money(rng, 4),
            strict=True,
        )
    )
    return history(sold, (), float(rng.integers(25, 45)) / 100)


def draw_losses(rng: np.random.Generator) -> Arguments:
    """Customers who cost more than their margin."""
    money = draw_money(rng, 4)
    sold = orders(
        zip(["C00001", "C00002", "C00002", "C00003"], draw_days("2025-01-01", "2025-12-31", rng, 4), money, strict=True)
    )
    spent = [("C00001", "sample", money[0]), ("C00002", "voucher", money[1]), ("C00002", "call", money[2])]
    return history(sold, spent, float(rng.integers(25, 45)) / 100)


def draw_nobody_yet(rng: np.random.Generator) -> Arguments:
    """Money was spent, and nobody has bought yet."""
    return history(orders([]), [("C00001", "sample", int(rng.integers(4, 40)) * 5)], 0.3)


HISTORIC_CASES = (
    Case(
        key="small",
        name=Text("the four customers on the page", "頁面上的四位顧客"),
        share=0.2,
        draw=draw_small_history,
        printed=history(orders(SMALL_ORDERS), SMALL_SPENT, 0.3),
    ),
    Case(
        key="ordinary",
        name=Text("150 customers of a shop", "一家店的 150 位顧客"),
        share=0.4,
        draw=draw_history,
        ordinary=True,
    ),
    Case(
        key="losses",
        name=Text("customers who cost more than they brought", "花的錢比賺的多的顧客"),
        share=0.15,
        draw=draw_losses,
    ),
    Case(
        key="nothing-spent",
        name=Text("customers on whom nothing was spent", "沒有花過錢的顧客"),
        share=0.15,
        draw=draw_nothing_spent,
    ),
    Case(key="nobody", name=Text("a shop without an order yet", "還沒有任何訂單的店"), share=0.1, draw=draw_nobody_yet),
)


# The short formula

SMALL_YEAR = (
    ("C00001", "2025-01-12", 200.0),
    ("C00001", "2025-02-20", 300.0),
    ("C00001", "2025-05-03", 250.0),
    ("C00001", "2025-07-19", 450.0),
    ("C00001", "2025-10-08", 300.0),
    ("C00002", "2025-03-15", 900.0),
    ("C00002", "2025-08-30", 700.0),
    ("C00002", "2025-12-24", 900.0),
)
"""The year that the page prints: eight orders of two customers, 4,000 in all."""


def year(sold: pd.DataFrame, churn: float, margin: float) -> Arguments:
    """The inputs of the task on the short formula."""
    return {"year": sold, "annual_churn": churn, "margin": margin}


def draw_small_year(rng: np.random.Generator) -> Arguments:
    """The printed year with other amounts."""
    sold = orders((who, day, money) for (who, day, _), money in zip(SMALL_YEAR, draw_money(rng, 8), strict=True))
    return year(sold, *draw_rates(rng))


def draw_year(rng: np.random.Generator) -> Arguments:
    """The orders of one year of a shop with 150 customers."""
    sold, _ = draw_shop(rng)
    return year(sold[sold["order_date"].dt.year == 2025].reset_index(drop=True), *draw_rates(rng))


def draw_all_leave(rng: np.random.Generator) -> Arguments:
    """A year after which nobody comes back: a churn of 1."""
    sold = orders((who, day, money) for (who, day, _), money in zip(SMALL_YEAR, draw_money(rng, 8), strict=True))
    return year(sold, 1.0, draw_rates(rng)[1])


def draw_nobody_leaves(rng: np.random.Generator) -> Arguments:
    """A year in which nobody left: a churn of 0, from which no lifespan follows."""
    sold = orders((who, day, money) for (who, day, _), money in zip(SMALL_YEAR, draw_money(rng, 8), strict=True))
    return year(sold, 0.0, draw_rates(rng)[1])


def draw_one_order(rng: np.random.Generator) -> Arguments:
    """One customer with one order."""
    return year(orders([("C00001", "2025-06-01", draw_money(rng, 1)[0])]), *draw_rates(rng))


def draw_no_orders(rng: np.random.Generator) -> Arguments:
    """A year without an order."""
    return year(orders([]), *draw_rates(rng))


SHORT_CASES = (
    Case(
        key="small",
        name=Text("the year on the page", "頁面上的那一年"),
        share=0.2,
        draw=draw_small_year,
        printed=year(orders(SMALL_YEAR), 0.2, 0.3),
    ),
    Case(
        key="ordinary",
        name=Text("a year of a shop with 150 customers", "150 位顧客的店，一年的訂單"),
        share=0.4,
        draw=draw_year,
        ordinary=True,
    ),
    Case(key="one", name=Text("one customer with one order", "只有一位顧客、一筆訂單"), share=0.1, draw=draw_one_order),
    Case(
        key="all-leave",
        name=Text("a year after which nobody comes back", "隔年沒有人再回來"),
        share=0.1,
        draw=draw_all_leave,
    ),
    Case(
        key="nobody-leaves",
        name=Text("a year in which nobody leaves", "整年沒有人流失"),
        share=0.1,
        draw=draw_nobody_leaves,
    ),
    Case(key="no-orders", name=Text("a year without an order", "整年沒有訂單"), share=0.1, draw=draw_no_orders),
)
