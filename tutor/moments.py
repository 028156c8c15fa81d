"""Moments and days: the one place of the tutor that asks the machine's clock, and how a moment is written down."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from tutor.access_note import remaining

AHEAD = dt.timedelta(days=1)
"""How far ahead of this machine's clock another machine's may have been: beyond it, a moment is in the future."""


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def written(moment: dt.datetime) -> str:
    """A moment as the progress file has it: in UTC, to the millisecond, so that texts sort as moments do."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")


def read_moment(text: object) -> dt.datetime | None:
    """The moment that `written` wrote; None for anything else."""
    if not isinstance(text, str) or len(text) > 32:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment if moment.tzinfo is not None and written(moment) == text else None
    except (ValueError, OverflowError):
        return None


def read_day(text: object) -> dt.date | None:
    """A day written as 2026-11-30; None for anything else."""
    try:
        day = dt.date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == text else None


def zone_of(private: Path, moment: dt.datetime) -> ZoneInfo | None:
    """The zone in which the learner's days begin: that of their access; None, the machine's own, where there is none.

    Args:
        private: the folder `.kit`.
        moment: the present one.
    """
    access = remaining(private, moment)
    return access.zone if access else None
