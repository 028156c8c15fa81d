"""Importance and performance of every attribute: what to improve first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.point_labels import name_points
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, QUIET, RUST, TEAL, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks
from customer_value.figures.wording import attribute_name

COLUMNS = ["attribute", "importance", "performance", "quadrant", "importance_cut", "performance_cut"]

CORNERS = {"concentrate": (0, 1), "keep": (1, 1), "low_priority": (0, 0), "overkill": (1, 0)}
"""Where each quadrant lies: performance to the right, importance up."""


def importance_performance(
    quadrants: Any, labels: Mapping[str, str] | None = None, *, language: str | None = None
) -> Picture:
    """The attributes by performance (to the right) and importance (up), in four quadrants.

    Args:
        quadrants: what the measure `importance_performance` returns.
        labels: the attributes' names by key; those of the surveys' six when None, others by their key.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or no attribute has both numbers.
    """
    rated = table(quadrants, "quadrants", COLUMNS).dropna(ignore_index=True)
    if rated.empty:
        raise MeasureError("quadrants has no attribute with both importance and performance; there is nothing to draw.")
    names = [attribute_name(key, labels, language) for key in rated["attribute"]]
    first = rated["quadrant"] == "concentrate"
    # the farthest below the others comes first: that is where the title starts
    urgent = rated[first].sort_values("performance", kind="stable").index
    title = words.text(
        f"figures.quadrants.{'title' if len(urgent) else 'title_none'}",
        language,
        names=words.listing([names[row] for row in urgent], language),
    )
    cuts = {name: rated[f"{name}_cut"].iloc[0] for name in ("importance", "performance")}
    note = words.text("figures.quadrants.note", language, **{name: words.number(cut, 2) for name, cut in cuts.items()})
    with styled():
        figure = canvas(5.0, title, note)
        axes = figure.subplots()
        limits(axes, rated, cuts)
        draw_quadrants(axes, cuts, language)
        for row in rated.itertuples():
            color = RUST if row.quadrant == "concentrate" else TEAL if row.quadrant == "keep" else INK
            axes.scatter(
                row.performance, row.importance, s=110, color=color, edgecolor="white", linewidth=1.2, zorder=5
            )
        points = list(zip(rated["performance"], rated["importance"], strict=True))
        axes.set_xlabel(words.text("figures.quadrants.x", language))
        axes.set_ylabel(words.text("figures.quadrants.y", language))
        axes.tick_params(labelsize=NOTE_SIZE + 0.5)
        inner_ticks(axes, "x", "y")
        name_points(axes, points, names, strong=first.tolist(), lines=cut_lines(axes, cuts))
    parts = [
        words.text(
            "figures.quadrants.alt",
            language,
            name=name,
            importance=words.number(row.importance, 2),
            performance=words.number(row.performance, 2),
            quadrant=words.text(f"figures.quadrants.name.{row.quadrant}", language),
        )
        for name, row in zip(names, rated.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def limits(axes: Axes, rated: pd.DataFrame, cuts: Mapping[str, float]) -> None:
    """As far on both sides of a cut as the farthest attribute, and room for names."""
    for name, set_limits in (("performance", axes.set_xlim), ("importance", axes.set_ylim)):
        reach = max((rated[name] - cuts[name]).abs().max() * 1.35, 0.3)
        set_limits(cuts[name] - reach, cuts[name] + reach)


def cut_lines(axes: Axes, cuts: Mapping[str, float]) -> list:
    """The two lines from end to end, for the names to keep off."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    across, up = cuts["performance"], cuts["importance"]
    return [((across, low), (across, high)), ((left, up), (right, up))]


def draw_quadrants(axes: Axes, cuts: Mapping[str, float], language: str | None) -> None:
    """The four fields with their names in the outer corners; the one to work on is tinted."""
    axes.grid(visible=False)
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    tint = Rectangle((left, cuts["importance"]), cuts["performance"] - left, high - cuts["importance"])
    tint.set(facecolor="#f8e9e4", zorder=0)
    axes.add_patch(tint)
    axes.axvline(cuts["performance"], color=QUIET, linewidth=0.9, zorder=1)
    axes.axhline(cuts["importance"], color=QUIET, linewidth=0.9, zorder=1)
    for key, (across, up) in CORNERS.items():
        axes.annotate(
            words.text(f"figures.quadrants.name.{key}", language),
            (across, up),
            xycoords="axes fraction",
            xytext=(6 * (1 - 2 * across), 5 * (1 - 2 * up)),
            textcoords="offset points",
            ha="right" if across else "left",
            va="top" if up else "bottom",
            size=LABEL_SIZE,
            color=RUST if key == "concentrate" else QUIET,
        )
    for spine in ("left", "bottom"):
        axes.spines[spine].set_visible(False)
    axes.set(xlim=(left, right), ylim=(low, high))
