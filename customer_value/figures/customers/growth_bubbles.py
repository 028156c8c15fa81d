"""Growth beside size: which industries are large, and which are growing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import counted
from customer_value.figures.customers.log_axis import ROUND, spaced
from customer_value.figures.picture import Picture
from customer_value.figures.point_labels import name_points
from customer_value.figures.rate_rows import group_name
from customer_value.figures.style import INK, NOTE_SIZE, QUIET, RUST, TEAL, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import money_axis, percent_axis
from customer_value.figures.wording import joined
from customer_value.measures.customers.revenue import UNKNOWN

LARGEST = 1300.0
"""The area of the largest bubble, in square points."""

MOST = 12
"""More names than this cannot stand beside their bubbles."""

WIDE = 20
"""Where the largest group has so many times the revenue of the smallest, the axis multiplies."""


def growth_bubbles(growth: Any, by: str, *, currency: str | None = None, language: str | None = None) -> Picture:
    """A bubble for each industry: its revenue to the right, its growth upwards, its accounts as area.

    Groups without revenue in the earlier period have no growth, and customers of whom the group is not known are no
    group; neither is drawn, and both are named below.

    Args:
        growth: what `growth_by` returns, with up to 12 groups.
        by: its column with the group, such as "industry".
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, no group has a growth, or more than 12 have.
    """
    rows = table(growth, "growth", [by, "accounts", "revenue_before", "revenue", "growth", "revenue_per_account"])
    named = rows[rows[by] != UNKNOWN]
    drawn = named[named["growth"].notna()].sort_values("revenue", ascending=False, kind="stable")
    if not 1 <= len(drawn) <= MOST:
        raise MeasureError(
            f"growth has {len(drawn)} groups with a growth; give 1 to {MOST}, the small ones put together."
        )
    total = drawn["revenue"].sum() / drawn["revenue_before"].sum() - 1
    title = finding(drawn, by, language)
    note = words.text("figures.growth_bubbles.note", language, total=signed(total, language))
    left_out = [*named.loc[named["growth"].isna(), by], *rows.loc[rows[by] == UNKNOWN, by]]
    if left_out:
        names = words.listing([group_name(None if one == UNKNOWN else one, language) for one in left_out], language)
        note = joined(note, words.text("figures.growth_bubbles.left_out", language, names=names))
    with styled():
        figure = canvas(4.8, title, note)
        draw_bubbles(figure.subplots(), drawn, by, total, currency, language)
    parts = [
        words.text(
            "figures.growth_bubbles.alt",
            language,
            group=row[1],
            revenue=words.money(row.revenue, currency, language),
            growth=signed(row.growth, language),
            accounts=counted(row.accounts, language),
            each=words.money(row.revenue_per_account, currency, language),
        )
        for row in drawn.itertuples()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def signed(growth: float, language: str | None) -> str:
    """A growth with its sign: "+12%", "−5%", "0%"."""
    text = words.percent(growth, language=language)
    return f"+{text}" if growth > 0 and text != "0%" else text.replace(f"{words.MINUS}0%", "0%")


def finding(drawn: pd.DataFrame, by: str, language: str | None) -> str:
    """The title: the largest and the fastest."""
    largest, fastest = drawn.iloc[0], drawn.sort_values("growth", ascending=False, kind="stable").iloc[0]
    fields = {
        "large": largest[by],
        "of_large": signed(largest["growth"], language),
        "fast": fastest[by],
        "of_fast": signed(fastest["growth"], language),
    }
    if len(drawn) == 1:
        key = "one"
    elif fastest["growth"] <= 0:
        key = "shrinking"
    elif largest["growth"] == fastest["growth"]:
        key = "both"
    else:
        key = "two"
    return words.text(f"figures.growth_bubbles.title_{key}", language, **fields)


def draw_bubbles(
    axes: Axes, drawn: pd.DataFrame, by: str, total: float, currency: str | None, language: str | None
) -> None:
    """The bubbles, the larger ones behind, over the line of no growth and that of all together."""
    sizes = LARGEST * drawn["accounts"] / max(drawn["accounts"].max(), 1)
    colors = np.where(drawn["growth"] < 0, RUST, TEAL)
    axes.scatter(
        drawn["revenue"], drawn["growth"], s=sizes.clip(lower=22), c=colors, alpha=0.75, edgecolor="white", zorder=3
    )
    axes.axhline(0, color=INK, linewidth=1.0, zorder=1)
    axes.axhline(total, color=QUIET, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)
    low, high = min(drawn["growth"].min(), total, 0.0), max(drawn["growth"].max(), total, 0.0)
    pad = max(0.16 * (high - low), 0.03)
    axes.set_ylim(low - pad, high + pad)
    revenue_axis(axes, drawn["revenue"], currency, language)
    axes.grid(visible=True, axis="both", color="#eef1f4")
    percent_axis(axes.yaxis, language)
    axes.set_xlabel(words.text("figures.growth_bubbles.x", language))
    axes.set_ylabel(words.text("figures.growth_bubbles.y", language))
    left, right = axes.get_xlim()
    places = axes.transAxes.inverted().transform(axes.transData.transform(drawn[["revenue", "growth"]].to_numpy()))
    near = np.abs(drawn["growth"].to_numpy() - total) < pad
    beside = 1 if (near & (places[:, 0] > 0.55)).sum() < (near & (places[:, 0] < 0.4)).sum() else 0
    axes.annotate(
        words.text("figures.growth_bubbles.total", language, total=signed(total, language)),
        (beside, total),
        xycoords=("axes fraction", "data"),
        xytext=(-3 if beside else 3, 3 if total >= 0 else -3),
        textcoords="offset points",
        ha="right" if beside else "left",
        va="bottom" if total >= 0 else "top",
        size=NOTE_SIZE,
        color=QUIET,
    )
    points = list(zip(drawn["revenue"], drawn["growth"], strict=True))
    lines = [((left, total), (right, total)), ((left, 0.0), (right, 0.0))]
    gap = float(np.sqrt(sizes.max() / np.pi)) + 2
    name_points(axes, points, [str(name) for name in drawn[by]], gap=gap, lines=lines)


def revenue_axis(axes: Axes, revenue: pd.Series, currency: str | None, language: str | None) -> None:
    """The axis of revenue, logarithmic where the groups are of very different size."""
    low, high = float(revenue.min()), float(revenue.max())
    if low > 0 and high > WIDE * low:
        axes.set_xscale("log")
        ends = low / 1.8, high * 2.2
        axes.set_xlim(*ends)
        ticks = spaced(ROUND, *ends, 7)
        axes.xaxis.set_ticks(ticks, [words.short_money(tick, currency, language) for tick in ticks])
        axes.xaxis.set_ticks([], minor=True)
    else:
        axes.set_xlim(0, high * 1.22 or 1)
        money_axis(axes.xaxis, currency, language, steps=5)
