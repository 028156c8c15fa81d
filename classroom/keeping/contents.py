"""What of a class goes into a backup, and what can be made again and stays out."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from classroom.errors import KitError

MADE_AGAIN = frozenset(("__pycache__", ".cache", ".pytest_cache"))
"""Folders of things that programs make again."""

OF_LEARNERS = frozenset(("submitted", "replaced", "autograded", "feedback", "exchange"))
"""Folders with files of learners: whatever they look like, they are copied as they are."""

_SQLITE = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal")
_PATIENCE = 30.0


@dataclass(frozen=True)
class Contents:
    """What there is in a class folder.

    Attributes:
        files: the plain files by their paths below the folder, with "/" between the parts; sorted.
        databases: those of them that are databases in use, which must not be read while they are written.
        folders: all folders, sorted; so that empty ones come back too.
        passed: links and other things that are no files, which no backup holds.
    """

    files: tuple[str, ...]
    databases: frozenset[str]
    folders: tuple[str, ...]
    passed: tuple[str, ...]


def contents(folder: Path, skip: frozenset[str] = frozenset()) -> Contents:
    """Look through a class folder, or the hub's.

    Left out are what is being written, locks, caches, and the answers that grading keeps: results are kept beside them.

    Args:
        folder: the folder.
        skip: paths of folders that are left out too.

    Raises:
        KitError: a folder cannot be read.
    """
    files, databases, folders, passed = [], set(), [], []
    for entry, name in _walk(folder, skip):
        try:
            about = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # somebody works in the class meanwhile
            continue
        if stat.S_ISDIR(about.st_mode):
            folders.append(name)
        elif not stat.S_ISREG(about.st_mode):
            passed.append(name)
        elif not _passing(name):
            files.append(name)
            if _is_database(folder / name, name):
                databases.add(name)
    names = set(files)
    beside = {name + ending for name in databases for ending in _BESIDE}
    return Contents(tuple(sorted(names - beside)), frozenset(databases), tuple(sorted(folders)), tuple(sorted(passed)))


def copy_database(path: Path, target: Path) -> None:
    """Copy a SQLite database that others may be writing, as it is at one moment.

    Raises:
        KitError: it is damaged, or somebody writes it all the time.
    """
    try:
        with (
            contextlib.closing(
                sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
            ) as there,
            contextlib.closing(sqlite3.connect(target)) as here,
        ):
            there.backup(here)
    except sqlite3.Error as problem:
        raise KitError(f"The database {path} cannot be copied: {problem}.") from problem


def _walk(folder: Path, skip: frozenset[str]) -> Iterator[tuple[os.DirEntry[str], str]]:
    waiting = [PurePosixPath()]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(folder / place) as found:
                entries = list(found)
        except FileNotFoundError:
            continue
        except OSError as problem:
            raise KitError(f"{folder / place} cannot be read: {problem.strerror or problem}.") from problem
        for entry in entries:
            inside = place / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and (entry.name in MADE_AGAIN or _is_answers(inside) or inside.as_posix() in skip):
                continue
            yield entry, inside.as_posix()
            if is_folder:
                waiting.append(inside)


def _is_answers(place: PurePosixPath) -> bool:
    parts = place.parts
    return len(parts) == 3 and parts[0] == "grading" and parts[2] == "answers"


def _passing(name: str) -> bool:
    """Whether a file is a lock, or one that is being written."""
    last = PurePosixPath(name).name
    return last == ".being-graded" or (last.startswith(".") and last.endswith(".tmp"))


def _is_database(path: Path, name: str) -> bool:
    if name.split("/", 1)[0] in OF_LEARNERS or "homes" in name.split("/"):
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
