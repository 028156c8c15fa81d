"""The rule of access once more, by another way: days are counted down at every midnight, and nothing is worked out.

A midnight is found by looking, not by arithmetic: a moment at which it is a later day than a quarter of an hour before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from classroom.access.events import Event

QUARTER = dt.timedelta(minutes=15)
"""All clocks that are changed, are changed at a full quarter of an hour."""


def midnights(zone: ZoneInfo, start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    """The moments after `start` and until `end` at which a day begins that had not been."""
    found = []
    moment = start.replace(minute=0, second=0, microsecond=0)
    day = moment.astimezone(zone).date()
    while (moment := moment + QUARTER) <= end:
        if (today := moment.astimezone(zone).date()) > day:
            day = today
            if moment > start:
                found.append(moment)
    return found


@dataclass
class Counting:
    """One learner's access, carried on from moment to moment.

    Attributes:
        zone: whose midnights count.
        now: how far it has been carried.
        waiting: orders that have not begun: first day, number, days.
        left: midnights until the end of what is open or paused.
        state: none, idle, open, paused, ended or revoked, of all but the orders that wait.
        spent: whether what has ended cannot be given more days.
    """

    zone: ZoneInfo
    now: dt.datetime
    waiting: list[list] = field(default_factory=list)
    left: int = 0
    state: str = "none"
    spent: bool = False

    def carry(self, moment: dt.datetime) -> None:
        """Let time pass."""
        for _ in midnights(self.zone, self.now, moment):
            if self.state == "open":
                self.left -= 1
                if self.left == 0:
                    self.state = "ended"
        self.now = moment

    def next_order(self) -> list | None:
        return sorted(self.waiting, key=lambda one: one[0])[0] if self.waiting else None

    def standing(self) -> str:
        if self.state in ("open", "paused") or not self.waiting:
            return self.state
        return "due" if self.now.astimezone(self.zone).date() >= self.next_order()[0] else "waiting"

    def take(self, event: Event) -> None:
        self.carry(event.at)
        match event.what:
            case "ordered":
                self.waiting.append([event.day, event.order, event.days])
                if self.state in ("none", "revoked"):
                    self.state = "idle"
            case "notified":
                mine = next(one for one in self.waiting if one[1] == event.order)
                self.waiting.remove(mine)
                self.left, self.state, self.spent = mine[2], "open", False
            case "extended":
                if self.state in ("open", "paused"):
                    self.left += event.days
                elif self.state == "ended" and not self.spent:
                    self.left, self.state = event.days, "open"
                elif self.waiting:
                    self.next_order()[2] += event.days
            case "paused":
                if self.state == "open":
                    self.state = "paused"
            case "resumed":
                if self.state == "paused":
                    self.state = "open"
            case "revoked":
                if self.state in ("open", "paused") or self.waiting:
                    self.state = "revoked"
                self.spent = True
                self.waiting.clear()
