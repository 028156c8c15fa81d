"""The ledgers that the repurchase tasks are tried on: one printed, one ordinary, and the edges.

They hold valid orders only. The printed one is thirteen customers of two sales areas; the ordinary one is a generated
shop, with customers added who stand exactly on the borders of a definition: the first and the last day of the window,
the lapse threshold to the day, a second order on the same day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from customer_value.messages import Text
from tutor.task import Arguments, Case

VALID = {"customer_id": "str", "order_id": "str", "order_date": "datetime64[us]"}
CUSTOMERS = {"customer_id": "str", "sales_area": "str"}

START, END, SNAPSHOT = pd.Timestamp("2024-07-01"), pd.Timestamp("2024-09-30"), pd.Timestamp("2024-11-15")
LAPSE_DAYS, DAYS = 180, 90
"""The window, the last day of the printed ledger, the lapse threshold and the days of follow-up on the page."""

SMALL_ORDERS: Mapping[str, tuple[str, ...]] = {
    "C00001": ("2023-11-02", "2024-05-20", "2024-08-03"),
    "C00002": ("2024-02-14", "2024-04-03"),
    "C00003": ("2024-07-05", "2024-08-30"),
    "C00004": ("2024-07-19", "2024-11-10"),
    "C00005": ("2024-09-28", "2024-11-01"),
    "C00006": ("2023-09-10", "2024-09-12"),
    "C00007": ("2023-05-05",),
    "C00008": ("2024-01-20", "2024-06-30"),
    "C00009": ("2023-12-24", "2024-10-02"),
    "C00010": ("2024-10-10",),
    "C00011": ("2024-04-04", "2024-07-01", "2024-09-30"),
    "C00012": ("2024-08-08", "2024-11-12"),
    "C00013": ("2024-05-06",),
}
SMALL_AREAS = dict(zip(SMALL_ORDERS, "NNNSSSSSNSNNN", strict=True))
AREA = {"N": "North", "S": "South"}


def orders(rows: Iterable[tuple[str, Any]]) -> pd.DataFrame:
    """Valid orders from customers and dates; ids follow the time, as a shop's do."""
    dated = sorted(((pd.Timestamp(day), who) for who, day in rows), key=lambda row: row[0])
    table = [(who, f"O{place:06d}", day) for place, (day, who) in enumerate(dated, start=1)]
    return pd.DataFrame(table, columns=list(VALID)).astype(VALID)


def histories(days: Mapping[str, Iterable[Any]]) -> pd.DataFrame:
    """Valid orders from each customer's dates."""
    return orders((who, day) for who, dates in days.items() for day in dates)


def areas(of: Mapping[str, str | None]) -> pd.DataFrame:
    """The table `customers` from an area for each."""
    return pd.DataFrame(list(of.items()), columns=list(CUSTOMERS)).astype(CUSTOMERS)


SMALL = histories(SMALL_ORDERS)
SMALL_CUSTOMERS = areas({who: AREA[letter] for who, letter in SMALL_AREAS.items()})


def _days(count: int) -> pd.Timedelta:
    return pd.Timedelta(days=int(count))


