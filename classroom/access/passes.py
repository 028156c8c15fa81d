"""From what happened to who may come in: the passes of a learner, and how they stand at a moment.

The rule, which is all there is:

- A pass has a number of days. Its first day is the day on which the letter goes out, and it is open from that moment.
  Its last day ends at midnight in the class's time zone.
- The letter goes out on the first working day after the order, or later.
- Of a learner's passes one comes after the other, the one that can begin first before the others: the next one's letter
  goes out when the one before has ended, so no day is paid for twice.
- More days move the end by as many midnights; where the pass has ended, the day on which they are given is the first.
- A pause gives back a day for every midnight that passes during it.
- Revoking ends all passes at that moment, also those that have not begun, and none of them comes back. A later order
  begins anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from classroom.access.days import day_after, day_of, end_of, last_day, midnights_between, start_of
from classroom.access.events import Event, Ticket

State = Literal["none", "waiting", "due", "open", "paused", "ended", "revoked"]
"""none: nothing was ordered. waiting: for its first day. due: the letter can go out. The others are as they say."""


@dataclass
class Pass:
    """What one order gives a learner.

    Attributes:
        order, ticket, plan: as they were ordered.
        days: how many it has, with those it has got beside.
        first: the first day on which it can begin.
        spans: from when to when it was or is open, in UTC; the end is not in it.
        paused: since when it is paused.
        end: when it ends, or would without the pause; None before it has begun.
        revoked: when it was taken away.
    """

    order: str
    ticket: Ticket
    plan: str
    days: int
    first: dt.date
    spans: list[tuple[dt.datetime, dt.datetime]] = field(default_factory=list)
    paused: dt.datetime | None = None
    end: dt.datetime | None = None
    revoked: dt.datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether it has not begun and still can."""
        return self.end is None and self.revoked is None

    @property
    def began(self) -> dt.datetime | None:
        """When its letter went out."""
        return self.spans[0][0] if self.spans else None


@dataclass(frozen=True)
class Standing:
    """How a learner's access stands at a moment.

    Attributes:
        state: one of State.
        current: the pass that it is about; None for "none".
        opens: the day on which the waiting pass can begin; None where that depends on a pause.
        until: when an open pass ends, or when an ended, paused or revoked one did.
        grace: until when work can be fetched after that; None in other states.
    """

    state: State
    current: Pass | None = None
    opens: dt.date | None = None
    until: dt.datetime | None = None
    grace: dt.datetime | None = None

    @property
    def may_come_in(self) -> bool:
        return self.state == "open"

    def may_fetch(self, now: dt.datetime) -> bool:
        """Whether work can be fetched: always while it is open or paused, and for the days of grace."""
        return self.state in ("open", "paused") or (self.grace is not None and now < self.grace)


@dataclass
class Access:
    """A learner's passes in the order in which they were bought.

    Attributes:
        zone: the class's, whose midnights count.
        grace_days: for how many days work can be fetched after the end.
        closed: how many of the passes had been bought when access was last taken away: none of them comes back.
    """

    zone: ZoneInfo
    grace_days: int = 0
    passes: list[Pass] = field(default_factory=list)
    closed: int = 0

    @property
    def last_begun(self) -> Pass | None:
        """The pass that began last, of those bought since access was last taken away."""
        begun = (one for one in self.passes[self.closed :] if one.spans)
        return max(begun, key=lambda one: one.spans[0][0], default=None)

    @property
    def next_one(self) -> Pass | None:
        """The pass that begins next: the one that can begin first, and of several the one that was bought first."""
        return min((one for one in self.passes if one.waits), key=lambda one: one.first, default=None)

    def opening_day(self, now: dt.datetime) -> dt.date | None:
        """The first day on which the next pass can begin; None without one, or while another one is paused."""
        waiting, before = self.next_one, self.last_begun
        if waiting is None or (before is not None and before.paused):
            return None
        after = [day_of(before.end, self.zone)] if before is not None and before.end and before.end > now else []
        return max([waiting.first, *after])

    def is_open(self, now: dt.datetime) -> bool:
        """Whether any pass is open at a moment."""
        return any(start <= now < end for one in self.passes for start, end in one.spans)

    def at(self, now: dt.datetime) -> Standing:
        """How it stands at a moment that is not before the last event."""
        begun, waiting = self.last_begun, self.next_one
        if begun is not None and begun.end is not None:
            if begun.paused:
                return Standing("paused", begun, until=begun.paused)
            if now < begun.end:
                return Standing("open", begun, until=begun.end)
        if waiting is not None:
            opens = self.opening_day(now)
            due = opens is not None and now >= start_of(opens, self.zone)
            ended = max((one.revoked or one.end for one in self.passes if one.spans and one.end), default=None)
            return Standing("due" if due else "waiting", waiting, opens, ended, self._grace(ended))
        if not self.passes:
            return Standing("none")
        # Nothing waits, so each of them has ended or was taken away.
        last = max(self.passes, key=lambda one: one.revoked or one.end or dt.datetime.min.replace(tzinfo=dt.UTC))
        if last.revoked:
            return Standing("revoked", last, until=last.revoked, grace=self._grace(last.revoked))
        return Standing("ended", last, until=last.end, grace=self._grace(last.end))

    def _grace(self, ended: dt.datetime | None) -> dt.datetime | None:
        if ended is None:
            return None
        first = day_of(ended, self.zone)
        whole = ended == start_of(first, self.zone)
        return start_of(day_after(first, self.grace_days + (0 if whole else 1), self.zone), self.zone)


