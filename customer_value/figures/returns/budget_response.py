"""What each tier brings for the money put into it, and how a budget is split between them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import AMBER, INK, NOTE_SIZE, PALE, QUIET, RUST, TEAL, TEXT, canvas, styled
from customer_value.figures.ticks import money_axis
from customer_value.measures.returns.budget import split_budget

MOST = 5
"""More curves than this cannot be told apart."""

COLORS = (INK, TEAL, AMBER, PALE, QUIET)

LINES = ("-", (0, (6, 2)), (0, (1, 1.4)), (0, (6, 2, 1, 2)), (0, (3, 3)))


def budget_response(
    strengths: pd.Series,
    budget: float,
    *,
    spend: Any = None,
    floors: Any = None,
    caps: Any = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """A curve of return over spend for each tier, a point where it is, and its slope there: the marginal return.

    In the best split the slopes are equal. With a split of one's own, rings show the best one beside it.

    Args:
        strengths: `a` of each tier in `a sqrt(x)`, a Series whose index names them; at most 5.
        budget: the money to split.
        spend: what each gets (money), in the same order; the best split when None.
        floors, caps: as for `split_budget`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there are no tiers or too many, or as `split_budget`.
    """
    if not isinstance(strengths, pd.Series) or not 1 <= len(strengths) <= MOST:
        raise MeasureError(f"strengths has to be a pandas Series of 1 to {MOST} tiers, named by its index.")
    best = split_budget(strengths, budget, floors=floors, caps=caps)
    shown = best if spend is None else split_budget(strengths, sum(spend), floors=spend)
    unit = words.money(1, currency, language)
    title = finding(shown, best, unit, own=spend is not None, currency=currency, language=language)
    note = words.text(
        "figures.budget.note",
        language,
        budget=words.money(budget, currency, language),
        spent=words.money(shown["spend"].sum(), currency, language),
        total=words.money(shown["return"].sum(), currency, language),
    )
    if spend is not None:
        total = words.money(best["return"].sum(), currency, language)
        note = f"{note}\n{words.text('figures.budget.note_best', language, best=total)}"
    with styled():
        figure = canvas(4.6, title, note)
        axes = figure.subplots()
        draw_curves(axes, strengths, shown, None if spend is None else best, unit, currency, language)
        money_axis(axes.xaxis, currency, language)
        money_axis(axes.yaxis, currency, language)
        axes.set_xlabel(words.text("figures.budget.x", language))
        axes.set_ylabel(words.text("figures.budget.y", language))
    parts = [
        words.text(
            "figures.budget.alt" if row["spend"] else "figures.budget.alt_none",
            language,
            name=name,
            spend=words.money(row["spend"], currency, language),
            money=words.money(row["return"], currency, language),
            unit=unit,
            marginal=per_unit(row["marginal"], currency, language),
        )
        for name, row in shown.iterrows()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(
    shown: pd.DataFrame, best: pd.DataFrame, unit: str, *, own: bool, currency: str | None, language: str | None
) -> str:
    """The title: the best split and its marginal return, or how close a split of one's own comes to it."""
    spent, most = shown["spend"].sum(), best["return"].sum()
    if not spent or not most:
        return words.text("figures.budget.title_nothing", language)
    if own:
        return words.text(
            "figures.budget.title_own",
            language,
            money=words.money(shown["return"].sum(), currency, language),
            share=words.percent(shown["return"].sum() / most, 1, language),
        )
    shares = words.listing(
        [
            words.text(
                "figures.budget.share", language, name=name, share=words.percent(part / spent, language=language)
            )
            for name, part in shown["spend"].items()
        ],
        language,
    )
    slopes = shown["marginal"].dropna()
    if slopes.max() - slopes.min() > 1e-6 * slopes.max():
        return words.text("figures.budget.title_bound", language, shares=shares)
    marginal = per_unit(slopes.mean(), currency, language)
    return words.text("figures.budget.title", language, shares=shares, unit=unit, marginal=marginal)


def draw_curves(
    axes: Axes,
    strengths: pd.Series,
    shown: pd.DataFrame,
    best: pd.DataFrame | None,
    unit: str,
    currency: str | None,
    language: str | None,
) -> None:
    """The curves, told apart by stroke and name, with points, slopes and rings."""
    furthest = max(shown["spend"].max(), 0.0 if best is None else best["spend"].max(), 1e-9)
    end = furthest * 1.25
    ceiling = strengths.max() * np.sqrt(end) or 1.0
    across = np.linspace(0, end, 200)
    for place, (name, row) in enumerate(shown.iterrows()):
        a, x, y = float(strengths[name]), row["spend"], row["return"]
        axes.plot(across, a * np.sqrt(across), color=COLORS[place], linestyle=LINES[place])
        if row["marginal"] == row["marginal"]:
            half = 0.13 * end
            step = min(half, x)
            heights = [y - step * row["marginal"], y + half * row["marginal"]]
            axes.plot([x - step, x + half], heights, color=RUST, linewidth=2.2, zorder=3)
        if best is not None:
            ring = best.loc[name]
            axes.plot(ring["spend"], ring["return"], "o", mfc="white", mec=INK, markersize=9, zorder=4)
        axes.plot(x, y, "o", color=INK, markersize=7, zorder=5)
    for height, (name, row) in zip(spread(strengths * np.sqrt(end), 0.135 * ceiling), shown.iterrows(), strict=True):
        text = words.text(
            "figures.budget.label" if row["spend"] else "figures.budget.label_none",
            language,
            name=words.wrap(str(name), 12),
            spend=words.short_money(row["spend"], currency, language),
            unit=unit,
            marginal=per_unit(row["marginal"], currency, language),
        )
        axes.annotate(
            text,
            (end, height),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            size=NOTE_SIZE + 0.5,
            color=TEXT,
            linespacing=1.3,
            annotation_clip=False,
        )
    axes.set_xlim(0, end)
    axes.set_ylim(0, ceiling * 1.06)


def spread(heights: pd.Series, gap: float) -> list[float]:
    """Where to write labels that belong at some heights: at least `gap` apart, pushed down and then up from 0."""
    order = np.argsort(heights.to_numpy(), kind="stable")
    places = heights.to_numpy(dtype=float)[order]
    for place in range(len(places) - 2, -1, -1):
        places[place] = min(places[place], places[place + 1] - gap)
    for place in range(len(places)):
        places[place] = max(places[place], 0.45 * gap if place == 0 else places[place - 1] + gap)
    found = np.empty(len(places))
    found[order] = places
    return found.tolist()


def per_unit(amount: float, currency: str | None, language: str | None) -> str:
    """A small amount with two decimals, as what one unit of money brings."""
    if words.missing(amount):
        return words.money(amount, currency, language)
    return f"{words.sign(currency)}{words.number(amount, 2, language)}"
