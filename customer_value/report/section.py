"""What a part of the report is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from customer_value.figures.picture import Picture


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of words: the first column names the row, the others stand right unless they are `words`.

    Attributes:
        head: the columns' names.
        rows: the cells, as many each.
        words: places of the columns that hold words, the first one aside.
        title: above it; "" for none.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: frozenset[int] = frozenset()
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part: what was found, a figure of it, and how it was worked out.

    Attributes:
        key: its name in the page's address and in the file of numbers.
        title: above it.
        headline: what a manager would repeat of it, in one sentence; "" where there is nothing to say.
        says: sentences computed from the orders.
        pictures: figures.
        tables: tables.
        defined: how each number is defined, a sentence or two each.
        numbers: the same for a program; shares are 0 to 1, days are texts, what is not known is None.
    """

    key: str
    title: str
    says: Sequence[str]
    headline: str = ""
    pictures: Sequence[Picture] = ()
    tables: Sequence[Table] = ()
    defined: Sequence[str] = ()
    numbers: dict[str, Any] = field(default_factory=dict)
