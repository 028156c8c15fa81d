"""What different rules do with customers that are equal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, SEQUENTIAL, TEXT, bare, canvas, ink_on, styled
from customer_value.measures.tiers.scores import score

MOST = 30
"""More customers than this cannot be read one by one."""


def ties(values: Sequence[float], *, bins: int = 5, language: str | None = None) -> Picture:
    """The scores that three rules give the same few customers, one column per customer.

    Args:
        values: up to 30 values, such as numbers of orders; many is good.
        bins: the highest score.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there are no values or more than 30, or one is missing.
    """
    series = pd.Series(list(values), dtype="float64").sort_values(kind="stable", ignore_index=True)
    if not 1 <= len(series) <= MOST:
        raise MeasureError(f"values has {len(series)} values; give 1 to {MOST}, so that each can be seen.")
    if series.isna().any():
        raise MeasureError("values has a missing value; leave it out.")
    scores = tie_scores(series, bins)
    biggest = series.value_counts(sort=True).sort_values(ascending=False, kind="stable")
    group = series == biggest.index[0]
    if group.sum() < 2:
        title = words.text("figures.ties.title_none", language)
    else:
        shown = {
            rule: words.listing([str(one) for one in sorted(set(scores.loc[rule, group]))], language)
            for rule in ("first", "average")
        }
        title = words.text("figures.ties.title", language, n=int(group.sum()), **shown)
    note = words.text("figures.ties.note", language)
    with styled():
        figure = canvas(3.6, title, note)
        axes = figure.subplots()
        bare(axes)
        draw_columns(axes, series, scores, bins)
        names = [words.text(f"figures.ties.rule.{rule}", language) for rule in scores.index]
        axes.set_yticks(
            [-1.0, *range(len(names))], [words.text("figures.ties.value", language), *names], color=TEXT, va="center"
        )
        axes.tick_params(length=0, pad=8)
        axes.set(xlim=(-0.55, len(series) - 0.45), ylim=(len(names) - 0.45, -1.45))
    parts = [
        words.text(
            "figures.ties.alt",
            language,
            rule=name.replace("\n", " " if name.isascii() else ""),
            scores=words.listing([str(one) for one in row], language),
        )
        for name, (_, row) in zip(names, scores.iterrows(), strict=True)
    ]
    return Picture(figure, " ".join([title, *parts]))


def tie_scores(series: pd.Series, bins: int) -> pd.DataFrame:
    """The scores of values in rising order by three rules, a row each: drop, first, average."""
    edges = pd.qcut(series, bins, labels=False, duplicates="drop")
    drop = edges.fillna(0).astype(int) + 1 if edges.notna().any() else pd.Series(1, index=series.index)
    first = np.ceil(bins * series.rank(method="first") / len(series)).astype(int)
    return pd.DataFrame({"drop": drop, "first": first, "average": score(series, bins=bins)}).T


def draw_columns(axes: Axes, series: pd.Series, scores: pd.DataFrame, bins: int) -> None:
    """Values on top, a bar over equal ones, and a cell with the score for each rule and customer."""
    for value, places in series.groupby(series).groups.items():
        axes.text((places[0] + places[-1]) / 2, -1.05, f"{value:g}", ha="center", va="center", size=LABEL_SIZE + 1)
        axes.plot([places[0] - 0.42, places[-1] + 0.42], [-0.68, -0.68], color=INK, linewidth=1.6)
    for row, (_, given) in enumerate(scores.iterrows()):
        for column, one in enumerate(given):
            color = SEQUENTIAL(0.05 + 0.85 * (one - 1) / max(bins - 1, 1))
            axes.add_patch(Rectangle((column - 0.46, row - 0.36), 0.92, 0.72, facecolor=color))
            axes.text(column, row, str(one), ha="center", va="center", size=LABEL_SIZE + 0.5, color=ink_on(color))
