"""One grading of a class at a time: two would write the same gradebook."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from classroom.errors import KitError

NAME = ".being-graded"

TURN = 0.05
"""Seconds between two tries of whoever waits."""

PATIENCE = 60.0
"""Seconds for which a command waits in a class in which work is graded as it comes in, some seconds at a time."""


@contextlib.contextmanager
def alone(folder: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold a class folder for oneself; the hold ends with the process, however that ends.

    Args:
        folder: the class folder.
        patience: for how many seconds to wait for somebody else.

    Raises:
        KitError: somebody else is grading it.
    """
    try:
        import fcntl
    except ImportError:  # Windows has no such hold, and no sandbox either: there one person grades on one machine
        yield
        return
    path = folder / "grading" / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + patience
    with path.open("w", encoding="utf-8") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as problem:
                if time.monotonic() >= until:
                    raise KitError(f"{folder} is being graded already; wait until that has ended.") from problem
                time.sleep(TURN)
        yield
