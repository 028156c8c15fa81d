"""The exercise page of a10 prints what its records are tried on, and its last cells work on own ledgers."""

from __future__ import annotations

import ast
import io

import jupytext
import numpy as np
import pandas as pd
import pytest
from exercise_page import cell, printed_table

import customer_value
from customer_value.figures import plan_page
from solutions import records
from solutions.capstone import clv, roi, targets, tier_table
from solutions.capstone.reference import reference
from tutor.blanks import has_blank
from tutor.own import SCENARIOS, graded_ledger, lot_of
from tutor.task import FunctionTask


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a10_capstone" / "a10_capstone.md", fmt="md:myst")


def as_text(table: pd.DataFrame) -> list[list[str]]:
    whole = {name: "int64" for name in table if table[name].dtype.kind == "f" and (table[name] % 1 == 0).all()}
    return pd.read_csv(io.StringIO(table.astype(whole).to_csv(index=False)), dtype=str).fillna("").values.tolist()


PRINTED = {
    "customers": ("ten-table", "small-customers", tier_table.SMALL),
    "year": ("worth-table", "small-year", clv.SMALL["customers"]),
    "wishes": ("wishes-table", "small-wishes", targets.SMALL["plan"]),
    "plan": ("plan-table", "small-plan", roi.SMALL["plan"]),
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_table_and_the_one_to_try_things_on_are_the_small_case(page, name):
    shown_in, made_in, case = PRINTED[name]
    printed = printed_table(cell(page, shown_in), name)
    assert list(printed.columns) == list(case.columns)
    assert printed.values.tolist() == [[part.removesuffix(".0") for part in row] for row in as_text(case)]
    made: dict = {"pd": pd, "np": np}
    exec(cell(page, made_in), made)
    pd.testing.assert_frame_equal(made[name], case)
    assert name != "customers" or made["limits"] == tier_table.LIMITS


def test_the_numbers_in_the_text_are_those_of_the_small_cases(page):
    prose = {
        name: [one.source for one in page.cells if one.metadata.get("name") == name] for name in ("worth", "to-roi")
    }
    assert clv.SMALL["margin"] == roi.SMALL_MARGIN == 0.4 and clv.SMALL["churn"] == 0.25
    assert all("40%" in text for name in prose for text in prose[name])
    extra = targets.check_targets(targets.SMALL["plan"])["extra_buyers"].dropna()
    assert extra.tolist() == pytest.approx([4, 6, 4])
    alone = roi.SMALL["plan"][roi.SMALL["plan"]["tier"] == "bronze"]
    assert roi.plan_roi(alone, 0.4) < 0 < roi.plan_roi(**roi.SMALL), "bronze alone would not pay"


def test_given_functions_stand_on_the_page_once_and_before_what_uses_them(page):
    places = [one.metadata.get("given") or one.metadata.get("task") or one.metadata.get("name") for one in page.cells]
    given = [function.__name__ for function in records("a10").GIVEN]
    assert [name for name in places if name in given] == given
    assert places.index("customer_table") < places.index("shop") and places.index("yearly_churn") < places.index(
        "try-churn"
    )


def test_the_own_company_waits_for_the_learner(page):
    assert all(has_blank(ast.parse(cell(page, name))) for name in ("own-company", "own-plan-cell"))


def answers(form: str) -> dict:
    """The model answers, or other right ones that give another kind of table."""
    tasks = {task.name: task for task in records("a10").TASKS if isinstance(task, FunctionTask)}
    if form == "model":
        return {name: task.answer for name, task in tasks.items()}
    return {name: task.alternatives[0] for name, task in tasks.items()}


@pytest.mark.parametrize(("scenario", "form"), [*((name, "model") for name in SCENARIOS), ("giftshop", "by loop")])
def test_the_own_company_is_worked_out_in_every_scenario(page, scenario, form, capsys):
    learner = next(f"s{number}" for number in range(100) if lot_of("class", f"s{number}").scenario == scenario)
    ledger = graded_ledger("class", learner, "en")
    shown = []
    made = {
        "np": np,
        "pd": pd,
        "own_ledger": lambda me: ledger if me == learner else None,
        "display": lambda *tables: shown.extend(tables),
        **{name: getattr(customer_value, name) for name in ("margin_rate", "operating_plan", "order_goods")},
        **{name: getattr(customer_value, name) for name in ("tier_cuts", "tiers", "valid_orders")},
        **{function.__name__: function for function in records("a10").GIVEN},
        "plan_page": lambda plan, currency: shown.append(plan_page(plan, currency=currency, language="en")),
        **answers(form),
    }
    exec(cell(page, "own-company").replace("____", repr(learner)), made)
    right = reference(ledger)
    table = made["table"].reset_index().set_index("tier")
    for name in ("customers", "existing", "rate", "revenue_share"):
        pd.testing.assert_series_equal(table[name].loc[right.index], right[name], check_dtype=False, check_names=False)

    gold, silver, _ = right["rate"]
    wanted = f'targets = {{"gold": {min(gold + 0.1, 1)}, "silver": {silver / 2}, "bronze": None}}\n'
    costs = 'costs = {"gold": 100, "silver": 50, "bronze": 70}\n'
    exec(wanted + costs + cell(page, "own-plan-cell").split("\n", 2)[2], made)
    plan = made["my_plan"].set_index("tier")
    assert plan["target"].notna().tolist() == [True, False, False], "silver is refused, bronze left out"
    for name in ("orders_per_buyer", "order_value"):
        assert plan[name].tolist() == pytest.approx(right[name].tolist())
    total = made["page"].iloc[-1]
    assert (total["tier"], total["cost"]) == ("total", 100) and total["roi"] == pytest.approx(made["result"])
    assert "ROI" in capsys.readouterr().out and len(shown) == 5
    assert "gold" in shown[-1].alt
