"""The customer operating plan on one page."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.returns.people import count
from customer_value.figures.style import INK, LABEL_SIZE, LINE, MIST, NOTE_SIZE, PALE, QUIET, TEXT, bare, canvas, styled
from customer_value.figures.tables import table
from customer_value.measures.returns.plan import PAGE, TOTAL

EDGES = {
    "tier": 0.0,
    "customers": 0.205,
    "value": 0.335,
    "rate": 0.375,
    "extra": 0.69,
    "margin": 0.80,
    "cost": 0.905,
    "roi": 1.0,
}
"""Where each column ends, those of tier and rate where they begin, as shares of the width."""

RATES = (0.415, 0.578)
"""From where to where rates from 0 to the highest are drawn; at the right there is room for the number."""


def plan_page(plan: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """A row for each tier: what it is worth, its repurchase rate today and to come, what that brings and costs.

    Args:
        plan: as `operating_plan` returns it, the row "total" last.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no tier or no last row "total".
    """
    rows = table(plan, "plan", list(PAGE))
    if len(rows) < 2 or rows["tier"].iloc[-1] != TOTAL:
        raise MeasureError(f"plan has to hold the tiers and then a row {TOTAL!r}, as operating_plan returns it.")
    total = rows.iloc[-1]
    title = words.text(
        "figures.plan.title" if total["cost"] else "figures.plan.title_free",
        language,
        extra=count(total["extra_buyers"], language),
        margin=words.money(total["margin"], currency, language),
        cost=words.money(total["cost"], currency, language),
        roi=words.percent(total["roi"], language=language),
    )
    note = words.text("figures.plan.note", language)
    beyond = rows.loc[rows["beyond_best"].astype(bool), "tier"].iloc[:-1].tolist()
    if beyond:
        note = f"{note} {words.text('figures.plan.note_beyond', language, names=words.listing(beyond, language))}"
    with styled():
        figure = canvas(1.65 + 0.52 * len(rows), title, note)
        axes = figure.subplots()
        bare(axes)
        axes.set(xlim=(0, 1), ylim=(len(rows) - 0.4, -1.25))
        head(axes, language)
        top = max(rows[["rate", "target"]].max().max(), 1e-9)
        for place, (_, row) in enumerate(rows.iterrows()):
            draw_row(axes, place, row, top, currency, language)
    parts = [
        words.text(
            "figures.plan.alt",
            language,
            tier=tier_name(row["tier"], language),
            n=words.number(row["customers"]),
            value=words.money(row["value"], currency, language),
            rate=words.percent(row["rate"], language=language),
            target=words.percent(row["target"], language=language),
            extra=count(row["extra_buyers"], language),
            margin=words.money(row["margin"], currency, language),
            cost=words.money(row["cost"], currency, language),
            roi=words.percent(row["roi"], language=language),
        )
        for _, row in rows.iterrows()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def head(axes: Axes, language: str | None) -> None:
    """The names of the columns over a line."""
    for name, edge in EDGES.items():
        axes.text(
            edge,
            -0.62,
            words.text(f"figures.plan.column.{name}", language),
            ha="left" if name in ("tier", "rate") else "right",
            va="bottom",
            size=NOTE_SIZE,
            color=QUIET,
            linespacing=1.25,
        )
    axes.axhline(-0.5, color=QUIET, linewidth=0.9)


def draw_row(axes: Axes, place: int, row: pd.Series, top: float, currency: str | None, language: str | None) -> None:
    """One tier's numbers, and its rates as an arrow from today to the target; a circle alone where nothing is asked."""
    whole = row["tier"] == TOTAL
    if whole:
        axes.axhspan(place - 0.5, place + 0.5, color=MIST, zorder=0)
    else:
        axes.axhline(place + 0.5, color=LINE, linewidth=0.7)

    def write(name: str, text: str, **kwargs: Any) -> None:
        style = {"ha": "right", "va": "center", "size": LABEL_SIZE, "color": TEXT, "linespacing": 1.2} | kwargs
        axes.text(EDGES[name], place, text, **style)

    star = " *" if row["beyond_best"] and not whole else ""
    write("tier", words.wrap(tier_name(row["tier"], language), 8) + star, ha="left")
    write("customers", words.number(row["customers"]))
    worth = {
        "value": words.short_money(row["value"], currency, language),
        "each": words.money(row["clv"], currency, language),
    }
    write("value", words.text("figures.plan.worth", language, **worth), size=LABEL_SIZE - 1)
    write("extra", count(row["extra_buyers"], language))
    for name in ("margin", "cost"):
        write(name, words.short_money(row[name], currency, language))
    write("roi", words.percent(row["roi"], language=language) if row["cost"] else "–")
    if words.missing(row["rate"]):
        axes.text(RATES[0], place, words.percent(row["rate"], language=language), va="center", size=LABEL_SIZE - 1)
        return
    start, end = (RATES[0] + (RATES[1] - RATES[0]) * row[name] / top for name in ("rate", "target"))
    axes.plot(RATES, [place, place], color=LINE, linewidth=3, solid_capstyle="round", zorder=1)
    axes.plot(start, place, "o", color="white", markeredgecolor=INK, markeredgewidth=1.4, markersize=7, zorder=3)
    sides = [(start, "rate", "right")]
    if row["target"] - row["rate"] > 1e-9:
        axes.plot([start, end], [place, place], color=PALE, linewidth=5, zorder=2)
        axes.plot(end, place, ">", color=INK, markersize=7, zorder=4)
        sides.append((end, "target", "left"))
    for at, name, side in sides:
        axes.annotate(
            words.percent(row[name], language=language),
            (at, place),
            xytext=(-6 if side == "right" else 6, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            size=LABEL_SIZE - 1,
            color=TEXT,
            bbox={"facecolor": "white" if not whole else MIST, "pad": 0.5, "linewidth": 0},
            zorder=2.5,
        )


def tier_name(tier: str, language: str | None) -> str:
    """What a row of the plan is called."""
    return words.text("figures.plan.total", language) if tier == TOTAL else str(tier)
