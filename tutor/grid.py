"""Any object as a grid: named columns, and the levels of an index, whatever library or plain Python it comes from.

Pandas, Polars, PyArrow and DuckDB are recognised by their module's name: none of them is imported here.
"""

from __future__ import annotations

import datetime as dt
import inspect
import numbers
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set, ValuesView
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np


class Unreadable(Exception):
    """The answer is not what was asked for; `problem` names why."""

    def __init__(self, problem: str, **fields: Any) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fields = fields


@dataclass
class Grid:
    """A table in whatever library: named columns, and the levels of its index where it has one that means something."""

    columns: list[tuple[Any, list]]
    levels: list[tuple[str | None, list]] = field(default_factory=list)

    def named(self, name: str) -> list[list]:
        """The values of every column of that name."""
        wanted = fold(name)
        return [values for label, values in self.columns if fold(label) == wanted]


def fold(label: Any) -> str:
    """A column's name as it is compared: "R Score" and "r_score" are the same."""
    return str(label).strip().lower().replace(" ", "_").replace("-", "_")


def _library(answer: Any) -> str:
    root = type(answer).__module__.partition(".")[0].lstrip("_")
    return root if root in ("pandas", "polars", "pyarrow", "duckdb", "narwhals", "numpy") else ""


def is_scalar(answer: Any) -> bool:
    """True for one value, of whatever library."""
    return isinstance(answer, (str, bytes, numbers.Number, Decimal, np.generic, dt.date, dt.timedelta)) or (
        type(answer).__name__ in ("NAType", "NaTType")
    )


def grid_of(answer: Any, keys: Sequence[str], names: Sequence[str]) -> Grid:
    """An answer as a grid; plain Python's rows and dicts are read as the keys and then the values asked for.

    Raises:
        Unreadable: it is no table at all, or one without keys.
    """
    refuse_unfinished(answer)
    if is_scalar(answer):
        raise Unreadable("one-value")
    grid = grid_of_library(answer)
    if grid is None and isinstance(answer, Mapping):
        grid = _grid_of_mapping(answer, keys, names)
    if grid is None:
        if isinstance(answer, (ValuesView, Set)) and not any(isinstance(item, tuple) for item in answer):
            raise Unreadable("no-keys")
        if not isinstance(answer, Iterable):
            raise Unreadable("other", type=type(answer).__name__)
        grid = _grid_of_rows(list(answer), keys, names)
    return _with_plain_labels(grid, names)


def refuse_unfinished(answer: Any) -> None:
    """Raise Unreadable for what is no answer yet: nothing, a generator, a function, groups without a total."""
    if answer is None:
        raise Unreadable("nothing")
    if answer is Ellipsis or answer is NotImplemented:
        raise Unreadable("not-attempted")
    if inspect.iscoroutine(answer) or isinstance(answer, Iterator):
        raise Unreadable("generator")
    if inspect.isroutine(answer) or inspect.isclass(answer):
        raise Unreadable("function", name=getattr(answer, "__name__", "?"))
    if type(answer).__name__.endswith("GroupBy"):
        raise Unreadable("grouping")


def grid_of_library(answer: Any) -> Grid | None:
    """A grid of a data library's object; None for anything else."""
    library = _library(answer)
    if library == "narwhals":
        return grid_of_library(answer.to_native())
    if library == "pandas":
        return _grid_of_pandas(answer)
    if library == "polars":
        if type(answer).__name__ == "LazyFrame":
            answer = answer.collect()
        if type(answer).__name__ == "Series":
            return Grid([(answer.name, answer.to_list())])
        if type(answer).__name__ == "DataFrame":
            return Grid([(name, answer[name].to_list()) for name in answer.columns])
    if library == "pyarrow":
        if hasattr(answer, "column_names"):
            return Grid([(name, answer.column(name).to_pylist()) for name in answer.column_names])
        if hasattr(answer, "to_pylist"):
            return Grid([("", answer.to_pylist())])
    if library == "duckdb" and hasattr(answer, "columns") and hasattr(answer, "fetchall"):
        rows = answer.fetchall()
        return Grid([(name, [row[place] for row in rows]) for place, name in enumerate(answer.columns)])
    if library == "numpy" and isinstance(answer, np.ndarray) and answer.dtype.names:
        return Grid([(name, list(answer[name])) for name in answer.dtype.names])
    return None


