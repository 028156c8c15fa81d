"""A person's lines in access/: what happened to their access, and what they handed in on the hub.

Hand-ins are taken out. Of the log, orders stay as those of nobody: without them a voucher could be used a second time,
and nobody could count what was sold. Both files belong to programs that may write them at this moment, so they are held
meanwhile, and written in one go where they are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from classroom.access.hand_ins import hand_ins_path
from classroom.access.lines import held
from classroom.access.log import log_path
from classroom.counted import counted
from classroom.errors import KitError
from classroom.hub.arrivals import Arrivals
from classroom.keeping.person import Person, Trace

NOBODY = "forgotten"
"""What the owner of an order is called who is not to be known any more, with a number behind it."""

KEPT = ("at", "what", "ticket", "plan", "days", "day", "code")
"""What stays of an order: when, of what kind, for how long, and with which voucher."""


def find(person: Person) -> Iterator[Trace]:
    """The traces: lines of the log of access and of the hand-ins, and what is noted of work that has arrived."""
    log, hand_ins = log_path(person.folder), hand_ins_path(person.folder)
    if count := _count(log, person):
        stay = "orders stay as those of nobody, so that no voucher is used twice"
        yield Trace(
            what=f"{counted(count, 'line')} of {_shown(log)} ({stay})",
            remove=lambda: _rewrite(log, lambda lines: _anonymous(lines, person)),
        )
    if count := _count(hand_ins, person):
        yield Trace(
            what=f"{counted(count, 'line')} of {_shown(hand_ins)}",
            remove=lambda: _rewrite(hand_ins, lambda lines: [one for one in lines if not _is_of(one, person)]),
        )
    arrivals = Arrivals(person.folder)
    if notes := [one for one in arrivals.read() if one.learner == person.id]:
        yield Trace(
            what=f"{counted(len(notes), 'note')} of work that has arrived and is not graded",
            remove=lambda: [arrivals.remove(one) for one in notes],
        )


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _count(path: Path, person: Person) -> int:
    try:
        return sum(_is_of(line, person) for line in path.read_bytes().split(b"\n"))
    except FileNotFoundError:
        return 0
    except OSError as problem:
        raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def _is_of(line: bytes, person: Person) -> bool:
    return _read(line).get("learner") == person.id


def _anonymous(lines: Sequence[bytes], person: Person) -> list[bytes]:
    """The lines of a log in which somebody's orders are nobody's, and one line at the end says that they are over."""
    plain = [_read(line) for line in lines]
    names = {one.get("learner") for one in plain}
    number = 1
    while f"{NOBODY}-{number}" in names:
        number += 1
    nobody = f"{NOBODY}-{number}"
    kept: list[bytes] = []
    orders = 0
    for line, one in zip(lines, plain, strict=True):
        if one.get("learner") != person.id:
            kept.append(line)
        elif one.get("what") == "ordered":
            orders += 1
            about = {name: one[name] for name in KEPT if name in one}
            kept.append(_line(about | {"learner": nobody, "order": f"{nobody}-{orders}"}))
    if orders:
        latest = max((str(one["at"]) for one in plain if "at" in one), default="")
        kept.append(_line({"at": latest, "what": "revoked", "learner": nobody, "why": NOBODY}))
    return kept


def _line(plain: dict[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False).encode("utf-8")


def _read(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _rewrite(path: Path, change: Callable[[Sequence[bytes]], Sequence[bytes]]) -> None:
    """Change the lines of a file while nobody else adds to it.

    It stays the same file, which those who wait for it have open already; and it is written in one step that leaves
    nothing of the old behind: where the new lines are shorter, spaces at the end of the last one fill it up.
    """
    try:
        with path.open("r+b", buffering=0) as file, held(file):
            before = file.read()
            lines = before.split(b"\n")[:-1]  # what stands behind them is half a line, of a machine that stopped
            after = b"".join(line.rstrip(b" ") + b"\n" for line in change(lines))
            short = len(before) - len(after)
            if after and short > 0:
                after = after[:-1] + b" " * short + b"\n"
            file.seek(0)
            if after:
                file.write(after)
            file.truncate(len(after))
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    except OSError as problem:
        raise KitError(f"{path} cannot be written: {problem.strerror or problem}.") from problem
