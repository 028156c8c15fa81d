"""Lesson 2.6: its scores are those of the measures, its quiz adds up, and its sentences follow the ledger."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import csat, importance_performance, nps, nps_interval
from customer_value.settings import LANGUAGES
from solutions.lessons import l2_6

TASKS = {task.id: task for task in l2_6.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("2.6").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_untouched_the_numbers_are_those_of_the_measures_and_the_story_holds(play, ledger):
    namespace, verdicts = play("2.6", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("2.6.csat") == "correct"
    assert set(states.values()) == {"not attempted"}
    assert not {"nps_last", "nps_before", "enough", "first"} & namespace.keys()

    last, previous = namespace["last"], namespace["previous"]
    assert TASKS["2.6.csat"].answer(ledger) == pytest.approx(csat(last["satisfaction"]))
    assert TASKS["2.6.nps-last"].answer(ledger) == pytest.approx(nps(last["nps"]))
    assert TASKS["2.6.nps-before"].answer(ledger) == pytest.approx(nps(previous["nps"]))
    matrix = importance_performance(namespace["items"])
    first = matrix.loc[matrix["quadrant"] == "concentrate", "attribute"]
    assert set(TASKS["2.6.first"].answer(ledger)) == set(first)

    # the hat gives what the formula gives
    low, high = nps_interval(namespace["both"])
    one, other = namespace["answered"], namespace["answered_before"]
    half = (high - low) / 2 * np.sqrt((one + other) * (1 / one + 1 / other))
    assert namespace["by_luck"] == pytest.approx(half, rel=0.06)

    # the move looks like five or six points and lies within what luck does; delivery is left once price is
    assert 4.5 < namespace["move"] < 7 and not namespace["real"]
    assert "cannot tell" in namespace["on_move"]
    assert set(namespace["urgent"]["attribute"]) == {"price", "delivery"}
    assert "Delivery" in namespace["say_money"] and "not this year" in namespace["say_money"]
    assert 2 <= namespace["n_call"] <= 8 and namespace["top_n"] < 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_follow_the_numbers(play, ledger, language):
    namespace, _ = play("2.6", language, "learner", ledger)
    within, seen = namespace["on_move"], set()
    namespace["figures"] = SimpleNamespace(importance_performance=lambda *_: None, nps_groups=lambda *_: None)
    items = namespace["items"]
    best = items["performance"].max() + 1
    for well_done in ([], ["delivery"], ["delivery", "price"]):
        namespace["items"] = items.assign(
            performance=items["performance"].where(~items["attribute"].isin(well_done), best)
        )
        exec(code("matrix", language), namespace)
        exec(code("note-facts", language), namespace)
        seen.add((namespace["on_matrix"], namespace["say_money"]))
    assert len(seen) == 3

    calls = set()
    for waiting in (0, 1, 2):
        namespace["to_call"] = namespace["recent"].head(waiting)
        exec(code("loop-facts", language), namespace)
        calls.add((namespace["on_call"], namespace["call_them"]))
    assert len(calls) == 3

    said = namespace["say_move"], namespace["say_goal"]
    namespace["guess"] = {"2.6.chance": 3.0}.get
    for by_luck in (1.0, 30.0):
        namespace["by_luck"] = by_luck
        exec(code("rounds", language), namespace)
        exec(code("note-facts", language), namespace)
        assert (namespace["on_move"] != within) == namespace["real"] == (by_luck == 1.0)
        assert "3" in namespace["on_guess"]
        assert namespace["on_long"]
        assert (namespace["say_move"], namespace["say_goal"]) != said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_time_is_told_from_luck_or_not(play, ledger, language):
    namespace, _ = play("2.6", language, "learner", ledger)
    namespace["figures"] = SimpleNamespace(nps_groups=lambda *_: None)
    rounds, said = namespace["rounds"], set()
    for last, width in ((10, 8), (14, 8), (40, 8), (18, 8)):
        middle = np.array([0, 0, 0, last])
        moved = rounds.assign(nps=middle, low=middle - width, high=middle + width)
        namespace["nps_by_group"] = lambda *_, moved=moved: moved
        exec(code("rounds", language), namespace)
        said.add(re.sub(r"\d+", "", namespace["on_long"]))
    assert len(said) == 3
    namespace["nps_by_group"] = lambda *_: rounds.head(2)
    exec(code("rounds", language), namespace)
    assert namespace["on_long"] == ""


def test_there_may_be_few_answers(play, other_ledger):
    namespace, _ = play("2.6", "en", "instructor", other_ledger)
    assert namespace["by_luck"] > 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_answers_come_to_the_options(language):
    task = TASKS["2.6.by-hand"]
    said = [
        int(number)
        for number in re.findall(r"\d+", task.prompt.get(language).split("10, 9" if language == "en" else "10、9")[1])
    ]
    answers = [10, 9, *said]
    texts = {option.key: float(option.text.get(language).replace("−", "-")) for option in task.options}
    assert texts[task.right] == nps(answers)
    assert texts["blanks-zero"] == nps([*answers, 0, 0])
    assert texts["passives-dropped"] == nps([one for one in answers if one not in (7, 8)])


def test_the_two_printed_intervals_can_be_had():
    for answers, promoters, detractors, score, low, high in ((240, 120, 48, 30, 20, 40), (19, 11, 3, 42, 8, 76)):
        given = [9] * promoters + [3] * detractors + [7] * (answers - promoters - detractors)
        assert round(nps(given)) == score
        assert [round(bound) for bound in nps_interval(given)] == [low, high]
