"""Lesson 1.3: the areas counted another way, the cards, and what the story says on other ledgers."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import revenue_by, valid_orders
from customer_value.settings import LANGUAGES
from solutions.lessons import l1_3

TASKS = {task.id: task for task in l1_3.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("1.3").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_areas_order_by_order(ledger):
    home = dict(zip(ledger.customers["customer_id"], ledger.customers["sales_area"], strict=True))
    people, money = defaultdict(set), defaultdict(float)
    for order in valid_orders(ledger.orders, ledger.refunds, ledger.snapshot).itertuples():
        people[home[order.customer_id]].add(order.customer_id)
        money[home[order.customer_id]] += order.amount
    areas = TASKS["1.3.areas"].answer(ledger)
    assert areas["customers"].to_dict() == {area: len(ids) for area, ids in people.items()}
    assert areas["revenue"].to_dict() == pytest.approx(money)
    each = TASKS["1.3.each"].answer(ledger)
    assert each.to_dict() == pytest.approx({area: money[area] / len(people[area]) for area in people})


def test_the_cities_are_the_measures(ledger):
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    measured = revenue_by(valid, ledger.customers, "city").query("buyers > 0").set_index("city")
    cities = TASKS["1.3.cities"].answer(ledger)
    pd.testing.assert_frame_equal(
        cities,
        measured[["buyers", "revenue", "revenue_per_customer"]].set_axis(cities.columns, axis=1),
        check_dtype=False,
        check_names=False,
    )
    each = measured["revenue_per_customer"]
    assert TASKS["1.3.times"].answer(ledger) == pytest.approx(each.max() / each.min())


def test_the_numbers_of_the_questions():
    assert round((200 * 500 + 20 * 2000) / 220) == 636


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_story_of_the_sample_and_what_it_says_where_things_fall_another_way(play, ledger, language):
    """The owner's area has most; the top of the list is small; nobody lies outside; one area buys differently."""
    namespace, verdicts = play("1.3", language, "learner", ledger)
    assert [task for task, verdict in verdicts.items() if verdict.state == "correct"] == ["1.3.areas"]
    first, odd = namespace["first"], namespace["odd"]
    assert namespace["biggest"] == namespace["areas"]["revenue"].idxmax() != odd
    assert namespace["n_first"] < 30 and namespace["out"].empty and "18" in namespace["title"]
    assert namespace["odd_real"] and namespace["go"] == odd

    # too few live where people buy in another way
    namespace["odd_n"] = 12
    exec(code("letter-numbers", language), namespace)
    assert namespace["go"] == namespace["crowd"] == namespace["areas"]["customers"].idxmax()
    assert odd in namespace["on_go"] and "12" in namespace["on_go"]

    # a place lies outside, and the learner had guessed
    namespace["guess"] = {"1.3.who-first": "top"}.get
    namespace["who"].loc[namespace["who"]["city"] == first, "amount"] *= 20
    for name in ("list-read", "figure", "figure-read", "meaning", "meaning-read", "three-reasons", "letter-numbers"):
        exec(code(name, language), namespace)
    assert namespace["answers"]["top"] in namespace["on_guess"]
    assert namespace["out"].index.tolist() == [first] and "17" in namespace["title"]
    assert first in namespace["on_out"] and "%" in namespace["on_out"] and "%" in namespace["on_list"]
