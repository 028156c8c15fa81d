"""Letters in a variable: read however somebody writes them, and every other thing has its own message."""

from __future__ import annotations

import collections

import numpy as np
import pandas as pd
import polars as pl
import pytest

from tutor.letters import letters, read_letters, readable_letters

ONE = ["B", "b", " B ", "B.", "(b)", "B)", "Ｂ", "「B」", '"B"', ["B"], ("b",), {"B"}, np.array(["B"]), np.str_("B")]
ONE += [pd.Series(["b"]), pd.Index(["B"]), pl.Series(["B"]), "B. option b", "B：兩個都是", ["B. option b"]]


@pytest.mark.parametrize("answer", ONE, ids=repr)
def test_one_letter(answer):
    assert read_letters(answer, 4) == {"letters": ["B"]}


ORDER = [["C", "A", "B"], ("C", "A", "B"), ["c", " a", "B."], "CAB", "cab", "C, A, B", "C A B", "C、A、B", "C→A→B"]
ORDER += ["C > A > B", "C-A-B", "['C', 'A', 'B']", ["CAB"], ["C, A, B"], np.array(["C", "A", "B"]), "Ｃ，Ａ，Ｂ"]
ORDER += [pd.Series(["C", "A", "B"], name="odd"), pl.Series(["C", "A", "B"]), [["C"][0], "AB"]]


@pytest.mark.parametrize("answer", ORDER, ids=repr)
def test_an_order(answer):
    assert read_letters(answer, 3) == {"letters": ["C", "A", "B"]}


Pair = collections.namedtuple("Pair", "first second")
PROBLEMS = [
    (None, "nothing"),
    (..., "not-attempted"),
    ("", "not-attempted"),
    ("____", "not-attempted"),
    ([], "not-attempted"),
    (["A", ...], "not-attempted"),
    (["____"], "not-attempted"),
    (2, "letters-number"),
    (True, "letters-number"),
    (np.int64(2), "letters-number"),
    ([3, 1, 2], "letters-number"),
    (float("nan"), "letters-number"),
    ({"A", "B"}, "letters-set"),
    ("E", "letters-unknown"),
    ("option b", "letters-unknown"),
    ("都不是", "letters-unknown"),
    ("A1", "letters-unknown"),
    (["A", "filter"], "letters-unknown"),
    ({"B": 1}, "other"),
    (pd.DataFrame({"a": ["B"]}), "other"),
    ([["A", "B"]], "other"),
    (b"B", "other"),
    (iter("AB"), "generator"),
    (str.upper, "function"),
]


@pytest.mark.parametrize(
    ("answer", "problem"), PROBLEMS, ids=[f"{n}-{problem}" for n, (_, problem) in enumerate(PROBLEMS)]
)
def test_what_is_no_letter(answer, problem):
    assert read_letters(answer, 4)["problem"] == problem


def test_any_sequence_of_letters_is_an_order():
    assert read_letters(Pair("B", "A"), 2) == {"letters": ["B", "A"]}
    assert letters(3) == ["A", "B", "C"]


FORGED = [None, 3, "B", {}, {"letters": "B"}, {"letters": []}, {"letters": ["Z"]}, {"letters": [3]}, {"problem": 3}]


@pytest.mark.parametrize("data", FORGED, ids=repr)
def test_what_another_process_sends_is_read_with_care(data):
    assert readable_letters(data, 3) == {"problem": "unreadable"}


def test_what_was_read_once_is_read_again_as_it_is():
    for answer in ("B", ["C", "A"], 2, "E", None):
        plain = read_letters(answer, 3)
        assert readable_letters(plain, 3) == plain
