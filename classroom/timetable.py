"""Timetables of the course, worked out from the syllabus: one day, two days, six evenings, fourteen days alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from classroom.course import Course, Entry
from classroom.errors import KitError
from customer_value.messages import message

MANAGERS = 15
"""Minutes of a lesson with managers: question, guess, figure, decision; nobody types."""

LEAST = 20
"""Minutes that a lesson takes in class at the least, as the instructor's notes divide them."""

IN_CLASS = 0.7
"""What part of the minutes of a learner alone a class needs; the rest is for home."""

PRACTICE = 25
"""Minutes of work on an assignment together, after the last lesson of its module."""

BREAK, WITHOUT_BREAK = 10, 80
"""A pause, and after how many minutes it is due."""

ALONE = 14
"""Days of online access."""


@dataclass(frozen=True)
class Step:
    """One thing to do: how long, and the page it is about; a pause has none."""

    minutes: int
    page: Entry | None = None


@dataclass(frozen=True)
class Block:
    """A stretch of time that has a beginning and an end, in minutes after midnight."""

    day: int
    begins: int
    ends: int


def one_day(course: Course) -> list[tuple[Block, list[Step]]]:
    """The short path with managers, between nine and half past five."""
    steps = [Step(MANAGERS, lesson) for lesson in _short_path(course)]
    return seated(steps, [Block(1, 540, 725), Block(1, 785, 1050)])


def two_days(course: Course) -> list[tuple[Block, list[Step]]]:
    """The short path with hands on the keyboard, and an assignment begun together after each module."""
    blocks = [Block(day, *times) for day in (1, 2) for times in ((540, 735), (795, 1065))]
    return seated(list(_with_practice(course, _short_path(course))), blocks)


def six_evenings(course: Course) -> list[tuple[Block, list[Step]]]:
    """The same on six evenings of two and a half hours, with the assignments finished at home."""
    return seated(list(_with_practice(course, _short_path(course))), [Block(day, 1140, 1290) for day in range(1, 7)])


def seated(steps: Sequence[Step], blocks: Sequence[Block]) -> list[tuple[Block, list[Step]]]:
    """Put steps into stretches of time, one after the other, with a pause where one is due.

    Raises:
        KitError: they need more time than there is.
    """
    left = list(steps)
    found = []
    for block in blocks:
        room, since, taken = block.ends - block.begins, 0, []
        while left and left[0].minutes + (BREAK if since + left[0].minutes > WITHOUT_BREAK else 0) <= room:
            if since + left[0].minutes > WITHOUT_BREAK:
                taken.append(Step(BREAK))
                room, since = room - BREAK, 0
            room, since = room - left[0].minutes, since + left[0].minutes
            taken.append(left.pop(0))
        found.append((block, taken))
    if left:
        over = sum(step.minutes for step in left)
        raise KitError(f"The timetable is {over} minutes too short: there is no room for {left[0].page.id} and after.")
    return found


def alone(course: Course, days: int = ALONE) -> list[list[Step]]:
    """Everything over some days, in the course's order, so that the longest day is as short as it can be."""
    steps = [Step(page.matter.minutes, page) for page in in_order(course)]
    low, high = max(step.minutes for step in steps), sum(step.minutes for step in steps)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_filled(steps, middle)) <= days else (middle + 1, high)
    return _filled(steps, low)


def in_order(course: Course) -> list[Entry]:
    """Every lesson, each module's assignments after it."""
    found = []
    for module in course.syllabus.modules:
        ids = [one.id for one in (*module.lessons, *module.assignments)]
        there = {entry.id: entry for entry in course.pages}
        found += [there[one] for one in ids if one in there]
    return found


def _filled(steps: Iterable[Step], most: int) -> list[list[Step]]:
    days: list[list[Step]] = [[]]
    for step in steps:
        if days[-1] and sum(one.minutes for one in days[-1]) + step.minutes > most:
            days.append([])
        days[-1].append(step)
    return days


def in_class(minutes: int) -> int:
    """How long a class works on a lesson, in steps of five minutes, from what a learner alone needs."""
    return max(LEAST, 5 * round(IN_CLASS * minutes / 5))


def _short_path(course: Course) -> list[Entry]:
    return [lesson for lesson in course.lessons if lesson.matter.core]


def _with_practice(course: Course, lessons: Sequence[Entry]) -> Iterable[Step]:
    for module in course.syllabus.modules:
        here = [lesson for lesson in lessons if lesson.id.startswith(f"{module.id}.")]
        yield from (Step(in_class(lesson.matter.minutes), lesson) for lesson in here)
        assignments = {one.id for one in module.assignments}
        if here:
            yield from (Step(PRACTICE, page) for page in course.exercises if page.id in assignments)


# --- As Markdown -------------------------------------------------------------------------------------------------


def shown(course: Course, name: str, language: str, link: Callable[[Entry], str]) -> str:
    """A timetable as Markdown.

    Args:
        course: its syllabus.
        name: one of PLANS.
        language: one of READABLE.
        link: a page as a Markdown link.

    Raises:
        KitError: there is no such timetable, or it has no room for its lessons.
    """
    if name == "alone":
        return _days_shown(alone(course), language, link)
    if name not in PLANS:
        raise KitError(f"There is no timetable {name!r}; there is {', '.join(PLANS)}, alone.")
    parts, day = [], 0
    for block, steps in PLANS[name](course):
        if not steps:
            continue
        if block.day != day:
            day = block.day
            parts.append(f"**{_say('day', language, number=day)}**")
        head = f"| {_say('time', language)} | {_say('minutes', language)} | |\n|---|---:|---|"
        rows, now = [], block.begins
        for step in steps:
            what = link(step.page) if step.page else _say("pause", language)
            rows.append(f"| {now // 60:02d}:{now % 60:02d} | {step.minutes} | {what} |")
            now += step.minutes
        rows.append(f"| {now // 60:02d}:{now % 60:02d} | | {_say('end', language)} |")
        parts.append("\n".join([head, *rows]))
    return "\n\n".join(parts)


def _days_shown(days: Sequence[Sequence[Step]], language: str, link: Callable[[Entry], str]) -> str:
    head = f"| {_say('one-day', language)} | {_say('minutes', language)} | |\n|---|---:|---|"
    rows = [
        f"| {number} | {sum(step.minutes for step in steps)} | {'<br>'.join(link(step.page) for step in steps)} |"
        for number, steps in enumerate(days, start=1)
    ]
    return "\n".join([head, *rows])


def _say(key: str, language: str, **fields: object) -> str:
    return message("classroom", f"timetable.{key}", language, **fields)


PLANS = {"one-day": one_day, "two-days": two_days, "six-evenings": six_evenings}
