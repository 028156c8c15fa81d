"""A later due date for one learner, written into class.toml."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from classroom.class_folder import FILE_NAME, change_class, read_class
from classroom.class_settings import LAST_MINUTE, ClassSettings
from classroom.course import Course
from classroom.errors import KitError
from classroom.grading.work_list import is_learner_name
from classroom.roster import Roster, read_roster

_UNTIL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2})(?::(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Extended:
    """An extension as it stands now.

    Attributes:
        learner: the id, as folders have it.
        due: when the assignment is due for everybody, in the class's time zone.
        before: when it was due for this learner until now.
        until: when it is due for this learner now.
    """

    learner: str
    due: dt.datetime
    before: dt.datetime
    until: dt.datetime


def extend(course: Course, folder: Path, learner: str, assignment: str, until: str) -> Extended:
    """Give one learner more time for an assignment; what else stands in class.toml stays, comments too.

    Args:
        course: for the assignments there are.
        folder: the class folder.
        learner: the id.
        assignment: such as "a07".
        until: a day, which means its end, or a day and a time, in the class's time zone.

    Raises:
        KitError: no class there; no such learner or assignment; an assignment without a due date; no day; or one that
            is not after the due date.
    """
    settings = read_class(folder)
    identity = _known(folder, read_roster(folder), learner)
    course.assignment(assignment)
    dates = settings.due_dates(assignment)
    if dates is None:
        raise KitError(
            f"{folder / FILE_NAME} does not say when {assignment} is due; write it below [due] first, such as "
            f"{assignment} = 2026-03-20."
        )
    given = read_until(until)
    due, before = (at.astimezone(settings.zone) for at in (dates.at, dates.of(identity)))
    at = _moment(given, settings)
    if at <= due:
        raise KitError(
            f"{until} is not after the date on which {assignment} is due for everybody, {due:%Y-%m-%d %H:%M}."
        )
    if at != before:
        change_class(folder, lambda document: _write(document, identity, assignment, given))
    return Extended(learner=identity, due=due, before=before, until=at)


def read_until(text: str) -> dt.date | dt.datetime:
    """A day, or a day with a time. Raises KitError for anything else."""
    found = _UNTIL.fullmatch(text.strip())
    try:
        day = dt.date.fromisoformat(found[1]) if found else None
        time = dt.time.fromisoformat(f"{found[2]:0>5}:{found[3] or '00'}") if found and found[2] else None
    except ValueError:
        day = None
    if day is None:
        raise KitError(f"{text!r} is no date; write a day such as 2026-03-20, or also a time: '2026-03-20 18:00'.")
    return day if time is None else dt.datetime.combine(day, time)


def _moment(given: dt.date | dt.datetime, settings: ClassSettings) -> dt.datetime:
    local = given if isinstance(given, dt.datetime) else dt.datetime.combine(given, LAST_MINUTE)
    return local.replace(tzinfo=settings.zone)


def _write(document: Any, learner: str, assignment: str, until: dt.date | dt.datetime) -> None:
    import tomlkit

    if "extensions" not in document:
        document["extensions"] = tomlkit.table(is_super_table=True)
    if learner not in document["extensions"]:
        document["extensions"][learner] = tomlkit.table()
    document["extensions"][learner][assignment] = until


def _known(folder: Path, roster: Roster, learner: str) -> str:
    """An id as the roster has it; where there is no roster, one that has handed something in."""
    by_id = {one.id.casefold(): one.id for one in roster}
    if learner.casefold() in by_id:
        return by_id[learner.casefold()]
    if not by_id:
        if is_learner_name(learner) and (folder / "submitted" / learner).is_dir():
            return learner
        raise KitError(f"{folder} has no roster in which {learner!r} could be; `classroom roster FILE` reads one.")
    near = get_close_matches(learner.casefold(), by_id, n=3)
    hint = f"; did you mean {' or '.join(by_id[one] for one in near)}?" if near else "."
    raise KitError(f"There is no learner {learner!r} in the roster of {folder}{hint}")
