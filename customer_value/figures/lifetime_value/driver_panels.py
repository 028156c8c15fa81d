"""How the drivers of lifetime value have moved from period to period."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, PALE, TEXT, canvas, styled
from customer_value.figures.tables import table

DRIVERS = ("customers", "aov", "orders_per_customer", "retention")

FEW, MANY = 3, 8
"""Up to so many periods four panels stand side by side; with more than the second only the ends have their values."""


def driver_panels(trend: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """Four small panels: customers, average order value, orders per customer and retention, a bar per period.

    Args:
        trend: `end` and the four columns, as `driver_trend` returns them.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no period.
    """
    found = table(trend, "trend", ["end", *DRIVERS])
    if found.empty:
        raise MeasureError("trend has no rows; there is no period to draw.")
    title = finding(found, currency, language)
    note = words.text("figures.drivers.note", language)
    with styled():
        few = len(found) <= FEW
        figure = canvas(3.5 if few else 5.2, title, note)
        panels = figure.subplots(1, 4) if few else figure.subplots(2, 2).flat
        for axes, driver in zip(panels, DRIVERS, strict=True):
            panel(axes, found, driver, currency, language)
    parts = [
        words.text(
            "figures.drivers.alt",
            language,
            end=words.date(row["end"], language),
            customers=in_unit("customers", row["customers"], currency, language),
            aov=in_unit("aov", row["aov"], currency, language),
            orders=in_unit("orders_per_customer", row["orders_per_customer"], currency, language),
            retention=in_unit("retention", row["retention"], currency, language),
        )
        for _, row in found.iterrows()
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(found: pd.DataFrame, currency: str | None, language: str | None) -> str:
    """The title: how far each driver has moved from the first period to the last."""
    last = found.iloc[-1]
    if len(found) == 1:
        return words.text(
            "figures.drivers.title_one",
            language,
            last=words.date(last["end"], language),
            aov=in_unit("aov", last["aov"], currency, language),
            orders=in_unit("orders_per_customer", last["orders_per_customer"], currency, language),
        )
    first = found.iloc[0]
    moved = {
        driver: in_words(last[driver] / first[driver] - 1 if first[driver] else float("nan"), False, language)
        for driver in ("aov", "orders_per_customer")
    }
    rates = found["retention"].dropna()
    change = float(rates.iloc[-1] - rates.iloc[0]) if len(rates) > 1 else float("nan")
    return words.text(
        "figures.drivers.title",
        language,
        first=words.short_date(first["end"], language),
        aov=moved["aov"],
        orders=moved["orders_per_customer"],
        retention=in_words(change, True, language),
    )


def in_words(change: float, points: bool, language: str | None) -> str:
    """A change as "up 9%", or in percentage points; "unchanged" where it rounds to nothing."""
    if words.missing(change):
        return words.text("figures.drivers.unknown", language)
    if round(change, 3 if points else 2) == 0:
        return words.text("figures.drivers.same", language)
    size = words.percent(abs(change), language=language)
    if points:
        size = words.text("figures.drivers.points", language, n=words.number(abs(change) * 100, 1))
    return words.text(f"figures.drivers.{'up' if change > 0 else 'down'}", language, change=size)


def in_unit(driver: str, value: float, currency: str | None, language: str | None) -> str:
    """A driver's value: people, money, orders or a share."""
    if driver == "aov":
        return words.money(value, currency, language)
    if driver == "retention":
        # As fine as the change in the title, or 40% and 41% would stand beside "up 1.7 points".
        return words.percent(value, 1, language)
    return words.number(value, 2 if driver == "orders_per_customer" else 0, language)


def short(driver: str, value: float, currency: str | None, language: str | None) -> str:
    """A driver's value above its bar."""
    if driver == "aov":
        return words.short_money(value, currency, language)
    return in_unit(driver, value, currency, language)


def panel(axes: Axes, found: pd.DataFrame, driver: str, currency: str | None, language: str | None) -> None:
    """One driver's bars, the last period darkest, each with its value."""
    values = found[driver].astype(float)
    colors = [PALE] * (len(found) - 1) + [INK]
    axes.bar(range(len(found)), values.fillna(0), 0.7, color=colors, zorder=2)
    named = range(len(found)) if len(found) <= MANY else (0, len(found) - 1)
    for place in named:
        value = values.iloc[place]
        text = "–" if words.missing(value) else short(driver, value, currency, language)
        axes.annotate(
            text,
            (place, 0 if words.missing(value) else value),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            size=LABEL_SIZE - 0.5,
            color=TEXT,
        )
    axes.set_ylim(0, (values.max() if values.notna().any() else 1) * 1.16 or 1)
    labels = [
        words.text(
            "figures.drivers.end",
            language,
            year=day.year,
            month=words.month(day.month, language, short=True),
            day=day.day,
        )
        for day in found["end"].iloc[list(named)]
    ]
    axes.set_xticks(list(named), labels, size=LABEL_SIZE - 1)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0)
    axes.set_title(words.text(f"figures.drivers.panel.{driver}", language), size=LABEL_SIZE + 0.5)
