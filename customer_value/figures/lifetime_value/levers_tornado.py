"""Which lever moves lifetime value most."""

from __future__ import annotations

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import money_axis

COLUMNS = ["lever", "value", "better", "worse", "clv_better", "clv_worse", "clv"]


def levers_tornado(
    levers: pd.DataFrame, *, change: float = 0.10, currency: str | None = None, language: str | None = None
) -> Picture:
    """A bar for each lever, from lifetime value when it is worse to when it is better; what adds most on top.

    Args:
        levers: what `clv_levers` returns.
        change: the share that they were changed by, as it was given to `clv_levers`; for the words only.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no lever.
    """
    found = table(levers, "levers", COLUMNS)
    if found.empty:
        raise MeasureError("levers has no rows; there is no lever to draw.")
    found = found.assign(gain=(found["clv_better"] - found["clv"]).round(6))
    found = found.sort_values("gain", ascending=False, kind="stable", ignore_index=True)
    clv = float(found["clv"].iloc[0])
    gains = found["clv_better"] - clv
    gain = float(gains.max())
    best = [
        words.text(f"figures.levers.name.{lever}", language)
        for lever in found.loc[gains >= gain - 1e-9 * abs(gain), "lever"]
    ]
    kind = "_none" if gain <= 0 else "" if clv > 0 else "_negative"
    percent = words.percent(change, language=language)
    title = words.text(
        f"figures.levers.title{kind}",
        language,
        lever=words.listing(best, language),
        change=percent,
        gain=words.money(gain, currency, language),
        clv=words.money(clv, currency, language),
        share=words.percent(gain / clv if clv else float("nan"), language=language),
    )
    note = words.text("figures.levers.note", language, change=percent)
    names = [
        words.text(
            "figures.levers.row",
            language,
            lever=words.text(f"figures.levers.name.{row.lever}", language),
            **{
                side: in_unit(row.lever, getattr(row, side), currency, language)
                for side in ("worse", "value", "better")
            },
        )
        for row in found.itertuples()
    ]
    low, high = found["clv_worse"].min(), found["clv_better"].max()
    span = max(high - low, abs(clv) * 0.1, 1.0)
    with styled():
        figure = canvas(1.6 + 0.52 * len(found), title, note)
        axes = figure.subplots()
        for row, one in enumerate(found.itertuples()):
            axes.barh(row, one.clv_worse - clv, 0.56, left=clv, color=PALE, zorder=2)
            axes.barh(row, one.clv_better - clv, 0.56, left=clv, color=INK, zorder=2)
            for value, side, align in ((one.clv_worse, -5, "right"), (one.clv_better, 5, "left")):
                axes.annotate(
                    words.short_money(value, currency, language),
                    (value, row),
                    xytext=(side, 0),
                    textcoords="offset points",
                    ha=align,
                    va="center",
                    size=LABEL_SIZE - 0.5,
                    color=TEXT,
                )
        axes.axvline(clv, color=TEXT, linewidth=1.2, zorder=3)
        axes.annotate(
            words.text("figures.levers.now", language, clv=words.money(clv, currency, language)),
            (clv, 1.01),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="bottom",
            size=NOTE_SIZE + 0.5,
            color=TEXT,
        )
        axes.set_yticks(range(len(found)), names, size=LABEL_SIZE - 0.5, color=TEXT, va="center")
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.set(xlim=(low - 0.16 * span, high + 0.16 * span), ylim=(len(found) - 0.5, -0.5))
        money_axis(axes.xaxis, currency, language)
        axes.set_xlabel(words.text("figures.levers.x", language))
    parts = [
        words.text(
            "figures.levers.alt",
            language,
            lever=words.text(f"figures.levers.name.{row.lever}", language),
            worse_value=words.money(row.clv_worse, currency, language),
            better_value=words.money(row.clv_better, currency, language),
        )
        for row in found.itertuples()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def in_unit(lever: str, value: float, currency: str | None, language: str | None) -> str:
    """A lever's value: money, a number of orders, or a share."""
    if lever in ("aov", "acquisition_cost"):
        return words.money(value, currency, language)
    if lever == "orders_per_year":
        return words.number(value, 1)
    return words.percent(value, 1, language)
