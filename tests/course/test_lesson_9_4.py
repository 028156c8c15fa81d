"""Lesson 9.4: the split is the measure's, every wish has its price, and every turn has its words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import budget_return, cost_of_constraint, fit_strength, split_budget
from customer_value.explorers import budget_explorer
from customer_value.lessons.tier_money import tier_money
from customer_value.settings import LANGUAGES
from solutions.lessons import l9_4

TASK = {task.id: task for task in l9_4.TASKS}


@cache
def source() -> str:
    return find_course().page("9.4").path.read_text(encoding="utf-8")


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    cell_named = rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$"
    (cell,) = re.findall(cell_named, source(), flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def strengths(ledger) -> tuple[pd.Series, float]:
    money = tier_money(ledger).tiers.set_index("tier")
    found = [fit_strength([one.spend], [one.added]) for one in money.itertuples()]
    return pd.Series(found, index=money.index), float(money["spend"].sum())


def test_the_records_hold_what_the_measures_find(ledger, other_ledger):
    for one in (ledger, other_ledger, replace(ledger, package={"resources": []})):
        a, budget = strengths(one)
        best = split_budget(a, budget)
        assert TASK["9.4.best"].answer(one) == pytest.approx(best.loc["bronze", "spend"])
        caps = pd.Series(budget, index=a.index)
        caps["bronze"] = 0
        assert TASK["9.4.price"].answer(one) == pytest.approx(cost_of_constraint(a, budget, caps=caps))
        money = tier_money(one).tiers.set_index("tier")
        top = (money["added"] / money["spend"]).idxmax()
        everything = pd.Series(0.0, index=a.index)
        everything[top] = budget
        all_in = budget_return(a, everything) / best["return"].sum()
        assert TASK["9.4.all-in-one"].answer(one) == pytest.approx(100 * all_in, abs=0.05)


def test_the_sliders_show_the_answer(ledger):
    a, budget = strengths(ledger)
    explorer = budget_explorer(a, budget, currency="TWD", language="en")
    start = explorer.picture.alt
    money = tier_money(ledger).tiers.set_index("tier")
    top = list(a.index).index((money["added"] / money["spend"]).idxmax())
    for place, control in enumerate(explorer.controls.values()):
        control.value = 20 if place == top else 0
    answer = TASK["9.4.all-in-one"].answer(ledger)
    assert f"{answer}% of what the best one would" in explorer.picture.alt and f"{answer}%" not in start


def test_on_the_sample_the_accountant_and_the_manager_are_wrong_and_the_agency_is_cheap(play, ledger):
    space, _ = play("9.4", "en", "learner", ledger)
    assert space["top"] == "Gold" and space["share_top"] < 0.4 and TASK["9.4.all-in-one"].answer(ledger) < 60
    assert list(space["half_paid"]) == ["Bronze"] and list(space["never_paid"]) == ["Silver"]
    assert space["everywhere"] < 1 and space["budget"] / 2 < space["worth"] < space["budget"]
    assert 0 < space["lost_half"] < space["lost_fifth"] < space["CHEAP"] < space["lost_none"]
    assert space["money"]["next_one"].tolist() == pytest.approx((space["money"]["average"] / 2).tolist())
    assert space["brings"]["as so far"] == pytest.approx(space["before_total"])  # a curve through each point


def test_it_holds_in_chinese_on_a_small_ledger(play, other_ledger):
    space, _ = play("9.4", "zh-Hant", "learner", other_ledger)
    assert space["accounts"].real and list(space["money"].index) == ["新客", "金級", "銀級", "銅級"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    played, _ = play("9.4", "en", "learner", ledger)
    real, silent = played["accounts"], {name: lambda task: None for name in ("predict", "write", "quiz")}
    named = re.search(r"^new, gold.*$", code("setup", language), flags=re.MULTILINE)[0]

    def turned(added: list[float], **more) -> dict:
        """The lesson's sentences with other amounts added."""
        rows = real.tiers.assign(added=added, came_back=[one / real.added_share for one in added])
        return said({"tier_money": lambda ledger: replace(real, tiers=rows, **more)})

    def said(other: dict) -> dict:
        space = played | silent | other
        exec(named, space)
        for name in ("accounts", "worked", "next-read", "curves-read"):
            exec(code(name, language), space)
        space["floors"] = pd.Series(0.2 * space["budget"], index=space["money"].index)
        for name in ("wrong", "options", "spring-own"):
            exec(code(name, language), space)
        return space

    namespace = said({})
    spent = real.tiers["spend"]
    poor = turned([0.5 * one for one in spent])
    assert poor["on_paid"] == "" and list(poor["never_paid"]) == list(poor["money"].index)
    assert poor["on_never"] != namespace["on_never"] and poor["on_first"] and not poor["on_stop"]
    assert namespace["on_stop"] and not namespace["on_first"] and namespace["on_find"]
    assert poor["on_half"] != namespace["on_half"] and poor["worth"] < poor["budget"] / 2
    rich = turned([9 * spent[0], 3 * spent[1], 0.0, 0.2 * spent[3]], by_campaign=real.by_campaign.iloc[:0])
    assert rich["on_nothing"] and rich["on_stop"] == rich["on_first"] == "" and rich["everywhere"] > 1
    assert rich["on_most"] != namespace["on_most"] and rich["on_point"] != namespace["on_point"]
    assert rich["price_half"] == pytest.approx(0, abs=1e-6) and rich["on_half"] not in (
        poor["on_half"],
        namespace["on_half"],
    )
    assert rich["lost_fifth"] > rich["CHEAP"] > rich["lost_none"]
    assert rich["on_fifth"] != namespace["on_fifth"] and rich["on_none"] != namespace["on_none"]
    best = real.by_campaign.query("tier == 'bronze'").nlargest(1, "added")["campaign_id"].item()
    named_best = namespace["called"][best]
    assert named_best in namespace["on_many"] and named_best in namespace["on_point"]
    even = turned(real.tiers["added"].tolist(), by_campaign=real.by_campaign.assign(added=1.0))
    assert named_best not in even["on_many"] and even["lost_none"] > even["CHEAP"]
    own = namespace | {"guess": {"9.4.guess": 70.0}.get}
    exec(code("curves-read", language), own)
    assert "70" in own["on_guess"] and namespace["on_guess"] == ""
    dry = said({"tier_money": lambda ledger: tier_money(replace(ledger, package={"resources": []}))})
    assert dry["on_accounts"] != namespace["on_accounts"] and dry["whose"] != namespace["whose"]
    assert "nan" not in dry["on_accounts"] + dry["on_point"] + rich["on_half"] + poor["on_half"]
    contracts = {"resources": [*namespace["ledger"].package["resources"], {"name": "policies"}]}
    insured = namespace | {"ledger": replace(namespace["ledger"], package=contracts)}
    exec(code("accounts", language), insured)
    assert insured["on_contract"] and namespace["on_contract"] == ""


