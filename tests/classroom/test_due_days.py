"""Due days laid out over a class: in order, within the days there are, and none before its module was taught."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from classroom.course import find_course
from classroom.due_days import spread
from classroom.syllabus import Module

FIRST = dt.date(2026, 3, 2)


def module(number: int, minutes: list[int], assignments: int) -> Module:
    title = {"en": "x", "zh-Hant": "x"}
    lessons = [{"id": f"{number}.{place}", "title": title, "minutes": one} for place, one in enumerate(minutes)]
    works = [{"id": f"a{number}{place}", "title": title, "minutes": 10} for place in range(assignments)]
    return Module.model_validate({"id": number, "title": title, "lessons": lessons, "assignments": works})


def test_by_hand():
    # Six days; 30, 60 and 30 minutes of 120: the modules end on day 1.5, 4.5 and 6, an even share is 1.5, 3, 4.5, 6.
    modules = [module(1, [30], 1), module(2, [40, 20], 1), module(3, [30], 2)]
    due = spread(modules, FIRST, dt.date(2026, 3, 7))
    assert {name: day.day - 1 for name, day in due.items()} == {"a10": 2, "a20": 5, "a30": 6, "a31": 6}
    assert set(spread(modules, FIRST, FIRST).values()) == {FIRST}


def test_without_lessons_the_days_are_even():
    due = spread([module(1, [], 2), module(2, [], 2)], FIRST, dt.date(2026, 3, 9))
    assert [day.day - 1 for day in due.values()] == [2, 4, 6, 8]
    assert spread([module(1, [10], 0)], FIRST, FIRST) == {}


@given(st.lists(st.tuples(st.lists(st.integers(1, 60), max_size=4), st.integers(0, 2)), max_size=6), st.integers(0, 60))
def test_laws(parts, more):
    modules = [module(place, *part) for place, part in enumerate(parts)]
    last = FIRST + dt.timedelta(days=more)
    due = spread(modules, FIRST, last)
    assert list(due) == [one.id for each in modules for one in each.assignments]
    days = list(due.values())
    assert days == sorted(days) and all(FIRST <= day <= last for day in days)
    whole = sum(sum(minutes) for minutes, _ in parts)
    for place, each in enumerate(modules):
        taught = Fraction(sum(sum(minutes) for minutes, _ in parts[: place + 1]), whole or 1) * (more + 1)
        assert all((due[one.id] - FIRST).days + 1 >= taught for one in each.assignments)
    if days:
        assert days[-1] == last
    assert all((day - FIRST).days + 1 >= Fraction(place * (more + 1), len(days)) for place, day in enumerate(days, 1))


def test_the_course_ends_with_its_last_day():
    due = spread(find_course().syllabus.modules, FIRST, dt.date(2026, 3, 13))
    assert list(due) == [f"a{number:02d}" for number in range(1, 11)]
    assert due["a10"] == dt.date(2026, 3, 13) and due["a01"] > FIRST
