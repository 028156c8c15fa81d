"""Answers as plain data: whatever object an answer comes in, what it says is written down in the same JSON.

Only plain data crosses from a learner's process to the one that judges it, and nothing is ever pickled. The forms:

    {"number": 3.5}                                             a Number
    {"keys": [["C1"], ["C2"]], "columns": {"recency": [3, 40]}} a Column or a Table
    {"members": ["C1", "C2"]}                                   Members
    {"problem": "generator", ...}                               something that cannot be read as what was asked for

A value is a number, a text, true/false, null (missing or not a number), {"special": "inf"}, {"date": "2024-12-31"},
{"span": days} or {"other": "type"}. Where days are asked for, a time span counts as its days and a note says so.
"""

from __future__ import annotations

import datetime as dt
import math
import numbers
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from tutor.grid import Grid, Unreadable, fold, grid_of, grid_of_library, is_scalar, refuse_unfinished
from tutor.shape import Column, Members, Number, Shape, Table

Plain = dict[str, Any]
"""Data that JSON can hold, in one of the forms above."""

Key = tuple[str | None, ...]
"""What identifies a row: one text per key column, None where the key itself is missing."""

SECONDS_PER_DAY = 86_400

LARGEST = 2**63
"""Whole numbers from here on count as infinite: no amount, count or day is that large."""


def to_plain(answer: Any, shape: Shape) -> Plain:
    """What an answer says, as plain data in the form its shape asks for; a {"problem": ...} where it cannot be read."""
    try:
        if isinstance(shape, Number):
            return {"number": _one_value(answer, shape.unit)}
        if isinstance(shape, Members):
            return {"members": sorted(set(_members(answer, shape.key)), key=lambda key: (key is None, key))}
        return _rows(answer, shape)
    except Unreadable as reason:
        return {"problem": reason.problem, **reason.fields}


def value(item: Any) -> Any:
    """One cell as plain data."""
    if item is None or type(item).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(item, (bool, np.bool_)):
        return bool(item)
    if isinstance(item, str):
        return item.strip()
    if isinstance(item, numbers.Integral) and not isinstance(item, np.timedelta64):
        return int(item) if abs(int(item)) < LARGEST else _real(math.copysign(math.inf, int(item) > 0 or -1))
    if isinstance(item, (numbers.Real, Decimal)) and not isinstance(item, np.timedelta64):
        return _real(float(item))
    if isinstance(item, np.timedelta64):
        return None if np.isnat(item) else {"span": float(item / np.timedelta64(1, "D"))}
    if isinstance(item, np.datetime64):
        return None if np.isnat(item) else {"date": str(item.astype("datetime64[D]"))}
    if isinstance(item, dt.timedelta):
        return {"span": item.total_seconds() / SECONDS_PER_DAY}
    if isinstance(item, dt.date):
        return {"date": item.isoformat()[:10]}
    return {"other": type(item).__name__}


def key(item: Any) -> str | None:
    """One key as text: an id read as 17850.0 is the same customer as 17850."""
    plain = value(item)
    if plain is None:
        return None
    if isinstance(plain, float) and plain.is_integer():
        plain = int(plain)
    if isinstance(plain, dict):
        plain = plain.get("date", item)
    return str(plain)


def readable(data: Any, shape: Shape) -> Plain:
    """Plain data that came from another process: as it is if it has the form its shape asks for, else a problem."""
    try:
        if not isinstance(data, dict):
            return {"problem": "unreadable"}
        if "problem" in data:
            fields = {str(name): item for name, item in data.items() if _is_plain_field(item)}
            return fields if isinstance(data["problem"], str) else {"problem": "unreadable"}
        if isinstance(shape, Number):
            return {"number": _checked(data["number"])}
        if isinstance(shape, Members):
            return {"members": [_checked_key(item) for item in data["members"]]}
        names = [shape.name] if isinstance(shape, Column) else [column.name for column in shape.columns]
        width = 1 if isinstance(shape, Column) else len(shape.key)
        keys = [[_checked_key(part) for part in row] for row in data["keys"]]
        columns = {name: [_checked(item) for item in data["columns"][name]] for name in names}
        if any(len(row) != width for row in keys) or any(len(values) != len(keys) for values in columns.values()):
            return {"problem": "unreadable"}
        return {"keys": keys, "columns": columns, "notes": [note for note in data.get("notes", ()) if note == "spans"]}
    except (TypeError, KeyError, ValueError):
        return {"problem": "unreadable"}


