"""Whoever makes a known mistake and asks why is told what it is, and of a lesson that there is, in both languages.

Assignments share the verdicts of their other tests; with `-m slow` each mistake is made in a notebook, and checked.
"""

from __future__ import annotations

import datetime as dt

import pytest

from classroom.course import find_course
from customer_value.settings import LANGUAGES
from solutions import names, records
from solutions.trial import (
    SEEDS,
    assignments,
    card_of,
    graded,
    ledger_for,
    verdict_on_wrong,
    wrong_answers,
)
from tutor.cases import PUBLIC_SEED
from tutor.checking import check
from tutor.desk import COMMANDS, Desk, after_attempt, desk
from tutor.last_answer import reason
from tutor.letters import letters
from tutor.pack import card, pack_name, write_pack
from tutor.progress_file import Progress
from tutor.task import ChoiceTask, FunctionTask, OrderingTask, ValueTask
from tutor.words import say

HIDDEN = SEEDS[1]
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
LESSONS = {lesson.id for module in find_course().syllabus.modules for lesson in module.lessons}

GRADED = [task for name in assignments() for task in graded(name)]
IN_LESSONS = [task for name in names() if name not in assignments() for task in records(name).TASKS]
QUESTIONS = [task for task in IN_LESSONS if isinstance(task, ChoiceTask | OrderingTask) and task.right]
VALUES = [task for task in IN_LESSONS if isinstance(task, ValueTask) and task.mistakes]
SAMPLE = 40
"""Of so many values in lessons one is tried in every run: computing them is nearly all of the time."""


def params(tasks, slow=lambda place: False):
    marked = [(pytest.mark.slow,) if slow(place) else () for place in range(len(tasks))]
    return [pytest.param(task, id=task.id, marks=marks) for task, marks in zip(tasks, marked, strict=True)]


def parts_of(task):
    return task.options if isinstance(task, ChoiceTask) else getattr(task, "items", ()) or getattr(task, "mistakes", ())


def message_of(task, key, language):
    """What the record says of a known mistake, a wrong option or a misplaced step."""
    one = next(one for one in parts_of(task) if one.key == key)
    return (one.message if hasattr(one, "message") else one.why).get(language)


def lesson_of(task, key):
    """The lesson that treats it, by the record."""
    own = next(one.lesson for one in parts_of(task) if one.key == key)
    return own or task.lesson or pack_name(task.id)


def holds(task, key, at, language):
    found = reason(Desk(at.card, language, at.progress))
    text = "\n".join(found.paragraphs)
    assert found.state not in ("correct", "info"), f"{task.id} {key}: {found}"
    assert message_of(task, key, language) in text, f"{task.id} {key}: {text}"
    assert task.title.get(language) in text
    lesson = lesson_of(task, key)
    assert lesson in LESSONS, f"{task.id} {key} sends back to {lesson}"
    assert say("note.lesson", language, lesson=lesson) in found.notes, f"{task.id} {key}: {found.notes}"


@pytest.mark.parametrize("seed", [HIDDEN])
@pytest.mark.parametrize("task", params(GRADED))
def test_every_known_mistake_in_an_assignment_is_explained_and_its_lesson_named(task, seed, tmp_path):
    at = Desk(card_of(task, seed), "en", Progress(tmp_path, clock=lambda: NOON))
    assert wrong_answers(task, seed)
    for wrong in wrong_answers(task, seed):
        verdicts = {language: verdict_on_wrong(task, wrong, seed, language) for language in LANGUAGES}
        one = verdicts["en"]
        told = {language: verdict.paragraphs for language, verdict in verdicts.items()}
        entry = after_attempt({}, one.state, float(one), wrong.key, at=NOON, mistake=one.mistake, told=told)
        assert at.progress.change(task.id, lambda _, entry=entry: entry) == []
        for language in LANGUAGES:
            holds(task, wrong.key, at, language)


@pytest.mark.parametrize("task", params(QUESTIONS))
def test_every_wrong_answer_to_a_lessons_question_is_explained_and_its_lesson_named(task, tmp_path):
    at = Desk(card(task), "en", Progress(tmp_path, clock=lambda: NOON), lambda: NOON)
    keys = dict(zip(letters(len(parts_of(task))), (one.key for one in parts_of(task)), strict=True))
    for wrong in wrong_answers(task, PUBLIC_SEED):
        given = [keys[letter] for letter in wrong.plain[0]["letters"]]
        at.keep_attempt(given[0] if isinstance(task, ChoiceTask) else given, False, wrong.key)
        for language in LANGUAGES:
            holds(task, wrong.key, at, language)


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """A workspace whose packs are written when they are needed; notebooks run in its own folder."""
    (tmp_path / "kit.toml").write_text('language = "en"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made_in_a_notebook(task, folder):
    """Make each known mistake in a notebook, check it, and ask why."""
    ledger = ledger_for(PUBLIC_SEED) if isinstance(task, ValueTask) else None
    write_pack(folder / ".kit", pack_name(task.id), [task], ledger=ledger)
    for one in task.mistakes:
        answer = one.wrong(ledger) if isinstance(task, ValueTask) else one.wrong
        verdict = check(task.id, {task.name: answer}, seconds=60)
        assert (verdict.state, verdict.mistake) == ("mistake", one.key), f"{task.id} {one.key}: {verdict.text}"
        for language in LANGUAGES:
            holds(task, one.key, desk(task.id, "why", tuple(COMMANDS)), language)


@pytest.mark.parametrize("task", params(VALUES, slow=lambda place: place % SAMPLE))
def test_every_known_mistake_in_a_lesson_is_explained_and_its_lesson_named(task, notebook):
    made_in_a_notebook(task, notebook)


@pytest.mark.slow
@pytest.mark.parametrize("task", params([one for one in GRADED if isinstance(one, FunctionTask | ValueTask)]))
def test_every_known_mistake_in_an_assignment_can_be_made_in_a_notebook(task, notebook):
    made_in_a_notebook(task, notebook)
