"""What the measures by sales area share: one row per area, one year, and the company as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._tables import none_negative, pandas_table

ALL_AREAS = "all areas"
"""The last row of a table by sales area: the company as a whole."""

UNKNOWN_AREA = "unknown area"
"""The row of the customers whose sales area is not known; they count in the company as a whole."""


def one_row_per_area(market: Any, names: tuple[str, ...]) -> pd.DataFrame:
    """The market's rows, one per area, checked."""
    table = pandas_table(market, "market", sales_area="text", **dict.fromkeys(names, "number"))
    none_negative(table, "market", *names)
    one_year(table, "market", "sales_area")
    for taken in (ALL_AREAS, UNKNOWN_AREA):
        if taken in set(table["sales_area"]):
            raise MeasureError(f"market has a sales area called {taken!r}, as the result's own row; leave it out.")
    return table


def one_year(table: pd.DataFrame, name: str, *columns: str) -> None:
    """Refuse two rows for one area, which nearly always are two years."""
    twice = table.loc[table.duplicated(list(columns)), list(columns)]
    if len(twice):
        raise MeasureError(
            f"{name} has two rows for {', '.join(map(repr, twice.iloc[0]))}; keep those of one year, such as "
            f"{name}[{name}['year'] == 2025]."
        )


def with_total(table: pd.DataFrame) -> pd.DataFrame:
    """One more row, the sums of all columns of numbers; an area that lacks a number is left out of its sum."""
    total = table.drop(columns="sales_area").sum()
    return pd.concat([table, pd.DataFrame([{"sales_area": ALL_AREAS} | total.to_dict()])], ignore_index=True)


def all_in_market(given: Iterable[str], areas: Iterable[str], name: str) -> None:
    if unknown := sorted(set(given) - set(areas)):
        raise MeasureError(
            f"{name} has {', '.join(map(repr, unknown))}, which market does not have; it has "
            f"{', '.join(map(repr, areas))}."
        )
