"""How much of a forecast's error a better model could take away, and how much is chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, PALE, RUST, TEAL, TEXT, canvas, styled
from customer_value.measures.lifetime_value.forecast_error import ErrorSplit, error_split


def error_parts(predicted: Any, expected: Any, actual: Any, *, language: str | None = None) -> Picture:
    """Left, each customer's forecast against the truth behind the customer; right, the mean errors.

    Args:
        predicted, expected, actual: as for `error_split`: the model's forecast, the true expectation, what came.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as `error_split`, or there is no customer.
    """
    split = error_split(predicted, expected, actual)
    if not split.customers:
        raise MeasureError("predicted has no customers; there is no error to draw.")
    guess, truth = (pd.Series(np.asarray(one, dtype=float)) for one in (predicted, expected))
    shown = {name: words.number(getattr(split, name), 2) for name in ("mae", "chance_mae", "model_mae")}
    n = words.number(split.customers)
    title = words.text(
        f"figures.error_parts.title{'' if split.mae else '_exact'}",
        language,
        mae=shown["mae"],
        chance=shown["chance_mae"],
        n=n,
    )
    note = words.text(
        "figures.error_parts.note", language, n=n, share=words.percent(split.chance_share, language=language)
    )
    with styled():
        figure = canvas(4.2, title, note)
        left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
        scatter(left, truth, guess, language)
        bars(right, split, shown, language)
    alt = words.text(
        "figures.error_parts.alt",
        language,
        mae=shown["mae"],
        chance=shown["chance_mae"],
        model=shown["model_mae"],
    )
    return Picture(figure, " ".join([title, note, alt]))


def scatter(axes: Axes, truth: pd.Series, guess: pd.Series, language: str | None) -> None:
    """A dot per customer; on the line the model knows the truth. Square roots keep the many small ones apart."""
    top = max(truth.max(), guess.max(), 1.0) * 1.05
    axes.set_xscale("function", functions=(root, square))
    axes.set_yscale("function", functions=(root, square))
    axes.plot([0, top], [0, top], color=RUST, linewidth=1.4, zorder=3)
    axes.scatter(truth, guess, s=10, color=INK, alpha=0.35, linewidth=0, zorder=2)
    ticks = [step for step in (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if step <= top]
    spread = [0, *[step for step in ticks[1:] if step / top > 0.012]]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(FixedLocator(spread))
        axis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
    axes.set(xlim=(0, top), ylim=(0, top))
    axes.grid(visible=True, axis="both")
    axes.set_title(words.text("figures.error_parts.left", language))
    axes.set_xlabel(words.text("figures.error_parts.x", language))
    axes.set_ylabel(words.text("figures.error_parts.y", language))


def root(values: Any) -> Any:
    return np.sqrt(np.maximum(values, 0))


def square(values: Any) -> Any:
    return np.square(values)


def bars(axes: Axes, split: ErrorSplit, shown: dict[str, str], language: str | None) -> None:
    """The three mean errors."""
    heights = [split.mae, split.chance_mae, split.model_mae]
    axes.bar(range(3), heights, 0.62, color=[INK, PALE, TEAL], zorder=2)
    for place, (height, text) in enumerate(zip(heights, shown.values(), strict=True)):
        axes.annotate(
            text,
            (place, height),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            size=LABEL_SIZE + 1,
            color=TEXT,
        )
    names = [words.text(f"figures.error_parts.bar.{name}", language) for name in ("mae", "chance", "model")]
    axes.set_xticks(range(3), names, size=LABEL_SIZE - 0.5, color=TEXT)
    axes.set_ylim(0, max(*heights, 1e-9) * 1.16)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0)
    axes.set_title(words.text("figures.error_parts.right", language))
