"""Lesson 6.3: what tiers wish for and what it costs, worked out anew; every way it can fall has words."""

from __future__ import annotations

import re
from math import ceil

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import service_wishes, valid_orders
from customer_value.explorers import service_limit_explorer
from customer_value.settings import LANGUAGES
from solutions.lessons import l6_3

TASK = {task.id: task for task in l6_3.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("6.3").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def by_hand(ledger) -> tuple[dict[str, list[str]], dict[str, list[float]]]:
    """Who is in which tier, and the margin of each, by sorting and counting off."""
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    valid = valid[(ledger.snapshot - valid["order_date"]).dt.days < 365]
    lines = ledger.table("order_lines").merge(ledger.table("products"), on="product_id")
    goods = (lines["quantity"] * lines["unit_cost"]).groupby(lines["order_id"]).sum()
    spent, margin = {}, {}
    for row in valid.itertuples():
        spent[row.customer_id] = spent.get(row.customer_id, 0) + row.amount
        margin[row.customer_id] = margin.get(row.customer_id, 0) + row.amount - goods[row.order_id]
    queue = sorted(spent.values(), reverse=True)
    gold_from, silver_from = queue[-(-len(queue) // 5) - 1], queue[-(-len(queue) // 2) - 1]
    tiers = {"Gold": [], "Silver": [], "Bronze": []}
    for who, money in spent.items():
        tiers["Gold" if money >= gold_from else "Silver" if money >= silver_from else "Bronze"].append(who)
    return tiers, {tier: [margin[who] for who in people] for tier, people in tiers.items()}


def wishes_by_hand(ledger, people: list[str]) -> dict[str, int]:
    surveys = ledger.table("surveys").dropna(subset="answered_on").sort_values("answered_on", kind="stable")
    last = {row.customer_id: row.wished_service for row in surveys.itertuples() if row.answered_on <= ledger.snapshot}
    named = [last[who] for who in people if isinstance(last.get(who), str)]
    return {service: named.count(service) for service in set(named)}


def test_the_numbers_come_out_by_hand(ledger, other_ledger):
    for one in (ledger, other_ledger):
        tiers, margins = by_hand(one)
        named = wishes_by_hand(one, tiers["Bronze"])
        costs = one.table("services").set_index("name")["yearly_cost"]
        most = max(named.values())
        cost = min(costs[service] for service, count in named.items() if count == most)
        assert TASK["6.3.bronze-first"].answer(one) == pytest.approx(most / sum(named.values()))
        percent = 100 * cost / np.mean(margins["Bronze"])
        assert TASK["6.3.bronze-percent"].answer(one) == pytest.approx(percent)


def test_on_the_sample_dear_is_not_wished_for_and_margin_buys_choice(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    space, verdicts = play("6.3", "en", "learner", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"not attempted"}
    assert space["dear_gold"] < 0.25
    assert space["gold_wish"] != space["bronze_wish"]
    assert space["clear"].max() > 0 and space["on_kind"]
    gold, silver, bronze = (space["n_allowed"][tier] for tier in space["sizes"])
    assert gold > silver > bronze >= 1
    assert space["chosen"]["share"].is_monotonic_decreasing
    assert space["first"].loc["Bronze", "cost"] > space["one"].loc["Bronze", "cost"]
    assert "Gold chooses one of" in space["plan"] and "left out" in space["on_dear"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slider_turns_where_the_check_says(play, ledger, language):
    space, _ = play("6.3", language, "learner", ledger)
    percent = ceil(TASK["6.3.bronze-percent"].answer(ledger))
    given = (space["wishes"], space["costs"], space["sizes"], space["margins"])
    explorer = service_limit_explorer(*given, language=language)
    heads = {}
    for at in (percent - 1, percent):
        explorer.controls["limit"].value = at
        heads[at] = explorer.picture.alt.split(space["bronze"])[1][:40]
    assert space["bronze_wish"] not in heads[percent - 1] and space["bronze_wish"] in heads[percent]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    space, _ = play("6.3", language, "learner", ledger)

    def again(cell: str, **changes: object) -> dict:
        changed = space | {"display": lambda *_: None} | changes
        exec(code(cell, language), changed)
        return changed

    loved = again("figure", gold_shares=pd.Series({space["dearest"]: 0.6}))
    assert loved["on_manager"] != space["on_manager"]
    assert "40" in again("figure", guess={"6.3.dearest": 40.0}.get)["on_guess"]
    few = again("figure", answers=space["answers"].groupby("tier", observed=True).head(6))
    assert few["on_apart"] != space["on_apart"] and few["on_kind"] == ""

    poor = again("choice", margins=dict.fromkeys(space["sizes"], 100.0))
    assert (poor["n_allowed"] == 0).all() and poor["table"].count("| 0 |") == 6
    assert len(poor["sentences"]) == 1 and all(tier in poor["plan"] for tier in space["sizes"])
    rich = again("choice", margins=dict.fromkeys(space["sizes"], 1e6))
    assert rich["on_dear"] != space["on_dear"] and (rich["chosen"]["share"].round(9) == 1).all()


def test_the_choice_is_the_sum_over_the_dots_left_of_the_line(play, ledger):
    space, _ = play("6.3", "en", "learner", ledger)
    tiers, margins = by_hand(ledger)
    costs = ledger.table("services").set_index("name")["yearly_cost"]
    for tier, people in tiers.items():
        named = wishes_by_hand(ledger, people)
        can = [service for service in named if costs[service] <= np.mean(margins[tier]) / 10]
        assert space["chosen"].loc[tier, "share"] == pytest.approx(sum(named[one] for one in can) / sum(named.values()))
        assert space["n_allowed"][tier] == len(can)


def test_twenty_answers_are_as_wide_as_the_question_says():
    rows = pd.DataFrame({"g": "x", "wished_service": ["A"] * 8 + ["B"] * 12, "service_openness": 3})
    low, high = service_wishes(rows, "g").set_index("service").loc["A", ["low", "high"]]
    text = next(one for one in TASK["6.3.back-sure"].options if one.key == "wide").why.get("en")
    assert f"{low:.0%} to {high:.0%}" in text


def test_a_small_shop_has_answers_too(play, other_ledger):
    _, verdicts = play("6.3", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
