"""What figures of one row per group share: names on the left, a dot with its interval, columns of numbers beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from customer_value import words
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEXT

ROW = 0.4
"""The height of a row, in inches."""

STEPS = (1, 2, 5, 10)
"""Round distances between the ticks of an axis, which need no more decimals than its end."""

QUARTERLY = (0.0, 0.25, 0.5, 0.75, 1.0)
"""The ticks of an axis of shares that goes up to all."""

NAME_ROOM = 15.0
"""Where a group's name is broken, in ems."""


def height(rows: int, names: Sequence[str] = ()) -> float:
    """The height of a figure with so many rows, in inches: taller where a name takes two lines."""
    lines = max((words.wrap(name, NAME_ROOM).count("\n") for name in names), default=0)
    row = ROW + 0.1 * (rows <= 4) - 0.06 * (rows > 10) + 0.12 * min(lines, 1)
    return 1.55 + row * rows


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """The groups' names, the first at the top, over quiet lines that lead the eye to the right."""
    axes.grid(visible=False)
    for spine in ("left", "right", "top"):
        axes.spines[spine].set_visible(False)
    axes.set_yticks(range(len(names)), [words.wrap(name, NAME_ROOM) for name in names], color=TEXT, va="center")
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)


def dots(axes: Axes, table: pd.DataFrame, value: str, *, quiet: Sequence[bool] | None = None) -> None:
    """A dot for each row's value on a bar from `low` to `high`; hollow where the row is not to be trusted."""
    quiet = [False] * len(table) if quiet is None else list(quiet)
    for row, (low, high, middle, hollow) in enumerate(
        zip(table["low"], table["high"], table[value], quiet, strict=True)
    ):
        if not np.isnan(low):
            axes.plot([low, high], [row, row], color=PALE, linewidth=6, solid_capstyle="butt", zorder=2)
        if not np.isnan(middle):
            face = "white" if hollow else INK
            axes.plot(
                middle, row, "o", markersize=8.5, color=face, markeredgecolor=INK, mew=1.4, zorder=4, clip_on=False
            )


def reference(axes: Axes, place: float, label: str) -> None:
    """A dashed line down all rows with what it is, above the first row."""
    axes.axvline(place, color=RUST, linewidth=1.1, linestyle=(0, (4, 3)), zorder=1.5)
    left, right = axes.get_xlim()
    axes.annotate(
        label,
        (place, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="right" if place > left + 0.9 * (right - left) else "center",
        va="bottom",
        size=NOTE_SIZE,
        color=RUST,
    )


def column(axes: Axes, place: float, header: str, texts: Sequence[str], mark: tuple[str, str] | None = None) -> float:
    """A column of right-aligned texts beside the rows, and what stands above it.

    Args:
        axes: the axes with the rows.
        place: how far right of the axes the column begins, in points.
        header: what the numbers are.
        texts: one for each row.
        mark: the marker and colour that show these numbers in the rows, drawn above the header as its legend.

    Returns:
        How far right of the axes the next column may begin, in points.
    """
    widest = max(words.width(text) * LABEL_SIZE for text in texts) if len(texts) else 0
    lines = header.split("\n")
    edge = place + max(widest, *(words.width(line) * NOTE_SIZE for line in lines)) + 4
    for row, text in enumerate(texts):
        axes.annotate(
            text,
            (1, row),
            xycoords=("axes fraction", "data"),
            xytext=(edge, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            size=LABEL_SIZE,
            color=TEXT,
        )
    axes.annotate(
        header,
        (1, 1),
        xycoords="axes fraction",
        xytext=(edge, 3),
        textcoords="offset points",
        ha="right",
        va="bottom",
        size=NOTE_SIZE,
        color=QUIET,
        linespacing=1.1,
    )
    if mark is not None:
        marker, color = mark
        wide = max(words.width(line) for line in lines) * NOTE_SIZE
        right, up = edge - wide / 2, 9 + 1.15 * NOTE_SIZE * len(lines)
        above = ScaledTranslation(right / 72, up / 72, axes.figure.dpi_scale_trans)
        look = {"markersize": 12, "mew": 2.4} if marker == "|" else {"markersize": 8, "mew": 0}
        axes.plot([1], [1], marker, color=color, transform=axes.transAxes + above, clip_on=False, **look)
    return edge + 10


def share_axis(axes: Axes, top: float, label: str, language: str | None) -> None:
    """A horizontal axis of shares from 0 to a little above the highest one."""
    digits = 0 if top > 0.1 else 1 if top > 0.01 else 2
    value_axis(axes, top * 1.04 or 1, label, lambda share: words.percent(share, digits if share else 0, language))


def value_axis(axes: Axes, top: float, label: str, form: Callable[[float], str], low: float = 0.0) -> None:
    """A horizontal axis from `low` to `top` with a few round ticks, each written by `form`."""
    ticks = MaxNLocator(5, steps=STEPS, min_n_ticks=2).tick_values(low, top)
    labels = {form(tick): tick for tick in reversed(ticks.round(9).tolist()) if low <= tick <= top}  # each label once
    axes.set_xticks(list(labels.values()), list(labels))
    axes.set_xlim(low, top)
    axes.grid(visible=True, axis="x")
    axes.set_xlabel(label, color=QUIET, size=NOTE_SIZE + 0.5)


def percent(rate: float, language: str | None, digits: int | None = None) -> str:
    """A rate as a percentage, with a decimal where it is small."""
    if digits is None:
        digits = 0 if words.missing(rate) or rate == 0 or rate >= 0.1 else 1
    return words.percent(rate, digits, language)


def group_name(value: object, language: str | None) -> str:
    """What a group is called in a figure: its own name, or words for a missing one."""
    return words.text("figures.rates.unknown", language) if words.missing(value) or value == "" else str(value)
