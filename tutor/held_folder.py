"""Holding a folder while something in it is read and written anew, so that two notebooks do it one after the other."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 5.0
"""Seconds to wait for whoever holds it: they need milliseconds, and somebody who was stopped meanwhile never ends."""

PAUSE = 0.01


@contextlib.contextmanager
def held(folder: Path, seconds: float = PATIENCE) -> Iterator[bool]:
    """Hold a folder; whether it is held. Where that cannot be done, work goes on without.

    The folder itself is locked, so nothing is left behind in it; Windows, which locks no folder, has a file for it.
    """
    try:
        handle = _opened(folder)
    except OSError:
        yield False
        return
    try:
        there = _locked_in(handle, seconds)
        try:
            yield there
        finally:
            if there:
                _let_go(handle)
    finally:
        os.close(handle)


def _locked_in(handle: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while True:
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):  # somebody else has it
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        except OSError:  # a file system without locks
            return False
        else:
            return True


if os.name == "nt":
    import msvcrt

    def _opened(folder: Path) -> int:
        return os.open(folder / ".held", os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]

    def _let_go(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]

else:
    import fcntl

    def _opened(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_CLOEXEC)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
