"""A learner's access changed by hand: given, extended, paused, resumed, taken away; what makes no sense is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from classroom.access.days import day_of, last_day
from classroom.access.events import Event
from classroom.access.learners import find_learner, new_id, on_roster, taken_ids
from classroom.access.log import AccessLog, change_log
from classroom.access.passes import Access, Standing, access_of
from classroom.access.rules import find_plan, read_rules
from classroom.class_settings import AccessSettings
from classroom.errors import KitError
from classroom.mailing import is_address
from classroom.roster import Learner, Roster, read_roster, write_roster

MOST_DAYS = 3_650
"""Days that can be given at a time: as many as a plan can have."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A change that was made.

    Attributes:
        learner: whose access.
        event: what was written into the log.
        access, standing: how it is now.
        now: when that is.
        zone: the class's.
        is_new: whether the learner was put on the roster.
    """

    learner: Learner
    event: Event
    access: Access
    standing: Standing
    now: dt.datetime
    zone: ZoneInfo
    is_new: bool = False


def grant(
    folder: Path,
    who: str,
    *,
    clock: dt.datetime,
    days: int | None = None,
    plan: str = "",
    start: dt.date | None = None,
    name: str = "",
    by: str = "",
    why: str = "",
) -> Changed:
    """Give somebody access without an order from a list.

    Args:
        folder: the class folder.
        who: somebody on the roster, by id or e-mail address; or the address of somebody new, who is put on it.
        clock: what the machine's clock says.
        days: how many; those of the plan when None.
        plan: the plan's name; the only one where "" and no days are given.
        start: the first day on which it can begin; today when None.
        name: of somebody new.
        by, why: for the log.

    Raises:
        KitError: days and a plan, no such plan, no number of days, a day that is over, or nobody who is known.
    """
    settings, access = read_rules(folder)
    plan, days = _granted(access, plan, days)
    found: list[tuple[Learner, bool]] = []

    def make(log: AccessLog, now: dt.datetime) -> Iterable[Event]:
        today = day_of(now, settings.zone)
        if start is not None and start < today:
            raise KitError(f"{start} is over; access can begin today, {today}, or later.")
        roster = read_roster(folder)
        learner, is_new = _granted_to(folder, roster, log, who, name, taken_ids(folder, settings, roster, log))
        if is_new:
            write_roster(folder, Roster((*roster, learner)))
        found.append((learner, is_new))
        orders = {event.order for event in log.of(learner.id)}
        order = next(one for one in (f"granted-{number}" for number in range(1, len(orders) + 2)) if one not in orders)
        return [
            Event(
                at=now,
                what="ordered",
                learner=learner.id,
                order=order,
                ticket="granted",
                plan=plan,
                days=days,
                day=start or today,
                email=learner.email,
                by=by,
                why=why,
            )
        ]

    log, added = change_log(folder, clock, make)
    learner, is_new = found[-1]
    return _changed(learner, log, added[0], settings.zone, access.grace_days, is_new=is_new)


def extend(folder: Path, who: str, days: int, *, clock: dt.datetime, by: str = "", why: str = "") -> Changed:
    """Give more days: to the pass that is open or paused, to the next one where none has begun; one that has ended goes
    on, and today is the first of them.

    Raises:
        KitError: no number of days, nobody who is known, no order, or access that was taken away.
    """
    _check_days(days)

    def check(learner: Learner, standing: Standing, zone: ZoneInfo) -> None:
        if standing.state == "revoked":
            raise KitError(f"The access of {learner.id} was taken away; grant it anew.")

    return _change(folder, who, "extended", check, clock=clock, days=days, by=by, why=why)


def pause(folder: Path, who: str, *, clock: dt.datetime, by: str = "", why: str = "") -> Changed:
    """Stop the days of an open pass for a while.

    Raises:
        KitError: nobody who is known, or nothing that is open.
    """

    def check(learner: Learner, standing: Standing, zone: ZoneInfo) -> None:
        if standing.state != "open":
            raise KitError(f"Only open access can be paused; that of {learner.id} {state_words(standing, zone)}.")

    return _change(folder, who, "paused", check, clock=clock, by=by, why=why)


def resume(folder: Path, who: str, *, clock: dt.datetime, by: str = "", why: str = "") -> Changed:
    """Let a paused pass go on, with a day more for every midnight since.

    Raises:
        KitError: nobody who is known, or nothing that is paused.
    """

    def check(learner: Learner, standing: Standing, zone: ZoneInfo) -> None:
        if standing.state != "paused":
            raise KitError(f"Only paused access can be resumed; that of {learner.id} {state_words(standing, zone)}.")

    return _change(folder, who, "resumed", check, clock=clock, by=by, why=why)


def revoke(folder: Path, who: str, *, clock: dt.datetime, by: str = "", why: str = "") -> Changed:
    """Take away all that has not ended.

    Raises:
        KitError: nobody who is known, or nothing that could be taken away.
    """

    def check(learner: Learner, standing: Standing, zone: ZoneInfo) -> None:
        if standing.state in ("ended", "revoked"):
            raise KitError(f"Nothing is left to take away; the access of {learner.id} {state_words(standing, zone)}.")

    return _change(folder, who, "revoked", check, clock=clock, by=by, why=why)


def state_words(standing: Standing, zone: ZoneInfo) -> str:
    """How access stands, as part of a sentence that begins with whose it is."""
    at = f"{standing.until.astimezone(zone):%Y-%m-%d %H:%M}" if standing.until else ""
    last = last_day(standing.until, zone) if standing.until else ""
    match standing.state:
        case "open":
            return f"is open to the end of {last}"
        case "paused":
            return f"has been paused since {at}"
        case "revoked":
            return f"was taken away at {at}"
        case "ended":
            return f"ended with {last}"
        case "waiting":
            return f"opens on {standing.opens}"
        case "due":
            return f"opens when the letter about it goes out, from {standing.opens} on"
        case _:
            return "was never ordered"


def _change(
    folder: Path,
    who: str,
    what: str,
    check: Callable[[Learner, Standing, ZoneInfo], None],
    *,
    clock: dt.datetime,
    days: int = 0,
    by: str,
    why: str,
) -> Changed:
    """Write one event of a learner who has an order.

    Args:
        check: raises KitError where it makes no sense.
    """
    settings, access = read_rules(folder)
    found: list[Learner] = []

    def make(log: AccessLog, now: dt.datetime) -> Iterable[Event]:
        learner = find_learner(folder, read_roster(folder), log, who)
        standing = access_of(log.of(learner.id), settings.zone, access.grace_days).at(now)
        if standing.state == "none":
            raise KitError(f"{learner.id} has no order yet; `classroom access grant` gives access without one.")
        check(learner, standing, settings.zone)
        found.append(learner)
        return [Event(at=now, what=what, learner=learner.id, days=days, by=by, why=why)]

    log, added = change_log(folder, clock, make)
    return _changed(found[-1], log, added[0], settings.zone, access.grace_days)


def _changed(
    learner: Learner, log: AccessLog, event: Event, zone: ZoneInfo, grace_days: int, *, is_new: bool = False
) -> Changed:
    access = access_of(log.of(learner.id), zone, grace_days)
    standing = access.at(event.at)
    return Changed(
        learner=learner, event=event, access=access, standing=standing, now=event.at, zone=zone, is_new=is_new
    )


def _granted(access: AccessSettings, plan: str, days: int | None) -> tuple[str, int]:
    """The plan's name, "" for none, and the days."""
    if days is None:
        try:
            return find_plan(access, plan)
        except ValueError as problem:
            raise KitError(f"Say how much access to give, by --days or by --plan: {problem}.") from problem
    if plan:
        raise KitError("Say either for how many days access is given or by which plan, not both.")
    _check_days(days)
    return "", days


def _granted_to(
    folder: Path, roster: Roster, log: AccessLog, who: str, name: str, taken: set[str]
) -> tuple[Learner, bool]:
    """Whom access is given to, and whether they are new."""
    address = who.casefold()
    if not is_address(who) or any(address in (one.email.casefold(), one.id.casefold()) for one in roster):
        try:
            learner = find_learner(folder, roster, log, who)
        except KitError as problem:
            raise KitError(f"{problem} Somebody new is named by an e-mail address.") from problem
        if on_roster(roster, learner.id) is None:
            raise KitError(f"{learner.id} is not on the roster any more; write the e-mail address instead.")
        return learner, False
    earlier = next((event.learner for event in log.events if event.email.casefold() == address), "")
    known = on_roster(roster, earlier)
    if known is not None:
        return known, False
    return Learner(id=earlier or new_id(who, taken), name=name, email=who), True


def _check_days(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise KitError(f"{days} is no number of days to give; it has to be from 1 to {MOST_DAYS}.")
