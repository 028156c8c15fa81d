"""People as the figures of costs and returns count them, expected ones among them."""

from __future__ import annotations

from customer_value import words


def count(people: float, language: str | None) -> str:
    """People as a number: expected ones with one decimal, unless it is 0."""
    whole = words.missing(people) or abs(people - round(people)) < 0.05
    return words.number(people, 0 if whole else 1, language)