@lru_cache(maxsize=32)
def _shop(seed: int, customers: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The valid orders of a generated shop from 2023 to March 2026, and its customers."""
    from customer_value import valid_orders
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    everything = draw_ledger(load_scenario("boutique"), seed=seed, customers=customers)
    drawn = ledger_tables(everything, "en", "orders", "refunds", "customers")
    sold = drawn["orders"].assign(order_date=pd.to_datetime(drawn["orders"]["order_date"]).astype("datetime64[us]"))
    back = drawn["refunds"].assign(refund_date=pd.to_datetime(drawn["refunds"]["refund_date"]).astype("datetime64[us]"))
    valid = valid_orders(sold, back, pd.Timestamp("2026-03-31"))
    return valid[list(VALID)].astype(VALID), drawn["customers"][list(CUSTOMERS)].astype(CUSTOMERS)


def draw_window(rng: np.random.Generator) -> dict[str, Any]:
    """A window of about a quarter, a lapse threshold, days of follow-up, and the day that it is observed to."""
    start = pd.Timestamp("2024-10-01") + _days(rng.integers(0, 300))
    end = start + _days(rng.integers(75, 100))
    days = int(rng.choice([45, 60, 75]))
    return {
        "start": start,
        "end": end,
        "lapse_days": int(rng.choice([50, 60, 70])),
        "days": days,
        "snapshot": end + _days(days - rng.integers(15, 30)),
    }


def on_the_borders(window: Mapping[str, Any]) -> list[list[pd.Timestamp]]:
    """Customers whose orders lie exactly where a definition begins or ends."""
    start, end, snapshot = window["start"], window["end"], window["snapshot"]
    lapse, follow, one = _days(window["lapse_days"]), _days(window["days"]), _days(1)
    last_mature = snapshot - follow
    return [
        [start - lapse, start],  # existing to the day, back on the first day
        [start - lapse],
        [start - lapse - one, end],  # lapsed by a day, back on the last day
        [start - lapse - one, end + one],  # back a day after the window
        [start - lapse - 9 * one, start],  # lapsed, back on the first day
        [start - 2 * lapse, start - lapse - one, start + one, start + 9 * one],  # lapsed, came twice
        [start - 20 * one, end],
        [start - one, end + one],  # existing, back a day too late
        [start - 40 * one, start - 12 * one],
        [start - 30 * one, start + 4 * one, start + 11 * one],
        [start, start + follow],  # new on the first day, again on the last day of the follow-up
        [start, start + follow + one],  # again a day too late
        [start, start],  # new, two orders on one day
        [start + one, start + one, start + 20 * one],
        [end],
        [end, end + 12 * one],  # new on the last day; too young, but back already
        [end + one],  # new a day after the window
        [last_mature, last_mature + 10 * one],  # observed for exactly the days of follow-up
        [last_mature],
        [last_mature + one],  # a day too young
        [end + one - lapse],  # at the closing active to the day
        [end - lapse],
        [start - 100 * one, end - lapse],
    ]


def draw_shop(rng: np.random.Generator, customers: int = 120) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
    """A window, valid orders and customers of a shop, a few of whom stand on the borders."""
    window = draw_window(rng)
    sold, people = _shop(int(rng.integers(1, 2**31)), customers)
    rows = list(zip(sold["customer_id"], sold["order_date"], strict=True))
    rows += [row for row in rows if rng.random() < 0.05]  # a second order on one day
    area, named = dict(people.itertuples(index=False)), sorted(people["sales_area"].dropna().unique())
    for dates in on_the_borders(window):
        for _ in range(rng.integers(1, 12)):
            who = f"C{len(area) + 1:05d}"
            area[who] = str(rng.choice(named))
            rows += [(who, day) for day in dates]
    for who in rng.permutation(sorted(area))[:6]:
        area[str(who)] = None
    for _ in range(rng.integers(4, 9)):  # registered, but never bought anything
        area[f"C{len(area) + 1:05d}"] = str(rng.choice(named))
    area[f"C{len(area) + 1:05d}"] = "Outlying Islands"
    return window, orders(rows), areas(area)


def draw_borders(rng: np.random.Generator) -> tuple[dict[str, Any], pd.DataFrame]:
    """Only the customers on the borders, in another order each time."""
    window = draw_window(rng)
    people = on_the_borders(window)
    places = rng.permutation(len(people))
    return window, histories({f"C{place + 1:05d}": people[chosen] for place, chosen in enumerate(places)})


def moved(rng: np.random.Generator) -> tuple[dict[str, Any], pd.DataFrame]:
    """The printed ledger, all days moved together, and some single ones besides."""
    window = {"start": START, "end": END, "lapse_days": LAPSE_DAYS, "days": DAYS, "snapshot": SNAPSHOT}
    by = _days(rng.integers(-200, 200))
    shaken = {
        who: [
            pd.Timestamp(day) + by - _days(rng.integers(0, 3) if who in ("C00001", "C00006", "C00007", "C00013") else 0)
            for day in dates
        ]
        for who, dates in SMALL_ORDERS.items()
    }
    names = list(SMALL_ORDERS)
    renamed = dict(zip(names, rng.permutation(names), strict=True))
    table = histories({str(renamed[who]): days for who, days in shaken.items()})
    return {name: value + by if isinstance(value, pd.Timestamp) else value for name, value in window.items()}, table


def _nobody(rng: np.random.Generator) -> tuple[dict[str, Any], pd.DataFrame]:
    """A shop that opened on the last day of the window or after it: nobody was there at its opening."""
    window = draw_window(rng)
    end = window["end"]
    count = int(rng.integers(2, 5))
    return window, histories({f"C{place:05d}": [end + _days(place)] for place in range(1, count)})


def _no_base(rng: np.random.Generator) -> tuple[dict[str, Any], pd.DataFrame]:
    """A shop in which everybody came for the first time in the window, or after it."""
    window = draw_window(rng)
    start, end = window["start"], window["end"]
    days = [[start, start + _days(9)], [end - _days(rng.integers(1, 9))], [end], [end + _days(1)]]
    return window, histories({f"C{place:05d}": dates for place, dates in enumerate(days, start=1)})


def _same_day(rng: np.random.Generator) -> tuple[dict[str, Any], pd.DataFrame]:
    """Several orders of one customer on one day, at the first visit and later."""
    window = draw_window(rng)
    start, lapse = window["start"], _days(window["lapse_days"])
    first, old, lost = start + _days(rng.integers(1, 6)), start - _days(rng.integers(2, 20)), start - lapse - _days(5)
    days = [
        [first, first],
        [first, first, first + _days(7), first + _days(7)],
        [old, old],
        [old, first, first],
        [lost, lost, first, first],
        [lost],
    ]
    return window, histories({f"C{place:05d}": dates for place, dates in enumerate(days, start=1)})


def _drawing(
    source: Callable[[np.random.Generator], tuple], names: tuple[str, ...]
) -> Callable[[np.random.Generator], Arguments]:
    def draw(rng: np.random.Generator) -> Arguments:
        window, valid, *_ = source(rng)
        if "snapshot" in names:  # what is not known yet on the snapshot is not in the table
            valid = valid[valid["order_date"] <= window["snapshot"]].reset_index(drop=True)
        return {"valid": valid, **{name: window[name] for name in names}}

    return draw


PRINTED = {"start": START, "end": END, "lapse_days": LAPSE_DAYS, "days": DAYS, "snapshot": SNAPSHOT}

NAMES = {
    "small": Text("the thirteen customers on the page", "頁面上的十三位顧客"),
    "ordinary": Text("an ordinary shop", "一家一般的店"),
    "borders": Text("orders exactly on a border day", "剛好落在界線那一天的訂單"),
    "same-day": Text("several orders on one day", "同一天下好幾筆訂單"),
    "no-base": Text("a shop in which everybody is new", "所有人都是新客的店"),
    "nobody": Text("a shop that had hardly opened", "才剛開幕的店"),
}
SHARES = {"small": 0.2, "ordinary": 0.35, "borders": 0.2, "same-day": 0.1, "no-base": 0.1, "nobody": 0.05}
SOURCES = {
    "small": moved,
    "ordinary": draw_shop,
    "borders": draw_borders,
    "same-day": _same_day,
    "no-base": _no_base,
    "nobody": _nobody,
}


def window_cases(*names: str) -> tuple[Case, ...]:
    """The cases of a task that takes `valid` and these settings."""
    return tuple(
        Case(
            key=key,
            name=NAMES[key],
            share=SHARES[key],
            draw=_drawing(SOURCES[key], names),
            printed={"valid": SMALL, **{name: PRINTED[name] for name in names}} if key == "small" else None,
            ordinary=key == "ordinary",
        )
        for key in SOURCES
    )
