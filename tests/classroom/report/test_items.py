"""Difficulty and discrimination: as NumPy has them, as worked by hand, and what has to hold for any class."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from classroom.report.items import FEWEST, difficulty, item_rest, item_table, kind_of


def test_an_example_worked_by_hand():
    # Four learners. Rest of "a": b + c = 2, 2, 1, 0. With a = 1, 1, 0, 0: the means are 0.5 and 1.25, the products of
    # the deviations sum to 0.5 (0.75 + 0.75 + 0.25 + 1.25) = 1.5, the squares to 1 and 2.75: 1.5 / sqrt(2.75).
    points = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 1, 1, 0], "c": [1, 1, 0, 0]}, dtype=float)
    assert item_rest(points, "a") == pytest.approx(1.5 / math.sqrt(2.75), abs=1e-12)
    assert difficulty(points["b"], 1.0) == 0.75


def test_the_same_as_numpy_on_a_class_of_sixty():
    rng = np.random.default_rng(11)
    points = pd.DataFrame(rng.integers(0, 5, size=(60, 6)).astype(float), columns=list("abcdef"))
    for place, task in enumerate(points.columns):
        rest = np.delete(points.to_numpy(), place, axis=1).sum(axis=1)
        assert item_rest(points, task) == pytest.approx(np.corrcoef(points[task], rest)[0, 1], abs=1e-12)


def test_the_task_itself_is_not_in_the_rest():
    rng = np.random.default_rng(2)
    points = pd.DataFrame(rng.integers(0, 2, size=(400, 3)).astype(float), columns=list("abc"))
    assert abs(item_rest(points, "a")) < 0.15  # with it in the sum it would be beyond 0.5


@pytest.mark.parametrize(
    "points",
    [
        pd.DataFrame({"a": [1.0] * 5, "b": [0.0, 1, 2, 3, 4]}),
        pd.DataFrame({"a": [0.0, 1, 2, 3, 4], "b": [2.0] * 5}),
        pd.DataFrame({"a": [0.0, 1, 2]}),
        pd.DataFrame({"a": [1.0], "b": [2.0]}),
        pd.DataFrame({"a": [np.nan, np.nan], "b": [1.0, 2.0]}),
        pd.DataFrame({"a": [0.1 + 0.2, 0.3, 0.3], "b": [1.0, 2.0, 3.0]}),
    ],
    ids=["same everywhere", "rest the same", "no rest", "one learner", "no marks", "same but for the last bit"],
)
def test_without_variance_there_is_no_discrimination(points):
    assert math.isnan(item_rest(points, "a"))


def test_a_task_that_is_half_marked_counts_for_itself_and_in_nobodys_rest():
    points = pd.DataFrame({"a": [0.0, 1, 2, 3], "b": [0.0, 1, 2, 3], "text": [5.0, np.nan, 0.0, np.nan]})
    assert item_rest(points, "a") == pytest.approx(1.0)
    assert item_rest(points, "text") == pytest.approx(-1.0)
    assert difficulty(points["text"], 5.0) == 0.5


def test_somebody_without_marks_changes_nothing_for_the_others():
    rng = np.random.default_rng(5)
    points = pd.DataFrame(rng.integers(0, 3, size=(40, 4)).astype(float), columns=list("abcd"))
    unread = pd.DataFrame([[np.nan] * 4, [2.0, np.nan, np.nan, np.nan]], columns=list("abcd"))
    both = pd.concat([points, unread], ignore_index=True)
    for task in points.columns:
        assert item_rest(both, task) == pytest.approx(item_rest(points, task), abs=1e-12)
    assert item_table(both, pd.Series(2.0, index=points.columns))["discrimination"].notna().all()


def test_nothing_is_said_of_a_task_below_twenty_marks():
    rng = np.random.default_rng(3)
    points = pd.DataFrame(rng.integers(0, 3, size=(FEWEST, 3)).astype(float), columns=list("abc"))
    maxima = pd.Series({"a": 2.0, "b": 2.0, "c": 2.0})
    assert item_table(points, maxima)[["difficulty", "discrimination"]].notna().all(axis=None)
    few = item_table(points.iloc[1:], maxima)
    assert few[["difficulty", "discrimination"]].isna().all(axis=None)
    assert list(few["kind"]) == ["", "", ""]
    assert list(few["learners"]) == [FEWEST - 1] * 3
    points.loc[0, "b"] = np.nan
    assert list(item_table(points, maxima)["difficulty"].isna()) == [False, True, False]


@pytest.mark.parametrize(
    ("difficulty", "discrimination", "kind"),
    [
        (0.95, 0.5, "too-easy"),
        (0.949, 0.5, ""),
        (0.299, 0.5, "too-hard"),
        (0.30, 0.5, ""),
        (0.6, 0.199, "not-telling"),
        (0.6, 0.20, ""),
        (0.6, -0.4, "not-telling"),
        (1.0, math.nan, "too-easy"),
        (0.6, math.nan, ""),
        (math.nan, math.nan, ""),
    ],
)
def test_what_is_said_of_a_task(difficulty, discrimination, kind):
    assert kind_of(difficulty, discrimination) == kind


CLASSES = st.integers(3, 12).flatmap(
    lambda learners: st.lists(st.lists(st.integers(0, 8), min_size=learners, max_size=learners), min_size=2, max_size=5)
)


@settings(max_examples=40, deadline=None)
@given(columns=CLASSES, factor=st.sampled_from([0.5, 2.0, 7.0]), shift=st.integers(0, 3), data=st.data())
def test_discrimination_depends_on_nothing_but_how_points_go_together(columns, factor, shift, data):
    points = pd.DataFrame({f"t{place}": column for place, column in enumerate(columns)}, dtype=float)
    value = item_rest(points, "t0")
    assume(not math.isnan(value))
    assert -1.0 - 1e-9 <= value <= 1.0 + 1e-9
    scaled = points.assign(t0=points["t0"] * factor + shift)
    assert item_rest(scaled, "t0") == pytest.approx(value, abs=1e-9)
    assert item_rest(points * factor, "t0") == pytest.approx(value, abs=1e-9)
    rows = data.draw(st.permutations(range(len(points))))
    names = data.draw(st.permutations(list(points.columns)))
    assert item_rest(points.iloc[list(rows)][list(names)], "t0") == pytest.approx(value, abs=1e-9)
    assert item_rest(points.assign(t0=-points["t0"]), "t0") == pytest.approx(-value, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(points=st.lists(st.floats(0, 4), min_size=1, max_size=30), factor=st.sampled_from([0.25, 3.0]))
def test_difficulty_is_a_share_and_knows_no_unit(points, factor):
    column = pd.Series(points)
    value = difficulty(column, 4.0)
    assert 0.0 <= value <= 1.0
    assert difficulty(column * factor, 4.0 * factor) == pytest.approx(value, abs=1e-9)
    assert math.isnan(difficulty(column, 0.0))
