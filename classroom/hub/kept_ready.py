"""Which processes are ready to grade which assignments: made so before there is work, where there is time for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from classroom.class_folder import FILE_NAME
from classroom.grading.learner_work import make_ready
from classroom.grading.running import RunLimits
from classroom.hub.exchange import released
from classroom.hub.putting_off import PuttingOff
from classroom.hub.warm_graders import Answer, WarmGrader, WarmGraders

LOOK_EVERY = 60.0
"""Seconds between two looks for assignments that were handed out since."""

WORTH_ANOTHER = 8
"""Hand-ins for an assignment, from which on another process is made ready: that takes as long as some of them."""


@dataclass
class KeptReady:
    """The processes of a class.

    Attributes:
        folder: the class folder.
        graders: the processes.
        limits: what one submission may use.
        off: what is put off.
        ticks: seconds that only ever grow.
    """

    folder: Path
    graders: WarmGraders
    limits: RunLimits
    off: PuttingOff
    ticks: Callable[[], float]

    def __post_init__(self) -> None:
        self._made: dict[str, tuple[str | int, ...]] = {}
        self._making: dict[WarmGrader, str] = {}
        self._next: deque[str] = deque()
        self._looked = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether a process is being made ready."""
        return bool(self._making)

    def is_ready(self, name: str) -> bool:
        """Whether an assignment can be graded without anything being drawn for it first."""
        return self._made.get(name) == self._key(name)

    def free(self, name: str, waiting: int) -> WarmGrader | None:
        """A process for work on an assignment that is ready; None where it has to wait.

        One that is at work is free again sooner than another one is ready, unless much waits.

        Args:
            name: the assignment.
            waiting: how much work on it waits.
        """
        key = self._key(name)
        found = self.graders.ready_for(key)
        if found is None and self.graders.holds(key):
            if waiting > WORTH_ANOTHER:
                self.make(name)
            return None
        return found or self.graders.take(key)

    def make(self, name: str) -> None:
        """Begin to make a process ready for an assignment, where one can be had and none is being made ready."""
        if name in self._making.values() or self.off.is_off(_to_make(name)):
            return
        if (grader := self.graders.take(self._key(name))) is not None:
            grader.ask(make_ready, self.folder, name, self.limits)
            self._making[grader] = name

    def take(self, grader: WarmGrader, answer: Answer) -> bool:
        """Take what came back of a process; whether it was about being ready."""
        if grader not in self._making:
            return False
        name = self._making.pop(grader)
        if answer.state == "done" and answer.value:
            self._made[name] = grader.key
            self.off.done(_to_make(name))
            return True
        if answer.state == "done":  # it has drawn the hidden cases, and another is to be ready
            self._next.appendleft(name)
        else:
            self.off.put_off(_to_make(name), str(answer.value))
        if answer.state != "lost":
            self.graders.drop(grader)
        return True

    def begin_with(self, recent: Sequence[str]) -> None:
        """Make all assignments ready that are handed out, those last that were handed in last: they stay so.

        Args:
            recent: the assignments that were handed in, the last one first.
        """
        there = released(self.folder)
        first = [one for one in dict.fromkeys(recent) if one in there]
        self._next = deque([*(one for one in reversed(there) if one not in first), *reversed(first)])

    def go_on(self) -> None:
        """Where nothing else is to be done: make the next assignment ready."""
        if self._making:
            return
        if not self._next and self.ticks() - self._looked > LOOK_EVERY:
            self._looked = self.ticks()
            self._next.extend(one for one in released(self.folder) if not self.is_ready(one))
        if self._next and not self.is_ready(name := self._next.popleft()):
            self.make(name)

    def _key(self, name: str) -> tuple[str | int, ...]:
        """What a process is ready for, by name: it changes with the class's settings and with what was handed out."""
        handed_out = self.folder / "release" / name
        about = (self.folder / FILE_NAME, handed_out, handed_out / "kit.toml")
        return (name, *(number for path in about for number in stamp(path)))


def _to_make(name: str) -> str:
    return f"making {name} ready"


def stamp(path: Path) -> tuple[int, int]:
    """What changes when a file is written anew; the same wherever there is none."""
    try:
        about = path.stat()
    except OSError:
        return 0, 0
    return about.st_mtime_ns, about.st_ino
