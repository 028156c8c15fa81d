"""A small ledger as one Excel workbook: a sheet for each table, its head frozen, dates as dates."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from generator.engine.encode import decimals_as_numbers
from generator.schema import Table

MOST_ROWS = 100_000
"""Excel has room for ten times as many, but nobody who opens such a sheet is glad of it."""

LOOKED_AT = 200
"""Rows that decide how wide a column is."""

WIDEST = 40

MADE_ON = dt.datetime(2000, 1, 1)
"""Stands where a workbook says when it was made, so that the same ledger is the same file."""


def write_workbook(path: Path, tables: Sequence[tuple[Table, Sequence[Path]]]) -> None:
    """Write a workbook.

    Args:
        tables: each with its parts, which are Parquet files, and at most MOST_ROWS rows in all.

    Raises:
        OSError: it cannot be written.
    """
    book = Workbook(write_only=True)
    for table, parts in tables:
        rows = pa.concat_tables([pq.read_table(part) for part in parts])
        names = [column.name for column in table.columns]
        cells = [_cells(rows[name]) for name in names]
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for place, (name, column) in enumerate(zip(names, cells, strict=True), start=1):
            sheet.column_dimensions[get_column_letter(place)].width = _width([name, *column[:LOOKED_AT]])
        head = [WriteOnlyCell(sheet, name) for name in names]
        for cell in head:
            cell.font = Font(bold=True)
        sheet.append(head)
        for row in zip(*cells, strict=True):
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    path.write_bytes(_without_time(made))


def _cells(column: pa.ChunkedArray) -> list:
    """Values that openpyxl knows; a date gets a date's format from it."""
    if pa.types.is_decimal(column.type):
        column = decimals_as_numbers(column)
    return column.to_pylist()


def _width(values: Sequence[object]) -> float:
    """Room for the longest value, in characters; a Chinese one takes two."""
    longest = max(
        sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in str(value))
        for value in values
        if value is not None
    )
    return min(longest, WIDEST) + 2


def _without_time(book: io.BytesIO) -> bytes:
    """The file without the time it was made at, which openpyxl always writes."""
    again_made = io.BytesIO()
    with zipfile.ZipFile(book) as made, zipfile.ZipFile(again_made, "w", zipfile.ZIP_DEFLATED) as again:
        for name in made.namelist():
            content = made.read(name)
            entry = zipfile.ZipInfo(name, MADE_ON.timetuple()[:6])
            again.writestr(entry, _CORE if name == "docProps/core.xml" else content, zipfile.ZIP_DEFLATED)
    return again_made.getvalue()


_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
