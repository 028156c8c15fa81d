"""Work that could take long, in a process beside a service that must not wait for it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from classroom.errors import KitError

LONGEST = 2000
"""Letters of what is logged: a pipe takes them at once, however late they are read."""


class Beside:
    """Work in a process beside this one, of one kind, once at a time; what it says is logged when it is something new.

    Attributes:
        name: of the kind.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._said = ""

    @property
    def busy(self) -> bool:
        return self._process is not None

    def start(self, work: Callable[[], str]) -> None:
        """Begin some work, where none is under way; it gives a sentence that is worth a line, or ""."""
        if self.busy:
            return
        context = get_context("fork")  # this process has one thread
        self._pipe, end = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(work, end), daemon=False)
        self._process.start()
        end.close()

    def report(self) -> None:
        """Log what was said, where the work is done."""
        if self._process is None or self._pipe is None or self._process.is_alive():
            return
        said = "It ended before its work was done."
        with contextlib.suppress(EOFError, OSError):
            if self._pipe.poll():
                said = self._pipe.recv()
        self._process.join()
        self._pipe.close()
        self._process = self._pipe = None
        self.say(said)

    def say(self, said: str) -> None:
        """Log a sentence, unless it was the last one."""
        if said and said != self._said:
            logging.getLogger(self.name).warning("%s", said)
        self._said = said


def _work(work: Callable[[], str], end: Connection) -> None:
    try:
        said = work()
    except KitError as problem:
        said = str(problem)
    except Exception as problem:  # it is tried again, and nothing else waits for it
        said = f"{type(problem).__name__}: {problem}"
    end.send(said[:LONGEST])
