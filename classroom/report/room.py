"""Who is where while a class works: made of learners' records as they are at one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from classroom.report.learner_files import Record, TaskEntry

IN_A_ROW = 3
"""Wrong answers to one task, and no right one, from which on somebody is stuck."""

STILL = dt.timedelta(minutes=10)
"""After how long without an answer somebody is stuck."""

AWAY = dt.timedelta(hours=2)
"""After how long without an answer somebody is not in the room."""

SEEN_OFTEN = 2
"""Learners with the same wrong answer from which on it is shown."""

NO_ENTRY = TaskEntry()

STATES = ("stuck", "working", "away", "not-begun", "not-here")
"""Where somebody may be, in the order of the page: has a workspace and answered nothing yet; has no workspace."""


HERE = ("stuck", "working")
"""The states of those who are in the room."""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One learner at one moment.

    Attributes:
        learner, name: the id, and the name on the roster.
        state: one of STATES.
        task: the one that was worked on last; "" for none.
        entry: what the record says of it.
        done: tasks that are done.
        idle: since the last answer; None where there is none.
        why: of somebody who is stuck: "wrong", "still" or both.
    """

    learner: str
    name: str = ""
    state: str = "not-here"
    task: str = ""
    entry: TaskEntry = NO_ENTRY
    done: int = 0
    idle: dt.timedelta | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer that several learners have given to the task that they are at, by its fingerprint."""

    task: str
    fingerprint: str
    learners: tuple[str, ...]


def seats(records: Mapping[str, Record], names: Mapping[str, str], now: dt.datetime) -> list[Seat]:
    """Every learner: who is stuck first, longest first; then who works, who is away, and who has not begun.

    Args:
        records: by learner.
        names: of the learners on the roster, by id; who has a record and is not on it is there too.
        now: with a time zone. A record from a later time counts as changed now.
    """
    found = [_seat(one, names.get(one, ""), records.get(one), now) for one in dict.fromkeys([*names, *records])]
    return sorted(found, key=lambda one: (STATES.index(one.state), -(one.idle or dt.timedelta()), one.learner))


def _seat(learner: str, name: str, record: Record | None, now: dt.datetime) -> Seat:
    if record is None:
        return Seat(learner=learner, name=name)
    if record.changed is None:
        return Seat(learner=learner, name=name, state="not-begun")
    idle = max(now - dt.datetime.fromtimestamp(record.changed, dt.UTC), dt.timedelta())
    entry = record.tasks.get(record.latest, NO_ENTRY)
    why = ("wrong",) if wrong_in_a_row(entry) >= IN_A_ROW else ()
    why += ("still",) if idle >= STILL else ()
    state = "away" if idle >= AWAY else "stuck" if why else "working"
    return Seat(
        learner=learner,
        name=name,
        state=state,
        task=record.latest,
        entry=entry,
        done=sum(one.done for one in record.tasks.values()),
        idle=idle,
        why=why if state == "stuck" else (),
    )


def wrong_in_a_row(entry: TaskEntry) -> int:
    """How many answers were wrong one after the other: all of them where none was right yet, else none."""
    return 0 if entry.done or entry.state in ("", "correct") else entry.attempts


def wrong_together(there: list[Seat], least: int = SEEN_OFTEN) -> list[WrongAnswer]:
    """The wrong answers that several in the room gave last to the task they are at, the most frequent first."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in there:
        if one.state in HERE and wrong_in_a_row(one.entry) and one.entry.wrong:
            found.setdefault((one.task, one.entry.wrong[-1]), []).append(one.learner)
    often = [WrongAnswer(*key, tuple(sorted(who))) for key, who in found.items() if len(who) >= least]
    return sorted(often, key=lambda one: (-len(one.learners), one.task, one.fingerprint))
