"""What of the course is done, in minutes: from the packs, the learner's progress, and what they say themselves."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from tutor.desk import command_for
from tutor.entries import Entry
from tutor.moments import read_moment
from tutor.outline import Item
from tutor.pack import PackError, read_pack


@dataclass(frozen=True)
class Work:
    """What is done.

    Attributes:
        left: for each item the minutes that it still takes, by id; 0 where it is done.
        days: the minutes that were worked on each day, as far as it is known when something was done.
        finished: on which day each item that is done was, by id, as far as that is known.
    """

    left: Mapping[str, int]
    days: Mapping[dt.date, int]
    finished: Mapping[str, dt.date]


def counted_tasks(folder: Path, name: str) -> list[str]:
    """The tasks of a page that count for its being done, by id; none where it has no pack that can be read."""
    try:
        pack = read_pack(folder, name)
    except PackError:
        return []
    return [task for task, card in pack["tasks"].items() if command_for(card)]  # a person's mark is not known here


def work_of(
    items: Sequence[Item],
    counted: Mapping[str, Sequence[str]],
    entries: Mapping[str, Entry],
    said: Mapping[str, dt.date],
    day_of: Callable[[dt.datetime], dt.date],
) -> Work:
    """What is done of an outline.

    An item is done when all its counted tasks are, or when the learner says so. Each of its tasks stands for the same
    part of its minutes.

    Args:
        items: the outline.
        counted: the tasks that count, by the item's id.
        entries: the learner's progress, by task.
        said: what the learner says is done, and on which day, by id.
        day_of: the learner's day at a moment.
    """
    left, days, finished = {}, Counter(), {}
    for item in items:
        tasks = counted.get(item.id, ())
        done = [task for task in tasks if entries.get(task, {}).get("done")]
        on = [_day(entries[task], day_of) for task in done]
        part = item.minutes / len(tasks) if tasks else 0.0
        rest = item.minutes - part * len(done)
        for day in on:
            days[day] += part
        if item.id in said:
            days[said[item.id]] += rest
        is_done = item.id in said or (bool(tasks) and len(done) == len(tasks))
        left[item.id] = 0 if is_done else ceil(round(rest, 6))
        known = [day for day in (*on, said.get(item.id)) if day is not None]
        if is_done and known:
            finished[item.id] = max(known)
    return Work(left, {day: round(minutes) for day, minutes in days.items() if day is not None}, finished)


def _day(entry: Entry, day_of: Callable[[dt.datetime], dt.date]) -> dt.date | None:
    moment = read_moment(entry.get("done_at"))
    return None if moment is None else day_of(moment)
