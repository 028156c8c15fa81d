"""Lesson 2.5: its scores are those of the measures, the slider turns where it says, and its sentences follow."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import advantage_ranking, brand_scores, weighted_advantage
from customer_value.settings import LANGUAGES
from solutions.lessons import l2_5

TASKS = {task.id: task for task in l2_5.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("2.5").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_untouched_the_numbers_are_those_of_the_measures_and_the_story_holds(play, ledger):
    namespace, verdicts = play("2.5", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("2.5.us") == "correct"
    assert set(states.values()) == {"not attempted"}
    assert not {"score_rival", "score_all", "turning"} & namespace.keys()

    ratings, us, rival = namespace["ratings"], namespace["us"], namespace["rival"]
    weight = namespace["weight"]
    scores = weighted_advantage(brand_scores(ledger.table("brand_ratings")), weight)
    pd.testing.assert_series_equal(TASKS["2.5.all"].answer(ledger)[scores.index], scores, check_names=False)
    assert TASKS["2.5.us"].answer(ledger) == pytest.approx(scores[us]) == namespace["score_us"]
    assert TASKS["2.5.rival"].answer(ledger) == pytest.approx(scores[rival])
    assert ratings["reversed"].any()

    # ratings of one brand times the weights in another's rows: nothing meets, as the mistake says
    theirs = namespace["rated"][namespace["rated"]["brand"] == rival]
    assert (theirs["good"] * namespace["ours"]["importance"]).sum() == 0

    # the story: we are close behind another brand, and luck alone could change that
    assert namespace["place"] == 2 and not namespace["sure"] and "cannot tell" in namespace["say_first"]
    assert namespace["over_all"] == [] and namespace["plus"] > 0 > namespace["minus"]
    assert 0 < namespace["n_ours"] < namespace["n_ways"] == 64
    assert namespace["same"] > 0.5 and 1 < namespace["n_firsts"] < namespace["n_brands"]


def test_at_the_turning_point_another_brand_is_first_and_a_step_before_it_is_not(play, ledger):
    namespace, _ = play("2.5", "en", "instructor", ledger)
    edge, weight, scores = namespace["edge"], namespace["weight"], namespace["scores"]
    assert TASKS["2.5.turning"].answer(ledger) == edge["turning"]

    def first(value: float) -> str:
        return advantage_ranking(scores, {**weight, edge["attribute"]: value})["brand"].iloc[0]

    back = 0.01 if edge["side"] == "left" else -0.01
    assert first(edge["turning"]) != namespace["leader"] == first(edge["turning"] + back)
    # no other slider turns it on a shorter way
    for key, now in weight.items():
        shorter = np.arange(0, abs(edge["moved"]) - 0.02, 0.05)
        tried = np.clip([*(now - shorter), *(now + shorter)], 0.01, 5)
        weights = pd.DataFrame({other: tried if other == key else value for other, value in weight.items()})
        assert set((weights @ scores[weights.columns].T).idxmax(axis="columns")) == {namespace["leader"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_follow_who_leads(play, ledger, language):
    namespace, _ = play("2.5", language, "learner", ledger)
    ratings, us = namespace["ratings"], namespace["us"]
    namespace["figures"] = SimpleNamespace(weight_sensitivity=lambda *_: None)
    names = ("edges", "sensitivity", "difference", "difference-facts", "slogan-facts")
    said = {namespace["say_first"]}
    places = {namespace["on_place"]}
    for step in (0.01, 0.5, 2.0, -2.0):
        raised = ratings["rating"].where(ratings["brand"] != us, (ratings["rating"] + step).clip(1, 5))
        raised = raised.where(~ratings["reversed"].astype(bool), ratings["rating"])
        if step == 0.01:
            raised = raised.where(ratings["brand"] != us, raised + 0.05)
        namespace["ratings"] = ratings.assign(rating=raised)
        namespace["guess"] = {"2.5.place": 3.0}.get
        for name in names:
            exec(code(name, language), namespace)
        said.add(namespace["say_first"])
        places.add(namespace["on_place"])
        assert "3" in namespace["on_guess"]
        if step == 2.0:
            assert len(namespace["reached"]) == 0 and np.isnan(namespace["edge"]["turning"])
            assert namespace["over_all"] and namespace["n_firsts"] == 1
        if step == -2.0:
            assert namespace["plus"] <= 0 and namespace["n_ours"] == 0
    assert len(said) >= 4 and len(places) == 5


def test_it_runs_on_another_ledger(play, other_ledger):
    namespace, _ = play("2.5", "en", "instructor", other_ledger)
    assert 1 <= namespace["place"] <= namespace["n_brands"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_brand_comes_to_the_options(language):
    task = TASKS["2.5.by-hand"]
    rows = re.findall(r"^\| [^|\d]+ \| (\d) \| (\d) \|$", task.prompt.get(language), flags=re.MULTILINE)
    weights, ratings = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    texts = {option.key: float(option.text.get(language)) for option in task.options}
    assert texts["right"] == pytest.approx((weights * ratings).sum() / weights.sum())
    assert texts["unweighted"] == ratings.mean()
    assert texts["not-divided"] == (weights * ratings).sum()
    assert texts["by-number"] == pytest.approx((weights * ratings).mean(), abs=0.005)
    assert texts["turned"] == pytest.approx((weights[::-1] * ratings).sum() / weights.sum())
