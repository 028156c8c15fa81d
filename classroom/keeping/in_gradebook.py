"""A person's rows in nbgrader's gradebook."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from classroom.counted import counted
from classroom.errors import KitError
from classroom.keeping.person import Person, Trace
from classroom.keeping.place import gradebook_url, sqlite_file

T = TypeVar("T")


def find(person: Person) -> Iterator[Trace]:
    """The person's submissions, with all points and comments, and the person."""
    url = gradebook_url(person.folder, person.settings)
    path = sqlite_file(url)
    if path is not None and not path.is_file():
        return
    count = _told(url, lambda: _submissions(url, person))
    if count is not None:
        yield Trace(
            what=f"the rows of {counted(count, 'submission')} in the gradebook",
            remove=lambda: _told(url, lambda: _remove(url, person, path)),
        )


def _submissions(url: str, person: Person) -> int | None:
    """How many submissions a person has; None where the gradebook does not know the person."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(url, person.settings.course_id) as book:
        try:
            return len(book.find_student(person.id).submissions)
        except MissingEntry:
            return None


def _remove(url: str, person: Person, path: Path | None) -> None:
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(url, person.settings.course_id) as book, contextlib.suppress(MissingEntry):
        book.remove_student(person.id)
    if path is not None:
        vacuum(path)


def vacuum(path: Path) -> None:
    """Write a SQLite database anew: what was deleted would otherwise stand in its file until something covers it."""
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.execute("VACUUM")


def _told(url: str, work: Callable[[], T]) -> T:
    """Say in one sentence what went wrong in the database."""
    from nbgrader.api import InvalidEntry
    from sqlalchemy import make_url
    from sqlalchemy.exc import SQLAlchemyError

    try:
        return work()
    except (SQLAlchemyError, InvalidEntry, sqlite3.Error) as problem:
        reason = next(iter(str(getattr(problem, "orig", None) or problem).strip().splitlines()), type(problem).__name__)
        shown = make_url(url).render_as_string(hide_password=True)
        raise KitError(f"The gradebook {shown} cannot be used: {reason.rstrip('.')}.") from problem
