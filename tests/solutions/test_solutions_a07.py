"""Assignment a07: every right way earns everything, every known mistake loses points and is named, on several seeds."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import customer_value
from customer_value.settings import LANGUAGES
from solutions import records
from solutions.rfm.cases import draw_ordinary
from solutions.rfm.given import valid_orders
from tutor.attempt import attempt
from tutor.cases import PUBLIC_SEED, generator
from tutor.checking import verdict_on
from tutor.pack import card

BOOK = records("a07")
TASKS = {task.id: task for task in BOOK.TASKS}
SEEDS = (PUBLIC_SEED, "a class of one's own", 20260104)
MISTAKES = [(task.id, mistake.key) for task in BOOK.TASKS for mistake in task.mistakes]
ALTERNATIVES = [(task.id, function.__name__) for task in BOOK.TASKS for function in task.alternatives]


@cache
def card_of(task: str, seed: str | int) -> dict[str, Any]:
    """The public card for the public seed, a card with hidden cases for the others."""
    return card(TASKS[task], seed=seed, hidden=seed != PUBLIC_SEED)


def verdict(task: str, function, seed: str | int, language: str = "en"):
    the_card = card_of(task, seed)
    hidden = seed != PUBLIC_SEED
    return verdict_on(the_card, attempt(the_card, {TASKS[task].name: function}), language, hidden=hidden)


def test_the_assignment_is_worth_ten_points_and_takes_about_half_an_hour():
    assert sum(task.points for task in BOOK.TASKS) == 10
    assert 25 <= sum(task.minutes for task in BOOK.TASKS) <= 40


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("task", TASKS)
def test_the_model_answer_earns_everything(task, seed):
    found = verdict(task, TASKS[task].answer, seed)
    assert (found.state, float(found), found.notes) == ("correct", TASKS[task].points, ())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("task", "name"), ALTERNATIVES)
def test_every_other_right_way_earns_everything(task, name, seed):
    (function,) = (one for one in TASKS[task].alternatives if one.__name__ == name)
    found = verdict(task, function, seed)
    assert (found.state, float(found)) == ("correct", TASKS[task].points), found.text


@pytest.mark.parametrize("task", TASKS)
def test_nothing_written_earns_nothing(task):
    for seed in SEEDS:
        the_card = card_of(task, seed)
        found = verdict_on(the_card, attempt(the_card, {}), "en")
        assert (found.state, float(found)) == ("not attempted", 0.0)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("task", "key"), MISTAKES)
def test_every_known_mistake_loses_points_and_is_named_in_both_languages(task, key, seed):
    (mistake,) = (one for one in TASKS[task].mistakes if one.key == key)
    for language in LANGUAGES:
        found = verdict(task, mistake.wrong, seed, language)
        assert (found.state, found.mistake) == ("mistake", key), found.text
        assert found < TASKS[task].points
        assert found.paragraphs[0] == mistake.message.get(language)
        if seed != PUBLIC_SEED:
            assert not re.search(r"C0\d{4}|O0\d{5}", found.text), "the text names hidden data"


def test_no_message_or_hint_says_a_number_that_was_computed():
    """Numbers in a message are the task's own (1 to 5, 30 days a month, the 0 of nothing left), never a result."""
    allowed = {"0", "1", "2", "3", "4", "5", "6", "30"}
    for task in BOOK.TASKS:
        for text in [*(mistake.message for mistake in task.mistakes), *task.hints]:
            for language in LANGUAGES:
                numbers = set(re.findall(r"\d+(?:\.\d+)?", text.get(language)))
                assert numbers <= allowed, f"{task.id}: {text.get(language)!r}"


ROUTES = {
    "series": lambda s: s,
    "float": lambda s: s.astype(float),
    "renamed": lambda s: s.rename_axis("who").rename("x"),
    "shuffled": lambda s: s.sample(frac=1, random_state=1),
    "frame": lambda s: s.to_frame(),
    "key as column": lambda s: s.reset_index(),
    "dict": lambda s: s.to_dict(),
    "pairs": lambda s: list(s.items()) if len(s) else [],
    "nullable": lambda s: s.astype("Float64"),
    "rounding far behind the point": lambda s: s * (1 + 1e-12),
}


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES.keys())
@pytest.mark.parametrize("task", ["a07.recency", "a07.frequency", "a07.monetary"])
def test_right_by_any_route(task, route):
    answer = TASKS[task].answer
    assert verdict(task, lambda orders, refunds, snapshot: route(answer(orders, refunds, snapshot)), PUBLIC_SEED) == 2


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_the_model_answers_hold_to_the_measures(seed):
    drawn = draw_ordinary(generator(seed, "measures", "any"), customers=40)
    ours = valid_orders(**drawn).sort_values(["order_date", "order_id"]).reset_index(drop=True)
    measured = customer_value.valid_orders(**drawn)
    pd.testing.assert_frame_equal(ours, measured, check_dtype=False)
    table = customer_value.rfm(**drawn).set_index("customer_id")
    for name in ("recency", "frequency", "monetary"):
        mine = TASKS[f"a07.{name}"].answer(**drawn).rename(name)
        pd.testing.assert_series_equal(mine.sort_index(), table[name].sort_index(), check_dtype=False)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*(st.integers(0, 12) for _ in range(3))), min_size=1, max_size=60), st.randoms())
def test_the_model_scores_hold_to_the_measure_and_to_the_rule(rows, random):
    table = pd.DataFrame(rows, columns=["recency", "frequency", "monetary"])
    table.insert(0, "customer_id", [f"C{number:05d}" for number in range(len(table))])
    columns = ["r_score", "f_score", "m_score"]
    mine = TASKS["a07.scores"].answer(table).set_index("customer_id")[columns]
    measured = customer_value.rfm_scores(table).set_index("customer_id")[columns]
    pd.testing.assert_frame_equal(mine, measured, check_dtype=False)
    assert mine.isin(range(1, 6)).all(axis=None)
    scored = table.join(mine, on="customer_id")
    assert (scored.groupby("recency")["r_score"].agg(["min", "max"]).diff(axis=1)["max"] == 0).all()
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = TASKS["a07.scores"].answer(table.iloc[order]).set_index("customer_id")[columns]
    pd.testing.assert_frame_equal(shuffled.sort_index(), mine.sort_index())


def test_the_ordinary_ledger_holds_every_trouble_the_rules_are_about():
    for seed in range(5):
        drawn = draw_ordinary(np.random.default_rng(seed))
        orders, refunds, snapshot = drawn["orders"], drawn["refunds"], drawn["snapshot"]
        back = refunds.groupby("order_id")["amount"].agg(["sum", "size"])
        amount = orders.set_index("order_id")["amount"]
        assert (orders["status"] == "cancelled").any()
        assert orders["customer_id"].isna().any()
        assert (orders["order_date"] > snapshot).any() and (refunds["refund_date"] > snapshot).any()
        assert orders.duplicated(["customer_id", "order_date"]).any()
        assert (back["size"] == 2).any()
        assert (back["sum"] == amount[back.index]).any() and (back["sum"] < amount[back.index]).any()
        assert (back["sum"] <= amount[back.index]).all()
        assert refunds.merge(orders, on="order_id").eval("refund_date > order_date").all()
