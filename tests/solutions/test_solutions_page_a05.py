"""The exercise page of a05 prints what its records are tried on, and its last cell shows what the measures say."""

from __future__ import annotations

import ast
import contextlib
import io

import jupytext
import pandas as pd
import pytest
from exercise_page import cell

import customer_value
from solutions import records
from solutions.repurchase import cases, measures
from tutor.blanks import has_blank
from tutor.task import FunctionTask


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a05_repurchase" / "a05_repurchase.md", fmt="md:myst")


def test_the_printed_table_is_the_small_case(page):
    lines = cell(page, "small-table").splitlines()[2:]
    rows = [[part.strip() for part in line.strip("|").split("|")] for line in lines]
    assert {who: tuple(days.split(", ")) for who, _, days in rows} == dict(cases.SMALL_ORDERS)
    assert {who: area for who, area, _ in rows} == dict(cases.SMALL_CUSTOMERS.itertuples(index=False))


def test_the_tables_and_days_to_try_things_on_are_the_small_case(page):
    made: dict = {"pd": pd}
    exec(cell(page, "small-ledger"), made)
    pd.testing.assert_frame_equal(made["valid"], cases.SMALL, check_dtype=False)
    pd.testing.assert_frame_equal(made["customers"], cases.SMALL_CUSTOMERS, check_dtype=False)
    assert {name: made[name] for name in cases.PRINTED} == cases.PRINTED


def test_given_functions_stand_on_the_page_once_and_before_what_uses_them(page):
    book = records("a05")
    places = [one.metadata.get("given") or one.metadata.get("task") for one in page.cells]
    names = [function.__name__ for function in book.GIVEN]
    assert [name for name in places if name in names] == names
    assert places.index("last_before") < places.index("a05.areas")
    assert places.index("month_number") < places.index("a05.cohorts")


def test_the_wall_waits_for_the_learner_and_then_shows_what_the_measures_say(page, repository):
    source = cell(page, "your-wall")
    assert has_blank(ast.parse(source))
    book, shown = records("a05"), []
    ledger = customer_value.read_ledger(repository / "datasets" / "sample" / "en")
    made = {"pd": pd, "read_ledger": lambda: ledger, "valid_orders": customer_value.valid_orders}
    made |= {"display": shown.append} | {function.__name__: function for function in book.GIVEN}
    made |= {task.name: task.answer for task in book.TASKS if isinstance(task, FunctionTask)}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(source.replace("____", '"2025-07-01"'), made)
    valid = customer_value.valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    window = (valid, pd.Timestamp("2025-07-01"), pd.Timestamp("2025-09-30"))
    rates = [measures.repurchase_rate(*window, 180), measures.win_back_rate(*window, 180)]
    rates.append(measures.second_rate(*window, 90, ledger.snapshot))
    assert printed.getvalue().splitlines() == [f"{rate:.1%}" for rate in rates]
    assert shown[1] == measures.balance(*window, 180)
    assert shown[0].sum() == valid.loc[valid["order_date"] <= window[2], "customer_id"].nunique()
