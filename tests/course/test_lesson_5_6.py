"""Lesson 5.6: its thresholds and rates are the measures', its story holds, and it copes without a campaign."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from customer_value import lapse_thresholds, win_back_campaign, win_back_rate
from customer_value.settings import LANGUAGES
from solutions.lessons import l5_6

TASKS = {task.id: task for task in l5_6.TASKS}


def test_the_thresholds_and_both_rates_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        start, end = l5_6._quarter(one)
        own = lapse_thresholds(one.orders, one.refunds, start - l5_6.DAY).set_index("customer_id")["lapse_days"]
        found = TASKS["5.6.own-limits"].answer(one)
        pd.testing.assert_series_equal(found.sort_index(), own.sort_index(), check_names=False, check_dtype=False)
        for rule, rate in (("personal", l5_6._rate_own), (180, l5_6._rate_fixed)):
            expected = win_back_rate(one.orders, one.refunds, start, end, lapse_days=rule)
            assert rate(one) == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_those_won_back_are_the_measures(ledger):
    found = win_back_campaign(ledger.table("campaigns"), ledger.table("touches"), ledger.orders, ledger.refunds, "K03")
    assert TASKS["5.6.won-back"].answer(ledger) == pytest.approx(found.won_back)


@pytest.mark.parametrize("language", LANGUAGES)
def test_x_comes_late_to_the_rule_and_y_to_habit(play, ledger, language):
    namespace, _ = play("5.6", language, "learner", ledger)
    assert namespace["x_silent"] > 180 and namespace["x_silent"] <= namespace["x_own"]
    assert namespace["y_own"] < namespace["y_silent"] <= 180
    assert (namespace["x_back"], namespace["y_back"]) == (True, False)
    assert namespace["early_back"] > namespace["gone_back"] and namespace["late_back"] < namespace["quick_back"]


def test_judged_at_the_end_the_rate_is_nothing(play, ledger):
    namespace, _ = play("5.6", "en", "learner", ledger)
    assert namespace["judged_late"] == 0 < namespace["fixed_rate"]
    assert namespace["half"] == namespace["at_90"] // 2
    assert namespace["per_buyer"] < namespace["cost"] / namespace["added"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_finished_campaign_made_up_numbers_are_named_as_such(play, other_ledger, language, monkeypatch):
    package = other_ledger.package | {
        "resources": [one for one in other_ledger.package["resources"] if one["name"] not in ("campaigns", "touches")]
    }
    bare = type(other_ledger)(folder=other_ledger.folder, snapshot=other_ledger.snapshot, package=package)
    monkeypatch.setattr("customer_value.ledger.read_ledger", lambda *given, **named: bare)
    monkeypatch.setattr("customer_value.read_ledger", lambda *given, **named: bare, raising=False)
    namespace, verdicts = play("5.6", language, "instructor", bare)
    assert namespace["found"] is None and namespace["trial"] is None
    assert namespace["contacted"] == 200 and namespace["won_back"] == 12
    assert verdicts["5.6.won-back"].state == "correct"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_six_customers_have_the_rate_of_their_printed_histories(language):
    task = TASKS["5.6.six-customers"]
    rows = re.findall(r"^\| ([A-F]) \| (.+) \|$", task.prompt.get(language), flags=re.MULTILINE)
    orders = pd.DataFrame(
        [
            (who, f"{who}{day}", pd.Timestamp(day), 100, "completed")
            for who, days in rows
            for day in re.split("[,、] *", days)
        ],
        columns=["customer_id", "order_id", "order_date", "amount", "status"],
    )
    assert win_back_rate(orders, None, "2025-04-01", "2025-06-30") == 1 / 4 and task.right == "right"
