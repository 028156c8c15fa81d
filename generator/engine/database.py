"""A ledger as one SQLite database: typed columns, primary keys, and indexes where tables are joined."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from generator.engine.encode import decimals_as_numbers
from generator.schema import Column, Table

JOINED_BY = ("customer_id", "order_id")

ROWS_AT_ONCE = 20_000


def write_database(path: Path, tables: Sequence[tuple[Table, Sequence[Path]]], minor_digits: int) -> None:
    """Write a database that is not there yet.

    Dates are text as ISO 8601 has it, which SQLite's own date functions read; true and false are 1 and 0.

    Args:
        tables: each with its parts, which are Parquet files.
        minor_digits: decimals of an amount of money.

    Raises:
        OSError: it cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            # The file counts only when it is whole, so nothing has to be undone.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN")
            for table, parts in tables:
                _write_table(database, table, parts, minor_digits)
            database.execute("COMMIT")
    except sqlite3.OperationalError as problem:
        full = "full" in str(problem)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(problem)) from problem


def _write_table(database: sqlite3.Connection, table: Table, parts: Sequence[Path], minor_digits: int) -> None:
    columns = [f'"{column.name}" {_kind(column, minor_digits)}' for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    parts_of_table = [*columns, f"PRIMARY KEY ({key})"] if key else columns
    database.execute(f'CREATE TABLE "{table.name}" ({", ".join(parts_of_table)})')
    places = ", ".join("?" * len(columns))
    database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', _rows(parts))
    for name in JOINED_BY:
        if table.key[:1] != (name,) and any(column.name == name for column in table.columns):
            database.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')


def _kind(column: Column, minor_digits: int) -> str:
    """A column's type as SQLite declares it."""
    match column.type:
        case "money":
            kind = f"DECIMAL(15, {minor_digits})" if minor_digits else "INTEGER"
        case "number":
            kind = "REAL"
        case "string":
            kind = "TEXT"
        case other:
            kind = other.upper()
    return f"{kind} NOT NULL" if column.required else kind


def _rows(parts: Sequence[Path]) -> Iterator[tuple]:
    for part in parts:
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(ROWS_AT_ONCE):
                yield from zip(*(_cells(column) for column in batch.columns), strict=True)


def _cells(column: pa.Array) -> list:
    if pa.types.is_date(column.type):
        column = column.cast(pa.string())
    elif pa.types.is_decimal(column.type):
        column = decimals_as_numbers(column)
    return column.to_pylist()
