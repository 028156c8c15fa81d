"""One grading of a class at a time: two would write the same gradebook."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from classroom.errors import KitError

NAME = ".being-graded"


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a class folder for oneself; the hold ends with the process, however that ends.

    Args:
        folder: the class folder.

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
    with path.open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise KitError(f"{folder} is being graded already; wait until that has ended.") from problem
        yield
