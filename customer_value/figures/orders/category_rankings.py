"""Two rankings of the same categories: by the money they bring and by the customers who buy them."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, PALE, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import money_axis, round_ticks
from customer_value.figures.wording import joined

ROOM = 14
"""Ems that a category's name may take before it is wrapped."""


def category_rankings(
    categories: Any, *, period: str = "", currency: str | None = None, language: str | None = None
) -> Picture:
    """Each category's money on the left, its customers on the right, in one order; the leader of each side is dark.

    Args:
        categories: `money` and `customers` of each `category`, which may be the index.
        period: the time the table covers, in words, for the note.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no category.
    """
    if isinstance(categories, pd.DataFrame) and "category" not in categories.columns:
        categories = categories.rename_axis("category").reset_index()
    rows = table(categories, "categories", ["category", "money", "customers"])
    rows = rows.dropna().sort_values(["money", "customers"], ascending=False, ignore_index=True)
    if rows.empty:
        raise MeasureError("categories has no row; there is nothing to draw.")
    title = finding(rows, language)
    note = words.text("figures.categories.note", language)
    if period:
        note = joined(words.text("figures.categories.period", language, period=period), note)
    with styled():
        figure = canvas(1.5 + 0.36 * len(rows), title, note)
        money, customers = figure.subplots(1, 2, sharey=True)
        draw_side(money, rows["money"], [words.short_money(one, currency, language) for one in rows["money"]])
        draw_side(customers, rows["customers"], [words.number(one) for one in rows["customers"]])
        money_axis(money.xaxis, currency, language, steps=3)
        round_ticks(customers.xaxis, words.number, 4, whole=True)
        money.set_yticks(range(len(rows)), [words.wrap(str(name), ROOM) for name in rows["category"]], color=TEXT)
        money.set_title(words.text("figures.categories.money", language))
        customers.set_title(words.text("figures.categories.customers", language))
    parts = [
        words.text(
            "figures.categories.alt",
            language,
            name=row.category,
            money=words.short_money(row.money, currency, language),
            n=words.number(row.customers),
        )
        for row in rows.itertuples()
    ]
    return Picture(figure, joined(title, note, *parts))


def finding(rows: pd.DataFrame, language: str | None) -> str:
    """The title: who leads by money, and who by customers."""
    richest, most = (listed(rows, column, language) for column in ("money", "customers"))
    if richest == most:
        return words.text("figures.categories.title_both", language, name=richest)
    return words.text("figures.categories.title", language, money=richest, customers=most)


def listed(rows: pd.DataFrame, column: str, language: str | None) -> str:
    """The category with the most, or those that share the first place."""
    return words.listing([str(name) for name in rows.loc[rows[column] == rows[column].max(), "category"]], language)


def draw_side(axes: Axes, values: pd.Series, labels: list[str]) -> None:
    """Bars from the top down with their values, the longest ones dark."""
    most = values.max()
    colors = [INK if value == most else PALE for value in values]
    axes.barh(range(len(values)), values, 0.66, color=colors, zorder=2)
    for place, (value, label) in enumerate(zip(values, labels, strict=True)):
        axes.annotate(
            label,
            (max(value, 0), place),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            size=LABEL_SIZE - 0.5,
            color=TEXT,
            zorder=3,
        )
    axes.set(xlim=(min(values.min(), 0), (most if most > 0 else 1) * 1.34), ylim=(len(values) - 0.5, -0.5))
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
