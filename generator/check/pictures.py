"""The report's pictures: a ledger and what it is compared with, drawn the same way side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from customer_value.figures.picture import Picture
from customer_value.figures.style import AMBER, INK, LINE, QUIET, RUST, TEAL, canvas, styled
from generator.check.profile import (
    GAP_QUANTILES,
    RETENTION_MONTHS,
    Profile,
    gaps,
    numbered,
    visits,
)
from generator.check.wording import Wording

WIDTH, HEIGHT = 4.7, 3.3
"""Inches: narrow enough to stay readable on a telephone."""

MOST = 10
"""Customers with as many orders or more share a bar."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One ledger as it is drawn.

    Attributes:
        name: as in the legend.
        profile: its figures.
        orders: its plain orders; None where only figures were published.
        scale: what order values are divided by.
    """

    name: str
    profile: Profile
    orders: pd.DataFrame | None
    scale: float = 1.0


COLORS = (INK, RUST, TEAL, AMBER)
STYLES = ("-", "-", (0, (5, 2)), (0, (2, 2)))
MARKS = ("o", "s", "^", "D")
"""Each ledger's colour, line and mark; the first is the ledger in question."""


def pictures(shown: list[Drawn], currency: str, words: Wording) -> dict[str, Picture]:
    """Every picture, by the name of its subject.

    Args:
        shown: the ledger in question first.
        currency: of the money axis; "" where values are over their median.
    """
    drawn: dict[str, Callable[[], Picture]] = {
        "orders": lambda: _orders(shown, words),
        "gaps": lambda: _gaps(shown, words),
        "values": lambda: _values(shown, currency, words),
        "retention": lambda: _retention(shown, words),
        "lorenz": lambda: _lorenz(shown, words),
        "weekdays": lambda: _bars("weekdays", shown, words),
        "months": lambda: _bars("months", shown, words),
    }
    with styled():
        return {name: draw() for name, draw in drawn.items()}


def _orders(shown: list[Drawn], words: Wording) -> Picture:
    """How many customers have how many orders."""
    there = [one for one in shown if one.orders is not None]
    shares = [_order_shares(one) for one in there]
    figure = canvas(HEIGHT, words.text("pictures.orders.title", share=words.percent(shares[0][0])), width=WIDTH)
    axes = figure.subplots()
    _side_by_side(axes, there, shares, range(1, MOST + 1))
    axes.set_xticks(range(1, MOST + 1), [*map(str, range(1, MOST)), words.text("pictures.orders.more")])
    _name(axes, words, "orders")
    parts = [
        words.text(
            "pictures.orders.part",
            name=one.name,
            one=words.percent(share[0]),
            two=words.percent(share[1]),
            three=words.percent(share[2]),
            more=words.percent(share[-1]),
        )
        for one, share in zip(there, shares, strict=True)
    ]
    return _picture(figure, axes, words, "orders", parts, len(there))


def _gaps(shown: list[Drawn], words: Wording) -> Picture:
    """How long customers take to come back, cumulated; published quantiles as marks."""
    title = words.text("pictures.gaps.title", days=words.number(shown[0].profile.gap_quantiles[2]))
    figure = canvas(HEIGHT, title, width=WIDTH)
    axes = figure.subplots()
    for place, one in enumerate(shown):
        if one.orders is None:
            _marks(axes, place, one.name, one.profile.gap_quantiles, GAP_QUANTILES)
            continue
        gap = np.sort(gaps(visits(one.orders))[1])
        days, last = np.unique(gap, return_index=True)
        share = np.append(last[1:], len(gap)) / max(len(gap), 1)
        axes.plot(days, share, color=COLORS[place], linestyle=STYLES[place], label=one.name)
    _logarithmic(axes)
    _name(axes, words, "gaps")
    parts = [
        words.text(
            "pictures.gaps.part",
            name=one.name,
            **{name: words.number(one.profile.gap_quantiles[at]) for name, at in QUARTILES.items()},
        )
        for one in shown
    ]
    return _picture(figure, axes, words, "gaps", parts, len(shown))


