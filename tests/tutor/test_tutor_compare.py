"""Right by any route, and after a miss one precise reason: which rows, which column, which side, never how much."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.compare import agree, difference
from tutor.plain import to_plain
from tutor.shape import Column, Members, Number, Table

DAYS = Column(name="recency", unit="days")
LABEL = Column(name="segment", holds="text")
SCORES = Table(columns=(Column(name="r_score"), Column(name="f_score")))
EXPECTED = {"C1": 3, "C2": 40, "C3": 0}


def same(expected, answer, shape, tolerance=1e-6):
    return agree(to_plain(expected, shape), to_plain(answer, shape), shape, tolerance)


def why(expected, answer, shape=DAYS):
    return difference(to_plain(expected, shape), to_plain(answer, shape), shape, 1e-6)


@given(
    st.dictionaries(st.integers(1, 99).map("C{:05d}".format), st.integers(-(10**9), 10**9) | st.floats(-1e12, 1e12)),
    st.randoms(),
)
def test_every_answer_agrees_with_itself_in_any_order(answer, random):
    rows = list(answer.items())
    random.shuffle(rows)
    assert same(answer, rows, DAYS)


@given(st.floats(1e-3, 1e9), st.floats(-5e-7, 5e-7))
def test_rounding_far_behind_the_point_does_not_matter(number, off):
    assert same(number, number * (1 + off), Number())
    assert not same(number, number * 1.00001, Number())


@pytest.mark.parametrize(
    ("shape", "expected", "answer", "right"),
    [
        (Number(), 0.0, 1e-12, True),
        (Number(), 0.1 + 0.2, 0.3, True),
        (Number(), float("nan"), Decimal("NaN"), True),
        (Number(), float("nan"), 0, False),
        (Number(), 3, "3", False),
        (Number(), 1, True, True),
        (DAYS, EXPECTED, {**EXPECTED, "C4": 1}, False),
        (DAYS, EXPECTED, {"C1": 3, "C2": 40}, False),
        (DAYS, EXPECTED, [*EXPECTED.items(), ("C1", 3)], False),
        (DAYS, EXPECTED, {**EXPECTED, "C1": float("nan")}, False),
        (DAYS, {"C1": float("nan")}, {"C1": None}, True),
        (LABEL, {"C1": "555"}, {"C1": 555}, True),
        (LABEL, {"C1": "555"}, {"C1": 555.0}, True),
        (LABEL, {"C1": "Gold"}, {"C1": " Gold "}, True),
        (LABEL, {"C1": "Gold"}, {"C1": "Silver"}, False),
        (SCORES, {"C1": (1, 2)}, {"C1": (1, 3)}, False),
        (Members(), ["C1", "C2"], {"C2", "C1"}, True),
        (Members(), ["C1", "C2"], ["C1"], False),
    ],
)
def test_what_agrees(shape, expected, answer, right):
    assert same(expected, answer, shape) is right


@pytest.mark.parametrize(
    ("answer", "reason", "keys"),
    [
        ({"C1": 3, "C2": 41, "C3": 0}, "value.high", ["C2"]),
        ({"C1": 3, "C2": 39, "C3": -1}, "value.low", ["C2", "C3"]),
        ({"C1": 4, "C2": 39, "C3": 0}, "value.mixed", ["C1", "C2"]),
        ({"C1": 3, "C2": 40}, "rows.missing", ["C3"]),
        ({**EXPECTED, "C9": 3}, "rows.extra", ["C9"]),
        ({"C1": 3, "C2": 40, "C4": 0}, "rows.both", ["C3"]),
        ({"A": 3, "B": 40}, "rows.other", ["A", "B"]),
        ([*EXPECTED.items(), ("C2", 40)], "rows.twice", ["C2"]),
        ({**EXPECTED, "C3": float("nan")}, "not-finite.column", ["C3"]),
        ({**EXPECTED, "C3": math.inf}, "not-finite.column", ["C3"]),
        ({"C1": "3", "C2": "40", "C3": "0"}, "kind.text", []),
        ({"C1": True, "C2": False, "C3": True}, "kind.bool", []),
        ({"C5": 3, "C6": 40, "C7": 0}, "rows.both", ["C1", "C2", "C3"]),
        (None, "problem.nothing", []),
    ],
)
def test_the_reason_after_a_miss(answer, reason, keys):
    found = why(EXPECTED, answer)
    assert (found.reason, [row[0] for row in found.keys]) == (reason, keys)


@pytest.mark.parametrize(
    ("expected", "answer", "reason"),
    [
        (0.3, 0.2, "number.low"),
        (0.3, 30, "number.high"),
        (0.3, float("nan"), "not-finite.number"),
        (0.3, math.inf, "not-finite.infinite"),
        (float("nan"), math.inf, "should-be-empty.number"),
        (0.3, "NaN", "kind.empty-text"),
        (0.3, "0.3", "kind.text"),
        (float("nan"), 0.3, "should-be-empty.number"),
    ],
)
def test_the_reason_for_a_number(expected, answer, reason):
    assert why(expected, answer, Number()).reason == reason


def test_a_flag_may_be_true_or_false():
    flags = Column(name="premium", unit="flag")
    assert same({"C1": 1, "C2": 0}, {"C1": True, "C2": False}, flags)
    found = why({"C1": 1, "C2": 0, "C3": 0}, {"C1": True, "C2": True, "C3": False}, flags)
    assert (found.reason, found.keys) == ("value.high", (("C2",),))


def test_a_value_where_there_is_nothing_to_work_it_out_from():
    found = why({"C1": 3.0, "C2": float("nan")}, {"C1": 4.0, "C2": 0.0}, Column(name="rate", unit="share"))
    assert (found.reason, found.keys, found.fields["column"]) == ("should-be-empty.column", (("C2",),), "rate")


def test_a_table_says_which_columns_are_off():
    found = why({"C1": (1, 2), "C2": (5, 4)}, {"C1": (2, 2), "C2": (5, 3)}, SCORES)
    assert found.reason == "value.high"
    assert found.fields["column"] == "r_score"
    assert found.fields["columns"] == ["r_score", "f_score"]


def test_members_say_who_is_missing_and_who_is_too_many():
    found = why(["C1", "C2"], ["C1", "C3"], Members())
    assert (found.reason, found.keys, found.fields["extra"]) == ("rows.both", (("C2",),), (("C3",),))


def test_text_says_only_that_it_differs():
    assert why({"C1": "Gold", "C2": "Gold"}, {"C1": "Gold", "C2": "Silver"}, LABEL).reason == "value.other"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [([-3, -7], "value.negative"), ([0, -7], "value.negative"), ([0, 6], "value.low"), ([3, 6.5], "value.fraction")],
)
def test_signs_and_decimals_are_named(answer, reason):
    expected = {"keys": [["a"], ["b"]], "columns": {"recency": [3, 7]}}
    found = difference(
        expected, {"keys": [["a"], ["b"]], "columns": {"recency": answer}}, Column(name="recency", unit="days"), 1e-6
    )
    assert found.reason == reason


def test_a_negative_number_is_named():
    assert difference({"number": 35}, {"number": -35}, Number(), 1e-6).reason == "number.negative"
