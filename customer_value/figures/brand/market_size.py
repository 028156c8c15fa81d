"""How large the market is, how much of it we can serve and win, and what we sell today."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.point_labels import spread_apart
from customer_value.figures.style import AMBER, INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, TEXT, bare, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.wording import area_name, joined
from customer_value.measures.brand.area_shares import ALL_AREAS

STEPS = {"tam": "#e3eaee", "sam": PALE, "som": INK}
"""The three sizes, the larger the paler."""


def market_size(sizes: Any, own: Any = None, *, currency: str | None = None, language: str | None = None) -> Picture:
    """TAM, SAM and SOM of the company as squares within one another, SOM by area as bars.

    The squares' areas are to scale. By area only what can be won is drawn, since our own sales are held to that; the
    market that it is a part of stands beside it in words.

    Args:
        sizes: what the measure `market_size` returns.
        own: our sales by area, as `sales_by_area` returns them; marked on the bars where given.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no area, or no market.
    """
    names = ["sales_area", *STEPS]
    rows = table(sizes, "sizes", names)
    total = rows[rows["sales_area"] == ALL_AREAS]
    areas = rows[rows["sales_area"] != ALL_AREAS].sort_values("sam", ascending=False, kind="stable", ignore_index=True)
    if total.empty or areas.empty:
        raise MeasureError(f"sizes has no area or no row {ALL_AREAS!r}; give what market_size returns.")
    whole = total.iloc[0]
    if not whole["sam"] > 0:
        raise MeasureError("sizes has no market: 'sam' is 0 in all areas together, so there is nothing to draw.")
    sold = None if own is None else table(own, "own", ["sales_area", "sales"]).set_index("sales_area")["sales"]

    def cash(value: float) -> str:
        return words.short_money(value, currency, language)

    title = finding(whole, None if sold is None else sold.sum(), cash, language)
    note = words.text("figures.market_size.note", language)
    if sold is not None:
        note = joined(note, words.text("figures.market_size.note_own", language))
    with styled():
        figure = canvas(max(3.5, 1.75 + 0.36 * len(areas)), title, note)
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.05))
        draw_squares(left, whole, cash, language)
        draw_areas(right, areas, sold, cash, language)
    parts = [
        words.text(
            "figures.market_size.alt",
            language,
            area=area_name(row.sales_area, language),
            tam=cash(row.tam),
            sam=cash(row.sam),
            som=cash(row.som),
        )
        + ("" if sold is None else words.text("figures.market_size.alt_own", language, own=cash(here(sold, row))))
        for row in pd.concat([total, areas]).itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def here(sold: pd.Series, row: Any) -> float:
    """Our sales of a row: of its area, or of all of them."""
    return float(sold.sum() if row.sales_area == ALL_AREAS else sold.get(row.sales_area, 0.0))


def finding(whole: pd.Series, sold: float | None, cash: Any, language: str | None) -> str:
    """The title: what can be won beside what is sold."""
    fields = {"sam": cash(whole["sam"]), "som": cash(whole["som"])}
    if sold is None:
        return words.text("figures.market_size.title", language, **fields)
    key = "title_room" if sold < whole["som"] else "title_reached"
    return words.text(f"figures.market_size.{key}", language, own=cash(sold), **fields)


def draw_squares(axes: Axes, whole: pd.Series, cash: Any, language: str | None) -> None:
    """The three squares from one corner, and their names on the right."""
    bare(axes)
    largest = np.nanmax([whole[step] for step in STEPS])
    sides = {step: float(np.sqrt(whole[step] / largest)) for step in STEPS if whole[step] > 0}
    for step, side in sides.items():
        axes.add_patch(Rectangle((0, 0), side, side, facecolor=STEPS[step], edgecolor="white", linewidth=1.2))
    heights = spread_apart([side - 0.02 - place / 1e6 for place, side in enumerate(sides.values())], 0.36, 0.13, 0.92)
    for (step, side), height in zip(sides.items(), heights, strict=True):
        axes.plot([side, 1.05, 1.1], [side - 0.02, height, height], color=QUIET, linewidth=0.7)
        axes.text(1.13, height + 0.012, cash(whole[step]), size=LABEL_SIZE + 1.5, color=TEXT, va="bottom")
        name = words.wrap(words.text(f"figures.market_size.step.{step}", language), 11.5)
        axes.text(1.13, height - 0.012, name, size=NOTE_SIZE, color=QUIET, va="top", linespacing=1.05)
    axes.set(xlim=(-0.02, 1.86), ylim=(-0.02, 1.06))
    axes.set_aspect("equal", anchor="W")


def draw_areas(axes: Axes, areas: pd.DataFrame, sold: pd.Series | None, cash: Any, language: str | None) -> None:
    """A dark bar for what can be won, a narrow one over it for what is sold; in words, of how much."""
    rows = np.arange(len(areas))
    axes.barh(rows, areas["som"], 0.7, color=STEPS["som"], zorder=2)
    ends = areas["som"].to_numpy()
    if sold is not None:
        ours = np.array([here(sold, area) for area in areas.itertuples()])
        axes.barh(rows, ours, 0.26, color=AMBER, zorder=3)
        ends = np.maximum(ends, ours)
    longest = max(ends.max(), 1e-9)
    for row, (area, end) in enumerate(zip(areas.itertuples(), ends, strict=True)):
        label = words.text("figures.market_size.bar", language, som=cash(area.som), sam=cash(area.sam))
        axes.text(end + longest * 0.03, row, label, va="center", size=NOTE_SIZE + 0.5, color=TEXT)
    names = [words.wrap(area_name(name, language), 13) for name in areas["sales_area"]]
    axes.set_yticks(rows, names, color=TEXT, va="center", size=NOTE_SIZE + 0.5, linespacing=0.95)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.set(xlim=(0, longest * 1.75), ylim=(len(areas) - 0.4, -0.6))
    axes.set_title(words.text("figures.market_size.x", language), color=QUIET, size=NOTE_SIZE, pad=4)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)
