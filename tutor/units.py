"""Mistakes of unit that anybody may make with a share or a number: times 100, upside down, the rest, the sign, rounded.

They are looked for only after a miss that no known mistake of the record explains.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from tutor.compare import WHOLE, agree
from tutor.plain import Plain
from tutor.shape import Column, Members, Number, Shape, Table

SHARES = ("share",)
"""Units of parts of a whole, which lie between 0 and 1."""

EXACT = 1e-12
"""How far a rounded number may lie from the same number rounded here."""


def unit_mistakes(expected: Plain, answer: Plain, shape: Shape, tolerance: float) -> tuple[str, ...]:
    """The unit mistakes whose value an answer is, by their keys in messages.toml's table `unit`; most likely first."""
    if "problem" in expected or "problem" in answer or isinstance(shape, Members):
        return ()
    matching = (
        key
        for key, changed, within in _changed(expected, shape, tolerance)
        if changed != expected and agree(changed, answer, shape, within)
    )
    return tuple(dict.fromkeys(matching))


def _changed(expected: Plain, shape: Shape, tolerance: float) -> Iterator[tuple[str, Plain, float]]:
    shares = _units(shape) & set(SHARES)
    if shares:
        yield "percent", _with(expected, shape, lambda number: 100 * number), tolerance
        for digits in range(4):  # who writes 33 for 0.333 has rounded besides
            yield "percent", _with(expected, shape, lambda number, digits=digits: round(100 * number, digits)), EXACT
        yield "complement", _with(expected, shape, lambda number: 1 - number), tolerance
        yield "reciprocal", _with(expected, shape, lambda number: 1 / number if number else None), tolerance
        yield "sign", _with(expected, shape, lambda number: -number), tolerance
    for digits in range(2 if shares else 0, 7):
        yield "rounded", _with(expected, shape, lambda number, digits=digits: round(number, digits), all_=True), EXACT


def _units(shape: Shape) -> set[str]:
    columns = shape.columns if isinstance(shape, Table) else (shape,)
    return {column.unit for column in columns}  # type: ignore[union-attr]


def _with(expected: Plain, shape: Shape, change: Callable[[float], Any], *, all_: bool = False) -> Plain:
    """What is expected, with every share changed; with all_ every number that is not counted."""

    def changed(item: Any, column: Number | Column) -> Any:
        concerned = column.unit not in WHOLE if all_ else column.unit in SHARES
        is_number = isinstance(item, (int, float)) and not isinstance(item, bool) and math.isfinite(item)
        return change(item) if concerned and is_number else item

    if isinstance(shape, Number):
        return {"number": changed(expected["number"], shape)}
    columns = (shape,) if isinstance(shape, Column) else shape.columns  # type: ignore[union-attr]
    values = {
        column.name: [changed(item, column) for item in expected["columns"][column.name]]
        for column in columns
        if column.holds == "number"
    }
    return {**expected, "columns": {**expected["columns"], **values}}
