"""Cells with a blank: a cell in which `____` still stands is not run; a friendly box says so instead.

So an untouched notebook runs from top to bottom without a traceback, and what is not filled in reads as not attempted.
"""

from __future__ import annotations

import ast
from typing import Any

BLANK = "____"
"""The name that stands where the learner has to write something."""

_skipped: set[str] = set()


class BlankCells(ast.NodeTransformer):
    """Replaces a cell that holds a blank by one call that shows the box."""

    def visit_Module(self, cell: ast.Module) -> ast.Module:
        names = defined_names(cell)
        if not has_blank(cell):
            _skipped.difference_update(names)
            return cell
        _skipped.update(names)
        call = ast.parse("__import__('tutor.blanks').blanks.show()").body
        return ast.fix_missing_locations(ast.Module(body=call, type_ignores=cell.type_ignores))


def has_blank(tree: ast.AST) -> bool:
    """True where the name `____` is used anywhere: as a name, after a dot, as an argument or a function's name."""
    for node in ast.walk(tree):
        if BLANK in (getattr(node, field, None) for field in ("id", "attr", "arg", "name")):
            return True
    return False


def defined_names(cell: ast.Module) -> set[str]:
    """The functions and variables that a cell gives a value on its outermost level."""
    names = set()
    for line in cell.body:
        if isinstance(line, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(line.name)
        elif isinstance(line, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            names.update(node.id for node in ast.walk(line) if isinstance(node, ast.Name) and not _is_read(node))
    return names


def was_skipped(name: str) -> bool:
    """True where the latest cell that would have given this name its value still has a blank."""
    return name in _skipped


def show() -> None:
    """The box that a cell with a blank shows."""
    from tutor.words import say_box

    say_box("not attempted", "blank.title", ["blank.cell"], kind="blank")


def register(shell: Any) -> None:
    """Make a notebook's shell look out for blanks; asking twice changes nothing."""
    if not any(type(one).__name__ == BlankCells.__name__ for one in shell.ast_transformers):
        shell.ast_transformers.append(BlankCells())


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)
