"""Lesson 2.1: its numbers are the scorecard's, its story holds, and it copes where nobody rated the service."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import journey_scorecard
from customer_value.settings import LANGUAGES
from solutions.lessons import l2_1

TASKS = {task.id: task for task in l2_1.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("2.1").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_points_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        surveys, contacts = one.table("surveys"), one.table("service_contacts")
        stages = {"delivery": ["performance_delivery"], "recommend": ["nps"]}
        card = journey_scorecard(surveys, contacts, one.snapshot, stages=stages).set_index("stage")["score"]
        for stage in stages:
            assert TASKS[f"2.1.{stage}"].answer(one) == pytest.approx(card[stage])
        by_channel = TASKS["2.1.by-channel"].answer(one).dropna()
        for channel, part in contacts.groupby("channel"):
            alone = journey_scorecard(surveys, part, one.snapshot, stages={"service": ["rating"]})["score"].iloc[0]
            assert by_channel.get(channel, alone) == pytest.approx(alone, nan_ok=True)


def test_untouched_only_the_worked_example_is_answered_and_the_story_holds(play, ledger):
    namespace, verdicts = play("2.1", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("2.1.delivery") == "correct" and set(states.values()) == {"not attempted"}
    # the brand's average hides a stage, the stage's average hides a channel, and the broadest hole is not the deepest
    assert namespace["weak_name"] == "Delivery" and namespace["near"] == ["Service"]
    assert namespace["worst"] == "E-mail" and namespace["worst_points"] < namespace["weak_score"]
    assert namespace["worst_hours"] > 10 * namespace["best_hours"]
    assert (namespace["broadest"], namespace["deepest"]) == ("Delivery", "Service: E-mail")
    assert namespace["small_n"] < 30 < TASKS["2.1.enough"].answer(ledger)
    # the intervals overlap, and yet the name holds; the decision depends on how many really met the stage
    assert 0 < namespace["other"] < 0.05 and "not a verdict" in namespace["on_sure"]
    assert 0 < namespace["least"] < namespace["broad_met"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ranking_is_held_against_the_card_and_a_service_without_ratings_is_named(play, ledger, language):
    namespace, _ = play("2.1", language, "learner", ledger)
    assert namespace["on_guess"] == ""
    order = ["first_contact", "delivery", "service", "purchase", "afterwards"]
    namespace["guess"] = {"2.1.weakest": order}.get
    exec(code("scorecard-figure", language), namespace)
    assert "2" in namespace["on_guess"]
    said = namespace["on_channel"]
    namespace["contacts"], namespace["settled"] = namespace["contacts"].iloc[:0], namespace["settled"].iloc[:0]
    for name in ("channels", "holes"):
        exec(code(name, language), namespace)
    assert namespace["on_channel"] != said and len(namespace["channels"]) == 0
    assert len(namespace["holes"]) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_brands_average_the_same(language):
    prompt = TASKS["2.1.two-brands"].prompt.get(language)
    rows = [
        [int(cell) for cell in re.findall(r"\b\d+\b", line)] for line in prompt.splitlines() if line.count("|") == 7
    ]
    brands = pd.DataFrame([row for row in rows if len(row) == 5])
    assert brands.mean(axis="columns").tolist() == [75, 75]
    assert brands.loc[1].nsmallest(2).diff().iloc[-1] == 31
