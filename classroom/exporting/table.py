"""The plain table of points: a row for each learner, or a row for each learner and task."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from classroom.exporting.numbers import number
from classroom.exporting.points import Points
from classroom.grading.gradebook import Marks
from classroom.grading.scores import NAME as SCORES
from classroom.roster import Learner

LONG = ("learner", "name", "assignment", "task", "points", "maximum", "verdict", "mistake", "by_hand", "late")
"""The columns of the long table. `by_hand` is what a person gave; `late` is what the whole work loses for coming late,
in the first row of the work alone, so that the sum of `points` less that of `late` is what counts."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def wide_rows(learners: Sequence[Learner], points: Sequence[Points]) -> list[list[str]]:
    """A row for each learner: the points of every task, what was taken off for coming late, and what counts.

    The maximum stands behind each column's name, as in "a07.recency (2)" and "a07 (12)". A cell is empty where nothing
    was handed in.
    """
    head = ["learner", "name", "email", "group"]
    for one in points:
        head += [f"{task} ({number(most)})" for task, most in one.tasks.items()]
        head += [f"{one.assignment} late", f"{one.assignment} ({number(one.maximum)})"]
    rows = [head]
    for learner in learners:
        row = [plain(learner.id), plain(learner.name), plain(learner.email), plain(learner.group)]
        for one in points:
            row += _cells(one, one.marks.get(learner.id))
        rows.append(row)
    return rows


def long_rows(
    learners: Sequence[Learner], points: Sequence[Points], verdicts: Mapping[tuple[str, str], tuple[str, str]]
) -> list[list[str]]:
    """A row for each learner and task, with the columns of LONG.

    Args:
        learners: in the order wanted.
        points: of the assignments.
        verdicts: verdict and known mistake by learner and task, as `read_verdicts` has them.
    """
    rows = [list(LONG)]
    for one in points:
        for learner in learners:
            marks = one.marks.get(learner.id)
            for place, mark in enumerate(marks.tasks if marks else ()):
                late = number(marks.penalty) if marks and marks.penalty and not place else ""
                hand = "" if mark.manual is None else number(mark.manual)
                row = [plain(learner.id), plain(learner.name), one.assignment, mark.task, number(mark.points)]
                row += [number(mark.maximum), *verdicts.get((learner.id, mark.task), ("", "")), hand, late]
                rows.append(row)
    return rows


def read_verdicts(folder: Path, names: Iterable[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """What each learner's tasks came to, by learner and task, from the scores.csv of each assignment."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for name in names:
        path = folder / "grading" / name / SCORES
        if not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                learner = row["learner"]
                if learner[:1] == "'" and learner[1:2] in FORMULA:  # as the table of scores keeps such a name
                    learner = learner[1:]
                found[learner, row["task"]] = row["verdict"], row["mistake"]
    return found


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV, with the mark at its beginning by which Excel knows that it is UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return "\ufeff" + out.getvalue()


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _cells(one: Points, marks: Marks | None) -> list[str]:
    if marks is None:
        return [""] * (len(one.tasks) + 2)
    given = {mark.task: number(mark.points) for mark in marks.tasks}
    late = number(marks.penalty) if marks.penalty else ""
    return [*(given.get(task, "") for task in one.tasks), late, number(marks.points)]
