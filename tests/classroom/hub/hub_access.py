"""A class that sells access, and what happened to it, for the tests of the hub."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from classroom.access.events import Event
from classroom.access.log import change_log
from classroom.class_folder import change_class

BOUGHT = dt.datetime(2026, 3, 1, 4, tzinfo=dt.UTC)
BEGAN = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.UTC)
"""Monday 2 March 2026, 9:30 in Taipei."""

END = dt.datetime(2026, 3, 15, 16, tzinfo=dt.UTC)
"""The midnight in Taipei with which the last of 14 days ends."""

FIRST_DAY = BEGAN.date()

GRACE = dt.datetime(2026, 3, 22, 16, tzinfo=dt.UTC)
"""Seven days later."""


def sell(folder: Path, **about: Any) -> None:
    """Let a class sell access."""

    def settings(document: Any) -> None:
        document["access"] = {"contact": "help@course.example", **about}

    change_class(folder, settings)


def happens(folder: Path, at: dt.datetime, what: str, learner: str = "s1", **about: Any) -> None:
    """Let something happen to a learner's access."""
    event = Event(at=at, what=what, learner=learner, **about)
    change_log(folder, at, lambda log, now: [event])


def order(
    folder: Path, learner: str = "s1", at: dt.datetime = BOUGHT, days: int = 14, day: dt.date = FIRST_DAY
) -> None:
    """Sell somebody a number of days, of which the first can be a day or any later one."""
    happens(folder, at, "ordered", learner, order="1", ticket="single", plan="standard", days=days, day=day)


def opened(folder: Path, learner: str = "s1", at: dt.datetime = BEGAN, days: int = 14) -> None:
    """Sell somebody a number of days that begin at a moment."""
    order(folder, learner, at, days, at.date())
    happens(folder, at, "notified", learner, order="1")
