"""The Pareto curve: how much of the money comes from how few customers."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, MIST, NOTE_SIZE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.ticks import percent_axis
from customer_value.measures.customers.concentration import customers_for_share, gini, top_share
from customer_value.measures.customers.concentration import pareto_curve as curve_of

FEW = 25
"""With so few customers each is a point."""

CLOSE = 0.13
"""Two labels nearer than this one above the other would touch."""

WIDE = 0.26
"""The share of the width that a label takes at most."""


def pareto_curve(
    spend: Any, *, top: float = 0.2, target: float = 0.8, currency: str | None = None, language: str | None = None
) -> Picture:
    """The cumulative share of the money, the largest customers first, with two places on it.

    One is what the top customers bring, the other how many it takes for a share of the money.

    Args:
        spend: each customer's net money, a Series or a list, such as `monetary(valid)["monetary"]`.
        top: the share of customers at the first place.
        target: the share of the money at the second.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for the measure `pareto_curve`, or nobody spent anything.
    """
    curve = curve_of(spend)
    if not curve["spend"].sum() > 0:
        raise MeasureError("spend has no money in it; there is nothing to draw.")
    n, brought, needed = len(curve), top_share(spend, top), int(customers_for_share(spend, target))
    best, unequal = ceil(Fraction(str(top)) * n), gini(spend)

    def rate(value: float) -> str:
        return words.percent(value, 1 if 0 < value < 0.01 else 0, language)

    fields = {"top": rate(top), "share": rate(brought), "target": rate(target)}
    title = finding(n, best, unequal, fields, language)
    note = words.text(
        "figures.pareto.note",
        language,
        customers=counted(n, language),
        money=words.money(curve["spend"].sum(), currency, language),
        gini=words.number(unequal, 2),
    )
    needs = {"customers": counted(needed, language), "target": rate(target), "share": rate(needed / n)}
    labels = [
        words.text("figures.pareto.top", language, **fields),
        words.text("figures.pareto.target", language, **needs),
    ]
    with styled():
        figure = canvas(4.5, title, note)
        axes = figure.subplots()
        draw_curve(axes, curve, language)
        reached = np.append(0.0, curve["money_share"])
        places = [(count / n, reached[count]) for count in (best, needed)]
        mark(axes, places, labels)
    alt = words.text(
        "figures.pareto.alt",
        language,
        first=rate(curve["money_share"].iloc[0]),
        half=rate(1 - top_share(spend, 0.5)),
        **needs,
    )
    return Picture(figure, " ".join([title, note, alt]))


def finding(n: int, best: int, unequal: float, fields: dict[str, str], language: str | None) -> str:
    """The title: what the top customers bring."""
    if n == 1:
        return words.text("figures.pareto.title_one", language)
    if unequal == 0:
        return words.text("figures.pareto.title_equal", language, n=words.number(n))
    people = {"n": words.number(best), "all": counted(n, language)}
    return words.text("figures.pareto.title", language, **people, **fields)


def draw_curve(axes: Axes, curve: pd.DataFrame, language: str | None) -> None:
    """The curve from nobody to everybody over the line of equality."""
    across, up = (np.append(0.0, curve[name]) for name in ("customer_share", "money_share"))
    axes.fill_between(across, across, up, color=MIST, linewidth=0, zorder=1)
    axes.plot([0, 1], [0, 1], color=QUIET, linewidth=1.0, linestyle=(0, (4, 3)), zorder=2)
    marker = "o" if len(curve) <= FEW else None
    axes.plot(across, up, color=INK, linewidth=2.4, marker=marker, markersize=4, zorder=3, clip_on=False)
    axes.set(xlim=(0, 1), ylim=(0, 1.02))
    for axis in (axes.xaxis, axes.yaxis):
        percent_axis(axis, language)
    axes.set_xlabel(words.text("figures.pareto.x", language))
    axes.set_ylabel(words.text("figures.pareto.y", language))
    axes.annotate(
        words.text("figures.pareto.equality", language),
        (0.8, 0.8),
        xytext=(6, -6),
        textcoords="offset points",
        ha="left",
        va="top",
        size=NOTE_SIZE,
        color=QUIET,
    )


def mark(axes: Axes, places: list[tuple[float, float]], labels: list[str]) -> None:
    """Dots on the curve with lines to the axes, and a label under the curve beside each."""
    right = [x > 0.72 for x, _ in places]  # there a label has to get below the line of equality
    heights = [min(y, x - WIDE) if far else y for (x, y), far in zip(places, right, strict=True)]
    low = 0 if heights[0] <= heights[1] else 1
    heights[low] = min(heights[low], heights[1 - low] - CLOSE)
    for (x, y), far, height, label, color in zip(places, right, heights, labels, (INK, RUST), strict=True):
        axes.plot([x, x, 0], [0, y, y], color=color, linewidth=1.0, linestyle=(0, (1, 2)), zorder=2)
        axes.plot(x, y, "o", color=color, markersize=8, markeredgecolor="white", zorder=5, clip_on=False)
        axes.annotate(
            label,
            (x, height),
            xytext=(-8 if far else 9, -5),
            textcoords="offset points",
            ha="right" if far else "left",
            va="top",
            size=LABEL_SIZE,
            color=color if color == RUST else TEXT,
            linespacing=1.2,
            zorder=4,
            bbox={"boxstyle": "square,pad=0.12", "facecolor": "white" if far else MIST, "edgecolor": "none"},
        )
