"""The tier table as a picture: how many customers a tier has, and how much of the revenue they bring."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.figures.columns import counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.measures.tiers.thresholds import COLUMNS


def tier_shares(tiers: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """Two bars for each tier on one scale, its share of the customers and of the revenue, with mean and index.

    Args:
        tiers: the tier table, from the top, as `tier_table` returns it.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing.
    """
    rows = table(tiers, "tiers", list(COLUMNS))
    n, revenue = int(rows["customers"].sum()), rows["revenue"].sum()
    title = finding(rows, n, language)
    money = words.money(revenue, currency, language)
    note = words.text("figures.tier_shares.note", language, people=counted(n, language), revenue=money)
    with styled():
        figure = canvas(1.55 + 0.58 * max(len(rows), 1), title, note)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(1, 1.72))
        top = max(rows[["customer_share", "revenue_share"]].max().max(), 0.01) if n else 1.0
        bars(left, rows["customer_share"], "customers", PALE, top * 1.3, language)
        bars(right, rows["revenue_share"], "revenue", INK, top * 1.3 * 1.72, language)
        names = [f"{row['tier']}\n{counted(row['customers'], language)}" for row in rows.to_dict("records")]
        left.set_yticks(range(len(rows)), names, color=TEXT, va="center", linespacing=1.3)
        left.set_ylim(len(rows) - 0.5, -0.5)
        for place, column, ink in ((0.8, "mean", TEXT), (1.0, "index", INK)):
            right.annotate(
                words.text(f"figures.tier_shares.{column}", language),
                (place, 1.0),
                xycoords="axes fraction",
                xytext=(0, 4),
                textcoords="offset points",
                ha="right",
                size=NOTE_SIZE + 0.5,
                color=QUIET,
            )
            for position, value in enumerate(rows[column]):
                shown = words.money(value, currency) if column == "mean" else words.number(value, 1)
                shown = "–" if words.missing(value) else shown
                right.text(place * right.get_xlim()[1], position, shown, ha="right", va="center", color=ink)
    parts = [
        words.text(
            "figures.tier_shares.alt" if row["customers"] else "figures.tier_shares.alt_nobody",
            language,
            tier=row["tier"],
            people=counted(row["customers"], language),
            customers=words.percent(row["customer_share"], language=language),
            revenue=words.percent(row["revenue_share"], language=language),
            mean=words.money(row["mean"], currency, language),
            index=words.number(row["index"], 1, language),
        )
        for row in rows.to_dict("records")
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(rows: pd.DataFrame, n: int, language: str | None) -> str:
    """The title: the tier with most revenue, or with most customers where there is no revenue."""
    if not n:
        return words.text("figures.tier_shares.title_nobody", language)
    known = rows["revenue_share"].notna().any()
    row = rows.loc[rows["revenue_share" if known else "customer_share"].idxmax()]
    return words.text(
        "figures.tier_shares.title" if known else "figures.tier_shares.title_no_money",
        language,
        tier=row["tier"],
        customers=words.percent(row["customer_share"], language=language),
        revenue=words.percent(row["revenue_share"], language=language),
    )


def bars(axes: Axes, shares: pd.Series, column: str, color: str, reach: float, language: str | None) -> None:
    """The bars of one share, each with its percentage beside it."""
    places = np.arange(len(shares))
    axes.barh(places, shares.fillna(0), 0.56, color=color, zorder=2)
    for place, share in zip(places, shares, strict=True):
        if not np.isnan(share):
            label = words.percent(share, language=language)
            axes.text(share + reach * 0.02, place, label, va="center", size=LABEL_SIZE, color=TEXT)
    axes.set_title(words.text(f"figures.tier_shares.{column}", language), color=QUIET, size=NOTE_SIZE + 0.5, pad=4)
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.axvline(0, color=TEXT, linewidth=0.8, zorder=3)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xlim(min(0.0, float(shares.min()) * 1.2) if len(shares) else 0.0, reach)
