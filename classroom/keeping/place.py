"""Where a class's gradebook is: a file of the class folder, or a database elsewhere."""

from __future__ import annotations

from pathlib import Path

from classroom.class_settings import ClassSettings
from classroom.grading.gradebook import sqlite_url

OWN = "gradebook.db"
"""The gradebook that nbgrader itself makes in a class folder."""


def gradebook_url(folder: Path, settings: ClassSettings) -> str:
    """The address of a class's gradebook."""
    return settings.gradebook or sqlite_url(folder)


def inside(folder: Path, url: str) -> str:
    """The path of a database below the class folder; "" where it is elsewhere."""
    path = sqlite_file(url)
    if path is None or not path.resolve().is_relative_to(folder.resolve()):
        return ""
    return path.resolve().relative_to(folder.resolve()).as_posix()


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for any other database."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        address = make_url(url)
    except ArgumentError:
        return None
    known = address.get_backend_name() == "sqlite" and address.database
    return Path(address.database) if known else None
