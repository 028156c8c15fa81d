"""Cohorts as a heat map: the darker a cell, the more of the cohort bought in that month; young cells stay empty."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import (
    LABEL_SIZE,
    LINE,
    NOTE_SIZE,
    QUIET,
    SEQUENTIAL,
    TEXT,
    bare,
    canvas,
    ink_on,
    styled,
)
from customer_value.figures.wording import joined
from customer_value.measures.repurchase.cohorts import overall_retention

MOST_ROWS = 24
"""The latest cohorts that are drawn; more can no longer be read."""


def cohort_heatmap(
    retention: pd.DataFrame, sizes: pd.Series, *, months: int = 12, language: str | None = None
) -> Picture:
    """The retention of month cohorts, a row each with its size; below, all cohorts together.

    Month 0, which is 100% by definition, is left out. A month that is not over for a cohort has an empty outline.

    Args:
        retention, sizes: what `cohort_retention` and `cohort_sizes` return.
        months: how many months after the first purchase to show.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: the two do not belong together, or there is no cohort.
    """
    overall = overall_retention(retention, sizes)
    if retention.empty:
        raise MeasureError("retention has no rows; there is no cohort to draw.")
    shown = [month for month in retention.columns if 1 <= month <= months] or [0]
    rows = retention.loc[sizes > 0, shown].iloc[-MOST_ROWS:]
    known = overall[shown].dropna()
    title = finding(known, language)
    note = words.text("figures.cohorts.note", language, n=words.number(sizes.sum()))
    if len(rows) < (sizes > 0).sum():
        note = joined(note, words.text("figures.cohorts.latest", language, n=len(rows)))
    with styled():
        figure = canvas(1.9 + 0.25 * (len(rows) + 1), title, note)
        axes = figure.subplots()
        draw(axes, rows, sizes, overall, language)
    parts = [
        words.text(
            "figures.cohorts.alt",
            language,
            name=name_of(cohort),
            n=words.number(sizes[cohort]),
            shares=words.listing([words.percent(share, language=language) for share in row.dropna()], language),
        )
        for cohort, row in rows.iterrows()
        if row.notna().any()
    ]
    parts.append(
        words.text(
            "figures.cohorts.alt_all",
            language,
            shares=words.listing([words.percent(share, language=language) for share in known], language),
        )
    )
    return Picture(figure, joined(title, note, *(parts if len(known) else parts[:-1])))


def finding(known: pd.Series, language: str | None) -> str:
    """The title: all cohorts together in the first month after and in a late one."""
    if known.empty or known.index[-1] == 0:
        return words.text("figures.cohorts.title_none", language)
    first, last = known.index[0], known.index[-1]
    said = {"month": first, "share": words.percent(known[first], language=language)}
    if first == last:
        return words.text("figures.cohorts.title_one", language, **said)
    return words.text(
        "figures.cohorts.title", language, **said, late=last, later=words.percent(known[last], language=language)
    )


def draw(axes: Axes, rows: pd.DataFrame, sizes: pd.Series, overall: pd.Series, language: str | None) -> None:
    """The cells with their shares, the sizes on the left, all cohorts together in a row apart."""
    bare(axes)
    top = np.nanmax([0.01, rows.max(axis=None)])
    apart = len(rows) + 0.3
    for place, (_, row) in enumerate(rows.iterrows()):
        draw_row(axes, place, row, top)
    draw_row(axes, apart, overall[rows.columns], top)
    labels = [
        words.text("figures.cohorts.row", language, name=name_of(cohort), n=words.number(sizes[cohort]))
        for cohort in rows.index
    ]
    axes.set_yticks([*range(len(rows)), apart], [*labels, words.text("figures.cohorts.all", language)], color=TEXT)
    axes.set_xticks(range(len(rows.columns)), list(rows.columns), color=TEXT)
    axes.tick_params(length=0, labeltop=True, labelbottom=False, pad=3, labelsize=NOTE_SIZE + 0.5)
    axes.xaxis.set_label_position("top")
    axes.set_xlabel(words.text("figures.cohorts.x", language), color=QUIET, size=NOTE_SIZE + 0.5, loc="left")
    axes.set(xlim=(-0.55, max(len(rows.columns), 3) - 0.45), ylim=(apart + 0.6, -0.6))


def draw_row(axes: Axes, place: float, row: pd.Series, top: float) -> None:
    for column, share in enumerate(row):
        empty = np.isnan(share)
        color = "white" if empty else SEQUENTIAL(0.02 + 0.9 * share / top)
        axes.add_patch(
            Rectangle(
                (column - 0.47, place - 0.44),
                *(0.94, 0.88),
                facecolor=color,
                edgecolor=LINE if empty else "none",
                linewidth=0.7 if empty else 0,
                linestyle=(0, (2, 2)) if empty else "-",
            )
        )
        if not empty:
            said = f"{share * 100:.0f}"
            axes.text(column, place, said, ha="center", va="center", size=LABEL_SIZE - 1.5, color=ink_on(color))


def name_of(cohort: object) -> str:
    """A month as 2024-01, whatever kind of label it has."""
    return str(cohort)[:7] if isinstance(cohort, pd.Timestamp) else str(cohort)
