"""The repeat purchase rate of one window and the return rate of two, and what people take for them."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from frame_kinds import KINDS
from repurchase_example import ledger, refunded

from customer_value import MeasureError, repeat_purchase_rate, return_rate

YEAR = ("2024-01-01", "2024-12-31")
JANUARY, FEBRUARY = ("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29")
TEN = ledger(
    {
        f"c{n}": " ".join(f"2024-0{1 + month}-10" for month in range(count))
        for n, count in enumerate([5, 2, 2, *[1] * 7])
    }
)
TWO_MONTHS = ledger(
    {f"c{n:02}": "2024-01-10 2024-02-10" for n in range(3)}
    | {f"c{n:02}": "2024-01-10" for n in range(3, 10)}
    | {f"c{n:02}": "2024-02-10" for n in range(10, 13)}
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_rates_of_the_course(kind):
    assert repeat_purchase_rate(KINDS[kind](TEN), None, *YEAR) == pytest.approx(0.30)
    assert return_rate(KINDS[kind](TWO_MONTHS), None, JANUARY, FEBRUARY) == pytest.approx(0.30)


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (lambda counts: (counts - 1).sum() / counts.sum(), 0.375),  # repeat orders over orders
        (lambda counts: counts[counts > 1].sum() / counts.sum(), 0.5625),  # orders of repeaters over orders
        (lambda counts: (counts - 1).sum() / len(counts), 0.6),  # repeat orders over customers
        (lambda counts: counts.mean(), 1.6),  # average orders
    ],
)
def test_repeat_orders_are_not_repeat_customers(mistake, wrong):
    value = mistake(TEN.groupby("customer_id").size())
    assert round(value, 4) == wrong != round(repeat_purchase_rate(TEN, None, *YEAR), 4)


@pytest.mark.parametrize(
    ("mistake", "wrong"),
    [
        (lambda one, other: len(one & other) / len(other), 0.5),  # divided by the second window
        (lambda one, other: len(other) / len(one), 0.6),  # counts over counts
        (lambda one, other: len(one & other) / len(one | other), 0.231),  # divided by the union
    ],
)
def test_the_base_is_the_first_window(mistake, wrong):
    month = TWO_MONTHS["order_date"].dt.month
    value = mistake(*(set(TWO_MONTHS.loc[month == number, "customer_id"]) for number in (1, 2)))
    assert round(value, 3) == wrong != round(return_rate(TWO_MONTHS, None, JANUARY, FEBRUARY), 3)


def test_two_orders_on_a_day_are_two_orders_and_a_refunded_one_is_none():
    orders = ledger({"A": "2024-01-05T09:00 2024-01-05T18:00", "B": "2024-01-05"})
    assert repeat_purchase_rate(orders, None, *JANUARY) == 0.5
    back = refunded(orders, ("A", "2024-01-05T18:00", "2024-01-20"))
    assert repeat_purchase_rate(orders, back, *JANUARY) == 0.0
    late = refunded(orders, ("A", "2024-01-05T18:00", "2024-02-01"))
    assert repeat_purchase_rate(orders, late, *JANUARY) == 0.5


def test_orders_outside_the_windows_do_not_count():
    orders = ledger({"A": "2023-12-31 2024-01-01", "B": "2024-01-31 2024-02-01", "C": "2024-01-31 2024-02-29"})
    assert repeat_purchase_rate(orders, None, *JANUARY) == 0.0
    assert return_rate(orders, None, JANUARY, FEBRUARY) == pytest.approx(2 / 3)
    assert return_rate(orders, None, JANUARY, ("2024-02-02", "2024-02-28")) == 0.0


def test_nobody_has_no_rate():
    assert math.isnan(repeat_purchase_rate(TEN, None, "2020-01-01", "2020-12-31"))
    assert math.isnan(return_rate(TEN, None, ("2020-01-01", "2020-01-31"), FEBRUARY))
    assert math.isnan(repeat_purchase_rate(TEN[:0], None, *YEAR))


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (FEBRUARY, JANUARY, "second starts on 2024-01-01, before first ends"),
        (JANUARY, ("2024-01-31", "2024-02-29"), "the windows may not overlap"),
        ("January", FEBRUARY, "first is 'January'; give two days"),
        (JANUARY, pd.Timestamp("2024-02-01"), "second is Timestamp"),
        (("2024-01-31", "2024-01-01"), FEBRUARY, "the end of first is 2024-01-01, before the start of first"),
    ],
)
def test_bad_windows_are_refused(first, second, words):
    with pytest.raises(MeasureError, match=words):
        return_rate(TWO_MONTHS, None, first, second)
