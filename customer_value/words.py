"""Numbers, money and dates as a reader of either language expects them, whatever the machine's locale is."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
import unicodedata
from collections.abc import Sequence
from numbers import Real

import pandas as pd

from customer_value.messages import message
from customer_value.settings import find_settings

MINUS = "\u2212"
SIGNS = {"TWD": "NT$", "USD": "US$", "HKD": "HK$", "CNY": "¥", "JPY": "¥", "EUR": "€", "GBP": "£"}
"""How the currencies that scenarios use are written; any other by its ISO 4217 code and a space."""

LARGE = {
    "en": ((1e6, "m"), (1e3, "k")),
    "zh-Hant": ((1e8, " 億"), (1e4, " 萬")),
    "zh-Hans": ((1e8, " 亿"), (1e4, " 万")),
}
"""What each language counts large amounts in."""

BETWEEN_WIDE = re.compile(r"(?<=[\u3400-\u9fff」）]) (?=[\u3400-\u9fff「（])")
"""A space between two Chinese characters, where none belongs."""

NEVER_FIRST = "，。、；：？！）」』》〉】…％%,.;:?!)"
"""Punctuation that may not begin a line."""

NEVER_LAST = "（「『《〈【("
"""Punctuation that may not end a line."""


def text(key: str, language: str | None = None, **fields: object) -> str:
    """One of this package's messages, filled in; in the notebook's language when `language` is None."""
    return message("customer_value", key, language, **fields)


def missing(value: object) -> bool:
    """Whether a value is a missing number or date."""
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, Real) and math.isnan(value))


def number(value: float, digits: int = 0, language: str | None = None) -> str:
    """A number with thousands separated by commas and a true minus sign; words for one that has no base."""
    if missing(value):
        return text("words.no_base", language)
    return f"{value:,.{digits}f}".replace("-", MINUS)


def percent(share: float, digits: int = 0, language: str | None = None) -> str:
    """A share as a percentage: 0.416 becomes "42%"; words for one that has no base."""
    if missing(share):
        return text("words.no_base", language)
    return f"{share:,.{digits}%}".replace("-", MINUS)


def near_percent(share: float, language: str | None = None) -> str:
    """A share as a whole percentage; one that is not 0 is never shown as 0, nor one below 1 as 1: "0.2%", "<0.01%"."""
    if missing(share) or share == 0 or 0.005 <= abs(share) < 0.995 or abs(share) >= 1:
        return percent(share, 0, language)
    if 0 < share < 0.0001:
        return "<0.01%"
    if 0.9999 < share < 1:
        return ">99.99%"
    return percent(share, 1 if 0.0005 <= abs(share) < 0.9995 else 2, language)


def sign(currency: str | None = None) -> str:
    """How a currency is written in front of an amount; that of the notebook's own ledger when None, else nothing."""
    if currency is None:
        currency = _currency_here()
    if not currency:
        return ""
    return SIGNS.get(currency, f"{currency} ")


def money(amount: float, currency: str | None = None, language: str | None = None) -> str:
    """An amount in whole units of its currency: "NT$1,200"."""
    if missing(amount):
        return text("words.no_base", language)
    return f"{MINUS if amount <= -0.5 else ''}{sign(currency)}{abs(amount):,.0f}"


def short_money(amount: float, currency: str | None = None, language: str | None = None) -> str:
    """An amount for an axis, as round as it can be: "NT$1.2m", "NT$120 萬"."""
    if missing(amount):
        return text("words.no_base", language)
    minus, size = (MINUS if amount < 0 else ""), abs(amount)
    rounded = float(f"{size:.3g}")
    for unit, name in LARGE[_language(language)]:
        if rounded >= unit:
            return f"{minus}{sign(currency)}{_three_figures(rounded / unit)}{name}"
    return f"{minus}{sign(currency)}{size:,.0f}"


def _three_figures(value: float) -> str:
    """A number of at least 1 with three significant figures and no zeros behind the point."""
    text = f"{value:,.2f}" if value < 10 else f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def date(day: dt.date | pd.Timestamp, language: str | None = None) -> str:
    """A day in full: "31 December 2025", "2025 年 12 月 31 日"."""
    if missing(day):
        return text("words.no_base", language)
    return text("words.date", language, year=day.year, month=month(day.month, language), day=day.day)


def short_date(day: dt.date | pd.Timestamp, language: str | None = None) -> str:
    """A day for a label: "31 Dec 2025", "2025/12/31"."""
    if missing(day):
        return text("words.no_base", language)
    return text("words.short_date", language, year=day.year, month=month(day.month, language, short=True), day=day.day)


def month(position: int, language: str | None = None, *, short: bool = False) -> str:
    """A month, 1 to 12, as a date in the language holds it: its name in English, its number in Chinese."""
    if _language(language) != "en":
        return str(position)
    return MONTHS[position - 1][:3] if short else MONTHS[position - 1]


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def listing(parts: Sequence[str], language: str | None = None) -> str:
    """Several things in a row: "A, B and C", "A、B 和 C"."""
    if len(parts) < 2:
        return "".join(parts)
    joined = text("words.comma", language).join(parts[:-1])
    return BETWEEN_WIDE.sub("", text("words.and", language, first=joined, last=parts[-1]))


def width(line: str) -> float:
    """About how wide a line is, in ems: a Chinese character is 1, a Latin one a little over a half."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.51 for character in line)


def wrap(line: str, ems: float) -> str:
    """Break a line into lines of at most about `ems` ems, between English words or between Chinese characters.

    A line break that is already there stays; one word that is longer than a line is left whole.
    """
    return "\n".join(wrapped for part in line.split("\n") for wrapped in _wrap(part, ems))


def _wrap(line: str, ems: float) -> list[str]:
    lines, current = [], ""
    for piece in _pieces(line):
        if current.strip() and width((current + piece).rstrip()) > ems:
            lines.append(current.rstrip())
            current = piece.lstrip()
        else:
            current += piece
    return [*lines, current.rstrip()]


def _pieces(line: str) -> list[str]:
    """The smallest parts of a line between which it may be broken."""
    pieces: list[str] = []
    for character in line:
        wide = unicodedata.east_asian_width(character) in "WF"
        before = pieces[-1][-1] if pieces else ""
        joined = bool(before) and (
            character in NEVER_FIRST
            or before in NEVER_LAST
            or character == " "
            or (not wide and before != " " and unicodedata.east_asian_width(before) not in "WF")
        )
        if joined:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _language(language: str | None) -> str:
    return find_settings().language if language is None else language


def _currency_here() -> str:
    description = find_settings().ledger_folder / "datapackage.json"
    try:
        return str(json.loads(description.read_text(encoding="utf-8")).get("currency", ""))
    except (OSError, ValueError):
        return ""
