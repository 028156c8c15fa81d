"""Whose access stands how, as a table for a terminal and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from classroom.access.days import day_of, last_day
from classroom.access.explaining import days_left
from classroom.access.log import AccessLog
from classroom.access.passes import Standing, access_of
from classroom.access.rules import read_rules
from classroom.roster import Learner, Roster
from classroom.status_tables import NOTHING, plain_table

if TYPE_CHECKING:
    from pathlib import Path

    from rich.table import Table

WIDE = 70
"""Columns of a terminal from which the plan and the name are shown."""

LONGEST_NAME = 20
"""Columns that a name may take."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One learner.

    Attributes:
        learner: as on the roster.
        is_on_roster: whether the learner still is.
        standing: how the access stands.
        now: at which moment.
        zone: the class's.
        more: how many passes wait beside the one that the standing is about.
    """

    learner: Learner
    is_on_roster: bool
    standing: Standing
    now: dt.datetime
    zone: ZoneInfo
    more: int = 0

    @property
    def plan(self) -> str:
        """What was bought."""
        current = self.standing.current
        return (current.plan or current.ticket) if current else ""

    @property
    def first_day(self) -> dt.date | None:
        """On which it began, or can begin."""
        current = self.standing.current
        if current is None:
            return None
        return day_of(current.began, self.zone) if current.began else self.standing.opens

    @property
    def last_day(self) -> dt.date | None:
        """The last day; None before it begins and while it is paused."""
        if self.standing.state not in ("open", "ended", "revoked") or self.standing.until is None:
            return None
        return last_day(self.standing.until, self.zone)

    @property
    def days_left(self) -> int | None:
        """With today."""
        return days_left(self.standing, self.now, self.zone)

    def to_json(self) -> dict[str, Any]:
        """The same in plain values; moments are in UTC."""
        current = self.standing.current
        return {
            "learner": self.learner.id,
            "name": self.learner.name,
            "email": self.learner.email,
            "on_roster": self.is_on_roster,
            "state": self.standing.state,
            "order": current.order if current else None,
            "ticket": current.ticket if current else None,
            "plan": current.plan if current else None,
            "days": current.days if current else None,
            "first_day": _plain(self.first_day),
            "last_day": _plain(self.last_day),
            "days_left": self.days_left,
            "opened": _plain(current.began if current else None),
            "until": _plain(self.standing.until),
            "grace": _plain(self.standing.grace),
            "more_passes": self.more,
        }


def access_lines(folder: Path, roster: Roster, log: AccessLog, now: dt.datetime) -> tuple[Line, ...]:
    """Everybody on the roster, and after them those who were taken out of it and had access.

    Args:
        folder: the class folder.
        roster, log: of the class.
        now: the time that counts.
    """
    settings, rules = read_rules(folder)
    known = {one.id for one in roster}
    people = (*roster, *(Learner(id=one) for one in log.learners if one not in known))
    lines = []
    for one in people:
        access = access_of(log.of(one.id), settings.zone, rules.grace_days)
        standing = access.at(now)
        waiting = sum(each.waits and each is not standing.current for each in access.passes)
        line = Line(
            learner=one,
            is_on_roster=one.id in known,
            standing=standing,
            now=now,
            zone=settings.zone,
            more=waiting,
        )
        lines.append(line)
    return tuple(lines)


def access_table(lines: Sequence[Line], width: int) -> Table:
    """The learners, a row each.

    Args:
        lines: from access_lines.
        width: of the terminal, in columns.
    """
    columns = [("Learner", "left", [one.learner.id for one in lines])]
    if width >= WIDE:
        columns.append(("Name", "left", [_short(one.learner.name) for one in lines]))
        columns.append(("Plan", "left", [one.plan or NOTHING for one in lines]))
    columns += [
        ("State", "left", [_state(one) for one in lines]),
        ("First day", "left", [_day(one.first_day) for one in lines]),
        ("Last day", "left", [_day(one.last_day) for one in lines]),
        ("Days left", "right", [NOTHING if one.days_left is None else str(one.days_left) for one in lines]),
    ]
    return plain_table(columns)


def _state(one: Line) -> str:
    more = f" +{one.more}" if one.more else ""
    return f"{one.standing.state}{more}{'' if one.is_on_roster else ', not on the roster'}"


def _short(name: str) -> str:
    from rich.cells import cell_len, set_cell_size

    return name if cell_len(name) <= LONGEST_NAME else set_cell_size(name, LONGEST_NAME - 1) + "…"


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else NOTHING


def _plain(value: dt.datetime | dt.date | None) -> str | None:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="seconds")
    return value.isoformat() if value else None
