"""Lesson 1.2: the file, its six items and its second accounts, counted another way."""

from __future__ import annotations

import re

import pytest

from customer_value import completeness
from customer_value.lessons.counter_file import counter_file
from customer_value.settings import LANGUAGES
from solutions.lessons import l1_2

TASKS = {task.id: task for task in l1_2.TASKS}


def test_only_the_worked_example_is_answered(play, ledger):
    namespace, verdicts = play("1.2", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("1.2.phone") == "correct"
    assert set(states.values()) == {"not attempted"}
    assert not any("swallowed" in name or "buyers" in name for name in namespace)


def test_the_shares_are_those_of_the_measure(ledger):
    people = counter_file(ledger).customers.drop_duplicates()
    table = completeness(people, {"phone": "phone", "interests": None}).set_index("field")["complete"]
    assert TASKS["1.2.phone"].answer(ledger) == pytest.approx(table["phone"])
    assert TASKS["1.2.interests"].answer(ledger) == pytest.approx(table["interests"])
    (industry,) = completeness(people[people["kind"] == "Company"], {"industry": None})["complete"]
    assert TASKS["1.2.industry"].answer(ledger) == pytest.approx(industry)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_names_its_lowest_item_and_the_text_the_lowest_that_can_be_asked(play, ledger, language):
    namespace, _ = play("1.2", language, "learner", ledger)
    six = namespace["six"].set_index("field")["complete"]
    assert namespace["names"][six.idxmin()] == namespace["lowest"]
    # on the sample the shortest bar is none that anybody can be asked for: the story needs that
    assert six.idxmin() == "rhythm" and namespace["from_orders"]
    assert namespace["to_ask"] in namespace["on_lowest"]
    assert six["interests"] < six["phone"]


def test_merging_takes_customers_and_one_time_customers_away(play, ledger):
    namespace, _ = play("1.2", "en", "instructor", ledger)
    assert namespace["n_after"] == namespace["buyers"] < namespace["n_before"]
    assert namespace["once_after"] < namespace["once_before"]
    assert namespace["as_one"] > namespace["alone"]
    assert namespace["different"] == len(namespace["each_person"]) > 1


def test_it_runs_on_fewer_customers(play, other_ledger):
    namespace, _ = play("1.2", "en", "instructor", other_ledger)
    assert namespace["shares"].between(0, 1).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_eight_printed_phones_come_to_the_right_share(language):
    task = TASKS["1.2.eight-phones"]
    rows = re.findall(r"^\| \d \| (.*) \|$", task.prompt.get(language), flags=re.MULTILINE)
    dialled = [len(re.findall(r"\d", phone)) >= 8 for phone in rows]
    assert len(rows) == 8
    right = next(option for option in task.options if option.key == task.right).text.get(language)
    assert f"{sum(dialled) / len(rows):.1%}" in right
