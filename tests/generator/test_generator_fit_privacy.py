"""A twin gives nobody away: an attacker who has the original looks for it in the twin and in a ledger drawn from it."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest

from generator.fit.command import Columns, fit_file
from generator.fit.fit import Effort
from generator.fit.twin import draw_days
from generator.scenario import parse_scenario

CUSTOMERS = 900
WHALE, REGULAR = "A123456789", "林美玲 0912-345-678"
RARE, EVERY = 98765.43, 1234.56


@pytest.fixture(scope="module")
def original() -> pd.DataFrame:
    """Ordinary customers, one who paid a rare amount once, and one who paid the same odd amount every week."""
    random = np.random.default_rng(11)
    begin = pd.Timestamp(2024, 1, 1)
    parts = []
    for who in range(CUSTOMERS):
        first = int(random.integers(0, 300))
        days = first + np.cumsum(np.r_[0, random.exponential(45, random.geometric(0.3) - 1)]).astype(int)
        days = np.unique(days[days < 366])
        value = np.round(np.exp(random.normal(6, 0.4) + random.normal(0, 0.5, len(days))), 2)
        value[random.random(len(days)) < 0.1] = 499.0
        parts.append(pd.DataFrame({"name": f"member-{who:05}@shop.example", "day": days, "paid": value}))
    parts.append(pd.DataFrame({"name": WHALE, "day": [10, 100, 222], "paid": [RARE, 55555.55, 77777.77]}))
    parts.append(pd.DataFrame({"name": REGULAR, "day": np.arange(3, 360, 7), "paid": EVERY}))
    orders = pd.concat(parts, ignore_index=True)
    orders["day"] = begin + pd.to_timedelta(orders["day"], unit="D")
    return orders


@pytest.fixture(scope="module")
def text(original, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("private") / "orders.csv"
    original.to_csv(path, index=False)
    columns = Columns(customer="name", date="day", amount="paid")
    return fit_file(path, columns, name="twin", effort=Effort(orders=6_000, tries=8, rounds=2)).text


@pytest.fixture(scope="module")
def drawn(text):
    """A ledger ten times the original's size, so that what a twin can give away would show."""
    return draw_days(parse_scenario(text, "twin.toml"), 10 * CUSTOMERS, 1)


def test_no_id_or_name_is_in_the_file(original, text):
    for name in original["name"].unique():
        assert name not in text
    assert "@" not in text and "member" not in text and "林美玲" not in text and "0912" not in text


def test_no_amount_that_few_paid_is_in_the_file(original, text):
    numbers = {round(float(one), 2) for one in re.findall(r"(?<![\w.-])\d+\.?\d*(?![\w.-])", text)}
    cents = original.assign(paid=original["paid"].round(2))
    payers = cents.groupby("paid")["name"].nunique()
    exact = [amount for amount in numbers & set(payers.index) if amount != round(amount, 2 - len(str(int(amount))) + 1)]
    assert all(payers[amount] >= 10 for amount in exact)
    assert not {RARE, 55555.55, 77777.77, EVERY} & numbers
    assert 499.0 in numbers  # a price that many paid is what a twin may know


def test_the_dates_in_the_file_are_the_ledgers_edges_and_months(original, text):
    found = {dt.date.fromisoformat(one) for one in re.findall(r"\d{4}-\d{2}-\d{2}", text)}
    start, end = original["day"].min().date(), original["day"].max().date()
    snapshot = parse_scenario(text, "twin.toml").dates.snapshot
    assert all(one in (start, end, snapshot) or one.day == 1 for one in found)


def test_rare_amounts_are_in_no_drawn_ledger(drawn):
    for amount in (RARE, 55555.55, 77777.77):
        assert not np.isclose(drawn.value, amount, rtol=0, atol=0.004).any()


def test_the_regular_customers_odd_amount_leaves_no_lump(drawn):
    """Fifty orders of one customer at one amount would show as a price; it is averaged with what others pay."""
    near = np.abs(drawn.value / EVERY - 1) < 0.002
    around = np.abs(drawn.value / EVERY - 1) < 0.02
    assert near.sum() < 0.3 * around.sum()


def test_no_sequence_of_three_orders_of_one_customer_occurs(original, drawn):
    """Days and whole amounts of three orders in a row: none of the original's, though the twin is ten times as big."""

    def sequences(customer: np.ndarray, day: np.ndarray, value: np.ndarray) -> set[tuple]:
        rows = list(zip(day.tolist(), np.rint(value).astype(int).tolist(), strict=True))
        runs = np.flatnonzero(customer[2:] == customer[:-2])
        return {tuple(rows[index : index + 3]) for index in runs}

    ordered = original.sort_values(["name", "day"], ignore_index=True)
    day = (ordered["day"] - ordered["day"].min()).dt.days.to_numpy()
    theirs = sequences(pd.factorize(ordered["name"])[0], day, ordered["paid"].to_numpy())
    made = sequences(drawn.customer, drawn.day, drawn.value)
    assert len(theirs) > 500 and len(made) > 5_000
    assert not theirs & made


def test_single_orders_meet_by_chance_only(original, drawn):
    """As many (day, amount) pairs are shared as when the original's amounts are dealt to its days anew."""
    day = (original["day"] - original["day"].min()).dt.days.to_numpy()
    value = np.rint(original["paid"].to_numpy()).astype(int)
    made = set(zip(drawn.day.tolist(), np.rint(drawn.value).astype(int).tolist(), strict=True))
    met = sum(pair in made for pair in zip(day.tolist(), value.tolist(), strict=True))
    random = np.random.default_rng(0)
    dealt = [
        sum(pair in made for pair in zip(day.tolist(), random.permutation(value).tolist(), strict=True))
        for _ in range(20)
    ]
    assert met < np.mean(dealt) + 4 * max(np.std(dealt), 3)
