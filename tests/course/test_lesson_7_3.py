"""Lesson 7.3: shares of the spread worked out anew; the story of the sample; words for every way it can fall."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import eta_squared
from customer_value.explorers import group_reach_explorer
from customer_value.lessons.five_dimensions import five_dimensions
from customer_value.settings import LANGUAGES
from solutions.lessons import l7_3

TASK = {task.id: task for task in l7_3.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("7.3").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def within(groups: pd.Series, values: pd.Series) -> float:
    """What is left of the spread inside the groups, by the variances of the groups."""
    return sum(len(part) * part.var(ddof=0) for _, part in values.groupby(groups))


def test_the_shares_are_one_less_what_is_left_inside_the_groups(ledger, other_ledger):
    for one in (ledger, other_ledger):
        people = five_dimensions(one).people
        for dimension in ("how", "who"):
            known = people[people[dimension].notna()]
            value = known["afterwards"]
            outside = 1 - within(known[dimension], value) / (len(value) * value.var(ddof=0))
            found = TASK[f"7.3.share-{dimension}"].answer(one)
            assert found == pytest.approx(outside) == pytest.approx(eta_squared(known[dimension], value))


def test_half_of_the_margin_by_filling_the_list_one_by_one(ledger):
    people = five_dimensions(ledger).people
    order = people.groupby("worth")["so_far"].mean().sort_values(ascending=False).index
    each = people.groupby("worth")["afterwards"].mean()
    queue = np.concatenate([np.full((people["worth"] == group).sum(), each[group]) for group in order])
    held = queue.cumsum() / queue.sum()
    needed = np.searchsorted(held, 0.5) + 1
    assert TASK["7.3.half-at"].answer(ledger) == int(np.ceil(100 * needed / len(queue)))


def test_on_the_sample_the_rear_view_mirror_sees_most_and_the_map_nothing(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    space, verdicts = play("7.3", "en", "learner", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"not attempted"}
    found = space["found"].set_index("dimension")
    assert found["beyond"].to_dict() == {"worth": True, "how": True, "who": False, "why": False, "where": False}
    assert space["first"].startswith("worth") and 0.05 < space["first_share"] < 0.5
    assert space["share_where"] == pytest.approx(found.loc["where", "eta_squared"])
    assert space["circle"] > space["honest"]
    assert space["town_share"] > space["area_share"] and space["town_share"] < space["town_chance"]
    assert space["on_kind"] and space["on_own_line"]
    assert space["fifth"] > 0.5 and space["best_share"] > 0.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slider_turns_where_the_check_says(play, ledger, language):
    space, _ = play("7.3", language, "learner", ledger)
    half = TASK["7.3.half-at"].answer(ledger)
    explorer = group_reach_explorer(space["people"], space["names"], "so_far", "afterwards", language=language)
    held = {}
    for at in (half - 1, half):
        explorer.controls["share"].value = at
        held[at] = float(re.findall(r"([\d.]+)%[.。]$", explorer.picture.alt)[0])
    assert held[half - 1] < 50 <= held[half]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    space, _ = play("7.3", language, "learner", ledger)

    def again(*cells: str, **changes: object) -> dict:
        changed = space | {"display": lambda *_: None} | changes
        for cell in cells:
            exec(code(cell, language), changed)
        return changed

    by_lot = space["people"].assign(afterwards=np.random.default_rng(3).permutation(space["people"]["afterwards"]))
    nothing = again("figure", "wrong", "plan-own", people=by_lot)
    assert not len(nothing["sure"]) and nothing["on_luck"] == ""
    assert nothing["on_sure"] != space["on_sure"] and nothing["on_plan"] != space["on_plan"]
    assert again("figure", guess={"7.3.which": "who"}.get)["on_vote"]
    two = {space["label"][one]: one for one in ("how", "worth")}
    all_sure = again("figure", "plan-own", names=two)
    assert all_sure["on_luck"] == "" and all_sure["on_weak"] != space["on_weak"]
    worst = space["people"].assign(worth=np.where(np.arange(len(space["people"])) % 5, "1", "2"))
    assert again("premium", people=worst)["on_refer"] != space["on_refer"]
    no_wish = {one: name for one, name in space["label"].items() if one != "why"}
    assert again("plan-own", label=no_wish)["on_wish"] != space["on_wish"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_customers_of_the_text_share_as_it_says(language):
    source = keep_language(find_course().page("7.3").path.read_text(encoding="utf-8"), language)
    assert eta_squared(["n", "n", "s", "s"], [1, 3, 5, 7]) == 0.8
    assert "9 + 1 + 1 + 9 = 20" in source and "4 + 4 + 4 + 4 = 16" in source


def test_a_small_shop_has_answers_too(play, other_ledger):
    _, verdicts = play("7.3", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
