"""Names of areas and attributes, and sentences one after another, as the figures write them."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10
from typing import Any

from customer_value import words
from customer_value.measures.brand.area_shares import ALL_AREAS, UNKNOWN_AREA
from customer_value.messages import catalogue
from customer_value.settings import find_settings

AREAS = {ALL_AREAS: "areas.all", UNKNOWN_AREA: "areas.unknown"}


def area_name(area: str, language: str | None = None) -> str:
    """What to call a row by sales area: the area itself, or the words for all of them and for an unknown one."""
    return words.text(AREAS[area], language) if area in AREAS else str(area)


def attribute_name(key: str, labels: Mapping[str, str] | None = None, language: str | None = None) -> str:
    """An attribute's name: that of the labels, else that of the surveys' six, else its key."""
    if labels is not None and key in labels:
        return str(labels[key])
    known = f"figures.attribute.{key}"
    return words.text(known, language) if known in catalogue("customer_value") else str(key)


def with_n(name: str, n: Any, language: str | None = None) -> str:
    """A name, and below it how many people stand behind it."""
    return f"{name}\n{words.text('figures.n', language, n=words.number(n))}"


def joined(*sentences: str) -> str:
    """Sentences one after another, with a space between English ones."""
    there = [sentence for sentence in sentences if sentence]
    return "".join(
        sentence if place == 0 or there[place - 1].endswith(("。", "？", "！")) else f" {sentence}"
        for place, sentence in enumerate(there)
    )


def cash(amount: float, currency: str | None = None, language: str | None = None) -> str:
    """An amount to three figures in large units, written out where `words.short_money` would need a power of ten."""
    for unit, name in words.LARGE[find_settings().language if language is None else language]:
        if abs(amount) >= 999.5 * unit:  # false where the amount is missing
            size = abs(amount) / unit
            step = 10 ** (floor(log10(size)) - 2)
            minus = words.MINUS if amount < 0 else ""
            return f"{minus}{words.sign(currency)}{round(size / step) * step:,.0f}{name}"
        if abs(amount) >= unit:
            break
    return words.short_money(amount, currency, language)
