"""Seasonality: which months or weekdays are above an average one."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks

PARTS = {"month": 12, "weekday": 7}


def seasonality(index: Any, *, language: str | None = None) -> Picture:
    """A bar for each month or weekday from the average up or down: revenue; a ring for orders.

    Where the bar goes beyond the ring, orders are larger then; where it falls short, smaller.

    Args:
        index: what `monthly_seasonality` or `weekday_seasonality` returns.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no index (the period was too short).
    """
    by = "weekday" if "weekday" in getattr(index, "columns", ()) else "month"
    rows = table(index, "index", [by, "revenue_index", "orders_index"])
    if rows.empty or rows["revenue_index"].isna().any() or rows["orders_index"].isna().any():
        raise MeasureError("index has no values on some rows; take a longer period: two full years for months.")
    names = [part_name(by, int(part), language) for part in rows[by]]
    title = finding(by, rows, language)
    note = words.text(f"figures.seasonality.note_{by}", language)
    with styled():
        figure = canvas(4.0, title, note)
        draw_index(figure.subplots(), rows, by, language)
    parts = [
        words.text(
            "figures.seasonality.alt",
            language,
            part=name,
            revenue=words.number(row.revenue_index, 2),
            orders=words.number(row.orders_index, 2),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def part_name(by: str, part: int, language: str | None, *, short: bool = False) -> str:
    """A month's or a weekday's name."""
    if by == "weekday":
        return words.text(f"figures.seasonality.weekday.{part}", language)
    return words.text("figures.seasonality.month", language, month=words.month(part, language, short=short))


def finding(by: str, rows: pd.DataFrame, language: str | None) -> str:
    """The title: the strongest and the weakest."""
    best, worst = rows.loc[rows["revenue_index"].idxmax()], rows.loc[rows["revenue_index"].idxmin()]
    fields = {
        "best": part_name(by, int(best[by]), language),
        "above": words.percent(best["revenue_index"] - 1, language=language),
        "worst": part_name(by, int(worst[by]), language),
        "below": words.percent(1 - worst["revenue_index"], language=language),
    }
    even = fields["above"] == fields["below"] == "0%"
    return words.text(f"figures.seasonality.title_{by}{'_even' if even else ''}", language, **fields)


def draw_index(axes: Axes, rows: pd.DataFrame, by: str, language: str | None) -> None:
    """The bars from 1, the rings on them, and the values of the bars."""
    best, worst = rows["revenue_index"].idxmax(), rows["revenue_index"].idxmin()
    for place, row in enumerate(rows.itertuples()):
        color = INK if row.Index in (best, worst) else PALE
        axes.bar(place, row.revenue_index - 1, bottom=1, width=0.72, color=color, zorder=2)
        axes.plot(place, row.orders_index, "o", color="white", mec=RUST, mew=1.6, markersize=7, zorder=4)
        end = (
            max(row.revenue_index, row.orders_index)
            if row.revenue_index >= 1
            else min(row.revenue_index, row.orders_index)
        )
        up = row.revenue_index >= 1
        axes.annotate(
            words.number(row.revenue_index, 2),
            (place, end),
            xytext=(0, 6 if up else -6),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
            size=LABEL_SIZE - 0.5,
            color=TEXT,
        )
    both = rows[["revenue_index", "orders_index"]]
    low, high = min(both.min(axis=None), 0.95), max(both.max(axis=None), 1.05)
    pad = 0.14 * (high - low)
    axes.set(xlim=(-0.6, len(rows) - 0.4), ylim=(max(low - pad, -0.12 * high), high + pad))
    axes.axhline(1, color=QUIET, linewidth=1.2, zorder=3)
    axes.set_xticks(range(len(rows)), [part_name(by, int(part), language, short=True) for part in rows[by]], color=TEXT)
    axes.set_ylabel(words.text(f"figures.seasonality.y_{by}", language))
    inner_ticks(axes, "y")
    axes.spines["left"].set_visible(False)
    axes.legend(
        [Patch(color=PALE), Line2D([], [], marker="o", color="white", mec=RUST, mew=1.6, linestyle="", markersize=7)],
        [words.text(f"figures.seasonality.{name}", language) for name in ("revenue", "orders")],
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=2,
        borderpad=0,
        borderaxespad=0.3,
        fontsize=NOTE_SIZE,
    )
