"""What the measures share: opening any data frame, checking its columns, calendar days.

A *frame* is anything Narwhals reads, such as pandas, Polars (eager or lazy), PyArrow or a DuckDB relation. What holds
all its rows already is *eager*; what only describes a query is *lazy*, and a measure never runs it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from operator import index
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError

from customer_value.errors import MeasureError

Frame = nw.DataFrame | nw.LazyFrame

DAY = dt.timedelta(days=1)

_CATEGORIES = (nw.Categorical, nw.Enum)


def open_frame(native: Any, table: str, columns: Sequence[str]) -> Frame:
    """A caller's frame behind the Narwhals interface, only the columns asked for.

    Args:
        native: the caller's frame.
        table: what to call it in messages, such as "orders".
        columns: the columns that are needed.

    Raises:
        MeasureError: it is not a frame, or a column is missing.
    """
    try:
        frame = nw.from_native(native)
        there = frame.collect_schema().names()
    except TypeError as problem:
        kind = type(native).__name__
        raise MeasureError(f"{table} has to be a data frame, such as one of pandas or Polars, not {kind}.") from problem
    except DuplicateError as problem:
        raise MeasureError(f"{table} has two columns of one name; rename one of them or drop it.") from problem
    for column in columns:
        if column not in there:
            raise MeasureError(
                f"{table} has no column {column!r}; it has {', '.join(map(repr, there)) or 'no columns'}. "
                f"Rename the column that holds it to {column!r}."
            )
    return frame


def is_empty(frame: Frame) -> bool:
    """Whether a frame is known to have no rows; a lazy frame is not asked."""
    return isinstance(frame, nw.DataFrame) and len(frame) == 0


def collected(frame: Frame) -> nw.DataFrame:
    """A frame with its rows in memory; a lazy one is run."""
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def checked(frame: Frame, table: str, **kinds: str) -> Frame:
    """The frame, each column named checked to be of its kind: "key", "text", "date" or "number".

    Keys are text or whole numbers, dates are dates or date-times without a time zone. An empty eager frame says
    nothing about its types, so it is given the right ones.

    Raises:
        MeasureError: a column is of another kind; the message says how to convert it.
    """
    schema = frame.collect_schema()
    if is_empty(frame):
        blank = {"key": nw.String(), "text": nw.String(), "date": nw.Datetime("us"), "number": nw.Float64()}
        return frame.with_columns(
            nw.col(column).cast(blank[kind])
            for column, kind in kinds.items()
            if schema[column] == nw.String or not _fits(schema[column], kind)
        )
    for column, kind in kinds.items():
        if not _fits(schema[column], kind):
            raise MeasureError(_mismatch(frame, table, column, kind))
    return frame


def typed(frame: Frame, table: str, **kinds: str) -> Frame:
    """Only the columns named, checked as `checked` does: text as one text type, numbers as 64-bit floats."""
    frame = checked(frame, table, **kinds)
    schema = frame.collect_schema()

    def plain(column: str, kind: str) -> nw.Expr:
        if kind == "number":
            return nw.col(column).cast(nw.Float64())
        if kind == "date" or schema[column].is_integer():
            return nw.col(column)
        return nw.col(column).cast(nw.String())  # categories too; PyArrow joins no two kinds of text

    return frame.select(plain(column, kind) for column, kind in kinds.items())


def _fits(dtype: Any, kind: str) -> bool:
    if kind == "date":
        return dtype == nw.Date or (dtype == nw.Datetime and dtype.time_zone is None)
    if kind == "number":
        return dtype.is_numeric()
    is_text = dtype == nw.String or dtype in _CATEGORIES
    return is_text or (kind == "key" and dtype.is_integer())


def _mismatch(frame: Frame, table: str, column: str, kind: str) -> str:
    """One sentence on what a column holds, and one on how to mend it."""
    dtype = frame.collect_schema()[column]
    place = f"{table}[{column!r}]"
    if isinstance(frame, nw.DataFrame) and frame[column].is_null().all():
        return f"{place} is missing on every row, so there is nothing to compute from; read that column again."
    if kind == "date":
        if zones := _time_zones(frame, column):
            how = f"in pandas: {place}.dt.tz_convert('Asia/Taipei').dt.tz_localize(None)"
            if frame.implementation.is_spark_like():
                how = f"in Spark, with the ledger's time zone as the session's: {place}.cast('date')"
            return (
                f"{place} carries a time zone ({zones}), and the calendar day depends on it. Turn it into local days "
                f"first, {how}."
            )
        form = "%Y%m%d" if dtype.is_numeric() else "%Y-%m-%d"
        return (
            f"{place} holds {_plain(dtype)}, not dates. Turn it into dates first, in pandas: "
            f"pd.to_datetime({place}, format='{form}')."
        )
    if kind == "number":
        how = f"pd.to_numeric({place}.str.replace(',', ''))" if dtype == nw.String else f"{place}.astype('float')"
        return (
            f"{place} holds {_plain(dtype)}, not numbers. Take out currency signs and thousands commas and turn it "
            f"into numbers first, in pandas: {how}."
        )
    if dtype.is_float():
        return (
            f"{place} holds numbers with a decimal point, so 17850 has become 17850.0 and a leading zero is lost. "
            f"Read the file again with that column as text, in pandas: read_csv(..., dtype={{{column!r}: 'str'}})."
        )
    return f"{place} holds {_plain(dtype)}, not text. Turn it into text first, in pandas: {place}.astype('str')."


def _time_zones(frame: Frame, column: str) -> str:
    """The time zones a column of dates carries; "" where it carries none."""
    dtype = frame.collect_schema()[column]
    if dtype == nw.Datetime:
        return dtype.time_zone or ""
    if dtype != nw.Object or not isinstance(frame, nw.DataFrame):
        return ""
    found = {value.tzinfo for value in frame[column].to_list() if isinstance(value, dt.datetime)}
    return ", ".join(sorted("none" if zone is None else str(zone) for zone in found)) if found - {None} else ""


def _plain(dtype: Any) -> str:
    """A column type in plain words."""
    if dtype == nw.String:
        return "text"
    if dtype == nw.Boolean:
        return "true and false"
    if dtype == nw.Object:
        return "Python objects"
    if dtype == nw.Unknown:
        return "nothing of a known type"
    if dtype.is_numeric():
        return "numbers"
    if dtype.is_temporal():
        return "dates or times"
    return str(dtype)


def calendar_day(value: Any, name: str = "snapshot") -> dt.date:
    """The calendar day that a date, a date-time, a pandas or NumPy date, or a text such as "2024-12-31" names.

    Raises:
        MeasureError: it names no day, or carries a time zone.
    """
    if type(value).__name__ == "datetime64":  # NumPy's, without importing NumPy for it
        value = str(value)
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value)
        except ValueError as problem:
            raise MeasureError(f"{name} is {value!r}; write a date such as '2024-12-31'.") from problem
    if isinstance(value, dt.datetime) and value == value:  # pandas.NaT is a datetime that equals nothing
        if value.tzinfo is not None:
            raise MeasureError(f"{name} is {value} and carries a time zone; give the local calendar day, without it.")
        return value.date()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise MeasureError(f"{name} is {value!r}; give a date such as '2024-12-31'.")


def whole_days(value: Any, name: str = "days") -> int:
    """A length in days.

    Raises:
        MeasureError: it is not a whole number of at least 1.
    """
    if (days := whole_number(value)) is None or days < 1:
        raise MeasureError(f"{name} is {value!r}; give a whole number of days of at least 1.")
    return days


def whole_number(value: Any) -> int | None:
    """A Python or NumPy whole number as an int; None for anything else, true and false included."""
    try:
        return None if isinstance(value, bool) else index(value)
    except TypeError:
        return None


def moved(day: dt.date, days: int) -> dt.date:
    """The calendar day so many days later, or earlier where it is negative.

    Raises:
        MeasureError: that is outside the years 1 to 9999.
    """
    try:
        return day + days * DAY
    except OverflowError as problem:
        raise MeasureError(f"days is {abs(days)}, which goes beyond the calendar; give fewer.") from problem


def dated_by(frame: Frame, column: str, day: dt.date) -> nw.Expr:
    """Rows dated on or before a day, whatever the time of day."""
    next_day = day + DAY
    if frame.collect_schema()[column] != nw.Date:
        next_day = dt.datetime.combine(next_day, dt.time())
    return nw.col(column) < nw.lit(next_day)


def without_time(frame: Frame, column: str) -> nw.Expr:
    """A column of dates with the time of day taken off."""
    if frame.collect_schema()[column] == nw.Date:
        return nw.col(column)
    if frame.implementation.is_spark_like():  # whose truncated times would be moments of the session's time zone
        return nw.col(column).cast(nw.Date())
    return nw.col(column).dt.truncate("1d")


def day_number(date: nw.Expr) -> nw.Expr:
    """The number of a calendar day, 2024-01-01 being one more than 2023-12-31; Python's `date.toordinal`.

    Year and day of the year are what every backend knows; subtracting two dates is not (some give days, some an
    interval, some a duration that floors).
    """
    before = date.dt.year().cast(nw.Int64()) - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + date.dt.ordinal_day().cast(nw.Int64())


def in_order(frame: Frame, *columns: str) -> Any:
    """The caller's kind of frame back: eager rows sorted and numbered from 0, lazy ones as they are."""
    if isinstance(frame, nw.DataFrame):
        frame = nw.maybe_reset_index(frame.sort(*columns))
    return frame.to_native()


def numbered(frame: Frame) -> Frame:
    """An eager frame with its rows' places in `_row`, since a join may lose them; a lazy one has none."""
    return frame.with_row_index("_row") if isinstance(frame, nw.DataFrame) else frame


def in_place(frame: Frame, columns: Sequence[str]) -> Any:
    """The caller's kind of frame back, only these columns; the rows of an eager one in their places (`numbered`)."""
    if isinstance(frame, nw.DataFrame):
        frame = nw.maybe_reset_index(frame.sort("_row"))
    return frame.select(columns).to_native()


def given(frame: Frame, column: str) -> nw.Expr:
    """Rows with an id: neither missing nor an empty text."""
    there = ~nw.col(column).is_null()
    return there if frame.collect_schema()[column].is_integer() else there & (nw.col(column).cast(nw.String()) != "")
