"""Lesson 8.1: to come is chance times amount, the slider shows what the check says, and every ledger has its words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import margin_rate, order_goods, valid_orders
from customer_value.explorers import lifelines_explorer
from customer_value.lessons.outlooks import look_ahead, pick_three
from customer_value.settings import LANGUAGES
from solutions.lessons import l8_1

TASK = {task.id: task for task in l8_1.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("8.1").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_numbers_are_those_of_the_forecast(ledger, other_ledger):
    for one in (ledger, other_ledger):
        ahead = look_ahead(one).on(one.snapshot).set_index("customer_id")
        three = pick_three(one).set_index("label")["customer_id"]
        for label, value in TASK["8.1.to-come"].answer(one).items():
            assert value == pytest.approx(ahead.loc[three[label], "clv"])
        assert TASK["8.1.all-to-come"].answer(one) == pytest.approx(ahead["clv"].sum())


def test_so_far_is_margin_and_not_revenue(play, ledger):
    namespace, _ = play("8.1", "en", "learner", ledger)
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    rate = margin_rate(valid, order_goods(ledger.order_lines, ledger.products))
    assert namespace["revenue"] == pytest.approx(valid["amount"].sum())
    assert namespace["past_sum"] == pytest.approx(valid["amount"].sum() * rate)


def test_on_the_sample_the_first_of_the_past_is_the_last_of_what_is_to_come(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, verdicts = play("8.1", "en", "instructor", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
    assert namespace["first_so_far"] == "A" == namespace["worth"].idxmin() == namespace["first_at_stake"]
    assert namespace["first_to_come"] == "C"
    assert namespace["months_back"] == 5
    assert namespace["future_sum"] < 0.7 * namespace["if_all"]
    assert namespace["best_future"] < namespace["best_past"]


def test_the_slider_shows_what_the_check_says(ledger):
    back = TASK["8.1.months-back"].answer(ledger)
    explorer = lifelines_explorer(look_ahead(ledger), pick_three(ledger), currency="TWD", language="en")
    same = "A has brought most so far, NT$"
    for number in range(back + 1):
        explorer.controls["back"].value = number
        title = explorer.picture.alt
        assert title.startswith(same)
        assert ("most is to come from there" in title) == (number == back)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("8.1", language, "learner", ledger)

    class Contracts:
        contractual, months, margin = True, 36, 0.3

    shown = namespace | {"figures": type("Figures", (), {"lifelines": staticmethod(lambda *_, **__: None)})}
    parts = namespace["parts"]
    cases = {
        "sample": shown,
        "all there": shown | {"parts": parts.assign(p_alive=1.0)},
        "contract runs": shown | {"parts": parts.assign(p_alive=1.0), "outlook": Contracts},
        "contract ended": shown | {"parts": parts.assign(p_alive=[0.0, 1.0, 1.0]), "outlook": Contracts},
        "one day only": shown | {"of_three": namespace["of_three"].drop_duplicates("label")},
    }
    kinds, letters = set(), set()
    for space in cases.values():
        exec(code("figure", language), space)
        exec(code("three-mistakes", language), space)
        assert "nan" not in space["on_kind"]
        kinds.add(space["on_kind"])
        letters.add(space["on_known"] + space["on_visit"] + space["on_against"])
    assert len(kinds) == len(cases) and len(letters) >= 4

    model = "model" if language == "en" else "模型"
    assert model in cases["all there"]["on_visit"] + cases["all there"]["on_against"]
    runs = cases["contract runs"] | {"ahead": namespace["ahead"].assign(p_alive=1.0)}
    exec(code("three-mistakes", language), runs)
    assert model not in runs["on_all"] + runs["on_visit"] + runs["on_against"]

    first = shown | {"so_far": pd.Series({"A": 1.0, "B": 2.0, "C": 3.0}), "guess": {"8.1.who": "B"}.get}
    exec(code("figure", language), first)
    assert first["on_order"] != namespace["on_order"] and "B" in first["on_guess"]
    sure = shown | {"ahead": namespace["ahead"].assign(p_alive=1.0)}
    exec(code("three-mistakes", language), sure)
    assert sure["on_all"] != namespace["on_all"] and not re.search(r"\d", sure["on_all"])


def test_the_customer_of_the_question_is_worth_a_quarter():
    options = {option.key: option.text.get("en") for option in TASK["8.1.partner-pays"].options}
    assert options[TASK["8.1.partner-pays"].right].startswith(f"{20_000 / 4:,.0f}")
    assert options["past"].startswith(f"{40_000 / 4:,.0f}")
    assert options["whole"].startswith(f"{40_000 + 20_000 / 4:,.0f}")


def test_a_small_shop_has_answers_too(play, other_ledger):
    _, verdicts = play("8.1", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} <= {"correct"}
