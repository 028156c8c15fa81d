"""Mistakes of unit that nobody has to foresee: named after a miss that no known mistake of the record explains."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from tutor_tasks import text

from tutor.attempt import attempt
from tutor.checking import verdict_on
from tutor.pack import card
from tutor.shape import Column, Members, Number, Table
from tutor.task import Case, FunctionTask, Mistake
from tutor.units import unit_mistakes


def rate(table):
    return table["again"].sum() / len(table)


def draw(rng: np.random.Generator):
    return {"table": pd.DataFrame({"again": rng.permutation([1] * 31 + [0] * int(rng.integers(40, 70)))})}


RATE = FunctionTask(
    id="a96.rate",
    title=text("Rate"),
    prompt=text("Write `rate(table)`."),
    points=2,
    answer=rate,
    returns=Number(unit="share"),
    cases=(
        Case(key="ordinary", name=text("ordinary"), share=0.5, draw=draw, ordinary=True),
        Case(
            key="half",
            name=text("half"),
            share=0.5,
            draw=lambda rng: {"table": pd.DataFrame({"again": [1, 0] * int(rng.integers(2, 9))})},
        ),
    ),
    mistakes=(
        Mistake(
            key="counted",
            wrong=lambda table: table["again"].sum(),
            message=text("You counted."),
        ),
    ),
)
RATE_CARD = card(RATE, seed="class", hidden=True)

UNITS = {
    "percent": lambda share: 100 * share,
    "complement": lambda share: 1 - share,
    "reciprocal": lambda share: 1 / share,
    "sign": lambda share: -share,
    "rounded": lambda share: round(share, 2),
}
SAYS = {
    "percent": ("percentage", "百分比"),
    "complement": ("the rest", "剩下的"),
    "reciprocal": ("upside down", "顛倒"),
    "sign": ("wrong sign", "正負號"),
    "rounded": ("rounded", "四捨五入"),
}


def verdict(change, language="en", the_card=RATE_CARD):
    answers = attempt(the_card, {"rate": lambda table: change(rate(table))})
    return verdict_on(the_card, answers, language, hidden=True)


@pytest.mark.parametrize("key", UNITS)
def test_a_mistake_of_unit_is_named_and_loses_points(key):
    for place, language in enumerate(("en", "zh-Hant")):
        found = verdict(UNITS[key], language)
        assert (found.state, found.mistake) == ("mistake", f"unit-{key}"), found.text
        assert found < 2.0 and SAYS[key][place] in found.paragraphs[0]


def test_a_percentage_may_be_rounded_besides():
    for digits in (0, 1, 2):
        assert verdict(lambda share, digits=digits: round(100 * share, digits)).mistake == "unit-percent"


def test_what_the_record_knows_comes_first():
    own = Mistake(key="others", wrong=lambda table: 1 - rate(table), message=text("You took the others."))
    the_card = card(dataclasses.replace(RATE, mistakes=(*RATE.mistakes, own)), seed="class", hidden=True)
    found = verdict(lambda share: 1 - share, the_card=the_card)
    assert found.mistake == "others" and found.paragraphs[0] == "You took the others. (en)"


@pytest.mark.parametrize("change", [lambda share: share + 0.2, lambda share: 3 * share, lambda share: None])
def test_anything_else_is_no_mistake_of_unit(change):
    assert verdict(change).mistake == ""


def test_only_the_shares_of_a_table_are_looked_at():
    shape = Table(columns=(Column(name="n", unit="orders"), Column(name="rate", unit="share")), key=("area",))
    expected = {"keys": [["N"], ["S"]], "columns": {"n": [30, 12], "rate": [0.25, None]}}
    percent = {"keys": [["N"], ["S"]], "columns": {"n": [30, 12], "rate": [25.0, None]}}
    both = {"keys": [["N"], ["S"]], "columns": {"n": [3000, 1200], "rate": [25.0, None]}}
    assert unit_mistakes(expected, percent, shape, 1e-6) == ("percent",)
    assert unit_mistakes(expected, both, shape, 1e-6) == ()


def test_money_is_no_share_but_may_be_rounded():
    for answer, found in ((12.35, ("rounded",)), (12.0, ("rounded",)), (1234.56, ()), (-12.3456, ())):
        assert unit_mistakes({"number": 12.3456}, {"number": answer}, Number(unit="money"), 1e-6) == found


@pytest.mark.parametrize("expected", [0.0, 0.5, 1.0, None, 0.1])
def test_edges_have_no_mistake_that_is_the_right_answer(expected):
    answer = {"number": expected}
    assert unit_mistakes(answer, answer, Number(unit="share"), 1e-6) == ()


def test_sets_and_what_cannot_be_read_have_no_unit():
    assert unit_mistakes({"members": ["a"]}, {"members": ["b"]}, Members(), 1e-6) == ()
    assert unit_mistakes({"number": 0.3}, {"problem": "nothing"}, Number(unit="share"), 1e-6) == ()
