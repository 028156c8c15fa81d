"""Lesson 7.2: what its records say agrees with the measures, with the page and with the numbers they print."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from classroom.one_language import keep_language
from customer_value import Rule, rfm, rfm_scores, score_cuts, segments
from customer_value.ledger import Ledger
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
    orders = pd.Series([1, 3, 6, 6, 6, 6, 6, 7, 9, 12])
    equal = orders == 6
    printed = ", ".join(str(number) for number in orders[:9])
    assert printed in l7_2.QUIZ_TIES.prompt.en and printed.replace(", ", "、") in l7_2.QUIZ_TIES.prompt.zh_hant
    found = {method: int(l7_2._score(orders, method=method)[equal].iloc[0]) for method in ("min", "average", "max")}
    texts = {option.key: option.text.en for option in l7_2.QUIZ_TIES.options}
    assert {key: texts[key] for key in found} == {key: f"{score} each" for key, score in found.items()}
    in_turn = l7_2._score(orders, method="first")[equal].astype(int).astype(str)
    assert texts["first"].replace(" and ", ", ") == ", ".join(in_turn)
    assert l7_2.QUIZ_TIES.right == "average"


def test_the_slider_moved_one_step_shows_the_answer(ledger):
    moved = [replace(rule, f=(3, 5)) if rule.segment == "Thank" else rule for rule in l7_2.RULES]
    sizes = segments(rfm_scores(l7_2._table(ledger)), moved)["segment"].value_counts()
    assert l7_2.THANKED.answer(ledger) == sizes["Thank"]


def test_the_choice_for_monday_adds_up_to_the_calls_there_are(play, ledger, other_ledger):
    for one in (ledger, other_ledger):
        monday, _ = play("7.2", "en", "learner", one)
        assert 0 <= monday["called"] <= 150 and monday["called"] + monday["left_over"] == 150
        assert monday["called"] + monday["one_in_five"] <= monday["n_wake"]


def test_a_mistyped_segment_is_answered_with_the_names_there_are(page, capsys):
    (cell,) = re.findall(r":name: monday-calls\n(.*?)```", page, flags=re.DOTALL)
    cell = re.sub(r"^.*# lang-zh-Hant\n", "", cell, flags=re.MULTILINE).replace('"Thank"', '"Wake Up"')
    people = pd.DataFrame({"segment": ["Thank"], "monetary": [100], "came_back": [True]})
    exec(cell, {"people": people, "names": ["Thank", "Wake up"]})
    assert capsys.readouterr().out == "There is no segment called Wake Up. Choose from: Thank, Wake up.\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ledger_younger_than_two_years_is_halved(page, other_ledger, language):
    first_day = other_ledger.orders["order_date"].min()
    young = Ledger(other_ledger.folder, first_day + pd.Timedelta(days=270), other_ledger.package)
    namespace = {"ledger": young, "snapshot": young.snapshot, "pd": pd, "rfm": rfm, "score_cuts": score_cuts}
    for name in ("a-year-ago", "top-cuts"):
        (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
        exec(keep_language(cell, language), namespace)
    assert namespace["a_year_ago"] == first_day + pd.Timedelta(days=135)
    assert f"{namespace['a_year_ago']:%Y-%m-%d}" in namespace["young"]
    before = segments(rfm_scores(namespace["past"]), l7_2.RULES)
    after = segments(rfm_scores(rfm(young.orders, young.refunds, young.snapshot), cuts=namespace["cuts"]), l7_2.RULES)
    thanked = set(before.loc[before["segment"] == "Thank", "customer_id"])
    still = thanked & set(after.loc[after["segment"] == "Thank", "customer_id"])
    assert l7_2.STAYED.answer(young) == pytest.approx(len(still) / len(thanked))
