"""How a learner's plan stands at a moment: from the outline, what is done, what they chose, and the days they have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tutor.access_note import remaining
from tutor.moments import zone_of
from tutor.outline import Item, read_outline
from tutor.plan import DAY, Plan, Situation, WaysOut, draw, ways_out
from tutor.plan_file import Kept, PlanFile
from tutor.plan_work import Work, counted_tasks, work_of
from tutor.progress_file import Note, Progress


@dataclass(frozen=True)
class Outlook:
    """A learner's plan.

    Attributes:
        items: the course, in its order.
        kept: what the learner chose.
        today: the learner's day.
        first, last: the first and the last of their days.
        given: whether these come with an access.
        work: what is done.
        plan: the plan from today on, or from the first day where that is still to come; of no days after the last.
        ways: what would help where not everything fits; None where everything does.
    """

    items: tuple[Item, ...]
    kept: Kept
    today: dt.date
    first: dt.date
    last: dt.date
    given: bool
    work: Work
    plan: Plan
    ways: WaysOut | None

    @property
    def days(self) -> int:
        """How many days the learner has in all."""
        return (self.last - self.first).days + 1

    @property
    def worked(self) -> int:
        """The minutes worked today."""
        return self.work.days.get(self.today, 0)

    @property
    def done(self) -> tuple[Item, ...]:
        """What is done."""
        return tuple(item for item in self.items if not self.work.left[item.id])

    @property
    def planned(self) -> Mapping[dt.date, int]:
        """The minutes of each day: for those that have gone what was planned, for the others what is planned now."""
        planned = {day: minutes for day, minutes in self.kept.planned.items() if day < self.today}
        planned |= {day.date: day.minutes for day in self.plan.days}
        if self.today in planned:
            planned[self.today] += self.worked
        return planned


def today_at(folder: Path, now: dt.datetime) -> dt.date:
    """The day that it is for the learner: in the zone of their access, or in the machine's own where there is none.

    Args:
        folder: the folder `.kit`.
        now: the moment, with a time zone.
    """
    return now.astimezone(zone_of(folder, now)).date()


def days_of(folder: Path, kept: Kept, now: dt.datetime) -> tuple[dt.date, dt.date, bool]:
    """The first and the last day, and whether they come with an access."""
    given = remaining(folder, now)
    if given is not None:
        return given.first_day, max(given.first_day, given.last_day), True
    first = kept.first or today_at(folder, now)
    return first, first + (kept.days - 1) * DAY, False


def outlook(folder: Path, kept: Kept, now: dt.datetime) -> tuple[Outlook, list[Note]]:
    """How the plan stands, and what there is to say about the file of progress.

    Args:
        folder: the folder `.kit`.
        kept: what the learner chose.
        now: the moment, with a time zone.
    """
    items = read_outline(folder)
    zone = zone_of(folder, now)
    today = now.astimezone(zone).date()
    first, last, given = days_of(folder, kept, now)
    entries, notes = Progress(folder, lambda: now).tasks()
    counted = {item.id: counted_tasks(folder, item.id) for item in items}
    work = work_of(items, counted, entries, kept.done, lambda moment: moment.astimezone(zone).date())
    begin = max(today, first)
    situation = Situation(
        items=items,
        left=work.left,
        today=begin,
        last=last,
        weekday=kept.weekday,
        weekend=kept.weekend,
        worked=work.days.get(begin, 0) if begin == today else 0,
        core=kept.core,
        skipped=kept.skipped,
    )
    plan = draw(situation)
    ways = ways_out(situation) if plan.over else None
    return Outlook(items, kept, today, first, last, given, work, plan, ways), notes


def look(folder: Path, now: dt.datetime, kept: Kept | None = None) -> tuple[Outlook, list[Note]]:
    """How the plan stands, which is kept: the first look begins it, and each one notes what is planned for each day.

    Args:
        folder: the folder `.kit`.
        now: the moment, with a time zone.
        kept: what the learner chooses from now on; what they chose before when None.
    """
    file = PlanFile(folder)
    notes: list[Note] = []
    if kept is None:
        kept, notes = file.read()
    if kept.first is None:
        kept = replace(kept, first=days_of(folder, kept, now)[0])
    found, more = outlook(folder, kept, now)
    planned = {day: minutes for day, minutes in found.planned.items() if found.first <= day <= found.last}
    kept = replace(kept, planned=planned)
    return replace(found, kept=kept), [*notes, *more, *file.write(kept)]
