"""What the measures share: opening frames, calendar days and their numbers, whole numbers."""

from __future__ import annotations

import datetime as dt

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS, LAZY, rows
from hypothesis import given
from hypothesis import strategies as st

from customer_value import MeasureError
from customer_value.frames import calendar_day, checked, day_number, in_order, moved, open_frame, typed, whole_number


@given(st.dates())
def test_a_day_has_the_number_that_python_gives_it(day):
    year, of_the_year = day.year - 1, day.timetuple().tm_yday
    assert year * 365 + year // 4 - year // 100 + year // 400 + of_the_year == day.toordinal()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_numbers_days_alike(kind):
    days = [dt.datetime(1999, 12, 31, 23, 59), dt.datetime(2000, 2, 29), dt.datetime(2100, 3, 1, 12)]
    frame = nw.from_native(KINDS[kind](pd.DataFrame({"day": days})))
    numbers = frame.select(number=day_number(nw.col("day"))).to_native()
    assert rows(numbers) == sorted(((day.toordinal(),) for day in days), key=repr)


@pytest.mark.parametrize(
    "value",
    [
        "2024-12-31",
        "2024-12-31 23:59",
        dt.date(2024, 12, 31),
        dt.datetime(2024, 12, 31, 23, 59),
        pd.Timestamp("2024-12-31 23:59"),
        np.datetime64("2024-12-31"),
        np.datetime64("2024-12-31T23:59:59.999999999"),
    ],
)
def test_a_day_may_come_in_many_forms(value):
    found = calendar_day(value)
    assert type(found) is dt.date
    assert found == dt.date(2024, 12, 31)


@pytest.mark.parametrize(
    "value", ["", "2024-13-01", "民國113年12月31日", None, 5, pd.NaT, np.datetime64("NaT"), ["2024-12-31"]]
)
def test_what_names_no_day_is_refused(value):
    with pytest.raises(MeasureError, match=r"^snapshot is "):
        calendar_day(value)


def test_the_argument_is_called_by_its_name():
    with pytest.raises(MeasureError, match=r"^start is "):
        calendar_day("soon", "start")


def test_whole_numbers_are_pythons_and_numpys():
    assert whole_number(3) == whole_number(np.int64(3)) == 3
    assert [whole_number(value) for value in (True, 3.0, "3", None)] == [None] * 4


def test_days_move_within_the_calendar():
    assert moved(dt.date(2024, 2, 28), 2) == dt.date(2024, 3, 1)
    assert moved(dt.date(2024, 3, 1), -1) == dt.date(2024, 2, 29)
    for days in (10**7, -(10**7), 10**12):
        with pytest.raises(MeasureError, match="beyond the calendar"):
            moved(dt.date(2024, 1, 1), days)


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_comes_back_as_its_own_kind(kind):
    native = KINDS[kind](pd.DataFrame({"a": [2, 1]}))
    back = in_order(open_frame(native, "table", ["a"]), "a")
    assert type(back) is type(native)
    assert isinstance(open_frame(native, "table", ["a"]), nw.LazyFrame if kind in LAZY else nw.DataFrame)


def test_columns_that_nobody_asked_for_may_hold_anything():
    table = pd.DataFrame({"amount": [1], "note": [object()], 7: [None]})
    assert typed(open_frame(table, "table", ["amount"]), "table", amount="number").columns == ["amount"]
    assert checked(open_frame(table, "table", ["amount"]), "table", amount="number").columns == ["amount", "note", 7]


def test_a_frame_without_columns_says_so():
    with pytest.raises(MeasureError, match="table has no column 'amount'; it has no columns"):
        open_frame(pd.DataFrame(), "table", ["amount"])
