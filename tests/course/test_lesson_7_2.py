"""Lesson 7.2: what its records say agrees with the measures, with the page and with the numbers they print."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from customer_value import Rule, rfm_scores
from customer_value.settings import LANGUAGES
from solutions.lessons import l7_2


@pytest.fixture(scope="module")
def page(repository) -> str:
    return (repository / "course" / "7_tiers" / "7_2_scores.md").read_text(encoding="utf-8")


def test_scores_by_hand_are_those_of_the_measure(ledger):
    by_measure = rfm_scores(l7_2._table(ledger))
    for column, by_hand in l7_2._scores(ledger).items():
        assert (by_hand == by_measure[column]).all()


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
