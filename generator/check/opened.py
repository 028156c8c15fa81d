"""A ledger of the kit, opened by what its datapackage.json says, whatever its format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from generator.described import in_words, is_sound, outside
from generator.output import paths_of

ARROW = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
"""The Arrow type of each Frictionless type."""


class LedgerError(ValueError):
    """A ledger cannot be read as it is described; the message says which file and why, in one sentence."""


@dataclass(frozen=True)
class Opened:
    """A folder with its description.

    Attributes:
        folder: where datapackage.json lies.
        package: what it says.
    """

    folder: Path
    package: dict[str, Any]

    @property
    def names(self) -> list[str]:
        """The tables there are."""
        return [resource["name"] for resource in self.package["resources"]]

    @property
    def end(self) -> pd.Timestamp:
        """The last day the ledger covers."""
        return pd.Timestamp(self.package["end"])

    @property
    def start(self) -> pd.Timestamp:
        """The first day the ledger covers."""
        return pd.Timestamp(self.package["start"])

    @property
    def currency(self) -> str:
        return self.package["currency"]

    def resource(self, name: str) -> dict[str, Any]:
        """What the description says of a table. Raises LedgerError where there is none."""
        for resource in self.package["resources"]:
            if resource["name"] == name:
                return resource
        raise LedgerError(f"There is no table {name!r} in {self.folder}; it has {', '.join(self.names)}.")

    def fields(self, name: str) -> dict[str, dict[str, Any]]:
        """The columns of a table by name."""
        return {field["name"]: field for field in self.resource(name)["schema"]["fields"]}

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table with the types that the description gives: strings, int64, float64, date32, bool.

        Args:
            columns: only these, in this order; all when None.

        Raises:
            LedgerError: its file is missing, or does not hold what is described.
        """
        resource = self.resource(name)
        fields = self.fields(name)
        wanted = list(fields) if columns is None else columns
        schema = pa.schema([(column, ARROW[fields[column]["type"]]) for column in wanted])
        paths = [self.folder / path for path in paths_of(resource)]
        for path in paths:
            if not path.is_file():
                raise LedgerError(f"{path} is missing, which datapackage.json names.")
        try:
            match resource.get("format", "csv"):
                case "csv":
                    return _read_csv(paths, schema)
                case "parquet":
                    return _read_parquet(paths, schema)
                case "sqlite":
                    return _read_sqlite(paths[0], name, schema)
                case "excel":
                    return _read_excel(paths[0], name, schema)
        except (OSError, ValueError, KeyError, pa.ArrowException) as problem:
            reason = in_words(problem, list(fields))
            raise LedgerError(f"{paths[0]} does not hold what datapackage.json describes: {reason}.") from problem
        raise LedgerError(f"{name} is in the format {resource['format']!r}, which is not known here.")


def open_ledger(folder: Path) -> Opened:
    """Open a ledger by its description.

    Raises:
        LedgerError: there is none, or it describes no ledger.
    """
    path = folder / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        sound = is_sound(package) and {"currency", "start", "end"} <= set(package)
        names = [resource["name"] for resource in package["resources"]] if sound else []
    except (FileNotFoundError, NotADirectoryError):
        raise LedgerError(f"There is no ledger in {folder}: datapackage.json is missing.") from None
    except (OSError, ValueError) as problem:
        raise LedgerError(f"{path} cannot be read: {problem}.") from problem
    if not sound or "orders" not in names:
        raise LedgerError(f"{path} describes no ledger: a ledger has its currency, start, end and a table of orders.")
    if beyond := outside(package):
        raise LedgerError(f"{path} names the file {beyond}, which would lie outside the ledger's folder.")
    return Opened(folder=folder, package=package)


def _read_csv(paths: list[Path], schema: pa.Schema) -> pa.Table:
    from pyarrow import csv

    convert = csv.ConvertOptions(
        column_types=schema,
        include_columns=schema.names,
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=True,
        true_values=["true"],
        false_values=["false"],
    )
    parse = csv.ParseOptions(newlines_in_values=True)
    return pa.concat_tables(csv.read_csv(path, convert_options=convert, parse_options=parse) for path in paths)


def _read_parquet(paths: list[Path], schema: pa.Schema) -> pa.Table:
    import pyarrow.parquet as pq

    parts = [pq.ParquetFile(path).read(columns=schema.names) for path in paths]
    return pa.concat_tables(_as_described(part, schema) for part in parts)


def _read_sqlite(path: Path, name: str, schema: pa.Schema) -> pa.Table:
    import sqlite3
    from contextlib import closing

    columns = ", ".join(f'"{column}"' for column in schema.names)
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            rows = database.execute(f'SELECT {columns} FROM "{name}"').fetchall()
    except sqlite3.Error as problem:
        raise ValueError(str(problem)) from problem
    cells = zip(*rows, strict=True) if rows else [()] * len(schema)
    return pa.table([_column(list(one), field.type) for one, field in zip(cells, schema, strict=True)], schema=schema)


def _read_excel(path: Path, name: str, schema: pa.Schema) -> pa.Table:
    sheet = pd.read_excel(path, sheet_name=name, dtype=object, keep_default_na=False, na_values=[""])
    cells = [[None if pd.isna(cell) else cell for cell in sheet[column]] for column in schema.names]
    return pa.table([_column(one, field.type) for one, field in zip(cells, schema, strict=True)], schema=schema)


def _column(cells: list, kind: pa.DataType) -> pa.Array:
    """Cells as programs other than Arrow give them."""
    if pa.types.is_date32(kind):
        days = pd.to_datetime(pd.Series(cells, dtype=object))
        return pa.array(days.dt.date.where(days.notna(), None), kind)
    if pa.types.is_boolean(kind):
        return pa.array([None if cell is None else bool(cell) for cell in cells], kind)
    if pa.types.is_string(kind):
        return pa.array([None if cell is None else str(cell) for cell in cells], kind)
    return pa.array(cells, kind)


def _as_described(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Dictionaries as strings and decimals as numbers; whatever else differs is not as described."""
    for place, field in enumerate(schema):
        column = table[field.name]
        kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        if pa.types.is_decimal(kind):
            kind = pa.float64()
        if kind != field.type and not (pa.types.is_integer(kind) and pa.types.is_floating(field.type)):
            raise ValueError(f"the column {field.name!r} holds {column.type}, not {field.type}")
        table = table.set_column(place, field.name, column.cast(field.type))
    return table
