"""Comparing an answer with what was expected, both as plain data. Pure functions: no learner's object comes in here.

An answer that agrees is right, whatever route it took. Only after a miss is it diagnosed: what could not be read, what
is of the wrong kind, which rows are missing or too many, what is not finite, and which values are too high or too low
(never by how much).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tutor.plain import Key, Plain
from tutor.shape import Column, Members, Number, Shape, Table

ABSOLUTE = 1e-9
"""How far a number may lie from an expected zero."""

COUNTED = ("orders", "customers", "points", "flag")
"""Units that are counted: an answer with decimals is told so, where all that is expected is whole."""

WHOLE = (*COUNTED, "days")
"""Units that are whole in a whole column; one number of days may be a mean or a median that came out even."""


@dataclass(frozen=True)
class Difference:
    """Why an answer is not the expected one.

    Attributes:
        reason: a key of messages.toml's table `difference`.
        keys: the rows it is about, in order; never more than the answer or the case itself shows.
        fields: what the message needs besides, such as the column's name.
    """

    reason: str
    keys: tuple[Key, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


def agree(expected: Plain, answer: Plain, shape: Shape, tolerance: float) -> bool:
    """True where the answer says the same as what is expected. Something unreadable agrees with nothing."""
    if "problem" in expected or "problem" in answer:
        return False
    if isinstance(shape, Number):
        return _same(expected["number"], answer.get("number"), "number", tolerance)
    if isinstance(shape, Members):
        return set(expected["members"]) == set(answer.get("members", ()))
    order = _matching_rows(expected, answer)
    return order is not None and all(
        _same(wanted, given[place], column.holds, tolerance)
        for column in _columns(shape)
        for given in [answer["columns"].get(column.name)]
        for wanted, place in zip(expected["columns"][column.name], order, strict=True)
    )


def _matching_rows(expected: Plain, answer: Plain) -> Sequence[int] | None:
    """For each expected row its place in the answer; None where the rows are not the same or a column is too short."""
    keys, columns = answer.get("keys"), answer.get("columns")
    if keys is None or columns is None or len(keys) != len(expected["keys"]):
        return None
    if any(len(columns.get(name, ())) != len(keys) for name in expected["columns"]):
        return None
    if keys == expected["keys"]:
        return range(len(keys))
    places = {tuple(row): place for place, row in enumerate(keys)}
    wanted = [tuple(row) for row in expected["keys"]]
    if len(places) != len(keys) or any(row not in places for row in wanted):
        return None
    return [places[row] for row in wanted]


def difference(expected: Plain, answer: Plain, shape: Shape, tolerance: float) -> Difference:
    """The first thing to say about an answer that does not agree, in the order kind, shape, finite, value."""
    if "problem" in answer:
        fields = {name: item for name, item in answer.items() if name != "problem"}
        return Difference(f"problem.{answer['problem']}", fields=fields)
    if isinstance(shape, Number):
        return _number_difference(expected.get("number"), answer.get("number"), shape)
    if isinstance(shape, Members):
        wanted, given = set(expected["members"]), set(answer["members"])
        return _key_difference({(item,) for item in wanted}, {(item,) for item in given}) or Difference(
            "problem.unreadable"
        )
    return _table_difference(expected, answer, shape, tolerance)


def _columns(shape: Column | Table) -> tuple[Column, ...]:
    return (shape,) if isinstance(shape, Column) else shape.columns


def _table(plain: Plain) -> dict[Key, dict[str, Any]] | None:
    """Rows by key; None where the columns are not as long as the keys."""
    keys, columns = plain.get("keys"), plain.get("columns")
    if keys is None or columns is None or any(len(values) != len(keys) for values in columns.values()):
        return None
    return {tuple(row): {name: values[place] for name, values in columns.items()} for place, row in enumerate(keys)}


def _same(expected: Any, answer: Any, holds: str, tolerance: float) -> bool:
    if expected is None or answer is None:
        return expected is None and answer is None
    if holds == "text":
        return _as_text(expected) == _as_text(answer)
    if isinstance(expected, (int, float)) and isinstance(answer, (int, float)):
        return math.isclose(expected, answer, rel_tol=tolerance, abs_tol=ABSOLUTE)
    return type(expected) is type(answer) and expected == answer


def _as_text(item: Any) -> Any:
    """A code such as "555" is the same whether it was kept as text or as a whole number."""
    if isinstance(item, float) and item.is_integer():
        item = int(item)
    return str(item) if isinstance(item, int) else item


def _wrong_kind(item: Any, holds: str, *, flag: bool = False) -> str | None:
    """What stands in a cell that should hold a number (or a text), if it is something else. A flag may be true."""
    if item is None:
        return None
    if isinstance(item, dict):
        return next((name for name in ("date", "span", "special") if name in item), "other")
    if holds == "text":
        return None if isinstance(item, str) else "number"
    if isinstance(item, str):
        return "text"
    return "bool" if isinstance(item, bool) and not flag else None


def _number_difference(expected: Any, answer: Any, shape: Number) -> Difference:
    kind = _wrong_kind(answer, "number", flag=shape.unit == "flag")
    if kind == "special":
        return Difference("should-be-empty.number" if expected is None else "not-finite.infinite")
    if kind == "text" and answer.lower() in ("nan", "na", "none", "null", ""):
        return Difference("kind.empty-text")
    if kind:
        return Difference(f"kind.{kind}")
    if answer is None:
        return Difference("not-finite.number")
    if not isinstance(expected, (int, float)):
        return Difference("should-be-empty.number")
    if answer < 0 < expected:
        return Difference("number.negative", fields={"given": answer})
    if (shape.whole or shape.unit in COUNTED) and _whole(expected) and not _whole(answer):
        return Difference("number.fraction", fields={"given": answer})
    return Difference("number.high" if answer > expected else "number.low", fields={"given": answer})


def _key_difference(wanted: set[Key], given: set[Key]) -> Difference | None:
    missing, extra = _ordered(wanted - given), _ordered(given - wanted)
    if given and wanted and len(missing) == len(wanted) and not _formed(given) & _formed(wanted):
        return Difference("rows.other", extra)
    if missing and extra:
        return Difference("rows.both", missing, {"extra": extra})
    if missing:
        return Difference("rows.missing", missing)
    return Difference("rows.extra", extra) if extra else None


def _formed(keys: set[Key]) -> set[tuple[str, ...]]:
    """How keys are formed, digits apart: other customers' ids look like the ones asked for, row numbers do not."""
    return {tuple(re.sub(r"\d", "0", part or "") for part in row) for row in keys}


