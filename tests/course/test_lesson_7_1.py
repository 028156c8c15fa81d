"""Lesson 7.1 played through: untouched, with the answers, with every known mistake, and on another ledger."""

from __future__ import annotations

import ast
import re
import shutil
import warnings
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.notebook import Frame, build_notebook
from classroom.one_language import scenario_words
from classroom.task_cells import TaskBook
from customer_value import read_ledger, rfm
from customer_value.settings import LANGUAGES
from generator.ledger import draw_ledger, ledger_tables
from generator.output import replaced_together
from generator.package import ledger_description, write_package
from generator.scenario import load_scenario
from solutions.lessons import l7_1
from tutor import checking
from tutor.blanks import has_blank
from tutor.compare import agree
from tutor.judge import judge
from tutor.pack import card, write_pack
from tutor.task import ChoiceTask, ValueTask

CHECKED = [task for task in l7_1.TASKS if isinstance(task, ValueTask)]


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def other_ledger(tmp_path_factory):
    """Another seed and far fewer customers than calendars."""
    folder = tmp_path_factory.mktemp("other") / "ledger"
    draw = draw_ledger(load_scenario("boutique"), 11, 240)
    with replaced_together([folder]) as [making]:
        write_package(making, ledger_tables(draw, "en"), ledger_description(draw, "en"))
    return read_ledger(folder)


@pytest.fixture(scope="module")
def cards(ledger):
    return {task.id: card(task, ledger=ledger) for task in CHECKED}


@cache
def source():
    """The course and the lesson's page, read once."""
    course = find_course()
    return course, course.source(course.page("7.1"))


def cells(language: str, edition: str) -> list[str]:
    """The code of the lesson, cell by cell, as one edition has it."""
    course, page = source()
    words = scenario_words(course.scenarios, "boutique", language)
    notebook = build_notebook(
        page, language, words=words, book=TaskBook.of(l7_1), frame=Frame(header="7.1"), edition=edition
    )
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def run(code: str, namespace: dict) -> object:
    """Run one cell as a notebook does: a cell with a blank is left out, the last expression is the result."""
    tree = ast.parse(code)
    if has_blank(tree):
        return None
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), namespace)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace) if last else None


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """The lesson's pack for the ledger in a folder, made once."""

    @cache
    def pack(folder: Path) -> Path:
        return write_pack(tmp_path_factory.mktemp("pack"), "7.1", l7_1.TASKS, ledger=read_ledger(folder))

    return pack


@pytest.fixture
def play(tmp_path, monkeypatch, capsys, packed):
    """Play the lesson on a ledger; gives the variables at the end and the verdicts by task."""

    def played(language: str, edition: str, ledger) -> tuple[dict, dict]:
        settings = f'language = "{language}"\nscenario = "boutique"\nledger = "{ledger.folder}"\n'
        (tmp_path / "kit.toml").write_text(settings, encoding="utf-8")
        (tmp_path / ".kit").mkdir()
        shutil.copy(packed(ledger.folder), tmp_path / ".kit")
        monkeypatch.chdir(tmp_path)
        namespace: dict = {}
        monkeypatch.setattr(checking, "notebook_namespace", lambda: namespace)
        verdicts = {}
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            warnings.simplefilter("error", pd.errors.PandasChangeWarning)
            for code in cells(language, edition):
                result = run(code, namespace)
                if hasattr(result, "state"):
                    verdicts[result.task] = result
        assert capsys.readouterr().err == ""
        return namespace, verdicts

    return played


@pytest.mark.parametrize("language", LANGUAGES)
def test_untouched_it_runs_and_nothing_is_answered_but_the_worked_example(play, ledger, language):
    namespace, verdicts = play(language, "learner", ledger)
    assert {task: verdict.state for task, verdict in verdicts.items()} == {
        task.id: "correct" if task.id == "7.1.five-recency" else "not attempted" for task in CHECKED
    }
    assert namespace["ranking"] is None and len(namespace["outcome"]) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_solutions_everything_is_right(play, ledger, language):
    _, verdicts = play(language, "instructor", ledger)
    assert {task: verdict.state for task, verdict in verdicts.items()} == {task.id: "correct" for task in CHECKED}


def test_it_runs_on_another_ledger_with_fewer_customers_than_calendars(play, other_ledger):
    namespace, verdicts = play("en", "instructor", other_ledger)
    assert verdicts["7.1.all"].state == "correct"
    assert (namespace["outcome"]["calendars"] <= 600).all()


@pytest.mark.parametrize("task", CHECKED, ids=lambda task: task.id)
def test_every_known_mistake_is_named(cards, task):
    one = cards[task.id]
    (case,) = one["cases"]
    for mistake in task.mistakes:
        for language in LANGUAGES:
            verdict = judge(one, [case["mistakes"][mistake.key]], language)
            assert (verdict.state, verdict.mistake) == ("mistake", mistake.key)
            assert verdict.paragraphs[0] == mistake.message.get(language)


@pytest.mark.parametrize("task", CHECKED, ids=lambda task: task.id)
def test_answer_and_mistakes_all_differ(cards, task):
    (case,) = cards[task.id]["cases"]
    values = {"answer": case["expected"]} | case["mistakes"]
    assert set(values) == {"answer", *(mistake.key for mistake in task.mistakes)}
    meeting = [pair for pair in combinations(values, 2) if agree(values[pair[0]], values[pair[1]], task.returns, 1e-6)]
    assert not meeting


def test_the_answer_for_everybody_is_the_measures(ledger):
    (everybody,) = (task for task in CHECKED if task.id == "7.1.all")
    by_measure = rfm(ledger.orders, ledger.refunds, ledger.snapshot).set_index("customer_id")
    pd.testing.assert_frame_equal(
        everybody.answer(ledger)[by_measure.columns], by_measure, check_dtype=False, check_names=False
    )


def test_a_prediction_has_no_right_answer_and_every_option_of_a_question_explains_itself():
    for task in l7_1.TASKS:
        if isinstance(task, ChoiceTask) and task.right:
            assert task.right in {option.key for option in task.options}
            assert all(option.why.get(language) for option in task.options for language in LANGUAGES), task.id
            for language in LANGUAGES:
                assert len({option.why.get(language) for option in task.options}) == len(task.options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sixth_customer_has_the_numbers_of_its_printed_history(language):
    (sixth,) = (task for task in l7_1.TASKS if task.id == "7.1.sixth")
    rows = re.findall(r"^\| (O\d) \| (\S+) \| \d \| ([\d,]+) \|(.*)\|$", sixth.prompt.get(language), flags=re.MULTILINE)
    printed = pd.DataFrame(rows, columns=["order_id", "order_date", "amount", "refund"])
    lines = printed.assign(
        customer_id="F",
        status="completed",
        order_date=pd.to_datetime(printed["order_date"]),
        amount=printed["amount"].str.replace(",", "").astype(float),
    )
    back = lines[lines["refund"].str.strip() != ""]
    refunds = pd.DataFrame(
        {
            "order_id": back["order_id"],
            "refund_date": pd.to_datetime(back["refund"].str.extract(r"(\d{4}-\d\d-\d\d)")[0]),
            "amount": back["refund"].str.replace(r"\d{4}-\d\d-\d\d|\D", "", regex=True).astype(float),
        }
    )
    found = rfm(lines.drop(columns="refund"), refunds, "2025-12-31").iloc[0]
    text = {option.key: option.text.get(language) for option in sixth.options}[sixth.right]
    numbers = [
        int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text.replace("、", " ").replace(", ", " "))
    ]
    assert numbers == [found["recency"], found["frequency"], found["monetary"]]
