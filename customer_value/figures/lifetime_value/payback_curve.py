"""When a customer has paid back what winning them cost."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.point_labels import spread_apart
from customer_value.figures.style import INK, LABEL_SIZE, PALE, QUIET, RUST, TEAL, canvas, styled
from customer_value.figures.ticks import money_axis
from customer_value.measures.lifetime_value.payback import cash_flow, payback_with_retention


def payback_curve(
    acquisition_cost: float,
    monthly_margin: float,
    retention: float,
    *,
    months: int = 36,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """The balance of a customer month by month, from the cost up, with churn and (pale) without.

    Args:
        acquisition_cost, monthly_margin, retention: as for `payback_with_retention`.
        months: how many months to show.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as `cash_flow`.
    """
    flow = cash_flow(acquisition_cost, monthly_margin, retention, months)
    stays = cash_flow(acquisition_cost, monthly_margin, 1.0, months)
    month = payback_with_retention(acquisition_cost, monthly_margin, retention)
    sooner = payback_with_retention(acquisition_cost, monthly_margin, 1.0)
    rate = words.percent(retention, 1, language)
    title = words.text(
        f"figures.payback_curve.title{kind(month, sooner)}",
        language,
        cost=words.money(acquisition_cost, currency, language),
        month=words.number(month, language=language),
        sooner=words.number(sooner, language=language),
        most=words.money(monthly_margin / (1 - retention) if retention < 1 else math.nan, currency, language),
    )
    note = words.text(
        "figures.payback_curve.note", language, margin=words.money(monthly_margin, currency, language), rate=rate
    )
    with styled():
        figure = canvas(4.1, title, note)
        axes = figure.subplots()
        lines = [(flow, words.text("figures.payback_curve.with_churn", language, rate=rate), INK)]
        axes.plot(flow["month"], flow["balance"], color=INK, zorder=3)
        if retention < 1 and monthly_margin > 0:
            axes.plot(stays["month"], stays["balance"], color=PALE, linestyle=(0, (5, 2)), zorder=2)
            lines.append((stays, words.text("figures.payback_curve.without", language), QUIET))
        balance = flow["balance"]
        axes.fill_between(
            flow["month"], balance, 0, where=balance <= 0, color=RUST, alpha=0.14, linewidth=0, interpolate=True
        )
        axes.fill_between(
            flow["month"], balance, 0, where=balance >= 0, color=TEAL, alpha=0.16, linewidth=0, interpolate=True
        )
        axes.axhline(0, color=QUIET, linewidth=1.1, zorder=2)
        if not math.isnan(month) and 0 < month <= months:
            at = balance.iloc[int(month)]
            axes.scatter([month], [at], s=56, color=RUST, edgecolor="white", zorder=5)
            axes.annotate(
                words.text("figures.payback_curve.back", language, month=words.number(month)),
                (month, at),
                xytext=(6, -8),
                textcoords="offset points",
                va="top",
                size=LABEL_SIZE + 1,
                color=RUST,
            )
        axes.set_xlim(0, months)
        axes.margins(y=0.08)
        name_lines(axes, lines)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 3, 6, 10]))
        money_axis(axes.yaxis, currency, language)
        axes.set_xlabel(words.text("figures.payback_curve.x", language))
        axes.set_ylabel(words.text("figures.payback_curve.y", language))
    shown = [
        words.text(
            "figures.payback_curve.value",
            language,
            month=int(row.month),
            money=words.money(row.balance, currency, language),
        )
        for row in flow.itertuples()
        if row.month % max(months // 4, 1) == 0
    ]
    alt = words.text("figures.payback_curve.alt", language, values=words.listing(shown, language))
    return Picture(figure, " ".join([title, note, alt]))


def kind(month: float, sooner: float) -> str:
    """Which title fits: paid back later because of churn, in the same month, never, or never even without churn."""
    if math.isnan(sooner):
        return "_none"
    if math.isnan(month):
        return "_never"
    return "_even" if month == sooner else ""


def name_lines(axes: Axes, lines: list[tuple[pd.DataFrame, str, str]]) -> None:
    """Each line's name at its end, two that end near each other moved apart."""
    low, high = axes.get_ylim()
    ends = [float(flow["balance"].iloc[-1]) for flow, _, _ in lines]
    for (flow, name, color), height in zip(lines, spread_apart(ends, 0.13 * (high - low), low, high), strict=True):
        axes.annotate(
            words.wrap(name, 8),
            (flow["month"].iloc[-1], height),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            size=LABEL_SIZE - 0.5,
            color=color,
            linespacing=1.1,
            annotation_clip=False,
        )
