"""Lesson 1.1: the year's money, the letters and the boxes, counted another way."""

from __future__ import annotations

import re

import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value.settings import LANGUAGES
from solutions.lessons import l1_1

TASKS = {task.id: task for task in l1_1.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("1.1").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_only_the_worked_example_is_answered(play, ledger):
    namespace, verdicts = play("1.1", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("1.1.returning") == "correct"
    assert set(states.values()) == {"not attempted"}
    assert len(namespace["outcome"]) == 3


def test_the_money_of_earlier_customers_order_by_order(ledger):
    refunded: dict[str, float] = {}
    for row in ledger.refunds[ledger.refunds["refund_date"] <= ledger.snapshot].itertuples():
        refunded[row.order_id] = refunded.get(row.order_id, 0) + row.amount
    seen, earlier, whole = {}, 0.0, 0.0
    start = ledger.snapshot.replace(year=ledger.snapshot.year - 1)
    for row in ledger.orders.sort_values("order_date").itertuples():
        net = row.amount - refunded.get(row.order_id, 0)
        if row.status != "completed" or row.order_date > ledger.snapshot or net <= 0:
            continue
        first = seen.setdefault(row.customer_id, row.order_date)
        if row.order_date > start:
            whole += net
            earlier += net if first <= start else 0
    assert TASKS["1.1.returning"].answer(ledger) == pytest.approx(earlier / whole)


def test_the_letters_are_sets_of_people(ledger):
    customers = ledger.customers[ledger.customers["registered_on"] <= ledger.snapshot]
    agreed = set(customers.loc[customers["consent"], "customer_id"])
    bought = set(l1_1._last_year(ledger)["customer_id"])
    assert TASKS["1.1.may-write"].answer(ledger) == len(agreed)
    assert TASKS["1.1.to-write"].answer(ledger) == len(agreed & bought)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_counts_the_boxes_and_every_one_named_exists(play, ledger, language):
    namespace, _ = play("1.1", language, "learner", ledger)
    needed = {box for boxes in namespace["uses"].values() for box in boxes}
    assert needed <= set(namespace["boxes"]) == set(ledger.customers.columns)
    assert len(needed) == namespace["n_used"]
    assert str(len(needed)) in namespace["title"] and str(len(namespace["boxes"]) - len(needed)) in namespace["title"]
    assert len(namespace["uses"]) == len(namespace["found"]) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_of_ones_own_is_held_against_the_six_questions(play, ledger, language):
    namespace, _ = play("1.1", language, "learner", ledger)
    namespace["forms"]["mine"] = ["customer_id", "region", "region", "shoe_size"]
    exec(code("outcome", language), namespace)
    assert namespace["outcome"].loc["mine"].tolist()[:2] == [2, 3]
    assert "shoe_size" in namespace["on_unknown"]
    assert len(namespace["left_open"]) == 3
    namespace["forms"]["mine"] = namespace["used"]
    exec(code("outcome", language), namespace)
    assert namespace["left_open"] == [] and namespace["on_unknown"] == ""


def test_it_runs_on_fewer_customers(play, other_ledger):
    namespace, _ = play("1.1", "en", "instructor", other_ledger)
    assert len(namespace["busiest"]) > 0
