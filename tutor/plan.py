"""The plan of somebody who studies alone: what is left of the course, laid over the days that are left.

It is drawn anew from today whenever it is asked for, so who falls behind, works ahead or skips something gets another
one. The rules:

- No day holds more minutes than the learner has on it; what was worked today already counts.
- Nothing comes before what it needs, and otherwise everything comes in the course's order.
- Where everything does not fit, the short path is put first, then the required assignments, then the rest, each with
  what it needs. What does not fit is named, with its minutes: it is never squeezed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tutor.outline import Item

SITTING = 10
"""Minutes that a part of something has at the least, where the day is not shorter than that."""

LONGEST = 480
"""Minutes that nobody is advised to go beyond in a day."""

STEP = 5
"""Minutes in whose steps more is proposed."""

FARTHEST = 365
"""Days by which an extension is proposed at the most."""

DAY = dt.timedelta(days=1)

Part = Literal["whole", "begin", "go-on", "finish"]


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything that a plan depends on.

    Attributes:
        items: the course, in its order.
        left: for each item the minutes that it still takes, by id; one that is missing takes its own, 0 is done.
        today: the first day to plan.
        last: the last day.
        weekday, weekend: the minutes that the learner has on a day from Monday to Friday, and on a Saturday or Sunday.
        worked: the minutes that the learner has worked today.
        core: whether the learner keeps to the short path; lessons that lie off it are then left aside.
        skipped: what the learner leaves out, by id.
    """

    items: Sequence[Item]
    left: Mapping[str, int] = field(default_factory=dict)
    today: dt.date
    last: dt.date
    weekday: int
    weekend: int
    worked: int = 0
    core: bool = False
    skipped: frozenset[str] = frozenset()

    def minutes_on(self, day: dt.date) -> int:
        """The minutes that the learner has on a day."""
        return self.weekday if day.weekday() < 5 else self.weekend

    def minutes_left(self, item: Item) -> int:
        """The minutes that an item still takes."""
        return min(max(self.left.get(item.id, item.minutes), 0), item.minutes)

    def days(self) -> list[dt.date]:
        """The days that are left, today among them."""
        return [self.today + number * DAY for number in range((self.last - self.today).days + 1)]

    def pool(self) -> list[Item]:
        """What is still to be done, in the course's order."""
        kept = (item for item in self.items if item.kind == "assignment" or item.core or not self.core)
        return [item for item in kept if item.id not in self.skipped and self.minutes_left(item)]


@dataclass(frozen=True)
class Piece:
    """What of an item is done on a day, and for how many minutes."""

    item: Item
    minutes: int
    part: Part


@dataclass(frozen=True)
class Day:
    """One day of a plan.

    Attributes:
        date: which.
        has: the minutes that the learner has on it.
        pieces: what is done on it, in order.
    """

    date: dt.date
    has: int
    pieces: tuple[Piece, ...]

    @property
    def minutes(self) -> int:
        """The minutes that are planned."""
        return sum(piece.minutes for piece in self.pieces)


@dataclass(frozen=True)
class Plan:
    """A plan from today on.

    Attributes:
        days: every day up to the last.
        left: the minutes that are left to do, of everything that the learner has not left aside.
        room: the minutes that the learner has for it.
        out: what does not fit, in the course's order.
        over: the minutes that do not fit.
    """

    days: tuple[Day, ...]
    left: int
    room: int
    out: tuple[Item, ...]
    over: int

    @property
    def planned(self) -> int:
        """The minutes that are planned."""
        return sum(day.minutes for day in self.days)

    @property
    def items(self) -> tuple[Item, ...]:
        """What is planned, each once, in the order in which it is begun."""
        return tuple(dict.fromkeys(piece.item for day in self.days for piece in day.pieces))


@dataclass(frozen=True)
class WaysOut:
    """What would help where not everything fits; None where it would not, or is chosen already.

    Attributes:
        short: the plan of the short path alone.
        minutes: so many minutes more on each day, and everything fits.
        days: so many days more, and everything fits.
    """

    short: Plan | None
    minutes: int | None
    days: int | None


def draw(situation: Situation) -> Plan:
    """Lay what is left over the days that are left."""
    room = _room(situation)
    pool = in_order(situation.pool())
    chosen = _chosen(situation, pool, room)
    laid, _ = _laid(situation, chosen, room)
    taken = {item.id for item in chosen}
    out = tuple(item for item in situation.pool() if item.id not in taken)
    days = tuple(Day(one.date, one.has, tuple(pieces)) for one, pieces in zip(room, laid, strict=True))
    over = sum(situation.minutes_left(item) for item in out)
    left = sum(situation.minutes_left(item) for item in pool)
    return Plan(days, left, sum(one.free for one in room), out, over)