def _values(shown: list[Drawn], currency: str, words: Wording) -> Picture:
    """How order values are spread, in steps of equal ratio."""
    there = [one for one in shown if one.orders is not None]
    figure = canvas(HEIGHT, words.text("pictures.values.title"), width=WIDTH)
    axes = figure.subplots()
    logs = [np.log10(one.orders["value"].to_numpy(dtype=float) / one.scale) for one in there]
    low, high = (np.quantile(np.concatenate(logs), at) for at in (0.0005, 0.9995))
    steps = np.linspace(low, max(high, low + 0.1), 41)
    for place, (one, log) in enumerate(zip(there, logs, strict=True)):
        share = np.histogram(np.clip(log, low, steps[-1]), bins=steps)[0] / len(log)
        filled = {"fill": True, "alpha": 0.85} if place == 0 else {"fill": False, "linewidth": 1.8}
        axes.stairs(share, 10**steps, color=COLORS[place], label=one.name, **filled)
    _logarithmic(axes)
    _name(axes, words, "values")
    if currency:
        axes.set_xlabel(words.text("pictures.values.x", currency=currency))
    else:
        axes.set_xlabel(words.text("pictures.values.x_scaled"))
    digits = 0 if currency and shown[0].profile.value_quantiles[1] >= 100 else 2
    parts = [
        words.text(
            "pictures.values.part",
            name=one.name,
            **{
                name: words.number(one.profile.value_quantiles[at] / one.scale, digits)
                for name, at in QUARTILES.items()
            },
        )
        for one in there
    ]
    return _picture(figure, axes, words, "values", parts, len(there))


def _retention(shown: list[Drawn], words: Wording) -> Picture:
    """How many come back in each month after their first order."""
    title = words.text("pictures.retention.title", share=words.percent(shown[0].profile.retention[0]))
    figure = canvas(HEIGHT, title, width=WIDTH)
    axes = figure.subplots()
    months = range(1, RETENTION_MONTHS + 1)
    for place, one in enumerate(shown):
        axes.plot(
            months,
            one.profile.retention,
            color=COLORS[place],
            linestyle=STYLES[place],
            marker=MARKS[place],
            markersize=4,
            label=one.name,
        )
    axes.set_xticks(months)
    axes.set_ylim(bottom=0)
    _name(axes, words, "retention")
    parts = [
        words.text(
            "pictures.retention.part",
            name=one.name,
            **{
                name: words.percent(one.profile.retention[month - 1], 1)
                for name, month in (("first", 1), ("sixth", 6), ("twelfth", 12))
            },
        )
        for one in shown
    ]
    return _picture(figure, axes, words, "retention", parts, len(shown))


def _lorenz(shown: list[Drawn], words: Wording) -> Picture:
    """How unequally the money is spread over customers."""
    there = [one for one in shown if one.orders is not None]
    title = words.text("pictures.lorenz.title", share=words.percent(shown[0].profile.top_20))
    figure = canvas(HEIGHT, title, width=WIDTH)
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=QUIET, linewidth=1, linestyle=(0, (4, 3)))
    axes.annotate(
        words.text("pictures.lorenz.even"), (0.42, 0.46), rotation=38, size=8.5, color=QUIET, ha="center", va="bottom"
    )
    for place, one in enumerate(there):
        customer, _ = numbered(one.orders)
        money = np.sort(np.bincount(customer, weights=one.orders["value"].to_numpy(dtype=float)))
        share = np.concatenate([[0], np.cumsum(money) / money.sum()])
        at = np.linspace(0, 1, 201)
        axes.plot(
            at,
            np.interp(at, np.linspace(0, 1, len(share)), share),
            color=COLORS[place],
            linestyle=STYLES[place],
            label=one.name,
        )
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.xaxis.set_major_formatter(FuncFormatter(_percent))
    _name(axes, words, "lorenz")
    parts = [
        words.text(
            "pictures.lorenz.part",
            name=one.name,
            share=words.percent(one.profile.top_20),
            gini=words.number(one.profile.gini_value, 2),
        )
        for one in there
    ]
    return _picture(figure, axes, words, "lorenz", parts, len(there))


