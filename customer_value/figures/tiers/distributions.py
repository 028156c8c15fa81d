"""How recency, frequency and monetary value are spread over the customers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, NOTE_SIZE, QUIET, RUST, canvas, styled
from customer_value.figures.tables import table

COLUMNS = {"r": "recency", "f": "frequency", "m": "monetary"}
MOST_ORDERS = 10
"""Customers with more orders than this share one bar."""


def distributions(rfm_table: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """Three panels: how many customers have which recency, frequency and monetary value, with the medians.

    Money is drawn in steps that double, because a few customers spend a hundred times what most do.

    Args:
        rfm_table: one row per customer with `recency` (days), `frequency` (orders), `monetary` (money, above 0).
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no customer.
    """
    people = table(rfm_table, "rfm_table", list(COLUMNS.values()))
    if people.empty:
        raise MeasureError("rfm_table has no rows; there is no customer to draw.")
    once = (people["frequency"] == 1).mean()
    title = words.text(
        "figures.distributions.title",
        language,
        days=words.number(people["recency"].median()),
        once=words.percent(once, language=language),
    )
    note = words.text("figures.distributions.note", language, n=words.number(len(people)))
    with styled():
        figure = canvas(3.6, title, note)
        panels = figure.subplots(1, 3)
        days_panel(panels[0], people["recency"], language)
        orders_panel(panels[1], people["frequency"], language)
        money_panel(panels[2], people["monetary"], currency, language)
        for axes, letter in zip(panels, COLUMNS, strict=True):
            axes.set_title(words.text(f"figures.groups.name.{letter}", language))
            axes.set_xlabel(
                words.text(f"figures.distributions.x.{letter}", language), size=NOTE_SIZE + 0.5, color=QUIET
            )
            axes.spines["left"].set_visible(False)
        panels[0].set_ylabel(words.text("figures.distributions.y", language))

    def in_words(letter: str, value: float) -> str:
        return words.money(value, currency, language) if letter == "m" else words.number(value)

    parts = []
    for letter, column in COLUMNS.items():
        low, first, middle, third, high = people[column].quantile([0, 0.25, 0.5, 0.75, 1])
        parts.append(
            words.text(
                "figures.distributions.alt",
                language,
                measure=words.text(f"figures.groups.name.{letter}", language),
                low=in_words(letter, low),
                q1=in_words(letter, first),
                median=in_words(letter, middle),
                q3=in_words(letter, third),
                high=in_words(letter, high),
            )
        )
    return Picture(figure, " ".join([title, note, *parts]))


def days_panel(axes: Axes, days: pd.Series, language: str | None) -> None:
    """Recency in steps of 30 days."""
    top = max(30, int(np.ceil((days.max() + 1) / 30)) * 30)
    axes.hist(days, bins=np.arange(0, top + 1, 30), color=INK, edgecolor="white", linewidth=0.6)
    median_line(axes, days.median(), words.number(days.median()), language)


def orders_panel(axes: Axes, orders: pd.Series, language: str | None) -> None:
    """A bar for each number of orders, the large ones together."""
    counts = orders.clip(upper=MOST_ORDERS).value_counts().reindex(range(1, MOST_ORDERS + 1), fill_value=0)
    axes.bar(counts.index, counts, width=0.82, color=INK)
    labels = [str(n) if n % 3 == 1 and n < MOST_ORDERS else "" for n in counts.index]
    labels[-1] = words.text("figures.distributions.more", language, n=MOST_ORDERS)
    axes.set_xticks(counts.index, labels)
    median_line(axes, min(orders.median(), MOST_ORDERS), words.number(orders.median()), language)


def money_panel(axes: Axes, money: pd.Series, currency: str | None, language: str | None) -> None:
    """Money in steps that double."""
    logs = np.log2(money.clip(lower=1))
    steps = np.arange(np.floor(logs.min()), max(np.ceil(logs.max()), np.floor(logs.min()) + 1) + 1)
    axes.hist(logs, bins=steps, color=INK, edgecolor="white", linewidth=0.6)
    named = [power for power in range(10) if steps[0] <= np.log2(10.0**power) <= steps[-1]]
    labels = [words.short_money(10.0**power, "", language) for power in named]
    axes.set_xticks([np.log2(10.0**power) for power in named], labels)
    median_line(axes, np.log2(max(money.median(), 1)), words.money(money.median(), currency, language), language)


def median_line(axes: Axes, place: float, value: str, language: str | None) -> None:
    """A dashed line at the median with its value."""
    axes.axvline(place, color=RUST, linewidth=1.2, linestyle=(0, (4, 3)))
    axes.set_ylim(0, axes.get_ylim()[1] * 1.14)
    axes.annotate(
        words.text("figures.distributions.median", language, value=value),
        (place, 1),
        xycoords=("data", "axes fraction"),
        xytext=(4, -3),
        textcoords="offset points",
        va="top",
        size=NOTE_SIZE,
        color=RUST,
    )