def _checked(item: Any) -> Any:
    if item is None or isinstance(item, (bool, str)):
        return item
    if isinstance(item, (int, float)):
        return value(item)
    if isinstance(item, dict) and len(item) == 1 and isinstance(next(iter(item.values())), (str, int, float)):
        return item
    raise ValueError("not plain data")


def _checked_key(item: Any) -> str | None:
    if item is None or isinstance(item, str):
        return item
    raise ValueError("not a key")


def _is_plain_field(item: Any) -> bool:
    return isinstance(item, (str, int)) or (isinstance(item, list) and all(isinstance(part, str) for part in item))


def _real(number: float) -> Any:
    if math.isnan(number):
        return None
    if math.isinf(number):
        return {"special": "inf" if number > 0 else "-inf"}
    return number


# One number


def _one_value(answer: Any, unit: str) -> Any:
    refuse_unfinished(answer)
    items = [answer] if is_scalar(answer) else _flat(answer)
    if not items:
        raise Unreadable("empty")
    if len(items) > 1:
        # 10,000 is two numbers to Python, and nothing else that people write gives a tuple of plain numbers.
        comma = isinstance(answer, tuple) and all(type(item) in (int, float) for item in items)
        raise Unreadable("comma" if comma else "many-values", count=len(items))
    return _in_unit(value(items[0]), unit)


def _in_unit(plain: Any, unit: str) -> Any:
    """A time span counts as a number where days are asked for; whole days come out as an integer."""
    if unit == "days" and isinstance(plain, dict) and "span" in plain:
        days = plain["span"]
        return int(days) if float(days).is_integer() else days
    return plain


def _flat(answer: Any) -> list:
    """Every value of a container, whatever it is, for an answer that should be one number."""
    if isinstance(answer, np.ndarray):
        return list(answer.ravel())
    grid = grid_of_library(answer)
    if grid is not None:
        return [item for _, values in grid.columns for item in values]
    if isinstance(answer, Mapping):
        return list(answer.values())
    if isinstance(answer, Iterable):
        return list(answer)
    raise Unreadable("other", type=type(answer).__name__)


# A set of keys


def _members(answer: Any, name: str) -> list[str | None]:
    refuse_unfinished(answer)
    if isinstance(answer, str):
        return [key(answer)]
    if is_scalar(answer):
        raise Unreadable("one-value")
    grid = grid_of_library(answer)
    if grid is None and isinstance(answer, Mapping):
        grid = Grid([("", list(answer.values()))], [(name, list(answer))])
    if grid is None:
        if not isinstance(answer, Iterable):
            raise Unreadable("other", type=type(answer).__name__)
        return [key(item[0] if isinstance(item, tuple) and len(item) == 1 else item) for item in answer]
    named = grid.named(name) + [values for label, values in grid.levels if label and fold(label) == fold(name)]
    flags = [
        values for _, values in grid.columns if values and all(isinstance(item, (bool, np.bool_)) for item in values)
    ]
    places = named or [values for _, values in grid.levels]
    if places and len(flags) == 1 and len(grid.columns) <= 2:
        return [key(item) for item, chosen in zip(places[0], flags[0], strict=True) if chosen]
    if named:
        return [key(item) for item in named[0]]
    if len(grid.columns) == 1 and (not grid.levels or all(isinstance(item, str) for item in grid.columns[0][1])):
        return [key(item) for item in grid.columns[0][1]]
    if len(places) == 1:
        return [key(item) for item in places[0]]
    raise Unreadable("no-keys")


# Values by key