def _ordered(keys: set[Key]) -> tuple[Key, ...]:
    return tuple(sorted(keys, key=lambda row: tuple((part is None, part or "") for part in row)))


def _table_difference(expected: Plain, answer: Plain, shape: Column | Table, tolerance: float) -> Difference:
    wanted, given = _table(expected), _table(answer)
    if wanted is None or given is None:
        return Difference("problem.uneven")
    columns = _columns(shape)
    for column in columns:
        is_flag = column.unit == "flag"
        kinds = [_wrong_kind(row.get(column.name), column.holds, flag=is_flag) for row in given.values()]
        kind = next((kind for kind in kinds if kind and kind != "special"), None)
        if kind:
            return Difference(f"kind.{kind}", fields={"column": column.name})
    if len(given) < len(answer["keys"]):
        counts = Counter(tuple(row) for row in answer["keys"])
        return Difference("rows.twice", _ordered({row for row, count in counts.items() if count > 1}))
    keys = _key_difference(set(wanted), set(given))
    if keys:
        return keys
    for column in columns:
        empty = {
            row
            for row in given
            if wanted[row].get(column.name) is not None
            and (given[row].get(column.name) is None or _wrong_kind(given[row][column.name], "number") == "special")
        }
        if empty:
            return Difference("not-finite.column", _ordered(empty), {"column": column.name})
        filled = {
            row for row in given if wanted[row].get(column.name) is None and given[row].get(column.name) is not None
        }
        if filled:
            return Difference("should-be-empty.column", _ordered(filled), {"column": column.name})
    off: list[tuple[Column, dict[Key, int]]] = []
    for column in columns:
        rows = {
            row: _side(wanted[row].get(column.name), given[row].get(column.name))
            for row in given
            if not _same(wanted[row].get(column.name), given[row].get(column.name), column.holds, tolerance)
        }
        if rows:
            off.append((column, rows))
    column, rows = off[0]
    names = [item.name for item, _ in off]
    sides = set(rows.values())
    reason = {frozenset({1}): "value.high", frozenset({-1}): "value.low"}.get(frozenset(sides), "value.mixed")
    if 0 in sides:
        reason = "value.other"
    elif column.unit in WHOLE and all(_whole(row.get(column.name)) for row in wanted.values()):
        broken = {row for row in rows if not _whole(given[row].get(column.name))}
        if broken:
            reason, rows = "value.fraction", dict.fromkeys(broken, 1)
    if reason == "value.low" and _turned_round(wanted, given, column.name):
        reason = "value.negative"
        rows = {row: -1 for row in rows if given[row][column.name] < 0}
    ordered = _ordered(set(rows))
    fields = {"column": column.name, "columns": names, "of": len(given), "given": given[ordered[0]].get(column.name)}
    return Difference(reason, ordered, fields)


def _whole(item: Any) -> bool:
    return item is None or (isinstance(item, (int, float)) and float(item).is_integer())


def _turned_round(wanted: Mapping[Key, Any], given: Mapping[Key, Any], name: str) -> bool:
    """True where nothing negative is expected and nothing positive is given: something was subtracted in reverse."""
    return all((row.get(name) or 0) >= 0 and (given[key].get(name) or 0) <= 0 for key, row in wanted.items()) and any(
        (given[key].get(name) or 0) < 0 for key in wanted
    )


def _side(expected: Any, answer: Any) -> int:
    """1 where the answer is too high, -1 too low, 0 where that cannot be said."""
    if isinstance(expected, (int, float)) and isinstance(answer, (int, float)):
        return 1 if answer > expected else -1
    return 0