def access_of(events: Iterable[Event], zone: ZoneInfo, grace_days: int = 0) -> Access:
    """What the events of one learner come to.

    Args:
        events: the oldest first, those of one learner.
        zone: the class's time zone.
        grace_days: for how many days work can be fetched after the end.
    """
    access = Access(zone, grace_days)
    for event in events:
        _take(access, event)
    return access


def _take(access: Access, event: Event) -> None:
    begun = access.last_begun
    match event.what:
        case "ordered":
            first = event.day or day_of(event.at, access.zone)
            access.passes.append(Pass(event.order, event.ticket or "granted", event.plan, event.days, first))
        case "notified":
            for one in access.passes:
                if one.order == event.order and one.waits:
                    one.end = _end(day_of(event.at, access.zone), one.days, access.zone)
                    one.spans.append((event.at, one.end))
        case "extended":
            _extend(access, begun, event)
        case "paused":
            if begun and begun.end and not begun.paused and event.at < begun.end:
                begun.paused = event.at
                begun.spans[-1] = (begun.spans[-1][0], event.at)
        case "resumed":
            if begun and begun.end and begun.paused:
                since, now = day_of(begun.paused, access.zone), day_of(event.at, access.zone)
                begun.end = _moved(begun.end, midnights_between(since, now, access.zone), access.zone)
                begun.paused = None
                begun.spans.append((event.at, begun.end))
        case "revoked":
            for one in access.passes:
                _revoke(one, event.at)
            access.closed = len(access.passes)


def _extend(access: Access, begun: Pass | None, event: Event) -> None:
    waiting = access.next_one
    if begun is None or begun.end is None:
        if waiting is not None:
            waiting.days += event.days
        return
    begun.days += event.days
    if begun.paused:
        begun.end = _moved(begun.end, event.days, access.zone)
    elif event.at < begun.end:
        begun.end = _moved(begun.end, event.days, access.zone)
        begun.spans[-1] = (begun.spans[-1][0], begun.end)
    else:
        begun.end = _end(day_of(event.at, access.zone), event.days, access.zone)
        begun.spans.append((event.at, begun.end))


def _revoke(one: Pass, at: dt.datetime) -> None:
    if one.revoked or (one.end is not None and one.end <= at and not one.paused):
        return
    one.revoked = at
    one.paused = None
    if one.spans and one.spans[-1][1] > at:
        one.spans[-1] = (one.spans[-1][0], at)


def _end(first: dt.date, days: int, zone: ZoneInfo) -> dt.datetime:
    """The midnight at which so many days end."""
    return end_of(day_after(first, days - 1, zone), zone)


def _moved(end: dt.datetime, days: int, zone: ZoneInfo) -> dt.datetime:
    return end_of(day_after(last_day(end, zone), days, zone), zone)
