"""What calling everybody above a threshold brings, and what it does to precision and recall."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, QUIET, RUST, TEAL, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks
from customer_value.measures.tiers.calls import call_threshold

COLUMNS = ["threshold", "called", "hits", "precision", "recall", "profit"]


def call_profit(
    profits: Any,
    *,
    gain: float,
    cost: float,
    threshold: float | None = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """Profit over the threshold above, precision and recall below; the best threshold and `cost / gain` are marked.

    Args:
        profits: what the measure `call_profit` returns for this gain and cost.
        gain, cost: what a right call brings and what a call costs, money; for the words and the dashed line.
        threshold: one of the thresholds, to be marked as the one chosen; the title is about it then.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no row, or `threshold` is not among them.
    """
    rows = table(profits, "profits", COLUMNS).sort_values("threshold", ignore_index=True)
    if rows.empty:
        raise MeasureError("profits has no rows; give at least one threshold.")
    best = rows.loc[rows["profit"].idxmax()]
    here = best if threshold is None else _row(rows, threshold)
    rule = call_threshold(gain, cost)
    in_money = {name: words.money(value, currency, language) for name, value in (("gain", gain), ("cost", cost))}

    def money(row: pd.Series) -> str:
        return words.money(row["profit"], currency, language)

    def percent(share: float) -> str:
        return words.percent(share, 0 if words.missing(share) or round(share * 100, 9).is_integer() else 1, language)

    if threshold is not None:
        title = words.text(
            "figures.call_profit.title_here",
            language,
            here=percent(here["threshold"]),
            called=words.number(here["called"]),
            hits=words.number(here["hits"]),
            profit=money(here),
            best=percent(best["threshold"]),
            highest=money(best),
        )
    elif best["profit"] <= 0:
        title = words.text("figures.call_profit.title_nobody", language, **in_money)
    else:
        half = rows.loc[(rows["threshold"] - 0.5).abs().idxmin()]
        title = words.text(
            "figures.call_profit.title",
            language,
            best=percent(best["threshold"]),
            profit=money(best),
            half=money(half),
        )
    pays = not words.missing(rule) and rule < 1
    note = words.text("figures.call_profit.note_never", language, **in_money)
    if pays:
        note = words.text("figures.call_profit.note", language, rule=percent(rule), **in_money)
    with styled():
        figure = canvas(5.0, title, note)
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(1.5, 1))
        draw_profit(above, rows, here, money(here), currency, language)
        draw_rates(below, rows, here, language)
        for axes in (above, below):
            axes.spines["left"].set_visible(False)
            if pays:
                axes.axvline(rule, color=RUST, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2)
        if pays:
            above.annotate(
                words.text("figures.call_profit.rule", language, share=percent(rule)),
                (rule, 0.02),
                xycoords=("data", "axes fraction"),
                xytext=(5 if rule < 0.7 else -5, 0),
                textcoords="offset points",
                ha="left" if rule < 0.7 else "right",
                size=NOTE_SIZE,
                color=RUST,
            )
        below.set_xlim(-0.01, 1.01)
        inner_ticks(above, "x", "y")
        inner_ticks(below, "x")
        below.xaxis.set_major_formatter(FuncFormatter(lambda share, _: words.percent(share, language=language)))
        below.set_xlabel(words.text("figures.call_profit.x", language), color=QUIET, size=NOTE_SIZE + 0.5)
    marks = rows.iloc[:: max(len(rows) // 10, 1)]
    parts = [
        words.text(
            "figures.call_profit.alt",
            language,
            threshold=percent(row["threshold"]),
            called=words.number(row["called"]),
            hits=words.number(row["hits"]),
            precision=words.percent(row["precision"], language=language),
            recall=words.percent(row["recall"], language=language),
            profit=money(row),
        )
        for _, row in marks.iterrows()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def _row(rows: pd.DataFrame, threshold: float) -> pd.Series:
    found = rows[(rows["threshold"] - threshold).abs() < 1e-9]
    if found.empty:
        raise MeasureError(f"threshold is {threshold!r}, which profits has no row for; choose one of its thresholds.")
    return found.iloc[0]


def draw_profit(
    axes: Axes, rows: pd.DataFrame, here: pd.Series, label: str, currency: str | None, language: str | None
) -> None:
    """The line of profit, with a dot where the title is."""
    axes.axhline(0, color=TEXT, linewidth=0.8, zorder=1)
    axes.plot(rows["threshold"], rows["profit"], color=INK, zorder=3)
    axes.plot(here["threshold"], here["profit"], "o", color=INK, markersize=10, mec="white", mew=1.6, zorder=4)
    right = here["threshold"] < 0.75
    axes.annotate(
        label,
        (here["threshold"], here["profit"]),
        xytext=(9 if right else -9, 7),
        textcoords="offset points",
        ha="left" if right else "right",
        size=LABEL_SIZE,
        color=INK,
        zorder=5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85},
    )
    low, high = min(rows["profit"].min(), 0.0), max(rows["profit"].max(), 0.0)
    # calling everybody may lose many times what can be won, which would flatten the part that matters
    low = max(low, -0.7 * high) if high > 0 else low
    low = min(low, float(here["profit"]))
    reach = (high - low) or 1.0
    axes.set_ylim(low - reach * 0.08, high + reach * 0.18)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.short_money(value, currency, language)))
    axes.set_ylabel(words.text("figures.call_profit.y", language), color=QUIET, size=NOTE_SIZE + 0.5)


def draw_rates(axes: Axes, rows: pd.DataFrame, here: pd.Series, language: str | None) -> None:
    """Precision and recall, told apart by line and label."""
    for column, color, line in (("precision", INK, "-"), ("recall", TEAL, (0, (6, 2)))):
        axes.plot(rows["threshold"], rows[column], color=color, linestyle=line, zorder=3)
        axes.plot(here["threshold"], here[column], "o", color=color, markersize=7, mec="white", mew=1.2, zorder=4)
    axes.set_ylim(-0.03, 1.08)
    axes.set_yticks([0, 0.5, 1], [words.percent(tick, language=language) for tick in (0, 0.5, 1)])
    axes.set_ylabel(words.text("figures.call_profit.rates", language), color=QUIET, size=NOTE_SIZE + 0.5)
    handles = axes.get_lines()[::2]
    names = [words.text(f"figures.call_profit.{name}", language) for name in ("precision", "recall")]
    axes.legend(handles, names, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, borderpad=0, handlelength=2.4)
