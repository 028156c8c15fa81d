"""Timetables: nothing is lost, nothing overlaps, a pause comes in time, and what does not fit is said."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.course import find_course
from classroom.errors import KitError
from classroom.timetable import BREAK, PLANS, WITHOUT_BREAK, Block, Step, alone, in_class, in_order, seated, shown
from customer_value.settings import READABLE

COURSE = find_course()
CORE = [lesson.id for lesson in COURSE.lessons if lesson.matter.core]


def pages(parts):
    return [step.page.id for steps in parts for step in steps if step.page]


@pytest.mark.parametrize("name", PLANS)
def test_the_short_path_fits_in_order_and_within_its_hours(name):
    plan = PLANS[name](COURSE)
    assert [one for one in pages(steps for _, steps in plan) if not one.startswith("a")] == CORE
    for block, steps in plan:
        assert sum(step.minutes for step in steps) <= block.ends - block.begins


@given(st.lists(st.integers(5, 60), max_size=30))
def test_a_pause_comes_in_time_and_nothing_is_lost(minutes):
    steps = [Step(one, SimpleNamespace(id=str(place))) for place, one in enumerate(minutes)]
    blocks = [Block(day, 540, 720) for day in range(len(minutes) + 1)]
    plan = seated(steps, blocks)
    assert pages(taken for _, taken in plan) == [step.page.id for step in steps]
    for _, taken in plan:
        assert sum(step.minutes for step in taken) <= 180
        assert not taken or taken[0].page
        since = 0
        for step in taken:
            since = since + step.minutes if step.page else 0
            assert since <= WITHOUT_BREAK
        assert all(step.page or step.minutes == BREAK for step in taken)
        assert not any(one.page is None and other.page is None for one, other in pairwise(taken))


def test_what_does_not_fit_is_named():
    steps = [Step(50, SimpleNamespace(id="1.1")), Step(50, SimpleNamespace(id="1.2"))]
    with pytest.raises(KitError, match=r"50 minutes too short.*1\.2"):
        seated(steps, [Block(1, 540, 600)])


@pytest.mark.parametrize("days", [7, 14, 30])
def test_alone_everything_is_there_and_no_day_could_be_shorter(days):
    plan = alone(COURSE, days)
    assert pages(plan) == [page.id for page in in_order(COURSE)] and len(plan) <= days
    longest = max(sum(step.minutes for step in day) for day in plan)
    # Filled to one minute less than the longest day, the same pages need a day more.
    used, count = 0, 1
    for step in (step for day in plan for step in day):
        if used + step.minutes > longest - 1:
            used, count = 0, count + 1
        used += step.minutes
    assert count > days or longest == max(step.minutes for day in plan for step in day)


def test_a_class_takes_less_than_somebody_alone():
    assert [in_class(minutes) for minutes in (15, 25, 30, 35, 45)] == [20, 20, 20, 25, 30]


@pytest.mark.parametrize("language", READABLE)
@pytest.mark.parametrize("name", [*PLANS, "alone"])
def test_a_timetable_names_every_lesson_with_its_time(name, language):
    text = shown(COURSE, name, language, lambda page: f"[{page.id}]")
    assert all(f"[{lesson}]" in text for lesson in CORE)
    if name != "alone":
        first = {"one-day": "09:00", "two-days": "09:00", "six-evenings": "19:00"}[name]
        assert f"| {first} |" in text


def test_an_unknown_timetable_is_told():
    with pytest.raises(KitError, match="one-day"):
        shown(COURSE, "one-week", "en", str)
