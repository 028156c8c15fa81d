"""Whose work there is to grade: the folders in submitted/, without looking into the notebooks."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from classroom.errors import KitError
from classroom.grading.notebook_file import shown
from classroom.grading.submission import Note

TIMESTAMP = "timestamp.txt"

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6})\d*)?(?: ?(UTC|GMT|Z|[+-]\d\d:?\d\d))?", re.ASCII
)
"""A moment as nbgrader writes it: "2026-01-05 10:00:00.123456 UTC"."""


@dataclass(frozen=True)
class Work:
    """What one learner handed in for one assignment.

    Attributes:
        learner: the id: the name of the folder in submitted/.
        folder: submitted/LEARNER/ASSIGNMENT.
        timestamp: when it was handed in, in UTC; None where nothing says so, or nothing that can be read.
    """

    learner: str
    folder: Path
    timestamp: dt.datetime | None = None


@dataclass(frozen=True)
class WorkList:
    """What there is to grade, by learner; and which folders are none, with notes below `unread` of the messages."""

    work: tuple[Work, ...]
    skipped: tuple[Note, ...] = ()


def work_list(class_folder: Path, assignment: str) -> WorkList:
    """The work handed in for an assignment, sorted by the learners' ids.

    Folders of learners that are links are skipped, and so are those whose names are no learner's: hidden ones, and
    names with characters that cannot be seen. A link that stands for the assignment's folder is in the list, because
    its learner needs a verdict; reading it says what is wrong.

    Args:
        class_folder: the class.
        assignment: such as "a07".

    Raises:
        KitError: the folder submitted/ cannot be read. One that is not there holds no work.
    """
    submitted = class_folder / "submitted"
    try:
        with os.scandir(submitted) as found:
            entries = sorted(found, key=lambda one: one.name)
    except FileNotFoundError:
        return WorkList(())
    except OSError as problem:
        raise KitError(f"{submitted} cannot be read: {problem.strerror or problem}.") from problem
    work: list[Work] = []
    skipped: list[Note] = []
    for entry in entries:
        folder = Path(entry.path, assignment)
        if entry.is_symlink():
            if os.path.lexists(folder):
                skipped.append(Note("learner-link", {"learner": shown(entry.name)}))
        elif entry.is_dir(follow_symlinks=False) and os.path.lexists(folder):
            if is_learner_name(entry.name):
                work.append(Work(entry.name, folder, timestamp_of(folder)))
            else:
                skipped.append(Note("learner-name", {"learner": shown(entry.name)}))
    return WorkList(tuple(work), tuple(skipped))


def is_learner_name(name: str) -> bool:
    """Whether a name can be a learner's id: a plain folder name, in which every character can be seen."""
    return (
        0 < len(name) <= 200
        and name == name.strip()
        and not name.startswith(".")
        and name.isprintable()
        and not set(name) & set('/\\:*?"<>|')
    )


def timestamp_of(folder: Path) -> dt.datetime | None:
    """When the work in a folder was handed in, in UTC, as a file in it says; None where it does not."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    if folder.is_symlink():
        return None
    try:
        handle = os.open(folder / TIMESTAMP, flags)
        try:
            text = os.read(handle, 100) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
        finally:
            os.close(handle)
    except OSError:
        return None
    return read_time(text.decode("ascii", errors="replace").strip())


def read_time(text: str) -> dt.datetime | None:
    """A moment as nbgrader writes it, in UTC: where it names no offset it is UTC. None for anything else."""
    found = _TIME.fullmatch(text)
    if not found:
        return None
    day, time, part, zone = found.groups()
    offset = "+00:00" if zone in (None, "UTC", "GMT", "Z") else zone
    try:
        return dt.datetime.fromisoformat(f"{day}T{time}.{(part or '0'):0<6}{offset}").astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
