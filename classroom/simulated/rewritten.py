"""Source text changed where it stands: docstrings and types left out, names changed; comments and layout stay."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from classroom.simulated.record_source import NotToldAlone, imports_of


def bare(text: str) -> str:
    """Code without docstrings, which say what is wrong about a known mistake, and types, which no page imports."""
    lines: list[str | None] = list(text.splitlines())
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            first = node.body[0]
            rows = range(first.lineno - 1, first.end_lineno or first.lineno)
            for row in rows:
                lines[row] = None
            if len(node.body) == 1:
                lines[rows[0]] = " " * first.col_offset + "pass"
    return _untyped("\n".join(line for line in lines if line is not None))


def _untyped(text: str) -> str:
    """Code without the types of parameters, results and variables."""
    lines = text.splitlines()
    places = []
    for node in ast.walk(ast.parse(text)):
        of = node.returns if isinstance(node, ast.FunctionDef) else getattr(node, "annotation", None)
        if not isinstance(of, ast.expr):
            continue
        if of.lineno != of.end_lineno or (isinstance(node, ast.AnnAssign) and node.value is None):
            raise NotToldAlone("a type goes over several lines, or is all there is of a variable")
        before = lines[of.lineno - 1].encode()[: of.col_offset].decode()
        mark = "->" if isinstance(node, ast.FunctionDef) else ":"
        places.append((of.lineno, before.rindex(mark), len(before), of.end_col_offset or 0))
    for row, start, first, end in sorted(places, reverse=True):
        line = lines[row - 1]
        rest = line.encode()[end:].decode()
        lines[row - 1] = line[:first][:start].rstrip() + rest
    return "\n".join(lines)


def renamed(
    text: str, changes: Mapping[str, str], attributes: Mapping[str, str], of_module: Callable[[str, str], str]
) -> str:
    """A piece of code with names changed where they stand; comments and layout stay.

    Args:
        changes: new names.
        attributes: names that stand for a module of `solutions`: `module.name` becomes one name.
        of_module: what a module's name is called here.
    """
    tree = ast.parse(text)
    outermost = {id(node) for node in tree.body}
    inner = _inner_names(tree, outermost)
    places: list[tuple[int, int, int, str]] = []
    modules = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in attributes:
            name = of_module(attributes[node.value.id], node.attr)
            places.append((node.lineno, node.col_offset, node.end_col_offset or 0, name))
            modules += 1
        elif isinstance(node, ast.Name) and changes.get(node.id, node.id) != node.id:
            places.append((node.lineno, node.col_offset, node.end_col_offset or 0, changes[node.id]))
        elif isinstance(node, ast.Name) and node.id in attributes:
            modules -= 1
        elif id(node) in outermost and isinstance(node, ast.FunctionDef | ast.ClassDef):
            start = node.col_offset + (4 if isinstance(node, ast.FunctionDef) else 6)
            places.append((node.lineno, start, start + len(node.name.encode()), changes.get(node.name, node.name)))
    for old, new in changes.items():
        if new != old and (old in inner or new in inner):
            raise NotToldAlone(f"{old} means two things in one function")
    if modules or set(attributes) & inner:
        raise NotToldAlone("a module of the records is used otherwise than for what is in it")
    lines = text.splitlines()
    for line, start, end, name in sorted(places, reverse=True):
        data = lines[line - 1].encode()
        lines[line - 1] = (data[:start] + name.encode() + data[end:]).decode()
    return "\n".join(lines)


def _inner_names(tree: ast.Module, outermost: set[int]) -> set[str]:
    """The names that are given a value inside a function or class: parameters, variables, functions."""
    found = set()
    for top in tree.body:
        if not isinstance(top, ast.FunctionDef | ast.ClassDef):
            continue
        for node in ast.walk(top):
            if isinstance(node, ast.arg):
                found.add(node.arg)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef) and id(node) not in outermost:
                found.add(node.name)
            else:
                found |= set(imports_of(node))
    return found
