"""What is left of a learner's access, for those whose access ends: said when a day, an hour, ten minutes are left.

The file .kit/access.json says it, which the class's hub writes. Elsewhere there is none, and nothing is said. It is the
learner's own file: it opens nothing, and where it is damaged or changed, nothing is said either.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tutor.words import say

NAME = "access.json"

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)

SOON = (10 * MINUTE, HOUR, DAY)
"""With how much left something is said."""

LARGEST = 4096
"""Bytes that such a file may have."""


@dataclass(frozen=True)
class Remaining:
    """What is left of somebody's access.

    Attributes:
        until: when it ends, in UTC.
        left: the time until then; less than nothing where it has ended.
        days: how many days it has in all.
        first_day: the day on which it began.
        last_day: the last day on which the learner can come in.
        today: the day that it is.
        zone: the time zone whose midnights count.
    """

    until: dt.datetime
    left: dt.timedelta
    days: int
    first_day: dt.date
    last_day: dt.date
    today: dt.date
    zone: ZoneInfo

    @property
    def ended(self) -> bool:
        return self.left <= dt.timedelta(0)

    @property
    def days_left(self) -> int:
        """Days on which the learner can still come in, with today; 0 where it has ended."""
        return 0 if self.ended else (self.last_day - self.today).days + 1


def remaining(private_folder: Path, now: dt.datetime) -> Remaining | None:
    """What is left of the access of whoever works here; None where it does not end, or nobody knows when.

    Args:
        private_folder: the workspace's folder `.kit`.
        now: the time, with a time zone.
    """
    path = private_folder / NAME
    try:
        if not path.is_file():  # a pipe of that name would never end
            return None
        with path.open("rb") as file:
            return _read(json.loads(file.read(LARGEST)), now)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def access_note(private_folder: Path, now: dt.datetime, language: str) -> str:
    """What a check says about it: "" while there is more than a day left, or where nobody knows."""
    found = remaining(private_folder, now)
    if found is None or found.left > SOON[-1]:
        return ""
    if found.ended:
        return say("access.ended", language)
    key = next(name for name, most in zip(("minutes", "hour", "day"), SOON, strict=True) if found.left <= most)
    minutes = -(-found.left // MINUTE)
    fields = {"minutes": minutes, "hours": -(-found.left // HOUR), "at": _clock(found)}
    return say("access.minute" if minutes == 1 else f"access.{key}", language, **fields)


def _clock(found: Remaining) -> str:
    """The time at which it ends, as a clock on the wall shows it; midnight as the end of the day before."""
    at = found.until.astimezone(found.zone).strftime("%H:%M")
    return "24:00" if at == "00:00" else at


def _read(plain: Any, now: dt.datetime) -> Remaining:
    """What a file says. Raises ValueError and its kin where it says something else."""
    until = dt.datetime.fromisoformat(plain["until"])
    days, first = plain["days"], dt.date.fromisoformat(plain["first_day"])
    if until.tzinfo is None or type(days) is not int or days < 1:
        raise ValueError("no access")
    zone = ZoneInfo(plain["zone"])
    last = (until - dt.timedelta(microseconds=1)).astimezone(zone).date()
    today = now.astimezone(zone).date()
    return Remaining(until.astimezone(dt.UTC), until - now, days, first, last, today, zone)
