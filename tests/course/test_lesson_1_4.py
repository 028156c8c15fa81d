"""Lesson 1.4: mix, growth and the fastest counted another way, and what the story says of them."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import mean, median

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import growth_by, valid_orders
from customer_value.explorers.customers.largest_accounts import growth_without
from customer_value.lessons.industry_accounts import industry_accounts
from customer_value.settings import LANGUAGES
from solutions.lessons import l1_4

TASKS = {task.id: task for task in l1_4.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("1.4").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


@pytest.fixture(scope="module")
def by_hand(ledger) -> dict[str, dict[str, dict[str, float]]]:
    """The money of each company by industry in 2024 and in 2025, order by order."""
    industry = dict(zip(ledger.customers["customer_id"], ledger.customers["industry"], strict=True))
    kind = dict(zip(ledger.customers["customer_id"], ledger.customers["kind"], strict=True))
    found = {year: defaultdict(lambda: defaultdict(float)) for year in ("2024", "2025")}
    for order in valid_orders(ledger.orders, ledger.refunds, ledger.snapshot).itertuples():
        year = str(order.order_date.year)
        if kind[order.customer_id] == "Company" and year in found:
            found[year][industry[order.customer_id]][order.customer_id] += order.amount
    return found


def test_the_tables_account_by_account(ledger, by_hand):
    now, before = by_hand["2025"], by_hand["2024"]
    mix = TASKS["1.4.mix"].answer(ledger)
    assert mix["accounts"].to_dict() == {group: len(accounts) for group, accounts in now.items()}
    assert mix["share"].sum() == pytest.approx(1)
    per_account = TASKS["1.4.per-account"].answer(ledger)
    for column, middle in (("mean", mean), ("median", median)):
        assert per_account[column].to_dict() == pytest.approx({one: middle(now[one].values()) for one in now})
    growth = {one: sum(now[one].values()) / sum(before[one].values()) - 1 for one in now}
    assert TASKS["1.4.growth"].answer(ledger).to_dict() == pytest.approx(growth)


def test_the_growth_is_the_measures(ledger):
    periods = industry_accounts(ledger)
    sold = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot).merge(periods.accounts, on="customer_id")
    measured = growth_by(sold, periods.accounts, "group", periods.before, periods.now).set_index("group")["growth"]
    pd.testing.assert_series_equal(
        TASKS["1.4.growth"].answer(ledger).sort_index(), measured.sort_index(), check_names=False
    )


def test_the_fastest_are_those_of_the_explorer(ledger):
    periods = industry_accounts(ledger)
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    steps = growth_without(valid, periods.accounts, "group", periods.before, periods.now, l1_4.MOST)
    assert len(steps) == l1_4.MOST + 1
    names = [step.set_index("group")["growth"].idxmax() for step in steps]
    assert names == l1_4._fastest_ones(ledger)
    assert TASKS["1.4.fastest"].answer(ledger) == len(set(names)) == 3


def test_the_numbers_of_the_questions():
    firms = [10_000] * 9 + [410_000]
    assert (mean(firms), median(firms)) == (50_000, 10_000)
    assert round((200_000 + 900_000) / (100_000 + 900_000) - 1, 6) == 0.1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_story_of_the_sample_and_what_it_says_where_things_fall_another_way(play, ledger, language):
    """The largest, the fastest and the dearest are three industries, and the answer is the largest that lasts."""
    namespace, verdicts = play("1.4", language, "learner", ledger)
    assert [task for task, verdict in verdicts.items() if verdict.state == "correct"] == ["1.4.mix"]
    big, fast, rich = (namespace[name] for name in ("big", "fast", "rich"))
    assert len({big, fast, rich}) == 3 and namespace["pick"] == big
    assert namespace["n_out"] == 1 and namespace["mean_rate"] > 4 * namespace["total_rate"] > 0
    assert big in namespace["on_winner"] and big in namespace["on_pick"] and fast in namespace["on_not"]
    assert namespace["lots"].loc[big, "inside"] and namespace["few"]

    namespace["guess"] = {"1.4.largest": 61.0}.get
    exec(code("per-account-read", language), namespace)
    assert "61" in namespace["on_guess"]

    # nothing lasts
    namespace["steady"] = namespace["steady"][:0]
    exec(code("letter-numbers", language), namespace)
    assert namespace["pick"] == big and f"{namespace['rate_pick']:+.0%}" not in namespace["on_pick"]

    # the fastest is also the largest that lasts, and few
    namespace["steady"] = pd.Index([fast])
    namespace["page"].loc[fast, "size"] = 4
    exec(code("letter-numbers", language), namespace)
    assert rich in namespace["on_not"] and "4" in namespace["few"]
