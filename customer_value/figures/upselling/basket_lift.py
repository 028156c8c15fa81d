"""Which things are bought together more often, or less, than chance would have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import LABEL_SIZE, MIST, NOTE_SIZE, QUIET, TEXT, bare, canvas, ink_on, styled
from customer_value.figures.tables import table as checked

COLUMNS = ["a", "b", "baskets", "with_a", "with_b", "both", "lift"]
MOST = 12
"""More items than this make cells too small for a number."""

AROUND_ONE = LinearSegmentedColormap.from_list("around one", ["#b03f28", "#dd9f86", "#f6f2e9", "#7fb3b3", "#14304f"])
"""Rust below chance, night blue above it, nothing at chance; the number in each cell says which."""


def basket_lift(pairs: Any, labels: Mapping[Any, str] | None = None, *, language: str | None = None) -> Picture:
    """The lift of every pair as a heat map, half a square since lift has no direction.

    Args:
        pairs: one row per pair, as `basket_pairs` returns it. Of more than 12 items the most bought are drawn.
        labels: what to call each item; its own name where none is given.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no pair.
    """
    table = checked(pairs, "pairs", COLUMNS)
    if table.empty:
        raise MeasureError("pairs has no rows: nothing is bought together, so there is nothing to draw.")
    held = pd.concat([table.set_index("a")["with_a"], table.set_index("b")["with_b"]])
    held = held[~held.index.duplicated()].sort_index().sort_values(ascending=False, kind="stable")
    items = held.index[:MOST].tolist()
    shown = table[table["a"].isin(items) & table["b"].isin(items)]
    names = {item: str((labels or {}).get(item, item)) for item in held.index}
    title = finding(table, names, language)
    kept = (
        ""
        if len(held) <= MOST
        else words.text("figures.basket_lift.note_most", language, n=MOST, all=words.number(len(held)))
    )
    note = words.text("figures.basket_lift.note", language, n=words.number(table["baskets"].iloc[0]), kept=kept)
    with styled():
        size = 0.5 if len(items) > 6 else 0.62
        figure = canvas(1.5 + size * len(items), title, note)
        axes = figure.subplots()
        bare(axes)
        cells(axes, shown, items)
        room = 5.6 * 72 / (LABEL_SIZE - 1) / max(len(items) - 1, 4)
        axes.set_xticks(range(len(items) - 1), [words.wrap(names[item], room) for item in items[:-1]], color=TEXT)
        rows = [
            words.text(
                "figures.basket_lift.item", language, name=words.wrap(names[item], 13), n=words.number(held[item])
            )
            for item in items[1:]
        ]
        axes.set_yticks(range(1, len(items)), rows, color=TEXT, va="center")
        axes.tick_params(length=0, labelsize=LABEL_SIZE - 1, pad=4)
        axes.set(xlim=(-0.5, max(len(items) - 1.5, 2.5)), ylim=(len(items) - 0.5, 0.5))
    strongest = table.sort_values(["lift", "both"], ascending=False, kind="stable")
    parts = [
        words.text(
            "figures.basket_lift.alt",
            language,
            a=names[row.a],
            b=names[row.b],
            lift=words.number(row.lift, 2),
            both=words.number(row.both),
        )
        for row in strongest.head(10).itertuples()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(table: pd.DataFrame, names: dict[Any, str], language: str | None) -> str:
    """The title: the pair with the highest lift, or that none is above chance."""
    best = table.sort_values(["lift", "both"], ascending=False, kind="stable").iloc[0]
    kind = "title" if best["lift"] >= 1.05 else "title_none"
    return words.text(
        f"figures.basket_lift.{kind}",
        language,
        a=names[best["a"]],
        b=names[best["b"]],
        lift=words.number(best["lift"], 1 if best["lift"] >= 1.05 else 2),
        both=words.number(best["both"]),
    )


def cells(axes: Axes, table: pd.DataFrame, items: list[Any]) -> None:
    """A cell for each pair below the diagonal: the lift, and how many baskets it rests on."""
    lifts = {frozenset((row.a, row.b)): (row.lift, row.both) for row in table.itertuples()}
    for row in range(1, len(items)):
        for column in range(row):
            pair = lifts.get(frozenset((items[row], items[column])))
            color = MIST if pair is None else AROUND_ONE(0.5 + np.clip(np.log2(max(pair[0], 0.01)) / 3, -0.5, 0.5))
            axes.add_patch(Rectangle((column - 0.48, row - 0.47), 0.96, 0.94, facecolor=color))
            if pair is None:
                axes.text(column, row, "–", ha="center", va="center", size=LABEL_SIZE, color=QUIET)
                continue
            ink = ink_on(color)
            small = len(items) > 6
            size = LABEL_SIZE - (1 if small else 0)
            axes.text(column, row - 0.03, words.number(pair[0], 2), ha="center", va="bottom", size=size, color=ink)
            axes.text(column, row + 0.07, words.number(pair[1]), ha="center", va="top", size=NOTE_SIZE - 0.5, color=ink)
