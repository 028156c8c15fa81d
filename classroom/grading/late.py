"""Late work: when an assignment is due, as nbgrader has it, and what the class takes off for coming later."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from classroom.grading.gradebook_cells import Sheet

DAY = dt.timedelta(days=1)

WORDING = '"keep", "zero", "10% a day" or "2 points a day"; the last three also with "after 15 minutes" behind them'
"""How a rule is written, as part of a sentence."""

_RULE = re.compile(
    r"(?:(?P<zero>zero)|(?P<amount>\d{1,6}(?:\.\d{1,6})?) ?(?P<unit>%|points?) a day)"
    r"(?: after (?P<grace>\d{1,6}) minutes?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class LateRule:
    """What is taken off work that comes late.

    Attributes:
        kind: "keep" for nothing, "zero" for everything, "share" for a share of the points that the work has, "points"
            for a number of points; the last two for each day that has begun.
        amount: of a share, percent; else points.
        grace: how much later work may come without being late. The days are counted from its end.
    """

    kind: Literal["keep", "zero", "share", "points"] = "keep"
    amount: float = 0.0
    grace: dt.timedelta = dt.timedelta()

    def penalty(self, points: float, late: dt.timedelta) -> float:
        """What is taken off, in points: at least 0, and no more than the work has.

        Args:
            points: what the work has.
            late: how long after the due date it came; negative where it came before.
        """
        over = late - self.grace
        if over <= dt.timedelta() or points <= 0:
            return 0.0
        days = -(-over // DAY)
        taken = {
            "keep": 0.0,
            "zero": points,
            "share": points * min(self.amount * days, 100.0) / 100.0,
            "points": self.amount * days,
        }[self.kind]
        return round(min(taken, points), 6)


def late_rule(text: str) -> LateRule:
    """The rule that a text says, such as "10% a day after 15 minutes".

    Raises:
        ValueError: it says none; the message says what could stand there.
    """
    if text == "keep":
        return LateRule()
    found = _RULE.fullmatch(text)
    amount = float(found["amount"] or 0) if found else 0.0
    if not found or (found["unit"] and not amount) or (found["unit"] == "%" and amount > 100):
        raise ValueError(f"{text!r} is no rule for late work; write {WORDING}")
    grace = dt.timedelta(minutes=int(found["grace"] or 0))
    if found["zero"]:
        return LateRule("zero", grace=grace)
    return LateRule("share" if found["unit"] == "%" else "points", amount, grace)


@dataclass(frozen=True)
class DueDates:
    """When an assignment is due.

    Attributes:
        at: for everybody, in UTC; None for never.
        extensions: how much longer a learner has, by id.
    """

    at: dt.datetime | None = None
    extensions: Mapping[str, dt.timedelta] = field(default_factory=dict)

    def of(self, learner: str) -> dt.datetime | None:
        """When it is due for one learner, in UTC; None for never."""
        return None if self.at is None else self.at + self.extensions.get(learner, dt.timedelta())


def lateness(handed_in: dt.datetime | None, due: dt.datetime | None) -> dt.timedelta:
    """How long after the due date work came, negative where before; 0 where one of the two is not known."""
    return dt.timedelta() if handed_in is None or due is None else handed_in - due


def read_due(connection: Connection, sheet: Sheet) -> DueDates:
    """When an assignment is due, as formgrader shows it, and the extensions that nbgrader keeps."""
    from nbgrader import api
    from sqlalchemy import select

    assignments, works = api.Assignment.__table__, api.SubmittedAssignment.__table__
    at = connection.execute(select(assignments.c.duedate).where(assignments.c.id == sheet.assignment)).scalar_one()
    given = select(works.c.student_id, works.c.extension).where(
        works.c.assignment_id == sheet.assignment, works.c.extension.is_not(None)
    )
    extensions = {row.student_id: row.extension for row in connection.execute(given)}
    return DueDates(None if at is None else at.replace(tzinfo=dt.UTC), extensions)


def write_due(connection: Connection, sheet: Sheet, at: dt.datetime | None) -> None:
    """Say in nbgrader's tables when an assignment is due; nbgrader keeps it in UTC without saying so."""
    from nbgrader import api
    from sqlalchemy import update

    assignments = api.Assignment.__table__
    plain = None if at is None else at.astimezone(dt.UTC).replace(tzinfo=None)
    connection.execute(update(assignments).where(assignments.c.id == sheet.assignment).values(duedate=plain))