def _grid_of_pandas(answer: Any) -> Grid | None:
    kind = type(answer).__name__
    if hasattr(answer, "to_frame") and hasattr(answer, "levels"):  # a MultiIndex: rows of keys, no values
        return Grid([(name, list(answer.get_level_values(place))) for place, name in enumerate(answer.names)])
    if hasattr(answer, "to_frame") and not hasattr(answer, "index"):  # an Index
        return Grid([(answer.name, list(answer))])
    if hasattr(answer, "columns"):
        columns = [(label, list(answer.iloc[:, place])) for place, label in enumerate(answer.columns)]
        return Grid(columns, _pandas_levels(answer.index))
    if hasattr(answer, "index"):
        return Grid([(answer.name, list(answer))], _pandas_levels(answer.index))
    if hasattr(answer, "to_numpy"):
        return Grid([("", list(answer))])
    raise Unreadable("other", type=kind)


def _pandas_levels(index: Any) -> list[tuple[str | None, list]]:
    """The index's levels; none where it only counts the rows."""
    if index.nlevels > 1:
        return [(name, list(index.get_level_values(place))) for place, name in enumerate(index.names)]
    if index.name is None and (type(index).__name__ == "RangeIndex" or _counts(index)):
        return []
    return [(index.name, list(index))]


def _counts(index: Any) -> bool:
    """True for row numbers, also after sorting or filtering: whole numbers that nobody gave a name."""
    return index.dtype.kind in "iu" and (len(index) == 0 or bool((index >= 0).all()))


def _grid_of_mapping(answer: Mapping, keys: Sequence[str], names: Sequence[str]) -> Grid:
    """A dict: by key ({"C1": 3}, {"C1": {"r": 1}}) or by column ({"customer_id": [...], "r": [...]})."""
    labels = {fold(label) for label in answer}
    if answer and labels >= {fold(name) for name in names} and not all(is_scalar(item) for item in answer.values()):
        return _grid_of_columns(answer, keys)
    rows = []
    for label, item in answer.items():
        parts = label if isinstance(label, tuple) and len(keys) > 1 else (label,)
        if isinstance(item, Mapping):
            rows.append((*parts, *(item.get(name) for name in names)))
            absent = [name for name in names if name not in item]
            if absent:
                raise Unreadable("missing-columns", missing=absent, columns=[str(name) for name in item])
        elif isinstance(item, (list, tuple)):
            rows.append((*parts, *item))
        else:
            rows.append((*parts, item))
    return _grid_of_rows(rows, keys, names)


def _grid_of_columns(answer: Mapping, keys: Sequence[str]) -> Grid:
    columns: list[tuple[Any, list]] = []
    levels: list[tuple[str | None, list]] = []
    for label, item in answer.items():
        grid = grid_of_library(item)
        if grid is not None:
            order, values = grid.levels, grid.columns[0][1]
        elif isinstance(item, Mapping):
            order, values = [(None, list(item))], list(item.values())
        else:
            order, values = [], list(item)
        if order:
            if not levels:
                levels = order
            lookup = dict(zip(zip(*(level for _, level in order), strict=True), values, strict=True))
            values = [lookup.get(row) for row in zip(*(level for _, level in levels), strict=True)]
        columns.append((label, values))
    if len({len(values) for _, values in columns}) > 1:
        raise Unreadable("uneven")
    return Grid(columns, levels)


def _grid_of_rows(rows: list, keys: Sequence[str], names: Sequence[str]) -> Grid:
    """A list of tuples (keys first, then values in the order asked for) or of dicts."""
    if not rows:
        return Grid([(name, []) for name in (*keys, *names)])
    if all(isinstance(row, Mapping) for row in rows):
        labels = list(rows[0])
        return Grid([(label, [row.get(label) for row in rows]) for label in labels])
    width = len(keys) + len(names)
    if any(isinstance(row, (str, Mapping)) or not isinstance(row, (Sequence, np.ndarray)) for row in rows):
        raise Unreadable("no-keys")
    if any(len(row) != width for row in rows):
        raise Unreadable("uneven")
    labels = (*keys, *names)
    return Grid([(label, [row[place] for row in rows]) for place, label in enumerate(labels)])


def _with_plain_labels(grid: Grid, names: Sequence[str]) -> Grid:
    """Columns that pandas labelled with pairs, such as ("order_date", "max"), under the part that was asked for."""
    if not any(isinstance(label, tuple) for label, _ in grid.columns):
        return grid
    wanted = {fold(name) for name in names}
    plain = []
    for label, values in grid.columns:
        parts = [part for part in (label if isinstance(label, tuple) else (label,)) if str(part)]
        fitting = [part for part in parts if fold(part) in wanted]
        plain.append((fitting[0] if fitting else "_".join(str(part) for part in parts), values))
    return Grid(plain, grid.levels)
