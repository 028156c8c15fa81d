"""What it costs to guarantee one tier a part of the budget."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, MIST, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.ticks import money_axis
from customer_value.measures._numbers import finite
from customer_value.measures.returns.budget import cost_of_constraint, split_budget

STEPS = 60

LABEL = 0.3
"""Of the axis: about how long the label at the point is."""


def constraint_cost(
    strengths: pd.Series,
    budget: float,
    name: Any,
    floor: float,
    *,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """The return that is lost, over the least that one tier has to get; a point at the floor in question.

    Args:
        strengths: `a` of each tier in `a sqrt(x)`, a Series whose index names them.
        budget: the money to split.
        name: the tier that is guaranteed a part of it.
        floor: the least it is to get (money), up to the whole budget.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there is no such tier or no budget, the floor is above the budget, or as `split_budget`.
    """
    if not isinstance(strengths, pd.Series) or name not in strengths.index:
        raise MeasureError(f"strengths has to be a pandas Series whose index holds {name!r}.")
    money = finite(budget, "budget", least=0)
    if not money:
        raise MeasureError("budget is 0; there is nothing to guarantee.")
    asked = finite(floor, "floor", least=0, most=money)

    def price(least: float) -> float:
        floors = pd.Series(0.0, index=strengths.index)
        floors[name] = min(least, money)
        return cost_of_constraint(strengths, money, floors=floors)

    best = split_budget(strengths, money)
    given = float(best.loc[name, "spend"])
    here = price(asked)

    def in_words(amount: float) -> str:
        return words.money(amount, currency, language)

    fields = {"name": name, "floor": in_words(asked), "price": in_words(here)}
    free = here <= 1e-9 * max(best["return"].sum(), 1.0)
    title = words.text(f"figures.constraint.title{'_free' if free else ''}", language, **fields)
    note = words.text(
        "figures.constraint.note",
        language,
        budget=in_words(money),
        best=in_words(best["return"].sum()),
    )
    with styled():
        figure = canvas(3.9, title, note)
        axes = figure.subplots()
        # Ever closer towards the whole budget, where the curve becomes upright.
        across = money * (1 - np.linspace(1, 0, STEPS + 1) ** 2)
        heights = [price(least) for least in across]
        top = max(heights) or 1.0
        axes.fill_between(across, heights, color=MIST)
        axes.plot(across, heights, color=INK)
        axes.axvline(given, color=QUIET, linewidth=1.0, linestyle=(0, (4, 3)))
        axes.plot(asked, here, "o", color=RUST, markersize=8, zorder=4)
        right = given > 0.6 * money
        axes.annotate(
            words.text("figures.constraint.best", language, money=words.short_money(given, currency, language)),
            (given, top * 1.08),
            xytext=(-6 if right else 6, 0),
            textcoords="offset points",
            ha="right" if right else "left",
            va="center",
            size=LABEL_SIZE - 0.5,
            color=QUIET,
        )
        side = "left" if asked < 0.15 * money else "center" if asked < 0.35 * money else "right"
        place, shift = (asked, here), {"left": (2, 16), "center": (0, 16), "right": (-9, 8)}[side]
        # A label that would run through the dashed line begins at it, as long as the curve lets it stay near its point.
        under = price(given + LABEL * money)
        if side == "right" and asked - LABEL * money < given < asked and under < here + 0.15 * top:
            side, place, shift = "left", (given, under), (6, 6)
        axes.annotate(
            words.text("figures.constraint.here", language, **fields),
            place,
            xytext=shift,
            textcoords="offset points",
            ha=side,
            size=LABEL_SIZE,
            color=TEXT,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
        )
        axes.set(xlim=(0, money * 1.02), ylim=(-0.02 * top, top * 1.18))
        money_axis(axes.xaxis, currency, language)
        money_axis(axes.yaxis, currency, language)
        axes.set_xlabel(words.text("figures.constraint.x", language, name=name))
        axes.set_ylabel(words.text("figures.constraint.y", language))
    alt = words.text(
        "figures.constraint.alt",
        language,
        quarter=in_words(0.25 * money),
        half=in_words(0.5 * money),
        price_quarter=in_words(price(0.25 * money)),
        price_half=in_words(price(0.5 * money)),
        price_all=in_words(price(money)),
    )
    return Picture(figure, " ".join([title, note, alt]))
