"""scores.csv: a row for each learner and task, with what a person gave beside what the grader did."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from classroom.files import write_whole
from classroom.grading.attempts import Counted
from classroom.grading.gradebook import Marks

NAME = "scores.csv"

COLUMNS = (
    *("learner", "assignment", "task", "points", "max", "verdict", "mistake", "by_hand", "seconds"),
    *("attempt", "attempts", "late"),
)
"""The columns: points count now, with those given by hand; `by_hand` says what a person gave, empty for nothing.
`attempt` is the number of the one that counts, `attempts` how many there are. `late` is what the whole work loses for
coming late; it stands in a learner's first row, so that the sum of `points` less that of `late` is what counts."""


def scores_text(counted: Iterable[Counted], marks: Mapping[str, Marks]) -> str:
    """The table as CSV, in the order of the learners' ids and of the tasks.

    Args:
        counted: what each learner's work came to.
        marks: what the gradebook has, by learner.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for work in sorted(counted, key=lambda work: work.graded.learner):
        one = work.graded
        known = marks.get(one.learner)
        given = {mark.task: mark for mark in known.tasks} if known else {}
        late = _number(known.penalty) if known and known.penalty else ""
        for place, task in enumerate(one.tasks):
            mark = given.get(task.task)
            points = mark.points if mark else task.points
            manual = mark.manual if mark else None
            row = [_plain(one.learner), one.assignment, task.task, _number(points), _number(task.maximum)]
            row += [task.state, task.mistake, _number(manual), f"{task.seconds:.3f}"]
            writer.writerow([*row, work.attempt, work.attempts, "" if place else late])
    return target.getvalue()


def write_scores(folder: Path, text: str) -> Path:
    """Write the table, with the mark at its beginning by which Excel knows that it is UTF-8."""
    path = folder / NAME
    write_whole(path, "\ufeff" + text)
    return path


def _plain(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")
