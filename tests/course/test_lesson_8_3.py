"""Lesson 8.3: its values are those of a long sum, its club needs nobody to change, and every turn has its words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import average_order_value, margin_rate, order_goods, read_ledger, retention_clv, valid_orders
from customer_value.settings import LANGUAGES
from solutions.lessons import l8_3

TASK = {task.id: task for task in l8_3.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("8.3").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_values_are_those_of_a_long_sum(ledger, other_ledger):
    for one in (ledger, other_ledger):
        margin, stay = l8_3.margin_a_year(one), l8_3.retention(one)
        payments = [margin * stay**t / 1.1**t for t in range(400)]
        assert TASK["8.3.joining"].answer(one) == pytest.approx(sum(payments))
        assert TASK["8.3.just-paid"].answer(one) == pytest.approx(sum(payments[1:]))


def test_the_margin_is_that_of_the_short_formula_for_one_year(ledger):
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    year = valid[valid["order_date"] > ledger.snapshot - pd.DateOffset(years=1)]
    orders_a_year = len(year) / year["customer_id"].nunique()
    rate = margin_rate(year, order_goods(ledger.order_lines, ledger.products))
    assert l8_3.margin_a_year(ledger) == pytest.approx(average_order_value(year) * orders_a_year * rate, rel=0.05)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lesson_computes_what_the_record_does(play, ledger, language):
    namespace, _ = play("8.3", language, "learner", ledger)
    assert (namespace["margin"], namespace["r"]) == (l8_3.margin_a_year(ledger), l8_3.retention(ledger))
    assert namespace["five"] == pytest.approx(retention_clv(namespace["margin"], namespace["r"], 0.1, periods=5))


def test_in_the_club_of_two_kinds_the_rate_rises_and_nobody_changes(play, ledger):
    namespace, _ = play("8.3", "en", "learner", ledger)
    club = namespace["club"]
    assert club["retention"].dropna().is_monotonic_increasing
    assert club["retention"].iloc[1] == pytest.approx(0.65)  # as the prose says
    assert (club["steady"] / club["steady"].shift(1)).dropna().round(12).eq(0.9).all()


def test_on_the_sample_the_first_renewal_is_the_better_place_though_the_old_are_worth_more(play, ledger):
    namespace, _ = play("8.3", "en", "learner", ledger)
    assert namespace["worth_last"] > namespace["worth_first"] > namespace["worth_new"]
    assert namespace["one_first"] > 2 * namespace["one_last"] > 2
    # One who renews now pays now, and then is worth what somebody is who has just paid.
    paid = namespace["model"].expected_payments(1, 0.1, first_payment="just_paid")
    assert namespace["worth_first"] == pytest.approx(namespace["margin"] * (1 + paid))
    assert 100 * namespace["gift"] == pytest.approx(namespace["need_first"] * namespace["worth_first"])
    assert namespace["flat"] < namespace["seen"] and "first renewal" in namespace["chosen"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("8.3", language, "learner", ledger)
    renewals = pd.DataFrame({"renewal": [1, 2], "due": [100, 80], "renewed": [80, 60], "retention": [0.8, 0.75]})
    flat = namespace | {"renewals": renewals, "r": 0.78}
    exec(code("explorer", language), flat)
    assert flat["on_rates"] != namespace["on_rates"] and flat["on_flat"] != namespace["on_flat"]
    exec(code("present-own", language), flat)
    assert flat["on_rise"] == "" != namespace["on_rise"]
    other = namespace | {"go_last": 60.0}
    exec(code("present-own", language), other)
    assert other["chosen"] != namespace["chosen"] and other["other"] != namespace["other"]


def test_the_numbers_of_the_questions_are_those_of_the_measure():
    wording = {option.key: option.text.en for option in TASK["8.3.same-member"].options}
    forms = {"now": "now", "due": "renewal_due", "just-paid": "just_paid", "period-end": "period_end"}
    for key, form in forms.items():
        assert wording[key].startswith(f"{retention_clv(100, 0.8, 0.1, first_payment=form):.0f}")
    assert retention_clv(1, 0.9, 0.1) == pytest.approx(1.5 * retention_clv(1, 0.8, 0.1))  # ten points: by half
    monthly = {option.key: option.text.en for option in TASK["8.3.monthly"].options}
    assert monthly["roots"] == f"{0.8 ** (1 / 12):.4f} and {1.1 ** (1 / 12) - 1:.4f}"
    assert monthly["churn-twelfth"].startswith(f"{1 - 0.2 / 12:.4f}") and f"{(1 - 0.2 / 12) ** 12:.3f}" == "0.817"
    seen = l8_3.survivor_renewals(l8_3.PUBLISHED)["retention"]
    assert [f"{seen.iloc[at]:.0%}" for at in (0, -1)] == ["63%", "92%"]


def test_what_was_paid_back_is_no_margin(ledger):
    half = ledger.orders[["order_id", "order_date"]].rename(columns={"order_date": "refund_date"})
    half = half.assign(refund_id=half["order_id"], amount=ledger.orders["amount"] / 2)
    other = read_ledger(ledger.folder)
    other.__dict__["refunds"] = half
    assert l8_3.margin_a_year(other) < 0.7 * l8_3.margin_a_year(ledger)
