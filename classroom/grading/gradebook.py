"""nbgrader's gradebook: marks are put into its own database, in few transactions, and read out of it again.

Nothing that a person has entered in formgrader is ever changed: points given by hand, extra points and comments stay
when work is graded again. Where the automatic points below them have changed since, or the work was handed in anew,
formgrader shows that somebody should look again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from classroom.errors import KitError
from classroom.grading.gradebook_cells import Sheet, read_sheet, save_cells
from classroom.grading.gradebook_rows import Entry, write_rows
from classroom.grading.late import DueDates, read_due, write_due

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

T = TypeVar("T")

TOGETHER = 250
"""Submissions in one transaction: a formgrader that is open waits meanwhile, and gives up after five seconds."""

PATIENCE = 30.0
"""Seconds to wait for a database that somebody else is writing."""

LONGEST_ID = 128
"""Characters of a learner's id: nbgrader's databases other than SQLite keep no longer one."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What a learner has for one task, with what a person gave.

    Attributes:
        task: the id.
        points: what counts now: those given by hand, else the automatic ones, and the extra points.
        maximum: what the task is worth.
        automatic: the points given by the grader; None where a person has to say.
        manual: the points given by hand; None for none.
        extra: points given by hand on top.
        waits: whether a person has to look at it.
        comment: what a person wrote below the answer.
    """

    task: str
    points: float
    maximum: float
    automatic: float | None
    manual: float | None
    extra: float
    waits: bool
    comment: str


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What a learner has for an assignment.

    Attributes:
        learner: the id.
        tasks: in the order of the notebook.
        penalty: points taken off because it came late.
    """

    learner: str
    tasks: tuple[Mark, ...]
    penalty: float = 0.0

    @property
    def points(self) -> float:
        """The sum of what counts now, the penalty taken off."""
        return sum(task.points for task in self.tasks) - self.penalty

    @property
    def waits(self) -> bool:
        """Whether a person has to look at anything."""
        return any(task.waits for task in self.tasks)


def sqlite_url(class_folder: Path) -> str:
    """The address of the gradebook that nbgrader keeps in a class folder."""
    return f"sqlite:///{class_folder.resolve() / 'gradebook.db'}"


def fits(learner: str) -> bool:
    """Whether the gradebook can keep a learner's id: at most LONGEST_ID characters, and text."""
    return 0 < len(learner) <= LONGEST_ID and "\0" not in learner and not _broken(learner)


class Book:
    """nbgrader's gradebook, open for the one process that writes it.

    No connection stays open between two calls, so a process that is forked in between gets none of it.
    """

    def __init__(self, engine: Engine, course_id: str, language: str) -> None:
        self._engine, self._course_id, self._language = engine, course_id, language
        self._sheets: dict[str, Sheet] = {}

    @classmethod
    def open(cls, url: str, course_id: str, language: str, *, patience: float = PATIENCE) -> Book:
        """Open the gradebook; its tables are made where there are none.

        Args:
            url: as nbgrader takes it, such as "sqlite:////class/gradebook.db" or "postgresql://user@host/name".
            course_id: as nbgrader_config.py has it.
            language: of the class, for notes that people read.
            patience: seconds to wait where somebody else is writing.

        Raises:
            KitError: no such database, no way to reach it, or nothing that can be read as one.
        """
        book = cls(open_engine(url, patience), course_id, language)
        try:
            book._in_transaction(lambda connection: _make_tables(connection, course_id))
        except BaseException:
            book.close()
            raise
        return book

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def prepare(self, assignment: str, source: Path) -> None:
        """Make an assignment ready to be written; where the database lacks it, it is made from the source notebook.

        Args:
            assignment: such as "a07".
            source: the notebook in source/.

        Raises:
            KitError: the notebook cannot be read, or the database has another one with submissions.
        """
        sheet = self._in_transaction(lambda connection: read_sheet(connection, assignment, source))
        if sheet is None:
            with _told(self._engine.url):
                url = self._engine.url.render_as_string(hide_password=False)
                save_cells(url, self._course_id, assignment, source, self._language)
            sheet = self._in_transaction(lambda connection: read_sheet(connection, assignment, source))
        if sheet is None:
            raise KitError(f"The gradebook has no {source.stem} of {assignment}; release the assignment again.")
        self._sheets[assignment] = sheet

    def write(self, batch: Sequence[Entry]) -> None:
        """Write what some submissions came to; at most TOGETHER of them in one transaction.

        Where it is stopped, each transaction is there whole or not at all, and writing the same again changes nothing.

        Args:
            batch: of assignments that were prepared; of two entries of one learner, the later counts.

        Raises:
            KitError: the database cannot be written, or a learner's id does not fit into it (see `fits`).
        """
        for assignment, entries in _by_assignment(batch).items():
            sheet = self._sheet(assignment)
            left = iter(entries.items())
            while part := dict(islice(left, TOGETHER)):
                self._in_transaction(
                    lambda connection, sheet=sheet, part=part: write_rows(connection, sheet, part, self._language)
                )

    def marks(self, assignment: str, learner: str | None = None) -> dict[str, Marks]:
        """What every learner has for an assignment now, with what was given by hand; by the learner's id, sorted.

        Args:
            assignment: such as "a07".
            learner: of this one alone.
        """
        sheet = self._sheet(assignment)
        return self._in_transaction(lambda connection: _marks(connection, sheet, learner))

    def due(self, assignment: str) -> DueDates:
        """When an assignment is due, with the extensions that learners were given."""
        sheet = self._sheet(assignment)
        return self._in_transaction(lambda connection: read_due(connection, sheet))

    def set_due(self, assignment: str, at: datetime | None) -> None:
        """Say when an assignment is due, in UTC; formgrader shows it."""
        sheet = self._sheet(assignment)
        self._in_transaction(lambda connection: write_due(connection, sheet, at))

    def _sheet(self, assignment: str) -> Sheet:
        if assignment not in self._sheets:
            raise KitError(f"The assignment {assignment!r} was not prepared for the gradebook.")
        return self._sheets[assignment]

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        with _told(self._engine.url), self._engine.begin() as connection:
            return work(connection)


