"""Who is called lapsed under a threshold, and how many of them bought all the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.key import key_above
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, RUST, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import round_ticks
from customer_value.figures.wording import joined

STEP = 30
LONGEST = 720
"""Customers who have been gone for longer share the last bar."""


def lapse_split(status: Any, lapse_days: int, *, language: str | None = None) -> Picture:
    """The customers on file at the opening by days since their last order, cut at a lapse threshold.

    Args:
        status: what `customer_status` returns, whatever threshold it was made with.
        lapse_days: the threshold to cut at.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody was on file at the opening.
    """
    people = table(status, "status", ["days_since_last", "ordered_in_window"]).dropna(subset="days_since_last")
    if people.empty:
        raise MeasureError("status has nobody who was on file at the opening; there is nobody to call lapsed.")
    gone, came = people["days_since_last"].astype(int), people["ordered_in_window"].astype(bool)
    lapsed = gone > lapse_days
    rates = [float(came[part].mean()) if part.any() else float("nan") for part in (~lapsed, lapsed)]
    fields = {
        "days": lapse_days,
        "n": words.number(lapsed.sum()),
        "came": words.number((lapsed & came).sum()),
        "rate": words.percent(rates[1], language=language),
        "existing": words.number((~lapsed).sum()),
        "kept": words.number((~lapsed & came).sum()),
        "repurchase": words.percent(rates[0], language=language),
    }
    key = "title_none" if not lapsed.any() else "title" if (lapsed & came).any() else "title_zero"
    title = words.text(f"figures.lapse.{key}", language, **fields)
    note = words.text("figures.lapse.note", language, **fields)
    with styled():
        figure = canvas(4.0, title, note)
        axes = figure.subplots()
        draw_bars(axes, gone, came, lapse_days, language)
        key_above(axes)
    parts = [
        words.text(
            "figures.lapse.alt",
            language,
            low=low + 1,
            high=low + 180,
            n=words.number(((gone > low) & (gone <= low + 180)).sum()),
            came=words.number(((gone > low) & (gone <= low + 180) & came).sum()),
        )
        for low in range(0, min(LONGEST, int(gone.max())), 180)
    ]
    return Picture(figure, joined(title, note, *parts))


def draw_bars(axes: Axes, gone: pd.Series, came: pd.Series, lapse_days: int, language: str | None) -> None:
    """A bar for each 30 days, dark for those who bought in the window; the threshold and what lies beyond it."""
    longest = min(LONGEST, int(np.ceil(max(gone.max(), lapse_days + STEP) / STEP)) * STEP)
    edges = np.arange(0, longest + 1, STEP)
    clipped = gone.clip(upper=longest)
    counts, bought = (np.histogram(part, bins=edges + 0.5)[0] for part in (clipped, clipped[came]))
    middles = edges[:-1] + STEP / 2
    axes.bar(middles, bought, STEP * 0.86, color=INK, zorder=2, label=words.text("figures.lapse.came", language))
    axes.bar(
        *(middles, counts - bought, STEP * 0.86),
        bottom=bought,
        color=PALE,
        zorder=2,
        label=words.text("figures.lapse.not", language),
    )
    top = max(counts.max(), 1) * 1.16
    axes.axvline(lapse_days, color=RUST, linewidth=1.6, zorder=3)
    right = lapse_days < longest * 0.6
    axes.text(
        *(lapse_days + (longest * 0.008 if right else -longest * 0.008), top * 0.985),
        words.text("figures.lapse.threshold", language, days=lapse_days),
        ha="left" if right else "right",
        va="top",
        size=LABEL_SIZE - 0.5,
        color=RUST,
    )
    step = 90 if longest > 270 else STEP
    ticks = np.arange(0, longest + 1, step)
    labels = [words.number(tick) for tick in ticks]
    if gone.max() > longest and ticks[-1] == longest:
        labels[-1] += "+"
    axes.set_xticks(ticks, labels)
    axes.set(xlim=(-2, longest + 4), ylim=(0, top))
    round_ticks(axes.yaxis, words.number, 5, whole=True)
    axes.set_xlabel(words.text("figures.lapse.x", language), size=NOTE_SIZE + 1)
    axes.set_ylabel(words.text("figures.lapse.y", language))
    axes.spines["left"].set_visible(False)
