"""Lesson 7.1: the worked example stands, nothing is given away, and its numbers are those of the measures."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import rfm
from customer_value.settings import LANGUAGES
from solutions.lessons import l7_1


def test_untouched_only_the_worked_example_is_answered_and_the_future_stays_closed(play, ledger):
    namespace, verdicts = play("7.1", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("7.1.five-recency") == "correct"
    assert set(states.values()) == {"not attempted"}
    assert namespace["ranking"] is None and len(namespace["outcome"]) == 3


def test_there_may_be_fewer_customers_than_calendars(play, other_ledger):
    namespace, _ = play("7.1", "en", "instructor", other_ledger)
    assert (namespace["outcome"]["calendars"] <= 600).all()


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("7.1").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_more_than_600_is_cut_and_the_learner_is_told(play, ledger, language):
    namespace, _ = play("7.1", language, "learner", ledger)
    assert "600" not in namespace["reading"]
    everyone = namespace["everyone"]
    chosen = everyone.query("recency > 180")
    assert len(chosen) > 600
    namespace["rules"]["mine"] = chosen
    exec(code("outcome", language), namespace)
    assert namespace["outcome"].loc["mine", "calendars"] == 600
    assert "mine" in namespace["reading"] and "nsmallest(600" in namespace["reading"]
    assert namespace["waker"] == "mine" != namespace["finder"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ranking_is_held_against_who_came_back(play, ledger, language):
    namespace, _ = play("7.1", language, "learner", ledger)
    before = namespace["on_ranking"]
    namespace["guess"] = {
        "7.1.who-returns": ["E", "A", "B", "C", "D"],
        "7.1.by-eye": 100.0,
        "7.1.which-number": "monetary",
    }.get
    for name in ("unrolled", "read-off", "response"):
        exec(code(name, language), namespace)
    assert namespace["on_ranking"] != before and str(namespace["n"]) in namespace["on_ranking"]
    assert namespace["on_number"]
    assert "100" in namespace["on_guess"] and str(namespace["d_days"]) in namespace["on_guess"]


def test_the_answer_for_everybody_is_the_measures(ledger):
    (everybody,) = (task for task in l7_1.TASKS if task.id == "7.1.all")
    by_measure = rfm(ledger.orders, ledger.refunds, ledger.snapshot).set_index("customer_id")
    pd.testing.assert_frame_equal(
        everybody.answer(ledger)[by_measure.columns], by_measure, check_dtype=False, check_names=False
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sixth_customer_has_the_numbers_of_its_printed_history(language):
    (sixth,) = (task for task in l7_1.TASKS if task.id == "7.1.sixth")
    rows = re.findall(r"^\| (O\d) \| (\S+) \| \d \| ([\d,]+) \|(.*)\|$", sixth.prompt.get(language), flags=re.MULTILINE)
    printed = pd.DataFrame(rows, columns=["order_id", "order_date", "amount", "refund"])
    lines = printed.assign(
        customer_id="F",
        status="completed",
        order_date=pd.to_datetime(printed["order_date"]),
        amount=printed["amount"].str.replace(",", "").astype(float),
    )
    back = lines[lines["refund"].str.strip() != ""]
    refunds = pd.DataFrame(
        {
            "order_id": back["order_id"],
            "refund_date": pd.to_datetime(back["refund"].str.extract(r"(\d{4}-\d\d-\d\d)")[0]),
            "amount": back["refund"].str.replace(r"\d{4}-\d\d-\d\d|\D", "", regex=True).astype(float),
        }
    )
    found = rfm(lines.drop(columns="refund"), refunds, "2025-12-31").iloc[0]
    text = {option.key: option.text.get(language) for option in sixth.options}[sixth.right]
    numbers = [
        int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text.replace("、", " ").replace(", ", " "))
    ]
    assert numbers == [found["recency"], found["frequency"], found["monetary"]]
