"""The exercise page of a07 prints what its records are tried on, and names every task once."""

from __future__ import annotations

import io
from types import SimpleNamespace

import jupytext
import pandas as pd
import pytest

import customer_value
from solutions import records
from solutions.rfm.cases import LEDGER_CASES, SCORE_CASES
from tutor.blanks import has_blank


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a07_rfm" / "a07_rfm.md", fmt="md:myst")


def cell(page, name):
    (found,) = (one for one in page.cells if one.metadata.get("name") == name)
    return found.source


def printed_table(markdown: str, title: str) -> pd.DataFrame:
    """One of the page's Markdown tables, everything as text."""
    lines = markdown.split(f"`{title}`\n\n")[1].split("\n\n")[0].splitlines()
    rows = [[part.strip() for part in line.strip("|").split("|")] for line in lines]
    return pd.DataFrame([rows[0], *rows[2:]]).pipe(lambda t: t[1:].set_axis(t.iloc[0].tolist(), axis=1))


def as_text(table: pd.DataFrame) -> list[list[str]]:
    return pd.read_csv(io.StringIO(table.to_csv(index=False)), dtype=str).values.tolist()


@pytest.mark.parametrize("name", ["orders", "refunds"])
def test_the_printed_tables_are_the_small_case(page, name):
    printed = printed_table(cell(page, "small-tables"), name)
    case = LEDGER_CASES[0].printed[name]
    assert list(printed.columns) == list(case.columns)
    assert as_text(printed) == as_text(case)


def test_the_tables_to_try_things_on_are_the_small_case(page):
    made: dict = {"pd": pd}
    exec(cell(page, "small-ledger"), made)
    for name, table in LEDGER_CASES[0].printed.items():
        if name == "snapshot":
            assert made[name] == table
        else:
            pd.testing.assert_frame_equal(made[name], table)


def test_the_ten_customers_are_the_small_case(page):
    made: dict = {"pd": pd}
    exec(cell(page, "small-rfm"), made)
    pd.testing.assert_frame_equal(made["rfm"], SCORE_CASES[0].printed["rfm"])


def test_every_task_and_every_given_function_stands_on_the_page_once(page):
    book = records("a07")
    tasks = [one.metadata["task"] for one in page.cells if "task" in one.metadata]
    given = [one.metadata["given"] for one in page.cells if "given" in one.metadata]
    assert tasks == [task.id for task in book.TASKS]
    assert given == [function.__name__ for function in book.GIVEN]


def test_what_comes_after_the_tasks_waits_for_the_learner(page):
    import ast

    assert has_blank(ast.parse(cell(page, "your-list")))


def as_index(answer):
    return answer


def as_column(answer):
    return answer.reset_index() if answer.index.name == "customer_id" else answer.set_index("customer_id")


@pytest.mark.parametrize("form", [as_index, as_column])
@pytest.mark.parametrize("rule", ["r_score >= 4", "r_score >= 3 and f_score >= 3", "r_score >= 3 & f_score >= 3"])
def test_the_list_is_made_of_every_form_that_the_tasks_allow(page, form, rule):
    book = records("a07")
    lines = [line for line in cell(page, "your-list").splitlines() if not line.endswith("# lang-zh-Hant")]
    made: dict = {"pd": pd, "read_ledger": lambda: SimpleNamespace(**LEDGER_CASES[0].printed)}
    for task in book.TASKS:
        made[task.name] = lambda *inputs, task=task: form(task.answer(*inputs))
    exec("\n".join(lines).replace("____", repr(rule)), made)
    expected = customer_value.rfm(**LEDGER_CASES[0].printed)
    pd.testing.assert_frame_equal(
        made["table"][["customer_id", "recency", "frequency", "monetary"]]
        .sort_values("customer_id")
        .reset_index(drop=True),
        expected.sort_values("customer_id").reset_index(drop=True),
        check_dtype=False,
    )
    assert 0 < len(made["chosen"]) < len(expected)
