"""Reading somebody's own orders: CSV, Parquet or Excel, in whatever shape dates and amounts are."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from generator.scenario.base import LARGEST

ENCODINGS = ("utf-8-sig", "cp950", "gb18030")
"""Tried in turn; cp950 is the Big5 that Excel writes in Taiwan."""

ROC = re.compile(r"^\s*(民國|民国)?\s*\d{2,3}\s*[年/.\-]\s*\d{1,2}\s*[月/.\-]\s*\d{1,2}\s*日?\s*$")
TIME = r"(?:[T\s上下].*)?$"
"""What may follow a date: a time of day, 上午 and 下午 included."""
YEAR_FIRST = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?" + TIME)
YEAR_LAST = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + TIME)
COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\.0)?$")

NUMBER = r"^\D*(\d[\d.,'’\s]*)\D*$"
"""One number, with words or signs of money around it."""

SCIENTIFIC = r"^[+-]?\d+(?:\.\d*)?[eE][+-]?\d+$"

MOST_YEARS = 50
"""Dates further apart are slips of the pen, such as 1900-01-01 for a day nobody knew."""


class FitError(ValueError):
    """Orders cannot be fitted; the message says why, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was read.

    Attributes:
        orders: customer_id, date, value above 0; one row for each customer and day, sorted by both.
        notes: sentences on what was left out or added together.
        left_out: how many orders came to nothing or less, in words; empty when none did.
    """

    orders: pd.DataFrame
    notes: tuple[str, ...]
    left_out: str = ""


def read_orders(path: Path, customer: str, date: str, amount: str, order: str | None = None) -> Read:
    """Read orders from a file.

    Rows of the same order (or each row, where no order column is named) are added up; what comes to nothing or less is
    a refund or a cancelled order and is left out. The orders of a customer's day are then one order.

    Args:
        path: a .csv, .txt, .tsv, .parquet or .xlsx file; the first sheet of a workbook.
        customer, date, amount: names of its columns.
        order: name of the column with an order's number, if there are several rows to an order.

    Raises:
        FitError: the file cannot be read, lacks a column, or holds what is no date or no amount.
    """
    table = _open(path)
    for name in (customer, date, amount, order):
        if name is not None and name not in table.columns:
            there = ", ".join(str(column) for column in table.columns)
            raise FitError(f"{path.name} has no column {name!r}; its columns are {there}.")
    named = [name for name in (customer, date, amount, order) if name is not None]
    for name in named:
        if named.count(name) > 1:
            raise FitError(f"Customer, date, amount and order are different columns, but {name!r} is named twice.")
    first_row = 2 if path.suffix.lower() != ".parquet" else 1
    notes = []
    ids = table[customer].astype("string").str.strip()
    missing = ids.isna() | (ids == "") | table[date].isna()
    if missing.any():
        notes.append(f"{missing.sum():,} of {len(table):,} rows without a customer or a date were left out.")
    table, ids = table[~missing], ids[~missing]
    if table.empty:
        raise FitError(f"{path.name} has no row with a customer and a date.")
    rows = pd.DataFrame(
        {
            "customer_id": ids.astype(str),
            "date": _dates(table[date], date, first_row),
            "value": _amounts(table[amount], amount, first_row),
        }
    )
    _check_span(rows["date"], date, first_row)
    gone = ~(rows["value"] > 0)
    first_gone = int(gone.idxmax()) if gone.any() else None
    if gone.all():
        raise FitError(
            f"No row in {path.name} comes to more than 0; in row {first_gone + first_row} {amount} is "
            f"{rows.loc[first_gone, 'value']:g}."
        )
    if order is not None:
        rows["order"] = table[order].astype("string").fillna("")
        keys = ["customer_id", "order"]
        rows = rows.groupby(keys, as_index=False, sort=False).agg(date=("date", "min"), value=("value", "sum"))
    noun = "rows" if order is None else "orders"
    gone = ~(rows["value"] > 0)
    left_out = ""
    if gone.any():
        below = int((rows["value"] < 0).sum())
        left_out = f"{gone.sum():,} of {len(rows):,} {noun} that come to nothing or less were left out"
        notes.append(
            left_out
            + (f" (the first is row {first_gone + first_row})" if order is None else "")
            + (f"; {below:,} of them are below zero, as refunds and cancelled orders are." if below else ".")
        )
        rows = rows[~gone]
    if rows.empty:
        raise FitError(f"No {noun[:-1]} in {path.name} comes to more than 0.")
    days = rows.groupby(["customer_id", "date"], as_index=False, sort=True)["value"].sum()
    if len(days) < len(rows):
        notes.append(
            f"{len(rows):,} {noun} were added together into {len(days):,} customer-days: "
            f"the twin has one order for each customer and day."
        )
    return Read(orders=days, notes=tuple(notes), left_out=left_out)


def _open(path: Path) -> pd.DataFrame:
    suffix = path.suffix.lower()
    if not path.is_file():
        raise FitError(f"There is no file {path}.")
    try:
        if suffix == ".parquet":
            table = pd.read_parquet(path)
            return table.reset_index(drop=all(name is None for name in table.index.names))
        if suffix == ".xlsx":
            return pd.read_excel(path, dtype=object)
        if suffix in (".csv", ".txt", ".tsv"):
            return _open_text(path)
    except FitError:
        raise
    except Exception as problem:  # whatever the reading library finds wrong with somebody's file
        reason = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        raise FitError(f"{path.name} cannot be read: {reason.rstrip('.')}.") from problem
    raise FitError(f"{path.name} is not a CSV, Parquet or Excel (.xlsx) file.")


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
        raise FitError(f"{path.name} is in no encoding known here (UTF-8, UTF-16, Big5, GB 18030); save it as UTF-8.")
    separator = max(",;\t|", key=header.count)
    table = pd.read_csv(path, encoding=encoding, sep=separator, dtype="string", skipinitialspace=True)
    return table.rename(columns=lambda name: str(name).strip())


def _dates(column: pd.Series, name: str, first_row: int) -> pd.Series:
    """Days without the time, whatever their form; one form for the whole column."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column.dt.tz_localize(None).dt.normalize()
    text = column.map(lambda value: value.isoformat() if hasattr(value, "isoformat") else str(value)).str.strip()
    forms = pd.DataFrame({"text": text.unique()})
    split = forms["text"].str.extract(YEAR_FIRST)
    parts = split[[0, 1, 2]].fillna(forms["text"].str.extract(COMPACT))
    parts.columns = ["year", "month", "day"]
    last = forms["text"].str.extract(YEAR_LAST)
    of_last = last[2].notna() & parts["year"].isna()
    if of_last.any():
        one, two = last.loc[of_last, 0].astype(int), last.loc[of_last, 1].astype(int)
        if (one > 12).any() and (two > 12).any():
            raise FitError(f"The dates in {name!r} are partly day first and partly month first.")
        if not (one > 12).any() and not (two > 12).any():
            raise FitError(
                f"The dates in {name!r}, such as {forms.loc[of_last, 'text'].iloc[0]!r}, could be day first or month "
                "first; write them as 2025-01-31."
            )
        month, day = (1, 0) if (one > 12).any() else (0, 1)
        parts.loc[of_last, "year"] = last.loc[of_last, 2]
        parts.loc[of_last, "month"] = last.loc[of_last, month]
        parts.loc[of_last, "day"] = last.loc[of_last, day]
    known = parts.notna().all(axis=1)
    found = pd.Series(pd.NaT, index=forms.index, dtype="datetime64[s]")
    found[known] = pd.to_datetime(parts[known].astype(int), errors="coerce").astype("datetime64[s]")
    of_text = pd.Series(found.to_numpy(), index=forms["text"])
    dates = pd.Series(of_text.reindex(text).to_numpy(), index=column.index)
    if dates.isna().any():
        wrong = text[dates.isna()]
        row = int(wrong.index[0]) + first_row
        if ROC.match(wrong.iloc[0]):
            raise FitError(
                f"Row {row}: {name} is {wrong.iloc[0]!r}, a year of the Republic of China; write it as a year of the "
                "common era, such as 2025-01-31 for 114/1/31."
            )
        more = f" ({len(wrong):,} rows are like this)" if len(wrong) > 1 else ""
        raise FitError(f"Row {row}: {name} is {wrong.iloc[0]!r}, which is not a date such as 2025-01-31{more}.")
    return dates


