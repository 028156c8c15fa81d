"""Numbers as they stand in a table that another program reads."""

from __future__ import annotations

import re

PLACES = 5
"""Digits behind the decimal point: as many as Moodle keeps."""

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?", re.ASCII)


def number(value: float, decimal: str = ".") -> str:
    """A number without zeros at its end, such as "7.25".

    Args:
        value: rounded to PLACES digits.
        decimal: what stands before the fraction, "." or ",".
    """
    text = f"{value:.{PLACES}f}".rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text).replace(".", decimal)


def read_number(text: str) -> float | None:
    """The number that a cell holds, with a point or a comma before the fraction; None where it holds none."""
    text = text.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
