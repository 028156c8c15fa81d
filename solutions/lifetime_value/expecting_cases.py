"""What the tasks on expected orders and their test are tried on: one printed case, one ordinary, and the edges."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.lifetime_value.drawing import (
    FORECAST,
    HISTORIES,
    Rows,
    customer_ids,
    draw_days,
    draw_money,
    draw_rates,
    draw_shop,
    orders,
    table,
)
from tutor.task import Arguments, Case

# What to expect of a shop's customers

SNAPSHOT = pd.Timestamp("2025-12-31")
CDNOW = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
"""The parameters that Fader, Hardie and Lee published for the CDNOW data, in weeks."""

SMALL_HISTORIES = (
    ("C00001", 3, "2025-04-02", "2025-11-01"),
    ("C00002", 1, "2025-04-02", "2025-04-02"),
    ("C00003", 8, "2025-01-15", "2025-05-21"),
    ("C00004", 2, "2025-11-05", "2025-12-31"),
    ("C00005", 1, "2025-12-31", "2025-12-31"),
)
"""The customers that the page prints: a regular one, one who came once, one of many orders who fell silent, a recent
one, and one who came for the first time on the snapshot itself."""


def shop(rows: Rows, snapshot: pd.Timestamp, days: int, model: Mapping[str, float]) -> Arguments:
    """The inputs of the task on the orders to expect."""
    return {"customers": table(HISTORIES, rows), "snapshot": snapshot, "days": days, **model}


def _model(rng: np.random.Generator) -> dict[str, float]:
    return {
        "r": int(rng.integers(200, 500)) / 1000,
        "alpha": int(rng.integers(3500, 7000)) / 1000,
        "a": int(rng.integers(600, 930)) / 1000,
        "b": int(rng.integers(1900, 3600)) / 1000,
    }


def _ahead(rng: np.random.Generator) -> int:
    """A number of days that is a whole number of weeks."""
    return 7 * int(rng.integers(9, 53))


def draw_small_shop(rng: np.random.Generator) -> Arguments:
    """The printed customers on another day, with another model."""
    earlier = pd.Timedelta(days=int(rng.integers(1, 60)))
    rows = [
        (who, count, pd.Timestamp(first) - earlier, pd.Timestamp(last) - earlier)
        for who, count, first, last in SMALL_HISTORIES
    ]
    return shop(rows, SNAPSHOT - earlier, _ahead(rng), _model(rng))


def draw_customers(rng: np.random.Generator) -> Arguments:
    """150 customers of the shop as they stood on a day."""
    sold, _ = draw_shop(rng)
    snapshot = SNAPSHOT - pd.Timedelta(days=int(rng.integers(0, 90)))
    known = sold[sold["order_date"] <= snapshot]
    found = known.groupby("customer_id")["order_date"].agg(["nunique", "min", "max"]).reset_index()
    return shop(found.itertuples(index=False, name=None), snapshot, _ahead(rng), _model(rng))


def draw_once(rng: np.random.Generator) -> Arguments:
    """Customers who came once, long ago and lately, one of them on the snapshot itself."""
    days = draw_days("2024-01-01", "2025-12-20", rng, 4)
    rows = [(who, 1, day, day) for who, day in zip(customer_ids(5), [*days, "2025-12-31"], strict=True)]
    return shop(rows, SNAPSHOT, _ahead(rng), _model(rng))


def draw_regulars(rng: np.random.Generator) -> Arguments:
    """Customers with many orders: some were here on the snapshot, some have been silent for long."""
    counts = rng.integers(9, 40, size=4)
    lasts = ["2025-12-31", "2025-12-24", *draw_days("2024-09-01", "2025-03-31", rng, 2)]
    rows = [
        (who, int(count), day, last)
        for who, count, day, last in zip(
            customer_ids(4), counts, draw_days("2023-01-01", "2023-12-31", rng, 4), lasts, strict=True
        )
    ]
    return shop(rows, SNAPSHOT, _ahead(rng), _model(rng))


def draw_no_customers(rng: np.random.Generator) -> Arguments:
    return shop((), SNAPSHOT, _ahead(rng), _model(rng))


EXPECTED_CASES = (
    Case(
        key="small",
        name=Text("the five customers on the page", "頁面上的五位顧客"),
        share=0.2,
        draw=draw_small_shop,
        printed=shop(SMALL_HISTORIES, SNAPSHOT, 273, CDNOW),
    ),
    Case(
        key="ordinary",
        name=Text("150 customers of a shop", "一家店的 150 位顧客"),
        share=0.4,
        draw=draw_customers,
        ordinary=True,
    ),
    Case(key="once", name=Text("customers who came once", "只買過一次的顧客"), share=0.15, draw=draw_once),
    Case(key="regulars", name=Text("customers with many orders", "訂單很多的顧客"), share=0.15, draw=draw_regulars),
    Case(key="nobody", name=Text("a shop without a customer", "沒有顧客的店"), share=0.1, draw=draw_no_customers),
)


# How far the forecast was off

SMALL_FORECAST = (("C00001", 600.0), ("C00002", 300.0), ("C00003", 150.0), ("C00004", 150.0))
SMALL_LATER = (
    ("C00001", "2025-02-11", 1200.0),
    ("C00004", "2025-03-30", 1200.0),
    ("C00001", "2025-08-02", 1000.0),
    ("C00004", "2025-09-17", 800.0),
    ("C00009", "2025-10-05", 500.0),
    ("C00001", "2025-11-29", 800.0),
)
"""What the page prints: one customer who came three times, one twice, two who did not come, and C00009, who became a
customer only afterwards. In units of 300 of margin: 2, 1, 0.5, 0.5 forecast, and 3, 0, 0, 2 brought."""


def holdout(forecast: Rows, later: pd.DataFrame, margin: float) -> Arguments:
    """The inputs of the task on the forecast's error."""
    return {"forecast": table(FORECAST, forecast), "later": later, "margin": margin}


