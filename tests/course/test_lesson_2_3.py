"""Lesson 2.3: its indices are the measures', its story holds on the sample, and nothing is given away."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import break_even_volume, cost_price, high_middle_low, price_comparison, valid_orders
from customer_value.settings import LANGUAGES
from solutions.lessons import l2_3

TASKS = {task.id: task for task in l2_3.TASKS}


def test_untouched_nothing_is_answered(play, ledger):
    _, verdicts = play("2.3", "en", "learner", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"not attempted"}


def test_the_indices_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        valid = valid_orders(one.orders, one.refunds, one.snapshot)
        sold = one.order_lines[one.order_lines["order_id"].isin(valid["order_id"])]
        compared = price_comparison(sold, one.products, one.table("competitor_prices"), one.snapshot)
        expected = compared.set_index("competitor_id")["price_index"]
        found = TASKS["2.3.by-competitor"].answer(one)
        pd.testing.assert_series_equal(found.sort_index(), expected, check_names=False, check_dtype=False)


def test_one_category_by_hand(ledger):
    """Each piece of one category paid for twice, one after the other."""
    rows = l2_3._one(ledger)
    category = rows["category"].iloc[0]
    ours = theirs = 0
    for row in rows[rows["category"] == category].itertuples():
        ours += row.list_price * row.quantity
        theirs += row.price * row.quantity
    assert TASKS["2.3.by-category"].answer(ledger)[category] == pytest.approx(100 * ours / theirs)


def test_the_position_changes_between_two_steps_of_the_slider(ledger):
    start = l2_3._positions(ledger)
    step = TASKS["2.3.turns-high"].answer(ledger)
    places = []
    for per_cent in (step - 1, step):
        moved = start.assign(price_level=start["price_level"].mask(start["own"], 100 + per_cent))
        places.append(high_middle_low(moved).loc[start["own"], "position"].item())
    assert places == ["middle", "high"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_sample_the_story_holds(play, ledger, language):
    namespace, _ = play("2.3", language, "learner", ledger)
    assert namespace["us"]["position"] == "middle" and namespace["room"] > 0.015
    assert namespace["needed"] == pytest.approx(namespace["margin"] / (namespace["margin"] - 0.1) - 1)
    assert namespace["needed"] > 0.1  # a tenth off needs more than a tenth
    assert namespace["by_cost"] == pytest.approx(cost_price(namespace["item"]["unit_cost"], namespace["margin"]))
    assert namespace["all_ours"] > namespace["index"] > namespace["paid_index"]
    bought = namespace["basket"].query("category == @namespace['cheapest']")
    ours, cost = (bought[column] @ bought["quantity"] for column in ("list_price", "unit_cost"))
    assert namespace["lose"] == pytest.approx(-break_even_volume(namespace["step"], 1 - cost / ours))
    assert namespace["cheapest"] in namespace["plan"] and namespace["dearest"] in namespace["plan"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_basket_has_its_options(language):
    task = TASKS["2.3.small-basket"]
    rows = re.findall(
        r"^\| \S+ \| ([\d,]+) \| (\S+|not sold|沒有賣) \| (\d+) \|$", task.prompt.get(language), re.MULTILINE
    )
    rows = [(float(own.replace(",", "")), rival, float(pieces)) for own, rival, pieces in rows]
    both = [(own, float(rival), pieces) for own, rival, pieces in rows if rival.isdigit()]
    assert len(rows) == 3 and len(both) == 2
    ours, theirs = (sum(row[side] * row[2] for row in both) for side in (0, 1))
    values = {
        "right": 100 * ours / theirs,
        "inverted": 100 * theirs / ours,
        "lamp": 100 * sum(row[0] * row[2] for row in rows) / theirs,
        "ratios": sum(100 * own / rival for own, rival, _ in both) / 2,
        "tags": 100 * sum(row[0] for row in both) / sum(row[1] for row in both),
    }
    printed = {option.key: int(re.match(r"\d+", option.text.get(language))[0]) for option in task.options}
    assert printed == {key: round(value) for key, value in values.items()}


@pytest.mark.parametrize(("fair", "shape"), [(float("nan"), "neither"), (100.4, "neither"), (85.0, "no rise")])
def test_the_advice_follows_the_line(play, ledger, fair, shape):
    namespace, _ = play("2.3", "en", "learner", ledger)
    namespace |= {"fair": fair, "room": fair / 100 - 1}
    source = _code("price-list").replace('write("2.3.price-list")', "")
    exec(source, namespace)
    assert namespace["plan"].lower().startswith(shape)


def _code(name: str) -> str:
    source = find_course().page("2.3").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, "en")
