"""A cell with a blank is not run, says so, and makes its task read as not attempted."""

from __future__ import annotations

import ast

import pytest
from IPython.core.interactiveshell import InteractiveShell

from tutor.blanks import BlankCells, defined_names, has_blank, register, was_skipped


@pytest.fixture
def shell():
    shell = InteractiveShell()
    register(shell)
    return shell


@pytest.mark.parametrize(
    "cell",
    [
        "x = ____",
        "def f(a):\n    ____",
        "t.____",
        "f(____=3)",
        "def ____(a):\n    return a",
        "x = f'{____}'",
        "t[____] = 3",
    ],
)
def test_a_blank_is_found_anywhere(cell):
    assert has_blank(ast.parse(cell))


@pytest.mark.parametrize("cell", ["x = 1", "x = '____'", "# ____\nx = 1", "x = ___", "x = _____"])
def test_what_only_looks_like_a_blank_is_none(cell):
    assert not has_blank(ast.parse(cell))


def test_the_names_a_cell_gives():
    cell = ast.parse("a = 1\nb, (c, d) = 1, (2, 3)\nt['x'] = a\ndef f():\n    inner = 1\ne: int = 3\nprint(z)")
    assert defined_names(cell) == {"a", "b", "c", "d", "e", "f"}


def test_a_cell_with_a_blank_is_not_run(shell, capsys):
    result = shell.run_cell("happened = True\nanswer = ____")
    said = capsys.readouterr()
    assert result.success
    assert "happened" not in shell.user_ns
    assert "There is still a blank" in said.out and said.err == ""
    assert was_skipped("answer")


def test_a_cell_without_a_blank_is_run_and_no_longer_counts_as_skipped(shell, capsys):
    shell.run_cell("answer = ____")
    shell.run_cell("answer = 3")
    assert shell.user_ns["answer"] == 3
    assert not was_skipped("answer")


def test_registering_twice_changes_nothing(shell):
    register(shell)
    assert [type(one) for one in shell.ast_transformers].count(BlankCells) == 1
