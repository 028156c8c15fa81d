"""Which worked answers a learner has been shown, from the progress file in the learner's home.

The file is read with the learner's own rights, so that a link in its place leads to nothing that the learner could not
read anyway, and judged by a process without root's. A learner can edit it (see `HandIn`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

PROGRESS = Path(".kit", "progress.json")
"""The file, below a home."""

LARGEST = 4_000_000
"""Bytes of it that are read; a whole course's comes to some hundred thousand."""

MOST_TRIES = 50
"""Of how many answers to a task the file has the times; of more, it has the latest."""


@dataclass(frozen=True)
class ProgressFile:
    """A progress file as it was found.

    Attributes:
        state: "read"; "none" where there is a home without one; "unreadable" where it is no plain file, too large, or
            there is no home.
        data: what is in it.
        changed: when it was last written, in UTC.
    """

    state: Literal["read", "none", "unreadable"]
    data: bytes = b""
    changed: dt.datetime | None = None


def read_progress(home: Path, number: int, group: int) -> ProgressFile:
    """Read a learner's progress file with the rights of the learner's account.

    Args:
        home: the learner's folder.
        number, group: the account's and its group's; where this is not root's process, its own rights have to do.
    """
    with _rights_of(number, group):
        try:
            handle = os.open(home / PROGRESS, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return ProgressFile("none" if home.is_dir() else "unreadable")
        except OSError:
            return ProgressFile("unreadable")
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
                return ProgressFile("unreadable")
            try:
                data = file.read(LARGEST + 1)
            except OSError:
                return ProgressFile("unreadable")
        changed = dt.datetime.fromtimestamp(about.st_ctime, dt.UTC)
        return ProgressFile("read", data, changed) if len(data) <= LARGEST else ProgressFile("unreadable")


@contextlib.contextmanager
def _rights_of(number: int, group: int) -> Iterator[None]:
    """See files as an account does, for a moment, and remain root's process, to which that account can send nothing."""
    if os.geteuid() != 0:
        yield
        return
    before = os.getgroups()
    os.setgroups([group])
    os.setegid(group)
    os.seteuid(number)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(before)


def revealed_in(data: bytes, assignment: str, after: int | None) -> tuple[str, ...] | None:
    """The tasks of an assignment whose worked answers were shown before they were right, sorted; None for a bad file.

    A worked answer can be seen for two reasons: the task is right, or there were enough different wrong answers. Where
    there were not, it was the first, and that gives nothing away.

    Args:
        data: what is in the progress file.
        assignment: such as "a07".
        after: how many different wrong answers the class asks for; None where it never shows any.
    """
    try:
        tasks = json.loads(data)["tasks"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(tasks, dict) or not all(isinstance(entry, dict) for entry in tasks.values()):
        return None
    return tuple(
        sorted(
            task
            for task, entry in tasks.items()
            if task.startswith(f"{assignment}.")
            and len(task) <= 100
            and task.isprintable()
            and entry.get("revealed") is True
            and not (entry.get("done") is True and after is not None and _wrong_before(entry) < after)
        )
    )


def _wrong_before(entry: dict[str, Any]) -> int:
    """How many different wrong answers there were before the task was right, at most."""
    wrong, tries, done_at = entry.get("wrong", []), entry.get("tries"), entry.get("done_at")
    most = len(wrong) if isinstance(wrong, list) else 0
    if not isinstance(tries, list) or not isinstance(done_at, str) or len(tries) >= MOST_TRIES:
        return most
    earlier = [one for one in tries if isinstance(one, dict) and str(one.get("at", "")) <= done_at]
    return min(most, len({str(one["print"]) for one in earlier if "print" in one}))


def known_at(
    found: ProgressFile, assignment: str, after: int | None, at: dt.datetime, *, live: bool
) -> tuple[str, ...] | None:
    """What was revealed when work arrived; None where that is not known.

    Args:
        found: the file as it is now.
        assignment, after: see `revealed_in`.
        at: when the work arrived.
        live: whether it was seen to arrive, so that now is then.
    """
    if found.state != "read":
        return () if found.state == "none" else None
    revealed = revealed_in(found.data, assignment, after)
    if revealed and not live and (found.changed is None or found.changed > at):
        return None  # shown before or after, the file does not say
    return revealed
