"""The exercise page of a09 prints what its records are tried on, and its last cell works with every right answer."""

from __future__ import annotations

import ast
import io

import jupytext
import numpy as np
import pandas as pd
import pytest
from exercise_page import cell, printed_table

import customer_value
from solutions import records
from solutions.roi import cases
from tutor.blanks import has_blank
from tutor.task import FunctionTask


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a09_roi" / "a09_roi.md", fmt="md:myst")


def as_text(table: pd.DataFrame) -> list[list[str]]:
    return pd.read_csv(io.StringIO(table.to_csv(index=False)), dtype=str).values.tolist()


PRINTED = {
    "accounts": ("small-accounts", cases.PROFIT_CASES),
    "customers": ("small-spending", cases.TIER_ROI_CASES),
    "campaigns": ("small-campaigns", cases.CAMPAIGN_CASES),
    "people": ("small-people", cases.INCREMENTAL_CASES),
    "tiers": ("small-tiers", cases.BUDGET_CASES),
    "guests": ("small-guests", cases.EVENT_CASES),
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_table_and_the_one_to_try_things_on_are_the_small_case(page, name):
    made_in, tried = PRINTED[name]
    case = tried[0].printed[name]
    places = {"accounts": "accounts", "customers": "spending"}
    printed = printed_table(cell(page, f"{places.get(name, name)}-table"), name)
    assert list(printed.columns) == list(case.columns)
    shown = case.astype({"strength": int}) if name == "tiers" else case
    assert as_text(printed) == as_text(shown)
    made: dict = {"pd": pd}
    exec(cell(page, made_in), made)
    pd.testing.assert_frame_equal(made[name], case)


def test_the_numbers_to_try_things_on_are_those_of_the_small_cases(page):
    made: dict = {"pd": pd}
    exec(cell(page, "small-accounts"), made)
    exec(cell(page, "small-people"), made)
    assert made["pool"] == cases.SMALL_POOL
    assert {name: made[name] for name in cases.SMALL_TRIAL} == cases.SMALL_TRIAL
    letter = ", ".join(str(number) for number in cases.SMALL_LETTER.values())
    prose = [one.source for one in page.cells if one.metadata.get("name") == "to-break-even"]
    assert len(prose) == 2 and all(f"break_even({letter})" in text for text in prose)
    evening = [one.source for one in page.cells if one.metadata.get("name") == "guests"]
    assert all(f"{cases.SMALL_EVENT[name]:,}" in text for name in ("cost", "order_value") for text in evening)


def test_given_functions_stand_on_the_page_once_and_before_what_uses_them(page):
    book = records("a09")
    places = [one.metadata.get("given") or one.metadata.get("task") for one in page.cells]
    given = [name for name in places if name in {function.__name__ for function in book.GIVEN}]
    assert given == [function.__name__ for function in book.GIVEN]
    assert places.index("roi") < places.index("a09.incremental-roi")
    assert places.index("brought") < places.index("a09.budget-split")


def test_what_comes_after_the_tasks_waits_for_the_learner(page):
    assert has_blank(ast.parse(cell(page, "your-campaigns")))


@pytest.mark.parametrize("form", [float, lambda number: pd.Series([number])])
def test_the_campaigns_are_judged_as_the_measures_judge_them(page, repository, form):
    book = records("a09")
    shop = customer_value.read_ledger(repository / "datasets" / "sample" / "en")
    answers = {task.name: task.answer for task in book.TASKS if isinstance(task, FunctionTask)}
    made = {
        **answers,
        **{function.__name__: function for function in book.GIVEN},
        "incremental_roi": lambda *inputs: form(answers["incremental_roi"](*inputs)),
        "np": np,
        "pd": pd,
        "read_ledger": lambda: shop,
        "campaign_returns": customer_value.campaign_returns,
        "valid_orders": customer_value.valid_orders,
    }
    exec(cell(page, "your-campaigns").replace("____", "0.4"), made)
    found, judged = made["answer"], made["found"]
    assert len(found) == len(judged) >= 5
    for shown, measure in {"ROAS": "roas", "ROI": "roi", "incremental ROI": "incremental_roi"}.items():
        pd.testing.assert_series_equal(found[shown], judged[measure], check_names=False)
    assert 0 < found["again"].sum() < len(found)
