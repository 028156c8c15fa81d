"""Where things stand in the records' modules: functions, what they reach, and the values they were made with."""

from __future__ import annotations

import ast
import dis
import importlib
import inspect
import sys
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

RECORDS = "solutions"
"""The package that no learner has."""


class NotToldAlone(ValueError):
    """A function's source cannot be written down apart from its module; the message says what stands in the way."""


def module_of(function: FunctionType) -> str:
    """The module in which a function was written, whatever `functools.wraps` says of it."""
    return function.__globals__["__name__"]


def is_made(function: FunctionType) -> bool:
    """Whether a function was made by another one, or is a lambda."""
    return "<" in function.__code__.co_qualname


@cache
def source_of(module: str) -> str:
    """A module's source, read once."""
    return inspect.getsource(importlib.import_module(module))


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(source_of(module))


@cache
def _functions(module: str) -> tuple[ast.FunctionDef | ast.Lambda, ...]:
    return tuple(node for node in ast.walk(_tree(module)) if isinstance(node, ast.FunctionDef | ast.Lambda))


@cache
def bindings(module: str) -> dict[str, ast.stmt]:
    """The statement that gives each name of a module its value; of several the last."""
    found: dict[str, ast.stmt] = {}
    for node in _tree(module).body:
        found |= dict.fromkeys(bound(node), node)
    return found


def bound(node: ast.stmt) -> list[str]:
    """The names that a statement on the outermost level gives a value."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return list(imports_of(node))
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return [one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
    return []


def imports_of(node: ast.AST) -> dict[str, tuple[str, str]]:
    """What an import brings: the name here, then the module and the name there."""
    if isinstance(node, ast.Import):
        return {one.asname or one.name.split(".")[0]: (one.name, "") for one in node.names}
    if isinstance(node, ast.ImportFrom) and node.module != "__future__":
        return {one.asname or one.name: (node.module or "", one.name) for one in node.names}
    return {}


def records_module(node: ast.stmt, name: str, module: str) -> str:
    """The module of `solutions` that a name stands for; "" where it stands for anything else."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return ""
    value = getattr(sys.modules[module], name, None)
    is_module = isinstance(value, ModuleType) and value.__name__.split(".")[0] == RECORDS
    return value.__name__ if is_module else ""


def definition_of(function: FunctionType) -> tuple[ast.FunctionDef | ast.Lambda, str]:
    """Where a function stands in its module, and the module's source."""
    code, module = function.__code__, module_of(function)
    if code.co_filename != inspect.getsourcefile(importlib.import_module(module)):
        raise NotToldAlone(f"{function.__qualname__} was not written in {module}")
    found: list[ast.FunctionDef | ast.Lambda] = []
    for node in _functions(module):
        if isinstance(node, ast.FunctionDef) and node.name == code.co_name:
            first = node.decorator_list[0].lineno if node.decorator_list else node.lineno
            found += [node] if first == code.co_firstlineno else []
        elif isinstance(node, ast.Lambda) and code.co_name == "<lambda>" and node.lineno == code.co_firstlineno:
            found += [node] if _is_the_lambda(node, code) else []
    if not found:
        raise NotToldAlone(f"{function.__qualname__} cannot be found in {module}")
    return found[0], source_of(module)


def _is_the_lambda(node: ast.Lambda, code: CodeType) -> bool:
    """Whether a lambda is the one with this code: several may stand on one line."""
    column = next((place[2] for place in code.co_positions() if place[2] is not None and place[2] > 0), None)
    body = node.body
    after = column is None or column >= node.col_offset
    one_line = body.end_lineno == node.lineno
    return after and not (one_line and column is not None and column > (body.end_col_offset or 0))


def free_values(function: FunctionType) -> dict[str, Any]:
    """The values that a function was made with, by name."""
    cells = function.__closure__ or ()
    try:
        return {name: cell.cell_contents for name, cell in zip(function.__code__.co_freevars, cells, strict=True)}
    except ValueError as problem:
        raise NotToldAlone(f"{function.__qualname__} was made with a value that is not there") from problem


def lines_of(source: str, node: ast.stmt, *, decorators: bool = True) -> str:
    """The whole lines of a statement."""
    above = getattr(node, "decorator_list", ()) if decorators else ()
    first = min([node.lineno, *(one.lineno for one in above)])
    return "\n".join(source.splitlines()[first - 1 : node.end_lineno])


def reached(text: str) -> set[str]:
    """The names that a piece of code takes from outside itself."""
    code = compile(f"from __future__ import annotations\n{text}", "cell", "exec", dont_inherit=True)
    return _loaded(code) - {"__name__", "annotations"}


def _loaded(code: CodeType) -> set[str]:
    names = {step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    return names.union(*(_loaded(inner) for inner in code.co_consts if isinstance(inner, CodeType)))


def names_in(node: ast.AST) -> list[str]:
    """The names that stand at one node: of a variable, a definition, an import."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    return list(imports_of(node))
