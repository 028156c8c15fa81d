"""Inputs of a task's cases: as JSON for the pack, as copies for each call, and compared after it."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd


def encode(item: Any) -> Any:
    """One input as JSON: plain values as they are, tables, dates and days under a name of their kind.

    Raises:
        TypeError: an input of a kind that a case cannot have.
    """
    if item is None or isinstance(item, (bool, int, float, str)):
        return item
    if isinstance(item, np.generic):
        return encode(item.item())
    if isinstance(item, pd.DataFrame):
        columns = [{"name": name, **encode(item[name])["series"]} for name in item.columns]
        return {"frame": columns, "rows": len(item)}
    if isinstance(item, pd.Series):
        missing = item.isna()
        if item.dtype.kind == "M":
            values = [None if gone else stamp.isoformat() for stamp, gone in zip(item, missing, strict=True)]
        else:
            values = [None if gone else encode(cell) for cell, gone in zip(item, missing, strict=True)]
        return {"series": {"type": str(item.dtype), "values": values}}
    if isinstance(item, pd.Timestamp):
        return {"timestamp": item.isoformat()}
    if isinstance(item, dt.date) and not isinstance(item, dt.datetime):
        return {"date": item.isoformat()}
    if isinstance(item, (list, tuple)):
        return {"list": [encode(part) for part in item]}
    if isinstance(item, Mapping):
        return {"dict": [[encode(name), encode(part)] for name, part in item.items()]}
    raise TypeError(f"A case's input cannot be a {type(item).__name__}; use tables, columns, dates, numbers and text.")


def decode(item: Any) -> Any:
    """What `encode` wrote, as the object it was."""
    if not isinstance(item, dict):
        return item
    if "frame" in item:
        columns = {column["name"]: _series(column) for column in item["frame"]}
        return pd.DataFrame(columns, index=range(item["rows"]))
    if "series" in item:
        return _series(item["series"])
    if "timestamp" in item:
        return pd.Timestamp(item["timestamp"])
    if "date" in item:
        return dt.date.fromisoformat(item["date"])
    if "list" in item:
        return [decode(part) for part in item["list"]]
    return {decode(name): decode(part) for name, part in item["dict"]}


def _series(column: Mapping[str, Any]) -> pd.Series:
    if column["type"].startswith("datetime64"):
        texts = pd.Series(column["values"], dtype="str")
        return pd.to_datetime(texts, format="ISO8601").astype(column["type"])
    return pd.Series(column["values"], dtype=column["type"])


def copies(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs of one's own for each call, so that a function that changes them changes nobody else's."""
    return {
        name: item.copy(deep=True) if isinstance(item, (pd.DataFrame, pd.Series)) else copy.deepcopy(item)
        for name, item in arguments.items()
    }


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of the inputs that a call has changed."""
    return [name for name, item in before.items() if not _equal(item, after[name])]


def _equal(left: Any, right: Any) -> bool:
    if isinstance(left, pd.DataFrame):
        return list(left.columns) == list(right.columns) and left.index.equals(right.index) and bool(left.equals(right))
    if isinstance(left, pd.Series):
        return left.index.equals(right.index) and bool(left.equals(right))
    return bool(left == right)
