"""Numbers and sentences of a report in its language and currency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from customer_value import words


@dataclass(frozen=True)
class Wording:
    """The words of one report.

    Attributes:
        language: "en" or "zh-Hant".
        currency: the ISO 4217 code of its money.
    """

    language: str
    currency: str

    def text(self, key: str, **fields: object) -> str:
        """The message report.KEY, filled in."""
        return words.text(f"report.{key}", self.language, **fields)

    def number(self, value: float, digits: int = 0) -> str:
        return words.number(value, digits, self.language)

    def percent(self, share: float) -> str:
        """A share as a percentage; one that is not 0 is never shown as 0, nor one below 1 as 1."""
        return words.near_percent(share, self.language)

    def money(self, amount: float) -> str:
        return words.money(amount, self.currency, self.language)

    def month(self, year: int, month: int) -> str:
        """A month of a year: "March 2025", "2025 年 3 月"."""
        return self.text("month", year=year, month=words.month(month, self.language))

    def date(self, day: dt.date) -> str:
        return words.date(day, self.language)

    def count(self, n: float, noun: str) -> str:
        """So many of something: "1 customer", "2,000 customers", "2,000 位顧客"."""
        said = self.number(n, 0 if float(n).is_integer() else 1)
        return self.text(f"noun.{noun}.{'one' if n == 1 else 'many'}", n=said)

    def listing(self, parts: Sequence[str]) -> str:
        return words.listing(parts, self.language)
