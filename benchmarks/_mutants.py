"""Mutants of a model answer: in each one operator, border, constant, column, aggregation or argument is changed."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
"""What an operator or a comparison becomes."""

METHODS = {
    "sum": ("mean", "max"),
    "mean": ("median", "sum"),
    "median": ("mean",),
    "max": ("min",),
    "min": ("max",),
    "first": ("last",),
    "last": ("first",),
    "nunique": ("count",),
    "count": ("nunique",),
    "size": ("nunique",),
    "ceil": ("floor",),
    "floor": ("ceil",),
    "cumsum": ("cummax",),
    "head": ("tail",),
    "nlargest": ("nsmallest",),
    "nsmallest": ("nlargest",),
    "notna": ("isna",),
    "isna": ("notna",),
    "any": ("all",),
    "all": ("any",),
}
"""What an aggregation becomes, as a method or as a text given to agg."""


@dataclass(frozen=True, eq=False)
class Mutant:
    """One changed version: what was changed, in the words of the report, and the function itself."""

    change: str
    function: Callable[..., Any]


def mutants(answer: Callable[..., Any], columns: Sequence[str] = ()) -> Iterator[Mutant]:
    """Every mutant of a function, in the order of its lines.

    Args:
        answer: the model answer; what it calls is left as it is.
        columns: the columns of its inputs; a text that is one of them becomes the next.
    """
    source = textwrap.dedent(inspect.getsource(answer))
    tree = ast.parse(source)
    body = [node for statement in tree.body[0].body for node in ast.walk(statement)]  # type: ignore[attr-defined]
    for place, node in enumerate(body):
        for what, change in _changes(node, columns):
            mutated = copy.deepcopy(tree)
            walked = [one for statement in mutated.body[0].body for one in ast.walk(statement)]  # type: ignore
            change(walked[place])
            ast.fix_missing_locations(mutated)
            line = source.splitlines()[getattr(node, "lineno", 1) - 1].strip()
            yield Mutant(f"{what} in `{line}`", _compiled(mutated, answer))


def _changes(node: ast.AST, columns: Sequence[str]) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What can be changed at one node: in words, and how it is done to the node's copy."""
    if isinstance(node, ast.BinOp | ast.BoolOp):
        for other in OPERATORS.get(type(node.op), ()):
            yield _named(type(node.op), other), lambda one, other=other: setattr(one, "op", other())
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in OPERATORS.get(type(node.ops[0]), ()):
            yield _named(type(node.ops[0]), other), lambda one, other=other: setattr(one, "ops", [other()])
    elif isinstance(node, ast.Constant):
        for value in _other_values(node.value, columns):
            yield f"{node.value!r} -> {value!r}", lambda one, value=value: setattr(one, "value", value)
    elif isinstance(node, ast.Attribute):
        for name in METHODS.get(node.attr, ()):
            yield f"{node.attr} -> {name}", lambda one, name=name: setattr(one, "attr", name)
    elif isinstance(node, ast.Call):
        for place, keyword in enumerate(node.keywords):
            yield f"without {keyword.arg}=", lambda one, place=place: one.keywords.pop(place)
        if len(node.args) > 1:
            yield "without its last argument", lambda one: one.args.pop()
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert | ast.Not):
        yield "without its sign", _without_sign
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Compare | ast.BoolOp):
        yield "without its filter", lambda one: setattr(one, "slice", ast.Slice())


def _other_values(value: Any, columns: Sequence[str]) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        if value > 1:
            yield value - 1
    elif isinstance(value, float):
        yield value * 1.1 if value else 1.0
    elif isinstance(value, str):
        yield from METHODS.get(value, ())
        if value in columns and len(columns) > 1:
            yield columns[(columns.index(value) + 1) % len(columns)]


def _without_sign(node: ast.UnaryOp) -> None:
    """Turn -x into +x, which is x; ~x and not x into their contrary."""
    if isinstance(node.op, ast.USub):
        node.op = ast.UAdd()
    else:
        node.operand = ast.UnaryOp(op=copy.copy(node.op), operand=node.operand)


def _named(one: type[ast.AST], other: type[ast.AST]) -> str:
    return f"{one.__name__} -> {other.__name__}"


def _compiled(tree: ast.Module, answer: Callable[..., Any]) -> Callable[..., Any]:
    names = dict(answer.__globals__)
    exec(compile(tree, f"<mutant of {answer.__name__}>", "exec"), names)
    return names[answer.__name__]
