"""What holds for every lesson: it runs untouched and answered, in one language each, and its questions teach.

Other scenarios, and every language with every edition, are tried by `make matrix`.
"""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from classroom.course import find_course
from customer_value.settings import LANGUAGES
from solutions import records
from tutor.compare import agree
from tutor.judge import judge
from tutor.task import ChoiceTask, ValueTask

LESSONS = {entry.id: entry for entry in find_course().lessons}
CHECKED = [
    pytest.param(lesson, task, id=task.id)
    for lesson in LESSONS
    for task in records(lesson).TASKS
    if isinstance(task, ValueTask)
]
CHOICES = [
    pytest.param(task, id=task.id)
    for lesson in LESSONS
    for task in records(lesson).TASKS
    if isinstance(task, ChoiceTask) and task.right
]


@pytest.mark.parametrize("lesson", LESSONS)
def test_untouched_it_runs_and_nothing_counts_as_wrong(play, lesson, ledger):
    _, verdicts = play(lesson, "zh-Hant", "learner", ledger)
    assert verdicts
    assert {verdict.state for verdict in verdicts.values()} <= {"correct", "not attempted"}
    assert "not attempted" in {verdict.state for verdict in verdicts.values()}


@pytest.mark.parametrize("lesson", LESSONS)
def test_with_the_solutions_everything_is_right(play, lesson, ledger):
    _, verdicts = play(lesson, "en", "instructor", ledger)
    asked = {task.id for task in records(lesson).TASKS if isinstance(task, ValueTask)}
    assert {task: verdict.state for task, verdict in verdicts.items()} == dict.fromkeys(asked, "correct")


@pytest.mark.parametrize(("lesson", "task"), CHECKED)
def test_every_known_mistake_is_named(cards, lesson, task):
    one = cards(lesson)[task.id]
    (case,) = one["cases"]
    for mistake in task.mistakes:
        for language in LANGUAGES:
            verdict = judge(one, [case["mistakes"][mistake.key]], language)
            assert (verdict.state, verdict.mistake) == ("mistake", mistake.key)
            assert verdict.paragraphs[0] == mistake.message.get(language)


@pytest.mark.parametrize(("lesson", "task"), CHECKED)
def test_answer_and_mistakes_all_differ_on_the_sample(cards, lesson, task):
    (case,) = cards(lesson)[task.id]["cases"]
    values = {"answer": case["expected"]} | case["mistakes"]
    assert set(values) == {"answer", *(mistake.key for mistake in task.mistakes)}
    meeting = [pair for pair in combinations(values, 2) if agree(values[pair[0]], values[pair[1]], task.returns, 1e-6)]
    assert not meeting


@pytest.mark.parametrize("task", CHOICES)
def test_every_option_of_a_question_explains_itself(task):
    assert task.right in {option.key for option in task.options}
    for language in LANGUAGES:
        reasons = [option.why.get(language) for option in task.options]
        assert all(reasons) and len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_record_is_asked_on_the_page(lesson):
    source = LESSONS[lesson].path.read_text(encoding="utf-8")
    asked = set(re.findall(r'\b(?:check|quiz|order|predict|write)\("([^"]+)"\)', source))
    assert asked == {task.id for task in records(lesson).TASKS}
