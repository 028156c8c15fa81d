"""Which letters are due at a moment, worked out from what happened and from what was sent; nothing is sent here.

    opening    from the hour that class.toml names, on the day on which a pass can begin or on any later one. In the
               last minutes of a day none is begun: it would arrive on the next day and say the wrong last day
    warnings   a day, an hour and ten minutes before the end; of those whose time has come, only the most urgent one,
               and none whose time had come before the pass was open
    ended      after the end, as long as work can be fetched, and for a day at least

A learner is due one letter at a time. What was sent about one end is not sent about it again; after more days or a
pause there is another end, and other letters about it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from classroom.access.days import day_of, end_of
from classroom.access.events import Event
from classroom.access.letters import Following, Kind, Warned, about, ended_letter, opening_letter, warning_letter
from classroom.access.log import AccessLog
from classroom.access.passes import Access, Standing, access_of
from classroom.class_settings import ClassSettings
from classroom.mailing import Letter, Outbox
from classroom.mailing.addresses import NO_ROSTER_LINE, how_often, unfit
from classroom.roster import Learner, Roster

WARNINGS: dict[Warned, dt.timedelta] = {
    "minutes": dt.timedelta(minutes=10),
    "hour": dt.timedelta(hours=1),
    "day": dt.timedelta(days=1),
}
"""How long before the end each warning is due, the most urgent first."""

QUIET = dt.timedelta(minutes=2)
"""Before midnight no letter is begun that says which day is the first."""

ENDED_AT_LEAST = dt.timedelta(days=1)
"""For how long a letter about an end is due where nothing can be fetched any more."""

Turn = Literal["new", "uncertain", "refused", "none"]
"""new: it is to be sent. uncertain: the server may have it. refused: the server said that it never takes it for this
address. none: nobody can be written to, and `said` says why."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """A letter that is due.

    Attributes:
        kind: of the letter.
        learner: the id.
        order: the number of the order that its pass comes from.
        about: what the outbox calls it.
        name, to: as the roster has them.
        turn: one of Turn.
        said: why there is none, or what the server said of it.
        letter: None where the turn is "none".
        at: when something last happened to it, in UTC.
    """

    kind: Kind
    learner: str
    order: str
    about: str
    name: str = ""
    to: str = ""
    turn: Turn = "new"
    said: str = ""
    letter: Letter | None = None
    at: dt.datetime | None = None


def due_letters(
    settings: ClassSettings, roster: Roster, log: AccessLog, outbox: Outbox, now: dt.datetime, *, on_hub: bool = False
) -> tuple[Due, ...]:
    """The letters that are due, the most urgent first; of one kind, in the order in which learners came.

    Args:
        settings: of the class, which has a part [access].
        roster: knows the addresses.
        log: what happened.
        outbox: knows what was sent.
        now: the time that counts, as `log.present` gives it.
        on_hub: whether the class is served to browsers, which letters then tell how to get into.
    """
    shared = how_often(one.email for one in roster)
    found = []
    for learner in log.learners:
        one = _due(settings, log.of(learner), now, learner)
        if one is not None and (due := _row(one, roster, shared, outbox, settings, on_hub=on_hub)) is not None:
            found.append(due)
    places: dict[Kind, int] = {"minutes": 0, "hour": 1, "opening": 2, "day": 3, "ended": 4}
    return tuple(sorted(found, key=lambda due: places[due.kind]))


@dataclass(frozen=True)
class _Found:
    """A letter that is due, before anybody looked to whom."""

    learner: str
    kind: Kind
    order: str
    end: dt.datetime | None
    write: Callable[[Learner, bool], Letter]


def _due(settings: ClassSettings, events: tuple[Event, ...], now: dt.datetime, learner: str) -> _Found | None:
    assert settings.access is not None
    access = access_of(events, settings.zone, settings.access.grace_days)
    standing = access.at(now)
    if standing.state == "due" and _letters_go_out(settings, standing, now):
        return _opening(settings, events, standing, now, learner)
    if standing.state == "open":
        return _warning(settings, access, standing, now, learner)
    if standing.state in ("ended", "waiting", "due"):
        return _ended(settings, access, standing, now, learner)
    return None


def next_opening(settings: ClassSettings, log: AccessLog, now: dt.datetime) -> dt.datetime | None:
    """When the next letter that opens the course becomes due; None where nobody waits for one.

    Args:
        settings, log, now: as in `due_letters`.
    """
    assert settings.access is not None
    found = []
    for learner in log.learners:
        standing = access_of(log.of(learner), settings.zone, settings.access.grace_days).at(now)
        if standing.state in ("waiting", "due"):
            found.append(_letters_begin(settings, standing))
    return min((one for one in found if one > now), default=None)


def _letters_go_out(settings: ClassSettings, standing: Standing, now: dt.datetime) -> bool:
    """Whether it is late enough on the day, and not too late."""
    begins = _letters_begin(settings, standing)
    return now >= begins and end_of(day_of(now, settings.zone), settings.zone) - now > QUIET


def _letters_begin(settings: ClassSettings, standing: Standing) -> dt.datetime:
    """From what moment the letter can go out that opens the pass which comes next."""
    assert settings.access is not None and standing.opens is not None
    days = [standing.opens]
    if standing.until is not None:  # the pass before it ended at the beginning of this day, or earlier
        days.append(day_of(standing.until, settings.zone))
    return dt.datetime.combine(max(days), settings.access.letters_at, settings.zone)


def _opening(
    settings: ClassSettings, events: tuple[Event, ...], standing: Standing, now: dt.datetime, learner: str
) -> _Found:
    bought = standing.current
    assert bought is not None
    begun = Event(at=now, what="notified", learner=learner, order=bought.order)
    end = access_of((*events, begun), settings.zone).at(now).until
    assert end is not None

    def write(reader: Learner, on_hub: bool) -> Letter:
        return opening_letter(settings, reader, bought, now, end, on_hub=on_hub)

    return _Found(learner, "opening", bought.order, None, write)


def _warning(
    settings: ClassSettings, access: Access, standing: Standing, now: dt.datetime, learner: str
) -> _Found | None:
    current, end = standing.current, standing.until
    assert current is not None and end is not None
    kind = next((kind for kind, before in WARNINGS.items() if now >= end - before), None)
    opened = current.spans[-1][0]
    if kind is None or opened > end - WARNINGS[kind]:
        return None
    grace = access.at(end).grace
    following = _following(access, now)

    def write(reader: Learner, on_hub: bool) -> Letter:
        return warning_letter(settings, reader, kind, current.order, end, grace, following)

    return _Found(learner, kind, current.order, end, write)


def _ended(
    settings: ClassSettings, access: Access, standing: Standing, now: dt.datetime, learner: str
) -> _Found | None:
    ended, end = standing.current if standing.state == "ended" else access.last_begun, standing.until
    if ended is None or end is None or now >= max(standing.grace or end, end + ENDED_AT_LEAST):
        return None
    following = _following(access, now)

    def write(reader: Learner, on_hub: bool) -> Letter:
        return ended_letter(settings, reader, ended.order, end, standing.grace, now, following)

    return _Found(learner, "ended", ended.order, end, write)


def _following(access: Access, now: dt.datetime) -> Following | None:
    waiting, opens = access.next_one, access.opening_day(now)
    if waiting is None or opens is None:
        return None
    return Following(waiting.days, max(opens, day_of(now, access.zone)))


def _row(
    found: _Found, roster: Roster, shared: Counter[str], outbox: Outbox, settings: ClassSettings, *, on_hub: bool
) -> Due | None:
    """What is to become of a letter; None where it was sent."""
    name = about(found.kind, found.learner, found.order, found.end)
    state = outbox.state(name)
    if state is not None and state.last == "sent":
        return None
    due = Due(kind=found.kind, learner=found.learner, order=found.order, about=name, at=state.at if state else None)
    reader = roster.get(found.learner)
    if reader is None:
        return replace(due, turn="none", said=NO_ROSTER_LINE)
    due = replace(due, name=reader.name, to=reader.email)
    if why := unfit(reader.email, shared):
        return replace(due, turn="none", said=why)
    due = replace(due, letter=found.write(reader, on_hub))
    if state is not None and state.uncertain:
        return replace(due, turn="uncertain", said=state.said)
    if state is not None and state.last == "refused" and state.to == reader.email:
        return replace(due, turn="refused", said=state.said)
    return due
