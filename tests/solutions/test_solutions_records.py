"""Every record is complete in both languages, and records are found by the name of their assignment or lesson."""

from __future__ import annotations

import re
from functools import cache

import pytest

import solutions
from customer_value.messages import Text
from customer_value.settings import LANGUAGES
from solutions import NoRecords, names, records
from tutor.task import ChoiceTask, FunctionTask, OrderingTask, Task, ValueTask

HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def every_task() -> tuple[Task, ...]:
    return tuple(task for name in names() for task in records(name).TASKS)


def ids(tasks):
    return [task.id for task in tasks]


FUNCTIONS = tuple(task for task in every_task() if isinstance(task, FunctionTask))
QUESTIONS = tuple(task for task in every_task() if isinstance(task, ChoiceTask | OrderingTask))


def texts(task: Task):
    """Every text of a record that a learner may read."""
    yield from (task.title, task.prompt, *task.hints)
    for name in ("mistakes", "options", "items", "cases"):
        for part in getattr(task, name, ()):
            yield from (item for item in vars(part).values() if isinstance(item, Text))


def test_records_are_found_by_name():
    assert "a07" in names() and "7.1" in names()
    assert records("a07").__name__ == "solutions.a07_rfm"
    assert records("7.1").__name__.startswith("solutions.lessons.l7_1")


@pytest.mark.parametrize("name", ["a7", "a99", "7", "99.9", "", "lessons", "../a07", "rfm"])
def test_an_unknown_name_is_refused_with_the_names_there_are(name):
    with pytest.raises(NoRecords, match=r"there are a\d\d.*7\.1"):
        records(name)


def test_lessons_are_listed_in_the_courses_order(monkeypatch, tmp_path):
    (tmp_path / "lessons").mkdir()
    for file in (
        "a10_capstone.py",
        "a07_rfm.py",
        "other.py",
        "lessons/l7_10_x.py",
        "lessons/l7_2.py",
        "lessons/__init__.py",
    ):
        (tmp_path / file).touch()
    monkeypatch.setattr(solutions, "__file__", str(tmp_path / "__init__.py"))
    assert names() == ("a07", "a10", "7.2", "7.10")


def test_no_two_tasks_share_an_id():
    assert len(set(ids(every_task()))) == len(every_task())


@pytest.mark.parametrize("task", every_task(), ids=ids(every_task()))
def test_a_record_is_complete_in_both_languages(task):
    is_prediction = not getattr(task, "right", True)
    for text in texts(task):
        if is_prediction and text == Text("", ""):
            continue  # an option of a guess that is never marked has nothing to explain
        assert text.en.strip() and text.zh_hant.strip(), f"{task.id}: an empty text beside {text}"
        assert not HAN.search(text.en), f"{task.id}: Chinese in the English text {text.en!r}"
    assert HAN.search(task.prompt.zh_hant), f"{task.id}: the Chinese prompt has no Chinese"
    assert task.points >= 0 and task.minutes > 0
    assert len(task.hints) <= 3
    for name in ("mistakes", "options", "items", "cases"):
        keys = [part.key for part in getattr(task, name, ())]
        assert len(set(keys)) == len(keys), f"{task.id}: two {name} share a key"


@pytest.mark.parametrize("task", QUESTIONS, ids=ids(QUESTIONS))
def test_a_right_answer_is_one_of_those_offered(task):
    if isinstance(task, ChoiceTask):
        assert task.right is None or task.right in [option.key for option in task.options]
        return
    items = {item.key for item in task.items}
    for order in task.right:
        assert len(set(order)) == len(order) and set(order) <= items
        assert task.points or set(order) == items, f"{task.id}: inside a lesson every item is moved to its place"


@pytest.mark.parametrize("task", FUNCTIONS, ids=ids(FUNCTIONS))
def test_a_graded_function_has_all_that_a_record_needs(task):
    assert sum(case.share for case in task.cases) == pytest.approx(1)
    assert len(task.mistakes) >= 3 and len(task.alternatives) >= 2
    assert 2 <= len(task.hints) <= 3
    assert sum(case.ordinary for case in task.cases) == 1
    assert sum(case.printed is not None for case in task.cases) >= 1
    assert len(task.cases) >= 3
    assert re.fullmatch(r"\d\.\d", task.lesson)


VALUES = tuple(task for task in every_task() if isinstance(task, ValueTask))


@pytest.mark.parametrize("task", VALUES, ids=ids(VALUES))
def test_a_value_task_shows_how_it_could_have_been_written(task):
    assert task.name in task.solution
    for language in LANGUAGES:
        assert task.solution.count("# lang-en") == task.solution.count("# lang-zh-Hant"), language


BESIDE = re.compile(r"\bslider\b|\bpanel\b|\b[Pp]ull (?:the|what)\b|滑桿")


@pytest.mark.parametrize("task", [one for one in QUESTIONS if BESIDE.search(f"{one.prompt.en} {one.prompt.zh_hant}")])
def test_a_question_about_an_explorer_is_asked_beside_it_and_in_no_review(task):
    assert task.on_page, task.prompt.en
