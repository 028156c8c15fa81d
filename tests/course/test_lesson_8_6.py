"""Lesson 8.6: a tenth of the rate is not a tenth of those who leave, and every turn has its words."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from unittest.mock import MagicMock

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import clv_levers, driver_trend, margin_rate, order_goods, social_value, valid_orders
from customer_value.lessons.driver_outlook import driver_outlook, steps_back
from customer_value.settings import LANGUAGES
from solutions.lessons import l8_6

TASK = {task.id: task for task in l8_6.TASKS}


CELLS = ("looking-back-questions", "worked", "figure", "trend", "forecast", "outlook", "targets", "quotes")
"""Those that leave numbers behind, in the order of the page."""


@cache
def page() -> str:
    """The lesson as it is written."""
    return find_course().page("8.6").path.read_text(encoding="utf-8")


@cache
def code(name: str, language: str) -> object:
    """The code of one of the lesson's cells, with the money left out; its questions are not asked again."""
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", page(), flags=re.MULTILINE | re.DOTALL)
    cell = re.sub(r"^(write|quiz)\(.*\n", "", cell, flags=re.MULTILINE)
    return compile(keep_language(cell, language).replace("{{ currency }}", "$"), name, "exec")


def said(namespace: dict, name: str, language: str, **other: object) -> dict:
    """What a cell leaves behind when some of its numbers are others; it shows nothing."""
    quiet = {"say": lambda *_, **__: None, "display": lambda *_: None, "print": lambda *_: None, "sns": MagicMock()}
    space = namespace | quiet | {"figures": MagicMock(), "guess": lambda _: None} | other
    exec(code(name, language), space)
    return space


@pytest.fixture(scope="module")
def lesson(ledger):
    """What the lesson leaves behind on the sample. That it plays as it stands, test_lessons.py sees to."""
    measures = (driver_outlook, driver_trend, margin_rate, order_goods, social_value, steps_back, valid_orders)
    space = {"ledger": ledger, "snapshot": ledger.snapshot, "np": np, "pd": pd}
    space |= {one.__name__: one for one in measures}
    space["valid"] = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    for name in CELLS:
        space = said(space, name, "en")
    return space


@pytest.fixture(scope="module")
def small(lesson, ledger):
    """The same with the tables of sixty customers, for the words alone."""
    who = lesson["year"]["customer_id"].drop_duplicates()[:60]
    cut = {name: lesson[name][lesson[name]["customer_id"].isin(who)] for name in ("valid", "year", "people")}
    orders = ledger.orders[ledger.orders["order_id"].isin(cut["year"]["order_id"])]
    circle = pd.DataFrame({"circle": [lesson["circle"]]})
    return (
        lesson
        | cut
        | {
            "ledger": SimpleNamespace(orders=orders, customers=ledger.customers, table_names=ledger.table_names),
            "social_value": lambda *_: circle,
            "driver_trend": lambda *_, **__: lesson["trend"],
            "with_recommended": lambda periods: periods,
        }
    )


def test_the_lesson_counts_as_its_records_do(lesson, ledger):
    assert lesson["r"] == pytest.approx(l8_6.retention(ledger)) == pytest.approx(lesson["trend"]["retention"].iloc[-1])
    assert lesson["of_rate"] == pytest.approx(TASK["8.6.gain-rate"].answer(ledger))
    assert lesson["of_leavers"] == pytest.approx(TASK["8.6.gain-leavers"].answer(ledger))
    assert lesson["bring"] == pytest.approx(TASK["8.6.brought"].answer(ledger))
    levers = clv_levers(*(lesson[one] for one in ("aov", "orders", "margin", "r", "d"))).set_index("lever")
    assert lesson["value"] == pytest.approx(levers["clv"].iloc[0])
    share = levers["gain"] / levers["clv"]
    assert lesson["of_rate"] == pytest.approx(share["retention"])
    assert lesson["gain_dearer"] == pytest.approx(share["aov"]) == pytest.approx(share["orders_per_year"])
    assert lesson["phone_rate"] == pytest.approx(0.515, abs=0.001)


def test_on_the_sample_the_agencys_own_sum_puts_it_last(lesson):
    assert lesson["of_rate"] < lesson["of_leavers"] < 0.1
    assert not lesson["young"] and lesson["back"] == 4 and len(lesson["trend"]) == 3
    outlook = lesson["outlook"]
    assert outlook["inside"].tolist() == [True] * 4 and (outlook["off"][:3] > 0.1).all()
    assert outlook.loc["aov", "low"] == pytest.approx(lesson["expected"] * (1 - lesson["off"]))
    assert lesson["reached"] == 0 and lesson["counted"] == 4
    people = lesson["people"]
    named = set(people["referred_by"].dropna())
    assert lesson["bring"] == pytest.approx(sum(one in named for one in people["customer_id"]) / len(people))
    # None of the three could be sure to be seen at the size that it needs: the numbers leave something to decide.
    assert all(lesson[f"need_{one}"] < lesson[f"see_{one}"] for one in ("set", "call", "club"))