def _by_assignment(batch: Sequence[Entry]) -> dict[str, dict[str, Entry]]:
    found: dict[str, dict[str, Entry]] = {}
    for entry in batch:
        learner = entry.submission.learner
        if not fits(learner):
            raise KitError(
                f"The gradebook cannot keep the learner's id {learner!a}: it takes at most {LONGEST_ID} characters of "
                "text; rename the folder in submitted/."
            )
        found.setdefault(entry.submission.assignment, {})[learner] = entry
    return found


def open_engine(url: str, patience: float) -> Engine:
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    from sqlalchemy.pool import NullPool

    try:
        # Without a pool, no connection is open while a learner's work runs in a process forked from this one.
        is_sqlite = url.startswith("sqlite")
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": patience} if is_sqlite else {})
    except (ArgumentError, NoSuchModuleError) as problem:
        raise KitError(f"{url!r} is not the address of a database; an example is sqlite:///gradebook.db.") from problem
    except ImportError as problem:
        raise KitError(f"This gradebook needs the Python package {problem.name!r}; install it first.") from problem

    if is_sqlite:

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _: object) -> None:
            connection.isolation_level = None  # transactions begin where the next function says, not where sqlite3 does

        @event.listens_for(engine, "begin")
        def _begun(connection: Connection) -> None:
            # Whoever reads first and writes later may find the database taken in between, and cannot wait for it then.
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    elif engine.dialect.name == "postgresql":

        @event.listens_for(engine, "begin")
        def _begun_there(connection: Connection) -> None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(patience * 1000)}")

    return engine


@contextmanager
def _told(url: URL) -> Iterator[None]:
    """Say in one sentence what went wrong in a database."""
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    place = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    try:
        yield
    except (SQLAlchemyError, InvalidEntry) as problem:
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        reason = next(iter(str(cause).strip().splitlines()), type(cause).__name__)
        if "locked" in reason or "lock timeout" in reason:
            raise KitError(
                f"Another program is writing the gradebook {place}; close it, and start grading again: it goes on "
                "where it stopped."
            ) from problem
        raise KitError(f"The gradebook {place} cannot be used: {reason.rstrip('.')}.") from problem


def _make_tables(connection: Connection, course_id: str) -> None:
    """What nbgrader itself makes in a database that is empty, and the course's row."""
    from alembic.script import ScriptDirectory
    from nbgrader import api
    from nbgrader.dbutil import ALEMBIC_DIR
    from sqlalchemy import inspect, select, text

    if not inspect(connection).get_table_names():
        api.Base.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        newest = ScriptDirectory(ALEMBIC_DIR).get_current_head()
        connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:newest)"), {"newest": newest})
    courses = api.Course.__table__
    if connection.execute(select(courses.c.id).where(courses.c.id == course_id)).one_or_none() is None:
        connection.execute(courses.insert(), {"id": course_id})


def _marks(connection: Connection, sheet: Sheet, learner: str | None = None) -> dict[str, Marks]:
    from nbgrader import api
    from sqlalchemy import select, true

    works, books = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
    grades, comments = api.Grade.__table__, api.Comment.__table__
    owners = {
        row.id: (row.student_id, row.late_submission_penalty or 0.0)
        for row in connection.execute(
            select(books.c.id, books.c.late_submission_penalty, works.c.student_id)
            .join(works, works.c.id == books.c.assignment_id)
            .where(books.c.notebook_id == sheet.notebook)
            .where(true() if learner is None else works.c.student_id == learner)
        )
    }

    def theirs(table: Any) -> Any:
        return true() if learner is None else table.c.notebook_id.in_(list(owners))

    given: dict[str, dict[str, Any]] = {identity: {} for identity in owners}
    for row in connection.execute(select(grades).where(grades.c.cell_id.in_(list(sheet.grades)), theirs(grades))):
        given[row.notebook_id][sheet.grades[row.cell_id]] = row
    said: dict[str, dict[str, str]] = {identity: {} for identity in owners}
    wanted = select(comments.c.notebook_id, comments.c.cell_id, comments.c.manual_comment)
    for row in connection.execute(wanted.where(comments.c.cell_id.in_(list(sheet.comments)), theirs(comments))):
        said[row.notebook_id][sheet.comments[row.cell_id]] = row.manual_comment or ""
    found = {
        learner: Marks(learner=learner, tasks=_marks_of(sheet, given[identity], said[identity]), penalty=penalty)
        for identity, (learner, penalty) in owners.items()
    }
    return dict(sorted(found.items()))


def _marks_of(sheet: Sheet, grades: Mapping[str, Any], comments: Mapping[str, str]) -> tuple[Mark, ...]:
    marks = []
    for cells in sheet.tasks:
        row = grades.get(cells.grade)
        automatic, manual = (row.auto_score, row.manual_score) if row is not None else (None, None)
        extra = (row.extra_credit if row is not None else None) or 0.0
        counted = automatic if manual is None else manual
        marks.append(
            Mark(
                task=cells.task,
                points=(counted or 0.0) + extra,
                maximum=cells.maximum,
                automatic=automatic,
                manual=manual,
                extra=extra,
                waits=row is None or row.needs_manual_grade,
                comment=comments.get(cells.answer, ""),
            )
        )
    return tuple(marks)


def _broken(text: str) -> bool:
    """Whether a text holds what no database keeps: half of a surrogate pair, as a damaged file name has."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
