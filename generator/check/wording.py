"""Numbers and sentences of the report in its language."""

from __future__ import annotations

import math
from dataclasses import dataclass

from customer_value.messages import message
from generator.languages import PACKAGE

MINUS = "\u2212"


@dataclass(frozen=True)
class Wording:
    """The words of one report. language: "en" or "zh-Hant"."""

    language: str

    def text(self, key: str, **fields: object) -> str:
        """The message check.KEY, filled in."""
        return message(PACKAGE, f"check.{key}", self.language, **fields)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with commas; a dash where it is not known."""
        if value is None or math.isnan(value):
            return self.text("unknown")
        return f"{value:,.{digits}f}".replace("-", MINUS)

    def percent(self, value: float, digits: int = 0) -> str:
        """A share as a percentage; a dash where it is not known. A share that is not 0 is never shown as 0."""
        if value is None or math.isnan(value):
            return self.text("unknown")
        if 0 < abs(value) < 0.5 * 10 ** -(digits + 2):
            digits += 1
        return f"{value:.{digits}%}".replace("-", MINUS)

    def short(self, value: float) -> str:
        """A figure of whatever size with about three digits that count."""
        if value is None or math.isnan(value):
            return self.text("unknown")
        digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
        return self.number(value, digits)

    def listed(self, parts: list[str]) -> str:
        """Several words one after the other, with "and" before the last."""
        if len(parts) < 2:
            return "".join(parts)
        return self.text("list").join(parts[:-1]) + self.text("and") + parts[-1]
