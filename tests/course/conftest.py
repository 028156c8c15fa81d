"""A lesson played outside a browser: its code cell by cell, as one edition in one language has it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.notebook import Frame, build_notebook
from classroom.one_language import scenario_words
from classroom.task_cells import TaskBook
from customer_value import read_ledger
from generator.engine.plan import plan_of
from generator.engine.run import make_ledger
from generator.scenario import load_scenario
from solutions import records
from tutor import checking
from tutor.blanks import has_blank
from tutor.pack import read_pack, write_pack


@pytest.fixture(scope="session")
def ledger(repository):
    """The sample."""
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="session")
def other_ledger(tmp_path_factory):
    """Another seed and far fewer customers."""
    folder = tmp_path_factory.mktemp("other") / "ledger"
    make_ledger(plan_of(load_scenario("boutique"), seed=11, customers=240), [folder])
    return read_ledger(folder)


@pytest.fixture(scope="session")
def same() -> Callable[[object], int]:
    """A number for each ledger: two that lie in one folder, one of them with less in it, are two ledgers."""
    seen: list[object] = []

    def number(ledger: object) -> int:
        if not any(ledger is one for one in seen):
            seen.append(ledger)
        return next(place for place, one in enumerate(seen) if ledger is one)

    return number


@pytest.fixture(scope="session")
def pack(tmp_path_factory, same):
    """A lesson's pack on a ledger; made once, since it takes every answer and every mistake."""
    made = {}

    def of(lesson: str, ledger) -> Path:
        key = lesson, same(ledger)
        if key not in made:
            folder = tmp_path_factory.mktemp("pack")
            made[key] = write_pack(folder, lesson, records(lesson).TASKS, ledger=ledger)
        return made[key]

    return of


@pytest.fixture(scope="session")
def cards(pack, ledger):
    """The cards of a lesson's tasks on the sample, by id, as its pack holds them."""
    read = {}

    def of(lesson: str) -> dict:
        if lesson not in read:
            read[lesson] = read_pack(pack(lesson, ledger).parent, lesson)["tasks"]
        return read[lesson]

    return of


def cells(lesson: str, language: str, edition: str) -> list[str]:
    """The code of a lesson, cell by cell, as one edition has it."""
    course = find_course()
    words = scenario_words(course.scenario_file, language)
    page = course.source(course.page(lesson))
    book = TaskBook.of(records(lesson))
    terms = course.glossary.links("GLOSSARY.md")
    frame = Frame(header=lesson)
    notebook = build_notebook(page, language, words=words, book=book, frame=frame, terms=terms, edition=edition)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def run(code: str, namespace: dict) -> object:
    """Run one cell as a notebook does: a cell with a blank is left out, the last expression is the result."""
    tree = ast.parse(code)
    if has_blank(tree):
        return None
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), namespace)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace) if last else None


@pytest.fixture(scope="session")
def played_before() -> dict[tuple, tuple[dict, dict, list]]:
    """What every lesson left behind that was played in this session: variables, verdicts, what its cells showed."""
    return {}


@pytest.fixture
def play(pack, same, played_before, tmp_path, monkeypatch, capsys):
    """Play a lesson on a ledger, once in a session; gives the variables at the end and the verdicts by task.

    A list given as `shown` takes what the cells show. The variables are the test's own, the tables in them are not.
    """

    def played(lesson: str, language: str, edition: str, ledger, shown: list | None = None) -> tuple[dict, dict]:
        settings = f'language = "{language}"\nscenario = "boutique"\nledger = "{ledger.folder}"\n'
        (tmp_path / "kit.toml").write_text(settings, encoding="utf-8")
        (tmp_path / ".kit").mkdir(exist_ok=True)
        (tmp_path / ".kit" / f"{lesson}.pack").write_bytes(pack(lesson, ledger).read_bytes())
        monkeypatch.chdir(tmp_path)
        key = lesson, language, edition, same(ledger)
        if key not in played_before:
            namespace: dict = {}
            monkeypatch.setattr(checking, "notebook_namespace", lambda: namespace)
            outputs, verdicts = _run_all(cells(lesson, language, edition), namespace)
            said = capsys.readouterr()
            assert said.err == ""
            played_before[key] = namespace, verdicts, [*outputs, said.out]
        namespace, verdicts, outputs = played_before[key]
        own = dict(namespace)
        monkeypatch.setattr(checking, "notebook_namespace", lambda: own)
        if shown is not None:
            shown += outputs
        return own, dict(verdicts)

    return played


def _run_all(codes: list[str], namespace: dict) -> tuple[list, dict]:
    """What cells show, and the verdicts among it by task."""
    outputs, verdicts = [], {}
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        warnings.simplefilter("error", pd.errors.PandasChangeWarning)
        for code in codes:
            result = run(code, namespace)
            if result is not None:
                outputs.append(result)
            if hasattr(result, "state"):
                verdicts[result.task] = result
    return outputs, verdicts
