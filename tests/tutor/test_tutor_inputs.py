"""Inputs go through JSON and come back as they were, and a changed input is noticed."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.inputs import changed, copies, decode, encode

FRAME = pd.DataFrame(
    {
        "id": pd.Series(["C1", None, "C3"], dtype="str"),
        "day": pd.to_datetime(["2025-12-31", None, "2024-02-29"]),
        "at": pd.to_datetime(["2025-12-31 23:59:59.5", "2025-01-01", None], format="ISO8601"),
        "amount": [1, -2, 3],
        "share": [0.1, float("nan"), 1e300],
        "flag": [True, False, True],
        "consent": pd.Series([True, None, False], dtype="boolean"),
    }
)


def through_json(item):
    return decode(json.loads(json.dumps(encode(item), allow_nan=False)))


@pytest.mark.parametrize("frame", [FRAME, FRAME.iloc[:0], FRAME[["id"]]], ids=str)
def test_a_table_comes_back_as_it_was(frame):
    pd.testing.assert_frame_equal(through_json(frame), frame.reset_index(drop=True))


@pytest.mark.parametrize(
    "item",
    [
        None,
        True,
        3,
        0.1,
        "文字",
        pd.Timestamp("2025-12-31 10:00"),
        dt.date(2025, 12, 31),
        [1, "a"],
        {"a": [1], "b": {}},
    ],
    ids=str,
)
def test_other_inputs_come_back_as_they_were(item):
    back = through_json(item)
    assert back == item and type(back) is type(item)


def test_a_numpy_number_comes_back_as_a_number():
    assert through_json(np.int64(3)) == 3


@given(st.lists(st.floats(allow_nan=False) | st.none()))
def test_numbers_come_back_exactly(values):
    series = pd.Series(values, dtype="float64")
    if np.isinf(series).any():
        with pytest.raises(ValueError, match="Out of range"):
            through_json(series)
    else:
        pd.testing.assert_series_equal(through_json(series), series)


def test_an_input_that_cannot_be_packed_says_so():
    with pytest.raises(TypeError, match="cannot be a set"):
        encode({1, 2})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: table.pop("share"),
        lambda table: table.insert(0, "new", 1),
        lambda table: table.__setitem__("amount", 0),
        lambda table: table.__setitem__("amount", table["amount"].astype("float64")),
        lambda table: setattr(table, "index", table["id"]),
        lambda table: setattr(table, "columns", [*table.columns[1:], "who"]),
    ],
)
def test_a_changed_table_is_noticed(spoil):
    before = {"table": FRAME, "n": 3, "list": [1]}
    after = copies(before)
    assert changed(before, after) == []
    spoil(after["table"])
    assert changed(before, after) == ["table"]


def test_other_changed_inputs_are_noticed():
    before = {"series": pd.Series([1, 2]), "list": [1, [2]]}
    after = copies(before)
    after["series"].iloc[0] = 5
    after["list"][1].append(3)
    assert changed(before, after) == ["series", "list"]
