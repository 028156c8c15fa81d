"""The exercise page of a06 prints what its records are tried on, and every cell of it runs."""

from __future__ import annotations

import io

import jupytext
import numpy as np
import pandas as pd
import pytest
from exercise_page import cell, printed_table

import customer_value
from solutions import records
from solutions.upselling import baskets, decisions, drivers, offers, wallet
from solutions.upselling.given import r_squared
from tutor.blanks import has_blank
from tutor.task import FunctionTask

PRINTED = {
    "wallets": ("small-table", "small-wallets", wallet.SMALL),
    "answers": ("small-ratings", "small-answers", drivers.SMALL),
    "lines": ("small-baskets", "small-lines", baskets.SMALL),
    "candidates": ("small-offers", "small-candidates", offers.SMALL),
    "tests": ("small-results", "small-tests", decisions.SMALL),
}
"""The printed tables: the cell that shows each, the cell that makes it, and the case."""


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a06_upselling" / "a06_upselling.md", fmt="md:myst")


@pytest.mark.parametrize("name", PRINTED)
def test_the_printed_tables_are_the_small_cases(page, name):
    shown, _, case = PRINTED[name]
    printed = printed_table(cell(page, shown), name)
    text = pd.read_csv(io.StringIO(printed.to_csv(index=False)))
    pd.testing.assert_frame_equal(text, case[name], check_dtype=False)


@pytest.mark.parametrize("name", PRINTED)
def test_the_cells_make_the_small_cases(page, name):
    _, maker, case = PRINTED[name]
    made: dict = {"pd": pd, "np": np}
    exec(cell(page, maker), made)
    for given, value in case.items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(made[given], value, check_dtype=False)
        elif given in made:
            assert made[given] == value


def test_the_attainable_share_and_the_rates_of_the_page_are_the_cases(page):
    made: dict = {"pd": pd}
    exec(cell(page, "try-clip"), made)
    exec(cell(page, "z-values"), made)
    by_name = {task.id: task for task in records("a06").TASKS}
    assert made["attainable"] == by_name["a06.headroom"].cases[0].printed["attainable"]
    assert {name: made[name] for name in ("base", "target")} == by_name["a06.sample_size"].cases[0].printed
    assert (made["Z_ALPHA"], made["Z_POWER"]) == (1.959964, 0.841621)


def test_the_printed_ratings_overlap_as_the_page_says():
    answers, first, second = drivers.SMALL.values()
    complete = answers[["satisfaction", first, second]].dropna()
    one, two, both = (r_squared(complete, names) for names in ([first], [second], [first, second]))
    assert one + two > both + 0.1 and both > max(one, two)
    assert len(answers.dropna()) == len(complete) - 1  # one left out only what nobody asks about


def test_every_given_function_stands_on_the_page_once(page):
    shown = [one.metadata["given"] for one in page.cells if "given" in one.metadata]
    assert shown == [function.__name__ for function in records("a06").GIVEN]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_cell_runs_with_the_model_answers(page, repository, language, capsys):
    """From the top to the shop's own campaigns, as a learner would who has got everything right."""
    book = records("a06")
    functions = [*book.GIVEN, *(task.answer for task in book.TASKS if isinstance(task, FunctionTask))]
    made: dict = {function.__name__: function for function in functions}
    whole = customer_value.read_ledger(repository / "datasets" / "sample" / language)
    made["customer_value"] = type("module", (), {**vars(customer_value), "read_ledger": staticmethod(lambda: whole)})
    for name in ("wallets", "valid_orders", "latest_answers", "trial_groups"):
        setattr(made["customer_value"], name, staticmethod(getattr(customer_value, name)))
    last = ""
    for one in page.cells:
        if one.cell_type != "code" or "task" in one.metadata:
            continue
        code = one.source.replace("import customer_value\n", "")
        last = keep(code, language).replace("most = ____", "most = 0.8").replace("margin = ____", "margin = 400")
        exec(last, made)
    decided = book.TASKS[-1].answer(made["finished"])
    assert len(decided) >= 5 and decided["low"].notna().all()
    assert made["best"][2] > 1.5
    assert len(capsys.readouterr().out.splitlines()) == 3


def keep(code: str, language: str) -> str:
    other = "zh-Hant" if language == "en" else "en"
    return "\n".join(line for line in code.splitlines() if not line.endswith(f"# lang-{other}"))


@pytest.mark.parametrize("name", ["your-shop", "your-campaigns"])
def test_what_comes_after_the_tasks_waits_for_the_learner(page, name):
    import ast

    assert has_blank(ast.parse(keep(cell(page, name), "en")))
