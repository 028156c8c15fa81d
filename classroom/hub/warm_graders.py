"""Processes that grade, kept with an assignment ready, so that work that comes in is graded at once.

Each holds one assignment: what is imported, the hidden cases, and the template that runs of submissions are forked
from; some hundred megabytes. So there are few, the one that was used longest ago makes room for another assignment, and
what nobody uses is let go.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from classroom.errors import KitError
from classroom.sandbox.kernel import end_with

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

IDLE = 30 * 60.0
"""Seconds after which a process that had nothing to do is let go."""


@dataclass(frozen=True)
class Answer:
    """What came back of a piece of work.

    Attributes:
        state: "done"; "problem" where it raised a KitError; "broken" where it raised anything else; "lost" where the
            process ended.
        value: what it gave; else what was said.
    """

    state: Literal["done", "problem", "broken", "lost"]
    value: Any = None


class WarmGrader:
    """One process, which does one piece of work after another."""

    def __init__(self, key: tuple[Any, ...]) -> None:
        self.key = key
        self.used = time.monotonic()
        self.busy = False
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, os.getpid()), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def number(self) -> int | None:
        """The process's number."""
        return self._process.pid

    def ask(self, work: Callable[..., Any], *arguments: Any) -> None:
        """Hand in a piece of work; the process must not be busy."""
        self.busy, self.used = True, time.monotonic()
        with contextlib.suppress(OSError):  # it has ended, as `answer` will say
            self._pipe.send((work, arguments))

    def answer(self) -> Answer | None:
        """What came back; None as long as nothing has."""
        try:
            if not self._pipe.poll():
                if self._process.is_alive():
                    return None
                if not self._pipe.poll():
                    return Answer("lost", f"the process ended with {self._process.exitcode}")
            state, value = self._pipe.recv()
        except (EOFError, OSError) as problem:
            return Answer("lost", str(problem) or "the process ended")
        self.busy, self.used = False, time.monotonic()
        return Answer(state, value)

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


@dataclass
class WarmGraders:
    """A few of them.

    Attributes:
        most: how many there may be.
        idle: seconds after which one that has nothing to do is let go.
    """

    most: int = 2
    idle: float = IDLE
    graders: list[WarmGrader] = field(default_factory=list)

    def ready_for(self, key: tuple[Any, ...]) -> WarmGrader | None:
        """One with an assignment ready that has nothing to do."""
        return next((one for one in self.graders if one.key == key and not one.busy), None)

    def holds(self, key: tuple[Any, ...]) -> bool:
        """Whether there is one for an assignment, whatever it does."""
        return any(one.key == key for one in self.graders)

    def take(self, key: tuple[Any, ...]) -> WarmGrader | None:
        """One for an assignment, new where there is none that is free; None where all are busy."""
        if (found := self.ready_for(key)) is not None:
            return found
        if len(self.graders) >= self.most:
            free = [one for one in self.graders if not one.busy]
            if not free:
                return None
            self.drop(min(free, key=lambda one: one.used))
        self.graders.append(WarmGrader(key))
        return self.graders[-1]

    def drop(self, one: WarmGrader) -> None:
        """Let one go."""
        self.graders.remove(one)
        one.close()

    def drop_idle(self) -> None:
        """Let those go that had nothing to do for long."""
        until = time.monotonic() - self.idle
        for one in [one for one in self.graders if not one.busy and one.used < until]:
            self.drop(one)

    def close(self) -> None:
        """Let all go."""
        for one in list(self.graders):
            self.drop(one)


def _serve(pipe: Connection, parent: int) -> None:
    """Do what is asked until nobody asks any more."""
    end_with(parent, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            work, arguments = pipe.recv()
        except EOFError:
            return
        try:
            answer = "done", work(*arguments)
        except KitError as problem:
            answer = "problem", str(problem)
        except Exception as problem:
            answer = "broken", "".join(traceback.format_exception(problem))[-2_000:]
        try:
            pipe.send(answer)
        except OSError:
            return
