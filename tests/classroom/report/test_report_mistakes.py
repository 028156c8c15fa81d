"""Known mistakes: how often, which first, and the words for each kind of task."""

from __future__ import annotations

import pytest
from report_class import class_of, mark, piece

import solutions
from classroom.report.known_mistakes import mistake_table, mistake_words, to_talk_about
from tutor.task import ChoiceTask, FunctionTask


def table_of(*marks):
    """The table of some marks."""
    return mistake_table(class_of([piece("s1", "a01", 1.0, 2.0)], marks).marks)


def test_how_often_is_among_those_who_tried():
    table = table_of(
        mark("s1", "a01.x", 0.0, mistake="lines"),
        mark("s2", "a01.x", 0.0, mistake="lines"),
        mark("s3", "a01.x", 1.0, mistake="gross", verdict="partial"),
        mark("s4", "a01.x", 2.0),
        mark("s5", "a01.x", 0.0, verdict="not attempted"),
        mark("s6", "a01.x", 0.0, verdict="unreadable"),
    )
    assert list(table[["mistake", "learners", "of", "share"]].itertuples(index=False, name=None)) == [
        ("lines", 2, 4, 0.5),
        ("gross", 1, 4, 0.25),
    ]


def test_the_most_frequent_three_that_more_than_one_made_are_talked_about():
    often = {"p": 2, "q": 5, "r": 1, "s": 4, "t": 3}
    marks = [mark(f"s{place}", f"a01.{one}", 0.0, mistake="m") for one, n in often.items() for place in range(n)]
    talk = to_talk_about(table_of(*marks))
    assert list(talk["task"]) == ["a01.q", "a01.s", "a01.t"]
    assert to_talk_about(table_of(mark("s1", "a01.x", 0.0, mistake="m"))).empty


def test_without_marks_there_is_an_empty_table():
    assert table_of().empty


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_words_are_the_records_own(language):
    task = next(one for one in solutions.records("a07").TASKS if isinstance(one, FunctionTask))
    for mistake in task.mistakes:
        words = mistake_words(task.id, mistake.key, language)
        assert words.text == mistake.message.get(language)
        assert words.lesson == (mistake.lesson or task.lesson)


def test_a_wrong_option_is_told_by_its_reason():
    task = next(one for one in solutions.records("a01").TASKS if isinstance(one, ChoiceTask))
    wrong = next(one for one in task.options if one.key != task.right)
    assert mistake_words(task.id, wrong.key, "en").text == wrong.why.en


def test_a_mistake_of_unit_has_the_tutors_words():
    task = next(one for one in solutions.records("a07").TASKS if isinstance(one, FunctionTask))
    words = mistake_words(task.id, "unit-percent", "en")
    assert f"`{task.name}`" in words.text
    assert "percentage" in words.text
    assert words.lesson == task.lesson


@pytest.mark.parametrize(("task", "mistake"), [("a07.gone", "x"), ("a99.x", "x"), ("a07.recency", "unit-unheard-of")])
def test_what_no_record_knows_has_no_words(task, mistake):
    assert mistake_words(task, mistake, "en").text == ""
