"""Penetration and share of sales by sales area, and how far the largest competitor is ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import AMBER, INK, LABEL_SIZE, LINE, MIST, NOTE_SIZE, QUIET, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks
from customer_value.figures.wording import area_name
from customer_value.measures.brand.area_shares import ALL_AREAS

PAIR = ("penetration", "sales_share")
RIVAL = ("largest_rival", "relative_share")


def area_shares(shares: Any, competitors: Mapping[Any, str] | None = None, *, language: str | None = None) -> Picture:
    """A ring for the penetration and a dot for the share of sales of every area, the company last.

    Where the dot lies left of the ring, customers there spend less with us than the market spends on each. On the
    right stands our size beside the largest competitor's, where the table has it.

    Args:
        shares: what the measure `area_shares` returns.
        competitors: the competitors' names by id; the ids when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no area with a market.
    """
    has_rivals = set(RIVAL) <= set(getattr(shares, "columns", ()))
    rows = table(shares, "shares", ["sales_area", *PAIR, *(RIVAL if has_rivals else ())])
    rows = rows[rows[list(PAIR)].notna().all(axis="columns")]
    company = rows[rows["sales_area"] == ALL_AREAS]
    areas = rows[rows["sales_area"] != ALL_AREAS].sort_values("penetration", ascending=False, kind="stable")
    if company.empty or areas.empty:
        raise MeasureError("shares has no area with a market; give what area_shares returns.")
    drawn = pd.concat([areas, company], ignore_index=True)

    def rate(value: float) -> str:
        return words.percent(value, digits=1 if drawn[list(PAIR)].max(axis=None) < 0.2 else 0, language=language)

    title = finding(company.iloc[0], rate, language)
    note = words.text("figures.area_shares.note", language)
    with styled():
        figure = canvas(1.65 + 0.38 * len(drawn), title, note)
        axes = figure.subplots()
        draw_pairs(axes, drawn, rate, language)
        if has_rivals:
            write_rivals(axes, drawn, competitors or {}, language)
    parts = [
        words.text(
            "figures.area_shares.alt",
            language,
            area=area_name(row.sales_area, language),
            penetration=rate(row.penetration),
            share=rate(row.sales_share),
        )
        for row in drawn.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def finding(company: pd.Series, rate: Any, language: str | None) -> str:
    """The title: the company's two shares beside one another."""
    reach, sales = rate(company["penetration"]), rate(company["sales_share"])
    if reach == sales:
        key = "title_same"
    else:
        key = "title_less" if company["sales_share"] < company["penetration"] else "title_more"
    return words.text(f"figures.area_shares.{key}", language, penetration=reach, share=sales)


def draw_pairs(axes: Axes, drawn: pd.DataFrame, rate: Any, language: str | None) -> None:
    """The two marks of every row with a line between them; the company's row on a grey band."""
    places = np.arange(len(drawn), dtype=float)
    places[-1] += 0.15
    axes.axhspan(places[-1] - 0.5, places[-1] + 0.5, color=MIST, zorder=0)
    longest = max(drawn[list(PAIR)].max(axis=None), 1e-9)
    for place, row in zip(places, drawn.itertuples(), strict=True):
        axes.plot([row.sales_share, row.penetration], [place, place], color=LINE, linewidth=3, zorder=2)
        axes.plot(row.penetration, place, "o", color="white", markeredgecolor=INK, markeredgewidth=2.2, ms=9, zorder=4)
        axes.plot(row.sales_share, place, "o", color=AMBER, markeredgecolor=INK, markeredgewidth=0.8, ms=9, zorder=5)
        sides = {"penetration": 1, "sales_share": -1}
        if row.sales_share > row.penetration:
            sides = {name: -side for name, side in sides.items()}
        for name, side in sides.items():
            axes.annotate(
                rate(getattr(row, name)),
                (getattr(row, name), place),
                xytext=(9 * side, 0),
                textcoords="offset points",
                ha="left" if side > 0 else "right",
                va="center",
                size=NOTE_SIZE + 0.5,
                color=TEXT,
            )
    names = [words.wrap(area_name(name, language), 15) for name in drawn["sales_area"]]
    axes.set_yticks(places, names, color=TEXT, va="center", size=LABEL_SIZE - 0.5, linespacing=0.95)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False)
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value, language=language)))
    axes.set(xlim=(min(-0.09 * longest, drawn[list(PAIR)].min(axis=None) - 0.16 * longest), longest * 1.16))
    axes.set_ylim(places[-1] + 0.5, -0.95)
    for spine in ("left", "bottom"):
        axes.spines[spine].set_visible(False)
    axes.set_xlim(max(axes.get_xlim()[0], -0.13 * longest), axes.get_xlim()[1])
    inner_ticks(axes, "x")
    legend = [words.text(f"figures.area_shares.legend.{name}", language) for name in PAIR]
    ring, dot = (
        axes.plot([], [], "o", color=color, markeredgecolor=INK, markeredgewidth=edge, ms=8)[0]
        for color, edge in (("white", 2.2), (AMBER, 0.8))
    )
    axes.legend(
        [ring, dot],
        legend,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=2,
        borderpad=0,
        borderaxespad=0.2,
        handletextpad=0.2,
        fontsize=NOTE_SIZE,
        columnspacing=1.4,
    )


def write_rivals(axes: Axes, drawn: pd.DataFrame, competitors: Mapping[Any, str], language: str | None) -> None:
    """On the right of every row: the relative share, and the name of the largest competitor."""
    places = [*range(len(drawn) - 1), len(drawn) - 1 + 0.15]
    across = axes.get_yaxis_transform()
    head = words.text("figures.area_shares.rival", language)
    axes.text(1.02, -0.95, head, transform=across, size=NOTE_SIZE, color=QUIET, va="bottom", linespacing=1.15)
    for place, row in zip(places, drawn.itertuples(), strict=True):
        if pd.isna(row.largest_rival) or pd.isna(row.relative_share):
            continue
        name = words.wrap(str(competitors.get(row.largest_rival, row.largest_rival)), 9)
        axes.text(1.02, place, words.number(row.relative_share, 2), transform=across, va="center", color=TEXT)
        axes.text(1.085, place, name, transform=across, va="center", size=NOTE_SIZE, color=QUIET, linespacing=0.95)
