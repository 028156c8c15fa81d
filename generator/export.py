"""An existing ledger in another format: from CSV or Parquet to CSV, Parquet, SQLite or Excel."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from generator.described import in_words, is_sound, outside
from generator.engine.assemble import Files
from generator.engine.job import encode, part_path
from generator.engine.plan import FORMATS
from generator.output import paths_of, replaced_together
from generator.package import DESCRIPTION, in_format
from generator.schema import LEDGER, TRUTH, Column, Table

SCRATCH = ".unfinished"

ROWS_AT_ONCE = 500_000
"""Rows of a part, which is what is held in memory."""


class ExportError(ValueError):
    """A ledger cannot be copied; the message says why, in one sentence."""


def export_ledger(ledger: Path, out: Path, format: str) -> int:
    """Copy a ledger into another format.

    Args:
        ledger: a folder with datapackage.json and tables in CSV or Parquet.
        out: new, empty, or an earlier ledger's folder; not `ledger` itself.
        format: one of FORMATS.

    Returns:
        How many rows there are in all tables together.

    Raises:
        ExportError: there is no ledger, it is damaged, or it does not fit the format.
        OutputError: `out` cannot be written.
    """
    if format not in FORMATS:
        raise ExportError(f"There is no format {format!r}; there is {', '.join(FORMATS)}.")
    if out.resolve() == ledger.resolve():
        raise ExportError("Name another folder for the copy than the ledger's own.")
    package = _package(ledger)
    tables = [_table(resource) for resource in package["resources"]]
    with replaced_together([out]) as [making]:
        rows = 0
        parts: dict[str, list[Path]] = {}
        for resource, table in zip(package["resources"], tables, strict=True):
            parts[table.name] = []
            of_table = 0
            for number, piece in enumerate(_pieces(ledger, resource)):
                of_table += piece.num_rows
                if format == "excel":
                    _check_sheet(table.name, of_table)
                path = part_path(making, table.name, number, format)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(encode(piece, table.columns, format))
                parts[table.name].append(path)
            rows += of_table
        kind = "truth" if str(package.get("name")).endswith(f"-truth-{package['seed']}") else "ledger"
        digits = max((field.get("decimals", 0) for one in package["resources"] for field in _fields(one)), default=0)
        paths = Files(making, making / SCRATCH, kind, format, digits).finish(tables, parts)
        shutil.rmtree(making / SCRATCH)
        text = json.dumps(in_format(package, format, paths), ensure_ascii=False, indent=2) + "\n"
        (making / DESCRIPTION).write_bytes(text.encode())
    return rows


def _package(ledger: Path) -> dict[str, Any]:
    try:
        package = json.loads((ledger / DESCRIPTION).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise ExportError(f"There is no ledger in {ledger}: {DESCRIPTION} is missing.") from None
    except (OSError, ValueError) as problem:
        raise ExportError(f"{ledger / DESCRIPTION} cannot be read: {problem}.") from problem
    if not is_sound(package) or not {"scenario", "seed", "customers"} <= set(package):
        raise ExportError(f"{ledger / DESCRIPTION} describes no ledger made here.")
    if beyond := outside(package):
        raise ExportError(
            f"{ledger / DESCRIPTION} names the file {beyond}, which would lie outside the ledger's folder."
        )
    for resource in package["resources"]:
        if resource.get("format") not in ("csv", "parquet"):
            raise ExportError(f"{ledger} is in {resource.get('format')}; only CSV and Parquet can be copied.")
    return package


def _fields(resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    return resource["schema"]["fields"]


def _table(resource: Mapping[str, Any]) -> Table:
    """What the description says of a table. How many decimals a number has stands in the schema alone."""
    known = {table.name: table for table in (*LEDGER, *TRUTH)}.get(resource["name"])
    own = {column.name: column for column in known.columns} if known else {}
    columns = []
    for field in _fields(resource):
        there = own.get(field["name"])
        columns.append(
            Column(
                name=field["name"],
                type="money" if "decimals" in field else field["type"],
                required=field.get("constraints", {}).get("required", False),
                values=tuple(field.get("constraints", {}).get("enum", ())),
                words=there.words if there else False,
                digits=there.digits if there else None,
            )
        )
    key = tuple(resource["schema"].get("primaryKey", ()))
    return Table(name=resource["name"], columns=tuple(columns), key=key, refers={})


def _pieces(ledger: Path, resource: Mapping[str, Any]) -> Iterator[pa.Table]:
    """A table's rows, some at a time; at least one piece, even of an empty table."""
    types = pa.schema([(field["name"], _type(field)) for field in _fields(resource)])
    held: list[pa.Table] = []
    pieces = 0
    try:
        for path in paths_of(resource):
            for batch in _batches(ledger / path, resource["format"], types):
                held.append(pa.Table.from_batches([batch]).select(types.names).cast(types))
                if sum(piece.num_rows for piece in held) >= ROWS_AT_ONCE:
                    yield pa.concat_tables(held)
                    held, pieces = [], pieces + 1
    except FileNotFoundError:
        raise ExportError(f"{ledger / path} is missing.") from None
    except (OSError, pa.ArrowException, KeyError) as problem:
        reason = in_words(problem, types.names)
        raise ExportError(f"{ledger / path} does not hold what {DESCRIPTION} describes: {reason}.") from problem
    if held or not pieces:
        yield pa.concat_tables(held) if held else types.empty_table()


def _batches(path: Path, format: str, types: pa.Schema) -> Iterator[pa.RecordBatch]:
    if format == "parquet":
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(ROWS_AT_ONCE)
        return
    convert = pa.csv.ConvertOptions(
        column_types=types, null_values=[""], strings_can_be_null=True, true_values=["true"], false_values=["false"]
    )
    with pa.csv.open_csv(path, convert_options=convert) as reader:
        yield from reader


def _type(field: Mapping[str, Any]) -> pa.DataType:
    if "decimals" in field:
        return pa.decimal128(15, field["decimals"])
    return {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }[field["type"]]


def _check_sheet(table: str, rows: int) -> None:
    from generator.engine.workbook import MOST_ROWS

    if rows > MOST_ROWS:
        raise ExportError(
            f"The table {table} has more than {MOST_ROWS:,} rows, too many for a sheet of a workbook: "
            "ask for --format parquet or sqlite."
        )
