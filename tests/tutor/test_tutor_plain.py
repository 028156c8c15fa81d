"""Any answer becomes the same plain data, and what cannot be read says why."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.plain import key, readable, to_plain, value
from tutor.shape import Column, Members, Number, Table

DAYS = Column(name="recency", unit="days")
RIGHT = {"keys": [["C1"], ["C2"], ["C3"]], "columns": {"recency": [3, 40, 0]}}
SERIES = pd.Series([3, 40, 0], index=pd.Index(["C1", "C2", "C3"], name="customer_id"), name="order_date")
FRAME = SERIES.rename("recency").reset_index()
LINES = pd.DataFrame({"customer_id": ["C1", "C1"], "order_id": [1, 2], "n": [3, 4]})

SAME_COLUMN = {
    "series": SERIES,
    "series with a renamed index": SERIES.rename_axis("who"),
    "series without names": pd.Series([3, 40, 0], index=["C1", "C2", "C3"]),
    "floats": SERIES.astype(float),
    "nullable integers": SERIES.astype("Int64"),
    "objects": SERIES.astype(object),
    "int32": SERIES.astype("int32"),
    "one-column frame": SERIES.to_frame(),
    "frame with the key as a column": FRAME,
    "frame with a renamed key": FRAME.set_axis(["shopper", "days"], axis=1),
    "columns in another order": FRAME[["recency", "customer_id"]],
    "frame with more columns": FRAME.assign(last="x"),
    "frame with two-level columns": SERIES.to_frame().set_axis(
        pd.MultiIndex.from_tuples([("order_date", "max")]), axis=1
    ),
    "index and key column": FRAME.set_index("customer_id", drop=False).rename_axis(None),
    "sorted row numbers": FRAME.iloc[[0, 1, 2]].set_axis([7, 2, 5]),
    "dict": {"C1": 3, "C2": 40, "C3": 0},
    "dict of decimals": {"C1": Decimal("3"), "C2": Decimal("40"), "C3": Decimal("0")},
    "dict of numpy": {"C1": np.int64(3), "C2": np.float64(40), "C3": np.int8(0)},
    "dict of columns": {"customer_id": ["C1", "C2", "C3"], "recency": [3, 40, 0]},
    "dict of series": {"recency": SERIES},
    "items": {"C1": 3, "C2": 40, "C3": 0}.items(),
    "pairs": [("C1", 3), ("C2", 40), ("C3", 0)],
    "lists": [["C1", 3], ["C2", 40], ["C3", 0]],
    "records": FRAME.to_dict("records"),
    "object array": np.array([["C1", 3], ["C2", 40], ["C3", 0]], dtype=object),
    "record array": FRAME.to_records(index=False),
    "polars": pl.DataFrame({"customer_id": ["C1", "C2", "C3"], "days": [3, 40, 0]}),
    "lazy polars": pl.LazyFrame({"customer_id": ["C1", "C2", "C3"], "days": [3, 40, 0]}),
    "arrow": pa.table({"customer_id": ["C1", "C2", "C3"], "days": [3, 40, 0]}),
    "generated column": pd.Series(pd.Categorical([3, 40, 0]), index=["C1", "C2", "C3"]),
}


@pytest.mark.parametrize("answer", SAME_COLUMN.values(), ids=SAME_COLUMN.keys())
def test_a_column_is_the_same_by_any_route(answer):
    assert to_plain(answer, DAYS) == RIGHT


def test_a_duckdb_relation_is_read_too():
    with duckdb.connect() as shop:
        shop.register("frame", FRAME)
        assert to_plain(shop.sql("from frame"), DAYS) == RIGHT
        assert to_plain(shop.sql("select 3"), Number()) == {"number": 3}


@pytest.mark.parametrize(
    "answer",
    [
        pd.to_timedelta(SERIES, unit="D"),
        {"C1": dt.timedelta(days=3), "C2": np.timedelta64(40, "D"), "C3": pd.Timedelta(0)},
        pl.DataFrame({"customer_id": ["C1", "C2", "C3"], "d": [dt.timedelta(3), dt.timedelta(40), dt.timedelta(0)]}),
    ],
    ids=["pandas", "plain", "polars"],
)
def test_time_spans_count_as_days_where_days_are_asked_for_and_a_note_says_so(answer):
    assert to_plain(answer, DAYS) == RIGHT | {"notes": ["spans"]}


def test_time_spans_stay_time_spans_where_something_else_is_asked_for():
    plain = to_plain({"C1": dt.timedelta(days=3)}, Column(name="spent", unit="money"))
    assert plain["columns"]["spent"] == [{"span": 3.0}]


def test_a_table_of_one_row_may_lie_down():
    assert to_plain(pd.DataFrame({"C1": [3], "C2": [40], "C3": [0]}), DAYS) == RIGHT
    assert to_plain(pl.DataFrame({"C1": [3], "C2": [40], "C3": [0]}), DAYS) == RIGHT
    upright = pd.DataFrame({"customer_id": ["C1"], "recency": [3], "first": [1]})
    assert to_plain(upright, DAYS) == {"keys": [["C1"]], "columns": {"recency": [3]}}


def _yielding():
    yield "C1", 3


async def _awaited():
    return 3


UNREADABLE = {
    "nothing": (None, "nothing"),
    "generator": (_yielding(), "generator"),
    "map": (map(str, [1]), "generator"),
    "one number": (3, "one-value"),
    "one text": ("C1", "one-value"),
    "one date": (dt.date(2025, 1, 1), "one-value"),
    "numbers without keys": ([3, 40, 0], "no-keys"),
    "array without keys": (np.array([3, 40, 0]), "no-keys"),
    "series without keys": (SERIES.reset_index(drop=True), "no-keys"),
    "values of a dict": ({"C1": 3}.values(), "no-keys"),
    "set": ({3, 40}, "no-keys"),
    "two keys": (LINES.set_index(["customer_id", "order_id"]), "many-keys"),
    "keys only": (FRAME[["customer_id"]], "no-values"),
    "several columns": (FRAME.assign(first=1).rename(columns={"recency": "last"}), "many-columns"),
    "uneven": ([("C1", 3), ("C2",)], "uneven"),
    "a method": (SERIES.max, "function"),
    "groups": (FRAME.groupby("customer_id"), "grouping"),
    "polars groups": (pl.DataFrame({"a": [1]}).group_by("a"), "grouping"),
    "something else": (object(), "other"),
    "ellipsis": (..., "not-attempted"),
}


@pytest.mark.parametrize(("answer", "problem"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_says_why(answer, problem):
    assert to_plain(answer, DAYS)["problem"] == problem


def test_a_coroutine_is_not_awaited():
    waiting = _awaited()
    assert to_plain(waiting, DAYS) == {"problem": "generator"}
    waiting.close()


def test_two_keys_are_fine_where_each_customer_stands_once():
    frame = pd.DataFrame({"customer_id": ["C1", "C2"], "order_id": [1, 2], "n": [3, 4]})
    plain = to_plain(frame.set_index(["customer_id", "order_id"]), Column(name="n"))
    assert plain["keys"] == [["C1"], ["C2"]]


@pytest.mark.parametrize(
    "nobody",
    [pd.DataFrame(), pd.Series(dtype=float), {}, [], FRAME.iloc[:0], FRAME.iloc[:0][["customer_id"]], pl.DataFrame()],
    ids=["empty frame", "empty series", "empty dict", "empty list", "no rows", "no rows no values", "empty polars"],
)
def test_nobody_is_nobody_in_any_form(nobody):
    assert to_plain(nobody, DAYS) == {"keys": [], "columns": {"recency": []}}


SCORES = Table(columns=(Column(name="r_score"), Column(name="f_score")))
TABLE = pd.DataFrame({"r_score": [1, 5], "f_score": [2, 4]}, index=pd.Index(["C1", "C2"], name="customer_id"))
SAME_TABLE = {
    "index": TABLE,
    "column": TABLE.reset_index(),
    "column order": TABLE.reset_index()[["f_score", "customer_id", "r_score"]],
    "more columns": TABLE.assign(m=1),
    "names in capitals": TABLE.rename(columns={"r_score": "R Score", "f_score": "F-Score"}),
    "renamed key": TABLE.reset_index(names="who"),
    "dict of columns": TABLE.to_dict(),
    "dict of lists": TABLE.reset_index().to_dict("list"),
    "dict of records": TABLE.to_dict("index"),
    "dict of tuples": {"C1": (1, 2), "C2": (5, 4)},
    "records": TABLE.reset_index().to_dict("records"),
    "rows": [("C1", 1, 2), ("C2", 5, 4)],
    "polars": pl.from_pandas(TABLE.reset_index()),
    "arrow": pa.Table.from_pandas(TABLE.reset_index(), preserve_index=False),
}


@pytest.mark.parametrize("answer", SAME_TABLE.values(), ids=SAME_TABLE.keys())
def test_a_table_is_the_same_by_any_route(answer):
    assert to_plain(answer, SCORES) == {"keys": [["C1"], ["C2"]], "columns": {"r_score": [1, 5], "f_score": [2, 4]}}


def test_a_table_names_the_columns_that_are_missing():
    assert to_plain(TABLE[["r_score"]], SCORES) == {
        "problem": "missing-columns",
        "missing": ["f_score"],
        "columns": ["r_score"],
    }
    assert to_plain({"C1": {"r_score": 1}}, SCORES)["missing"] == ["f_score"]
    assert to_plain(pd.concat([TABLE, TABLE], axis=1), SCORES)["problem"] == "columns-twice"


NUMBERS = {
    "int": 3,
    "float": 3.0,
    "numpy": np.float32(3),
    "zero-dimensional": np.array(3),
    "decimal": Decimal("3.0"),
    "series": pd.Series([3]),
    "frame": pd.DataFrame({"n": [3]}),
    "list": [3],
    "dict": {"share": 3},
    "polars": pl.Series([3]),
    "polars frame": pl.DataFrame({"n": [3]}),
    "arrow": pa.chunked_array([[3]]),
}


@pytest.mark.parametrize("answer", NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_is_the_same_in_any_box(answer):
    assert to_plain(answer, Number()) == {"number": 3}


def test_a_number_is_one_number():
    assert to_plain([1, 2], Number())["problem"] == "many-values"
    assert to_plain((3 * 10, 0), Number())["problem"] == "comma"  # 3 * 10,000
    assert to_plain(("a", 1), Number())["problem"] == "many-values"
    assert to_plain([], Number())["problem"] == "empty"
    assert to_plain(dt.timedelta(days=2, hours=12), Number(unit="days")) == {"number": 2.5}


IDS = ["C2", "C1", "C1"]
FLAGS = pd.Series([True, True, False], index=["C1", "C2", "C3"])
SAME_MEMBERS = {
    "list": IDS,
    "tuple": tuple(IDS),
    "set": set(IDS),
    "array": np.array(IDS),
    "index": pd.Index(IDS),
    "series of ids": pd.Series(IDS),
    "series by id": pd.Series([1.8, 2.0], index=["C1", "C2"]),
    "flags by id": FLAGS,
    "flags in a frame": FLAGS.rename_axis("customer_id").reset_index(name="overdue"),
    "frame with the key": pd.DataFrame({"customer_id": IDS, "ratio": [1.0, 2, 2]}),
    "one-column frame": pd.DataFrame({"who": IDS}),
    "dict by id": {"C1": 1.8, "C2": 2.0},
    "flags in a dict": {"C1": True, "C2": True, "C3": False},
    "polars": pl.DataFrame({"customer_id": IDS}),
    "polars series": pl.Series(IDS),
    "one-tuples": [("C1",), ("C2",)],
}


@pytest.mark.parametrize("answer", SAME_MEMBERS.values(), ids=SAME_MEMBERS.keys())
def test_a_set_of_customers_is_the_same_by_any_route(answer):
    assert to_plain(answer, Members()) == {"members": ["C1", "C2"]}


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        (float("nan"), None),
        (None, None),
        (pd.NA, None),
        (pd.NaT, None),
        (np.timedelta64("NaT"), None),
        (np.datetime64("NaT"), None),
        (float("inf"), {"special": "inf"}),
        (-np.inf, {"special": "-inf"}),
        (10**400, {"special": "inf"}),
        (-(10**400), {"special": "-inf"}),
        (Decimal("NaN"), None),
        (np.bool_(True), True),
        (" 305 ", "305"),
        (pd.Timestamp("2025-12-31 10:00"), {"date": "2025-12-31"}),
        (np.datetime64("2025-12-31"), {"date": "2025-12-31"}),
        (3j, {"other": "complex"}),
    ],
    ids=repr,
)
def test_one_cell(cell, plain):
    assert value(cell) == plain


@pytest.mark.parametrize(("item", "text"), [(17850.0, "17850"), (17850, "17850"), ("00123", "00123"), (None, None)])
def test_one_key(item, text):
    assert key(item) == text


@given(st.dictionaries(st.text(min_size=1), st.floats() | st.integers() | st.none() | st.booleans()))
def test_every_answer_goes_through_json_and_comes_back_readable(answer):
    plain = to_plain(answer, DAYS)
    crossed = json.loads(json.dumps(plain, allow_nan=False))
    assert readable(crossed, DAYS) == plain | ({} if "problem" in plain else {"notes": []})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["keys", "columns", "problem", "recency"]), inner)
        ),
    )
)
def test_whatever_another_process_sends_is_read_without_an_error(data):
    for shape in (DAYS, SCORES, Number(), Members()):
        plain = readable(data, shape)
        assert isinstance(plain, dict)
