"""Campaigns side by side: what they seem to return, and what they really added."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEAL, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import percent_axis, round_ticks
from customer_value.figures.wording import named

COLUMNS = [
    *("name", "objective", "treated", "control", "margin", "roas", "roi"),
    *("incremental_roi", "incremental_roi_low", "incremental_roi_high"),
]

PANELS = ("roas", "roi", "incremental")

MOST = 12


def campaign_comparison(returns: Any, *, language: str | None = None) -> Picture:
    """A row for each campaign, three panels: ROAS, ROI, and the incremental ROI with its interval.

    The three have scales of their own, since they answer three questions; what does not pay is told apart by colour
    and by its side of the line.

    Args:
        returns: one row per campaign (at most 12), as `campaign_returns` returns it.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no campaign or too many.
    """
    rows = table(returns, "returns", COLUMNS)
    if not 1 <= len(rows) <= MOST:
        raise MeasureError(f"returns has {len(rows)} campaigns; give 1 to {MOST}, such as one for each objective.")
    title = words.text(
        "figures.campaigns.title",
        language,
        all=words.number(len(rows)),
        look=words.number((rows["roi"] > 0).sum()),
        sure=words.number((rows["incremental_roi_low"] > 0).sum()),
    )
    note = words.text("figures.campaigns.note", language)
    with styled():
        figure = canvas(2.05 + 0.5 * len(rows), title, note)
        panels = figure.subplots(1, 3, sharey=True, width_ratios=[1, 1, 1.5])
        draw_bars(panels[0], rows["roas"], lambda value: words.number(value, 1, language), even=1 / rows["margin"])
        draw_bars(panels[1], rows["roi"], lambda value: words.percent(value, language=language))
        draw_intervals(panels[2], rows, language)
        for axes, name in zip(panels, PANELS, strict=True):
            axes.set_title(words.text(f"figures.campaigns.{name}", language), pad=6)
            axes.set_xlabel(words.text(f"figures.campaigns.x.{name}", language), size=NOTE_SIZE, color=QUIET)
            axes.grid(visible=False)
            axes.spines["left"].set_visible(False)
        round_ticks(panels[0].xaxis, words.number, 3, whole=True)
        for axes, steps in ((panels[1], 2), (panels[2], 5)):
            percent_axis(axes.xaxis, language, steps=steps)
        names = [
            words.text(
                "figures.campaigns.row",
                language,
                name=words.wrap(name, 15),
                objective=named("figures.campaigns.objective", one.objective, language),
                treated=words.number(one.treated),
                control=words.number(one.control),
            )
            for name, one in zip(rows["name"], rows.itertuples(), strict=True)
        ]
        panels[0].set_yticks(range(len(rows)), names, va="center", color=TEXT, size=LABEL_SIZE - 0.5)
        panels[0].set_ylim(len(rows) - 0.5, -0.5)
    parts = [
        words.text(
            "figures.campaigns.alt",
            language,
            name=name,
            roas=words.number(one.roas, 1, language),
            roi=words.percent(one.roi, language=language),
            incremental=words.percent(one.incremental_roi, language=language),
            low=words.percent(one.incremental_roi_low, language=language),
            high=words.percent(one.incremental_roi_high, language=language),
        )
        for name, one in zip(rows["name"], rows.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def draw_bars(axes: Axes, values: pd.Series, in_words: Any, even: pd.Series | None = None) -> None:
    """A pale bar for each campaign with its value, and a mark where it would break even."""
    places = np.arange(len(values))
    axes.barh(places, values.fillna(0), 0.5, color=PALE, zorder=2)
    low, high = min(values.fillna(0).min(), 0.0), max(values.fillna(0).max(), 0.0)
    reach = high - low or 1.0
    for place, value in zip(places, values, strict=True):
        if value == value:
            side = 1 if value >= 0 else -1
            axes.text(
                value + side * reach * 0.04,
                place,
                in_words(value),
                ha="left" if side > 0 else "right",
                va="center",
                size=LABEL_SIZE - 0.5,
                color=TEXT,
            )
    if even is not None:
        axes.vlines(even.where(even > 0), places - 0.36, places + 0.36, color=RUST, linewidth=2, zorder=3)
    else:
        axes.axvline(0, color=QUIET, linewidth=1.0, zorder=3)
    axes.set_xlim(low - (0.4 * reach if low else 0), high + 0.4 * reach)


def draw_intervals(axes: Axes, rows: pd.DataFrame, language: str | None) -> None:
    """The incremental ROI as a point on its interval, with break-even as a line."""
    places = np.arange(len(rows))
    low, high, middle = (rows[f"incremental_roi{end}"] for end in ("_low", "_high", ""))
    axes.axvline(0, color=QUIET, linewidth=1.0, zorder=1)
    colors = [TEAL if one > 0 else RUST if other < 0 else INK for one, other in zip(low, high, strict=True)]
    axes.hlines(places, low, high, color=colors, linewidth=2.2, zorder=2)
    axes.scatter(middle, places, 46, color=colors, zorder=3)
    for place, value in zip(places, middle, strict=True):
        known = value == value
        axes.annotate(
            words.percent(value, language=language),
            (value if known else 0, place),
            xytext=(0, 6) if known else (6, 0),
            textcoords="offset points",
            ha="center" if known else "left",
            va="baseline" if known else "center",
            size=LABEL_SIZE - 0.5,
            color=TEXT if known else QUIET,
            bbox={"facecolor": "white", "alpha": 0.9, "pad": 0.5, "linewidth": 0},
        )
    axes.margins(x=0.08)
