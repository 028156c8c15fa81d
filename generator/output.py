"""Putting a finished folder in its place: nothing half-written, and nobody else's files touched."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from customer_value.whole_file import write_whole
from generator.package import DESCRIPTION


class OutputError(OSError):
    """A folder cannot be written; the message says which and why, in one sentence."""


def check_folder(folder: Path) -> None:
    """See that a folder may be (re)placed: it is not there, or empty, or holds an earlier ledger of ours and no more.

    Raises:
        OutputError: it holds something else, or is not a folder.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OutputError(f"{folder} is not a folder; name another one for the ledger.")
    if Path.cwd().is_relative_to(folder.resolve()):
        raise OutputError(f"{folder} is the folder you are in, or above it; name a folder inside it for the ledger.")
    if not folder.exists():
        return
    try:
        there = sorted(entry.name for entry in folder.iterdir())
    except OSError as problem:
        raise OutputError(explain(problem, folder)) from problem
    foreign = _foreign(folder, "", there, _own_files(folder / DESCRIPTION))
    if foreign:
        raise OutputError(
            f"{folder} holds {foreign}, which is not part of a ledger made here; "
            "name an empty folder or an earlier ledger's."
        )


@contextmanager
def replaced_together(folders: Sequence[Path]) -> Iterator[list[Path]]:
    """Temporary folders beside the given ones, to be filled; renamed into place together when all went well.

    Earlier ledgers in their place are set aside first and deleted last, so a failure at any moment leaves either all
    the old folders or all the new ones.

    Raises:
        OutputError: no permission, no space, or another reason the system gives.
    """
    made: list[Path] = []
    current = folders[0]
    try:
        for current in folders:
            check_folder(current)
            current.parent.mkdir(parents=True, exist_ok=True)
            made.append(Path(tempfile.mkdtemp(prefix=f".{current.name}.new-", dir=current.parent)))
            made[-1].chmod(0o777 & ~_umask())
        yield made
        put_in_place(made, folders, [one.with_name(one.name.replace(".new-", ".old-", 1)) for one in made])
    except OutputError:
        raise
    except OSError as problem:
        raise OutputError(explain(problem, current)) from problem
    finally:
        for temporary in made:
            shutil.rmtree(temporary, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write a whole file, or leave what was there; folders above it are made.

    Raises:
        OutputError: no permission, no space, or another reason the system gives.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8"))
    except OSError as problem:
        raise OutputError(explain(problem, path)) from problem


def explain(problem: OSError, folder: Path) -> str:
    """Why the system would not write, as a sentence that names the folder."""
    match problem.errno:
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"{folder} cannot be written: you have no permission there."
        case errno.ENOSPC | errno.EDQUOT:
            return f"{folder} cannot be written: the disk is full. What was there before is as it was."
        case errno.ENOTDIR | errno.EEXIST:
            return f"{folder} cannot be written: part of that path is a file, not a folder."
    reason = problem.strerror or str(problem)
    return f"{folder} cannot be written: {reason[:1].lower()}{reason[1:]}."


def put_in_place(made: Sequence[Path], folders: Sequence[Path], aside: Sequence[Path]) -> None:
    """Rename finished folders to where they belong: all of them, or none when something goes wrong.

    Args:
        aside: where the folders go that are there already; they are deleted last.

    Raises:
        OSError: something went wrong, and everything is as it was.
    """
    old: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for temporary, folder, kept in zip(made, folders, aside, strict=True):
            if folder.exists():
                folder.replace(kept)
                old.append((kept, folder))
            temporary.replace(folder)
            placed.append(folder)
    except OSError:
        for folder in placed:
            shutil.rmtree(folder, ignore_errors=True)
        for kept, folder in old:
            kept.replace(folder)
        raise
    for kept, _ in old:
        shutil.rmtree(kept, ignore_errors=True)


def paths_of(resource: Mapping[str, Any]) -> list[str]:
    """The files that a resource of a data package consists of: its path may be one or a list."""
    path = resource["path"]
    return [path] if isinstance(path, str) else [str(one) for one in path]


def _own_files(description: Path) -> set[str]:
    """The files that a ledger or truth of ours consists of; none where the description is not ours."""
    try:
        package = json.loads(description.read_text(encoding="utf-8"))
        if not {"scenario", "seed", "customers", "resources"} <= set(package):
            return set()
        return {DESCRIPTION, *(path for resource in package["resources"] for path in paths_of(resource))}
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _foreign(folder: Path, prefix: str, names: Iterable[str], ours: set[str]) -> str | None:
    """The first of a folder's entries that is not ours; a folder is ours where it holds parts of a table alone."""
    for name in names:
        path = f"{prefix}{name}"
        if path in ours:
            continue
        inner = folder / name
        if not any(own.startswith(f"{path}/") for own in ours) or inner.is_symlink() or not inner.is_dir():
            return path
        found = _foreign(inner, f"{path}/", sorted(entry.name for entry in inner.iterdir()), ours)
        if found:
            return found
    return None


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
