"""What measures on small tables share: rows as a pandas frame with checked columns, and an interval for a share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
from scipy.stats import binomtest

from customer_value.errors import MeasureError
from customer_value.frames import open_frame, typed
from customer_value.measures._numbers import NAN, share

DATES = "datetime64[us]"


def rows(native: Any, table: str, *, optional: Collection[str] = (), **kinds: str) -> pd.DataFrame:
    """Only the columns named, in pandas and numbered from 0: numbers as floats, dates as days without time.

    Args:
        native: any frame; a lazy one is run.
        table: what to call it in messages.
        optional: columns whose values may be missing, on every row too; in all others a value is needed.
        kinds: the columns and what they hold: "key", "text", "date" or "number".

    Raises:
        MeasureError: a column is missing or of another kind, lacks a value it needs, or holds an infinite number.
    """
    frame = open_frame(native, table, tuple(kinds))
    frame = frame.select(*kinds)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    blank = [column for column in optional if frame[column].is_null().all()]
    found = typed(frame, table, **{column: kind for column, kind in kinds.items() if column not in blank}).to_pandas()
    for column in blank:
        dtype = {"date": DATES, "number": "float64"}.get(kinds[column], "str")
        found[column] = pd.Series(None, index=found.index, dtype=dtype)
    found = found[list(kinds)].reset_index(drop=True)
    for column, kind in kinds.items():
        if kind == "date":
            found[column] = pd.to_datetime(found[column]).astype(DATES).dt.normalize()
        if column not in optional:
            _complete(found, table, column)
        if kind == "number" and (infinite := int(np.isinf(found[column].to_numpy(dtype=float)).sum())):
            raise MeasureError(f"{table}[{column!r}] is infinite on {infinite} of {len(found)} rows; correct them.")
    return found


def flags(native: Any, table: str, column: str) -> pd.Series:
    """A column of true and false as a pandas Series numbered from 0.

    Raises:
        MeasureError: the column is missing, or holds something else on a row.
    """
    frame = open_frame(native, table, [column]).select(column)
    values = (frame.collect() if isinstance(frame, nw.LazyFrame) else frame)[column].to_list()
    if wrong := [value for value in values if not isinstance(value, bool | np.bool_)]:
        held = "nothing" if pd.isna(wrong[0]) else repr(wrong[0])
        raise MeasureError(
            f"{table}[{column!r}] holds {held} on {len(wrong)} of {len(values)} rows; it has to say true or false."
        )
    return pd.Series(values, dtype="bool")


def one_row_each(found: pd.DataFrame, table: str, *key: str) -> None:
    """Raise where two rows have one key."""
    if (twice := found.duplicated(list(key))).any():
        names = " and ".join(repr(column) for column in key)
        example = " and ".join(_shown(value) for value in found.loc[twice.idxmax(), list(key)])
        raise MeasureError(
            f"{table} has two rows with one {names}, such as {example}; drop the doubled ones first: "
            f"{table}.drop_duplicates({list(key) if len(key) > 1 else key[0]!r})."
        )


def not_negative(found: pd.DataFrame, table: str, *columns: str) -> None:
    """Raise where a count or an amount of money is below 0."""
    for column in columns:
        if below := int((found[column] < 0).sum()):
            raise MeasureError(f"{table}[{column!r}] is negative on {below} of {len(found)} rows; correct them.")


def over(parts: pd.Series, bases: pd.Series) -> pd.Series:
    """Each part over its base; NaN where the base is 0."""
    return parts.astype("float64") / bases.astype("float64").where(bases != 0)


def wilson(successes: Any, counts: Any, confidence: float = 0.95) -> pd.DataFrame:
    """The Wilson interval of each share `successes / counts`: columns `low` and `high`, NaN where the count is 0."""
    level = share(confidence, "confidence")
    bounds = [
        (NAN, NAN) if not n else tuple(binomtest(int(k), int(n)).proportion_ci(level, method="wilson"))
        for k, n in zip(successes, counts, strict=True)
    ]
    index = successes.index if isinstance(successes, pd.Series) else None
    return pd.DataFrame(bounds, columns=["low", "high"], index=index, dtype="float64")


def _complete(found: pd.DataFrame, table: str, column: str) -> None:
    if missing := int(found[column].isna().sum()):
        raise MeasureError(
            f"{table}[{column!r}] is missing on {missing} of {len(found)} rows; fill it in or drop those rows first: "
            f"{table}.dropna(subset=[{column!r}])."
        )


def _shown(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return f"{value:g}" if isinstance(value, float) else repr(value)
