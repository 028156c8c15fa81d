"""What the measures on small tables share: a checked pandas table, and refusals of values no number can be right with.

A grouping column is read apart, because `frames.typed` would take a category's order away.
"""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import open_frame, typed


def whole_table(native: Any, table: str) -> pd.DataFrame:
    """A frame with all its columns as a pandas frame with rows numbered from 0; a lazy one is run.

    Raises:
        MeasureError: it is no frame.
    """
    frame = open_frame(native, table, ())
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return frame.to_pandas().reset_index(drop=True)


def pandas_table(native: Any, table: str, **kinds: str) -> pd.DataFrame:
    """The columns named as a pandas frame with rows numbered from 0, checked as `frames.typed` does.

    Args:
        native: any data frame; a lazy one is run.
        table: what to call it in messages.
        kinds: each column's kind: "key", "text", "date", "number" (becomes a 64-bit float), or "flag" for true and
            false.

    Raises:
        MeasureError: it is no frame, a column is missing or of another kind, a number is infinite, or a flag missing.
    """
    frame = open_frame(native, table, tuple(kinds)).select(*kinds)
    others = {column: kind for column, kind in kinds.items() if kind != "flag"}
    plain = whole_table(typed(frame, table, **others), table) if others else pd.DataFrame()
    for column, kind in kinds.items():
        if kind == "number":
            plain[column] = plain[column].astype("float64")
            if infinite := int(np.isinf(plain[column]).sum()):
                raise MeasureError(
                    f"{table}[{column!r}] is infinite on {infinite} of {len(plain)} rows; fill in the right value or "
                    "drop those rows first."
                )
        elif kind == "flag":
            plain[column] = _flags(whole_table(frame.select(column), table)[column], table)
    return plain[list(kinds)]


def group_column(native: Any, table: str, by: str) -> pd.Series:
    """The column that says which group each row belongs to, rows numbered from 0; a category keeps its order.

    Raises:
        MeasureError: the column is missing, or a row belongs to no group.
    """
    groups = whole_table(open_frame(native, table, (by,)).select(by), table)[by]
    if missing := int(groups.isna().sum()):
        raise MeasureError(
            f"{table}[{by!r}] is missing on {missing} of {len(groups)} rows; give those rows a group of their own or "
            "drop them first."
        )
    return groups


def none_missing(plain: pd.DataFrame, table: str, *columns: str) -> None:
    """Raise where a value of one of the columns is missing."""
    for column in columns:
        if missing := int(plain[column].isna().sum()):
            raise MeasureError(
                f"{table}[{column!r}] is missing on {missing} of {len(plain)} rows; fill it in or drop those rows "
                "first."
            )


def none_negative(plain: pd.DataFrame, table: str, *columns: str) -> None:
    """Raise where a number of one of the columns is below 0."""
    for column in columns:
        if negative := int((plain[column] < 0).sum()):
            raise MeasureError(
                f"{table}[{column!r}] is negative on {negative} of {len(plain)} rows; it has to be 0 or more."
            )


def one_row_each(plain: pd.DataFrame, table: str, *columns: str) -> None:
    """Raise where two rows have the same key."""
    twice = plain.duplicated(list(columns))
    if twice.any():
        example = ", ".join(repr(value) for value in plain.loc[twice, list(columns)].iloc[0])
        raise MeasureError(f"{table} has two rows for {' and '.join(columns)} {example}; give one row each.")


def _flags(values: pd.Series, table: str) -> pd.Series:
    """True and false, whatever the frame held them in."""
    if not values.map(lambda value: isinstance(value, bool | np.bool_)).all():
        raise MeasureError(
            f"{table}[{values.name!r}] has to be true or false on every row; fill in what is missing and turn words or "
            "numbers into true and false first."
        )
    return values.astype(bool)
