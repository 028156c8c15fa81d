"""Who is where: rules at their edges, with a time that is passed in; and names for wrong answers."""

from __future__ import annotations

import datetime as dt

import pytest
from report_class import NOW

import solutions
from classroom.course import find_course
from classroom.report.learner_files import Record, TaskEntry
from classroom.report.room import seats, wrong_together
from classroom.report.wrong_answers import WrongAnswers
from tutor.attempt import attempt
from tutor.desk import after_attempt, fingerprint
from tutor.pack import card
from tutor.task import ChoiceTask, FunctionTask

WRONG = "0123456789abcdef"


def record(minutes: float = 1.0, task: str = "a07.recency", **entry) -> Record:
    """A record whose last change is some minutes ago."""
    changed = (NOW - dt.timedelta(minutes=minutes)).timestamp()
    return Record(tasks={task: TaskEntry(**entry)}, latest=task, changed=changed)


@pytest.mark.parametrize(
    ("one", "state", "why"),
    [
        (record(attempts=2, state="wrong"), "working", ()),
        (record(attempts=3, state="wrong"), "stuck", ("wrong",)),
        (record(attempts=3, state="partial"), "stuck", ("wrong",)),
        (record(attempts=9, state="wrong", done=True), "working", ()),
        (record(attempts=9, state="correct"), "working", ()),
        (record(9.9, attempts=1, state="wrong"), "working", ()),
        (record(10, attempts=1, state="correct", done=True), "stuck", ("still",)),
        (record(10, attempts=4, state="mistake"), "stuck", ("wrong", "still")),
        (record(119.9, attempts=4, state="mistake"), "stuck", ("wrong", "still")),
        (record(120, attempts=4, state="mistake"), "away", ()),
        (record(-500, attempts=1, state="wrong"), "working", ()),
        (Record(), "not-begun", ()),
    ],
)
def test_who_is_stuck(one, state, why):
    (seat,) = seats({"s1": one}, {}, NOW)
    assert (seat.state, seat.why) == (state, why)


def test_the_order_and_everybody_on_the_roster():
    records = {
        "s1": record(1, attempts=1, state="correct", done=True),
        "s2": record(30, attempts=1, state="wrong"),
        "s3": record(12, attempts=1, state="wrong"),
        "s4": record(500, attempts=1, state="wrong"),
        "s9": Record(),
    }
    found = seats(records, {"s5": "Ann Example", "s1": "Bo Example"}, NOW)
    assert [(one.learner, one.state) for one in found] == [
        ("s2", "stuck"),
        ("s3", "stuck"),
        ("s1", "working"),
        ("s4", "away"),
        ("s9", "not-begun"),
        ("s5", "not-here"),
    ]
    assert {one.learner: one.name for one in found}["s1"] == "Bo Example"
    assert {one.learner: one.done for one in found}["s1"] == 1


def test_a_wrong_answer_that_two_in_the_room_have_now():
    other = "f" * 16
    records = {
        "s1": record(attempts=2, state="wrong", wrong=(other, WRONG)),
        "s2": record(attempts=1, state="wrong", wrong=(WRONG,)),
        "s3": record(attempts=1, state="wrong", wrong=(other,)),
        "s4": record(attempts=3, state="correct", done=True, wrong=(WRONG,)),
        "s5": record(400, attempts=1, state="wrong", wrong=(WRONG,)),
        "s6": record(task="a07.frequency", attempts=1, state="wrong", wrong=(WRONG,)),
    }
    (found,) = wrong_together(seats(records, {}, NOW))
    assert (found.task, found.fingerprint, found.learners) == ("a07.recency", WRONG, ("s1", "s2"))


@pytest.fixture(scope="module")
def known() -> WrongAnswers:
    """Names in English, worked out when they are asked for."""
    return WrongAnswers(find_course(), "en")


def test_a_known_mistake_is_recognised_by_the_fingerprint_that_the_learners_own_check_keeps(known):
    task = next(one for one in solutions.records("a07").TASKS if isinstance(one, FunctionTask))
    mistake = task.mistakes[0]
    answers = attempt(card(task), {task.name: mistake.wrong})
    entry = after_attempt({}, "mistake", 0.0, fingerprint(answers.plain))
    assert known.words(task.id, entry["wrong"][-1]) == mistake.message.en
    assert known.title(task.id) == task.title.en


def test_a_wrong_option_is_recognised(known):
    task = next(one for one in solutions.records("a01").TASKS if isinstance(one, ChoiceTask))
    places = {one.key: "ABCDEFGH"[place] for place, one in enumerate(task.options)}
    wrong = next(one for one in task.options if one.key != task.right)
    answers = attempt(card(task), {task.name: places[wrong.key]})
    assert known.words(task.id, fingerprint(answers.plain)) == wrong.why.en
    right = attempt(card(task), {task.name: places[task.right]})
    assert known.words(task.id, fingerprint(right.plain)) == ""


def test_what_is_not_known_has_no_words(known):
    assert known.words("a07.recency", WRONG) == ""
    assert known.words("a99.nothing", WRONG) == ""
    assert known.title("a99.nothing") == "a99.nothing"
