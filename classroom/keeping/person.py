"""A person who is to be forgotten, and one thing of theirs that a class folder holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.grading.work_list import is_learner_name
from classroom.roster import read_roster


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whom to forget, and where.

    Attributes:
        folder: the class folder.
        settings: the class's.
        id: as in submitted/ID.
        name, email: as the roster has them; "" where it does not.
    """

    folder: Path
    settings: ClassSettings
    id: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """Something of a person's, found.

    Attributes:
        what: what it is, as an instructor reads it.
        remove: takes it away; where that is stopped, finding it again finds what is left.
    """

    what: str
    remove: Callable[[], object]


def find_person(folder: Path, learner: str) -> Person:
    """A person by id.

    Raises:
        KitError: no class there, a damaged roster, or an id that nobody can have.
    """
    settings = read_class(folder)
    if not is_learner_name(learner):
        raise KitError(f"{learner!a} cannot be a learner's id; it is the name of a folder in submitted/.")
    known = read_roster(folder).get(learner)
    return Person(
        folder=folder.resolve(),
        settings=settings,
        id=learner,
        name=known.name if known else "",
        email=known.email if known else "",
    )


def unlink_all(paths: Iterable[Path]) -> None:
    """Remove some files; those that are gone already are gone."""
    for path in paths:
        path.unlink(missing_ok=True)


def files_in(folder: Path) -> int:
    """How many files there are below a folder."""
    return sum(path.is_symlink() or not path.is_dir() for path in folder.rglob("*"))
