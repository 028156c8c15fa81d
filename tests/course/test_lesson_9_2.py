"""Lesson 9.2: a rate of sums and no mean of rates, no rate without spending, and every turn has its words."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import customer_roi, segment_roi
from customer_value.explorers import one_cost_explorer
from customer_value.settings import LANGUAGES
from solutions.lessons import l9_2

TASK = {task.id: task for task in l9_2.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("9.2").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


NO_SLIDER = {"explorers": SimpleNamespace(one_cost_explorer=lambda *given: None)} | {
    "figures": SimpleNamespace(roi_means=lambda *given: None, roi_or_amount=lambda *given, **more: None)
}
"""What draws: looked at elsewhere."""


def run(name: str, language: str, namespace: dict, **changed: object) -> dict:
    space = namespace | {"quiz": lambda task: None, "write": lambda task: None, "display": lambda shown: None} | changed
    exec(code(name, language), space)
    return space


def test_the_record_and_the_lesson_find_the_same(play, ledger, other_ledger):
    for one in (ledger, other_ledger):
        table = l9_2.people(one).rename(columns={"spent": "cost"})
        pd.testing.assert_series_equal(TASK["9.2.rates"].answer(one), customer_roi(table), check_names=False)
        buyers = table["revenue"][table["revenue"] > 0].sort_values(ascending=False)
        best = buyers.iloc[: -(-len(buyers) // 10)].min()  # who reaches the tenth's amount is in
        gold = table[table["revenue"] >= best]
        assert TASK["9.2.gold"].answer(one) == pytest.approx(gold["profit"].sum() / gold["cost"].sum() - 1)
    namespace, _ = play("9.2", "en", "learner", ledger)
    by_tier = namespace["by_tier"].set_index("group")
    assert by_tier.loc["Gold", "roi"] == pytest.approx(TASK["9.2.gold"].answer(ledger))
    assert by_tier["without_cost"].sum() == TASK["9.2.rates"].answer(ledger).isna().sum() == namespace["n_free"]


def test_on_the_sample_the_list_is_one_of_small_sums(play, ledger):
    namespace, _ = play("9.2", "en", "learner", ledger)
    assert namespace["mean_rate"] > 2 * namespace["of_money"] > 10
    assert namespace["n_free"] > 0 == namespace["n_free_buyers"]
    assert namespace["share_money"] < 0.5 * namespace["share_heads"]
    assert namespace["n_only"] > 10 and namespace["n_earlier"] > 15
    assert namespace["low_rates"] > 10 * namespace["low_spent"]
    assert namespace["by_tier"]["roi"].is_monotonic_decreasing and namespace["winning"] > 0.5
    assert (namespace["sums"]["left"] > 0).all()  # every tier pays, so the rates alone decide nothing


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, other_ledger, language):
    namespace, _ = play("9.2", language, "learner", ledger if language == "en" else other_ledger)
    assert namespace["of_money"] == pytest.approx(namespace["total"]["profit"] / namespace["total"]["spent"] - 1)
    people = namespace["people"]
    nobody = people.assign(revenue=people["revenue"].where(people["spent"] > 0, 0.0))
    spent = people.assign(spent=people["spent"] + 1)
    bought = people.assign(
        revenue=people["revenue"] + 1, spent=people["spent"].where(people.index != people.index[0], 0)
    )
    said = [run("nothing-read", language, namespace, people=table)["on_free"] for table in (nobody, spent, bought)]
    assert len(set(said)) == 3
    high = run("sums-read", language, namespace, guess={"9.2.of-money": 1234.0}.get, mean_rate=99.0)
    low = run("sums-read", language, namespace, mean_rate=namespace["of_money"] - 1)
    assert high["on_apart"] != low["on_apart"] and "1,234" in high["on_guess"]
    named, best = namespace["named"], namespace["best"]
    swamped = [
        run("explorer", language, namespace | NO_SLIDER, named=table)["on_swamp"]
        for table in (named, named.assign(roi=1.0, cost=1.0))
    ]
    assert len(set(swamped)) == 2
    cheap = run("list-read", language, namespace, best=best.assign(spent=namespace["by_head"], new=False))
    dear = run("list-read", language, namespace, best=best.assign(spent=1e6, new=True))
    for sentence in ("on_then", "on_won", "on_only", "on_money"):
        assert cheap[sentence] != dear[sentence]
    assert dear["on_won"] == dear["on_only"] == ""
    own = run("money-own", language, namespace, roi_then=namespace["roi_best"] - 1)
    dearer = run("money-own", language, namespace, roi_then=namespace["roi_best"] + 1)
    poor = namespace["sums"].copy()
    poor.iloc[2, poor.columns.get_loc("acquisition")] = 0.0
    poor.iloc[0, poor.columns.get_loc("left")] = 0.0
    other = run("money-own", language, namespace, sums=poor)
    assert own["on_list"] != dearer["on_list"]
    assert own["on_gold"] != other["on_gold"] and own["on_bronze"] != other["on_bronze"]


def test_a_learner_who_reuses_our_names_changes_no_later_number(play, ledger):
    namespace, _ = play("9.2", "en", "learner", ledger)
    people = namespace["people"]
    gold = people[people["tier"] == "Gold"]
    reused = {"people": gold, "total": gold[["profit", "spent"]].sum(), "of_money": 0.0, "spent": gold["spent"]}
    space = namespace
    for name in ("tiers", "list", "list-read", "money", "money-own"):
        space = run(name, "en", space | NO_SLIDER, **reused)
    for name in ("by_sums", "share_money", "on_then", "winning", "extra"):
        assert space[name] == namespace[name]


@pytest.mark.parametrize(("language", "costs"), [("en", (0, 450, 700, 1000)), ("zh-Hant", (10, 450))])
def test_the_slider_meets_twice_as_the_question_says(language, costs):
    five = pd.DataFrame({"customer_id": list("ABCDE"), "profit": [2000] * 4 + [900], "cost": [1000] * 4 + [10]})
    explorer = one_cost_explorer(five, "E", 1200, currency="TWD", language=language)
    for cost in costs:
        explorer.controls["cost"].value = cost
        sums, mean = (int(one.replace(",", "")) for one in re.findall(r"([\d,]+)%", explorer.picture.alt)[-2:])
        assert (sums == mean) == (cost in (450, 1000))
        assert (mean < sums) == (cost in (0, 700))
        assert sums == round(100 * (8900 / (4000 + cost) - 1))


def test_the_numbers_of_the_questions_hold():
    profit, spent = 5000 - 3200, 600
    assert [(profit - spent) / spent, profit / spent, (profit - 2 * spent) / spent] == [2.0, 3.0, 1.0]
    assert round((5000 - spent) / spent, 1) == 7.3  # 9.2.quiz-hand
    three = pd.DataFrame({"segment": "x", "profit": [900, 2300, 1800], "cost": [100, 1900, 0]})
    together, without = segment_roi(three).iloc[0], segment_roi(three[:2]).iloc[0]
    assert [together["roi"], round(together["mean_roi"], 1), without["roi"]] == [1.5, 4.1, 0.6]  # 9.2.quiz-three
    assert customer_roi(three).round(1).tolist()[:2] == [8.0, 0.2]
    assert (4 * 100 + 4600) / 5 == 1000  # 9.2.back-mean
