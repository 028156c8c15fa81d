"""A stranger's rows made into orders and refunds, with a reason for every row that is set aside."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import AmbiguousDatesError
from customer_value.frames import calendar_day
from customer_value.measures.orders.cleaning import reason_counts, refund_reasons
from customer_value.measures.orders.completeness import MISSING_WORDS
from customer_value.measures.orders.repeats import repeated_rows
from customer_value.measures.orders.text_values import amounts_from_text, days_from_text
from customer_value.measures.orders.valid import valid_orders
from customer_value.own_orders import OwnOrdersError
from customer_value.report.columns import Columns, values_of
from customer_value.report.refunds import settled

STATUS_WORDS = {
    "cancelled": "cancel|void|declined|refunded|returned|failed|abandoned|取消|作廢|退貨|退款|失敗|未成立",
    "test": r"\btest|測試",
}
"""What in a status says that an order was no sale."""

PARTLY = r"partial|部分"
"""What in a status says that a part of the sale stands."""

LARGEST = 1e12
"""An amount beyond this is a slip of the pen or a number of something else."""

ZONED = re.compile(r"\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$")

FAR = 366
"""Days between the last date and the one before it from which on the last is taken for a slip of the pen."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A file of orders, ready to be measured.

    Attributes:
        file: the file's name.
        columns: which column is which.
        snapshot: the day on which customers are judged.
        snapshot_given: whether somebody said so; else it is the last day in the file.
        rows: every row of the file: `row` (as whoever opens the file counts), `customer_id`, `order_id`, `order_date`,
            `status`, `amount`, `reason` (missing where it counts).
        refund_rows: the same of the refunds, `refund_date` for `order_date`; no rows where there are none.
        valid: the valid orders of the snapshot.
        counts: `reason_counts` of the rows, with `row`, the first row of each reason.
        refund_counts: the same of the refunds.
        statuses: each status in the file, how it was taken, and its rows.
        repeats: how many rows equal an earlier one in every column, and how many of them were taken for repeats.
        zone: the time zone that moments were moved to; "" where none had one.
        line_file: whether orders have several rows.
    """

    file: str
    columns: Columns
    snapshot: dt.date
    snapshot_given: bool
    rows: pd.DataFrame
    refund_rows: pd.DataFrame
    valid: pd.DataFrame
    counts: pd.DataFrame
    refund_counts: pd.DataFrame
    statuses: pd.DataFrame
    repeats: tuple[int, int]
    zone: str
    line_file: bool


def prepare(
    table: pd.DataFrame,
    columns: Columns,
    *,
    file: str,
    first_row: int,
    snapshot: str | None = None,
    zone: str = "Asia/Taipei",
    day_first: bool | None = None,
    refunds: pd.DataFrame | None = None,
    refund_columns: Mapping[str, str] | None = None,
) -> Prepared:
    """Make orders, refunds and reasons of a table as it was opened.

    Args:
        table: the file's rows.
        columns: which column is which.
        file: its name, for messages.
        first_row: the number of its first row.
        snapshot: a day such as "2025-12-31"; the last day in the file when None.
        zone: the time zone of the shop, for moments that carry one of their own.
        day_first: how to read 05/06/2024 where no row decides it.
        refunds: a table of refunds; orders below zero are not refunds then.
        refund_columns: its columns, by "order", "date" and "amount".

    Raises:
        OwnOrdersError: no row can be used, or something has to be said by whoever knows the file.
    """
    rows = pd.DataFrame({"row": np.arange(len(table)) + first_row})
    rows["customer_id"] = plain_ids(table[columns.customer]).to_numpy()
    row_numbers = "#" + rows["row"].astype("str")
    rows["order_id"] = row_numbers if columns.order is None else plain_ids(table[columns.order]).to_numpy()
    rows["order_date"] = _days(table[columns.date], zone, day_first).to_numpy()
    rows["amount"] = _amounts(table, columns.amount).to_numpy()
    told = pd.Series(pd.NA, index=table.index) if columns.status is None else table[columns.status]
    rows["status"] = plain_status(told).to_numpy()
    _check_columns(rows, columns, file)
    rows["repeat"], repeats = _repeats(table, columns)
    day = _last_day(rows, file) if snapshot is None else calendar_day(snapshot)
    returned = _refund_rows(refunds, refund_columns, first_row, zone, day_first, rows, day)
    rows, returned = settled(rows, returned, day, refunds is not None)
    usable = rows[rows["reason"].isna()]
    valid = valid_orders(usable, returned[returned["reason"].isna()], day)
    if valid.empty:
        raise OwnOrdersError("no_valid_order", name=file, day=day.isoformat())
    zoned = isinstance(table[columns.date].dtype, pd.DatetimeTZDtype) or (
        table[columns.date].dropna().astype("str").str.contains(ZONED).any()
    )
    return Prepared(
        file=file,
        columns=columns,
        snapshot=day,
        snapshot_given=snapshot is not None,
        rows=rows.drop(columns="repeat"),
        refund_rows=returned,
        valid=valid,
        counts=_counted(rows),
        refund_counts=_counted(returned),
        statuses=_statuses(told, rows["status"]),
        repeats=repeats,
        zone=zone if zoned else "",
        line_file=bool(usable["order_id"].duplicated().any()),
    )


def plain_ids(column: pd.Series) -> pd.Series:
    """Ids as text: without blanks around and without the decimals a spreadsheet adds; missing for words for nothing."""
    if pd.api.types.is_float_dtype(column.dtype) and (column.dropna() % 1 == 0).all():
        column = column.astype("Int64")
    text = column.astype("str").str.normalize("NFKC").str.strip()
    text = text.str.replace(r"^(\d+)\.0$", r"\1", regex=True)
    return text.mask(text.isna() | text.str.lower().isin([*MISSING_WORDS, ""]))


def plain_status(column: pd.Series) -> pd.Series:
    """A status as "completed", "cancelled" or "test"; whatever is none of the latter two counts as a sale."""
    told = column.astype("str")
    different = pd.Series(told.dropna().unique(), dtype="str")
    taken = dict.fromkeys(different, "completed")
    for word, pattern in STATUS_WORDS.items():
        hit = different.str.contains(pattern, case=False) & ~different.str.contains(PARTLY, case=False)
        taken |= dict.fromkeys(different[hit], word)
    return told.map(taken).astype("str").fillna("completed")


def _days(column: pd.Series, zone: str, day_first: bool | None) -> pd.Series:
    try:
        return days_from_text(column, zone=zone, day_first=day_first)
    except AmbiguousDatesError as problem:
        key = "dates_unclear" if problem.example else "dates_mixed"
        raise OwnOrdersError(key, column=repr(column.name), example=problem.example) from problem


def _amounts(table: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    amounts = values_of(table, names)
    return amounts.mask(amounts.abs() > LARGEST)


def _check_columns(rows: pd.DataFrame, columns: Columns, file: str) -> None:
    """Refuse a column that holds nothing of its kind: it was the wrong one."""
    for role, column in (("customer", "customer_id"), ("date", "order_date"), ("amount", "amount")):
        if rows[column].isna().all():
            raise OwnOrdersError(f"nothing_in.{role}", name=file, column=repr(columns.named(role)))
    if columns.order is not None and rows["order_id"].isna().all():
        raise OwnOrdersError("nothing_in.order", name=file, column=repr(columns.order))


def _repeats(table: pd.DataFrame, columns: Columns) -> tuple[np.ndarray, tuple[int, int]]:
    """Which rows repeat an earlier one, and how many equal one.

    Where every order has one row, equal rows are one order stored twice. Where orders have several rows, two equal ones
    may be two of a thing, so only orders that are there twice as a whole are repeats. Without a number of the order
    nothing can be told, and every row counts.
    """
    none = np.zeros(len(table), dtype=bool)
    equal = table.duplicated().to_numpy()
    if not equal.any() or columns.order is None:
        return none, (int(equal.sum()), 0)
    order = table[columns.order]
    if order[~equal].dropna().is_unique:
        return equal, (int(equal.sum()), int(equal.sum()))
    some = order[equal].dropna().unique()
    suspects = order.isin(some)
    renamed = table[suspects].set_axis([f"c{place}" for place in range(table.shape[1])], axis="columns")
    whole = repeated_rows(renamed, whole=f"c{table.columns.get_loc(columns.order)}")["repeat"].to_numpy()
    none[np.flatnonzero(suspects)] = whole
    return none, (int(equal.sum()), int(none.sum()))


def _last_day(rows: pd.DataFrame, file: str) -> dt.date:
    """The last day in the file; refused where it is far after every other, as a slip of the pen is."""
    days = pd.Series(rows["order_date"].dropna().unique()).sort_values()
    if len(days) > 1 and (days.iloc[-1] - days.iloc[-2]).days > FAR:
        row = int(rows.loc[rows["order_date"] == days.iloc[-1], "row"].iloc[0])
        raise OwnOrdersError(
            "last_day_far", name=file, row=row, last=f"{days.iloc[-1]:%Y-%m-%d}", before=f"{days.iloc[-2]:%Y-%m-%d}"
        )
    return days.iloc[-1].date()


def _refund_rows(
    refunds: pd.DataFrame | None,
    columns: Mapping[str, str] | None,
    first_row: int,
    zone: str,
    day_first: bool | None,
    rows: pd.DataFrame,
    day: dt.date,
) -> pd.DataFrame:
    """The rows of the refunds' table with their reasons; no rows where there is none."""
    if refunds is None or columns is None:
        blank = {
            "row": "int64",
            "order_id": "str",
            "refund_date": "datetime64[us]",
            "amount": "float64",
            "reason": "str",
        }
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in blank.items()})
    table = pd.DataFrame(
        {
            "row": np.arange(len(refunds)) + first_row,
            "order_id": plain_ids(refunds[columns["order"]]).to_numpy(),
            "refund_date": _days(refunds[columns["date"]], zone, day_first).to_numpy(),
            "amount": amounts_from_text(refunds[columns["amount"]]).abs().to_numpy(),
            "repeat": refunds.duplicated().to_numpy(),
        }
    ).astype({"order_id": "str", "refund_date": "datetime64[us]"})
    return refund_reasons(table, rows[["order_id"]].astype("str"), day).drop(columns="repeat")


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    """How many rows and how much money by reason, with the first row of each."""
    first = rows.assign(reason=rows["reason"].fillna("usable")).groupby("reason")["row"].min()
    return reason_counts(rows).assign(row=lambda table: table["reason"].map(first))


def _statuses(told: pd.Series, taken: pd.Series) -> pd.DataFrame:
    """Each status in the file, how it was taken, and its rows, the most frequent first."""
    table = pd.DataFrame({"status": told.astype("object").to_numpy(), "taken": taken.to_numpy()}).dropna()
    counts = table.value_counts(["status", "taken"], sort=False).rename("rows").reset_index()
    return counts.sort_values(["rows", "status"], ascending=[False, True], key=_as_is, ignore_index=True)


def _as_is(column: pd.Series) -> Any:
    return column if column.dtype.kind in "iu" else column.astype("str")
