"""Lesson 8.5: the errors are the measure's, the truth splits them, and every way a ledger can fall has words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import BGNBD, GammaGamma, error_split, forecast_error
from customer_value.explorers.lifetime_value.alive import alive_explorer
from customer_value.settings import LANGUAGES
from solutions.lessons import l8_5

TASK = {task.id: task for task in l8_5.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("8.5").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_errors_are_those_of_the_measure(ledger, other_ledger):
    for one in (ledger, other_ledger):
        found = l8_5._forecast(one)
        error = forecast_error(found["expected"], found["came"])
        assert TASK["8.5.bias"].answer(one) == pytest.approx(error.bias)
        assert TASK["8.5.mae"].answer(one) == pytest.approx(error.mae)
        of_same = forecast_error(found["same"].astype(float), found["came"])
        assert l8_5._bias_of_same(one) == pytest.approx(of_same.bias)
        assert l8_5._mae_of_same(one) == pytest.approx(of_same.mae)


def test_on_the_sample_the_sum_is_near_the_card_is_not_and_half_is_chance(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, _ = play("8.5", "en", "learner", ledger)
    assert not namespace["shop"].borrowed and namespace["fair"] and namespace["closer"] and namespace["sharper"]
    assert namespace["off_model"] > namespace["usual"] > namespace["kind_gap"] * 4
    split = namespace["split"]
    assert split == error_split(namespace["known"]["expected"], namespace["truth"], namespace["came"])
    assert 0.4 < split.chance_share < 0.6
    assert namespace["p_gone"] < 0.5 < namespace["p_there"] and namespace["gone"] > 0.2
    assert namespace["more"] > 0.02 and namespace["none_came"] > 0.25
    portraits = namespace["portraits"]
    assert portraits["model"][4] < portraits["most spent the year before"][4] < portraits["everybody"][4]


def test_after_the_same_silence_only_the_rare_buyer_is_thought_to_be_there(play, ledger, other_ledger):
    """As the answer to the question beneath the sliders says."""
    for one in (ledger, other_ledger):
        namespace, _ = play("8.5", "en", "learner", one)
        explorer = alive_explorer(
            namespace["valid"], namespace["pair"], namespace["model"], namespace["then"], language="en"
        )
        fallen = {}
        for label, who in namespace["pair"].items():
            explorer.controls["customer"].value = who
            explorer.controls["later"].value = 120
            (share,) = re.findall(r"(\d+)% likely to be still a customer", explorer.picture.alt)[:1]
            fallen[label] = int(share)
        assert fallen["Frequent buyer"] < 50 < fallen["Rare buyer"]
    assert TASK["8.5.silence"].right == "rare"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("8.5", language, "learner", ledger)
    known = namespace["known"]
    low = namespace | {"known": known.assign(expected=known["expected"] / 20), "same_bias": 0.0, "same_mae": 0.0}
    exec(code("figure", language), low)
    assert all(low[name] != namespace[name] for name in ("high", "on_sum", "on_each", "on_hopeful"))
    exec(code("answers-own", language), low | {"more": -0.1})

    class NobodyLeft:
        expected_orders = staticmethod(namespace["shop"].expected_orders)

        def still_there(self, day):
            return namespace["shop"].still_there(day) | True

    told = {"shop": NobodyLeft(), "guess": {"8.5.guess-remains": 30.0}.get}
    space = namespace | told
    exec(code("truth", language), space)
    assert space["on_gone"] == "" and "30" in space["on_guess"] and namespace["on_guess"] == ""

    said = {namespace["on_list"]}
    for first, second in (("by_model", "by_model"), ("by_manager", "by_model")):
        space = namespace | {"by_model": namespace[first], "by_manager": namespace[second]}
        exec(code("wrong", language), space)
        said.add(space["on_list"])
        exec(code("answers-own", language), space)
        assert space["on_names"] != namespace["on_names"]
    assert len(said) == 3
    space = namespace | {"off_model": 0.1}
    exec(code("wrong", language), space)
    assert space["beside"] != namespace["beside"]


def test_a_shop_without_a_known_truth_is_told_whose_customers_these_are(play, other_ledger):
    package = other_ledger.package | {"scenario": "twin"}
    real = type(other_ledger)(folder=other_ledger.folder, snapshot=other_ledger.snapshot, package=package)
    assert l8_5.known_shop(real).borrowed
    for language in LANGUAGES:
        space = {"ledger": real}
        exec(code("setup", language).replace("ledger = read_ledger()", ""), space)
        space["quiz"] = lambda task: None
        exec(code("looking-back-questions", language), space)
        assert space["on_shop"]


def test_who_bought_once_is_there_for_certain_and_buys_next_to_nothing():
    model = BGNBD(r=0.243, alpha=4.414, a=0.793, b=2.426, unit=7)
    once = pd.DataFrame({"frequency": [0], "recency": [0.0], "T": [104.0]})
    assert model.p_alive(once)[0] == 1 and model.expected_orders(once, 52)[0] < 0.15
    assert TASK["8.5.quiz-once"].right == "blind"


def test_one_large_purchase_is_pulled_towards_the_mean_and_twenty_are_hardly():
    spending = GammaGamma(p=3.6, q=3.5, v=1042.0)
    both = pd.DataFrame({"frequency": [0, 1, 20], "monetary": [None, 9000.0, 9000.0]})
    mean, kim, ray = spending.expected_value(both)
    assert mean == pytest.approx(1500, rel=0.01) and 1500 < kim < 7000 and 8500 < ray < 9000
    assert TASK["8.5.quiz-gamma"].right == "shrunk"
