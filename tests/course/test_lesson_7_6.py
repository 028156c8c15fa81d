"""Lesson 7.6: the shares are the measure's and a count by hand's, and every way a ledger can fall has words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import key_accounts, referral_links, social_value, tier_policy, tier_values
from customer_value.explorers.tiers.thresholds import tier_explorer
from customer_value.settings import LANGUAGES
from solutions.lessons import l7_6

TASK = {task.id: task for task in l7_6.TASKS}
ORDER = ["gold", "silver", "bronze"]


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("7.6").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_shares_are_those_of_the_measure(ledger, other_ledger):
    for one in (ledger, other_ledger):
        people = l7_6._people(one)
        table = tier_values(people, ORDER).set_index("tier")
        assert TASK["7.6.gold-future"].answer(one) == pytest.approx(table.loc["gold", "future_share"])
        assert TASK["7.6.gold-social"].answer(one) == pytest.approx(table.loc["gold", "social_share"])


def test_social_value_is_what_came_through_somebody_chain_by_chain(ledger):
    """The three of the lesson's trees, counted from the links and the orders of the year."""
    people = l7_6._people(ledger)
    valid = l7_6.valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    year = valid[valid["order_date"] > ledger.snapshot - pd.Timedelta(days=365)]
    links = referral_links(ledger.customers, ledger.snapshot)
    for who, social in people["social"].nlargest(3).items():
        brought = links.loc[links["customer_id"] == who, "brought"]
        assert year.loc[year["customer_id"].isin(brought), "amount"].sum() == pytest.approx(social)
    assert l7_6.social_value is social_value


def test_on_the_sample_gold_pays_and_bronze_brings(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, _ = play("7.6", "en", "learner", ledger)
    assert namespace["purse"] == "few" and namespace["now"] > 0.5 > namespace["later"] > 0.3
    assert namespace["values"]["social_share"].iloc[2] > 0.9
    first = namespace["key"].iloc[0]
    assert (first["tier"], first["reason"], first["present"]) == ("Bronze", "social", 0)
    assert set(namespace["key"]["reason"]) >= {"social", "future"} and namespace["n_low"] > 3
    assert namespace["n_over_gold"] > 0 and namespace["known_gold"] > namespace["known_bronze"]
    assert namespace["social_sum"] > namespace["spent_brought"]
    policy = namespace["policy"].set_index("tier")
    by_hand = policy["cost"] / (policy["value"] * namespace["margin"])
    pd.testing.assert_series_equal(policy["break_even"], by_hand, check_names=False)
    assert policy.loc["Silver", "cost"] == pytest.approx(namespace["n_vouchers"] * namespace["voucher"])


def test_the_slider_shows_a_quarter_where_the_check_says(ledger):
    """At that stop the title or the bar still says 25% or more, at the next one less."""
    people = l7_6._people(ledger)
    stops, place = l7_6._stops(ledger), l7_6._last_quarter(ledger)
    explorer = tier_explorer(people, l7_6._cuts(people), rest="bronze", value="present", currency="TWD", language="en")
    slider = explorer.controls["from-0"]
    seen = []
    for step in (0, 1):
        slider.value = float(stops["from"].iloc[place + step])
        row = re.search(r"gold: ([\d,]+) customers? \(.*?\), (\d+)% of the revenue", explorer.picture.alt)
        seen.append((int(row[1].replace(",", "")), float(row[2])))
    assert seen[0][0] == TASK["7.6.quarter"].answer(ledger) and seen[0][1] >= 25 > seen[1][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("7.6", language, "learner", ledger)
    values = namespace["values"]
    said = set()
    for gold in (0.0, 0.1, 0.9):
        moved = values.assign(social=100.0, social_share=[gold, 0.0, 1 - gold])
        space = namespace | {"tier_values": lambda *_, moved=moved: moved}
        exec(code("figure", language), space)
        said.add(space["on_purse"])
    nobody = values.assign(social=0.0, social_share=float("nan"), future_share=values["present_share"])
    space = namespace | {"tier_values": lambda *_: nobody, "guess": {"7.6.guess-social": 40.0}.get}
    exec(code("figure", language), space)
    assert len(said | {space["on_purse"]}) == 4
    assert "40" in space["on_guess"] and namespace["on_guess"] == ""
    assert space["on_later"] != namespace["on_later"]

    cash = namespace["accounts"].assign(credit_days=0)
    space = namespace | {"accounts": cash, "people": namespace["people"].assign(known=0.5, over=False)}
    exec(code("quotes", language), space)
    assert space["on_credit"] != namespace["on_credit"] and space["on_known"] != namespace["on_known"]

    people = namespace["people"].assign(social=0.0, future=0.0)
    space = namespace | {"key": namespace["key"].assign(tier=namespace["gold"]), "people": people, "n_vouchers": 0}
    exec(code("wrong", language), space)
    assert all(space[name] != namespace[name] for name in ("on_key", "on_sum", "on_paid"))
    space = namespace | {"key": key_accounts(people.reset_index(), least=0.001)}
    exec(code("card-own", language), space)
    assert space["on_act"] != namespace["on_act"]
    exec(code("card-own", language), namespace | {"n_key": 0})


def test_anna_ben_and_clara():
    ids, by = ["Anna", "Ben", "Clara"], [None, "Anna", "Ben"]
    days = pd.to_datetime(["2024-01-01"] * 3)
    customers = pd.DataFrame({"customer_id": ids, "referred_by": by, "registered_on": days})
    valid = pd.DataFrame({"customer_id": ids, "amount": [100, 500, 70], "order_date": days})
    found = social_value(customers, valid, "2024-12-31").set_index("customer_id")["social_value"]
    task = TASK["7.6.quiz-social"]
    assert {option.key: option.text.en for option in task.options}[task.right] == f"{found['Anna']:.0f}"
    assert found["Ben"] == 70


def test_the_rise_of_the_question_is_the_measures():
    table = pd.DataFrame({"tier": ["all"], "customers": [200], "future": [1_500_000]})
    offer = pd.DataFrame({"tier": ["all"], "policy": ["-"], "cost_each": [600]})
    rise = tier_policy(table, offer, margin=0.4)["break_even"].iloc[0]
    task = TASK["7.6.quiz-rise"]
    assert {option.key: option.text.en for option in task.options}[task.right] == f"{rise:.0%}"
