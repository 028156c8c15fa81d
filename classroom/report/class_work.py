"""What a class handed in and what came of it, as tables: from the roster, submitted/, scores.csv and the gradebook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.grading.assignment import FOLDER
from classroom.grading.late import DueDates, lateness
from classroom.grading.scores import NAME as SCORES
from classroom.grading.work_list import Work, work_list
from classroom.roster import read_roster

if TYPE_CHECKING:
    from classroom.class_settings import ClassSettings
    from classroom.course import Course
    from classroom.grading.gradebook import Marks

STATES = ("graded", "waits", "unread", "to-grade", "missing", "open")
"""What may be said of a learner's work on an assignment: graded; graded but for a task that a person reads; not to be
read; not graded yet; not handed in though it is due; not handed in, and not due yet."""

WORK = ("learner", "assignment", "state", "handed_in", "late", "points", "known", "penalty")
MARKS = ("learner", "assignment", "task", "points", "maximum", "verdict", "mistake", "waits")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """An assignment of the class.

    Attributes:
        id: such as "a07".
        title: in the class's language.
        tasks: the titles of its tasks by id, in their order.
        due: for everybody, in UTC; None for never.
        graded: whether it was graded at all.
    """

    id: str
    title: str
    tasks: Mapping[str, str] = field(default_factory=dict)
    due: dt.datetime | None = None
    graded: bool = False


@dataclass(frozen=True, kw_only=True)
class ClassWork:
    """Everything that the report is made of.

    Attributes:
        name, language: the class's.
        now: when this was looked at, in the class's time zone.
        assignments: those that were released, in order.
        names: of the learners, by id: those of the roster in its order, or whoever handed in where there is none.
        has_roster: whether there is a roster.
        strangers: who handed in and is not on the roster; nothing else here is about them.
        work: a row for each learner and assignment: WORK. `handed_in` is in UTC; `points` counts what is known, the
            penalty taken off, of `known` points that could be had in the tasks that have a mark; NaN where there is
            none.
        marks: a row for each learner and graded task: MARKS. `points` is NaN where a person has not said yet or nothing
            could be read; `verdict` and `mistake` are as in scores.csv.
    """

    name: str
    language: str
    now: dt.datetime
    assignments: tuple[Assignment, ...]
    names: Mapping[str, str]
    has_roster: bool
    strangers: tuple[str, ...]
    work: pd.DataFrame
    marks: pd.DataFrame

    def title(self, task: str) -> str:
        """What a task is called; its id where nobody knows."""
        return next((one.tasks[task] for one in self.assignments if task in one.tasks), task)


def read_class_work(course: Course, folder: Path, now: dt.datetime, gradebook: str = "") -> ClassWork:
    """Read a class.

    Args:
        course: the sources, for titles.
        folder: the class folder.
        now: with a time zone: what is due before it and not there is missing.
        gradebook: the database's address; that of class.toml, or nbgrader's own in the class folder, when "".

    Raises:
        KitError: no class there, nothing released in it, or a file or database that cannot be read.
    """
    settings = read_class(folder)
    names = released(folder)
    if not names:
        raise KitError(
            f"Nothing was released in {folder}, so there is nothing to report: classroom release a01 --class {folder}."
        )
    roster = read_roster(folder)
    handed_in = {name: {one.learner: one for one in work_list(folder, name).work} for name in names}
    scores = {name: read_scores(folder, name) for name in names}
    given, due = _from_gradebook(folder, settings, [name for name in names if scores[name] is not None], gradebook)
    there = sorted({learner for works in handed_in.values() for learner in works})
    learners = [one.id for one in roster] or there
    works, marks, assignments = [], [], []
    for name in names:
        own_due = settings.due_dates(name) or due.get(name, DueDates())
        table = scores[name]
        assignments.append(_assignment(course, name, settings.language, own_due, table is not None))
        marked = _marks(table, given.get(name, {})) if table is not None else pd.DataFrame(columns=list(MARKS))
        marked = marked[marked["learner"].isin(learners)]
        marks.append(marked)
        works.append(_works(folder, settings, name, learners, handed_in[name], own_due, marked, table, now))
    marked = [one for one in marks if len(one)]
    return ClassWork(
        name=settings.name,
        language=settings.language,
        now=now.astimezone(settings.zone),
        assignments=tuple(assignments),
        names={learner: (one.name if (one := roster.get(learner)) else "") for learner in learners},
        has_roster=len(roster) > 0,
        strangers=tuple(learner for learner in there if len(roster) and learner not in roster),
        work=pd.concat(works, ignore_index=True),
        marks=pd.concat(marked, ignore_index=True) if marked else pd.DataFrame(columns=list(MARKS)),
    )


def released(folder: Path) -> list[str]:
    """The assignments that were released in a class, in order."""
    there = folder / "release"
    return sorted(one.name for one in there.iterdir() if any(one.glob("*.ipynb"))) if there.is_dir() else []


def read_scores(folder: Path, assignment: str) -> pd.DataFrame | None:
    """scores.csv of an assignment; None where it was not graded.

    Raises:
        KitError: it cannot be read.
    """
    path = folder / FOLDER / assignment / SCORES
    if not path.is_file():
        return None
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        for column in ("points", "max", "late", "attempts"):
            table[column] = pd.to_numeric(table[column])
        table["learner"] = [_unquoted(name) for name in table["learner"]]
        return table[["learner", "task", "points", "max", "verdict", "mistake", "by_hand", "attempts", "late"]]
    except (OSError, ValueError, KeyError) as problem:
        raise KitError(f"{path} cannot be read: {problem}. `classroom grade {assignment}` writes it anew.") from problem


def _unquoted(name: str) -> str:
    """An id without the mark that keeps a spreadsheet from taking it for a formula."""
    return name[1:] if name[:1] == "'" and name[1:2] in _FORMULA else name


def _from_gradebook(
    folder: Path, settings: ClassSettings, graded: list[str], gradebook: str
) -> tuple[dict[str, dict[str, Marks]], dict[str, DueDates]]:
    """What the gradebook has of the assignments that were graded: marks given by hand since are in it alone."""
    from classroom.grading.gradebook import Book, sqlite_url

    url = gradebook or settings.gradebook
    if not graded or not (url or (folder / "gradebook.db").is_file()):
        return {}, {}
    marks, due = {}, {}
    with Book.open(url or sqlite_url(folder), settings.course_id, settings.language) as book:
        for name in graded:
            source = next((folder / "source" / name).glob("*.ipynb"), None)
            if source is not None:
                book.prepare(name, source)
                marks[name], due[name] = book.marks(name), book.due(name)
    return marks, due


def _assignment(course: Course, name: str, language: str, due: DueDates, graded: bool) -> Assignment:
    from classroom.grading.feedback import titles_of

    titles = titles_of(course, name, language)
    from solutions import records

    tasks = {task.id: titles.tasks[task.id] for task in records(name).TASKS if task.points}
    return Assignment(id=name, title=titles.assignment, tasks=tasks, due=due.at, graded=graded)


def _marks(scores: pd.DataFrame, given: Mapping[str, Marks]) -> pd.DataFrame:
    """The marks of an assignment as they are now."""
    now = {(learner, mark.task): mark for learner, marks in given.items() for mark in marks.tasks}
    assignment, rows = "", []
    for row in scores.itertuples(index=False):
        mark = now.get((row.learner, row.task))
        assignment = row.task.partition(".")[0]
        points, waits = float(row.points), row.verdict == "by hand" and not row.by_hand
        settled = not waits
        if mark is not None:
            points, waits = mark.points, mark.waits
            settled = mark.manual is not None or (mark.automatic is not None and row.verdict != "by hand")
        if row.verdict == "unreadable" and (mark is None or mark.manual is None):
            settled = False
        points = points if settled else float("nan")
        rows.append((row.learner, assignment, row.task, points, float(row.max), row.verdict, row.mistake, waits))
    return pd.DataFrame(rows, columns=list(MARKS))


def _works(
    folder: Path,
    settings: ClassSettings,
    name: str,
    learners: list[str],
    handed_in: Mapping[str, Work],
    due: DueDates,
    marks: pd.DataFrame,
    scores: pd.DataFrame | None,
    now: dt.datetime,
) -> pd.DataFrame:
    """A row for each learner."""
    known = marks.dropna(subset="points")
    got, could = (known.groupby("learner")[column].sum().to_dict() for column in ("points", "maximum"))
    read_by_hand = marks[marks["waits"].astype(bool) & (marks["verdict"] != "unreadable")]
    waits = set(read_by_hand["learner"])
    unread = set(marks.loc[marks["verdict"] == "unreadable", "learner"]) - set(got)
    graded = set(marks["learner"])
    late = scores.groupby("learner")["late"].max().fillna(0.0).to_dict() if scores is not None else {}
    again = set(scores.loc[scores["attempts"] > 1, "learner"]) if scores is not None else set()
    rows = []
    for learner in learners:
        work = handed_in.get(learner)
        until = due.of(learner)
        at = work.timestamp if work else None
        if work and learner in again and settings.attempts != "last":
            at = _first(folder, name, learner) or at
        if work is None and learner not in graded:
            state = "missing" if until is not None and until < now else "open"
        elif learner not in graded:
            state = "to-grade"
        else:
            state = "unread" if learner in unread else "waits" if learner in waits else "graded"
        penalty = float(late.get(learner, 0.0))
        points = max(got[learner] - penalty, 0.0) if learner in got else float("nan")
        is_late = penalty > 0 or lateness(at, until) > settings.late_rule.grace
        rows.append((learner, name, state, at, is_late, points, could.get(learner, float("nan")), penalty))
    table = pd.DataFrame(rows, columns=list(WORK))
    table["handed_in"] = pd.to_datetime(table["handed_in"], utc=True)
    return table


def _first(folder: Path, name: str, learner: str) -> dt.datetime | None:
    """When a learner handed in for the first time, where that is what counts."""
    from classroom.grading.attempts import FOLDER as ATTEMPTS
    from classroom.grading.attempts import Attempts
    from classroom.grading.released import read_released

    kept = Attempts(folder / FOLDER / name / ATTEMPTS, learner, read_released(folder, name), folder / "release" / name)
    times = [one.first for one in kept.all() if one.first is not None]
    return min(times, default=None)
