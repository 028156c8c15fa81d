"""Price and perceived quality of every brand: who is high, middle and low, and whose quality is cheap for its price."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.point_labels import name_points
from customer_value.figures.style import INK, LABEL_SIZE, MIST, NOTE_SIZE, PALE, QUIET, RUST, TEAL, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks
from customer_value.figures.wording import joined, with_n
from customer_value.measures.brand.price_positions import fair_price

COLUMNS = ["brand", "own", "price_level", "quality", "respondents", "position", "fair_price"]

NEAR = 0.015
"""A price this close to the line, as a share of it, is on the line."""


def price_quality(
    positions: Any, *, before: Any = None, band: float = 0.1, note: str = "", language: str | None = None
) -> Picture:
    """The brands by price (to the right) and quality (up), the middle band shaded, and the line through the others.

    Args:
        positions: what the measure `price_positions` returns.
        before: positions to compare with; where our brand stands elsewhere in it, a ring and an arrow show the way.
        band: the width of the middle that `price_positions` was given.
        note: a sentence more under the figure.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no brand.
    """
    brands = table(positions, "positions", COLUMNS)
    if brands.empty:
        raise MeasureError("positions has no rows; there is no brand to draw.")
    old = brands if before is None else table(before, "before", COLUMNS)
    title = finding(brands, language)
    words_below = words.text("figures.price_quality.note", language, low=words.percent(band, language=language))
    line = [fair_price(brands[~brands["own"]], quality) for quality in (1.0, 5.0)]
    if not np.isnan(line[0]):
        words_below = joined(words_below, words.text("figures.price_quality.note_line", language))
    with styled():
        figure = canvas(4.9, title, joined(words_below, note))
        axes = figure.subplots()
        limits(axes, pd.concat([brands, old]))
        shade(axes, brands["price_level"].mean(), band, language)
        if not np.isnan(line[0]):
            axes.plot(line, [1.0, 5.0], color=QUIET, linewidth=1.1, linestyle=(0, (5, 3)), zorder=2)
        draw_brands(axes, brands, old)
        names = [with_n(row.brand, row.respondents, language) for row in brands.itertuples()]
        places = list(zip(brands["price_level"], brands["quality"], strict=True))
        left = list(zip(old.loc[old["own"], "price_level"], old.loc[old["own"], "quality"], strict=True))
        axes.set_xlabel(words.text("figures.price_quality.x", language))
        axes.set_ylabel(words.text("figures.price_quality.y", language))
        through = [] if np.isnan(line[0]) else [((line[0], 1.0), (line[1], 5.0))]
        through += zip(left, itertools.compress(places, brands["own"]), strict=False)
        inner_ticks(axes, "x", "y")
        name_points(axes, places, names, strong=brands["own"].tolist(), gap=10, taken=left, lines=through)
    parts = [
        words.text(
            "figures.price_quality.alt",
            language,
            brand=row.brand,
            price=words.number(row.price_level),
            quality=words.number(row.quality, 2),
            position=words.text(f"figures.price_quality.position.{row.position}", language),
            n=words.number(row.respondents),
        )
        for row in brands.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def finding(brands: pd.DataFrame, language: str | None) -> str:
    """The title: where we stand, and what the others' prices say about ours."""
    ours = brands[brands["own"]]
    if ours.empty:
        dear, cheap = (brands.loc[brands["price_level"].agg(end), "brand"] for end in ("idxmax", "idxmin"))
        key = "title_one" if len(brands) == 1 else "title_rivals"
        return words.text(f"figures.price_quality.{key}", language, dear=dear, cheap=cheap)
    us = ours.iloc[0]
    fields = {
        "brand": us["brand"],
        "position": words.text(f"figures.price_quality.priced.{us['position']}", language),
        "quality": words.number(us["quality"], 1),
    }
    if np.isnan(us["fair_price"]) or us["fair_price"] <= 0:
        return words.text("figures.price_quality.title", language, **fields)
    room = us["fair_price"] / us["price_level"] - 1
    key = "title_fair" if abs(room) < NEAR else "title_room" if room > 0 else "title_dear"
    more = room if room > 0 else us["price_level"] / us["fair_price"] - 1
    share = words.percent(more, language=language)
    return words.text(f"figures.price_quality.{key}", language, share=share, **fields)


def limits(axes: Axes, brands: pd.DataFrame) -> None:
    """Room around the brands for their names."""
    for column, set_limits, least in (("price_level", axes.set_xlim, 10.0), ("quality", axes.set_ylim, 0.4)):
        low, high = brands[column].min(), brands[column].max()
        pad = max((high - low) * 0.2, least)
        set_limits(low - pad, high + pad)


def shade(axes: Axes, mean: float, band: float, language: str | None) -> None:
    """The middle band, and the words for the three positions above it."""
    start, end = mean * (1 - band), mean * (1 + band)
    axes.axvspan(start, end, color=MIST, zorder=0)
    axes.grid(visible=False)
    left, right = axes.get_xlim()
    start, end = (min(max(edge, left), right) for edge in (start, end))
    for key, first, last in (("low", left, start), ("middle", start, end), ("high", end, right)):
        if last - first > 0.08 * (right - left):
            axes.annotate(
                words.text(f"figures.price_quality.position.{key}", language),
                ((first + last) / 2, 1),
                xycoords=("data", "axes fraction"),
                xytext=(0, -4),
                textcoords="offset points",
                ha="center",
                va="top",
                size=LABEL_SIZE,
                color=QUIET,
            )


def draw_brands(axes: Axes, brands: pd.DataFrame, old: pd.DataFrame) -> None:
    """A dot for every brand, ours larger; an arrow from where it stood before."""
    for row in brands.itertuples():
        size, color = (190, INK) if row.own else (110, TEAL)
        axes.scatter(row.price_level, row.quality, s=size, color=color, edgecolor="white", linewidth=1.2, zorder=5)
    for now, then in zip(brands[brands["own"]].itertuples(), old[old["own"]].itertuples(), strict=False):
        if (now.price_level, now.quality) != (then.price_level, then.quality):
            axes.scatter(
                then.price_level, then.quality, s=150, facecolor="white", edgecolor=PALE, linewidth=1.6, zorder=3
            )
            axes.annotate(
                "",
                (now.price_level, now.quality),
                xytext=(then.price_level, then.quality),
                arrowprops={"arrowstyle": "-|>", "color": RUST, "linewidth": 1.5, "shrinkA": 8, "shrinkB": 8},
                zorder=4,
            )
    axes.tick_params(labelsize=NOTE_SIZE + 0.5)
