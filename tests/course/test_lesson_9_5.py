"""Lesson 9.5: its account is the measure's and a count by hand's, and every way an evening can fall has words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import event_profit, say
from customer_value.explorers import event_explorer
from customer_value.lessons.event_stories import dry_evening, pick_evening
from customer_value.settings import LANGUAGES
from solutions.lessons import l9_5

TASK = {task.id: task for task in l9_5.TASKS}


@lru_cache
def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("9.5").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def run(name: str, language: str, space: dict) -> str:
    """What a cell says, given other numbers; questions and figures are left out."""
    said: list[str] = []

    def keep(text: str, /, **fields: object) -> object:
        said.append(say(text, **fields).markdown)
        return said[-1]

    quiet = {"say": keep, "display": lambda shown: None, "predict": lambda task: None, "write": lambda task: None}
    exec(code(name, language), space | quiet | {"space": space})
    return "\n".join(said)


def test_the_record_is_the_measure(ledger, other_ledger, monkeypatch):
    for evening in (pick_evening(ledger), pick_evening(other_ledger), dry_evening()):
        monkeypatch.setattr(l9_5, "pick_evening", lambda one, evening=evening: evening)
        account = event_profit(
            len(evening.invited),
            int(evening.invited["bought"].sum()),
            base_rate=float(evening.held_out["bought"].mean()),
            order_value=evening.order_value,
            margin=evening.margin,
            cost=evening.booked + evening.hours,
        )
        assert TASK["9.5.evening"].answer(ledger) == pytest.approx(account.profit)
        worth = evening.friends["margin"].mean() - evening.thanks
        assert TASK["9.5.friend"].answer(ledger) == pytest.approx(worth)
        if evening.kind == "dry run":
            values = [TASK["9.5.evening"].answer(ledger), *(one.wrong(ledger) for one in TASK["9.5.evening"].mistakes)]
            assert len({round(value, 6) for value in values}) == len(values)


def test_on_the_sample_the_full_house_added_next_to_nobody(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    space, _ = play("9.5", "en", "learner", ledger)
    plan = event_profit(
        *(space["n_invited"], space["n_invited"] * space["hope"]),
        base_rate=space["base"],
        order_value=space["order_value"],
        margin=space["margin"],
        cost=space["cost"],
    )
    assert (space["planned"], space["must_buy"]) == pytest.approx((plan.profit, plan.break_even_buyers))
    assert space["hoped"] < space["needed"] <= space["n_invited"] and space["with_friends"] > 0 > space["planned"]
    assert space["rate_here"] > space["rate_held"] > space["rate_away"]
    assert space["low"] < 0 < space["high"] and space["best"] < 0
    assert space["came_beyond"] == pytest.approx(16 - 57 * 9 / 36)
    assert space["right"] == pytest.approx(TASK["9.5.evening"].answer(ledger)) and space["brought"] == 0
    assert space["agency_worth"] > 5 * space["worth"]
    results = [money for _, money, _ in space["shown"]]
    assert len(results) == 6 and min(results) == results[-1] < 0 < results[0]
    assert space["n_both"] < 5 and space["know_brought"] > 5 * space["rich_brought"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_the_account_falls_there_are_words_for_it(play, ledger, other_ledger, language):
    space, _ = play("9.5", language, "learner", ledger if language == "en" else other_ledger)
    plans = [run("plan-read", language, space | change) for change in ({}, {"planned": 5.0}, {"must_buy": 99.0})]
    assert len(set(plans)) == 3

    # Buyers among the invited and the held-out, and the value of an order: every place of zero in the interval.
    falls = [(0.28, 0.25, 1), (1, 0.03, 1), (1, 0.03, 0.01), (0.04, 0.83, 1), (0.35, 0.25, 30), (0, 0, 1)]
    said = []
    for bought, stayed, times in falls:
        counts = {"buyers": round(bought * space["n_invited"]), "held_buyers": round(stayed * space["n_held"])}
        now = space | counts | {"order_after": times * space["order_after"], "guess": {"9.5.held-out": 7.0}.get}
        said.append(run("evening-read", language, now))
        assert "7" in said[-1] and "nan" not in said[-1]
    assert len(set(said)) == len(said)
    words = [re.sub(r"[\d.,+−%]+", "#", text) for text in said]
    assert len(set(words)) == len(words)

    # The answer of Monday follows the account.
    ends = {"paid": (3, 20, 9e4, 9e5), "lost": (-9, 12, -9e4, -9e3), "open": (-9, 12, -9e4, 9e4)}
    answers = {
        name: run("spring", language, space | dict(zip(("low", "high", "worst", "best"), numbers, strict=True)))
        for name, numbers in ends.items()
    }
    assert len(set(answers.values())) == 3
    # Friends are in the account: with enough of them the good end of the interval is a profit.
    rich = dict(space, after=replace(space["after"], referral_value=1e6), low=-9, high=12, worst=-9e4, best=-9e3)
    assert {"en": "“Repeat it", "zh-Hant": "「再辦，"}[language] in run("spring", language, rich)
    nan = float("nan")
    few = run("spring", language, space | {"low": nan, "high": nan, "worst": nan, "best": nan})
    assert "nan" not in few and few not in answers.values()
    assert run("spring", language, space | {"dry": True}) != answers["lost"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_guests_friends_and_lists_have_words_at_their_edges(play, ledger, other_ledger, language, monkeypatch):
    space, _ = play("9.5", language, "learner", ledger if language == "en" else other_ledger)
    evening = space["evening"]
    nobody = dict(space, evening=replace(evening, guests=evening.guests.assign(came=False)))
    swapped = dict(space, evening=replace(evening, guests=evening.guests.assign(came=~evening.guests["bought"])))
    said = {run("afterwards", language, one) for one in (space, nobody, swapped)}
    assert len(said) == 3 and not any("nan" in text for text in said)

    monkeypatch.setattr("customer_value.figures.event_result", lambda plan, after: None)
    friendless = dict(space, n_friends=0, worth=0.0)
    some = dict(space, evening=replace(evening, referrals=4, held_out_referrals=1))
    fewer = dict(space, evening=replace(evening, referrals=1, held_out_referrals=5))
    lasting = [run("figure", language, one) for one in (space, friendless, some, fewer)]
    assert len(set(lasting)) == 4
    assert {"en": "**none**", "zh-Hant": "**一位也不算**"}[language] in lasting[-1]

    lonely = dict(space, customers=space["customers"].assign(referred_by=pd.Series(dtype="object")))
    young = dict(space, customers=space["customers"].assign(registered_on=space["snapshot"]))
    lists = {run("two-lists", language, one) for one in (space, lonely, young)}
    assert len(lists) == 3 and not any("nan" in text for text in lists)

    alike = dict(space, evening=replace(evening, guests=evening.guests.assign(bought=True, orders=1, gap=float("nan"))))
    table = run("sticky-table", language, alike)
    assert "nan" not in table and "–" in table and table != run("sticky-table", language, space)


def test_a_ledger_without_an_evening_reckons_the_printed_one(play, other_ledger):
    space, _ = play("9.5", "zh-Hant", "learner", other_ledger)
    assert space["dry"] == (pick_evening(other_ledger).kind == "dry run")
    if space["dry"]:
        assert (space["alone_after"], space["beyond"], space["right"]) == pytest.approx((-3020, 1, -1870))
        assert space["worst"] < 0 < space["best"]


def test_the_slider_comes_to_the_answer_of_the_question():
    small = 17.0
    parts = {"order_value": small / 0.5, "margin": 0.5, "guest_cost": small / 20, "fixed_cost": 3 * small}
    explorer = event_explorer(
        *(40, 0.5), base_rate=0.35, referrals=2, referral_value=small, currency="TWD", language="en", **parts
    )
    titles = [explorer.picture.alt]
    explorer.controls["referrals"].value = 0
    for base in (0.35, 0.37, 0.375, 0.38):
        explorer.controls["base"].value = base
        titles.append(explorer.picture.alt)
    assert all("a profit of" in title for title in titles[:3])
    assert "neither profit nor loss" in titles[3] and "a loss of" in titles[4]


def test_the_numbers_of_the_questions_hold():
    account = event_profit(80, 35, base_rate=0.25, order_value=600, margin=1.0, cost=9000)
    assert (account.profit, account.break_even_buyers) == (0, 35)
    assert f"{35 / 80:.0%}" == "44%"
