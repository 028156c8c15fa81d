"""What the company spends by kind and item, and how much of it no customer causes."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, TEXT, bare, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.wording import named

ROW = 0.235
"""Inches a row takes."""

INDENT = "  "
"""After the name of an item, which stands under that of its kind."""


def cost_kinds(costs: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """A bar for each item of cost under its kind; pale where it is shared, with what each follows on the right.

    Args:
        costs: one row per kind and item, as `cost_table` returns it: `kind`, `item`, `driver`, `amount`, `shared`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nothing was spent.
    """
    rows = table(costs, "costs", ["kind", "item", "driver", "amount", "shared"])
    total = rows["amount"].sum()
    if not total > 0:
        raise MeasureError("costs has no amounts above 0; there is nothing to draw.")
    shared = rows.loc[rows["shared"].astype(bool), "amount"].sum() / total

    def in_words(amount: float) -> str:
        return words.text(
            "figures.costs.value",
            language,
            amount=words.short_money(amount, currency, language),
            share=words.percent(amount / total, 1 if amount < 0.1 * total else 0, language),
        )

    whole = words.short_money(total, currency, language)
    key = "title" if shared else "title_none"
    title = words.text(f"figures.costs.{key}", language, share=words.percent(shared, language=language), total=whole)
    note = words.text("figures.costs.note", language, total=whole)
    kinds = rows.groupby("kind", sort=False)
    lines = len(rows) + kinds.ngroups + 0.45 * (kinds.ngroups - 1) + 1.2
    with styled():
        figure = canvas(1.0 + ROW * lines, title, note)
        axes = figure.subplots()
        bare(axes)
        places, names = draw_rows(axes, rows, in_words, language)
        axes.set_yticks(places, names, va="center")
        for label in axes.get_yticklabels():
            label.set_color(QUIET if label.get_text().endswith(INDENT) else TEXT)
        axes.tick_params(length=0, pad=6)
        axes.set(xlim=(0, rows["amount"].max() * 1.62), ylim=(lines - 1.6, -1.4))
        axes.axvline(0, color=QUIET, linewidth=0.8)
    parts = [
        words.text(
            "figures.costs.alt",
            language,
            kind=named("figures.costs.kind", kind, language),
            total=words.money(part["amount"].sum(), currency, language),
            share=words.percent(part["amount"].sum() / total, language=language),
            items=words.listing(
                [
                    words.text(
                        "figures.costs.item",
                        language,
                        item=one.item,
                        amount=words.money(one.amount, currency, language),
                    )
                    for one in part.itertuples()
                ],
                language,
            ),
        )
        for kind, part in kinds
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def draw_rows(axes: Axes, rows: pd.DataFrame, in_words: Any, language: str | None) -> tuple[list[float], list[str]]:
    """The bars from top to bottom with their values and drivers; gives the places and names of the rows."""
    most = rows["amount"].max()
    place, places, names = 0.0, [], []
    right = most * 1.62
    aside = {"ha": "right", "va": "center", "size": NOTE_SIZE, "color": QUIET}
    axes.text(right, -0.95, words.text("figures.costs.follows", language), **aside)
    for kind, part in rows.groupby("kind", sort=False):
        places.append(place)
        names.append(named("figures.costs.kind", kind, language))
        axes.text(most * 0.008, place, in_words(part["amount"].sum()), va="center", size=LABEL_SIZE, color=TEXT)
        for one in part.itertuples():
            place += 1
            axes.barh(place, one.amount, 0.7, color=PALE if one.shared else INK)
            label = in_words(one.amount)
            axes.text(one.amount + most * 0.012, place, label, va="center", size=NOTE_SIZE, color=TEXT)
            axes.text(right, place, named("figures.costs.driver", one.driver, language), **aside)
            places.append(place)
            names.append(one.item + INDENT)
        place += 1.45
    return places, names
