"""A file imported twice, or two genuine equal lines?"""

from __future__ import annotations

import narwhals.stable.v2 as nw
import pandas as pd
import pytest
from frame_kinds import KINDS, LAZY, columns, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, repeated_rows

LINES = pd.DataFrame(
    [
        ("o1", 1, "cup", 200.0),
        ("o1", 2, "pot", 900.0),
        ("o2", 1, "cup", 200.0),
        ("o2", 2, "cup", 200.0),
        ("o2", 3, "pot", None),
    ],
    columns=["order_id", "line", "product", "amount"],
)
UNNUMBERED = LINES.drop(columns="line")


def marks(native) -> list[bool]:
    return [row[-1] for row in rows(native)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("table", "options", "repeats"),
    [
        (LINES, {}, 0),
        (pd.concat([LINES, LINES]), {}, 5),
        (UNNUMBERED, {}, 1),
        (UNNUMBERED, {"whole": "order_id"}, 0),
        (pd.concat([UNNUMBERED, UNNUMBERED.iloc[:2]]), {}, 3),
        (pd.concat([UNNUMBERED, UNNUMBERED.iloc[:2]]), {"whole": "order_id"}, 2),
        (pd.concat([UNNUMBERED] * 2), {"whole": "order_id"}, 2),
        (pd.concat([LINES] * 3), {"whole": "order_id"}, 10),
        (LINES, {"same": ["product", "amount"]}, 2),
        (LINES, {"same": ["order_id"]}, 3),
    ],
    ids=str,
)
def test_how_many_rows_are_repeats(kind, table, options, repeats):
    native = KINDS[kind](table.reset_index(drop=True))
    found = repeated_rows(native, **options)
    assert type(found) is type(native)
    assert columns(found) == [*table, "repeat"]
    assert sum(marks(found)) == repeats
    assert len(marks(found)) == len(table)


def test_two_genuine_equal_lines_are_told_from_an_import_done_twice():
    """What the mistakes of taking every equal row for a repeat, or none, do to the money."""
    twice = pd.concat([UNNUMBERED, UNNUMBERED.iloc[:2]], ignore_index=True)
    genuine = UNNUMBERED["amount"].sum()
    kept = {
        "whole orders": twice["amount"][~repeated_rows(twice, whole="order_id")["repeat"]].sum(),
        "every equal row": twice["amount"][~repeated_rows(twice)["repeat"]].sum(),
        "none": twice["amount"].sum(),
    }
    assert kept == {"whole orders": genuine, "every equal row": genuine - 200, "none": genuine + 1100}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - LAZY))
def test_the_first_stays_and_rows_keep_their_places(kind):
    native = KINDS[kind](pd.concat([LINES, LINES.iloc[[1, 0]]], ignore_index=True))
    found = repeated_rows(native)
    assert nw.from_native(found)["repeat"].to_list() == [False] * 5 + [True] * 2
    assert nw.from_native(found)["line"].to_list() == [1, 2, 1, 2, 3, 2, 1]


def test_rows_without_an_order_are_no_import_done_twice():
    lost = UNNUMBERED.assign(order_id=None)
    assert sum(marks(repeated_rows(pd.concat([lost, lost], ignore_index=True), whole="order_id"))) == 0


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["a", None]), st.sampled_from([1.5, None])), max_size=12))
def test_against_pandas(drawn):
    table = pd.DataFrame(drawn, columns=["order_id", "word", "amount"]).astype({"word": "str", "amount": "float"})
    assert repeated_rows(table)["repeat"].tolist() == table.duplicated().tolist()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: repeated_rows(LINES, ["colour"]), "table has no column 'colour'"),
        (lambda: repeated_rows(LINES, whole="invoice"), "table has no column 'invoice'"),
        (lambda: repeated_rows(LINES, []), "same is empty"),
        (lambda: repeated_rows(LINES.assign(repeat=1)), "has a column 'repeat' already"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