def test_the_numbers_of_the_questions_hold():
    a = pd.Series({"A": fit_strength([100], [200]), "B": fit_strength([900], [1200])})
    assert a.tolist() == pytest.approx([20, 40])
    assert split_budget(a, 1000)["spend"].tolist() == pytest.approx([200, 800])
    slopes = [a["A"] / (2 * 1000**0.5), a["A"] / (2 * 333**0.5), a["B"] / (2 * 667**0.5), a["B"] / (2 * 900**0.5)]
    assert [round(one, 2) for one in slopes] == [0.32, 0.55, 0.77, 0.67]
    assert fit_strength([100, 400], [300, 600]) == pytest.approx(30) and 30 * 1600**0.5 == 1200
    assert [200 + spend for spend in (100, 400, 1600)] == [300, 600, 1800]
    assert [10 * 100**0.5, round(10 * 101**0.5, 1), 10 / (2 * 100**0.5)] == [100, 100.5, 0.5]
    too_high = [1 / (1 - 0.8), 1 / (1 - 0.2)]  # by which factor all orders overrate those that were added
    assert too_high == pytest.approx([5, 1.25]) and [5**2, round(1.25**2, 1)] == [25, 1.6]
    assert [round(100_000 / 180), 80_000 / 160, (100_000 - 80_000) / (180 - 160)] == [556, 500, 1000]
    assert 50 - 200 * 15 / 100 == 20
