"""Lesson 5.2: the counts are the measures', the eight orders come out as printed, and every outcome has words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import first_purchase_customers, first_purchases, merge_customers
from customer_value.lessons.counter_file import counter_file
from customer_value.settings import LANGUAGES
from solutions.lessons import l5_2

TASK = {task.id: task for task in l5_2.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("5.2").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_counts_are_the_measures(ledger):
    start, end = l5_2._quarters(ledger)[-1]
    assert end == ledger.snapshot
    tables = (ledger.orders, ledger.refunds, start, end)
    assert TASK["5.2.new-last"].answer(ledger) == len(first_purchase_customers(*tables))
    assert TASK["5.2.new-last"].answer(ledger) == first_purchases(*tables)["first_purchase"].sum()
    till = merge_customers(counter_file(ledger).orders, l5_2._links(ledger))
    assert TASK["5.2.new-people"].answer(ledger) == len(first_purchase_customers(till, *tables[1:]))


def test_on_the_sample_the_list_is_far_too_long_and_merging_brings_most_of_the_rest(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, verdicts = play("5.2", "en", "learner", ledger)
    assert verdicts["5.2.new-last"].state == "correct"
    assert namespace["n_listed"] > 2 * namespace["n_first"]
    assert namespace["n_accounts"] > namespace["n_persons"] > namespace["n_first"]
    assert namespace["pale_first"] > 2 * namespace["pale_last"]
    assert namespace["by_list"] > namespace["all_in_one"] > namespace["really"]
    assert namespace["n_placed"] > namespace["n_first"] and namespace["n_cut"] > namespace["n_first"]
    assert namespace["n_false"] and namespace["n_moved"] and namespace["n_gone"]
    by_quarter = [namespace["first"].between(*days).sum() for days in namespace["quarters"][-4:]]
    assert sum(by_quarter) == namespace["really"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_merge_and_guess_fall_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("5.2", language, "learner", ledger)
    said = set()
    for truth in (1, namespace["n_persons"], 9999):
        space = namespace | {"n_first": truth}
        exec(code("accounts-read", language), space)
        said.add(space["on_truth"])
    assert len(said) == 3
    nothing = namespace | {"links": namespace["links"].head(0)}
    exec(code("accounts-read", language), nothing)
    assert nothing["on_accounts"] != namespace["on_accounts"]
    assert namespace["on_guess"] == ""
    guessed = namespace | {"guess": {"5.2.per-hundred": 70.0}.get}
    exec(code("new-read", language), guessed)
    assert "70" in guessed["on_guess"]


def test_a_small_shop_has_answers_too(play, other_ledger):
    namespace, verdicts = play("5.2", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
    assert namespace["n_then"] >= namespace["n_lost"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_eight_orders_are_counted_as_the_measure_counts(language):
    task = TASK["5.2.eight-orders"]
    rows = re.findall(r"^\| (O\d) \| (.+?) \| (\S+) \|(.*)\|$", task.prompt.get(language), flags=re.MULTILINE)
    orders = pd.DataFrame([row[:3] for row in rows], columns=["order_id", "customer_id", "order_date"])
    orders = orders.assign(order_date=pd.to_datetime(orders["order_date"]), amount=100, status="completed")
    orders["customer_id"] = orders["customer_id"].where(orders["customer_id"] != "–")
    back = [(row[0], re.findall(r"\d{4}-\d\d-\d\d", row[3])) for row in rows]
    refunds = pd.DataFrame([(order, days[0]) for order, days in back if days], columns=["order_id", "refund_date"])
    refunds = refunds.assign(refund_date=pd.to_datetime(refunds["refund_date"]), amount=100)
    ben = orders.loc[1, "customer_id"]
    links = pd.DataFrame({"customer_id": ["W7"], "same_as": [ben]})
    window = (refunds, "2025-10-01", "2025-12-31")
    found = first_purchase_customers(merge_customers(orders, links), *window)
    text = {option.key: option.text.get(language) for option in task.options}
    assert len(rows) == 8 and text[task.right].split()[0] == str(len(found))
    buyers = first_purchases(orders, *window)
    assert text["four"].split()[0] == str(len(buyers))
