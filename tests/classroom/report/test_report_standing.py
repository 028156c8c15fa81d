"""How far a class is and who needs help: counts by hand, and rules at their edges."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from report_class import class_of, mark, piece

from classroom.report.standing import Reason, progress_table, shares, standings


def reasons(there) -> dict[str, tuple[Reason, ...]]:
    """Why somebody needs help, by learner."""
    return {one.learner: one.reasons for one in standings(there)}


def test_progress_counts_every_state():
    work = [
        piece("s1", "a01", 8.0, 10.0),
        piece("s2", "a01", 4.0, 10.0, late=True),
        piece("s3", "a01", 5.0, 8.0, state="waits"),
        piece("s4", "a01", state="unread"),
        piece("s5", "a01", state="to-grade", late=True),
        piece("s6", "a01", state="missing"),
        piece("s7", "a01"),
    ]
    row = progress_table(class_of(work).work).loc["a01"]
    assert row["learners"] == 7
    assert row["handed_in"] == 5
    assert (row["on_time"], row["late"], row["missing"], row["open"]) == (3, 2, 1, 1)
    assert (row["graded"], row["waits"], row["unread"], row["to_grade"]) == (2, 1, 1, 1)
    assert row["median"] == pytest.approx(0.625)  # of 0.8, 0.4 and 0.625


def test_a_share_is_of_what_has_a_mark():
    work = class_of([piece("s1", "a01", 3.0, 4.0), piece("s2", "a01"), piece("s3", "a01", 0.0, 0.0)]).work
    assert shares(work).iloc[0] == 0.75
    assert shares(work).iloc[1:].isna().all()


@pytest.mark.parametrize(
    ("points", "named"), [((4.9, 4.9), True), ((4.9, 5.0), False), ((4.9, math.nan), False), ((0.0, 0.0), True)]
)
def test_below_half_in_two_assignments(points, named):
    work = [piece("s1", f"a0{place}", one, 10.0) for place, one in enumerate(points, 1)]
    assert reasons(class_of(work))["s1"] == ((Reason("low", ("a01", "a02")),) if named else ())


def test_unreadable_work_is_not_low():
    work = [piece("s1", "a01", 1.0, 10.0), piece("s1", "a02", state="unread")]
    assert reasons(class_of(work))["s1"] == ()


def test_what_is_due_and_not_there_is_a_reason():
    work = [piece("s1", "a01", state="missing"), piece("s1", "a02"), piece("s1", "a03", state="missing")]
    assert reasons(class_of(work))["s1"] == (Reason("missing", ("a01", "a03")),)


@pytest.mark.parametrize(("tasks", "named"), [(3, True), (2, False)])
def test_the_same_mistake_in_three_tasks(tasks, named):
    marks = [mark("s1", f"a01.t{place}", 0.0, mistake="lines") for place in range(tasks)]
    marks += [mark("s1", "a01.other", 0.0, mistake="gross"), marks[0]]
    there = class_of([piece("s1", "a01", 6.0, 10.0)], marks)
    expected = (Reason("same-mistake", tuple(f"a01.t{place}" for place in range(tasks)), "lines"),)
    assert reasons(there)["s1"] == (expected if named else ())


def test_the_order_is_by_reasons_then_by_share_then_by_id():
    work = [
        *(piece("both", name, state="missing") for name in ("a01",)),
        *(piece("both", name, 1.0, 10.0) for name in ("a02", "a03")),
        *(piece("missing", name, 9.0, 10.0) for name in ("a02", "a03")),
        piece("missing", "a01", state="missing"),
        *(piece("low", name, 2.0, 10.0) for name in ("a01", "a02", "a03")),
        *(piece("fine-b", name, 8.0, 10.0) for name in ("a01", "a02", "a03")),
        *(piece("fine-a", name, 8.0, 10.0) for name in ("a01", "a02", "a03")),
        *(piece("none", name) for name in ("a01", "a02", "a03")),
    ]
    found = standings(class_of(work))
    assert [one.learner for one in found] == ["both", "low", "missing", "fine-a", "fine-b", "none"]
    shares_by = {one.learner: one.share for one in found}
    assert shares_by["both"] == pytest.approx(0.1)
    assert shares_by["missing"] == pytest.approx(0.9)
    assert math.isnan(shares_by["none"])


def test_a_class_of_which_nothing_is_graded():
    found = standings(class_of([piece("s1", "a01", state="to-grade"), piece("s2", "a01")]))
    assert [one.reasons for one in found] == [(), ()]
    assert pd.isna(progress_table(class_of([piece("s1", "a01")]).work)["median"]).all()