def test_what_more_has_to_stay_pays_for_the_programme(lesson):
    r, d, yearly, cost = (lesson[one] for one in ("r", "d", "yearly", "c_club"))
    stay = r + lesson["need_club"] / 100
    assert (yearly - cost) / (1 - stay / (1 + d)) == pytest.approx(lesson["value"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(small, language):
    here = said(small, "figure", language)
    assert here["on_agency"] != said(small, "figure", language, r=0.8)["on_agency"]
    assert here["more"] == pytest.approx(10 * small["r"])
    everybody = said(small, "figure", language, r=0.95, guess=lambda _: 50.0, young=True)
    assert everybody["more"] == pytest.approx(5) and "50" in everybody["on_guess"] and everybody["note"]

    outlook = small["outlook"]

    def forecasts(**columns: object) -> str:
        table = outlook.assign(**columns)
        space = said(small, "outlook", language, driver_outlook=lambda *_: table)
        return space["on_came"] + space["on_drown"]

    turns = {
        forecasts(),
        forecasts(inside=[True, False, True, True]),
        forecasts(inside=[None] * 4, came=np.nan),
        forecasts(off=0.05),
        forecasts(off=[0.05, 0.2, 0.2, 0.2]),
        forecasts(off=np.nan, low=np.nan, high=np.nan),
    }
    assert len(turns) == 5 and not any("nan" in one for one in turns)
    short = outlook.drop(index="retention")
    bound = said(
        small, "outlook", language, contracts=True, open_curtain=False, driver_outlook=lambda *args: short.loc[args[1]]
    )
    assert bound["on_quarterly"] and bound["levers"] == ["aov", "orders_per_customer"]

    targets = said(small, "targets", language)
    nobody = small["people"].assign(referred_by=pd.NA)
    one_way = SimpleNamespace(orders=small["ledger"].orders.assign(channel="A"), customers=None)
    alone = said(small, "targets", language, people=nobody, ledger=one_way, r=0.9)
    for name in ("on_circle", "on_ways", "on_crossed"):
        assert alone[name] != targets[name] and "nan" not in alone[name]
    assert alone["reached"] == targets["reached"] + 1 and alone["n_reached"] != targets["n_reached"]
    long_ago = small["people"]["first"].min() - pd.Timedelta(days=1)
    young = said(small, "targets", language, young=True, a_year_ago=long_ago)
    assert young["on_back"] != targets["on_back"] and young["counted"] == 2

    sure = said(small, "plan-own", language, see_call=0.01, see_set=0.01)
    unsure = said(small, "plan-own", language)
    assert sure["on_see"] != unsure["on_see"] and sure["on_set"] != unsure["on_set"]
    assert said(small, "quotes", language, contracts=True)["late"] != said(small, "quotes", language)["late"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_young_ledger_says_so(small, ledger, language):
    later = small["valid"][small["valid"]["order_date"] > small["a_year_ago"]]
    rates = {"margin_rate": lambda *_: 0.5, "order_goods": MagicMock()}
    young = said(small, "looking-back-questions", language, valid=later, ledger=ledger, **rates)
    assert young["young"] and young["r"] == l8_6.ASSUMED and young["on_r"] != small["on_r"]
    seen = {}
    for rows in (1, 3):
        past = small["trend"].iloc[:rows]
        space = young | {"driver_trend": lambda *_, past=past, **__: past}
        seen[rows] = said(space, "trend", language, valid_orders=lambda *_: small["valid"], steps_back=lambda _: 1)
    assert seen[1]["back"] == 1 and not seen[1]["moves"] and len(seen[3]["moves"]) == 2
    assert seen[1]["on_bars"] != seen[3]["on_bars"] and all(one in seen[3]["on_bars"] for one in seen[3]["moves"])


def test_the_name_in_the_title_changes_where_the_question_says():
    strongest = [clv_levers(2200, 2.8, 0.56, rate, 0.10)["lever"][0] for rate in (0.52, 0.525)]
    assert strongest == ["aov", "retention"]


def test_the_numbers_of_the_questions_hold():
    assert pytest.approx(2200) == 1000 / (1 - 0.6 / 1.1)  # 8.6.back-formula
    assert l8_6.gain(0.9, 0.99) / 0.1 == pytest.approx(8.2, abs=0.1)  # 8.6.crossing, "about eight times"
    noise = (0.72 * 0.28 / 10_000 + 0.70 * 0.30 / 10_000) ** 0.5
    assert 0.02 / noise > 3  # 8.6.bank: more than luck
