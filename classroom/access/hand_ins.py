"""access/hand-ins.jsonl: what learners who study by themselves handed in on the hub, and what became of it.

A line is written once for each hand-in, when its feedback is where the learner finds it. So what has no line is still
to be done, whenever a program was stopped.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from classroom.access.lines import add_lines, held, read_lines
from classroom.access.log import FOLDER
from classroom.errors import KitError

NAME = "hand-ins.jsonl"

State = Literal["graded", "late", "over-limit"]
"""graded: it counts. late: it came while access was not open. over-limit: as many as the class grades came before."""


@dataclass(frozen=True, kw_only=True)
class HandIn:
    """One hand-in.

    What was revealed comes from a file in the learner's own folder, which the learner can edit: it keeps honest people
    honest and proves nothing. A class that has to be sure sets `reveal = "never"`; then no worked answer of a graded
    task is among what learners have.

    Attributes:
        at: when the work arrived, in UTC, by this machine's clock.
        learner: whose account handed it in.
        assignment: such as "a07".
        attempt: the how many-th it is of those that count, from 1; of another, the how many-th it would have been.
        points: what the work came to, with what was taken off for coming late; 0 for what was not graded. Where another
            attempt counts by the class's rule and this one was not graded for that, what counts.
        out_of: what can be reached.
        revealed: the tasks of the assignment whose worked answers had been shown before they were right; None where
            that is not known.
        state: one of State.
        name: of the folder in the exchange that it came in.
    """

    at: dt.datetime
    learner: str
    assignment: str
    attempt: int
    points: float
    out_of: float
    revealed: tuple[str, ...] | None
    state: State
    name: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment without a time zone")


def hand_ins_path(folder: Path) -> Path:
    """Where a class's hand-ins stand."""
    return folder / FOLDER / NAME


def read_hand_ins(folder: Path) -> tuple[HandIn, ...]:
    """What was handed in, in the order in which it was done; nothing where nothing was.

    A last line that was only half written is of something that is still to be done.

    Raises:
        KitError: the file cannot be read, or another line is damaged: then nobody knows what counted.
    """
    path = hand_ins_path(folder)
    found = []
    for number, line in enumerate(read_lines(path), start=1):
        try:
            found.append(_from_plain(json.loads(line)))
        except (ValueError, TypeError, RecursionError) as problem:
            raise KitError(
                f"{path}, line {number}: this is no hand-in. Put back a copy of the file, from a backup for example: "
                "without it, nobody knows what counted."
            ) from problem
    return tuple(found)


def add_hand_in(folder: Path, hand_in: HandIn) -> None:
    """Write down a hand-in; where one of this name stands there already, nothing is added.

    Raises:
        KitError: the file cannot be written, or is damaged.
    """
    path = hand_ins_path(folder)
    line = json.dumps(_to_plain(hand_in), ensure_ascii=False).encode("utf-8") + b"\n"
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as file, held(file):
            if hand_in.name and any(one.name == hand_in.name for one in read_hand_ins(folder)):
                return
            add_lines(file, path, line)
    except OSError as problem:
        raise KitError(f"{path} cannot be written: {problem.strerror or problem}.") from problem


def _to_plain(hand_in: HandIn) -> dict[str, Any]:
    at = hand_in.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return {name: value for name, value in asdict(hand_in).items() if name != "name" or value} | {"at": at}


_NAMES = {one.name for one in fields(HandIn)}


def _from_plain(plain: Any) -> HandIn:
    """The hand-in of a line. Raises ValueError or TypeError where it is none."""
    if not isinstance(plain, dict) or not set(plain) <= _NAMES or plain.get("state") not in get_args(State):
        raise ValueError("no hand-in")
    revealed = plain.get("revealed", 0)
    if revealed is not None and not (isinstance(revealed, list) and all(isinstance(one, str) for one in revealed)):
        raise ValueError("no tasks")
    if not all(isinstance(plain.get(name, ""), str) for name in ("at", "learner", "assignment", "name")):
        raise ValueError("no text")
    if type(plain.get("attempt")) is not int or plain["attempt"] < 1:
        raise ValueError("no number of an attempt")
    for name in ("points", "out_of"):
        if type(plain.get(name)) not in (int, float) or not math.isfinite(plain[name]):
            raise ValueError("no points")
    at = dt.datetime.fromisoformat(plain["at"])
    return HandIn(**plain | {"at": at, "revealed": None if revealed is None else tuple(revealed)})
