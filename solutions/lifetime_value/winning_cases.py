"""What the tasks on what new customers cost are tried on: for each one printed case, one ordinary, and the edges."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.lifetime_value.drawing import COSTS, NEWCOMERS, SPEND, VALID, Rows, draw_money, draw_shop, orders, table
from tutor.task import Arguments, Case

# Acquisition cost and payback

SMALL_COSTS = (
    ("2025-08-01", "acquisition", "Media", 700),
    ("2025-09-01", "acquisition", "Media", 400),
    ("2025-09-01", "acquisition", "Trade fairs", 700),
    ("2025-09-01", "indirect", "Rent", 4000),
    ("2025-10-01", "acquisition", "Media", 400),
    ("2025-10-01", "maintenance", "Service desk", 300),
    ("2025-11-01", "acquisition", "Media", 600),
)
SMALL_WON = (
    ("C00001", "2025-04-02", 800.0),
    ("C00002", "2025-09-01", 450.0),
    ("C00001", "2025-09-14", 600.0),
    ("C00002", "2025-09-20", 300.0),
    ("C00003", "2025-10-05", 950.0),
    ("C00004", "2025-10-31", 200.0),
    ("C00005", "2025-11-01", 700.0),
)
"""The tables that the page prints: September and October with two kinds of acquisition cost, an old customer who came
again, new ones on the first and on the last day, and one a day too late."""


def winning(costs: pd.DataFrame, sold: pd.DataFrame, start: str, end: str, margin: float, stay: float) -> Arguments:
    """The inputs of the task on acquisition cost and payback."""
    return {
        "costs": costs,
        "valid": sold,
        "start": pd.Timestamp(start),
        "end": pd.Timestamp(end),
        "monthly_margin": margin,
        "retention": stay,
    }


def _small_winning(rng: np.random.Generator, margin: float, stay: float) -> Arguments:
    costs = [(month, kind, item, int(rng.integers(6, 50)) * 20) for month, kind, item, _ in SMALL_COSTS]
    sold = orders((who, day, money) for (who, day, _), money in zip(SMALL_WON, draw_money(rng, 7), strict=True))
    return winning(table(COSTS, costs), sold, "2025-09-01", "2025-10-31", margin, stay)


def draw_small_winning(rng: np.random.Generator) -> Arguments:
    """The printed tables with other amounts."""
    return _small_winning(rng, int(rng.integers(8, 16)) * 5, int(rng.integers(94, 99)) / 100)


def draw_winning(rng: np.random.Generator) -> Arguments:
    """The costs and orders of a shop with 150 customers, and a year of them that has its last day's newcomers."""
    sold, costs = draw_shop(rng)
    start = pd.Timestamp(2024, int(rng.integers(1, 7)), 1)
    end = start + pd.DateOffset(years=1) - pd.Timedelta(days=1)
    late = [(f"C{900 + number:05d}", f"O{900 + number:06d}", end, 500.0 + 50 * number) for number in range(3)]
    sold = pd.concat([sold, table(VALID, late)], ignore_index=True).sort_values("order_date", ignore_index=True)
    spent = costs[(costs["kind"] == "acquisition") & costs["month"].between(start, end)]["amount"].sum()
    first = sold.groupby("customer_id")["order_date"].min()
    each = spent / max(int(first.between(start, end).sum()), 1)
    stay = int(rng.integers(955, 971)) / 1000
    margin = round(each * (1 - stay) / rng.uniform(0.68, 0.76), 2)  # two to four in ten are left by the payback month
    return winning(costs, sold, str(start.date()), str(end.date()), margin, stay)


def draw_never(rng: np.random.Generator) -> Arguments:
    """A margin so thin, and so many who leave, that the cost never comes back."""
    return _small_winning(rng, int(rng.integers(2, 6)), int(rng.integers(60, 80)) / 100)


def draw_all_stay(rng: np.random.Generator) -> Arguments:
    """Nobody leaves, and the cost is paid back exactly at the end of a month."""
    months, margin = int(rng.integers(3, 9)), int(rng.integers(2, 9)) * 25
    costs = [("2025-09-01", "acquisition", "Media", 2 * months * margin), ("2025-10-01", "indirect", "Rent", 700)]
    sold = [("C00001", "2025-09-03", 500.0), ("C00002", "2025-10-31", 300.0), ("C00001", "2025-10-09", 250.0)]
    return winning(table(COSTS, costs), orders(sold), "2025-09-01", "2025-10-31", margin, 1.0)


def draw_first_month(rng: np.random.Generator) -> Arguments:
    """The first month's margin is enough."""
    return _small_winning(rng, int(rng.integers(60, 90)) * 100, 0.9)


def draw_nobody_new(rng: np.random.Generator) -> Arguments:
    """Money was spent and nobody came for the first time."""
    costs = [("2025-09-01", "acquisition", "Media", int(rng.integers(5, 40)) * 50)]
    sold = [("C00001", "2025-04-02", 500.0), ("C00001", "2025-09-14", 300.0), ("C00002", "2025-11-03", 250.0)]
    return winning(table(COSTS, costs), orders(sold), "2025-09-01", "2025-10-31", 40, 0.95)