def draw_small_holdout(rng: np.random.Generator) -> Arguments:
    """The printed tables with other amounts."""
    sold = orders((who, day, money) for (who, day, _), money in zip(SMALL_LATER, draw_money(rng, 6), strict=True))
    return holdout(zip(customer_ids(4), map(float, draw_money(rng, 4)), strict=True), sold, draw_rates(rng)[1])


def draw_holdout(rng: np.random.Generator) -> Arguments:
    """150 customers of a shop: a forecast as a model makes it on a day, and what came in the year after it."""
    sold, _ = draw_shop(rng)
    day, margin = pd.Timestamp("2024-12-31"), draw_rates(rng)[1]
    known = sold[sold["order_date"] <= day]
    groups = known.groupby("customer_id")
    age = (day - groups["order_date"].min()).dt.days / 365 + 0.4
    guess = groups["amount"].sum() / age * rng.uniform(0.5, 1.5, size=len(age))
    later = sold[(sold["order_date"] > day) & (sold["order_date"] <= SNAPSHOT)].reset_index(drop=True)
    # Too low in sum, so that no sign is a matter of luck.
    came = later.loc[later["customer_id"].isin(guess.index), "amount"].sum() * margin
    guess *= came * rng.uniform(0.6, 0.9) / guess.sum()
    rows = zip(guess.index, guess.round(2), strict=True)
    return holdout(rng.permutation(np.array(list(rows), dtype=object)).tolist(), later, margin)


def draw_silence(rng: np.random.Generator) -> Arguments:
    """Nobody the forecast was about bought: there is no base for the bias."""
    sold = orders([("C00009", "2025-03-03", draw_money(rng, 1)[0])])
    return holdout(zip(customer_ids(3), map(float, draw_money(rng, 3)), strict=True), sold, draw_rates(rng)[1])


def draw_came_true(rng: np.random.Generator) -> Arguments:
    """A forecast that came true for everybody."""
    money, margin = draw_money(rng, 3), draw_rates(rng)[1]
    sold = orders(
        zip(["C00001", "C00002", "C00002"], draw_days("2025-01-01", "2025-12-31", rng, 3), money, strict=True)
    )
    by_customer = sold.groupby("customer_id")["amount"].sum() * margin
    return holdout([*by_customer.items(), ("C00003", 0.0)], sold, margin)


def draw_cancelling(rng: np.random.Generator) -> Arguments:
    """Right in sum and wrong for each: what one brought more, the other brought less."""
    money = int(rng.integers(10, 60)) * 100
    sold = orders([("C00001", "2025-05-05", 3.0 * money), ("C00003", "2025-06-06", 1.0 * money)])
    rows = [("C00001", 0.5 * money), ("C00002", 1.0 * money), ("C00003", 0.5 * money)]
    return holdout(rows, sold, 0.5)


ERROR_CASES = (
    Case(
        key="small",
        name=Text("the four customers on the page", "頁面上的四位顧客"),
        share=0.2,
        draw=draw_small_holdout,
        printed=holdout(SMALL_FORECAST, orders(SMALL_LATER), 0.3),
    ),
    Case(
        key="ordinary",
        name=Text("150 customers and the year after", "150 位顧客和之後的一年"),
        share=0.4,
        draw=draw_holdout,
        ordinary=True,
    ),
    Case(
        key="cancelling",
        name=Text("errors that cancel each other out", "誤差互相抵銷的預測"),
        share=0.15,
        draw=draw_cancelling,
    ),
    Case(key="came-true", name=Text("a forecast that came true", "完全說中的預測"), share=0.1, draw=draw_came_true),
    Case(
        key="silence",
        name=Text("a year in which none of them bought", "整年沒有人買的顧客"),
        share=0.15,
        draw=draw_silence,
    ),
)
