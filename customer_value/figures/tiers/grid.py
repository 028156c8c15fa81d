"""Recency by frequency: where the customers are, and where the money is."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import LABEL_SIZE, MIST, QUIET, SEQUENTIAL, TEXT, bare, canvas, ink_on, styled
from customer_value.figures.tables import table


def rfm_grid(
    scores: Any,
    value: Literal["customers", "monetary"] = "customers",
    *,
    bins: int = 5,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """Recency score up, frequency score to the right; in each cell the number of customers or their mean money.

    Args:
        scores: one row per customer with `r_score`, `f_score`, `monetary` (as `rfm_scores` returns).
        value: what the cells show: "customers" counts them, "monetary" is the mean of `monetary`.
        bins: the highest score.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no customer, or `value` is neither of the two.
    """
    if value not in ("customers", "monetary"):
        raise MeasureError(f"value is {value!r}; choose 'customers' or 'monetary'.")
    people = table(scores, "scores", ["r_score", "f_score", "monetary"])
    if people.empty:
        raise MeasureError("scores has no rows; there is no customer to draw.")
    groups = people.groupby(["r_score", "f_score"])["monetary"]
    every = range(1, bins + 1)
    counts = groups.size().unstack(fill_value=0).reindex(index=every, columns=every, fill_value=0)
    sums = groups.sum().unstack(fill_value=0).reindex(index=every, columns=every, fill_value=0)
    shown = counts.astype(float) if value == "customers" else sums / counts.where(counts > 0)
    n = len(people)
    if value == "customers":
        r, f = counts.stack().idxmax()
        share = words.percent(counts.loc[r, f] / n, language=language)
        title = words.text("figures.grid.title", language, r=r, f=f, share=share)
    else:
        title = words.text(
            "figures.grid.title_money",
            language,
            customers=words.percent(counts.loc[bins, bins] / n, language=language),
            money=words.percent(sums.loc[bins, bins] / people["monetary"].sum(), language=language),
        )
    suffix = "" if value == "customers" else "_money"
    note = words.text(f"figures.grid.note{suffix}", language, n=words.number(n))

    def in_words(r: int, f: int) -> str:
        if not counts.loc[r, f]:
            return "–"
        if value == "customers":
            return words.number(counts.loc[r, f])
        return words.money(shown.loc[r, f], currency, language)

    top = np.nanmax(shown.to_numpy())
    with styled():
        figure = canvas(4.4, title, note, width=6.6)
        axes = figure.subplots()
        bare(axes)
        for r in every:
            for f in every:
                color = SEQUENTIAL(0.04 + 0.9 * shown.loc[r, f] / top) if counts.loc[r, f] else MIST
                axes.add_patch(Rectangle((f - 0.48, r - 0.47), 0.96, 0.94, facecolor=color))
                ink = ink_on(color) if counts.loc[r, f] else QUIET
                axes.text(f, r, in_words(r, f), ha="center", va="center", size=LABEL_SIZE, color=ink)
        axes.set_xticks(every, every, color=TEXT)
        axes.set_yticks(every, every, color=TEXT)
        axes.tick_params(length=0)
        axes.set(xlim=(0.5, bins + 0.5), ylim=(0.5, bins + 0.5))
        axes.set_xlabel(words.text("figures.grid.x", language))
        axes.set_ylabel(words.text("figures.grid.y", language))
    parts = [
        words.text(
            "figures.grid.alt",
            language,
            r=r,
            bins=bins,
            cells=words.listing([in_words(r, f) for f in every], language),
        )
        for r in reversed(every)
    ]
    return Picture(figure, " ".join([title, note, *parts]))
