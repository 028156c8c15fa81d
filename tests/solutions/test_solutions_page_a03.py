"""The exercise page of a03 prints what its records are tried on, and every cell of it runs, on other ledgers too."""

from __future__ import annotations

import ast
import io

import jupytext
import pandas as pd
import pytest
from exercise_page import cell, printed_table

import customer_value
from generator.engine.plan import plan_of
from generator.engine.run import make_ledger
from generator.scenario import load_scenario
from solutions import records
from solutions.new_customers import costs, leads, second, traits, welcome
from tutor.blanks import has_blank
from tutor.task import FunctionTask, ValueTask

PRINTED = {
    "leads": ("small-leads-table", "small-leads", leads.SMALL["leads"]),
    "quarter_costs": ("small-quarter-tables", "small-quarter", costs.SMALL["costs"]),
    "quarter_customers": ("small-quarter-tables", "small-quarter", costs.SMALL["customers"]),
    "quarter_orders": ("small-quarter-tables", "small-quarter", costs.SMALL["valid"]),
    "ten_customers": ("small-traits-table", "small-traits", traits.SMALL["customers"]),
    "mails": ("small-touches-table", "small-touches", welcome.SMALL["touches"]),
}
"""The printed tables: the cell that shows each, the cell that makes it, and the case."""


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a03_new_customers" / "a03_new_customers.md", fmt="md:myst")


@pytest.mark.parametrize("name", PRINTED)
def test_the_printed_tables_are_the_small_cases(page, name):
    shown, _, case = PRINTED[name]
    printed = pd.read_csv(io.StringIO(printed_table(cell(page, shown), name).to_csv(index=False)))
    read_back = pd.read_csv(io.StringIO(case.to_csv(index=False)))
    pd.testing.assert_frame_equal(printed, read_back)


@pytest.mark.parametrize("name", PRINTED)
def test_the_cells_make_the_small_cases(page, name):
    _, maker, case = PRINTED[name]
    made: dict = {"pd": pd}
    exec(cell(page, maker), made)
    pd.testing.assert_frame_equal(made[name], case, check_dtype=False)


def test_the_eleven_customers_and_the_days_are_the_small_case(page):
    lines = cell(page, "small-orders-table").splitlines()[2:]
    rows = [[part.strip() for part in line.strip("|").split("|")] for line in lines]
    assert {who: tuple(days.split(", ")) for who, days in rows} == second.SMALL_ORDERS
    made: dict = {"pd": pd}
    for name in ("small-leads", "small-quarter", "small-orders"):
        exec(cell(page, name), made)
    pd.testing.assert_frame_equal(made["eleven_orders"], second.SMALL, check_dtype=False)
    assert (made["snapshot"], made["days"]) == (leads.SNAPSHOT, leads.DAYS) == (second.SNAPSHOT, second.DAYS)
    assert (made["start"], made["end"]) == (costs.START, costs.END)


def test_every_given_function_stands_on_the_page_once_and_before_what_uses_it(page):
    book = records("a03")
    places = [one.metadata.get("given") or one.metadata.get("task") for one in page.cells]
    names = [function.__name__ for function in book.GIVEN]
    assert [name for name in places if name in names] == names
    for name, task in (("ratio", "quote_rate"), ("known_on", "quote_rate"), ("first_and_second", "second_within")):
        assert places.index(name) < places.index(f"a03.{task}")


def keep(code: str, language: str) -> str:
    other = "zh-Hant" if language == "en" else "en"
    return "\n".join(line for line in code.splitlines() if not line.endswith(f"# lang-{other}"))


def run(page, ledger, language: str, names=None) -> tuple[dict, list]:
    """The page's code from top to bottom with the model answers, as a learner would who has got everything right."""
    book, shown = records("a03"), []
    made: dict = {function.__name__: function for function in book.GIVEN}
    made |= {task.name: task.answer for task in book.TASKS if isinstance(task, FunctionTask)}
    made |= {"display": lambda *tables: shown.extend(tables), "pd": pd}
    known = {**vars(customer_value), "read_ledger": lambda: ledger}
    wanted = ("uplift", "valid_orders", "best_customers")
    known |= {name: getattr(customer_value, name) for name in wanted}
    made["customer_value"] = type(
        "module", (), {name: staticmethod(one) if callable(one) else one for name, one in known.items()}
    )
    values = {task.id: task for task in book.TASKS if isinstance(task, ValueTask)}
    for one in page.cells:
        if one.metadata.get("task") in values and names is None:
            exec(keep(values[one.metadata["task"]].solution, language), made)
        if one.cell_type != "code" or (names is not None and one.metadata.get("name") not in names):
            continue
        exec(keep(one.source, language).replace("import customer_value\n", "").replace("____", "90"), made)
    return made, shown


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_cell_runs_with_the_model_answers(page, repository, language, capsys):
    ledger = customer_value.read_ledger(repository / "datasets" / "sample" / language)
    made, shown = run(page, ledger, language)
    for task in records("a03").TASKS:
        if isinstance(task, ValueTask):
            assert made[task.name] == pytest.approx(task.answer(ledger))
    assert made["margin"] == welcome.MARGIN
    assert made["found"].low > 0  # the page asks whether it would still have paid there
    assert 415 * made["found"].low * 400 < 12_000 + 1_504
    by_channel, lift = shown
    assert by_channel["customers"].sum() > 300 and lift["lift"].between(0.3, 3).all()
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 5
    assert float(printed[-1].split()[-1]) == second.median_measured(made["everything"], ledger.snapshot)


SHOP = ("the-leads", "your-shop")


@pytest.mark.parametrize("scenario", ["distributor"])
def test_the_closing_cell_runs_on_another_companys_ledger(page, scenario, tmp_path, capsys):
    make_ledger(plan_of(load_scenario(scenario), seed=3, customers=60), [tmp_path / "ledger"])
    _, shown = run(page, customer_value.read_ledger(tmp_path / "ledger"), "en", SHOP)
    assert len(shown) == 2 and len(shown[0]) and len(capsys.readouterr().out.splitlines()) == 4


def test_what_comes_after_the_tasks_waits_for_the_learner(page):
    assert has_blank(ast.parse(cell(page, "your-shop")))