PAYBACK_CASES = (
    Case(
        key="small",
        name=Text("September and October on the page", "頁面上的九月和十月"),
        share=0.2,
        draw=draw_small_winning,
        printed=winning(table(COSTS, SMALL_COSTS), orders(SMALL_WON), "2025-09-01", "2025-10-31", 25, 0.97),
    ),
    Case(
        key="ordinary",
        name=Text("a year of a shop with 150 customers", "150 位顧客的店，一年的資料"),
        share=0.35,
        draw=draw_winning,
        ordinary=True,
    ),
    Case(
        key="all-stay",
        name=Text("nobody leaves, and it comes out even", "沒有人流失，而且剛好整月回本"),
        share=0.1,
        draw=draw_all_stay,
    ),
    Case(
        key="first-month", name=Text("paid back in the first month", "第一個月就回本"), share=0.1, draw=draw_first_month
    ),
    Case(key="never", name=Text("a cost that never comes back", "永遠賺不回來的成本"), share=0.15, draw=draw_never),
    Case(
        key="nobody-new",
        name=Text("two months without a new customer", "兩個月沒有新客"),
        share=0.1,
        draw=draw_nobody_new,
    ),
)


# LTV to CAC, channel by channel

SMALL_NEWCOMERS = (
    ("C00001", "Trade fair", 6500.0, 2600.0),
    ("C00002", "Trade fair", 3500.0, 1400.0),
    ("C00003", "Web search", 2000.0, 800.0),
    ("C00004", "Web search", 500.0, 200.0),
    ("C00005", "Web search", 3500.0, 1400.0),
    ("C00006", "Walked past", 4000.0, 1600.0),
)
SMALL_SPEND = (("Trade fair", 1600), ("Web search", 600), ("Walked past", 0), ("Sales visit", 900))
"""The tables that the page prints: a dear channel with good customers, a cheap one, one that costs nothing, and one
that brought nobody."""


def channels(newcomers: Rows, spend: Rows) -> Arguments:
    """The inputs of the task on LTV and CAC."""
    return {"newcomers": table(NEWCOMERS, newcomers), "spend": table(SPEND, spend)}


def _newcomers(rng: np.random.Generator, places: Iterable[str]) -> list[tuple[str, str, float, float]]:
    found = []
    for place, channel in enumerate(places, start=1):
        revenue = float(np.round(np.exp(rng.normal(7.9, 0.7)), -1)) + 100
        found.append((f"C{place:05d}", channel, revenue, float(round(revenue * rng.uniform(0.28, 0.42)))))
    return found


def draw_small_channels(rng: np.random.Generator) -> Arguments:
    """The printed channels with other amounts."""
    spend = [(channel, int(rng.integers(8, 40)) * 50 if paid else 0) for channel, paid in SMALL_SPEND]
    return channels(_newcomers(rng, (row[1] for row in SMALL_NEWCOMERS)), spend)


def draw_channels(rng: np.random.Generator) -> Arguments:
    """150 newcomers of a year by seven channels, one of which cost nothing and one of which brought nobody."""
    names = ["Web search", "Facebook or Instagram", "Referral", "Weekend market", "Trade fair", "Walked past"]
    places = rng.choice(names, size=150, p=[0.2, 0.25, 0.15, 0.12, 0.08, 0.2])
    newcomers = _newcomers(rng, map(str, places))
    spend = [(name, int(rng.integers(100, 700)) * 50) for name in names[:-1]] + [("Walked past", 0)]
    spend.append(("Sales visit", int(rng.integers(100, 400)) * 50))
    rng.shuffle(spend)
    return channels(newcomers, ((str(name), int(money)) for name, money in spend))


def draw_losing_channels(rng: np.random.Generator) -> Arguments:
    """A channel that never earns its cost, and one whose customers bring less than they cost."""
    money = draw_money(rng, 4)
    newcomers = [
        ("C00001", "Trade fair", float(money[0]), money[0] * 0.3),
        ("C00002", "Trade fair", float(money[1]), money[1] * 0.3),
        ("C00003", "Sales visit", float(money[2]), -20.0),
        ("C00004", "Sales visit", float(money[3]), -75.0),
    ]
    return channels(newcomers, [("Trade fair", 40 * money[0]), ("Sales visit", 500)])


def draw_one_channel(rng: np.random.Generator) -> Arguments:
    """One channel with one newcomer."""
    return channels(_newcomers(rng, ["Referral"]), [("Referral", int(rng.integers(4, 20)) * 50)])


def draw_nobody_won(rng: np.random.Generator) -> Arguments:
    """Money went into two channels, and nobody came."""
    return channels((), [("Trade fair", int(rng.integers(10, 90)) * 50), ("Sales visit", 900)])


RATIO_CASES = (
    Case(
        key="small",
        name=Text("the four channels on the page", "頁面上的四個管道"),
        share=0.2,
        draw=draw_small_channels,
        printed=channels(SMALL_NEWCOMERS, SMALL_SPEND),
    ),
    Case(
        key="ordinary",
        name=Text("150 newcomers by seven channels", "七個管道的 150 位新客"),
        share=0.45,
        draw=draw_channels,
        ordinary=True,
    ),
    Case(
        key="losing",
        name=Text("channels that do not earn their cost", "賺不回成本的管道"),
        share=0.15,
        draw=draw_losing_channels,
    ),
    Case(key="one", name=Text("one channel with one newcomer", "一個管道、一位新客"), share=0.1, draw=draw_one_channel),
    Case(
        key="nobody", name=Text("channels that brought nobody", "沒有帶來新客的管道"), share=0.1, draw=draw_nobody_won
    ),
)