def ways_out(situation: Situation) -> WaysOut:
    """What would help a learner whose plan does not hold everything."""
    short = None
    if not situation.core and any(item.kind == "lesson" and not item.core for item in situation.pool()):
        short = draw(replace(situation, core=True))
        short = short if short.items else None
    more = (
        replace(situation, weekday=situation.weekday + step, weekend=situation.weekend + step)
        for step in range(STEP, LONGEST - max(situation.weekday, situation.weekend) + 1, STEP)
    )
    minutes = next((one.weekday - situation.weekday for one in more if _holds_everything(one)), None)
    begin = max(situation.last, situation.today - DAY)
    longer = (replace(situation, last=begin + days * DAY) for days in range(1, FARTHEST + 1))
    days = None
    if situation.weekday or situation.weekend:
        days = next(((one.last - begin).days for one in longer if _holds_everything(one)), None)
    return WaysOut(short, minutes if situation.days() else None, days)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Items in the order that they are given in, but each after those of them that it needs."""
    given = list(items)
    there = {item.id: item for item in given}
    found: dict[str, Item] = {}
    for item in given:
        for one in _with_needs(item, there):
            found.setdefault(one.id, one)
    return list(found.values())


def _with_needs(item: Item, there: Mapping[str, Item]) -> Iterator[Item]:
    """What an item needs of what is there, and what that needs, and then the item itself; a circle is cut."""
    begun, stack = {item.id}, [(item, iter(item.before))]
    while stack:
        one, needs = stack[-1]
        needed = next((there[name] for name in needs if name in there and name not in begun), None)
        if needed is None:
            stack.pop()
            yield one
        else:
            begun.add(needed.id)
            stack.append((needed, iter(needed.before)))


@dataclass(frozen=True)
class _Room:
    """A day, the minutes that the learner has on it, and those of them that are free."""

    date: dt.date
    has: int
    free: int


def _room(situation: Situation) -> list[_Room]:
    worked = [max(situation.worked, 0)]
    found = []
    for date in situation.days():
        has = situation.minutes_on(date)
        found.append(_Room(date, has, max(0, has - (worked.pop() if worked else 0))))
    return found


def _chosen(situation: Situation, pool: Sequence[Item], room: Sequence[_Room]) -> list[Item]:
    """What of what is left the plan holds: all of it, or what comes first by the rules and fits whole."""
    if not _laid(situation, pool, room)[1]:
        return list(pool)
    there = {item.id: item for item in pool}
    chosen: list[Item] = []
    for item in _by_rank(pool):
        wanted = {*(one.id for one in chosen), *(one.id for one in _with_needs(item, there))}
        more = [one for one in pool if one.id in wanted]
        if len(more) > len(chosen) and not _laid(situation, more, room)[1]:
            chosen = more
    return chosen


def _by_rank(pool: Sequence[Item]) -> list[Item]:
    """The short path, then the required assignments, then the rest."""

    def rank(item: Item) -> int:
        if item.kind == "lesson":
            return 0 if item.core else 2
        return 1 if item.required else 2

    return sorted(pool, key=rank)


def _laid(situation: Situation, items: Sequence[Item], room: Sequence[_Room]) -> tuple[list[list[Piece]], int]:
    """Items one after the other on days with so much room, and how many minutes found none."""
    laid: list[list[Piece]] = [[] for _ in room]
    free, day, over = [one.free for one in room], 0, 0
    for item in items:
        rest = situation.minutes_left(item)
        begun = rest < item.minutes
        while rest and day < len(room):
            minutes = _sitting(rest, free[day], room[day].has)
            if not minutes:
                day += 1
                continue
            rest -= minutes
            free[day] -= minutes
            part: Part = ("go-on" if rest else "finish") if begun else ("begin" if rest else "whole")
            laid[day].append(Piece(item, minutes, part))
            begun = True
        over += rest
    return laid, over


def _sitting(rest: int, free: int, has: int) -> int:
    """How many of the minutes that something still takes are done in what is free of a day; 0 where none.

    Neither this part nor what is left of it after is shorter than SITTING, where that can be had.
    """
    if rest <= free:
        return rest
    part = min(free, rest - SITTING)
    if part >= SITTING:
        return part
    return free if free == has else 0


def _holds_everything(situation: Situation) -> bool:
    return not _laid(situation, in_order(situation.pool()), _room(situation))[1]
