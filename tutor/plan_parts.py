"""What the parts of the plan's picture have in common: words, days, hours, colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tutor.outline import Item
from tutor.plan_choices import shown_day
from tutor.plan_outlook import Outlook
from tutor.words import listed, say

DONE = "var(--jp-success-color1, #2e7d32)"
PLANNED = "var(--jp-brand-color1, #1976d2)"
OVER = "var(--jp-warn-color1, #b25e00)"
LINE = "var(--jp-border-color1, #888)"
TEXT = "var(--jp-content-font-color1, currentColor)"
"""Colours that follow JupyterLab's theme."""


class Part:
    """One part of the picture."""

    def __init__(self, at: Outlook, language: str) -> None:
        self.at = at
        self.language = language

    def say(self, key: str, **fields: object) -> str:
        return say(f"plan.{key}", self.language, **fields)

    def day(self, day: dt.date) -> str:
        return shown_day(day, self.language)

    def hours(self, minutes: int) -> str:
        return hours(minutes, self.language)

    def listed(self, parts: Iterable[str]) -> str:
        return listed(parts, self.language)


def hours(minutes: int, language: str) -> str:
    """Minutes as hours and minutes."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return say("plan.minutes", language, minutes=rest)
    if not rest:
        return say("plan.whole-hours", language, hours=whole)
    return say("plan.hours", language, hours=whole, minutes=rest)


def named(item: Item) -> str:
    """An item with its id, as a link shows it."""
    return f"{item.id} {item.title}"
