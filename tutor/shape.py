"""What an answer has to look like, whatever Python object it comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number. `whole` asks for an integer value.

    `unit` says of what: "days" may come as time spans, "share" lies between 0 and 1, a "flag" is 1 or 0 and may come as
    true or false; others, such as "money", only say what is meant.
    """

    unit: str = ""
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """One value for each key, such as a recency for each customer.

    A Series, a dict, a one-column frame or a frame with the key as a column are all the same answer. `named` is for a
    few numbers whose names the prompt gives, such as "bias" and "mae": the keys are those names, in any spelling.
    """

    name: str
    key: str = "customer_id"
    unit: str = ""
    holds: Literal["number", "text"] = "number"
    named: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """Several values for each key. Row and column order, index or column for the key do not matter."""

    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("customer_id",)


@dataclass(frozen=True, kw_only=True)
class Members:
    """A set of keys, such as the overdue customers: a list, an index, a Series, a set or a frame's column."""

    key: str = "customer_id"


Shape = Number | Column | Table | Members
