"""Names of areas and attributes, and sentences one after another, as the figures write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from customer_value import words
from customer_value.measures.brand.area_shares import ALL_AREAS, UNKNOWN_AREA
from customer_value.messages import catalogue

AREAS = {ALL_AREAS: "areas.all", UNKNOWN_AREA: "areas.unknown"}


def area_name(area: str, language: str | None = None) -> str:
    """What to call a row by sales area: the area itself, or the words for all of them and for an unknown one."""
    return words.text(AREAS[area], language) if area in AREAS else str(area)


def named(place: str, word: object, language: str | None = None) -> str:
    """The name of a word, such as a kind of cost, from the messages at a place; one of your own stays as it is."""
    found = catalogue("customer_value").get(f"{place}.{word}")
    return str(word) if found is None else found.get(language)


def attribute_name(key: str, labels: Mapping[str, str] | None = None, language: str | None = None) -> str:
    """An attribute's name: that of the labels, else that of the surveys' six, else its key."""
    return str(labels[key]) if labels is not None and key in labels else named("figures.attribute", key, language)


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
