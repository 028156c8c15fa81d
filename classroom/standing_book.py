"""The gradebook as it stands: looked at, and never made or changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.grading.gradebook import Book, open_engine, sqlite_url
from classroom.grading.gradebook_cells import Sheet, read_sheet

if TYPE_CHECKING:
    from sqlalchemy import Connection

PATIENCE = 5.0
"""Seconds to wait for somebody who is writing."""

NOBODYS = "default_course"
"""A course that nbgrader itself puts beside every other."""


class StandingBook(Book):
    """nbgrader's gradebook for those who only read it."""

    @classmethod
    def of_class(cls, folder: Path, settings: ClassSettings) -> StandingBook | None:
        """A class's gradebook; None where there is none yet, or nothing in it.

        Raises:
            KitError: the database cannot be reached or read, or it belongs to another class.
        """
        url = settings.gradebook or sqlite_url(folder)
        if url.startswith("sqlite"):
            from sqlalchemy.engine import make_url

            path = Path(make_url(url).database or "")
            if not path.is_file() or not path.stat().st_size:
                return None
        name = settings.course_id
        book = cls(open_engine(url, PATIENCE), name, settings.language)
        there = book._in_transaction(_courses)
        if not there:
            return None
        if name not in there:
            place = book._engine.url.render_as_string(hide_password=True)
            others = sorted(there - {NOBODYS}) or [NOBODYS]
            raise KitError(
                f"The gradebook {place} belongs to another class, {' and '.join(others)}, and not to {settings.name}; "
                "mend `name` or `gradebook` in class.toml."
            )
        return book

    def find(self, assignment: str, source: Path) -> bool:
        """Make ready to read an assignment's marks; whether the gradebook has it, as its source notebook is."""
        sheet = self._in_transaction(lambda connection: read_sheet(connection, assignment, source))
        if sheet is not None:
            self._sheets[assignment] = sheet
        return sheet is not None

    def handed_in(self, assignment: str) -> dict[str, dt.datetime | None]:
        """When the work was handed in that was graded, in UTC, by learner; None where nothing said so."""
        sheet = self._sheet(assignment)
        return self._in_transaction(lambda connection: _times(connection, sheet))


def _times(connection: Connection, sheet: Sheet) -> dict[str, dt.datetime | None]:
    from nbgrader import api
    from sqlalchemy import select

    works = api.SubmittedAssignment.__table__
    rows = connection.execute(
        select(works.c.student_id, works.c.timestamp).where(works.c.assignment_id == sheet.assignment)
    )
    return {row.student_id: row.timestamp and row.timestamp.replace(tzinfo=dt.UTC) for row in rows}


def _courses(connection: Connection) -> frozenset[str]:
    """The courses of a gradebook; none where it is an empty database."""
    from nbgrader import api
    from sqlalchemy import inspect, select

    if "course" not in inspect(connection).get_table_names():
        return frozenset()
    return frozenset(connection.execute(select(api.Course.__table__.c.id)).scalars())
