"""The learner's plan as it is kept: what they chose, and what was planned, in one small JSON file in the workspace.

It is written like the file of progress: never half, the last good copy beside it, a damaged one kept aside.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.access_note import remaining
from tutor.progress_file import Note, replace_file

FORMAT = 1
NAME = "plan.json"

WEEKDAY, WEEKEND, DAYS = 60, 120, 14
"""Minutes on a day from Monday to Friday, minutes on a Saturday or Sunday, and days, where nothing was chosen."""

MOST_MINUTES, MOST_DAYS = 24 * 60, 3650
"""The most that can be chosen."""

EARLIEST, LATEST = 2000, 9000
"""The years in which the first day may be."""

MOST_COUNTED = 10**6
"""Minutes that no day comes to, however much is said to have been done on it."""


@dataclass(frozen=True)
class Kept:
    """What the file says.

    Attributes:
        weekday, weekend: the minutes that the learner has on a day from Monday to Friday, and on one of the weekend.
        days: how many days, where nobody gave access for a number of them.
        first: the first of these days; None before the first plan.
        core: whether the learner keeps to the short path.
        skipped: what is left out, by id.
        done: what the learner says is done, and on which day, by id.
        planned: the minutes of each day, by the last plan that was drawn before it was over.
    """

    weekday: int = WEEKDAY
    weekend: int = WEEKEND
    days: int = DAYS
    first: dt.date | None = None
    core: bool = False
    skipped: frozenset[str] = frozenset()
    done: Mapping[str, dt.date] = field(default_factory=dict)
    planned: Mapping[dt.date, int] = field(default_factory=dict)


class PlanFile:
    """The plan of one workspace, kept in its folder `.kit`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.copy = folder / f"{NAME}.bak"

    def read(self) -> tuple[Kept, list[Note]]:
        """What is kept, and what there is to say about the file; the defaults where there is none."""
        kept = _read(self.path)
        if kept is not None:
            return kept, []
        if not self.path.exists():
            return Kept(), []
        return self._restored()

    def write(self, kept: Kept) -> list[Note]:
        """Keep something else, where it differs; a note says where it cannot be written."""
        text = _text(kept)
        there = _read(self.path)
        if there is not None and _text(there) == text:
            return []
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if there is not None:
                replace_file(self.copy, self.path.read_bytes())
            replace_file(self.path, text.encode("utf-8"))
        except OSError:
            return [Note("plan-unsaved", {"folder": str(self.path.parent)})]
        return []

    def _restored(self) -> tuple[Kept, list[Note]]:
        kept = _read(self.copy)
        aside = self._free_name()
        try:
            self.path.replace(aside)
            if kept is not None:
                replace_file(self.path, self.copy.read_bytes())
        except OSError:
            aside = self.path
        return kept or Kept(), [Note("plan-anew" if kept is None else "plan-restored", {"file": aside.name})]

    def _free_name(self) -> Path:
        number = 1
        while (other := self.path.with_name(f"{NAME}.damaged-{number}")).exists():
            number += 1
        return other


def values_of(kept: Kept) -> dict[str, Any]:
    """What is kept as plain data."""
    return {
        "format": FORMAT,
        "weekday": kept.weekday,
        "weekend": kept.weekend,
        "days": kept.days,
        "first": kept.first and kept.first.isoformat(),
        "core": kept.core,
        "skipped": sorted(kept.skipped),
        "done": {name: day.isoformat() for name, day in kept.done.items()},
        "planned": {day.isoformat(): minutes for day, minutes in kept.planned.items()},
    }


def kept_of(values: Any) -> Kept | None:
    """What plain data says, as `values_of` gives it; None where no plan can say that."""
    try:
        kept = Kept(
            weekday=_number(values["weekday"], MOST_MINUTES),
            weekend=_number(values["weekend"], MOST_MINUTES),
            days=_number(values["days"], MOST_DAYS),
            first=_day(values["first"]),
            core=values["core"] is True,
            skipped=frozenset(_name(one) for one in values["skipped"]),
            done={_name(name): dt.date.fromisoformat(day) for name, day in values["done"].items()},
            planned={dt.date.fromisoformat(day): _number(one, MOST_COUNTED) for day, one in values["planned"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return kept if kept.days and kept.weekday + kept.weekend else None


def _text(kept: Kept) -> str:
    return json.dumps(values_of(kept), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _read(path: Path) -> Kept | None:
    """What a file says; None where it is missing, damaged, or says what no plan can."""
    try:
        return kept_of(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return None


def _number(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("no number of minutes or days")
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no id")
    return value


def _day(value: Any) -> dt.date | None:
    if value is None:
        return None
    day = dt.date.fromisoformat(value)
    if not EARLIEST <= day.year <= LATEST:
        raise ValueError("no day on which a plan begins")
    return day


def has_plan(folder: Path, now: dt.datetime) -> bool:
    """Whether there is a plan in a folder `.kit`: one that was asked for, or an access with days."""
    return (folder / NAME).is_file() or remaining(folder, now) is not None
