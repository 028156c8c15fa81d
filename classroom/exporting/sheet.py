"""A table that another program wrote: some cells are filled in, and every other byte stays as it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from classroom.errors import KitError

SEPARATORS = (",", ";", "\t")


class Sheet:
    """The cells of a CSV file, each as it is written there.

    Attributes:
        path: the file.
        separator: what stands between the cells.
    """

    def __init__(self, path: Path, text: str, encoding: str, mark: bytes = b"") -> None:
        self.path = path
        self._encoding, self._mark = encoding, mark
        self.separator = _separator(text)
        self._rows, self._ends = _split(path, text, self.separator)

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """Read a file, in UTF-8 or UTF-16.

        Raises:
            KitError: it is not there, is written otherwise, or its quotation marks do not match.
        """
        try:
            data = path.read_bytes()
        except OSError as problem:
            raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem
        mark, encoding = next(one for one in _MARKS if data.startswith(one[0]))
        try:
            return cls(path, data[len(mark) :].decode(encoding), encoding, mark)
        except UnicodeDecodeError as problem:
            raise KitError(
                f"{path} is no table in UTF-8; take it as it was downloaded, before another program saved it."
            ) from problem

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.value(0, place).strip() for place in range(len(self._rows[0]))) if self._rows else ()

    @property
    def places(self) -> range:
        """The numbers of the rows below the head; in the file, the row 1 is in the second line."""
        return range(1, len(self._rows))

    def value(self, row: int, column: int) -> str:
        """What a cell holds; "" where the row is too short."""
        cells = self._rows[row]
        if column >= len(cells):
            return ""
        raw = cells[column]
        return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw

    def put(self, row: int, column: int, text: str) -> None:
        """Fill in a cell; one that holds this already stays as it is written."""
        if self.value(row, column) == text:
            return
        cells = self._rows[row]
        cells += [""] * (column + 1 - len(cells))
        quoted = cells[column].startswith('"') or any(letter in text for letter in (self.separator, '"', "\n", "\r"))
        cells[column] = '"' + text.replace('"', '""') + '"' if quoted else text

    def to_bytes(self) -> bytes:
        """The whole file."""
        lines = (self.separator.join(row) + end for row, end in zip(self._rows, self._ends, strict=True))
        return self._mark + "".join(lines).encode(self._encoding)

    def column(self, names: Sequence[str]) -> int | None:
        """The first column with one of some names, capital letters or not; None where there is none."""
        head = [name.casefold() for name in self.head]
        return next((head.index(name) for name in names if name in head), None)

    def columns(self, known: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """The columns that are there of those known, by what they are for."""
        found = {what: self.column(names) for what, names in known.items()}
        return {what: place for what, place in found.items() if place is not None}


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-8"),
)


def _separator(text: str) -> str:
    """What makes the most cells of the first line."""
    line = re.sub(r'"[^"]*"', "", text).split("\n", 1)[0]
    return max(SEPARATORS, key=line.count)


def _split(path: Path, text: str, separator: str) -> tuple[list[list[str]], list[str]]:
    """The cells of each row, as they are written, and how each row ends."""
    cell = re.compile(rf'("(?:[^"]|"")*"|[^"{separator}\r\n][^{separator}\r\n]*|)({separator}|\r\n|\n|\r|\Z)')
    rows: list[list[str]] = []
    ends: list[str] = []
    row: list[str] = []
    place = 0
    while place < len(text) or row:
        found = cell.match(text, place)
        if found is None:
            raise KitError(
                f"{path} is damaged in line {text.count(chr(10), 0, place) + 1}: a quotation mark is missing."
            )
        row.append(found[1])
        place = found.end()
        if found[2] != separator:
            rows.append(row)
            ends.append(found[2])
            row = []
    return rows, ends
