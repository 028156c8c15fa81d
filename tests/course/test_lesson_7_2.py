"""Lesson 7.2: what its records say agrees with the measures, with the page and with the numbers they print."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from customer_value import Rule, read_ledger, rfm_scores, segments
from customer_value.settings import LANGUAGES
from solutions.lessons import l7_2
from tutor.task import ValueTask

CHECKED = [task for task in l7_2.TASKS if isinstance(task, ValueTask)]


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def page(repository) -> str:
    return (repository / "course" / "7_tiers" / "7_2_scores.md").read_text(encoding="utf-8")


def in_language(code: str, language: str) -> str:
    """The lines of a piece of code that a learner in one language sees."""
    return "\n".join(
        line for line in code.splitlines() if not re.search(r"# lang-\S+$", line) or line.endswith(f"# lang-{language}")
    )


def same(one: object, other: object) -> bool:
    """Whether two values of a check are the same, customer by customer."""
    if isinstance(one, pd.Series):
        return bool(np.allclose(one, other.reindex(one.index)))
    return bool(np.isclose(one, other))


def test_scores_by_hand_are_those_of_the_measure(ledger):
    by_measure = rfm_scores(l7_2._table(ledger))
    for column, by_hand in l7_2._scores(ledger).items():
        assert (by_hand == by_measure[column]).all()


@pytest.mark.parametrize("task", CHECKED, ids=lambda task: task.id)
def test_every_known_mistake_has_a_value_of_its_own(task, ledger):
    values = {"right": task.answer(ledger)} | {mistake.key: mistake.wrong(ledger) for mistake in task.mistakes}
    keys = list(values)
    meeting = [
        (one, other)
        for place, one in enumerate(keys)
        for other in keys[place + 1 :]
        if same(values[one], values[other])
    ]
    assert not meeting


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", CHECKED, ids=lambda task: task.id)
def test_the_lines_of_the_solution_give_the_right_value(task, language, ledger):
    scores = rfm_scores(l7_2._table(ledger))
    moves = l7_2._moves(ledger)
    namespace = {
        "np": np,
        "everyone": l7_2._table(ledger),
        "scores": scores,
        "often": l7_2._often(scores),
        "silent": l7_2._silent(scores),
        "wake": "Wake up",
        "thank": "Thank",
        "moves": moves,
        "Rule": Rule,
        "segments": segments,
        "rules": list(l7_2.RULES),
        "names": [rule.segment for rule in l7_2.RULES],
        "people": segments(scores, l7_2.RULES),
    }
    exec(in_language(task.solution, language), namespace)
    assert same(task.answer(ledger), namespace[task.name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_rules_of_the_records(page, language):
    lines = re.findall(rf"^    (Rule\(.*\)),  # lang-{language}$", page, flags=re.MULTILINE)
    rules = [eval(line, {"Rule": Rule}) for line in lines]
    assert [(rule.r, rule.f, rule.m) for rule in rules] == [(rule.r, rule.f, rule.m) for rule in l7_2.RULES]


def test_the_question_on_ties_prints_what_the_rules_give():
    orders = pd.Series([1, 1, 1, 1, 1, 2, 3, 4, 6, 8])
    printed = ", ".join(str(number) for number in orders[:9])
    assert printed in l7_2.QUIZ_TIES.prompt.en and printed.replace(", ", "、") in l7_2.QUIZ_TIES.prompt.zh_hant
    found = {method: int(l7_2._score(orders, method=method)[0]) for method in ("min", "average", "max")}
    texts = {option.key: option.text.en for option in l7_2.QUIZ_TIES.options}
    assert {key: texts[key] for key in found} == {key: f"{score} each" for key, score in found.items()}
    in_turn = l7_2._score(orders, method="first")[:5].astype(int).astype(str)
    assert texts["first"].replace(" and ", ", ") == ", ".join(in_turn)
    assert l7_2.QUIZ_TIES.right == "average"
