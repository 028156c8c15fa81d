"""The ROI of each segment's money beside the mean of its customers' ROIs."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, PALE, QUIET, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import percent_axis


def roi_means(segments: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """A row for each segment with its ROI as a ratio of sums (dark) and as a mean of ratios (pale).

    Args:
        segments: one row per segment, as `segment_roi` returns it: `group`, `customers`, `profit`, `cost`, `roi`,
            `mean_roi`, `without_cost`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or no segment has an ROI.
    """
    columns = ["group", "customers", "profit", "cost", "roi", "mean_roi", "without_cost"]
    rows = table(segments, "segments", columns)
    if rows["roi"].isna().all():
        raise MeasureError("segments has no row with an ROI; money has to be spent on somebody.")
    title = finding(rows, language)
    without = rows["without_cost"].sum()
    note = words.text(
        f"figures.ratios.{'note' if without else 'note_all'}",
        language,
        n=words.number(rows["customers"].sum()),
        without=words.number(without),
    )
    with styled():
        figure = canvas(1.75 + 0.5 * len(rows), title, note)
        axes = figure.subplots()
        draw_pairs(axes, rows, language)
        names = [
            words.text(
                "figures.ratios.row", language, name=words.wrap(str(one.group), 15), n=words.number(one.customers)
            )
            for one in rows.itertuples()
        ]
        axes.set_yticks(range(len(rows)), names, va="center", color=TEXT)
        axes.set_ylim(len(rows) - 0.45, -0.95)
        percent_axis(axes.xaxis, language)
        axes.set_xlabel(words.text("figures.ratios.x", language))
    parts = [
        words.text(
            "figures.ratios.alt",
            language,
            name=one.group,
            n=words.number(one.customers),
            profit=words.money(one.profit, currency, language),
            cost=words.money(one.cost, currency, language),
            sums=words.percent(one.roi, language=language),
            mean=words.percent(one.mean_roi, language=language),
        )
        for one in rows.itertuples()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(rows: pd.DataFrame, language: str | None) -> str:
    """The title: the segment in which the two are furthest apart."""
    apart = (rows["mean_roi"] - rows["roi"]).abs()
    one = rows.iloc[int(apart.fillna(-1).to_numpy().argmax())]
    mean, sums = (words.percent(one[name], language=language) for name in ("mean_roi", "roi"))
    if mean == sums:
        return words.text("figures.ratios.title_same", language)
    return words.text("figures.ratios.title", language, name=one["group"], mean=mean, sums=sums)


def draw_pairs(axes: Axes, rows: pd.DataFrame, language: str | None) -> None:
    """Both marks of each segment with a line between them, and on top what they are."""
    places = range(len(rows))
    axes.vlines(0, -0.45, len(rows) - 0.45, color=QUIET, linewidth=1.0, zorder=1)
    axes.hlines(places, rows["roi"], rows["mean_roi"], color=LINE, linewidth=5, zorder=2)
    handles = [
        axes.scatter(rows["roi"], places, 90, color=INK, zorder=4, **mark("sums", language)),
        axes.scatter(rows["mean_roi"], places, 74, color=PALE, marker="D", zorder=3, **mark("mean", language)),
    ]
    span = max(rows[["roi", "mean_roi"]].max().max(), 0) - min(rows[["roi", "mean_roi"]].min().min(), 0) or 1.0
    for place, one in enumerate(rows.itertuples()):
        left = one.roi <= one.mean_roi or one.mean_roi != one.mean_roi
        for value, side in ((one.roi, -1 if left else 1), (one.mean_roi, 1 if left else -1)):
            if value == value:
                axes.text(
                    value + side * span * 0.022,
                    place,
                    words.percent(value, language=language),
                    ha="right" if side < 0 else "left",
                    va="center",
                    size=LABEL_SIZE - 0.5,
                    color=TEXT,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
                    zorder=2.5,
                )
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 1.02),
        ncols=2,
        fontsize=LABEL_SIZE,
        handletextpad=0.2,
        borderaxespad=0,
    )
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    low, high = min(rows[["roi", "mean_roi"]].min().min(), 0), max(rows[["roi", "mean_roi"]].max().max(), 0)
    axes.set_xlim(low - 0.2 * span, high + 0.2 * span)


def mark(name: str, language: str | None) -> dict[str, str]:
    """What the two kinds of mark share: a white edge, and a name for the legend."""
    return {"edgecolor": "white", "label": words.text(f"figures.ratios.{name}", language)}
