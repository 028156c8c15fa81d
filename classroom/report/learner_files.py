"""Learners' own records of their progress, read from outside: what stands in them is theirs, and not to be trusted.

Links are not followed, no file is read beyond a size, and what has another form than the kit writes is passed over.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.grading.work_list import is_learner_name
from tutor.moments import read_moment
from tutor.progress_file import NAME
from tutor.verdict import STATES

PRIVATE = ".kit"
"""The folder of a workspace that the kit keeps its own files in."""

LARGEST = 2**22
"""Bytes of a record that are read; one of the whole course, with many answers to each task, has about half of that."""

DEEPEST, MOST_FOLDERS, MOST_RECORDS = 4, 400, 16
"""How deep below a learner's folder a workspace is looked for, in how many folders, and how many are read."""

MOST_TASKS, MOST_TRIES = 2_000, 100

_TASK = re.compile(r"(?:a\d\d|\d{1,2}\.\d{1,2})\.[a-z0-9][a-z0-9_-]{0,60}", re.ASCII)
_FINGERPRINT = re.compile(r"[0-9a-f]{16}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class TaskEntry:
    """What a learner's record says of one task.

    Attributes:
        state: of the last answer, one of the verdicts' STATES; "" where there is none.
        attempts: how many answers there were.
        done: whether any was right, or was only to be given.
        wrong: fingerprints of the different wrong answers, in their order.
        minutes: from the first answer to the first right one, or to the last where none is right; None where fewer than
            two answers have a time.
    """

    state: str = ""
    attempts: int = 0
    done: bool = False
    wrong: tuple[str, ...] = ()
    minutes: float | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """A learner's record.

    Attributes:
        tasks: by id.
        latest: the task that was changed last; "" where nothing says which.
        changed: when, in seconds since 1970; None where nothing was answered yet.
    """

    tasks: Mapping[str, TaskEntry] = field(default_factory=dict)
    latest: str = ""
    changed: float | None = None


Place = tuple[str, ...]
"""A folder, by its names below the one that everything is looked for in."""


def learners_below(root: Path) -> dict[str, list[Place]]:
    """The folders below a folder in which learners' records lie or will lie, by the name of each learner's folder.

    A learner's folder is one directly below `root`; where that has no folder that is a workspace, it is not there.
    """
    found: dict[str, list[Place]] = {}
    for name in _folders(root):
        if is_learner_name(name):
            places = _workspaces(root, name)
            if places:
                found[name] = places
    return found


Kept = dict[Place, tuple[tuple[int, ...], Record]]
"""What was read before, with a mark of the file it was read from."""


def read_record(root: Path, places: Sequence[Place], kept: Kept | None = None) -> Record:
    """What a learner's records say together: of two on the same task the one that was changed later.

    Args:
        root: the folder.
        places: as `learners_below` gives them.
        kept: what was read before; a file that has not changed since is not read again.
    """
    kept = {} if kept is None else kept
    for place in places:
        mark = _mark(root, place)
        if place not in kept or kept[place][0] != mark:
            kept[place] = mark, _read(root, place)
    read = sorted((kept[place][1] for place in places), key=lambda one: one.changed or 0.0)
    tasks: dict[str, TaskEntry] = {}
    for one in read:
        tasks |= one.tasks
    last = read[-1] if read else Record()
    return Record(tasks=tasks, latest=last.latest, changed=last.changed)


def _mark(root: Path, place: Place) -> tuple[int, ...]:
    try:
        about = os.lstat(root.joinpath(*place, NAME))
    except OSError:
        return ()
    return about.st_mtime_ns, about.st_size, about.st_ino


def _read(root: Path, place: Place) -> Record:
    now = read_below(root, (*place, NAME))
    if now is None:
        return Record()
    data, changed = now
    kept = read_below(root, (*place, f"{NAME}.bak"))
    return Record(tasks=entries(data), latest=latest(data, kept[0] if kept else b""), changed=changed)


def latest(data: bytes, before: bytes) -> str:
    """The task that was changed last: the one that is otherwise than in the copy from before.

    Where that says nothing, the last of those that are begun and not done; else the last of all.
    """
    was, tasks = _plain(before), entries(data)
    changed = [task for task, entry in _plain(data).items() if was and was.get(task) != entry]
    begun = [task for task, entry in tasks.items() if entry.attempts and not entry.done]
    return max(changed if len(changed) == 1 else begun or tasks, key=_order, default="")


def entries(data: bytes) -> dict[str, TaskEntry]:
    """The tasks of a record, as far as it has the form that the kit writes."""
    return {task: _entry(one) for task, one in _plain(data).items()}


def _plain(data: bytes) -> dict[str, dict[str, Any]]:
    try:
        tasks = json.loads(data)["tasks"]
        found = list(tasks.items())[:MOST_TASKS]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {task: one for task, one in found if _TASK.fullmatch(task) and isinstance(one, dict)}


def _entry(plain: Mapping[str, Any]) -> TaskEntry:
    state, attempts, wrong = plain.get("state"), plain.get("attempts"), plain.get("wrong")
    is_count = isinstance(attempts, int) and not isinstance(attempts, bool) and 0 <= attempts <= 10**6
    prints = wrong[-100:] if isinstance(wrong, list) else []
    return TaskEntry(
        state=state if isinstance(state, str) and state in STATES else "",
        attempts=attempts if is_count else 0,
        done=plain.get("done") is True,
        wrong=tuple(one for one in prints if isinstance(one, str) and _FINGERPRINT.fullmatch(one)),
        minutes=_minutes(plain.get("tries")),
    )


def _minutes(tries: Any) -> float | None:
    given = [one for one in tries[-MOST_TRIES:] if isinstance(one, dict)] if isinstance(tries, list) else []
    times = sorted((at, one.get("state") == "correct") for one in given if (at := read_moment(one.get("at"))))
    if len(times) < 2 or times[0][1]:
        return None
    end = next((at for at, right in times if right), times[-1][0])
    return (end - times[0][0]).total_seconds() / 60


def _order(task: str) -> tuple[int, ...]:
    """Lessons in their order, then assignments; tasks of one page are alike."""
    page = task.rpartition(".")[0]
    return (1, int(page[1:])) if page.startswith("a") else (0, *(int(part) for part in page.split(".")))


def read_below(root: Path, place: Sequence[str], most: int = LARGEST) -> tuple[bytes, float] | None:
    """A file below a folder, and when it was changed; None where it is none, too large, or a link is on the way."""
    handle = None
    try:
        handle = _open_below(root, place)
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size > most:
            return None
        with os.fdopen(handle, "rb") as file:
            handle = None
            data = file.read(most + 1)
        return (data, about.st_mtime) if len(data) <= most else None
    except OSError:
        return None
    finally:
        if handle is not None:
            os.close(handle)


def _open_below(root: Path, place: Sequence[str]) -> int:
    """Open a file step by step, so that no folder on the way can be exchanged for a link meanwhile."""
    careful = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    if os.open not in os.supports_dir_fd:  # Windows: there a learner cannot make a link without further rights
        path = root
        for name in place:
            path = path / name
            if path.is_symlink():
                raise OSError(f"{path} is a link")
        return os.open(path, careful | getattr(os, "O_BINARY", 0))
    at = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for number, name in enumerate(place):
        try:
            step = os.open(name, careful | (os.O_DIRECTORY if number < len(place) - 1 else 0), dir_fd=at)
        finally:
            os.close(at)
        at = step
    return at


def _workspaces(root: Path, learner: str) -> list[Place]:
    """The folders of the kit's own below a learner's folder, the nearest first."""
    found: list[Place] = []
    level: list[Place] = [(learner,)]
    visited = 0
    for _ in range(DEEPEST + 1):
        below: list[Place] = []
        for place in level:
            visited += 1
            if visited > MOST_FOLDERS or len(found) >= MOST_RECORDS:
                return found
            for name in _folders(root.joinpath(*place)):
                if name == PRIVATE:
                    found.append((*place, name))
                elif not name.startswith("."):
                    below.append((*place, name))
        level = below
    return found


def _folders(folder: Path) -> list[str]:
    """The names of the folders in a folder, links left out."""
    names: list[str] = []
    with suppress(OSError), os.scandir(folder) as there:
        names = sorted(one.name for one in there if one.is_dir(follow_symlinks=False))
    return names
