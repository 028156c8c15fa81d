"""The whale curve: the profit of the best customers, and what the others take away again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, MIST, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.ticks import money_axis, percent_axis, round_ticks
from customer_value.measures.returns.whale import WhalePeak, whale_curve, whale_peak

FEW = 25
"""With so few customers each is a point."""


def whale(profits: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """The cumulative profit, the most profitable customers first, with its peak and its end.

    In shares of the total where there is one; in money where all together earn nothing.

    Args:
        profits: each customer's profit (money), a Series or a list.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there is no customer, or a profit is missing, infinite or no number.
    """
    curve, peak = whale_curve(profits), whale_peak(profits)
    if curve.empty:
        raise MeasureError("profits is empty; there is no customer to draw.")
    total = float(curve["profit"].sum())
    losers = int((curve["profit"] < 0).sum())
    title = finding(peak, len(curve), losers, currency, language)
    note = words.text(
        "figures.whale.note",
        language,
        all=words.number(len(curve)),
        n=words.number(peak.customers),
        even=words.number(len(curve) - peak.customers - losers),
        losers=words.number(losers),
        total=words.money(total, currency, language),
    )
    with styled():
        figure = canvas(4.3, title, note)
        draw_curve(figure.subplots(), curve, peak, currency, language)

    def in_words(place: int) -> str:
        row = curve.iloc[max(place, 1) - 1]
        return words.percent(row["share"], language=language) if total > 0 else words.money(row["cumulative"], currency)

    tenth, half = max(1, round(len(curve) / 10)), max(1, round(len(curve) / 2))
    alt = words.text(
        "figures.whale.alt",
        language,
        tenth=words.number(tenth),
        share_tenth=in_words(tenth),
        share_half=in_words(half),
        n=words.number(peak.customers),
        peak=in_words(peak.customers) if peak.customers else words.money(0, currency),
        end=in_words(len(curve)),
    )
    return Picture(figure, " ".join([title, note, alt]))


def finding(peak: WhalePeak, customers: int, losers: int, currency: str | None, language: str | None) -> str:
    """The title: how much the profitable customers make, and how much of it is lost again."""
    fields = {
        "n": words.number(peak.customers),
        "all": words.number(customers),
        "losers": words.number(losers),
        "made": words.short_money(peak.profit, currency, language),
        "share": words.percent(peak.share, language=language),
        "lost": words.short_money(peak.lost, currency, language),
    }
    if not losers:
        return words.text("figures.whale.title_no_losers", language)
    if not peak.customers:
        return words.text("figures.whale.title_nobody", language, **fields)
    if peak.share != peak.share:
        return words.text("figures.whale.title_no_profit", language, **fields)
    return words.text("figures.whale.title", language, **fields)


def draw_curve(axes: Axes, curve: pd.DataFrame, peak: WhalePeak, currency: str | None, language: str | None) -> None:
    """The curve from nobody to everybody; from its peak on in rust, over the level where it ends."""
    in_shares = bool(curve["share"].notna().all())
    heights = np.append(0.0, curve["share" if in_shares else "cumulative"])
    places = np.arange(len(heights))
    top = peak.customers
    end = heights[-1]
    marker = "o" if len(curve) <= FEW else None
    if in_shares:
        axes.fill_between(places, heights, color=MIST, zorder=1)
    axes.fill_between(places[top:], heights[top:], heights[top], color=RUST, alpha=0.16, linewidth=0, zorder=1)
    axes.axhline(end, color=QUIET, linewidth=1.0, linestyle=(0, (4, 3)), zorder=2)
    axes.plot(places[: top + 1], heights[: top + 1], color=INK, linewidth=2.4, marker=marker, markersize=4, zorder=3)
    axes.plot(places[top:], heights[top:], color=RUST, linewidth=2.4, marker=marker, markersize=4, zorder=3)
    if in_shares:
        value = words.percent(heights[top], language=language)
    else:
        value = words.short_money(heights[top], currency, language)
    if top and heights[top] > end:
        axes.plot(top, heights[top], "o", color=INK, markersize=7, zorder=4)
        text = words.text("figures.whale.peak", language, value=value, n=words.number(top))
        axes.annotate(
            text,
            (top, heights[top]),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center" if 0.15 < top / len(curve) < 0.85 else "left" if top / len(curve) <= 0.15 else "right",
            size=LABEL_SIZE,
            color=TEXT,
            linespacing=1.3,
        )
    whole = words.short_money(float(curve["profit"].sum()), currency, language)
    axes.annotate(
        words.text("figures.whale.total", language, money=whole),
        (0.5, end),
        xycoords=("axes fraction", "data"),
        xytext=(0, -5 if in_shares else 5),
        textcoords="offset points",
        ha="center",
        va="top" if in_shares else "bottom",
        size=LABEL_SIZE - 0.5,
        color=QUIET,
    )
    low, high = min(heights.min(), 0.0), max(heights.max(), 0.0)
    axes.set_ylim(low - 0.03 * (high - low or 1), high + 0.2 * (high - low or 1))
    axes.set_xlim(0, len(curve) * 1.01)
    round_ticks(axes.xaxis, words.number, 7, whole=True)
    if in_shares:
        percent_axis(axes.yaxis, language)
    else:
        money_axis(axes.yaxis, currency, language)
    axes.set_xlabel(words.text("figures.whale.x", language))
    axes.set_ylabel(words.text("figures.whale.y" if in_shares else "figures.whale.y_money", language))
