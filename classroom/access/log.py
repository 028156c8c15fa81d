"""access/log.jsonl: everything that ever happened to anybody's access, in the order in which it happened."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from classroom.access.events import Event, from_plain, to_plain
from classroom.access.lines import add_lines, held, read_lines
from classroom.errors import KitError

FOLDER, NAME = "access", "log.jsonl"

TOLERANCE = dt.timedelta(minutes=5)
"""By how much a clock may be behind the log: two machines differ by seconds, a clock set back by hours."""


@dataclass(frozen=True)
class AccessLog:
    """What happened in a class.

    Attributes:
        path: the file.
        events: all of them, the oldest first.
    """

    path: Path
    events: tuple[Event, ...] = ()

    @property
    def latest(self) -> dt.datetime:
        """When the last thing happened: no clock that is right says less."""
        return self.events[-1].at if self.events else dt.datetime.min.replace(tzinfo=dt.UTC)

    def of(self, learner: str) -> tuple[Event, ...]:
        """What happened to one learner's access."""
        return tuple(self._by_learner.get(learner, ()))

    @property
    def learners(self) -> tuple[str, ...]:
        """Everybody who ever had an order, the first ones first."""
        return tuple(self._by_learner)

    @cached_property
    def _by_learner(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            if event.learner:
                found.setdefault(event.learner, []).append(event)
        return found


def log_path(folder: Path) -> Path:
    """Where a class's log is."""
    return folder / FOLDER / NAME


def read_log(folder: Path) -> AccessLog:
    """A class's log; an empty one where nothing happened yet.

    A last line that was only half written says nothing that anybody was told.

    Raises:
        KitError: it cannot be read, or another line is damaged: then nobody knows who may come in.
    """
    path = log_path(folder)
    events = []
    for number, line in enumerate(read_lines(path), start=1):
        try:
            events.append(from_plain(json.loads(line)))
        except (ValueError, RecursionError) as problem:
            raise KitError(
                f"{path}, line {number}: this is no line of the log. Put back a copy of the file, from a backup for "
                "example: without it, nobody knows who may come in."
            ) from problem
    return AccessLog(path, tuple(events))


def present(log: AccessLog, clock: dt.datetime) -> dt.datetime:
    """The time that counts: the clock's, and the log's where the clock was set back, so that nobody gains time.

    Args:
        log: what happened until now.
        clock: what the machine's clock says, with a time zone.
    """
    return max(clock.astimezone(dt.UTC), log.latest)


def is_set_back(log: AccessLog, clock: dt.datetime) -> bool:
    """Whether a clock says less than the log by more than two right clocks differ."""
    return clock.astimezone(dt.UTC) + TOLERANCE < log.latest


def change_log(
    folder: Path, clock: dt.datetime, make: Callable[[AccessLog, dt.datetime], Iterable[Event]]
) -> tuple[AccessLog, tuple[Event, ...]]:
    """Add events to a class's log, after a look at it that nobody else can come between.

    Args:
        folder: the class folder.
        clock: what the machine's clock says.
        make: gives the events, from the log as it is and the time that counts; their own times are set to it where
            they are earlier. What it raises is passed on, and nothing is added.

    Returns:
        The log with them, and the events that were added.

    Raises:
        KitError: the clock was set back, or the log cannot be read or written.
    """
    path = log_path(folder)
    try:
        path.parent.mkdir(exist_ok=True)
        path.parent.chmod(0o700)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        _give_to_owner(handle, folder)
    except OSError as problem:
        raise KitError(f"{path} cannot be written: {problem.strerror or problem}.") from problem
    with os.fdopen(handle, "r+b", buffering=0) as file, held(file):
        log = read_log(folder)
        if is_set_back(log, clock):
            raise KitError(
                f"This machine's clock says {clock:%Y-%m-%d %H:%M %Z}, but in {path} something happened at "
                f"{log.latest.astimezone(clock.tzinfo):%Y-%m-%d %H:%M %Z}: set the clock, then try again."
            )
        latest = log.latest
        lines, added = [], []
        for event in make(log, present(log, clock)):
            latest = max(event.at.astimezone(dt.UTC), latest)
            line = _line(replace(event, at=latest))
            lines.append(line + b"\n")
            added.append(from_plain(json.loads(line)))  # what cannot be read again must not be written
        add_lines(file, path, b"".join(lines))
    return AccessLog(path, (*log.events, *added)), tuple(added)


def _give_to_owner(handle: int, folder: Path) -> None:
    """Where root writes, let the log belong to whom the class belongs to, who reads and changes it too."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        owner = folder.stat()
        os.fchown(handle, owner.st_uid, owner.st_gid)
        os.chown(folder / FOLDER, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _line(event: Event) -> bytes:
    return json.dumps(to_plain(event), ensure_ascii=False).encode("utf-8", errors="replace")
