"""What the measures on a table of customers share: a checked pandas frame, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, checked, open_frame


def people(
    native: Any, table: str, *, gaps: Sequence[str] = (), once: str = "customer_id", **kinds: str
) -> pd.DataFrame:
    """A table as a pandas frame with all its columns; those named are checked to be of their kind and complete.

    Numbers become floats, and none may be infinite.

    Args:
        native: the caller's frame; a lazy one is run.
        table: what to call it in messages.
        gaps: the columns in which values may be missing.
        once: the column, if it is named, in which a value may stand on one row only; "" for none.
        **kinds: each column's kind, as for `frames.checked`; "any" for one of whatever type.

    Raises:
        MeasureError: a column is missing or of another kind, a value is missing or infinite, a customer has two rows.
    """
    known = {column: kind for column, kind in kinds.items() if kind != "any"}
    frame = checked(open_frame(native, table, tuple(kinds)), table, **known)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    found = frame.to_pandas()
    numbers = [column for column, kind in kinds.items() if kind == "number"]
    found = found.assign(**{column: found[column].to_numpy("float64", na_value=np.nan) for column in numbers})
    for column in kinds:
        if column not in gaps and (missing := int(found[column].isna().sum())):
            raise MeasureError(
                f"{table}[{column!r}] is missing on {missing} of {len(found)} rows; drop those rows or fill them first."
            )
    for column in numbers:
        if np.isinf(found[column]).any():
            raise MeasureError(f"{table}[{column!r}] holds an infinite number; find out where it was divided by 0.")
    if once in kinds and found[once].duplicated().any():
        twice = found.loc[found[once].duplicated(), once].iloc[0]
        raise MeasureError(f"{table}[{once!r}] {twice!r} stands on two rows; give one row per customer.")
    return found


def spending(valid: Any, snapshot: Any) -> pd.DataFrame:
    """Valid orders by the end of a day as a pandas frame, their dates without time.

    Raises:
        MeasureError: a column is missing or of another kind, an amount is missing, infinite or below 0.
    """
    kinds = {"customer_id": "key", "order_date": "date", "amount": "number"}
    found = people(valid, "valid", once="", **kinds)
    if (found["amount"] < 0).any():
        raise MeasureError("valid['amount'] has money below 0; take refunds off first, with valid_orders.")
    found = found.assign(order_date=found["order_date"].astype("datetime64[us]").dt.normalize())
    return found[found["order_date"] <= pd.Timestamp(calendar_day(snapshot))]


def each(ids: pd.Series, found: pd.Series) -> pd.Series:
    """What a sum by customer holds for each id, as floats on the ids' index; 0 for who has no entry."""
    return pd.Series(found.reindex(ids).to_numpy("float64", na_value=np.nan), index=ids.index).fillna(0.0)


def flags(table: pd.DataFrame, name: str, column: str) -> pd.Series:
    """A column of true and false as booleans; 0 and 1 are taken for them.

    Raises:
        MeasureError: it holds anything else.
    """
    if not set(table[column].unique()) <= {True, False}:  # 1 == True, 0 == False
        raise MeasureError(f"{name}[{column!r}] has to hold true or false only, such as {name}[{column!r}] >= 20000.")
    return table[column].astype(bool)


def tier_order(found: pd.Series, table: str, order: Sequence[str]) -> list[str]:
    """The tiers from the top, checked to name every tier that occurs in a table, each once.

    Raises:
        MeasureError: a tier is named twice, or one that occurs is not named.
    """
    names = [order] if isinstance(order, str) else list(order)
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise MeasureError(f"order names {', '.join(twice)} twice; give each tier once.")
    if unknown := sorted(set(found.astype("str")) - set(names)):
        raise MeasureError(f"{table}['tier'] holds {', '.join(unknown)}, which order leaves out; add it there.")
    return names


def feature_names(features: Sequence[str], label: str) -> list[str]:
    """The features, checked to leave the label out: a model that is given the answer predicts nothing.

    Raises:
        MeasureError: there is no feature, or the label is one of them.
    """
    names = [features] if isinstance(features, str) else list(features)
    if not names:
        raise MeasureError("features is empty; name at least one column of numbers.")
    if label in names:
        raise MeasureError(f"features has {label!r}, which is what is to be predicted; take it out.")
    return names