def _rows(answer: Any, shape: Column | Table) -> Plain:
    columns = (shape,) if isinstance(shape, Column) else shape.columns
    keys = (shape.key,) if isinstance(shape, Column) else shape.key
    names = [column.name for column in columns]
    grid = grid_of(answer, keys, names)
    if isinstance(shape, Column):
        grid = _stood_up(grid, shape)
    key_columns, rest = _split(grid, keys, names)
    if not key_columns[0]:  # nobody has a row: then it does not matter which columns are empty
        return {"keys": [], "columns": {name: [] for name in names}}
    is_column = isinstance(shape, Column)
    chosen = {shape.name: _value_column(rest, shape.name)} if is_column else _value_columns(rest, names)
    spans = False
    found: dict[str, list] = {}
    for column in columns:
        plain = [value(item) for item in chosen[column.name]]
        spans |= column.unit == "days" and any(isinstance(item, dict) and "span" in item for item in plain)
        found[column.name] = [_in_unit(item, column.unit) for item in plain]
    rows = [[key(part) for part in row] for row in zip(*key_columns, strict=True)]
    if is_column and shape.named:
        rows = [[part and fold(part) for part in row] for row in rows]
    result: Plain = {"keys": rows, "columns": found}
    if spans:
        result["notes"] = ["spans"]
    return result


def _stood_up(grid: Grid, shape: Column) -> Grid:
    """A table of one row whose columns are the keys, as it is wanted: a row for each key. Any other grid as it is."""
    labels = {fold(label) for label, _ in grid.columns}
    several = len(labels) > 2 or shape.named  # of two columns, the first is the key
    lying = several and all(len(values) == 1 for _, values in grid.columns)
    if not lying or grid.levels or labels & {fold(shape.key), fold(shape.name)}:
        return grid
    return Grid(
        [(shape.name, [values[0] for _, values in grid.columns])], [(shape.key, [label for label, _ in grid.columns])]
    )


def _split(grid: Grid, keys: Sequence[str], names: Sequence[str]) -> tuple[list[list], list[tuple[Any, list]]]:
    """The key columns, and the columns that are not keys.

    Keys are found by name among columns and index; else an index that fits in number is taken, whatever its name; else
    the columns that are left when the values are known, or that come first.
    """
    folded = [fold(name) for name in keys]
    by_name = {}
    for label, values in [*reversed(grid.levels), *reversed(grid.columns)]:
        if label is not None:
            by_name[fold(label)] = values
    values_left = any(fold(label) not in folded for label, _ in grid.columns)
    if len(grid.levels) == len(keys) and not values_left:  # a Series that is itself called customer_id
        return [values for _, values in grid.levels], grid.columns
    if all(name in by_name for name in folded):
        if len(grid.levels) > len(keys) and not any(fold(label) in folded for label, _ in grid.columns):
            found = [by_name[name] for name in folded]
            if len(set(zip(*found, strict=True))) < len(found[0]):
                raise Unreadable("many-keys", levels=[str(label) for label, _ in grid.levels])
        rest = [(label, values) for label, values in grid.columns if fold(label) not in folded]
        return [by_name[name] for name in folded], rest
    if len(grid.levels) == len(keys):
        return [values for _, values in grid.levels], grid.columns
    if len(grid.levels) > len(keys):
        raise Unreadable("many-keys", levels=[str(label) for label, _ in grid.levels])
    wanted = {fold(name) for name in names}
    left = [(label, values) for label, values in grid.columns if fold(label) not in wanted]
    if len(left) == len(keys) and len(grid.columns) > len(left):
        return [values for _, values in left], [pair for pair in grid.columns if pair not in left]
    if len(names) == 1 and len(grid.columns) == len(keys) + 1:
        return [values for _, values in grid.columns[: len(keys)]], grid.columns[len(keys) :]
    if not any(values for _, values in grid.columns):
        return [[] for _ in keys], grid.columns
    raise Unreadable("no-keys", columns=[str(label) for label, _ in grid.columns])


def _value_column(rest: list[tuple[Any, list]], name: str) -> list:
    named = [values for label, values in rest if fold(label) == fold(name)]
    if len(named) == 1:
        return named[0]
    if len(rest) == 1:
        return rest[0][1]
    if not rest:
        raise Unreadable("no-values")
    raise Unreadable("many-columns", columns=[str(label) for label, _ in rest])


def _value_columns(rest: list[tuple[Any, list]], names: Sequence[str]) -> dict[str, list]:
    grid = Grid(rest)
    missing = [name for name in names if not grid.named(name)]
    if missing:
        raise Unreadable("missing-columns", missing=missing, columns=[str(label) for label, _ in rest])
    twice = [name for name in names if len(grid.named(name)) > 1]
    if twice:
        raise Unreadable("columns-twice", columns=twice)
    return {name: grid.named(name)[0] for name in names}
