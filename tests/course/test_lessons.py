"""What holds for every lesson: it runs untouched and answered, in one language each, and its questions teach.

No number that depends on the ledger is typed into its prose.

Other scenarios, and every language with every edition, are tried by `make matrix`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from itertools import combinations

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from classroom.course import find_course
from customer_value.figures.picture import Picture
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
NAMES = {"5.5": {"37%"}, "7.2": {"155"}}
"""What looks like a number of the ledger and is none: an example of how to write one, an RFM cell."""

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?%?")
_ID = r"\d\.\d(?!\d|\.\d|%|,\d)"
_IDS = rf"{_ID}(?:(?:, | and | or | to |、| ?[和與或到至] ?){_ID})*"
LESSON_IDS = re.compile(rf"\b[Ll]essons? {_IDS}|第 ?{_IDS} ?課|[(（]{_IDS}[)）]|\*\*(?:Next\*\*:|下一課\*\*)\s*{_ID}")
"""The lessons that prose sends a reader to, by the words around their ids: no numbers of the ledger."""

CHOICES = [
    pytest.param(task, id=task.id)
    for lesson in LESSONS
    for task in records(lesson).TASKS
    if isinstance(task, ChoiceTask) and task.right
]


@pytest.mark.parametrize("lesson", LESSONS)
def test_it_holds_untouched_and_answered_on_two_ledgers(play, lesson, ledger, other_ledger):
    here: list[object] = []
    _, verdicts = play(lesson, "en", "instructor", ledger, here)
    asked = {task.id for task in records(lesson).TASKS if isinstance(task, ValueTask)}
    assert {task: verdict.state for task, verdict in verdicts.items()} == dict.fromkeys(asked, "correct")

    there: list[object] = []
    _, verdicts = play(lesson, "zh-Hant", "learner", other_ledger, there)
    assert set(verdicts) == asked
    assert {verdict.state for verdict in verdicts.values()} <= {"correct", "not attempted"}
    assert "not attempted" in {verdict.state for verdict in verdicts.values()}

    # A number in plain prose that this ledger's run shows and the other's does not is a lie on the other.
    assert typed(lesson) & numbers(here) - numbers(there) - NAMES.get(lesson, set()) == set()

    check_pictures(here + there)


def check_pictures(shown: Iterable[object]) -> None:
    """Every figure carries a text alternative, and no character in it is drawn as a box."""
    for one in shown:
        assert not isinstance(one, Axes | FigureBase), "a bare figure: give it to figures.show with its alt"
        if isinstance(one, Picture):
            assert len(one.alt) > 20
            with warnings.catch_warnings():
                warnings.filterwarnings("error", message="Glyph")
                assert one.png


def typed(lesson: str) -> set[str]:
    """The numbers in a lesson's prose that no cell computes and that no line of its code sets."""
    page = find_course().source(LESSONS[lesson])
    plain = [one.text for one in page.cells if one.kind == "markdown" and not {"computed", "instructor"} & one.tags]
    plain = [LESSON_IDS.sub("", re.sub(r"`[^`]*`", "", text)) for text in plain]
    return numbers(plain) - numbers(one.text for one in page.cells if one.kind == "code")


def numbers(texts: Iterable[object]) -> set[str]:
    """The numbers in some texts that could come out of a ledger: of three digits or more, with a point, or per cent."""
    found = {number.replace(",", "") for text in texts for number in NUMBER.findall(str(text))}
    return {number for number in found if "%" in number or "." in number or len(number) >= 3}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Lesson 8.5 has a model; lessons 3.2, 4.4 and 9.3 do without, and so does the repurchase rate (5.5).", set()),
        ("第 8.5 課有模型，第 3.2 和 4.4 課沒有；一位新客的成本（3.2）。", set()),
        ("**Next**: 8.5. In a shop nobody says goodbye.", set()),
        ("**下一課**　8.5 機率模型預測。", set()),
        ("8.5 times the cost, the lesson 8.55 of it, a share (8.5%) and 1.2 more.", {"8.5", "8.55", "8.5%", "1.2"}),
        ("是成本的 8.5 倍（8.5%），第 8.5 名。", {"8.5", "8.5%"}),
    ],
)
def test_the_id_of_a_lesson_is_no_number_of_the_ledger(text, left):
    assert numbers([LESSON_IDS.sub("", text)]) == left


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
