"""Reading somebody's own orders for a twin: days and amounts above 0, or one sentence on why they cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from customer_value import MeasureError, amounts_from_text, days_from_text
from customer_value.own_orders import OwnOrdersError, check_columns, first_row, open_table
from generator.scenario.base import LARGEST

ROC = re.compile(r"^\s*(民國|民国)?\s*\d{2,3}\s*[年/.\-]\s*\d{1,2}\s*[月/.\-]\s*\d{1,2}\s*日?\s*$")

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
    try:
        table = open_table(path)
        check_columns(table, path, customer, date, amount, order)
    except OwnOrdersError as problem:
        raise FitError(str(problem)) from problem
    named = [name for name in (customer, date, amount, order) if name is not None]
    for name in named:
        if named.count(name) > 1:
            raise FitError(f"Customer, date, amount and order are different columns, but {name!r} is named twice.")
    first = first_row(path)
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
            "date": _dates(table[date], date, first),
            "value": _amounts(table[amount], amount, first),
        }
    )
    _check_span(rows["date"], date, first)
    gone = ~(rows["value"] > 0)
    first_gone = int(gone.idxmax()) if gone.any() else None
    if gone.all():
        raise FitError(
            f"No row in {path.name} comes to more than 0; in row {first_gone + first} {amount} is "
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
            + (f" (the first is row {first_gone + first})" if order is None else "")
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


def _dates(column: pd.Series, name: str, first: int) -> pd.Series:
    """Days without the time, whatever their form; one form for the whole column."""
    try:
        dates = days_from_text(column, roc=False)
    except MeasureError as problem:
        raise FitError(str(problem)) from problem
    if dates.isna().any():
        wrong = column[dates.isna()].map(lambda value: value.isoformat() if hasattr(value, "isoformat") else str(value))
        wrong = wrong.str.strip()
        row = int(wrong.index[0]) + first
        if ROC.match(wrong.iloc[0]):
            raise FitError(
                f"Row {row}: {name} is {wrong.iloc[0]!r}, a year of the Republic of China; write it as a year of the "
                "common era, such as 2025-01-31 for 114/1/31."
            )
        more = f" ({len(wrong):,} rows are like this)" if len(wrong) > 1 else ""
        raise FitError(f"Row {row}: {name} is {wrong.iloc[0]!r}, which is not a date such as 2025-01-31{more}.")
    return dates


def _check_span(dates: pd.Series, name: str, first: int) -> None:
    """Refuse dates that cannot be of one ledger; name the row furthest from the rest."""
    if (dates.max() - dates.min()).days <= MOST_YEARS * 366:
        return
    middle = dates.sort_values().iloc[len(dates) // 2]
    row = (dates - middle).abs().idxmax()
    raise FitError(
        f"Row {int(row) + first}: {name} is {dates[row]:%Y-%m-%d}, but half of the rows come before or on "
        f"{middle:%Y-%m-%d}; a ledger of more than {MOST_YEARS} years cannot be fitted."
    )


def _amounts(column: pd.Series, name: str, first: int) -> pd.Series:
    """Numbers, also from text such as "NT$1,200", "(35.00)" for less than nothing, or "1.200,50"."""
    values = amounts_from_text(column)
    wrong = ~np.isfinite(values)
    if wrong.any():
        where = values.index[wrong][0]
        more = f" ({wrong.sum():,} rows are like this)" if wrong.sum() > 1 else ""
        shown = "empty" if pd.isna(column[where]) or str(column[where]).strip() == "" else repr(str(column[where]))
        raise FitError(f"Row {int(where) + first}: {name} is {shown}, which is not an amount{more}.")
    if values.abs().max() > LARGEST:
        where = values.abs().idxmax()
        raise FitError(f"Row {int(where) + first}: {name} is {values[where]:g}, which is too large for an amount.")
    return values
