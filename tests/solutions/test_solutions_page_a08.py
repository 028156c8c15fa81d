"""The exercise page of a08 prints what its records are tried on, and its last cell works with every right answer."""

from __future__ import annotations

import ast
import io
import re

import jupytext
import pandas as pd
import pytest
from exercise_page import cell, printed_table
from scipy.special import hyp2f1

import customer_value
from solutions import records
from solutions.lifetime_value import expecting_cases, winning_cases, worth_cases
from tutor.blanks import has_blank
from tutor.task import FunctionTask

BOOK = records("a08")
ANSWERS = {task.name: task.answer for task in BOOK.TASKS if isinstance(task, FunctionTask)}


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a08_lifetime_value" / "a08_lifetime_value.md", fmt="md:myst")


def prose(page, name):
    return [one.source for one in page.cells if one.metadata.get("name") == name]


def as_text(table: pd.DataFrame) -> list[list[str]]:
    """A table as the page prints it: whole amounts without decimals."""
    whole = {name: "int64" for name in table.columns if table[name].dtype.kind == "f"}
    return pd.read_csv(io.StringIO(table.astype(whole).to_csv(index=False)), dtype=str).values.tolist()


PRINTED = {
    "small_valid": ("history-tables", "history-data", worth_cases.HISTORIC_CASES, "valid"),
    "small_costs": ("history-tables", "history-data", worth_cases.HISTORIC_CASES, "costs"),
    "small_year": ("year-table", "year-data", worth_cases.SHORT_CASES, "year"),
    "small_shop_costs": ("winning-tables", "winning-data", winning_cases.PAYBACK_CASES, "costs"),
    "small_shop_valid": ("winning-tables", "winning-data", winning_cases.PAYBACK_CASES, "valid"),
    "small_newcomers": ("channel-tables", "channel-data", winning_cases.RATIO_CASES, "newcomers"),
    "small_spend": ("channel-tables", "channel-data", winning_cases.RATIO_CASES, "spend"),
    "small_customers": ("shop-table", "shop-data", expecting_cases.EXPECTED_CASES, "customers"),
    "small_forecast": ("error-tables", "error-data", expecting_cases.ERROR_CASES, "forecast"),
    "small_later": ("error-tables", "error-data", expecting_cases.ERROR_CASES, "later"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_table_and_the_one_to_try_things_on_are_the_small_case(page, name):
    shown_in, made_in, tried, parameter = PRINTED[name]
    case = tried[0].printed[parameter]
    printed = printed_table(cell(page, shown_in), name)
    assert list(printed.columns) == list(case.columns)
    assert printed.values.tolist() == as_text(case)
    made: dict = {"pd": pd}
    exec(cell(page, made_in), made)
    pd.testing.assert_frame_equal(made[name], case)


def test_the_numbers_to_try_things_on_are_those_of_the_small_cases(page):
    made: dict = {"pd": pd}
    exec(cell(page, "winning-data"), made)
    exec(cell(page, "shop-data"), made)
    months, shop = winning_cases.PAYBACK_CASES[0].printed, expecting_cases.EXPECTED_CASES[0].printed
    assert (made["small_start"], made["small_end"]) == (months["start"], months["end"])
    assert made["small_snapshot"] == shop["snapshot"] and made["small_model"] == expecting_cases.CDNOW
    tried = f"small_start, small_end, {months['monthly_margin']}, {months['retention']})"
    assert all(tried in text for text in prose(page, "try-payback"))
    assert all(f"small_snapshot, {shop['days']}, **small_model)" in text for text in prose(page, "given-function"))


def test_the_table_of_payments_is_the_first_lines_of_the_printed_member(page):
    payments = customer_value.payment_table(100, 0.8, 0.1, periods=3)
    for text in prose(page, "to-club"):
        worth = [float(line.rsplit("|", 2)[1]) for line in text.splitlines() if re.match(r"\| \d \|", line)]
        assert worth == payments["value"].round(2).tolist()


def test_given_functions_stand_on_the_page_once_and_before_what_uses_them(page):
    places = [one.metadata.get("given") or one.metadata.get("task") for one in page.cells]
    assert [name for name in places if name in ("mean_order", "orders_if_alive")] == ["mean_order", "orders_if_alive"]
    assert places.index("mean_order") < places.index("a08.historic_clv")
    assert places.index("orders_if_alive") < places.index("a08.expected_orders")


def test_what_comes_after_the_tasks_waits_for_the_learner(page):
    assert has_blank(ast.parse(cell(page, "your-ceiling")))


def as_returned(answer):
    return answer


def as_others_return_it(answer):
    """The same answer in another form that the tasks allow."""
    if isinstance(answer, dict):
        return pd.Series(answer)
    if isinstance(answer, pd.DataFrame):
        return answer.set_index("customer_id")
    return answer


@pytest.mark.parametrize("form", [as_returned, as_others_return_it])
def test_the_last_cell_answers_the_agency_with_the_learners_functions(page, repository, form):
    lines = [line for line in cell(page, "your-ceiling").splitlines() if not line.endswith("# lang-zh-Hant")]
    shop = customer_value.read_ledger(repository / "datasets" / "sample" / "en")
    made: dict = {"pd": pd, "hyp2f1": hyp2f1, "read_ledger": lambda: shop}
    made |= {name: (lambda *inputs, own=own: form(own(*inputs))) for name, own in ANSWERS.items()}
    source = "\n".join(lines).replace("____", "2400")
    last = source.rindex("\npd.Series(")
    exec(source[:last], made)
    table = eval(source[last:], made).squeeze("columns")
    assert table.notna().all() and len(table) == 8
    # What makes the offer a decision: worth several times its price as revenue, less than three times as margin, and a
    # forecast that is about right in sum and far off for a single customer.
    assert table.iloc[0] > 3 * 2400 and 1 < table["value to cost at your price"] < 3
    assert table["cost of a new customer today"] < 2400
    assert abs(made["error"]["bias"]) < 0.2 and made["error"]["mae"] > 1000
