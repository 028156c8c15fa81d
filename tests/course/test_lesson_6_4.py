"""Lesson 6.4: lift and sample size are the measures', the offer is what it says, and every ledger has words."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import basket_lift, offer_candidates, sample_size
from customer_value.lessons.ab_tests import pick_test
from customer_value.lessons.basket_stories import pick_pairs
from customer_value.settings import LANGUAGES
from solutions.lessons import l6_4

TASK = {task.id: task for task in l6_4.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("6.4").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language, {"currency": "NT$"})


def test_the_lift_is_the_measures_and_what_a_table_of_baskets_says(ledger, other_ledger):
    for one in (ledger, other_ledger):
        pairs = pick_pairs(one)
        held = pd.crosstab(pairs.lines[pairs.basket], pairs.lines["product_id"]) > 0
        c, d = (held[product] for product in pairs.strong)
        answer = TASK["6.4.lift"].answer(one)
        assert answer == pytest.approx((c & d).mean() / (c.mean() * d.mean()))
        assert answer == basket_lift(len(held), int(c.sum()), int(d.sum()), int((c & d).sum()))


def test_the_size_is_the_measures_and_a_simulated_test_finds_the_difference_so_often(ledger, other_ledger):
    for one in (ledger, other_ledger):
        base = l6_4._base(one)
        assert TASK["6.4.size"].answer(one) == sample_size(base, base + 0.05)
    base, n = l6_4._base(ledger), int(TASK["6.4.size"].answer(ledger))
    rng = np.random.default_rng(4)
    first, second = (rng.binomial(n, rate, 20_000) / n for rate in (base, base + 0.05))
    error = np.sqrt((first * (1 - first) + second * (1 - second)) / n)
    assert ((second - first) / error > norm.isf(0.025)).mean() == pytest.approx(0.8, abs=0.02)


def test_on_the_sample_the_pair_that_meets_rarely_is_the_stronger_and_the_list_is_too_short(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    space, verdicts = play("6.4", "en", "learner", ledger)
    assert verdicts["6.4.lift"].state == "not attempted"
    strong = TASK["6.4.lift"].answer(ledger)
    assert strong > 2 > space["lift"] > 1.2
    assert space["n_strong"] < space["n_together"] / 4
    assert space["n_differ"] > 0.9 * space["n_best"]
    assert space["gain_best"] > 3 * space["gain_likeliest"]
    assert space["each"] < space["needed"] and 5 < space["reach"] < 12
    assert space["n_rare"] < 3 and space["highest"] > 50


def test_the_offer_is_nobodys_already_and_only_for_those_who_agreed(play, ledger):
    space, _ = play("6.4", "en", "learner", ledger)
    best, lines = space["best"], pick_pairs(ledger).lines
    owned = set(zip(lines["customer_id"], lines["product_id"], strict=True))
    assert not owned & set(zip(best["customer_id"], best["product_id"], strict=True))
    agreed = ledger.customers.set_index("customer_id")["consent"]
    assert agreed[best["customer_id"]].all()
    one = offer_candidates(lines, ledger.products, least=0.02).query("customer_id == @best.customer_id.iloc[0]")
    assert (one.loc[~one["owned"], "probability"] * one.loc[~one["owned"], "unit_margin"]).max() == pytest.approx(
        best["expected_margin"].iloc[0]
    )


def test_who_orders_anyway_is_counted_by_hand(ledger):
    """Of those who agreed and had ordered in the year before, whoever has a valid order in the window."""
    days = pick_test(ledger).response_days
    day = ledger.snapshot - pd.Timedelta(days=days)
    orders = ledger.orders[ledger.orders["order_id"].isin(pick_pairs(ledger).lines["order_id"])]
    agreed = set(ledger.customers.loc[ledger.customers["consent"], "customer_id"])
    came = listed = 0
    for customer, dates in orders.groupby("customer_id")["order_date"]:
        before = dates[dates <= day]
        if customer in agreed and len(before) and (day - before.max()).days < 365:
            listed += 1
            came += bool((dates > day).any())
    assert l6_4._base(ledger) == round(200 * came / listed) / 200


def test_the_tasks_that_are_made_up_are_right():
    options = {option.key: option for option in TASK["6.4.which-offer"].options}
    rows = re.findall(r"\| (\w[\w ]*?) \| (\d+)% \| (\d+) \| (no|yes) \|", TASK["6.4.which-offer"].prompt.en)
    worth = {name: int(chance) * int(margin) / 100 for name, chance, margin, has in rows if has == "no"}
    assert len(rows) == 4 and max(worth, key=worth.get) in options[TASK["6.4.which-offer"].right].text.en.lower()
    ratio = sample_size(0.2, 0.225) / sample_size(0.2, 0.25)
    assert 3.5 < ratio < 4 and TASK["6.4.half"].right == "four"
    (money,) = (option for option in TASK["6.4.benefit"].options if option.key == "money")
    assert "4,500 more" in money.text.en and 15 * 500 - 3_000 == 4_500


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    space, _ = play("6.4", language, "learner", ledger)
    said = set()
    for lift in (0.4, 1.0, 1.5, 2.5):
        one = space | {"lift": lift, "guess": lambda task: "some"}
        exec(code("lift-read", language), one)
        said.add((one["verdict"], one["on_guess"], one["on_other"]))
    assert len(said) == 4
    one = space | {"n_together": space["n_strong"]}
    exec(code("lift-read", language), one)
    assert one["on_other"] != space["on_other"]
    plans = set()
    for each, base in ((0, 0.18), (space["each"], 0.18), (5000, 0.18), (0, 0.0)):
        people = space["best"].head(0) if not each else space["best"]
        recent = space["orders"] if each < 5000 else space["orders"].assign(customer_id=space["orders"]["order_id"])
        if each == 5000:
            ids = recent.loc[recent["order_date"] > ledger.snapshot - pd.Timedelta(days=365), "customer_id"]
            people = pd.DataFrame({"customer_id": list(ids) * 5})
        one = space | {"best": people, "orders": recent, "base": base, "quiz": lambda task: None}
        exec(code("explorer", language), one)
        plans.add((one["short"], one["plan"], one["on_relative"]))
    assert len(plans) == 4
    one = space | {"pairs": space["pairs"], "c": space["rare"]["a"], "d": space["rare"]["b"], "quiz": lambda task: None}
    exec(code("explorer", language), one)
    assert one["on_strong"] != space["on_strong"]
    one = space | {
        "best": space["likeliest"].reset_index().assign(expected_margin=space["likeliest"]["worth"].to_numpy())
    }
    exec(code("one-customer", language), one)
    assert one["on_often"] != space["on_often"] and one["n_differ"] == 0


def test_a_small_shop_has_answers_too(play, other_ledger):
    _, verdicts = play("6.4", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
