"""The plan: its laws on any course, any days and any state, and fourteen days of three kinds of learner."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.course import find_course
from classroom.outline import outline_text
from tutor.outline import Item, read_outline
from tutor.plan import SITTING, STEP, Plan, Situation, draw, in_order, ways_out

MONDAY = dt.date(2026, 11, 30)


def item(name: str, minutes: int, *before: str, core: bool = False, required: bool = True) -> Item:
    """A lesson, or an assignment where its id begins with an a."""
    assignment = name.startswith("a")
    kind = "assignment" if assignment else "lesson"
    return Item(name, kind, f"About {name}", f"{name}.ipynb", minutes, core, before, required and assignment)


@st.composite
def situations(draw_from) -> Situation:
    count = draw_from(st.integers(0, 9))
    names = [f"{draw_from(st.sampled_from(['a', '']))}{number}" for number in range(count)]
    places = draw_from(st.permutations(range(count)))  # what an item needs has a lower place, wherever it is listed
    items = []
    for number, name in enumerate(names):
        lower = [names[other] for other in range(count) if places[other] < places[number]]
        needs = draw_from(st.lists(st.sampled_from(lower), max_size=3, unique=True)) if lower else []
        core, required = draw_from(st.booleans()), draw_from(st.booleans())
        items.append(item(name, draw_from(st.integers(1, 90)), *needs, core=core, required=required))
    some = st.sets(st.sampled_from(names), max_size=3) if names else st.just(set())
    return Situation(
        items=items,
        left=draw_from(st.dictionaries(st.sampled_from(names), st.integers(0, 90))) if names else {},
        today=MONDAY + dt.timedelta(days=draw_from(st.integers(0, 6))),
        last=MONDAY + dt.timedelta(days=draw_from(st.integers(-3, 14))),
        weekday=draw_from(st.integers(0, 120)),
        weekend=draw_from(st.integers(0, 120)),
        worked=draw_from(st.integers(0, 150)),
        core=draw_from(st.booleans()),
        skipped=frozenset(draw_from(some)),
    )


def minutes_on(situation: Situation, day: dt.date) -> int:
    return situation.weekend if day.isoweekday() in (6, 7) else situation.weekday


@given(situations())
def test_no_day_holds_more_minutes_than_the_learner_has(situation):
    for day in draw(situation).days:
        worked = situation.worked if day.date == situation.today else 0
        assert day.has == minutes_on(situation, day.date)
        assert day.minutes <= max(0, day.has - worked)


@given(situations())
def test_the_days_are_those_from_today_to_the_last(situation):
    dates = [day.date for day in draw(situation).days]
    assert all(situation.today <= date <= situation.last for date in dates)
    assert dates == sorted(set(dates)) and len(dates) == max(0, (situation.last - situation.today).days + 1)


@given(situations())
def test_nothing_comes_before_what_it_needs(situation):
    plan = draw(situation)
    pieces = [piece.item.id for day in plan.days for piece in day.pieces]
    for name in pieces:
        needs = next(one.before for one in situation.items if one.id == name)
        for needed in needs:
            if needed in pieces:
                assert max(i for i, one in enumerate(pieces) if one == needed) < pieces.index(name)


@given(situations())
def test_what_needs_something_that_is_left_out_for_want_of_time_is_left_out_too(situation):
    out = {one.id for one in draw(situation).out}
    assert all(not out & set(one.before) for one in draw(situation).items)


@given(situations())
def test_what_is_done_skipped_or_off_the_chosen_path_is_never_planned(situation):
    for one in draw(situation).items:
        assert situation.left.get(one.id, 1) > 0
        assert one.id not in situation.skipped
        assert not situation.core or one.kind == "assignment" or one.core


@given(situations())
def test_minutes_planned_and_minutes_that_do_not_fit_are_the_minutes_left(situation):
    plan = draw(situation)
    left = 0
    for one in situation.items:
        aside = one.id in situation.skipped or (situation.core and one.kind == "lesson" and not one.core)
        left += 0 if aside else min(situation.left.get(one.id, one.minutes), one.minutes)
    assert plan.planned + plan.over == plan.left == left
    assert plan.over == sum(min(situation.left.get(one.id, one.minutes), one.minutes) for one in plan.out)


@given(situations())
def test_each_item_is_planned_whole_in_parts_that_follow_one_another(situation):
    plan = draw(situation)
    for one in plan.items:
        pieces = [piece for day in plan.days for piece in day.pieces if piece.item == one]
        still = min(situation.left.get(one.id, one.minutes), one.minutes)
        assert sum(piece.minutes for piece in pieces) == still
        parts = [piece.part for piece in pieces]
        first = "go-on" if still < one.minutes else "begin"
        alone = "finish" if still < one.minutes else "whole"
        assert parts == ([alone] if len(parts) == 1 else [first, *["go-on"] * (len(parts) - 2), "finish"])


@given(situations())
def test_a_plan_says_that_something_does_not_fit_only_where_the_time_is_short(situation):
    """What a day leaves free because nothing could sensibly be begun in it is less than two short sittings."""
    plan = draw(situation)
    if plan.over:
        assert plan.left > plan.room - len(plan.days) * (2 * SITTING - 1)
    assert plan.left <= plan.room or plan.over


@given(situations())
def test_no_part_is_a_scrap(situation):
    for day in draw(situation).days:
        for piece in day.pieces:
            still = min(situation.left.get(piece.item.id, piece.item.minutes), piece.item.minutes)
            assert piece.minutes >= min(SITTING, still, day.has) or piece.part == "finish"


@given(situations())
def test_the_ways_out_are_the_shortest_that_make_room_for_everything(situation):
    ways = ways_out(situation)
    if not draw(situation).over:
        return
    if ways.minutes is not None:
        for step, fits in ((ways.minutes, True), (ways.minutes - STEP, False)):
            more = replace(situation, weekday=situation.weekday + step, weekend=situation.weekend + step)
            assert (draw(more).over == 0) is fits
    begin = max(situation.last, situation.today - dt.timedelta(days=1))
    if ways.days is not None:
        for days, fits in ((ways.days, True), (ways.days - 1, False)):
            assert (draw(replace(situation, last=begin + dt.timedelta(days=days))).over == 0) is fits
    if ways.short is not None:
        assert not situation.core and all(one.kind == "assignment" or one.core for one in ways.short.items)


def shown(plan: Plan) -> list[list[tuple[str, int, str]]]:
    return [[(piece.item.id, piece.minutes, piece.part) for piece in day.pieces] for day in plan.days]


def test_a_plan_by_hand():
    """Friday with 30 minutes, Saturday and Sunday with 60: a lesson of 45 is split, and ten minutes stay free."""
    items = [item("1.1", 20), item("1.2", 45, "1.1"), item("1.3", 25), item("a01", 55, "1.2")]
    friday = MONDAY + dt.timedelta(days=4)
    situation = Situation(items=items, today=friday, last=friday + dt.timedelta(days=2), weekday=30, weekend=60)
    plan = draw(situation)
    assert shown(plan) == [
        [("1.1", 20, "whole"), ("1.2", 10, "begin")],
        [("1.2", 35, "finish"), ("1.3", 25, "whole")],
        [("a01", 55, "whole")],
    ]
    assert (plan.left, plan.room, plan.planned, plan.over, plan.out) == (145, 150, 145, 0, ())


def test_where_not_everything_fits_the_short_path_comes_first_with_what_it_needs():
    items = [
        item("1.1", 30),
        item("1.2", 30),
        item("1.3", 30, "1.1", core=True),
        item("a01", 30, "1.2"),
        item("a02", 30, required=False),
    ]
    situation = Situation(items=items, today=MONDAY, last=MONDAY + dt.timedelta(days=1), weekday=45, weekend=0)
    plan = draw(situation)
    # 90 minutes: the short path needs 60 of them; the required assignment needs 60 more with its lesson, so it stays
    # out, and of the rest what comes first fits.
    assert [one.id for one in plan.items] == ["1.1", "1.2", "1.3"]
    assert ([one.id for one in plan.out], plan.over) == (["a01", "a02"], 60)
    ways = ways_out(situation)
    assert (ways.minutes, ways.days) == (30, 2)
    # The short path: 1.3 without what it needs, and the assignments, which is just what there is room for.
    assert ([one.id for one in ways.short.items], ways.short.over) == (["1.3", "a01", "a02"], 0)


def test_what_needs_one_another_is_planned_all_the_same():
    circle = [item("1.1", 10, "1.2"), item("1.2", 10, "1.1"), item("1.3", 10, "9.9", "1.3")]
    assert sorted(one.id for one in in_order(circle)) == ["1.1", "1.2", "1.3"]
    plan = draw(Situation(items=circle, today=MONDAY, last=MONDAY, weekday=60, weekend=0))
    assert plan.planned == 30


def test_a_learner_who_has_no_day_left_is_told_what_is_left():
    situation = Situation(
        items=[item("1.1", 30)], today=MONDAY, last=MONDAY - dt.timedelta(days=9), weekday=30, weekend=0
    )
    plan, ways = draw(situation), ways_out(situation)
    assert (plan.days, plan.over) == ((), 30)
    assert (ways.minutes, ways.days) == (None, 1)


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> tuple[Item, ...]:
    """The course as a workspace has it."""
    folder = tmp_path_factory.mktemp("outline")
    (folder / "outline.json").write_text(outline_text(find_course(), "en"), encoding="utf-8")
    return read_outline(folder)


def fourteen_days(items, does, *, skips=None, weekday=60, weekend=120) -> list[Plan]:
    """The plans of a learner who looks each morning, and then does some of what was planned.

    Args:
        items: the course.
        does: how many minutes are worked on a day, by its number from 0 and the minutes that are planned.
        skips: what is left out from which day on.
    """
    left, skipped, plans = {one.id: one.minutes for one in items}, set(), []
    for number in range(14):
        skipped |= set((skips or {}).get(number, ()))
        situation = Situation(
            items=items,
            left=dict(left),
            today=MONDAY + dt.timedelta(days=number),
            last=MONDAY + dt.timedelta(days=13),
            weekday=weekday,
            weekend=weekend,
            skipped=frozenset(skipped),
        )
        plan = draw(situation)
        plans.append(plan)
        has = [minutes_on(situation, MONDAY + dt.timedelta(days=day)) for day in range(number, 14)]
        still = sum(minutes for name, minutes in left.items() if name not in skipped)
        assert [day.has for day in plan.days] == has
        assert plan.planned <= sum(has)
        assert plan.left == still and plan.over == still - plan.planned, "what is not asked for is said"
        assert plan.over > 0 or still <= sum(has)
        if plan.over:
            assert ways_out(situation).days
        work = does(number, plan.days[0].minutes)
        for piece in plan.days[0].pieces:
            minutes = min(work, piece.minutes)
            left[piece.item.id] -= minutes
            work -= minutes
    plans.append(draw(replace(situation, left=dict(left), today=MONDAY + dt.timedelta(days=14))))
    return plans


def test_a_steady_learner_does_everything_that_the_first_plan_promised(course):
    plans = fourteen_days(course, lambda _, planned: planned)
    assert 0 < plans[-1].left <= plans[0].over
    assert {one.id for one in course if one.core} <= {one.id for one in plans[0].items}
    assert not {one.id for one in plans[0].items} & {one.id for one in plans[-1].out}


def test_a_steady_learner_who_finds_the_minutes_that_are_proposed_does_the_whole_course(course):
    first = Situation(items=course, today=MONDAY, last=MONDAY + dt.timedelta(days=13), weekday=60, weekend=120)
    more = ways_out(first).minutes
    assert more
    plans = fourteen_days(course, lambda _, planned: planned, weekday=60 + more, weekend=120 + more)
    assert plans[0].over == 0 and plans[-1].left == 0


def test_a_late_learner_is_told_each_day_how_much_less_fits(course):
    plans = fourteen_days(course, lambda number, planned: 0 if number < 5 else planned)
    over = [plan.over for plan in plans[:6]]
    assert over == sorted(over) and over[-1] > over[0]
    first = [one.id for one in plans[5].items]
    assert first[:2] == ["0.1", "0.2"], "the first things still come first"


def test_a_learner_who_skips_gets_the_minutes_back(course):
    some = [one.id for one in course if one.kind == "lesson" and not one.core]
    plans = fourteen_days(course, lambda _, planned: planned, skips={2: some[:8], 6: some[8:]})
    assert plans[2].over < plans[1].over
    assert plans[-1].left < fourteen_days(course, lambda _, planned: planned)[-1].left
    later = {one.id for plan in plans[6:] for one in plan.items}
    assert not later & set(some)
