"""Differences of two rates as numbers of percentage points."""

from __future__ import annotations

from customer_value import words


def points(difference: float, language: str | None = None) -> str:
    """A difference of two rates in percentage points, without the unit: 0.01 becomes "1.0", 0.0009 "0.09"."""
    if words.missing(difference):
        return words.text("words.no_base", language)
    value = difference * 100
    digits = 1 if abs(round(value, 2)) >= 1 or abs(value - round(value, 1)) < 1e-9 else 2
    return words.number(value, digits)
