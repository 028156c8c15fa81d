"""Lesson 7.5: question and answer on two sides of a day; checks that hold to counting by hand; the sample's story."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import confusion, explorers, precision, recall, valid_orders
from customer_value.settings import LANGUAGES
from solutions.lessons import l7_5

TASK = {task.id: task for task in l7_5.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("7.5").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language).replace("{{ currency }}", "NT$")


def test_the_premium_are_those_who_spent_enough_after_the_day(ledger, other_ledger):
    for one in (ledger, other_ledger):
        days = l7_5._days(one)
        spent: dict[str, float] = {}
        for row in valid_orders(one.orders, one.refunds, days.snapshot).itertuples():
            if row.order_date > days.test:
                spent[row.customer_id] = spent.get(row.customer_id, 0) + row.amount
        known = set(valid_orders(one.orders, one.refunds, days.test)["customer_id"])
        n_premium = sum(spent.get(customer, 0) >= days.least for customer in known)
        assert TASK["7.5.n-premium"].answer(one) == n_premium == l7_5._test(one)["premium"].sum()


def test_the_recall_is_that_of_the_measure(ledger, other_ledger):
    for one in (ledger, other_ledger):
        table = confusion(l7_5._test(one)["premium"], l7_5._chances(one) > 0.3)
        assert TASK["7.5.recall"].answer(one) == pytest.approx(recall(table))
        assert l7_5._precision(one) == pytest.approx(precision(table), nan_ok=True)


def test_what_is_learned_from_ends_where_the_test_begins(play, ledger):
    namespace, _ = play("7.5", "en", "learner", ledger)
    assert namespace["learn_day"] < namespace["test_day"] < namespace["snapshot"]
    assert (namespace["learn_day"], namespace["test_day"], namespace["least"]) == (
        l7_5._days(ledger).learn,
        l7_5._days(ledger).test,
        l7_5._days(ledger).least,
    )
    # the worked example by hand is what the measure makes of the same day
    by_hand = namespace["known_people"]["premium"]
    assert by_hand.sum() == namespace["learn"]["premium"].sum() and len(by_hand) == len(namespace["learn"])


def test_on_the_sample_the_nephew_is_wrong_twice_and_the_threshold_pays(play, ledger):
    namespace, verdicts = play("7.5", "en", "instructor", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
    assert namespace["on_learn"] > 0.99 and namespace["on_test"] < 0.5
    assert namespace["leaked"] > 0.95 > namespace["honest"] + 0.1
    assert namespace["low"] > namespace["half"] > 0
    assert namespace["right_half"] - namespace["nobody"] < 0.03
    assert namespace["hit_rate"] > 2 * (1 - namespace["nobody"])
    assert abs(namespace["promised"] - namespace["came"]) < 0.1 * namespace["came"]
    assert 0 < namespace["n_calls"] < namespace["n_now"] / 2


def test_the_explorer_shows_the_calls_that_the_next_cell_names(play, ledger):
    namespace, _ = play("7.5", "en", "learner", ledger)
    explorer = explorers.call_explorer(
        l7_5._chances(ledger), l7_5._test(ledger)["premium"], gain=600, cost=120, currency="TWD", language="en"
    )
    explorer.controls["cost"].value = 240
    explorer.controls["threshold"].value = 40
    assert explorer.picture.alt.startswith(f"Calling all above 40%: {namespace['n_twice']} calls")
    assert namespace["twice"] == pytest.approx(0.4) and namespace["n_twice"] < namespace["n_rule"]
    assert "above 40% on" in explorer.picture.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, other_ledger, language):
    namespace, _ = play("7.5", language, "learner", other_ledger)
    premium = pd.Series([True] * 3 + [False] * 7)
    chances = {
        "the rule pays": [0.9, 0.3, 0.3, *[0.1] * 7],
        "too much promised": [0.9, 0.9, 0.1, *[0.4] * 7],
        "luck": [0.9, 0.9, 0.1, *[0.19] * 2, *[0.21] * 2, *[0.05] * 3],
    }
    said = set()
    for chance in chances.values():
        space = namespace | {"test": pd.DataFrame({"chance": chance, "premium": premium}), "gain": 50.0, "cost": 10.0}
        exec(code("wrong", language), space)
        said.add(re.sub(r"[\d.,%$−-]+", "", space["on_low"]))
    assert len(said) == 3

    nobody = namespace["test"].assign(chance=0.0)
    space = namespace | {"test": nobody, "nobody": 0.9}
    exec(code("list-own", language), space)
    assert space["on_hits"] != namespace["on_hits"]
    assert "nan" not in str(eval(re.split(r"^(?=say\()", code("list-own", language), flags=re.MULTILINE)[-1], space))


def test_a_small_shop_has_answers_too(play, other_ledger):
    namespace, verdicts = play("7.5", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
    assert len(namespace["call_list"]) == namespace["n_calls"]
