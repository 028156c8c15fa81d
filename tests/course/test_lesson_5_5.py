"""Lesson 5.5: its rates are the measures', its story holds on the sample, and its sentences follow the figures."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from customer_value import cohort_retention, cohort_sizes, overall_retention, repurchase_rate
from customer_value.settings import LANGUAGES
from solutions.lessons import l5_5

TASKS = {task.id: task for task in l5_5.TASKS}


@pytest.mark.parametrize(("task", "place"), [("5.5.rate-before", -2), ("5.5.rate-year-ago", -5)])
def test_the_rates_are_the_measures(ledger, other_ledger, task, place):
    for one in (ledger, other_ledger):
        start, end = l5_5._quarters(one)[place]
        expected = repurchase_rate(one.orders, one.refunds, start, end)
        assert TASKS[task].answer(one) == pytest.approx(expected, rel=1e-12)


def test_the_third_month_is_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        made = (one.orders, one.refunds, one.snapshot)
        expected = overall_retention(cohort_retention(*made), cohort_sizes(*made))[3]
        assert TASKS["5.5.month-three"].answer(one) == pytest.approx(expected, rel=1e-12)


def test_manager_and_accountant_contradict_each_other_on_the_sample(play, ledger):
    namespace, _ = play("5.5", "en", "learner", ledger)
    assert namespace["up"][:2] == [True, False]
    assert "accountant's went down" in namespace["verdict"]
    assert namespace["on_before"] > namespace["on_year"] > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_untouched_the_figures_and_the_letter_do_not_wait_for_the_learner(play, other_ledger, language):
    namespace, verdicts = play("5.5", language, "learner", other_ledger)
    assert "rate_before" not in namespace
    assert {verdict.state for verdict in verdicts.values()} == {"not attempted"}
    assert namespace["advice"] and 0 < namespace["judged_late"] <= 1
    assert namespace["by_quarters"]["revenue"].sum() == pytest.approx(1)


def test_a_ledger_judged_at_the_end_flatters_and_one_with_the_lapsed_does_not(play, ledger):
    namespace, _ = play("5.5", "en", "learner", ledger)
    assert namespace["everybody"] < namespace["now"] < namespace["judged_late"]
    assert namespace["now"] == pytest.approx(namespace["rate_last"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_eight_customers_have_the_rate_of_their_printed_histories(language):
    task = TASKS["5.5.eight-customers"]
    rows = re.findall(r"^\| ([A-H]) \| (.+) \|$", task.prompt.get(language), flags=re.MULTILINE)
    orders = pd.DataFrame(
        [
            (who, f"{who}{day}", pd.Timestamp(day), 100, "completed")
            for who, days in rows
            for day in re.split("[,、] *", days)
        ],
        columns=["customer_id", "order_id", "order_date", "amount", "status"],
    )
    rate = repurchase_rate(orders, None, "2025-04-01", "2025-06-30")
    text = {option.key: option.text.get(language) for option in task.options}[task.right]
    assert sorted(int(number) for number in re.findall(r"\d", text)) == [2, 5] and rate == pytest.approx(2 / 5)