def _bars(subject: str, shown: list[Drawn], words: Wording) -> Picture:
    """Weekdays or months, a bar for each ledger."""
    names = words.text(subject).split(",")
    there = [one for one in shown if not np.isnan(getattr(one.profile, subject)).all()]
    values = [np.array(getattr(one.profile, subject)) for one in there]
    kind = "day" if subject == "weekdays" else "month"
    long_names = words.text("weekday_names" if kind == "day" else "month_names").split(",")
    title = words.text(f"pictures.{subject}.title", **{kind: long_names[int(np.nanargmax(values[0]))]})
    figure = canvas(HEIGHT, title, width=WIDTH)
    axes = figure.subplots()
    _side_by_side(axes, there, values, range(len(names)), [shown.index(one) for one in there])
    axes.set_xticks(range(len(names)), [name.removesuffix(" 月") for name in names])
    if subject == "months":
        axes.axhline(1, color=QUIET, linewidth=0.8)
        axes.set_ylabel(words.text("pictures.months.y"))
    else:
        axes.set_ylabel(words.text("pictures.weekdays.y"))
        axes.yaxis.set_major_formatter(FuncFormatter(_percent))

    def said(value: float) -> str:
        return words.percent(value) if subject == "weekdays" else words.number(value, 2)

    colon, comma, stop = words.text("colon"), words.text("list"), words.text("stop").strip()
    parts = [
        f"{one.name}{colon}{comma.join(f'{name} {said(value)}' for name, value in zip(names, row, strict=True))}{stop}"
        for one, row in zip(there, values, strict=True)
    ]
    return _picture(figure, axes, words, subject, parts, len(there))


QUARTILES = {"low": 1, "middle": 2, "high": 3}
"""Where the quartiles are among GAP_QUANTILES and VALUE_QUANTILES."""


def _side_by_side(axes: Axes, shown: list[Drawn], rows: list[np.ndarray], at: range, places=None) -> None:
    """Bars of several ledgers beside each other at each place."""
    width = 0.84 / len(shown)
    for number, (one, row) in enumerate(zip(shown, rows, strict=True)):
        place = number if places is None else places[number]
        shift = (number - (len(shown) - 1) / 2) * width
        axes.bar(np.array(at) + shift, np.nan_to_num(row), width=width * 0.94, color=COLORS[place], label=one.name)


def _marks(axes: Axes, place: int, name: str, values: tuple[float, ...], at: tuple[float, ...]) -> None:
    axes.plot(values, at, color=COLORS[place], marker=MARKS[place], linestyle="none", markersize=5.5, label=name)


def _logarithmic(axes: Axes) -> None:
    axes.set_xscale("log")
    low, high = axes.get_xlim()
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < low * 10**2.4 else (1,)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.xaxis.set_minor_locator(NullLocator())


def _percent(value: float, place: int | None = None) -> str:
    return f"{value * 100:.6g}%"


def _name(axes: Axes, words: Wording, subject: str) -> None:
    if subject != "values":
        axes.set_xlabel(words.text(f"pictures.{subject}.x"))
    axes.set_ylabel(words.text(f"pictures.{subject}.y"))
    axes.yaxis.set_major_formatter(FuncFormatter(_percent))


def _picture(figure, axes: Axes, words: Wording, subject: str, parts: list[str], ledgers: int) -> Picture:
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.xaxis.label.set_size(9)
    axes.yaxis.label.set_size(9)
    if ledgers > 1:
        figure.legend(loc="outside lower left", ncols=ledgers, fontsize=8.5, handlelength=1.6, columnspacing=1.2)
    title = figure.texts[0].get_text().replace("\n", " ")
    colon = words.text("stop")
    return Picture(figure, f"{title}{colon}{words.text(f'pictures.{subject}.alt', parts=' '.join(parts))}")


def _order_shares(one: Drawn) -> np.ndarray:
    counts = np.bincount(numbered(one.orders)[0]).clip(max=MOST)
    return np.bincount(counts, minlength=MOST + 1)[1:] / len(counts)
