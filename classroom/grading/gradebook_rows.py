"""What is written into nbgrader's tables for a batch of submissions, and what is left as it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from classroom.grading.gradebook_cells import Sheet
from classroom.grading.result import Graded
from classroom.grading.submission import Submission
from customer_value.messages import message

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

NO_RESPONSE = "No response."
"""What nbgrader itself notes below an answer that was left as it was handed out."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One submission's place in the gradebook.

    Attributes:
        submission: what was handed in.
        graded: what it came to.
        timestamp: when it was handed in, as timestamp.txt has it; without a time zone it is UTC.
        penalty: the points that are taken off because it came late; None for none.
    """

    submission: Submission
    graded: Graded
    timestamp: datetime | None = None
    penalty: float | None = None


@dataclass(frozen=True)
class _Work:
    """A submission's rows: the ids, and whether it was handed in anew since it was last graded."""

    assignment: str
    notebook: str = ""
    anew: bool = False


def waits_for_a_person(
    manual: float | None,
    before: float | None,
    now: float | None,
    waited: bool,
    *,
    unread: bool = False,
    anew: bool = False,
) -> bool:
    """Whether somebody has to look at a grade after the work was graded again.

    Args:
        manual: the points given by hand, which always stay; None for none.
        before, now: the points given automatically, last time and this time; None where a person has to say.
        waited: whether it waited for a person before.
        unread: nothing could be read of the work.
        anew: the work was handed in again since.
    """
    if manual is None:
        return now is None or unread
    return waited or anew or before != now


def write_rows(connection: Connection, sheet: Sheet, entries: Mapping[str, Entry], language: str) -> None:
    """Write a batch of submissions of one assignment, all in the transaction of the connection.

    Args:
        connection: to nbgrader's database.
        sheet: the assignment's.
        entries: by the learner's id.
        language: of the class, for the notes that people read.
    """
    _add_students(connection, entries)
    works = _notebooks(connection, sheet, _assignments(connection, sheet, entries))
    scores = _grades(connection, sheet, entries, works)
    _comments(connection, sheet, entries, works, language)
    _penalties(connection, entries, works, scores)


def utc(timestamp: datetime | None) -> datetime | None:
    """A time as nbgrader keeps it: UTC without saying so."""
    if timestamp is None or timestamp.tzinfo is None:
        return timestamp
    return timestamp.astimezone(UTC).replace(tzinfo=None)


def _add_students(connection: Connection, learners: Iterable[str]) -> None:
    from nbgrader import api

    table = api.Student.__table__
    there = {row[0] for row in connection.execute(_chosen(table, "id", learners, columns=("id",)))}
    _insert(connection, table, [{"id": learner} for learner in learners if learner not in there])


def _assignments(connection: Connection, sheet: Sheet, entries: Mapping[str, Entry]) -> dict[str, _Work]:
    from nbgrader import api

    table = api.SubmittedAssignment.__table__
    chosen = _chosen(table, "student_id", entries, columns=("id", "student_id", "timestamp"))
    there = {row.student_id: row for row in connection.execute(chosen.where(table.c.assignment_id == sheet.assignment))}
    works: dict[str, _Work] = {}
    new, changed = [], []
    for learner, entry in entries.items():
        timestamp, row = utc(entry.timestamp), there.get(learner)
        works[learner] = _Work(row.id if row else api.new_uuid(), anew=row is not None and row.timestamp != timestamp)
        values = {"timestamp": timestamp}
        if row is None:
            place = {"assignment_id": sheet.assignment, "student_id": learner}
            new.append({"id": works[learner].assignment, **place, **values})
        elif works[learner].anew:
            changed.append({"row": row.id, **values})
    _insert(connection, table, new)
    _update(connection, table, changed)
    return works


def _notebooks(connection: Connection, sheet: Sheet, works: Mapping[str, _Work]) -> dict[str, _Work]:
    from nbgrader import api

    table = api.SubmittedNotebook.__table__
    owners = {work.assignment: learner for learner, work in works.items()}
    chosen = _chosen(table, "assignment_id", owners, columns=("id", "assignment_id"))
    rows = connection.execute(chosen.where(table.c.notebook_id == sheet.notebook))
    there = {owners[row.assignment_id]: row.id for row in rows}
    found: dict[str, _Work] = {}
    new = []
    for learner, work in works.items():
        identity = there.get(learner) or api.new_uuid()
        found[learner] = _Work(work.assignment, identity, work.anew)
        if learner not in there:
            place = {"assignment_id": work.assignment, "notebook_id": sheet.notebook}
            new.append({"id": identity, **place, "flagged": False})
    _insert(connection, table, new)
    return found


