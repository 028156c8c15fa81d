"""The tables of a web page: what many a school's system saves under a name that ends in .xls."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

MOST_SPAN = 1_000
"""Columns or rows that one cell may take."""


@dataclass
class _Cell:
    across: int = 1
    down: int = 1
    texts: list[str] = field(default_factory=list)


def web_tables(text: str) -> list[list[list[str]]]:
    """Every table of a page as rows of cells, the inner ones before those around them.

    A cell over several rows says the same of all of them; of one over several columns, the first has its text.
    """
    reader = _Reader()
    with suppress(AssertionError):  # what html.parser raises where a declaration is damaged; what came before counts
        reader.feed(text)
        reader.close()
    return [_laid_out(rows) for rows in (*reader.done, *reversed(reader.open))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[list[list[_Cell]]] = []
        self.open: list[list[list[_Cell]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.open.append([])
        elif tag == "tr" and self.open:
            self.open[-1].append([])
        elif tag in ("td", "th") and self.open:
            if not self.open[-1]:
                self.open[-1].append([])
            spans = dict(attrs)
            self.open[-1][-1].append(_Cell(_span(spans.get("colspan")), _span(spans.get("rowspan"))))
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.open:
            self.done.append(self.open.pop())

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] and self.open[-1][-1]:
            self.open[-1][-1][-1].texts.append(data)


def _span(text: str | None) -> int:
    return min(max(int(text), 1), MOST_SPAN) if text and text.isascii() and text.isdecimal() else 1


def _laid_out(rows: list[list[_Cell]]) -> list[list[str]]:
    found = []
    hanging: dict[int, tuple[int, str]] = {}  # by column: for how many more rows, and what it says
    for cells in rows:
        row: list[str] = []
        for cell in cells:
            _hang(row, hanging)
            text = "".join(cell.texts)
            for step in range(cell.across):
                if cell.down > 1:
                    hanging[len(row)] = cell.down, "" if step else text
                    _hang(row, hanging)
                else:
                    row.append("" if step else text)
        while hanging and max(hanging) >= len(row):
            if not _hang(row, hanging):
                row.append("")
        found.append(row)
    return found


def _hang(row: list[str], hanging: dict[int, tuple[int, str]]) -> bool:
    """Put the texts that hang down from rows above where they belong; whether there was one at this place."""
    began = len(row)
    while (column := len(row)) in hanging:
        left, text = hanging.pop(column)
        row.append(text)
        if left > 1:
            hanging[column] = left - 1, text
    return len(row) > began
