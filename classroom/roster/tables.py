"""A list as rows of text, whatever it was kept in: CSV with any of four signs in between, a workbook, a web page."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from classroom.errors import KitError
from classroom.roster.decoding import decoded
from classroom.roster.roster import unguarded
from classroom.roster.web_tables import web_tables

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

DELIMITERS = (",", "\t", ";", "|")

WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How an .xlsx begins, and how an .xls or a workbook with a password does."""

LARGEST = 50_000_000
"""Bytes of a file; a list of a hundred thousand learners is a tenth of that."""

MOST_ROWS = 100_000
"""Rows of a sheet that are looked at: some sheets have a million that are empty."""

UNSEEN = dict.fromkeys((*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD))
"""Signs that nobody sees, which come with what is copied from web pages."""


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        number: where it begins, from 1.
        cells: without spaces around them.
        unknown: places of formulas whose value the file does not hold.
    """

    number: int
    cells: tuple[str, ...]
    unknown: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Table:
    """One reading of a text, one sheet of a workbook, or one table of a web page.

    Attributes:
        sheet: the sheet's name; "" where it is none.
        rows: those that are not empty.
        unit: what its rows are called.
    """

    sheet: str
    rows: tuple[Row, ...]
    unit: Literal["line", "row"] = "line"

    def place(self, number: int) -> str:
        """Where a row is, as people find it."""
        return f"{self.unit} {number}"


def read_tables(path: Path) -> list[Table]:
    """What a file holds: a text as it reads with each of the DELIMITERS; of a workbook each sheet that is not hidden;
    each table of a web page, which many a school's system saves under a name that ends in .xls.

    Raises:
        KitError: it is not there, cannot be read, or is of a kind that is not read.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise KitError(f"{path} is too large to be a list of learners.")
        data = path.read_bytes()
    except OSError as problem:
        raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem
    if data.startswith(WORKBOOK):
        return _sheets(path, data)
    if data.startswith(OLD_WORKBOOK):
        raise KitError(f"{path} is an old workbook (.xls) or has a password; save it in Excel as .xlsx, without one.")
    try:
        text = decoded(data).text
    except ValueError as problem:
        raise KitError(f"{path} cannot be read: {problem}.") from problem
    if re.match(r"\s*<\?xml", text) and "<html" not in text:
        raise KitError(f"{path} is XML, whatever it is called; open it in Excel and save it as .xlsx.")
    if re.match(r"\s*<(!doctype|html|head|body|table|meta|style|\?xml)", text, re.IGNORECASE):
        return [Table("", tuple(_web_rows(rows)), "row") for rows in web_tables(text)]
    return [Table("", tuple(_lines(path, text, sign))) for sign in DELIMITERS]


def other_sheets(tables: Sequence[Table], chosen: Table) -> str:
    """A sentence that says which sheets of a workbook were not read; "" where there are none."""
    others = [one.sheet for one in tables if one.rows and one is not chosen]
    return f"The sheet {chosen.sheet} was read, not {', '.join(others)}." if chosen.sheet and others else ""


def _lines(path: Path, text: str, delimiter: str) -> Iterator[Row]:
    text = re.sub(r"\Asep=.[\r\n]+", "\n", text)  # how a file tells Excel what stands between its columns
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    before = 0
    try:
        for cells in reader:
            plain = tuple(_plain(cell) for cell in cells)
            if any(plain):
                yield Row(before + 1, plain)
            before = reader.line_num
    except csv.Error as problem:
        raise KitError(f"{path}, line {reader.line_num}: this is no CSV: {problem}.") from problem


def _web_rows(rows: list[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=1):
        plain = tuple(map(_plain, cells))
        if any(plain):
            yield Row(number, plain)


def _sheets(path: Path, data: bytes) -> list[Table]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and rules, which no list needs
            book = load_workbook(io.BytesIO(data), data_only=True)
            written = load_workbook(io.BytesIO(data)) if _has_formulas(data) else None
            return [
                Table(sheet.title, tuple(_rows(sheet, written[sheet.title] if written else None)), "row")
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, EOFError, TypeError, IndexError) as problem:
        raise KitError(f"{path} is no workbook that can be read; save it in Excel as .xlsx or CSV UTF-8.") from problem


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(re.search(rb"<(\w+:)?f[ >]", packed.read(name)) for name in sheets)


def _rows(sheet: Worksheet, written: Worksheet | None) -> Iterator[Row]:
    """The rows of a sheet that are not empty, at most MOST_ROWS.

    Args:
        sheet: with the values of its formulas.
        written: the same with the formulas themselves; None where there are none.
    """
    grid = [
        [_plain(_shown(cell)) for cell in cells] for cells in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS))
    ]
    for merged in sheet.merged_cells.ranges:  # one cell over several rows says the same of all of them
        for row in range(merged.min_row, min(merged.max_row, len(grid))):
            grid[row][merged.min_col - 1] = grid[merged.min_row - 1][merged.min_col - 1]
    for number, cells in enumerate(grid, start=1):
        if any(cells):
            empty = [column for column, text in enumerate(cells) if not text] if written else []
            unknown = [column for column in empty if written.cell(number, column + 1).data_type == "f"]
            yield Row(number, tuple(cells), frozenset(unknown))


def _shown(cell: Cell) -> str:
    """What a cell says: a number as Excel shows it, with the zeros that its format puts before it."""
    value: Any = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")) or int(value) != value:
            return repr(value)
        width = len(cell.number_format) if re.fullmatch(r"0+", cell.number_format or "") else 0
        return f"{int(value):0{width}d}"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def _plain(text: str) -> str:
    """A cell's text: nothing unseen in it, one space where there are several, and none of Excel's ="…" around it."""
    text = " ".join(unicodedata.normalize("NFC", text).translate(UNSEEN).split())
    kept = re.fullmatch(r'="([^"]*)"', text)
    return kept[1].strip() if kept else unguarded(text)
