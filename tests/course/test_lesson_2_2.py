"""Lesson 2.2: its shares are the measures', its story holds, and its sentences follow where the numbers fall."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import area_shares, sales_by_area, valid_orders
from customer_value.settings import LANGUAGES
from solutions.lessons import l2_2

TASKS = {task.id: task for task in l2_2.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("2.2").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_shares_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        market = one.table("market")
        year = market["year"].max()
        valid = valid_orders(one.orders, one.refunds, one.snapshot)
        own = sales_by_area(valid[valid["order_date"].dt.year == year], one.customers)
        table = area_shares(own, market[market["year"] == year]).set_index("sales_area")
        for task, column in {"penetration": "penetration", "share": "sales_share"}.items():
            found = TASKS[f"2.2.{task}"].answer(one)
            assert found.to_dict() == pytest.approx(table[column].iloc[:-1].to_dict())
        assert TASKS["2.2.company"].answer(one) == pytest.approx(table["penetration"].iloc[-1])


def test_untouched_only_the_worked_example_is_answered_and_the_story_holds(play, ledger):
    namespace, verdicts = play("2.2", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("2.2.penetration") == "correct" and set(states.values()) == {"not attempted"}
    # a smaller share of the money than of the heads, and a trade-off in the last table
    assert namespace["far"] == "less"
    assert namespace["widest"] not in (namespace["easiest"], namespace["best_area"])
    assert 0.5 * namespace["w_room"] < namespace["e_room"] < namespace["w_room"]
    assert not namespace["on_year"]
    assert namespace["rivals"]["sales"].sum() + namespace["sold"] < namespace["company"]["market_sales"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_guesses_and_a_ledger_that_ends_within_the_year_are_named(play, ledger, language):
    namespace, _ = play("2.2", language, "learner", ledger)
    before = namespace["on_guess"]
    namespace["guess"] = {"2.2.of-hundred": 30.0, "2.2.heads-or-money": "more"}.get
    namespace["snapshot"] = ledger.snapshot - pd.Timedelta(days=100)
    exec(code("shares-numbers", language), namespace)
    assert "30" in namespace["on_said"] and namespace["came"]["more"] in namespace["on_guess"] != before
    assert "12" in namespace["on_year"] or "December" in namespace["on_year"]
    # a company whose customers buy much, and one whose customers buy as others do
    said = {namespace["on_gap"]}
    for factor in (2.0, namespace["heads"] / namespace["money"]):
        shares = namespace["shares"].copy()
        shares[["sales", "sales_share"]] *= factor
        other = namespace | {"shares": shares}
        exec(code("shares-numbers", language), other)
        said.add(other["on_gap"])
    assert len(said) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_shares_are_those_of_their_numbers(language):
    text = {option.key: option.text.get(language) for option in TASKS["2.2.three-shares"].options}["right"]
    assert [int(number) for number in re.findall(r"(\d+)%", text)] == [
        100 * 50 // 500,
        100 * 50 // 200,
        100 * 60_000 // 1_000_000,
    ]
    gap = {option.key: option.why.get(language) for option in TASKS["2.2.gap"].options}["both-new"]
    assert f"{4 / 30:.0%}" in gap
