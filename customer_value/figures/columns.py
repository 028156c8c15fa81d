"""What the columns of a customer table are called, and how their values are written: days, orders, money."""

from __future__ import annotations

from customer_value import words
from customer_value.figures.wording import named

DAYS = frozenset({"recency", "tenure"})
MONEY = frozenset({"monetary", "average", "present", "future", "social"})


def column_name(column: str, language: str | None = None) -> str:
    """A column's name in a language; the column's own where it is one of the caller's."""
    return named("figures.columns", column, language)


def column_axis(column: str, language: str | None = None) -> str:
    """A column's name for an axis, with its unit where the ticks do not show it."""
    name = column_name(column, language)
    return words.text("figures.columns.in_days", language, column=name) if column in DAYS else name


def column_value(column: str, value: float, currency: str | None = None, language: str | None = None) -> str:
    """A value of a column, days and money with their unit, as precise as it has to be."""
    if words.missing(value):
        return words.text("words.no_base", language)
    if column in MONEY:
        return words.money(value, currency, language)
    number = words.number(value, 0 if float(value).is_integer() or abs(value) >= 100 else 1 if abs(value) >= 1 else 2)
    return words.text("figures.columns.days", language, n=number) if column in DAYS else number


def cluster_name(cluster: object, language: str | None = None) -> str:
    """What a cluster is called: by its number, or the name somebody gave it."""
    if isinstance(cluster, str):
        return cluster
    return words.text("figures.columns.cluster", language, number=cluster)


def counted(n: int, language: str | None = None) -> str:
    """So many customers, in words that agree with the number."""
    key = "figures.columns.customer" if n == 1 else "figures.columns.several"
    return words.text(key, language, n=words.number(n))
