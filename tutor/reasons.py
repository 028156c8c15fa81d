"""The words of a verdict that every kind of task shares: its title, what is not there yet, and an error in a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.pack import Card
from tutor.words import say


def title(state: str, points: float, card: Card, language: str, hidden: bool) -> str:
    """What happened, in a few words; with the points where they count."""
    words = say(f"state.{state.replace(' ', '-')}", language)
    if not (hidden and card["points"]):
        return words
    given, most = (f"{number:.2f}".rstrip("0").rstrip(".") for number in (points, card["points"]))
    return f"{words} {say('state.points', language, points=given, maximum=most)}"


def missing(card: Card, fields: Mapping[str, Any], language: str) -> str:
    """There is no function or variable of the name asked for, but perhaps one of a similar name."""
    name, parameters = card["name"], ", ".join(card.get("parameters", ()))
    key = "missing.function" if card["kind"] == "function" else "missing.value"
    text = say(key, language, name=name, parameters=parameters)
    if fields.get("similar"):
        text += gap(language) + say("missing.similar", language, similar=fields["similar"], name=name)
    return text


def blank(card: Card, fields: Mapping[str, Any], language: str) -> str:
    """The cell is still as it was handed out, or empty."""
    return say("blank.empty" if fields.get("empty") else "blank.task", language, name=card["name"])


def explained(fields: Mapping[str, Any], language: str, hidden: bool = False) -> str:
    """An error in plain sentences: what it means, the line, and Python's own words where they may be shown."""
    kind = str(fields.get("type", "Exception"))
    about = "…" if hidden and kind == "KeyError" else fields.get("about", "")
    try:
        parts = [say(f"error.{kind}", language, about=about, type=kind)]
    except KeyError:
        parts = [say("error.other", language, type=kind)]
    if kind == "KeyError" and not hidden:
        there = fields.get("there")
        parts.append(say("error.columns", language, columns=there) if there else say("error.look", language))
    if fields.get("line"):
        parts.append(say("error.line", language, line=fields["line"]))
    if fields.get("detail") and not hidden and kind != "KeyError":
        parts.append(say("error.says", language, detail=fields["detail"]))
    return gap(language).join(parts)


def gap(language: str) -> str:
    """What stands between two sentences."""
    return " " if language == "en" else ""


def capital(text: str) -> str:
    """A sentence with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
