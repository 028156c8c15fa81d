"""Lesson 5.4: the balance is the measures', both counts come out even, and every way it can fall has words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import customer_balance, customer_flow
from customer_value.explorers.repurchase.balance_window import balance_window_explorer
from customer_value.settings import LANGUAGES
from solutions.lessons import l5_4

TASK = {task.id: task for task in l5_4.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("5.4").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_numbers_are_those_of_the_balance(ledger, other_ledger):
    for one in (ledger, other_ledger):
        balance = customer_balance(one.orders, one.refunds, *l5_4._year(one)).iloc[0]
        for task in ("opening", "closing", "lapsed"):
            assert TASK[f"5.4.{task}"].answer(one) == balance[task]


def test_on_the_sample_both_counts_come_out_even_and_differ_by_those_who_came_back(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, verdicts = play("5.4", "en", "learner", ledger)
    assert verdicts["5.4.opening"].state == "correct"
    both = namespace["both"]
    came = both["opening"] + both["first_purchase"] + both["won_back"]
    assert (came - both["lapsed"] == both["closing"]).all()
    assert both["closing"].nunique() == both["opening"].nunique() == 1
    assert namespace["more_lost"] == namespace["more_back"] + namespace["more_new"] > 100
    assert namespace["change"] > 0 and namespace["n_gone"] > namespace["n_open"] / 2
    assert namespace["n_passing"] > 100
    assert namespace["too_many"] == namespace["n_back"] and namespace["left_over"] > 0
    assert namespace["on_last_day"] > namespace["n_close"]


def test_the_slider_shows_the_first_hatching_where_the_check_says(ledger):
    length = TASK["5.4.first-length"].answer(ledger)
    explorer = balance_window_explorer(ledger.orders, ledger.refunds, ledger.snapshot, language="en")
    titles = {}
    for months in (length - 1, length):
        explorer.controls["months"].value = months
        titles[months] = explorer.picture.alt
    assert "nobody came and went" in titles[length - 1] and "nobody" not in titles[length]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("5.4", language, "learner", ledger)
    said = []
    for opening, closing in ((50, 60), (60, 50), (50, 50), (0, 50)):
        row = {"opening": opening, "first_purchase": 30, "won_back": 0, "lapsed": 0, "closing": closing}
        space = namespace | {"customer_balance": lambda *_, row=row: pd.DataFrame([row])}
        exec(code("change", language), space)
        said.append(space["on_change"] + space["on_same"])
    assert len(set(said)) == 4
    same = namespace | {"by_month": namespace["balance"].iloc[0]}
    exec(code("two-counts-read", language), same)
    assert same["on_more"] != namespace["on_more"] and same["on_new"] == ""
    exec(code("line-numbers", language), same)
    assert same["on_team"] != namespace["on_team"]
    even = {"came": namespace["existing"], "n_open": 0, "n_new": 0, "n_back": 0, "n_lost": 0, "n_close": 0}
    space = namespace | even
    exec(code("three-mistakes", language), space)
    assert space["on_new_back"] != namespace["on_new_back"] and space["on_no_order"] != namespace["on_no_order"]
    space = namespace | {"n_close": namespace["on_last_day"]}
    exec(code("three-mistakes", language), space)
    assert space["on_evening"] != namespace["on_evening"]
    space = namespace | {"guess": {"5.4.of-hundred": 40.0}.get}
    exec(code("figure-read", language), space)
    assert "40" in space["on_gone"] and "40" not in namespace["on_gone"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_seven_customers_balance_as_the_measure_balances(language):
    task = TASK["5.4.seven-customers"]
    rows = re.findall(r"^\| ([A-G]) \| (.+?) \|$", task.prompt.get(language), flags=re.MULTILINE)
    days = [(who, pd.Timestamp(day)) for who, dates in rows for day in dates.split(", ")]
    orders = pd.DataFrame(days, columns=["customer_id", "order_date"])
    orders = orders.assign(order_id=[f"O{place}" for place in orders.index], amount=100, status="completed")
    found = customer_balance(orders, None, "2025-04-01", "2025-06-30").iloc[0].tolist()
    text = {option.key: option.text.get(language) for option in task.options}
    assert len(rows) == 7 and [int(number) for number in re.findall(r"\d", text[task.right])] == found


def test_the_one_who_went_and_came_back_shows_in_the_months_only():
    days = pd.to_datetime(["2024-12-15", "2025-01-10", "2025-09-20"])
    orders = pd.DataFrame({"customer_id": "A", "order_date": days, "order_id": ["o1", "o2", "o3"], "amount": 100})
    tables = (orders.assign(status="completed"), None, "2025-01-01", "2025-12-31")
    assert customer_balance(*tables).iloc[0].tolist() == [1, 0, 0, 0, 1]
    assert customer_flow(*tables)[["first_purchase", "won_back", "lapsed"]].sum().tolist() == [0, 1, 1]


def test_a_small_shop_has_answers_too(play, other_ledger):
    namespace, verdicts = play("5.4", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} <= {"correct"}
    assert namespace["closing"] == namespace["n_close"]
