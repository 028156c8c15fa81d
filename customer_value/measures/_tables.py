"""What the measures on small tables share: a checked pandas table from any frame, and shares with their interval."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from customer_value.errors import MeasureError
from customer_value.frames import collected, open_frame, typed
from customer_value.measures._arguments import listed
from customer_value.measures._numbers import NAN, share

DATES = "datetime64[us]"


def pandas_table(native: Any, table: str, /, *, gaps: Collection[str] = (), **kinds: str) -> pd.DataFrame:
    """Only the columns named, as `whole_table` gives them, with rows numbered from 0."""
    frame = open_frame(native, table, tuple(kinds)).select(*kinds)
    return whole_table(frame, table, gaps=gaps, **kinds).reset_index(drop=True)


def whole_table(native: Any, table: str, /, *, gaps: Collection[str] = (), **kinds: str) -> pd.DataFrame:
    """A frame with all its columns as a pandas frame, those named checked: numbers as floats, dates without time.

    Args:
        native: any frame; a lazy one is run.
        table: what to call it in messages.
        gaps: columns whose values may be missing, on every row too (a flag is then false); in the other columns named
            a value is needed.
        kinds: columns and what they hold: "key", "text", "date", "number", "flag" for true and false, or "any", which
            leaves a column as it is (a category keeps its order).

    Raises:
        MeasureError: it is no frame, a column is missing or of another kind, lacks a value it needs, or holds an
            infinite number.
    """
    frame = open_frame(native, table, tuple(kinds))
    frame = collected(frame)
    found = frame.to_pandas()
    blank = [column for column in kinds if column in gaps and frame[column].is_null().all()]
    plain = {column: kind for column, kind in kinds.items() if kind not in ("flag", "any") and column not in blank}
    checked = typed(frame, table, **plain).to_pandas() if plain else found
    new: dict[str, pd.Series] = {}
    for column, kind in kinds.items():
        if kind == "any":
            new[column] = found[column]
        elif kind == "flag":
            new[column] = flags(found[column], f"{table}[{column!r}]", gaps=column in gaps)
        elif column in blank:
            dtype = {"date": DATES, "number": "float64"}.get(kind, "str")
            new[column] = pd.Series(None, index=found.index, dtype=dtype)
        elif kind == "date":
            new[column] = pd.to_datetime(checked[column]).astype(DATES).dt.normalize()
        else:
            new[column] = checked[column].astype("float64") if kind == "number" else checked[column]
    found = found.assign(**new)
    none_missing(found, table, *(column for column in kinds if column not in gaps))
    for column in (column for column, kind in kinds.items() if kind == "number"):
        if infinite := int(np.isinf(found[column]).sum()):
            raise MeasureError(
                f"{table}[{column!r}] is infinite on {infinite} of {len(found)} rows; find out where it was divided by "
                "0, or drop those rows first."
            )
    return found


def flags(values: Any, place: str, *, gaps: bool = False) -> pd.Series:
    """True and false, whatever they were held in; missing ones are false where there may be gaps.

    Args:
        values: a Series or a list.
        place: what to call it in messages, such as "touches['responded']".
        gaps: whether values may be missing.

    Raises:
        MeasureError: there is something else among them.
    """
    values = values if isinstance(values, pd.Series) else listed(values, place)
    series = pd.Series(values, dtype=None if len(values) else "bool")
    good = np.array([isinstance(value, bool | np.bool_) for value in series], dtype=bool)
    if (wrong := ~good & ~(series.isna().to_numpy() & gaps)).any():
        first = series[wrong].tolist()[0]
        held = "nothing" if pd.api.types.is_scalar(first) and pd.isna(first) else repr(first)
        raise MeasureError(
            f"{place} holds {held} on {wrong.sum()} of {len(series)} rows; it has to say true or false, so fill in or "
            "convert those first."
        )
    return series.astype("object").where(good, False).astype("bool")


def none_missing(found: pd.DataFrame, table: str, *columns: str) -> None:
    """Raise where a value of one of the columns is missing."""
    for column in columns:
        if missing := int(found[column].isna().sum()):
            raise MeasureError(
                f"{table}[{column!r}] is missing on {missing} of {len(found)} rows; fill it in or drop those rows "
                f"first: {table}.dropna(subset=[{column!r}])."
            )


def none_negative(found: pd.DataFrame, table: str, *columns: str) -> None:
    """Raise where a count or an amount of money is below 0."""
    for column in columns:
        if negative := int((found[column] < 0).sum()):
            raise MeasureError(
                f"{table}[{column!r}] is negative on {negative} of {len(found)} rows; it has to be 0 or more, so "
                "correct those first."
            )


def one_row_each(found: pd.DataFrame, table: str, *key: str) -> None:
    """Raise where two rows have one key."""
    if (twice := found.duplicated(list(key)).to_numpy()).any():
        names = " and ".join(repr(column) for column in key)
        example = " and ".join(_shown(value) for value in found.loc[twice, list(key)].iloc[0])
        raise MeasureError(
            f"{table} has two rows with one {names}, such as {example}; drop the doubled ones first: "
            f"{table}.drop_duplicates({list(key) if len(key) > 1 else key[0]!r})."
        )


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


def _shown(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return f"{value:g}" if isinstance(value, float) else repr(value)
