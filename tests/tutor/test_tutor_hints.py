"""The first hint is free; each further one opens after another, different attempt."""

from __future__ import annotations

import pytest
from tutor_tasks import visits_days_passed, visits_repeats, visits_rows

from tutor import check, hint
from tutor.outline import Item, outline_text


@pytest.fixture
def hints(workspace, capsys):
    """Asks for a hint and returns what was shown."""

    def ask(task="a99.visits"):
        hint(task)
        said = capsys.readouterr()
        assert said.err == ""
        return said.out

    return ask


def test_the_first_is_free_and_asking_again_shows_no_more(hints):
    assert "first hint" in hints()
    again = hints()
    assert "first hint" in again and "second hint" not in again
    assert "opens after another, different attempt" in again


def test_the_next_opens_after_a_different_wrong_answer(hints):
    hints()
    check("a99.visits", {"visits": visits_rows})
    assert "second hint" in hints()
    check("a99.visits", {"visits": visits_rows})
    assert "third hint" not in hints()
    check("a99.visits", {"visits": visits_repeats})
    shown = hints()
    assert "third hint" in shown and "the last hint" in shown


def test_one_call_opens_one_hint_even_after_many_attempts(hints):
    for wrong in (visits_rows, visits_repeats, visits_days_passed):
        check("a99.visits", {"visits": wrong})
    first = hints()
    assert "first hint" in first and "second hint" not in first and "Run `hint" in first
    assert "third hint" not in hints()
    assert "third hint" in hints()


def test_no_attempt_is_no_attempt(hints):
    hints()
    check("a99.visits", {})
    assert "second hint" not in hints()


def test_a_task_without_hints_and_an_unknown_task_say_so(hints):
    assert "no hint" in hints("9.9.quiz")
    assert "There is no task" in hints("a99.nonsense")
    assert "a98.pack is missing" in hints("a98.x")


def test_what_the_course_does_not_have_is_no_missing_file(workspace, hints):
    items = tuple(Item(name, "assignment", name, name, 10) for name in ("a98", "a99"))
    (workspace / ".kit" / "outline.json").write_text(outline_text(items), encoding="utf-8")
    assert "There is no task `a9.visits` in this course." in hints("a9.visits")
    assert "a98.pack is missing" in hints("a98.x")


def test_after_the_last_hint_no_further_one_is_promised(hints):
    for wrong in (visits_rows, visits_repeats, visits_days_passed):
        assert "Stuck?" in check("a99.visits", {"visits": wrong}).text
        hints()
    assert "Stuck?" not in check("a99.visits", {"visits": visits_rows}).text


def test_in_the_learners_language(in_chinese, capsys):
    hint("a99.visits")
    assert "提示 1／3" in capsys.readouterr().out
