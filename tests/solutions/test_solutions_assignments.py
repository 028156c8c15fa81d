"""What holds for every assignment there is: right answers earn everything, known mistakes are named, nothing is told.

The cases of a task are drawn once for each seed and shared by every test here; conftest.py keeps them together. Drawing
is nearly all of the time, so one hidden seed is tried in every run, and the others where `-m slow` asks for them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

import pytest

from classroom.course import find_course
from customer_value.ledger import Ledger
from customer_value.settings import LANGUAGES
from solutions import records
from solutions.trial import (
    SEEDS,
    assignments,
    card_of,
    graded,
    ledger_for,
    model_answer,
    other_right_answers,
    untouched,
    verdict,
    verdict_on_wrong,
    wrong_answers,
)
from tutor.attempt import bound
from tutor.cases import PUBLIC_SEED, draw_cases
from tutor.compare import agree
from tutor.inputs import copies
from tutor.pack import shape_of
from tutor.plain import to_plain
from tutor.task import ChoiceTask, FunctionTask, OrderingTask, TextTask, ValueTask

ASSIGNMENTS = assignments()
HIDDEN = SEEDS[1]
TRIED = [HIDDEN, *(pytest.param(seed, marks=pytest.mark.slow) for seed in SEEDS if seed != HIDDEN)]
GRADED = [pytest.param(task, id=task.id) for name in ASSIGNMENTS for task in graded(name)]
COMPUTED = [one for one in GRADED if isinstance(one.values[0], FunctionTask | ValueTask)]
VALUES = [one for one in GRADED if isinstance(one.values[0], ValueTask)]
QUESTIONS = [one for one in GRADED if isinstance(one.values[0], ChoiceTask | OrderingTask)]
TEXTS = [
    pytest.param(task, id=task.id) for name in ASSIGNMENTS for task in records(name).TASKS if isinstance(task, TextTask)
]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_an_assignment_has_ten_to_twenty_points_and_takes_half_an_hour_to_an_hour(assignment):
    tasks = records(assignment).TASKS
    assert 10 <= sum(task.points for task in tasks) <= 20
    assert 30 <= sum(task.minutes for task in tasks) <= 60
    assert all(task.points > 0 and task.id.startswith(f"{assignment}.") for task in tasks)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_its_page_asks_every_task_once_in_the_records_order(assignment):
    course = find_course()
    page = course.source(course.assignment(assignment))
    assert page.task_ids == tuple(task.id for task in records(assignment).TASKS)


@pytest.mark.parametrize("seed", TRIED)
@pytest.mark.parametrize("task", GRADED)
def test_the_model_answer_earns_everything(task, seed):
    found = verdict(task, model_answer(task, seed), seed)
    assert (found.state, float(found), found.notes) == ("correct", task.points, ()), found.text


@pytest.mark.parametrize("seed", TRIED)
@pytest.mark.parametrize("task", GRADED)
def test_every_other_right_way_earns_everything(task, seed):
    for name, answer in other_right_answers(task, seed):
        found = verdict(task, answer, seed)
        assert (found.state, float(found)) == ("correct", task.points), f"{name}: {found.text}"


@pytest.mark.parametrize("task", GRADED)
def test_nothing_written_earns_nothing(task):
    found = untouched(task, HIDDEN)
    assert (found.state, float(found)) == ("not attempted", 0.0)


@pytest.mark.parametrize("seed", TRIED)
@pytest.mark.parametrize("task", GRADED)
def test_every_known_mistake_loses_points_and_is_named_in_both_languages(task, seed):
    known = wrong_answers(task, seed)
    assert known
    for wrong in known:
        for language in LANGUAGES:
            found = verdict_on_wrong(task, wrong, seed, language)
            assert (found.state, found.mistake) == ("mistake", wrong.key), f"{wrong.key}: {found.text}"
            assert found < task.points, wrong.key
            message = message_of(task, wrong.key, language)
            assert message in found.paragraphs, f"{wrong.key}: {found.text}"


def message_of(task, key: str, language: str) -> str:
    """What the record says about a mistake, a wrong option or a misplaced step."""
    if isinstance(task, FunctionTask | ValueTask):
        return next(one.message for one in task.mistakes if one.key == key).get(language)
    parts = task.options if isinstance(task, ChoiceTask) else task.items
    return next(one.why for one in parts if one.key == key).get(language)


@pytest.mark.parametrize("task", COMPUTED)
def test_the_model_answer_holds_to_the_measure(task):
    """On every hidden case, the edges too: the measure was written by itself, from its definition alone."""
    assert task.measure is not None, "a graded task is held to a measure of customer_value"
    for name, inputs, expected in expected_of(task, HIDDEN):
        measured = to_plain(bound(task.measure, list(inputs))(inputs), task.returns)
        assert agree(expected, measured, task.returns, task.tolerance), f"{name}: {expected} / {measured}"


def expected_of(task, seed) -> Iterator[tuple]:
    """A case's name, its inputs by parameter, in order, and the model answer's value."""
    if isinstance(task, FunctionTask):
        for one in draw_cases(task, seed, hidden=seed != PUBLIC_SEED):
            inputs = copies(one.arguments)
            yield one.case.key, {name: inputs[name] for name in card_of(task, seed)["parameters"]}, one.expected
    else:
        yield "ledger", {"ledger": ledger_for(seed)}, card_of(task, seed)["cases"][0]["expected"]


# Nothing that a learner reads says what is right.

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


@pytest.mark.parametrize("task", COMPUTED)
def test_no_text_holds_an_expected_value_of_a_graded_case(task):
    secret = secrets_of(task)
    for language in LANGUAGES:
        texts = [task.prompt, *task.hints, *(mistake.message for mistake in task.mistakes)]
        told = {name: text.get(language) for name, text in enumerate(texts)}
        told |= {one.key: verdict_on_wrong(task, one, HIDDEN, language).text for one in wrong_answers(task, HIDDEN)}
        for text in told.values():
            for found in NUMBER.findall(text.replace("\\,", "")):
                number = found.replace(",", "")
                digits = len(number.partition(".")[2])
                near = [value for value in secret if round(value, digits) == float(number)]
                assert not near or not telling(float(number)), f"{found} in {text!r}"


@cache
def secrets_of(task) -> frozenset[float]:
    """The expected numbers of the cases that are graded; of tables only those that are not whole."""
    cards = [card_of(task, HIDDEN)] if isinstance(task, FunctionTask) else [card_of(task, seed) for seed in SEEDS]
    numbers: set[float] = set()
    for case in (case for the_card in cards for case in the_card["cases"]):
        expected = case["expected"]
        if "number" in expected:
            numbers.add(expected["number"])
        else:
            values = (item for values in expected.get("columns", {}).values() for item in values)
            numbers.update(item for item in values if isinstance(item, float) and not item.is_integer())
    return frozenset(
        factor * number
        for number in numbers
        if isinstance(number, (int, float)) and not isinstance(number, bool) and math.isfinite(number)
        for factor in (1, 100)
    )


def telling(number: float) -> bool:
    """Numbers of three digits or more: 0.5 or 30 may stand in any text."""
    return len(f"{number:.10g}".replace(".", "").strip("0")) >= 3


@pytest.mark.parametrize("task", COMPUTED)
def test_what_is_said_about_hidden_cases_names_no_row_of_them(task):
    ids = {
        part
        for case in card_of(task, HIDDEN)["cases"]
        for row in case["expected"].get("keys", ())
        for part in row
        if part and re.fullmatch(r"\D{1,3}\d{3,}", part)
    }
    for wrong in wrong_answers(task, HIDDEN):
        text = verdict_on_wrong(task, wrong, HIDDEN, "en").text
        assert not ids & set(re.findall(r"\w+", text)), text


# What each kind of record needs besides.


@pytest.mark.parametrize("task", VALUES)
def test_a_value_needs_no_table_that_the_page_does_not_hand_out(task):
    course = find_course()
    tables = course.assignment(task.id.partition(".")[0]).matter.tables
    whole = ledger_for(PUBLIC_SEED)
    resources = [one for one in whole.package["resources"] if one["name"] in tables]
    handed_out = Ledger(whole.folder, whole.snapshot, whole.package | {"resources": resources})
    for function in (task.answer, *(mistake.wrong for mistake in task.mistakes)):
        function(handed_out)


@pytest.mark.parametrize("task", VALUES)
def test_a_graded_value_has_mistakes_and_other_ways(task):
    assert len(task.mistakes) >= 3 and len(task.alternatives) >= 2
    expected = card_of(task, PUBLIC_SEED)["cases"][0]
    shape = shape_of(card_of(task, PUBLIC_SEED)["returns"])
    assert not any(agree(expected["expected"], wrong, shape, task.tolerance) for wrong in expected["mistakes"].values())


@pytest.mark.parametrize("task", QUESTIONS)
def test_a_graded_question_can_be_answered_wrongly_and_explains_it(task):
    assert task.name.isidentifier()
    if isinstance(task, ChoiceTask):
        assert 3 <= len(task.options) <= 6
        return
    shown, belong = [item.key for item in task.items], {key for right in task.right for key in right}
    assert len({len(right) for right in task.right}) == 1 and len(task.right[0]) >= 3
    assert len(shown) - len(task.right[0]) <= 2
    assert all(item.why.en for item in task.items if item.key not in belong)
    assert all([key for key in shown if key in right] != list(right) for right in task.right), "it is shown in order"


@pytest.mark.parametrize("task", TEXTS)
def test_a_rubric_adds_up_to_the_points(task):
    assert sum(one.points for one in task.rubric) == task.points
    assert all(one.text.en and one.text.zh_hant and one.points > 0 for one in task.rubric)
    assert task.model.en and task.model.zh_hant
