"""The hold on a class while work is graded in it: kept over several hand-ins, given to others now and then."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from classroom.grading.alone import alone

HELD = 20.0
"""Seconds after which nothing new is begun until others had a chance to work on the class."""

GAP = 0.5
"""Seconds that they get."""


@dataclass
class ClassHold:
    """The hold of one process, see `alone`.

    Attributes:
        folder: the class folder.
        ticks: seconds that only ever grow.
    """

    folder: Path
    ticks: Callable[[], float]
    _held: contextlib.ExitStack | None = None
    _until: float = 0.0
    _from: float = 0.0

    @property
    def is_held(self) -> bool:
        return self._held is not None

    @property
    def is_long(self) -> bool:
        """Whether others are to have a chance, once what was begun is done."""
        return self.is_held and self.ticks() >= self._until

    def take(self) -> bool:
        """Hold the class, to begin something; False where others are to have a chance.

        Raises:
            KitError: somebody else holds it.
        """
        now = self.ticks()
        if self._held is not None:
            return now < self._until
        if now < self._from:
            return False
        stack = contextlib.ExitStack()
        stack.enter_context(alone(self.folder))
        self._held, self._until = stack, now + HELD
        return True

    def release(self) -> None:
        """Let go of it."""
        if self._held is not None:
            self._held.close()
            self._held, self._from = None, self.ticks() + GAP
