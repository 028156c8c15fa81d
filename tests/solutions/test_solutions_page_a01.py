"""The exercise page of a01 prints what its records are tried on, and its last cell works with the right answers."""

from __future__ import annotations

import ast
import io

import jupytext
import pandas as pd
import pytest
from exercise_page import cell, printed_table

import customer_value
from solutions import records
from solutions.customers import cleaning_cases, file, money_cases
from solutions.customers.drawing import SMALL_SNAPSHOT
from tutor.blanks import has_blank
from tutor.task import FunctionTask


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a01_customers" / "a01_customers.md", fmt="md:myst")


def made_by(page, name):
    made: dict = {"pd": pd}
    exec(cell(page, name), made)
    return made


def as_text(table: pd.DataFrame) -> list[list[str]]:
    cells = pd.read_csv(io.StringIO(table.to_csv(index=False)), dtype=str, keep_default_na=False, header=None)
    return cells.map(str.strip).values.tolist()


SMALL_MONEY = money_cases.INDUSTRY_CASES[0].printed
PRINTED = {
    "orders": ("export-tables", "small-export", cleaning_cases.SMALL["orders"]),
    "refunds": ("export-tables", "small-export", cleaning_cases.SMALL["refunds"]),
    "customers": ("file-table", "small-file", file.CASES[0].printed["customers"]),
    "small": ("money-tables", "small-money", SMALL_MONEY["valid"]),
    "companies": ("money-tables", "small-money", SMALL_MONEY["customers"]),
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_table_and_the_one_to_try_things_on_are_the_small_case(page, name):
    printed_in, made_in, case = PRINTED[name]
    printed = printed_table(cell(page, printed_in), name)
    assert [list(printed.columns), *printed.values.tolist()] == as_text(case)
    pd.testing.assert_frame_equal(made_by(page, made_in)[name], case, check_dtype=False)


def test_snapshot_and_words_for_nothing_are_those_of_the_small_cases(page):
    assert made_by(page, "small-export")["snapshot"] == cleaning_cases.SMALL["snapshot"] == SMALL_SNAPSHOT
    assert made_by(page, "small-file")["nothing"] == file.CASES[0].printed["nothing"]


def test_the_given_function_stands_on_the_page_before_what_uses_it(page):
    places = [one.metadata.get("given") or one.metadata.get("task") for one in page.cells]
    assert places.count("tidy") == 1 and places.index("tidy") < places.index("a01.completeness")


FORMS = {
    "list": list,
    "column": pd.Series,
    "true": lambda ids: pd.Series(True, index=pd.Index(ids, name="customer_id")),
    "table": lambda ids: pd.DataFrame({"customer_id": ids}),
    "table by id": lambda ids: pd.DataFrame({"late": True}, index=pd.Index(ids, name="customer_id")),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_list_of_friday_waits_for_the_learner_and_is_the_measures_list(page, repository, form):
    source = cell(page, "your-list")
    assert has_blank(ast.parse(source))
    shop = customer_value.read_ledger(repository / "datasets" / "sample" / "en")
    answers = {task.name: task.answer for task in records("a01").TASKS if isinstance(task, FunctionTask)}
    made = {**answers, "pd": pd, "ledger": shop, "valid_orders": customer_value.valid_orders}
    made["overdue"] = lambda *inputs: FORMS[form](answers["overdue"](*inputs))
    exec(source.replace("____", "10_000"), made)
    late = customer_value.overdue(made["valid"], shop.snapshot).query("overdue")["customer_id"]
    assert set(made["late"]) == set(late)
    calls = made["calls"]
    assert 0 < len(calls) < len(late) and set(calls["customer_id"]) <= set(late)
    assert calls["spent"].min() >= 10_000 and calls["consent"].all()
