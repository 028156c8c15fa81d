"""Draws can be repeated, and a draw that cannot tell a mistake from the answer is taken again."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from tutor_tasks import VISITS, text, visits

from tutor.cases import PUBLIC_SEED, RecordError, draw_cases, generator
from tutor.task import Case, Mistake


def with_mistake(wrong):
    return dataclasses.replace(VISITS, mistakes=(Mistake(key="wrong", wrong=wrong, message=text("wrong")),))


def test_the_same_seed_gives_the_same_cases():
    one, two = draw_cases(VISITS, "class"), draw_cases(VISITS, "class")
    assert [case.expected for case in one] == [case.expected for case in two]
    assert draw_cases(VISITS, "another", hidden=True)[0].expected != one[0].expected


def test_seed_task_and_case_all_count():
    draws = {
        tuple(generator(*parts).integers(0, 10**9, size=3))
        for parts in [("a", "t", "c"), ("b", "t", "c"), ("a", "u", "c"), ("a", "t", "d"), ("a", "t", "c", 1)]
    }
    assert len(draws) == 5


def test_only_the_public_cases_use_what_is_printed():
    printed = VISITS.cases[0].printed["table"]
    pd.testing.assert_frame_equal(draw_cases(VISITS, PUBLIC_SEED)[0].arguments["table"], printed)
    assert not draw_cases(VISITS, PUBLIC_SEED, hidden=True)[0].arguments["table"].equals(printed)


def test_a_mistake_that_is_the_answer_makes_the_record_unusable():
    with pytest.raises(RecordError, match=r"a99.visits.*'wrong' and 'answer' meet"):
        draw_cases(with_mistake(visits), "class")


def test_two_mistakes_that_are_the_same_make_the_record_unusable():
    twice = tuple(Mistake(key=key, wrong=lambda table: visits(table) + 1, message=text(key)) for key in ("one", "two"))
    with pytest.raises(RecordError, match="'one' and 'two' meet"):
        draw_cases(dataclasses.replace(VISITS, mistakes=twice), "class")


def test_a_mistake_without_a_value_on_the_ordinary_case_makes_the_record_unusable():
    with pytest.raises(RecordError, match="comes to no value"):
        draw_cases(with_mistake(lambda table: 1 / 0), "class")


def test_an_answer_without_a_value_makes_the_record_unusable():
    with pytest.raises(RecordError, match="model answer gives no value"):
        draw_cases(dataclasses.replace(VISITS, answer=lambda table: None), "class")


def test_values_that_meet_are_drawn_again():
    """Only every second draw holds a customer who came twice on a day; without one, rows and days are the same."""

    def draw(rng: np.random.Generator):
        return {"table": pd.DataFrame({"customer_id": ["C1", "C1"], "day": [1, 1 + int(rng.integers(0, 2))]})}

    rows = Mistake(key="rows", wrong=VISITS.mistakes[0].wrong, message=text("rows"))
    case = Case(key="ordinary", name=text("ordinary"), share=1, draw=draw, ordinary=True)
    task = dataclasses.replace(VISITS, cases=(case,), mistakes=(rows,))
    for seed in range(8):
        (drawn,) = draw_cases(task, seed)
        assert drawn.arguments["table"]["day"].tolist() == [1, 1]


def test_a_model_answer_that_changes_its_inputs_changes_only_its_own():
    def spoil(table):
        counts = visits(table)
        table["day"] = 0
        return counts

    drawn = draw_cases(dataclasses.replace(VISITS, answer=spoil), PUBLIC_SEED)
    assert [case.expected for case in drawn] == [case.expected for case in draw_cases(VISITS, PUBLIC_SEED)]
