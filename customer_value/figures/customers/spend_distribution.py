"""How spending is spread over customers: mean and median, and the money of each tenth of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import counted
from customer_value.figures.customers.log_axis import spaced
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.ticks import inner_ticks, percent_axis
from customer_value.measures.customers.spend import SpendSummary, spend_deciles, spend_summary

LOPSIDED = 1.2
"""Mean and median tell the same while neither is more than so many times the other."""


def spend_distribution(spend: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """Two panels: how many customers spent how much, with mean and median; and what each tenth of them brings.

    On the left money is drawn in steps that double, because a few customers spend a hundred times what most do.

    Args:
        spend: each customer's net money, a Series or a list, such as `monetary(valid)["monetary"]`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `spend_summary`, or nobody spent anything.
    """
    found, deciles = spend_summary(spend), spend_deciles(spend)
    if not found.total > 0:
        raise MeasureError("spend has no money in it; there is nothing to draw.")
    fields = {
        "median": words.money(found.median, currency, language),
        "mean": words.money(found.mean, currency, language),
        "below": words.percent(found.below_mean, language=language),
    }
    even = found.median / LOPSIDED <= found.mean <= LOPSIDED * found.median
    key = "title_even" if even else "title"
    title = words.text(f"figures.spend_distribution.{key}", language, **fields)
    note = words.text(
        "figures.spend_distribution.note",
        language,
        customers=counted(found.customers, language),
        skew=words.number(found.skewness, 1, language),
    )
    with styled():
        figure = canvas(4.0, title, note)
        left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
        draw_spread(left, pd.Series(spend, dtype="float64"), found, currency, language)
        draw_deciles(right, deciles, language)
    shares = [words.percent(share, language=language) for share in deciles["money_share"]]
    alt = words.text("figures.spend_distribution.alt", language, shares=words.listing(shares, language), **fields)
    return Picture(figure, " ".join([title, note, alt]))


def draw_spread(axes: Axes, spend: pd.Series, found: SpendSummary, currency: str | None, language: str | None) -> None:
    """Customers by what they spent in steps that double, with the median and, in another colour, the mean."""
    logs = np.log2(spend.clip(lower=1))
    first, last = np.floor(logs.min()), np.floor(logs.max()) + 1
    axes.hist(logs, bins=np.arange(first, last + 1), color=PALE, edgecolor="white", linewidth=0.6)
    named = spaced([10.0**power for power in range(13)], 2.0**first, 2.0**last, 6)
    axes.set_xticks(np.log2(named), [words.short_money(amount, "", language) for amount in named])
    axes.set_title(words.text("figures.spend_distribution.customers", language))
    axes.set_xlabel(words.text("figures.spend_distribution.x", language), size=NOTE_SIZE + 0.5, color=QUIET)
    axes.set_ylabel(words.text("figures.distributions.y", language))
    axes.spines["left"].set_visible(False)
    axes.set_ylim(0, axes.get_ylim()[1] * 1.16)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    inner_ticks(axes, "y")
    for name, other, color in (("median", "mean", RUST), ("mean", "median", TEXT)):
        value = getattr(found, name)
        left = (value, name) < (getattr(found, other), other)
        place = np.log2(max(value, 1))
        axes.axvline(place, color=color, linewidth=1.4, linestyle=(0, (4, 3)) if color == RUST else "-")
        axes.annotate(
            words.text(f"figures.spend_distribution.{name}", language, value=words.money(value, currency, language)),
            (place, 1),
            xycoords=("data", "axes fraction"),
            xytext=(-4 if left else 4, -3),
            textcoords="offset points",
            ha="right" if left else "left",
            va="top",
            size=NOTE_SIZE,
            color=color,
        )


def draw_deciles(axes: Axes, deciles: pd.DataFrame, language: str | None) -> None:
    """A bar for the share of the money of each tenth; a line where each would be if all spent the same."""
    shares = deciles["money_share"]
    axes.bar(deciles["decile"], shares, width=0.82, color=[INK, INK, *[PALE] * 8])
    for decile, share in zip(deciles["decile"], shares, strict=True):
        axes.annotate(
            words.percent(share, language=language),
            (decile, share),
            xytext=(0, 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            size=LABEL_SIZE - 1,
            color=TEXT,
            bbox={"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none"},
        )
    axes.axhline(0.1, color=QUIET, linewidth=1.0, linestyle=(0, (4, 3)), zorder=0.5)
    axes.annotate(
        words.text("figures.spend_distribution.equal", language),
        (10.5, max(0.1, *shares[5:])),
        xytext=(0, 13),
        textcoords="offset points",
        ha="right",
        va="bottom",
        size=NOTE_SIZE,
        color=QUIET,
    )
    axes.set_title(words.text("figures.spend_distribution.deciles", language))
    axes.set(xlim=(0.4, 10.6), ylim=(0, shares.max() * 1.14))
    axes.set_xticks(range(1, 11))
    percent_axis(axes.yaxis, language, steps=5)
    axes.set_xlabel(words.text("figures.spend_distribution.decile", language), size=NOTE_SIZE + 0.5, color=QUIET)
    axes.spines["left"].set_visible(False)
