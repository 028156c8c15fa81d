"""How the scores of two groups are spread, and where the cut lies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import column_name, counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, canvas, styled
from customer_value.figures.ticks import inner_ticks
from customer_value.measures.tiers.calls import confusion

BARS = 40
"""How many bars both groups share."""


def discriminant(
    scores: Any, actual: Any, *, cut: float = 0.0, label: str = "premium", language: str | None = None
) -> Picture:
    """Two panels on one axis, the spread of the scores of those with the label above, of the others below.

    Each group is shown as shares of itself, since one is usually far smaller.

    Args:
        scores: each customer's score, as `discriminant_scores` returns it.
        actual: for each customer, in the same order, whether they have the label.
        cut: the score above which a customer is called.
        label: what the label is called: the key of a column's name, or words of one's own.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there is no customer, a score is missing or infinite, or `actual` is not true or false.
    """
    values = pd.Series(scores, dtype="float64").to_numpy()
    if not len(values) or not np.isfinite(values).all():
        raise MeasureError("scores is empty or holds a missing or infinite number; give each customer's score.")
    table = confusion(actual, values > cut)
    truth = pd.Series(actual).astype(bool).to_numpy()
    with_label = column_name(label, language)
    names = {True: with_label, False: words.text("figures.discriminant.others", language)}
    beyond = {
        side: table.loc[side, True] / table.loc[side].sum() if table.loc[side].sum() else np.nan for side in names
    }
    if truth.all() or not truth.any():
        share = words.percent((values > cut).mean(), language=language)
        people = counted(len(values), language)
        title = words.text("figures.discriminant.title_one_side", language, people=people, share=share)
    else:
        hits, alarms = (words.percent(beyond[side], language=language) for side in (True, False))
        title = words.text("figures.discriminant.title", language, hits=hits, alarms=alarms, label=with_label)
    note = words.text(
        "figures.discriminant.note",
        language,
        people=counted(len(values), language),
        share=words.percent(truth.mean(), language=language),
        label=with_label,
        cut=words.number(cut, 2),
    )
    low, high = shown_range(values, cut)
    if (values < low).any() or (values > high).any():
        gap = " " if note.endswith(".") else ""
        note = f"{note}{gap}{words.text('figures.discriminant.beyond_axis', language)}"
    spread = (high - low) or 1.0
    edges = np.linspace(low - spread * 0.01, high + spread * 0.01, BARS + 1)
    # the cut lies between two bars, so that no bar stands on both sides of it
    edges = edges + (cut - edges[np.abs(edges - cut).argmin()])
    edges = np.append(edges, edges[-1] + (edges[1] - edges[0]))
    edges = np.insert(edges, 0, edges[0] - (edges[1] - edges[0]))
    with styled():
        figure = canvas(4.3, title, note)
        panels = figure.subplots(2, 1, sharex=True, sharey=True)
        for axes, (side, color) in zip(panels, {True: INK, False: PALE}.items(), strict=True):
            draw_group(axes, np.clip(values[truth == side], low, high), edges, color, language)
            axes.set_title(
                words.text(
                    "figures.discriminant.panel", language, name=names[side], n=words.number((truth == side).sum())
                ),
                size=LABEL_SIZE,
                pad=5,
            )
            axes.axvline(cut, color=RUST, linewidth=1.4, linestyle=(0, (4, 3)), zorder=3)
            if not np.isnan(beyond[side]):
                share = words.percent(beyond[side], language=language)
                right = cut < edges[0] + 0.72 * (edges[-1] - edges[0])
                axes.annotate(
                    words.text("figures.discriminant.beyond", language, share=share),
                    (cut, 0.98),
                    xycoords=("data", "axes fraction"),
                    xytext=(6 if right else -6, 0),
                    textcoords="offset points",
                    ha="left" if right else "right",
                    va="top",
                    size=NOTE_SIZE + 0.5,
                    color=RUST,
                )
        panels[1].set_xlabel(words.text("figures.discriminant.x", language), color=QUIET, size=NOTE_SIZE + 0.5)
        panels[1].xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value, 0 if spread > 3 else 1)))
        top = max(patch.get_height() for axes in panels for patch in axes.patches)
        panels[0].set_ylim(0, max(top, 0.01) * 1.3)
        panels[0].locator_params(axis="y", nbins=4)
        for axes in panels:
            inner_ticks(axes, "x", "y")
    parts = [
        words.text(
            "figures.discriminant.alt",
            language,
            name=names[side],
            n=words.number((truth == side).sum()),
            median=words.number(np.median(values[truth == side]), 2),
            share=words.percent(beyond[side], language=language),
        )
        for side in names
        if (truth == side).any()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def draw_group(axes: Axes, values: np.ndarray, edges: np.ndarray, color: str, language: str | None) -> None:
    """The share of one group in each bar."""
    heights = np.histogram(values, edges)[0] / max(len(values), 1)
    axes.bar(edges[:-1], heights, np.diff(edges) * 0.94, align="edge", color=color, zorder=2)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: words.percent(share, 0, language)))
    axes.set_ylabel(words.text("figures.discriminant.y", language), color=QUIET, size=NOTE_SIZE + 0.5)
    axes.spines["left"].set_visible(False)


def shown_range(values: np.ndarray, cut: float) -> tuple[float, float]:
    """The scores between which the axis runs: all of them, unless a few lie far beyond the rest."""
    low, high = (float(edge) for edge in np.quantile(values, [0.01, 0.99]))
    reach = (high - low) * 0.6
    lowest, highest = float(values.min()), float(values.max())
    low = lowest if lowest >= low - reach else low - reach
    high = highest if highest <= high + reach else high + reach
    return min(low, cut), max(high, cut)
