"""Values out of text: amounts, days and names as people and programs write them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value import words
from customer_value.errors import AmbiguousDatesError, MeasureError
from customer_value.measures.orders.completeness import MISSING_WORDS

_TIME = r"(?:[T\s上下].*)?$"
"""What may follow a date: a time of day, 上午 and 下午 included."""

_YEAR_FIRST = r"^(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?" + _TIME
_YEAR_LAST = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME
_COMPACT = r"^(\d{4})(\d{2})(\d{2})(?:\.0)?$"
_ROC_WORD = r"^(?:民國|民国)\s*(\d{1,3})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*日?" + _TIME
_ROC_THREE = r"^(1\d{2})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*日?" + _TIME
_ROC_TWO = r"^(\d{2})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})\s*日?" + _TIME
_ROC_COMPACT = r"^(1\d{2})(\d{2})(\d{2})(?:\.0)?$"
_DAY_NAMED = r"^(\d{1,2})[\s-]([a-z]{3})[a-z]*\.?,?[\s-](\d{4})" + _TIME
_MONTH_NAMED = r"^([a-z]{3})[a-z]*\.?\s(\d{1,2}),?\s(\d{4})" + _TIME
_SERIAL = r"^(\d{5})(?:\.\d+)?$"
_STAMP = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$"

_ROC_ERA = 1911
_SERIAL_DAY_0 = pd.Timestamp("1899-12-30")
_MONTHS = {name[:3].lower(): number for number, name in enumerate(words.MONTHS, start=1)}

_NUMBER = r"^\D*(\d[\d.,'’\s]*)\D*$"
"""One number, with words or signs of money around it."""

_SCIENTIFIC = r"^[+-]?\d+(?:\.\d*)?[eE][+-]?\d+$"


def amounts_from_text(values: pd.Series) -> pd.Series:
    """Amounts of money out of text such as "NT$1,200", "(35)", "１２００" or "1.200,50".

    Currency signs and words around the number are taken off, full-width digits are digits, and a number in brackets,
    with a minus in front or behind, is below zero. **Comma or point?** Where a number has both, the last one of them
    is the decimal sign. Else a point is one, and commas separate thousands; but where somewhere in the column a comma
    is followed by one or two last digits ("7,25", "1.200,50"), and nowhere a point is, the column writes decimals with
    a comma, and its points separate thousands ("1,200" stays twelve hundred: money has no third decimal).

    Args:
        values: a Series of text or numbers; numbers stay as they are.

    Returns:
        A Series of floats on the same index; NaN where there is no number, or more than one ("5 for 3").

    Raises:
        MeasureError: it is no Series.

    Examples:
        >>> import pandas as pd
        >>> amounts_from_text(pd.Series(["NT$1,200", "(35)", "１２００", "1.200,50", "free", None])).tolist()
        [1200.0, -35.0, 1200.0, 1200.5, nan, nan]
        >>> amounts_from_text(pd.Series(["1234,50", "7,25", "1.200"])).tolist()
        [1234.5, 7.25, 1200.0]
    """
    values = _series(values)
    if pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype):
        return pd.Series(values.to_numpy(dtype=float, na_value=np.nan), index=values.index, name=values.name)
    texts, places = _different(values)
    text = texts.str.normalize("NFKC").str.strip()
    negative = text.str.match(r"^\(.*\)$|^[^\d]*[-−]|.*[^.,]-$")
    text = text.str.replace(r"^([-+(]?)\.(?=\d)", r"\g<1>0.", regex=True)
    bare = text.str.extract(_NUMBER, expand=False).str.replace(r"[^\d.,]", "", regex=True).str.strip(".,").fillna("")
    both = bare.str.contains(",", regex=False) & bare.str.contains(".", regex=False)
    comma_last = both & (bare.str.rfind(",") > bare.str.rfind("."))
    commas_are_decimal = bare.str.contains(r"^[\d.]*,\d{1,2}$").any() and not bare.str.contains(r"\.\d{1,2}$").any()
    if commas_are_decimal:
        comma_last |= ~both & ~bare.str.contains(r",\d{3}$")
    pointed = bare.where(~comma_last, bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False))
    plain = pd.to_numeric(pointed.str.replace(",", "", regex=False), errors="coerce")
    found = plain.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    found = np.where(negative.to_numpy(dtype=bool), -found, found)
    scientific = text.str.match(_SCIENTIFIC).to_numpy(dtype=bool)
    found[scientific] = pd.to_numeric(text[scientific]).to_numpy(dtype=float)
    return pd.Series(_spread(found, places, np.nan), index=values.index, name=values.name)


def days_from_text(
    values: pd.Series, *, zone: str | None = None, day_first: bool | None = None, roc: bool = True
) -> pd.Series:
    """Calendar days out of text such as "2024-12-31", "2024/12/31", 民國113年12月31日 or "113/12/31".

    Read are dates with the year first, also without signs (20241231), dates with the year last, dates with an English
    month ("31 Dec 2024"), years of the Republic of China (民國 or at least 100; two digits only in a column that has
    such years), and a spreadsheet's day numbers (45657). A time of day behind the date is left out.

    Whether 05/06/2024 is in May or June is told by the other rows: one that can only be day first (31/12/2024) decides
    for the whole column.

    Args:
        values: a Series of text or dates.
        zone: the time zone of the shop, such as "Asia/Taipei": a moment with a zone of its own
            ("2024-12-31T16:30Z") is then moved to the local day, here 1 January 2025. None: the day as it is written.
        day_first: how to read 05/06/2024 where no row decides it; None to refuse.
        roc: whether to read years of the Republic of China.

    Returns:
        A Series of dates without time on the same index; NaT where there is none ("soon", "2025-02-30").

    Raises:
        MeasureError: it is no Series; day and month cannot be told apart; or some rows can only be day first and
            others only month first.

    Examples:
        >>> import pandas as pd
        >>> texts = ["2024-12-31", "2024/12/31 09:30", "113/12/31", "民國113年12月31日", "soon"]
        >>> days = days_from_text(pd.Series(texts))
        >>> days.dt.strftime("%Y-%m-%d").tolist()
        ['2024-12-31', '2024-12-31', '2024-12-31', '2024-12-31', nan]
        >>> days_from_text(pd.Series(["2024-12-31T16:30Z"]), zone="Asia/Taipei")[0]
        Timestamp('2025-01-01 00:00:00')
    """
    values = _series(values)
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.dt.tz_convert(_zone(zone)) if zone else values
        return values.dt.tz_localize(None).dt.normalize()
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.dt.normalize()
    texts, places = _different(values)
    text = texts.str.normalize("NFKC").str.strip()
    parts = _parts(text, values.name, day_first, roc)
    found = pd.to_datetime(parts, errors="coerce")
    # A span that no ledger has: the day number of a spreadsheet is taken for one only between 1954 and 2119.
    serial = pd.to_numeric(text.str.extract(_SERIAL, expand=False), errors="coerce").to_numpy(dtype=float)
    serial = pd.Series(np.where((serial >= 20_000) & (serial <= 80_000), serial, np.nan))
    found = found.fillna(_SERIAL_DAY_0 + pd.to_timedelta(serial.to_numpy(), unit="D").to_series(index=found.index))
    if zone is not None:
        stamped = text.str.match(_STAMP).to_numpy(dtype=bool)
        moments = pd.to_datetime(text[stamped].astype(object), utc=True, format="ISO8601", errors="coerce")
        found[stamped] = moments.dt.tz_convert(_zone(zone)).dt.tz_localize(None).dt.normalize()
    days = found.astype("datetime64[us]").to_numpy()
    return pd.Series(_spread(days, places, np.datetime64("NaT")), index=values.index, name=values.name)


def match_text(values: pd.Series, kind: str) -> pd.Series:
    """Texts in the form in which two spellings of one thing are equal, to find one customer's several accounts.

    Args:
        values: a Series of text.
        kind: "email": small letters, no blanks; "phone": the digits alone, with Taiwan's +886 written as 0; "text":
            small letters and digits of any script alone, so that "Wang, Amy" and "wang  amy" are equal.

    Returns:
        A Series of text on the same index; missing where nothing is left, and for words such as "N/A".

    Raises:
        MeasureError: it is no Series, or there is no such kind.

    Examples:
        >>> import pandas as pd
        >>> match_text(pd.Series(["+886 912-345-678", "０９１２-345678", "N/A"]), "phone").tolist()
        ['0912345678', '0912345678', nan]
        >>> match_text(pd.Series([" Amy.W@Example.com"]), "email").tolist()
        ['amy.w@example.com']
    """
    kinds = {"email": r"\s+", "phone": r"\D+", "text": r"[\W_]+"}
    if kind not in kinds:
        raise MeasureError(f"kind is {kind!r}; there is {', '.join(map(repr, kinds))}.")
    text = _series(values).astype("str").str.normalize("NFKC").str.strip().str.lower()
    text = text.mask(text.isin(MISSING_WORDS))
    text = text.str.replace(kinds[kind], "", regex=True)
    if kind == "phone":
        text = text.str.replace(r"^(?:00)?8860?(?=\d{8,9}$)", "0", regex=True)
    return text.mask(text == "")


def _series(values: Any) -> pd.Series:
    if not isinstance(values, pd.Series):
        raise MeasureError(f"values has to be a pandas Series, such as one column, not {type(values).__name__}.")
    return values


def _different(values: pd.Series) -> tuple[pd.Series, np.ndarray]:
    """The different values as text, and for each row which of them it is (-1: missing); a column repeats itself."""
    codes, different = pd.factorize(values)
    texts = [one.isoformat() if hasattr(one, "isoformat") else str(one) for one in different]
    return pd.Series(texts, dtype="str"), codes


def _spread(found: np.ndarray, places: np.ndarray, missing: Any) -> np.ndarray:
    """What was found for the different values, row by row."""
    return np.append(found, np.array([missing], dtype=found.dtype))[places]


def _parts(text: pd.Series, name: Any, day_first: bool | None, roc: bool) -> pd.DataFrame:
    """Year, month and day of each text as numbers, NaN where there is no date."""
    parts = pd.DataFrame(np.nan, index=text.index, columns=["year", "month", "day"])

    def fill(found: pd.DataFrame, columns: list[str], era: int = 0) -> None:
        found.columns = columns
        found = found[["year", "month", "day"]].apply(pd.to_numeric, errors="coerce").astype(float)
        found["year"] += era
        rows = parts["year"].isna() & found.notna().all(axis=1)
        parts[rows] = found[rows]

    fill(text.str.extract(_YEAR_FIRST), ["year", "month", "day"])
    fill(text.str.extract(_COMPACT), ["year", "month", "day"])
    named = text.str.lower()
    for pattern, columns in ((_DAY_NAMED, ["day", "month", "year"]), (_MONTH_NAMED, ["month", "day", "year"])):
        found = named.str.extract(pattern)
        place = columns.index("month")
        found[place] = found[place].map(_MONTHS)
        fill(found, columns)
    if roc:
        for pattern in (_ROC_WORD, _ROC_THREE, _ROC_COMPACT):
            fill(text.str.extract(pattern), ["year", "month", "day"], _ROC_ERA)
        if text.str.match(rf"{_ROC_WORD}|{_ROC_THREE}").any():
            fill(text.str.extract(_ROC_TWO), ["year", "month", "day"], _ROC_ERA)
    last = text.str.extract(_YEAR_LAST)
    of_last = parts["year"].isna() & last[2].notna()
    last = last.where(of_last)
    one, two = pd.to_numeric(last[0]), pd.to_numeric(last[1])
    day_decides = bool(((one > 12) & (two <= 12)).any())
    month_decides = bool(((one <= 12) & (two > 12)).any())
    unclear = (one <= 12) & (two <= 12)
    if day_decides and month_decides:
        raise AmbiguousDatesError(name, "")
    if unclear.any() and not day_decides and not month_decides and day_first is None:
        raise AmbiguousDatesError(name, text[unclear].iloc[0])
    first = day_decides or (not month_decides and bool(day_first))
    fill(last, ["day", "month", "year"] if first else ["month", "day", "year"])
    return parts


def _zone(name: str) -> Any:
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise MeasureError(f"zone is {name!r}, which names no time zone; write one such as 'Asia/Taipei'.") from problem
