"""The exercise page of a07 prints what its records are tried on, and names every task once."""

from __future__ import annotations

import io
from types import SimpleNamespace

import jupytext
import pandas as pd
import pytest
from exercise_page import cell, printed_table

import customer_value
from solutions import records
from solutions.rfm import calls, migration, premium, quality, segments, tier_table
from solutions.rfm.cases import LEDGER_CASES, SCORE_CASES
from solutions.rfm.given import valid_orders
from tutor.blanks import has_blank
from tutor.task import FunctionTask


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a07_rfm" / "a07_rfm.md", fmt="md:myst")


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
        if isinstance(task, FunctionTask):
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


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("small-customers", tier_table.SMALL),
        ("small-scored", segments.SMALL),
        ("small-calls", quality.SMALL),
        ("small-chances", calls.SMALL),
        ("small-cutoff", {name: premium.SMALL[name] for name in ("cutoff", "least")}),
        ("small-lists", migration.SMALL),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_second_halfs_small_cases_are_made_on_the_page(page, name, inputs):
    made: dict = {"pd": pd, "customers": tier_table.SMALL["customers"]}
    exec(cell(page, name), made)
    for key, value in inputs.items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(made[key], value)
        else:
            assert made[key] == value


def test_the_premium_task_is_tried_on_the_ledger_at_the_top():
    for name in ("orders", "refunds"):
        pd.testing.assert_frame_equal(premium.SMALL[name], LEDGER_CASES[0].printed[name])


def test_the_scores_to_name_are_those_of_the_ten_customers(page):
    mine = records("a07").TASKS[3].answer(SCORE_CASES[0].printed["rfm"])
    pd.testing.assert_frame_equal(mine, segments.SMALL["scored"], check_dtype=False)


def test_the_two_printed_lists_are_the_small_case(page):
    printed = printed_table(cell(page, "small-lists-table"), "spend")
    for name in ("before", "after"):
        listed = printed.loc[printed[name] != "", ["customer_id", name]].set_index("customer_id")[name].astype(float)
        made = migration.SMALL[name].set_index("customer_id")["monetary"]
        pd.testing.assert_series_equal(
            listed.sort_index(), made.sort_index(), check_names=False, check_index_type=False
        )


def test_the_last_page_waits_for_the_learner_and_then_shows_the_whole_shop(page):
    import ast

    assert has_blank(ast.parse(cell(page, "your-shop")))
    lines = [line for line in cell(page, "your-shop").splitlines() if not line.endswith("# lang-zh-Hant")]
    shown: list = []
    ledger = SimpleNamespace(**LEDGER_CASES[0].printed)
    made: dict = {"pd": pd, "read_ledger": lambda: ledger, "display": shown.append}
    made |= {"valid_orders": valid_orders, "tier_table": tier_table.tier_table}
    made |= {"migration_table": lambda before, after: shown.append(migration.migration_table(before, after))}
    exec("\n".join(lines).replace("____", "6"), made)
    table, shares = shown
    assert table["customers"].sum() == len(customer_value.rfm(**LEDGER_CASES[0].printed, days=730))
    assert shares.sum(axis=1).gt(0).any()
