"""Lesson 0.2: its table and its questions are worked out in another way, and its story holds whoever leads."""

from __future__ import annotations

import re
from collections import defaultdict

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value.settings import LANGUAGES
from solutions.lessons import l0_2

TASKS = {task.id: task for task in l0_2.TASKS}


@pytest.fixture(scope="module")
def page() -> str:
    return find_course().page("0.2").path.read_text(encoding="utf-8")


def code(page: str, name: str, language: str = "en") -> str:
    """The code of one of the lesson's cells."""
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language, {"currency": "NT$"})


def by_hand(ledger, months: int) -> dict[str, tuple[float, int]]:
    """Each category's money and customers over some months, line by line and without pandas' grouping."""
    after = ledger.snapshot - pd.DateOffset(months=months)
    orders = {
        row.order_id: row.customer_id
        for row in ledger.orders.itertuples()
        if row.status != "cancelled" and after < row.order_date <= ledger.snapshot
    }
    category = dict(zip(ledger.products["product_id"], ledger.products["category"], strict=True))
    money, people = defaultdict(float), defaultdict(set)
    for line in ledger.order_lines.itertuples():
        if line.order_id in orders:
            money[category[line.product_id]] += line.amount
            people[category[line.product_id]].add(orders[line.order_id])
    return {name: (money[name], len(people[name])) for name in money}


def leader(ledger, months: int, side: int) -> str:
    found = by_hand(ledger, months)
    return max(found, key=lambda name: found[name][side])


def test_the_table_of_categories_is_right(play, ledger):
    namespace, _ = play("0.2", "en", "learner", ledger)
    table = namespace["by_category"]
    assert {name: tuple(row) for name, row in table[["money", "customers"]].iterrows()} == by_hand(ledger, 12)
    assert namespace["richest"] == leader(ledger, 12, 0) and namespace["popular"] == leader(ledger, 12, 1)


def test_on_the_sample_there_is_something_to_argue_about(ledger):
    assert leader(ledger, 12, 0) != leader(ledger, 12, 1)
    months = TASKS["0.2.look-back"].answer(ledger)
    assert months > 1
    assert leader(ledger, months - 1, 0) != leader(ledger, 12, 0) == leader(ledger, months, 0)


def test_the_slider_shows_the_answer(play, ledger):
    namespace, _ = play("0.2", "en", "learner", ledger)
    explorer = namespace["explorers"].look_back_explorer(namespace["lines"], ledger.snapshot, currency="TWD")
    led = {}
    for months in range(1, 13):
        explorer.controls["months"].value = months
        led[months] = re.match(
            r"(?:Most money|First on both sides, by money and by customers): ([^;]+?)(?:;| Money| \d)",
            explorer.picture.alt,
        )[1]
    answer = TASKS["0.2.look-back"].answer(ledger)
    assert [led[months] == led[12] for months in range(1, answer + 1)] == [False] * (answer - 1) + [True]


def test_the_join_repeats_money_and_the_whole_file_has_more(play, ledger):
    namespace, _ = play("0.2", "en", "learner", ledger)
    assert namespace["joined_total"] > namespace["total"] < namespace["everything"]
    assert namespace["lines"]["amount"].sum() == namespace["total"]
    assert namespace["per_customer"] > namespace["per_order"]
    assert f"{namespace['joined_total']:,.0f}" in namespace["on_join"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_every_order_has_one_line_the_join_repeats_nothing_and_says_so(page, language, ledger):
    first = ledger.order_lines[ledger.order_lines["line"] == 1]
    orders = ledger.orders
    namespace = {"last_year": orders, "orders": orders, "n_orders": len(orders), "n_customers": 2}
    namespace["ledger"] = type("Ledger", (), {"order_lines": first})
    exec(code(page, "three-mistakes", language), namespace)
    assert namespace["joined_total"] == namespace["total"]
    assert f"{namespace['total']:,.0f}" not in namespace["on_join"]


def test_the_question_on_joins_is_what_pandas_does():
    rows = re.findall(r"^\| (O\d) \| (\w+) \|$", TASKS["0.2.join-rows"].prompt.en, flags=re.MULTILINE)
    orders = pd.DataFrame([(one, int(two)) for one, two in rows if two.isdigit()], columns=["order_id", "amount"])
    lines = pd.DataFrame([row for row in rows if not row[1].isdigit()], columns=["order_id", "product_id"])
    both = orders.merge(lines, on="order_id")
    shown = {option.key: option.text.en for option in TASKS["0.2.join-rows"].options}
    assert shown[TASKS["0.2.join-rows"].right] == f"{both['amount'].sum():,}"
    assert shown["once"] == f"{orders['amount'].sum():,}"


def test_the_question_on_counting_is_what_pandas_does():
    table = pd.DataFrame({"customer_id": list("AABCCC")})
    shown = {option.key: option.text.en for option in TASKS["0.2.different"].options}
    assert shown["rows"].endswith(str(len(table)))
    assert shown["right"].endswith(str(table["customer_id"].nunique()))
    assert shown["counts"].endswith(", ".join(str(n) for n in table["customer_id"].value_counts()))


TWO = pd.DataFrame({"money": [900.0, 500.0], "customers": [2, 5]}, index=["Tea", "Cups"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", [TWO, TWO.assign(customers=[6, 5])], ids=["two leaders", "one leader"])
@pytest.mark.parametrize("guessed", [None, "same", "different"])
def test_the_verdict_and_the_model_answer_follow_who_leads(page, language, table, guessed):
    namespace = {"by_category": table, "richest": "Tea", "guess": lambda task: guessed}
    for name in ("compare", "model-letter"):
        exec(code(page, name, language), namespace)
    one = table["customers"].idxmax() == "Tea"
    assert ("Cups" in namespace["verdict"]) == ("Cups" in namespace["answer"]) == (not one)
    told = {"en": ("As you guessed", "otherwise"), "zh-Hant": ("你猜對了", "不一樣")}[language]
    assert (told[0] in namespace["verdict"]) == (guessed is not None and (guessed == "same") == one)
    assert (told[1] in namespace["verdict"]) == (guessed is not None and (guessed == "same") != one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_month_may_have_the_same_leader_or_no_line(page, language, ledger):
    lines = pd.DataFrame(
        {"category": ["Tea", "Cups"], "amount": [5, 9], "order_date": [ledger.snapshot, ledger.snapshot]}
    )
    said = {}
    for leads in ("Tea", "Cups"):
        namespace = {"lines": lines, "ledger": ledger, "pd": pd, "richest": leads}
        exec(code(page, "last-month", language), namespace)
        said[leads] = namespace["season"]
    assert "Tea" in said["Tea"] and "Cups" in said["Tea"] and "Tea" not in said["Cups"]
    old = lines.assign(order_date=ledger.snapshot - pd.DateOffset(months=6))
    namespace = {"lines": old, "ledger": ledger, "pd": pd, "richest": "Tea"}
    exec(code(page, "last-month", language), namespace)
    assert "Cups" not in namespace["season"]


def test_a_small_ledger_is_enough(play, other_ledger):
    namespace, verdicts = play("0.2", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
    assert namespace["months_back"] == TASKS["0.2.look-back"].answer(other_ledger)
