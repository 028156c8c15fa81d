"""Opening somebody's own file of orders: CSV in the encodings people save in, Parquet or Excel."""

from __future__ import annotations

import codecs
from pathlib import Path

import pandas as pd

from customer_value import words

ENCODINGS = ("utf-8-sig", "cp950", "gb18030")
"""Tried in turn; cp950 is the Big5 that Excel writes in Taiwan."""

FORMATS = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".parquet": "parquet", ".xlsx": "excel"}
"""The format that a file's ending says."""

_SEPARATORS = ",;\t|"


class OwnOrdersError(ValueError):
    """A file of orders cannot be used; one sentence says why, in any of the languages.

    Args:
        key: of the sentence, below "own_orders".
        fields: what it names.
    """

    def __init__(self, key: str, **fields: object) -> None:
        self.key, self.fields = key, fields
        super().__init__(self.say("en"))

    def say(self, language: str) -> str:
        """The sentence in a language."""
        return words.text(f"own_orders.{self.key}", language, **self.fields)


def open_table(path: Path, format: str | None = None) -> pd.DataFrame:
    """A file as a table, the first sheet of a workbook; text stays text, nothing is guessed.

    Args:
        path: a .csv, .txt, .tsv, .parquet or .xlsx file.
        format: "csv", "parquet" or "excel"; what the ending says when None.

    Raises:
        OwnOrdersError: there is no such file, or it cannot be read.
    """
    if not path.is_file():
        raise OwnOrdersError("no_file", path=path)
    format = format or FORMATS.get(path.suffix.lower())
    try:
        if format == "parquet":
            table = pd.read_parquet(path)
            return table.reset_index(drop=all(name is None for name in table.index.names))
        if format == "excel":
            return pd.read_excel(path, dtype=object)
        if format == "csv":
            return _open_text(path)
    except OwnOrdersError:
        raise
    except Exception as problem:  # whatever the reading library finds wrong with somebody's file
        reason = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        raise OwnOrdersError("unreadable", name=path.name, reason=reason.rstrip(".")) from problem
    raise OwnOrdersError("no_format", name=path.name)


def first_row(path: Path, format: str | None = None) -> int:
    """The number of the first row of data as whoever opens the file counts: after the header, where there is one."""
    return 1 if (format or FORMATS.get(path.suffix.lower())) == "parquet" else 2


def check_columns(table: pd.DataFrame, path: Path, *names: str | None) -> None:
    """Raise where a column that was named is not in the table."""
    for name in names:
        if name is not None and name not in table.columns:
            there = ", ".join(str(column) for column in table.columns)
            raise OwnOrdersError("no_column", name=path.name, column=repr(name), there=there)


def _open_text(path: Path) -> pd.DataFrame:
    data = path.read_bytes()
    encodings = ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ENCODINGS
    for encoding in encodings:
        try:
            header = data.decode(encoding).split("\n", 1)[0]
            break
        except UnicodeDecodeError:
            continue
    else:
        raise OwnOrdersError("no_encoding", name=path.name)
    separator = max(_SEPARATORS, key=header.count)
    table = pd.read_csv(path, encoding=encoding, sep=separator, dtype="string", skipinitialspace=True)
    return table.rename(columns=lambda name: str(name).strip())
