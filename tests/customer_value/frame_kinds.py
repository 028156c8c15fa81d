"""The frame libraries that the measures are tried on, and what a frame of any of them holds as plain Python."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa

KINDS = {
    "pandas": lambda table: table,
    "polars": pl.from_pandas,
    "polars lazy": lambda table: pl.from_pandas(table).lazy(),
    "duckdb": duckdb.from_df,
    "pyarrow": lambda table: pa.Table.from_pandas(table, preserve_index=False),
}
"""How to make a frame of each kind from a pandas one."""

LAZY = {"polars lazy", "duckdb"}


def rows(native: Any, *columns: str) -> list[tuple]:
    """The rows of any frame, sorted, dates as calendar days and missing values as None."""
    frame = nw.from_native(native)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    frame = frame.select(*columns) if columns else frame
    return sorted((tuple(map(_plain, row)) for row in frame.rows()), key=repr)


def columns(native: Any) -> list[str]:
    """The column names of any frame."""
    return nw.from_native(native).collect_schema().names()


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value
