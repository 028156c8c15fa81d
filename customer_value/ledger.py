"""Reading a ledger: a folder of tables, as CSV or Parquet, that datapackage.json describes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import pandas as pd

from customer_value.settings import find_settings


class LedgerError(ValueError):
    """A ledger cannot be read; the message says which file and why, in one sentence."""


@dataclass(frozen=True)
class Ledger:
    """One ledger, its tables read when first asked for.

    Attributes:
        folder: the folder with datapackage.json and the tables.
        snapshot: the day on which customers are judged. The tables may go on after it.
        package: what datapackage.json says.
    """

    folder: Path
    snapshot: pd.Timestamp
    package: dict
    _kept: dict = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def currency(self) -> str:
        """The ISO 4217 code of every amount, such as "TWD"."""
        return self.package["currency"]

    @property
    def end(self) -> pd.Timestamp:
        """The last day the ledger covers."""
        return pd.Timestamp(self.package["end"])

    @cached_property
    def customers(self) -> pd.DataFrame:
        return self.table("customers")

    @cached_property
    def products(self) -> pd.DataFrame:
        return self.table("products")

    @cached_property
    def orders(self) -> pd.DataFrame:
        return self.table("orders")

    @cached_property
    def order_lines(self) -> pd.DataFrame:
        return self.table("order_lines")

    @cached_property
    def refunds(self) -> pd.DataFrame:
        """What was paid back; an empty table where the business takes nothing back, as an insurer does."""
        if "refunds" in self.table_names:
            return self.table("refunds")
        types = {"refund_id": "str", "order_id": "str", "refund_date": "datetime64[us]", "amount": "float64"}
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})

    @cached_property
    def table_names(self) -> frozenset[str]:
        """The tables there are: an insurer's ledger has `policies`, not every ledger has `campaigns`."""
        return frozenset(resource["name"] for resource in self.package["resources"])

    def table(self, name: str) -> pd.DataFrame:
        """One table with the column types that datapackage.json gives.

        Raises:
            LedgerError: there is no such table, its file is gone, or it does not hold what the description says.
        """
        resources = {resource["name"]: resource for resource in self.package["resources"]}
        if name not in resources:
            raise LedgerError(f"There is no table {name!r} in {self.folder}; it has {', '.join(resources)}.")
        resource = resources[name]
        kind = resource.get("format", "csv")
        if kind not in READERS:
            raise LedgerError(
                f"{self.folder} holds its tables as {kind}; make a copy that can be read here with "
                f"`python -m generator export`, or make the ledger again as CSV or Parquet."
            )
        paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
        fields = resource["schema"]["fields"]
        dates = [column["name"] for column in fields if column["type"] == "date"]
        types = {"string": "str", "integer": "int64", "number": "float64", "boolean": "boolean"}
        dtypes = {column["name"]: types[column["type"]] for column in fields if column["type"] in types}
        for column in fields:  # a whole number that may be missing, such as a year of birth, needs pandas' own type
            if column["type"] == "integer" and not column.get("constraints", {}).get("required", True):
                dtypes[column["name"]] = "Int64"
        path = self.folder / paths[0]
        try:
            parts = []
            for one in paths:
                path = self.folder / one
                parts.append(READERS[kind](path, dtypes, dates))
            table = parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)
        except FileNotFoundError as problem:
            raise LedgerError(f"{path} is missing; build the workspace again to get it back.") from problem
        except (OSError, ValueError, KeyError) as problem:
            reason = str(problem).strip().rstrip(".")
            raise LedgerError(f"{path} does not hold what datapackage.json describes: {reason}.") from problem
        for name in (column["name"] for column in fields):
            if name not in table:
                raise LedgerError(f"{path} does not hold what datapackage.json describes: no column {name!r}.")
            # pandas leaves a column of dates as text, silently, where one of them is none.
            if name in dates and table[name].notna().any() and table[name].dtype.kind != "M":
                raise LedgerError(f"{path} does not hold what datapackage.json describes: {name!r} is not all dates.")
        return table


def _read_csv(path: Path, dtypes: dict[str, str], dates: list[str]) -> pd.DataFrame:
    return pd.read_csv(
        path, encoding="utf-8-sig", dtype=dtypes, parse_dates=dates, keep_default_na=False, na_values=[""]
    )


def _read_parquet(path: Path, dtypes: dict[str, str], dates: list[str]) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        table = file.read()
    for place, column in enumerate(table.columns):
        if pa.types.is_decimal(column.type):  # by way of text, since Arrow's own cast is off in the last digit
            table = table.set_column(place, table.column_names[place], column.cast(pa.string()).cast(pa.float64()))
    frame = table.to_pandas(date_as_object=False, integer_object_nulls=True)
    kinds = dtypes | dict.fromkeys(dates, "datetime64[us]")
    return frame.astype({name: kind for name, kind in kinds.items() if name in frame})


READERS = {"csv": _read_csv, "parquet": _read_parquet}
"""How a file of a table is read, by the resource's format: with these types, and dates in these columns."""


def once_per_ledger(measure: Callable[..., Any]) -> Callable[..., Any]:
    """A pure function of a ledger, and perhaps of a day, computed when first asked for and then kept with the ledger.

    What comes back is shared by everyone who asks: take a copy before changing it.
    """

    @wraps(measure)
    def kept(ledger: Ledger, *rest: Any) -> Any:
        asked = (measure, *rest)
        if asked not in ledger._kept:
            ledger._kept[asked] = measure(ledger, *rest)
        return ledger._kept[asked]

    return kept


def read_ledger(folder: Path | str | None = None, snapshot: str | dt.date | None = None) -> Ledger:
    """Open a ledger.

    Args:
        folder: where datapackage.json lies; the ledger that the nearest kit.toml names when None.
        snapshot: the day on which customers are judged; kit.toml's when None, and the package's own without that.

    Raises:
        LedgerError: no ledger there, its description is damaged, or the snapshot is no date.
    """
    settings = find_settings()
    place = settings.ledger_folder if folder is None else Path(folder)
    description = place / "datapackage.json"
    try:
        package = json.loads(description.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise LedgerError(f"There is no ledger in {place}: datapackage.json is missing.") from problem
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise LedgerError(f"{description} cannot be read: {problem}.") from problem
    if not isinstance(package, dict) or not {"resources", "snapshot"} <= set(package):
        raise LedgerError(f"{description} describes no ledger: it has to name its resources and its snapshot.")
    if snapshot is None and folder is None:
        snapshot = settings.snapshot
    if snapshot is None:
        snapshot = package["snapshot"]
    try:
        day = pd.Timestamp(snapshot)
    except (TypeError, ValueError) as problem:
        raise LedgerError(f"The snapshot is {snapshot!r}; write a date such as 2025-12-31.") from problem
    return Ledger(folder=place, snapshot=day, package=package)
