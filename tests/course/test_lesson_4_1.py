"""Lesson 4.1: its rates are those of the ledger counted another way, and what it says of reach holds."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value.settings import LANGUAGES
from solutions.lessons import l4_1

TASKS = {task.id: task for task in l4_1.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("4.1").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language, {"currency": "NT$"})


def in_the_year(ledger, day) -> bool:
    return ledger.snapshot - pd.DateOffset(years=1) < day <= ledger.snapshot


@pytest.mark.parametrize("which", ["ledger", "other_ledger"])
def test_the_steps_are_those_of_the_days_counted_one_by_one(which, request):
    ledger = request.getfixturevalue(which)
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    kinds = {}
    for day in ledger.table("media_daily").itertuples():
        if in_the_year(ledger, day.date):
            kinds[day.medium] = day.ownership
            for count in ("reach", "clicks", "leads"):
                sums[day.medium][count] += getattr(day, count)
    for lead in ledger.table("leads").itertuples():
        if in_the_year(ledger, lead.created_on) and lead.stage == "won" and lead.closed_on <= ledger.snapshot:
            sums[lead.medium]["customers"] += 1
    clicks, leads, kept = (TASKS[f"4.1.{name}"].answer(ledger) for name in ("click-rate", "lead-rate", "by-ownership"))
    for medium in kinds:
        assert clicks[medium] == pytest.approx(sums[medium]["clicks"] / sums[medium]["reach"])
        assert leads[medium] == pytest.approx(sums[medium]["leads"] / sums[medium]["clicks"])
    for kind in set(kinds.values()):
        own = [sums[medium] for medium in kinds if kinds[medium] == kind]
        expected = 10_000 * sum(one["customers"] for one in own) / sum(one["reach"] for one in own)
        assert kept[kind] == pytest.approx(expected)


def test_the_same_meetings_counted_in_three_ways(play, ledger):
    namespace, _ = play("4.1", "en", "learner", ledger)
    media = set(ledger.table("media_daily")["medium"])
    met = [
        (touch.channel, touch.customer_id if pd.isna(touch.lead_id) else touch.lead_id)
        for touch in ledger.table("touches").itertuples()
        if touch.channel in media and in_the_year(ledger, touch.touched_on)
    ]
    people = {person for _, person in met}
    assert namespace["meetings"] == len(met) > namespace["once_per_medium"] == len(set(met)) > namespace["people"]
    assert namespace["people"] == len(people)
    assert namespace["best_reach"] < namespace["reach_sum"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_guess_and_bet_are_answered_and_both_endings_can_be_told(play, ledger, language):
    namespace, _ = play("4.1", language, "learner", ledger)
    assert namespace["on_guess"] == "" and namespace["where"] == "between"
    namespace["guess"] = {"4.1.of-ten-thousand": 321.0, "4.1.where-large": "first"}.get
    funnel = namespace["funnel"]
    for customers in (funnel["customers"], [9000, 1, 1, 1, 1], [0] * len(funnel)):
        namespace["funnel"] = funnel.assign(customers=customers)
        exec(code("figure", language), namespace)
        exec(code("per-ten-thousand-table", language), namespace)
        assert "321" in namespace["on_guess"] and namespace["places"]["first"] in namespace["on_place"]
    for customers in ([9000, 1, 1, 1, 1], [0, 0, 0, 9, 9]):
        namespace["funnel"] = funnel.assign(customers=customers)
        exec(code("figure", language), namespace)
        exec(code("per-ten-thousand-table", language), namespace)
        assert namespace["pick"] == namespace["best"] and namespace["pick"] in namespace["advice"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_largest_medium_loses_people_is_its_weakest_step_beside_all(play, ledger, language):
    namespace, _ = play("4.1", language, "learner", ledger)
    funnel = namespace["funnel"]
    steps = list(pairwise(["reach", "clicks", "leads", "customers"]))
    beside = {of: (funnel[to][0] / funnel[of][0]) / (funnel[to].sum() / funnel[of].sum()) for of, to in steps}
    assert namespace["weak"] == min(beside, key=beside.get) and min(beside.values()) < 1
    assert f"{namespace['weak_big']:.1%}" in namespace["on_step"]
    namespace["funnel"] = funnel.iloc[:1]
    exec(code("figure", language), namespace)
    assert "%" not in namespace["on_step"]


def test_in_the_sample_a_mean_of_rates_flatters_the_best_is_small_and_the_answer_is_owned(play, ledger):
    namespace, _ = play("4.1", "en", "learner", ledger)
    assert namespace["mean_rate"] > namespace["pooled_rate"]
    assert namespace["per"]["more"][namespace["best"]] > 0.5 > namespace["pick_more"] > namespace["big_more"]
    ownership = namespace["by_medium"]["ownership"]
    assert ownership[namespace["best"]] == "earned" and ownership[namespace["pick"]] == "owned"
    assert namespace["best"] in namespace["advice"] and namespace["big"] in namespace["advice"]