def _grades(
    connection: Connection, sheet: Sheet, entries: Mapping[str, Entry], works: Mapping[str, _Work]
) -> dict[str, float]:
    """Write the points, and say what each submission has now, with those given by hand."""
    from nbgrader import api

    table = api.Grade.__table__
    columns = ("id", "cell_id", "notebook_id", "auto_score", "manual_score", "extra_credit", "needs_manual_grade")
    there = _standing(connection, table, sheet.grades, works, columns)
    task_of = {cells.grade: cells.task for cells in sheet.tasks}
    scores: dict[str, float] = {}
    new, changed = [], []
    for learner, entry in entries.items():
        work, unread = works[learner], entry.submission.unread is not None
        points = {task.task: task.points for task in entry.graded.tasks}
        scores[learner] = 0.0
        for cell, name in sheet.grades.items():
            now = 0.0 if unread else points.get(task_of.get(name, ""))
            row = there.get((work.notebook, cell))
            if row is None:
                waits = waits_for_a_person(None, None, now, False, unread=unread)
                place = {"id": api.new_uuid(), "cell_id": cell, "notebook_id": work.notebook}
                new.append({**place, "auto_score": now, "needs_manual_grade": waits})
                scores[learner] += now or 0.0
                continue
            standing = row.manual_score, row.auto_score, now, row.needs_manual_grade
            waits = waits_for_a_person(*standing, unread=unread, anew=work.anew)
            if (row.auto_score, row.needs_manual_grade) != (now, waits):
                changed.append({"row": row.id, "auto_score": now, "needs_manual_grade": waits})
            given = now if row.manual_score is None else row.manual_score
            scores[learner] += (given or 0.0) + (row.extra_credit or 0.0)
    _insert(connection, table, new)
    _update(connection, table, changed)
    return scores


def _comments(
    connection: Connection, sheet: Sheet, entries: Mapping[str, Entry], works: Mapping[str, _Work], language: str
) -> None:
    from nbgrader import api

    table = api.Comment.__table__
    there = _standing(connection, table, sheet.comments, works, ("id", "cell_id", "notebook_id", "auto_comment"))
    new, changed = [], []
    for learner, entry in entries.items():
        work, texts = works[learner], _auto_comments(sheet, entry, language)
        for cell, name in sheet.comments.items():
            text = texts.get(name)
            row = there.get((work.notebook, cell))
            if row is None:
                place = {"id": api.new_uuid(), "cell_id": cell, "notebook_id": work.notebook}
                new.append({**place, "auto_comment": text})
            elif row.auto_comment != text:
                changed.append({"row": row.id, "auto_comment": text})
    _insert(connection, table, new)
    _update(connection, table, changed)


def _auto_comments(sheet: Sheet, entry: Entry, language: str) -> dict[str, str]:
    """What is noted below the answers; what concerns the whole work stands below the first."""
    states = {task.task: task.state for task in entry.graded.tasks}
    found = {cells.answer: NO_RESPONSE for cells in sheet.tasks if states.get(cells.task) == "not attempted"}
    whole = remarks(entry.submission, entry.graded, language)
    first = next(iter(sheet.comments.values()), None)
    if whole and first is not None:
        found[first] = " ".join([*whole, *filter(None, [found.get(first)])])
    return found


def remarks(submission: Submission, graded: Graded, language: str) -> list[str]:
    """What whoever reads the marks has to know of the whole work: that it was not read, or not run in a sandbox."""
    found = []
    if submission.unread is not None:
        reason = message("classroom", f"unread.{submission.unread.key}", language, **submission.unread.fields)
        found.append(message("classroom", "gradebook.unread", language, reason=reason))
    if graded.trusted:
        found.append(message("classroom", "gradebook.trusted", language))
    return found


def _penalties(
    connection: Connection, entries: Mapping[str, Entry], works: Mapping[str, _Work], scores: Mapping[str, float]
) -> None:
    """Take points off late work: as in nbgrader, no more than it has."""
    from nbgrader import api

    table = api.SubmittedNotebook.__table__
    owners = {works[learner].notebook: learner for learner in entries}
    rows = connection.execute(_chosen(table, "id", owners, columns=("id", "late_submission_penalty")))
    changed = []
    for row in rows:
        learner = owners[row.id]
        asked = entries[learner].penalty
        penalty = None if asked is None else min(max(asked, 0.0), max(scores[learner], 0.0))
        if penalty != row.late_submission_penalty:
            changed.append({"row": row.id, "late_submission_penalty": penalty})
    _update(connection, table, changed)


def _standing(
    connection: Connection, table: Table, cells: Iterable[str], works: Mapping[str, _Work], columns: tuple[str, ...]
) -> dict[tuple[str, str], Any]:
    """The rows that some submissions have for some cells.

    They are asked for by the cells too: the tables' index begins with the cell. They are locked where the database can
    do that, so that what formgrader writes at the same moment is neither missed nor overwritten.
    """
    notebooks = [work.notebook for work in works.values()]
    chosen = _chosen(table, "notebook_id", notebooks, columns=columns).where(table.c.cell_id.in_(list(cells)))
    return {(row.notebook_id, row.cell_id): row for row in connection.execute(chosen.with_for_update())}


def _chosen(table: Table, key: str, values: Iterable[str], *, columns: tuple[str, ...]) -> Any:
    from sqlalchemy import select

    return select(*(table.c[name] for name in columns)).where(table.c[key].in_(list(values)))


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)


def _update(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Set some columns of rows that are there, and no other column."""
    from sqlalchemy import bindparam

    if not rows:
        return
    names = [name for name in rows[0] if name != "row"]
    # A parameter may not be called as its column is.
    values = [{"row": row["row"], **{f"to_{name}": row[name] for name in names}} for row in rows]
    change = table.update().where(table.c.id == bindparam("row"))
    connection.execute(change.values({name: bindparam(f"to_{name}") for name in names}), values)