def _check_span(dates: pd.Series, name: str, first_row: int) -> None:
    """Refuse dates that cannot be of one ledger; name the row furthest from the rest."""
    if (dates.max() - dates.min()).days <= MOST_YEARS * 366:
        return
    middle = dates.sort_values().iloc[len(dates) // 2]
    row = (dates - middle).abs().idxmax()
    raise FitError(
        f"Row {int(row) + first_row}: {name} is {dates[row]:%Y-%m-%d}, but half of the rows come before or on "
        f"{middle:%Y-%m-%d}; a ledger of more than {MOST_YEARS} years cannot be fitted."
    )


def _amounts(column: pd.Series, name: str, first_row: int) -> pd.Series:
    """Numbers, also from text such as "NT$1,200", "(35.00)" for less than nothing, or "1.200,50"."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        values = column.astype(float)
    else:
        text = column.astype("string").fillna("").str.normalize("NFKC").str.strip()
        negative = text.str.match(r"^\(.*\)$|^[^\d]*[-−]|.*[^.,]-$")
        text = text.str.replace(r"^([-+(]?)\.(?=\d)", r"\g<1>0.", regex=True)
        bare = text.str.extract(NUMBER, expand=False).str.replace(r"[^\d.,]", "", regex=True).str.strip(".,").fillna("")
        if bare.str.contains(r"^[\d.]*,\d{1,2}$").any() and not bare.str.contains(r"\.\d{1,2}$").any():
            bare = bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        else:
            bare = bare.str.replace(",", "", regex=False)
        values = pd.to_numeric(bare, errors="coerce").astype("Float64").to_numpy(dtype=float, na_value=np.nan)
        values = pd.Series(np.where(negative, -values, values), index=column.index)
        scientific = text.str.match(SCIENTIFIC)
        values[scientific] = pd.to_numeric(text[scientific]).astype(float)
    wrong = ~np.isfinite(values)
    if wrong.any():
        where = values.index[wrong][0]
        more = f" ({wrong.sum():,} rows are like this)" if wrong.sum() > 1 else ""
        shown = "empty" if pd.isna(column[where]) or str(column[where]).strip() == "" else repr(str(column[where]))
        raise FitError(f"Row {int(where) + first_row}: {name} is {shown}, which is not an amount{more}.")
    if values.abs().max() > LARGEST:
        where = values.abs().idxmax()
        raise FitError(f"Row {int(where) + first_row}: {name} is {values[where]:g}, which is too large for an amount.")
    return values
