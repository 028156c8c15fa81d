"""From the first purchase to the second, on the numbers of the course and at the edges."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS, columns, rows
from repurchase_example import END, ORDERS, SNAPSHOT, START, ledger, refunded

from customer_value import (
    MeasureError,
    first_purchases,
    second_purchase_rate,
    second_purchase_table,
    second_purchases,
)

DAY = pd.Timestamp("2024-12-31")
MATURE = {"a": 41, "b": 136, "c": None, "d": 20, "e": None, "f": 200}
YOUNG = {"u": None, "v": None, "w": 13, "x": 9, "y": 5}


def history(first: str, gap: int | None) -> str:
    day = pd.Timestamp(first)
    return str(day.date()) if gap is None else f"{day.date()} {(day + pd.Timedelta(days=gap)).date()}"


ELEVEN = ledger(
    {who: history("2024-03-01", gap) for who, gap in MATURE.items()}
    | {who: history("2024-12-10", gap) for who, gap in YOUNG.items()}
)


def test_the_rate_is_over_the_customers_observed_for_90_days():
    assert second_purchase_rate(ELEVEN, None, DAY) == pytest.approx(2 / 6)


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (lambda found: within(found) / len(found), 0.455),  # immature kept
        (lambda found: ever(mature(found)) / len(mature(found)), 0.667),  # no window of days
        (lambda found: ever(found) / len(found), 0.636),  # neither
        (lambda found: within(found) / len(mature(found)), 0.833),  # immature in the numerator only
        (lambda found: within(mature(found)) / ever(mature(found)), 0.5),  # divided by mature repeaters
        (lambda found: within(found) / ever(found), 0.714),  # the same with the immature
    ],
)
def test_what_people_get_instead(mistake, wrong):
    value = mistake(second_purchases(ELEVEN, None, DAY))
    assert round(value, 3) == wrong != round(second_purchase_rate(ELEVEN, None, DAY), 3)


def mature(found: pd.DataFrame) -> pd.DataFrame:
    return found[found["days_observed"] >= 90]


def ever(found: pd.DataFrame) -> int:
    return found["days_to_second"].notna().sum()


def within(found: pd.DataFrame) -> int:
    return (found["days_to_second"] <= 90).sum()


def test_without_days_3000_first_timers_and_600_second_timers_are_20_percent():
    many = ledger({f"c{n}": "2024-01-01 2024-02-01" if n < 6 else "2024-01-01" for n in range(30)})
    assert second_purchase_rate(many, None, DAY, 365) == pytest.approx(0.2)


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_side_by_side(kind):
    table = second_purchase_table(KINDS[kind](ORDERS), None, SNAPSHOT, (30, 60, 90), start=START, end=END)
    assert table["days"].tolist() == [30, 60, 90]
    assert table["first_purchase"].tolist() == [4, 4, 4]
    assert table["base"].tolist() == [4, 3, 3]
    assert table["too_young"].tolist() == [0, 1, 1]
    assert table["bought_again"].tolist() == [0, 2, 2]
    assert table["of_base"].tolist() == [0, 1, 1]
    assert table["rate"].tolist() == pytest.approx([0, 1 / 3, 1 / 3])


@pytest.mark.parametrize("kind", KINDS)
def test_first_ever_is_not_first_in_the_window(kind):
    orders = KINDS[kind](ORDERS)
    found = first_purchases(orders, None, START, END)
    assert type(found) is type(orders)
    assert columns(found) == ["customer_id", "first_in_window", "first_ever", "first_purchase"]
    assert [(row[0], row[3]) for row in rows(found)] == [
        *(("A", False), ("C", True), ("D", True), ("E", True), ("F", False), ("K", False), ("L", True))
    ]
    assert str(rows(found)[0][2]) == "2023-11-02"


@pytest.mark.parametrize(("day", "counted"), [("2024-05-30", True), ("2024-05-31", False)])
def test_a_gap_of_exactly_n_days_counts(day, counted):
    orders = ledger({"A": f"2024-03-01 {day}"})
    assert second_purchase_rate(orders, None, DAY, 90) == counted


@pytest.mark.parametrize(("snapshot", "base"), [("2024-05-30", 1), ("2024-05-29", 0)])
def test_observed_for_exactly_n_days_is_old_enough(snapshot, base):
    orders = ledger({"A": "2024-03-01"})
    assert second_purchase_table(orders, None, snapshot, [90])["base"].item() == base
    assert math.isnan(second_purchase_rate(orders, None, snapshot)) == (base == 0)


def test_a_second_order_on_the_same_day_is_no_second_visit():
    orders = ledger({"A": "2024-03-01T09:00 2024-03-01T17:00", "B": "2024-03-01T23:00 2024-03-02T01:00"})
    found = second_purchases(orders, None, DAY).set_index("customer_id")["days_to_second"]
    assert math.isnan(found["A"])
    assert found["B"] == 1


def test_a_refunded_first_order_makes_the_next_the_first():
    orders = ledger({"A": "2024-03-01 2024-03-20 2024-04-10"})
    back = refunded(orders, ("A", "2024-03-01", "2024-03-05"))
    assert second_purchases(orders, back, DAY)["days_to_second"].tolist() == [21]
    assert first_purchases(orders, back, "2024-03-10", "2024-03-31")["first_purchase"].tolist() == [True]
    assert first_purchases(orders, None, "2024-03-10", "2024-03-31")["first_purchase"].tolist() == [False]


def test_a_first_order_refunded_in_the_window_leaves_nobody_new():
    orders = ledger({"A": "2024-06-01 2024-08-03"})
    back = refunded(orders, ("A", "2024-06-01", "2024-07-15"))
    assert first_purchases(orders, back, START, END)["first_purchase"].tolist() == [False]


def test_only_first_purchases_of_the_window_are_followed():
    assert rows(second_purchases(ORDERS, None, SNAPSHOT, start=START, end=END), "customer_id") == [
        *(("C",), ("D",), ("E",), ("L",))
    ]
    assert len(second_purchases(ORDERS, None, SNAPSHOT, start=START)) == 5
    assert len(second_purchases(ORDERS, None, SNAPSHOT)) == 13


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"days": 0}, "days is 0; give a whole number"),
        ({"days": 90.5}, "days is 90.5; give a whole number"),
        ({"start": END, "end": START}, "end is 2024-07-01, before start"),
        ({"start": "soon"}, "start is 'soon'"),
        ({"orders": ORDERS.drop(columns="order_date")}, "orders has no column 'order_date'"),
    ],
)
def test_bad_input_is_refused(options, words):
    with pytest.raises(MeasureError, match=words):
        second_purchase_rate(**{"orders": ORDERS, "refunds": None, "snapshot": SNAPSHOT} | options)
