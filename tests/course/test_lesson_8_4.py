"""Lesson 8.4: its costs are those of 3.2, its month is that of a running total, and every turn has its words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import cash_flow, channel_ltv_to_cac, payback_with_retention
from customer_value.explorers import payback_explorer
from customer_value.lessons.winning_accounts import winning_accounts
from customer_value.settings import LANGUAGES
from solutions.lessons import l3_2, l8_4

TASK = {task.id: task for task in l8_4.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("8.4").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_a_new_customer_costs_what_lesson_3_2_says(ledger, other_ledger):
    (three_two,) = (task for task in l3_2.TASKS if task.id == "3.2.blended")
    for one in (ledger, other_ledger):
        assert l8_4.blended(one) == pytest.approx(three_two.answer(one))
        assert winning_accounts(one).acquisition_cost == pytest.approx(three_two.answer(one))
        channel, cost = l8_4.dearest(one)
        now = l3_2._parts(one)
        assert cost == pytest.approx(now["spend"][channel] / now["new"][channel])


def test_the_record_and_the_lesson_find_the_same(play, ledger, other_ledger):
    for one in (ledger, other_ledger):
        now, before = winning_accounts(one), winning_accounts(one, 1)
        cost, monthly = now.dearest["acquisition_cost"], now.dearest["monthly"]
        balance = cash_flow(cost, monthly, now.stay, 60).set_index("month")["balance"]
        assert TASK["8.4.back"].answer(one) == balance.index[balance >= 0].min()
        by_channel = channel_ltv_to_cac(before.newcomers, before.newcomers, before.costs.dropna(subset="channel"))
        ratios = TASK["8.4.ratios"].answer(one).dropna()
        pd.testing.assert_series_equal(
            by_channel.set_index("channel")["ltv_to_cac"].dropna().sort_index(), ratios, check_names=False
        )


def test_on_the_sample_the_dearest_pays_back_in_time_and_only_just(play, ledger):
    namespace, _ = play("8.4", "en", "learner", ledger)
    assert namespace["back"] == 2 and namespace["month_dear"] == 5  # worked out by hand from cost, margin and rate
    assert namespace["times_cost"] > 2 * namespace["times_margin"] > 4
    assert namespace["month_revenue"] < namespace["month_dear"] < namespace["month_net"] <= namespace["LIMIT"]
    assert namespace["dear"] in set(namespace["quick"]["channel"]) and namespace["dear"] in namespace["on_margin"]
    assert len(namespace["handful"]) == 1 and namespace["slow"].empty
    assert namespace["so_far"] > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("8.4", language, "learner", ledger)
    said = []
    for net in (30.0, float("nan"), 4.0):
        space = namespace | {"table": namespace["table"].assign(net=net)}
        exec(code("money-own", language), space)
        said.append(space["on_quick"] + space["on_slow"] + space["on_margin"])
    poor = namespace | {"table": namespace["table"].assign(net=30.0, ltv_to_cac=1.0)}
    exec(code("money-own", language), poor)
    said.append(poor["on_slow"])
    few = namespace | {"table": namespace["table"].assign(customers=50)}
    exec(code("money-own", language), few)
    assert few["on_handful"] == "" != namespace["on_handful"]
    nobody = namespace | {"table": namespace["table"].assign(customers=3)}
    exec(code("money-own", language), nobody)
    assert nobody["on_slow"] == "" and nobody["on_handful"] != namespace["on_handful"]
    assert said[0] == said[1] and len({*said, namespace["on_quick"] + namespace["on_slow"]}) == 4
    assert "nan" not in "".join(said[1:])
    alike = namespace | {"monthly": namespace["monthly_dear"], "guess": {"8.4.months": 9.0}.get}
    exec(code("curve-read", language), alike)
    assert alike["on_times"] != namespace["on_times"] and "9" in alike["on_guess"]
    near = namespace | {"cost_dear": 1.1 * namespace["cac"]}
    exec(code("curve-read", language), near)
    assert near["on_times"] not in (namespace["on_times"], alike["on_times"])
    never = dict(namespace, monthly_dear=1.0, quiz=lambda task: None)
    exec(code("explorer", language), never)
    assert never["on_net"] == never["never"] != namespace["on_net"]
    assert never["on_revenue"] != namespace["on_revenue"]
    same = dict(namespace, month_dear=namespace["month_revenue"], quiz=lambda task: None)
    exec(code("explorer", language), same)
    assert same["on_revenue"] != namespace["on_revenue"]


@pytest.mark.parametrize("cost", [4347.93, 25.8])
def test_the_slider_comes_to_the_months_of_the_question(cost):
    explorer = payback_explorer(cost, cost / 20, 0.97, months=60, currency="TWD", language="en")
    said = []
    for rate in (0.97, 0.96, 0.95):
        explorer.controls["retention"].value = rate
        said.append(explorer.picture.alt)
        assert explorer.controls["retention"].value == rate
    assert "month 31," in said[0] and "month 40," in said[1] and "never comes back" in said[2]


def test_the_numbers_of_the_questions_hold():
    stays = [0.4 ** (1 / 12), 0.25 ** (1 / 12)]
    before, after = (1 / (1 - stay) / cost for stay, cost in zip(stays, (600, 500), strict=True))
    assert after < before  # 8.4.board
    assert f"{stays[0]:.0%}" == "93%" and f"{0.95**12:.0%}" == "54%"  # 8.4.back-month
    assert [60_000 / people for people in (500, 300, 120)] == [120, 200, 500]  # 8.4.back-new
    assert payback_with_retention(20, 1, 1) == 20
