"""Move how many months one looks back, and watch which category leads."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.orders.category_rankings import category_rankings
from customer_value.figures.picture import Picture
from customer_value.figures.tables import DAY, table
from customer_value.frames import calendar_day

COLUMNS = ["category", "customer_id", "order_date", "amount"]


def look_back_explorer(
    lines: Any,
    snapshot: Any,
    *,
    months: int = 12,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """A slider for the months one looks back; below, the categories by money and by customers.

    The question: the ranking over a whole year names a category. How many months does it take before that category
    leads? (A short look back sees one season only.)

    Args:
        lines: one row per order line, with `category`, `customer_id`, `order_date` and `amount`.
        snapshot: the last day of every period.
        months: the longest look back, where the slider starts.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no line within the longest look back.
    """
    last = pd.Timestamp(calendar_day(snapshot))
    rows = table(lines, "lines", COLUMNS)
    rows = rows[rows["order_date"] < last + DAY]
    tables = {back: by_category(rows[rows["order_date"] > first_day(last, back)]) for back in range(1, months + 1)}
    tables = {back: found for back, found in tables.items() if len(found)}
    if not tables:
        raise MeasureError("lines has no row within the longest look back; there is nothing to draw.")

    def draw(months: int) -> Picture:
        first = words.date(first_day(last, months) + DAY, language)
        period = words.text("explorers.look_back.period", language, first=first, last=words.date(last, language))
        return category_rankings(tables[months], period=period, currency=currency, language=language)

    back = widgets.SelectionSlider(
        options=[
            (words.text(f"explorers.look_back.{'one' if n == 1 else 'several'}", language, n=n), n) for n in tables
        ],
        value=max(tables),
        description=words.text("explorers.look_back.months", language),
        layout=widgets.Layout(width="520px"),
    )
    return Explorer({"months": back}, draw, language)


def first_day(last: pd.Timestamp, months: int) -> pd.Timestamp:
    """The day after which a period of so many months begins."""
    return last - pd.DateOffset(months=months)


def by_category(rows: pd.DataFrame) -> pd.DataFrame:
    """The money each category brought, and how many different customers bought it."""
    return rows.groupby("category", as_index=False).agg(money=("amount", "sum"), customers=("customer_id", "nunique"))
