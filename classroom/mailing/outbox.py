"""What was sent: a line before each letter and a line after it, on the disk before anything else happens.

Whenever the program is stopped, a letter whose beginning stands there and whose end does not is uncertain: the server
may have it. It is never sent a second time unless somebody says so.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Literal

from classroom.errors import KitError
from classroom.mailing.letter import Letter

FOLDER = "mail"
"""Of the class folder."""

NAME = "outbox.jsonl"

Event = Literal["begun", "sent", "refused", "postponed"]
"""begun: the server is about to get it. sent: it said that it has it. refused: it said that it will never take it.
postponed: it said, or it is certain, that it has not got it."""

EVENTS = ("begun", "sent", "refused", "postponed")


@dataclass(frozen=True, kw_only=True)
class State:
    """What became of the letters about one thing.

    Attributes:
        sent: the contents that the server took, the last at the end.
        last: what happened last: one of EVENTS.
        content: of the letter to which that happened.
        at: when, in UTC.
        to: the address it went to.
        said: what the server said of it.
    """

    sent: tuple[str, ...] = ()
    last: Event = "begun"
    content: str = ""
    at: dt.datetime = dt.datetime.min
    to: str = ""
    said: str = ""

    @property
    def uncertain(self) -> bool:
        """Whether nobody knows if the server got the last letter."""
        return self.last == "begun"


@dataclass
class Outbox:
    """The outbox of a class, read whole; lines are added to the file and to what was read.

    Attributes:
        path: the file.
        states: what became of the letters, by what they are about.
    """

    path: Path
    states: dict[str, State] = field(default_factory=dict)
    _file: IO[bytes] | None = field(default=None, init=False, repr=False)

    @classmethod
    def read(cls, path: Path) -> Outbox:
        """Read an outbox; an empty one where there is no file.

        A last line that was only half written tells of nothing that anybody relies on.

        Raises:
            KitError: it cannot be read, or another line is damaged: then nobody knows what was sent.
        """
        box = cls(path)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return box
        except OSError as problem:
            raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem
        for number, line in enumerate(data.split(b"\n")[:-1], 1):
            try:
                box._take(json.loads(line))
            except (ValueError, KeyError, TypeError) as problem:
                raise KitError(
                    f"{path}, line {number}: this is no line of an outbox. Put back a copy of the file: without it, "
                    "nobody knows which letters were sent."
                ) from problem
        return box

    @contextlib.contextmanager
    def open(self) -> Iterator[Outbox]:
        """Hold the outbox for oneself, to add lines; it is read again first.

        Raises:
            KitError: somebody else is sending, or the file cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as problem:
            raise KitError(f"{self.path} cannot be written: {problem.strerror or problem}.") from problem
        with os.fdopen(handle, "r+b", buffering=0) as file:
            _hold(file, self.path)
            self.states = self.read(self.path).states
            _cut_half_a_line(file)
            _to_disk(self.path.parent)
            self._file = file
            try:
                yield self
            finally:
                self._file = None

    def add(self, event: Event, letter: Letter, content: str, now: dt.datetime, said: str = "") -> None:
        """Write one line and wait until it is on the disk.

        Args:
            event: what happens or has happened.
            letter: to which letter.
            content: the fingerprint of what it says, by which it is known again.
            now: when, with a time zone.
            said: what the server said.

        Raises:
            KitError: it cannot be written.
        """
        if self._file is None:
            raise ValueError("The outbox is not open.")
        line = {"at": now.astimezone(dt.UTC).isoformat(timespec="milliseconds"), "event": event, "about": letter.about}
        line |= {"learner": letter.learner, "to": letter.to, "content": content}
        if said:
            line["said"] = said
        try:
            self._file.write(json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n")
            os.fsync(self._file.fileno())
        except OSError as problem:
            raise KitError(f"{self.path} cannot be written: {problem.strerror or problem}.") from problem
        self._take(line)

    def state(self, about: str) -> State | None:
        """What became of the letters about something; None where there were none."""
        return self.states.get(about)

    def _take(self, line: dict[str, str]) -> None:
        event = line["event"]
        if event not in EVENTS:
            raise ValueError(event)
        before = self.states.get(line["about"], State())
        sent = (*before.sent, line["content"]) if event == "sent" else before.sent
        self.states[line["about"]] = State(
            sent=sent,
            last=event,
            content=line["content"],
            at=dt.datetime.fromisoformat(line["at"]),
            to=line["to"],
            said=line.get("said", ""),
        )


def _hold(file: IO[bytes], path: Path) -> None:
    """Hold the file until it is closed or the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows has no such hold: there one person sends from one machine
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        raise KitError(f"Letters are being sent from {path.parent} already; wait until that has ended.") from problem


def _cut_half_a_line(file: IO[bytes]) -> None:
    file.seek(0)
    data = file.read()
    if not data.endswith(b"\n") and data:
        file.truncate(data.rfind(b"\n") + 1)
        os.fsync(file.fileno())


def _to_disk(folder: Path) -> None:
    """Make sure that the file's name is on the disk too, where folders can be asked for that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
