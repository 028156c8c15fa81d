"""A file of lines that several programs write: held by one at a time, and never left with half a line."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from classroom.errors import KitError


@contextlib.contextmanager
def held(file: IO[bytes]) -> Iterator[None]:
    """Hold a file, waiting for whoever holds it: they need milliseconds."""
    try:
        import fcntl
    except ImportError:  # Windows has no such hold: there one person works on one machine
        yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def read_lines(path: Path) -> list[bytes]:
    """The whole lines of a file; none where it is not there. Half a last line is of something that nobody was told.

    Raises:
        KitError: it cannot be read.
    """
    try:
        return path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def add_lines(file: IO[bytes], path: Path, lines: bytes) -> None:
    """Write whole lines behind those of a file, in place of half a line that a machine left which stopped.

    Args:
        file: open for reading and appending, without a buffer; the caller holds it.
        path: where it is, for what is said.
        lines: each with its line break; nothing is done where there are none.

    Raises:
        KitError: they cannot be written; then none of them is.
    """
    if not lines:
        return
    try:
        file.seek(0)
        data = file.read()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            file.truncate(whole)
        if file.write(lines) != len(lines):
            file.truncate(whole)
            raise KitError(f"{path} cannot be written: the disk is full.")
        os.fsync(file.fileno())
    except OSError as problem:
        raise KitError(f"{path} cannot be written: {problem.strerror or problem}.") from problem
