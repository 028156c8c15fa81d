"""The confusion matrix with what each of its four cells brought or cost."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.figures.columns import column_name, counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import (
    INK,
    LABEL_SIZE,
    MIST,
    PALE,
    RUST,
    TEXT,
    bare,
    canvas,
    ink_on,
    styled,
)
from customer_value.measures._numbers import finite
from customer_value.measures.tiers.calls import accuracy, base_rate, precision, recall

CELLS = {(True, True): "hits", (True, False): "misses", (False, True): "alarms", (False, False): "alone"}
COLORS = {"hits": INK, "misses": PALE, "alarms": RUST, "alone": MIST}
"""Dark for the cells that were called, light for those that were not."""


def confusion(
    table: pd.DataFrame,
    *,
    gain: float,
    cost: float,
    label: str = "premium",
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """Four cells, who was called by who turned out to have the label, each with its customers and its money.

    A right call earns the gain less its cost, a false alarm loses the cost, a miss earns nothing where there was
    something to earn, and who was rightly left alone costs nothing.

    Args:
        table: what the measure `confusion` returns.
        gain: what a right call brings before its cost, money.
        cost: what a call costs, money.
        label: what the label is called: the key of a column's name, or words of one's own.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: it is no confusion matrix, or gain or cost is no number of at least 0.
    """
    rates = {"precision": precision(table), "recall": recall(table), "accuracy": accuracy(table)}
    gain, cost = finite(gain, "gain", least=0), finite(cost, "cost", least=0)
    counts = {name: int(table.loc[cell]) for cell, name in CELLS.items()}
    earned = {
        "hits": counts["hits"] * (gain - cost),
        "alarms": -counts["alarms"] * cost,
        "misses": counts["misses"] * max(gain - cost, 0.0),
        "alone": 0.0,
    }
    profit = words.money(earned["hits"] + earned["alarms"], currency, language)
    numbers = {"called": counts["hits"] + counts["alarms"], "hits": counts["hits"], "misses": counts["misses"]}
    title = words.text(
        "figures.confusion.title",
        language,
        profit=profit,
        **{name: words.number(number) for name, number in numbers.items()},
    )
    note = words.text(
        "figures.confusion.note",
        language,
        gain=words.money(gain, currency, language),
        cost=words.money(cost, currency, language),
        nobody=words.percent(1 - base_rate(table), language=language),
        **{name: words.percent(rate, language=language) for name, rate in rates.items()},
    )

    def in_money(name: str) -> str:
        amount = words.money(earned[name], currency, language)
        return words.text("figures.confusion.lost", language, money=amount) if name == "misses" else amount

    with styled():
        figure = canvas(3.9, title, note, width=7.0)
        axes = figure.subplots()
        bare(axes)
        for (actual, called), name in CELLS.items():
            across, down = (0 if called else 1), (0 if actual else 1)
            axes.add_patch(Rectangle((across - 0.49, down - 0.48), 0.98, 0.96, facecolor=COLORS[name]))
            ink = ink_on(COLORS[name])
            lines = (
                (-0.26, words.text(f"figures.confusion.{name}", language), LABEL_SIZE),
                (0.0, words.number(counts[name]), LABEL_SIZE + 7),
                (0.27, in_money(name), LABEL_SIZE),
            )
            for move, text, size in lines:
                axes.text(across, down + move, text, ha="center", va="center", size=size, color=ink)
        columns = [words.text(f"figures.confusion.{name}", language) for name in ("called", "not_called")]
        premium = words.text("figures.confusion.premium", language, label=column_name(label, language))
        axes.set_xticks([0, 1], columns, color=TEXT, size=LABEL_SIZE)
        rows = [words.wrap(text, 9) for text in (premium, words.text("figures.confusion.other", language))]
        axes.set_yticks([0, 1], rows, color=TEXT, size=LABEL_SIZE, va="center")
        axes.tick_params(length=0, labeltop=True, labelbottom=False, pad=5)
        axes.set(xlim=(-0.5, 1.5), ylim=(1.5, -0.5))
    parts = [
        words.text(
            "figures.confusion.alt",
            language,
            name=words.text(f"figures.confusion.{name}", language),
            people=counted(counts[name], language),
            money=in_money(name),
        )
        for name in CELLS.values()
    ]
    return Picture(figure, " ".join([title, note, *parts]))
