"""Lesson 8.2: the formula is a08's, early customers are held against it, and every ledger has its words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import historic_clv, margin_rate, order_goods, short_clv, valid_orders
from customer_value.settings import LANGUAGES
from solutions.lessons import l8_2
from solutions.lifetime_value.worth import SHORT

TASK = {task.id: task for task in l8_2.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("8.2").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_value_is_that_of_the_graded_task_on_the_same_year(ledger, other_ledger):
    for one in (ledger, other_ledger):
        valid = valid_orders(one.orders, one.refunds, one.snapshot)
        margin = margin_rate(valid, order_goods(one.order_lines, one.products))
        day = one.snapshot - pd.DateOffset(years=1)
        year, earlier = valid[valid["order_date"] > day], valid[valid["order_date"] <= day]
        earlier = earlier[earlier["order_date"] > one.snapshot - pd.DateOffset(years=2)]
        here, there = set(year["customer_id"]), set(earlier["customer_id"])
        churn = len(there - here) / len(there)
        assert TASK["8.2.value"].answer(one) == pytest.approx(SHORT.answer(year, churn, margin))
        assert TASK["8.2.orders-per-year"].answer(one) == pytest.approx(len(year) / len(here))


def test_historic_value_is_the_measures(play, ledger):
    namespace, _ = play("8.2", "en", "learner", ledger)
    costs = ledger.table("touches").dropna(subset=["customer_id"])
    costs = costs[costs["touched_on"] <= ledger.snapshot].rename(columns={"cost": "amount"})
    costs = costs.assign(amount=costs["amount"].astype(float))
    known = historic_clv(namespace["valid"], namespace["margin"], costs).set_index("customer_id")["clv"]
    assert namespace["historic"].sort_index().to_numpy() == pytest.approx(known.sort_index().to_numpy())


def test_on_the_sample_the_formula_is_right_on_average_and_wrong_for_most(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, verdicts = play("8.2", "en", "instructor", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
    assert 0.9 < namespace["near"] < 1.1
    assert namespace["reached"] == pytest.approx(namespace["share"]) and namespace["share"] < 0.25
    assert namespace["early_middle"] < namespace["formula_value"] / 2
    assert namespace["known_for"] > namespace["lifespan"]
    assert 0 < namespace["left"] < 0.15 * namespace["formula_value"]
    assert namespace["n_early"] > 400 and len(namespace["means"]) == 10
    assert namespace["means"].is_monotonic_increasing


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("8.2", language, "learner", ledger)
    spaces = {"sample": namespace, "thin margin": namespace | {"margin": 0.2}}
    spaces["young"] = namespace | {"before": namespace["before"].head(0), "churn": 0.4}
    stairs = set()
    for space in spaces.values():
        exec(code("stairs", language), space)
        stairs.add(space["on_left"] + space["on_assumed"])
    assert len(stairs) == 3

    said = set()
    value = namespace["formula_value"]
    for times in (0.5, 1.0, 2.0):
        for lifespan in (1.0, 30.0):
            space = namespace | {"early": namespace["early"] * times, "formula_value": value, "lifespan": lifespan}
            exec(code("tenths", language), space)
            said.add(space["on_average"])
    assert len(said) == 6
    short = namespace | {"early": namespace["early"] * 0.5, "formula_value": value}
    exec(code("tenths", language), short)
    assert short["half"] == pytest.approx(short["early_mean"] / 2) and short["half"] < namespace["half"]
    assert f"{short['early_mean']:,.0f}" in short["on_half"] and short["on_half"] != namespace["on_half"]
    generous = namespace | {"formula_value": namespace["early"].median() - 1}
    exec(code("tenths", language), generous)
    assert generous["few"] != namespace["few"]
    thin = spaces["thin margin"]
    exec(code("tenths", language), thin)
    assert thin["on_offer"] != namespace["on_offer"]
    new = namespace | {"first": pd.Series(ledger.snapshot, index=namespace["first"].index), "lifespan": 2.0}
    exec(code("tenths", language), new)
    assert "0.0" not in new["on_average"]
    guessed = namespace | {"guess": {"8.2.of-hundred": 50.0}.get}
    exec(code("tenths", language), guessed)
    assert "50" in guessed["on_guess"] and guessed["on_guess"] in guessed["few"]


def test_the_sums_of_the_questions_are_right():
    options = {option.key: option.text.get("en") for option in TASK["8.2.by-hand"].options}
    assert options["right"] == f"{short_clv(500, 4, 1 / 0.2, 0.3):,.0f}"
    assert options["revenue"] == f"{short_clv(500, 4, 1 / 0.2, 1):,.0f}"
    assert options["one-year"] == f"{short_clv(500, 4, 1, 0.3):,.0f}"
    assert options["times-churn"] == f"{short_clv(500, 4, 0.2, 0.3):,.0f}"
    spends = pd.Series([100, 100, 200, 300, 4300])
    assert (spends.mean(), spends.median(), (spends < spends.mean()).sum()) == (1000, 200, 4)


def test_a_small_shop_has_answers_too(play, other_ledger):
    _, verdicts = play("8.2", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} <= {"correct"}
