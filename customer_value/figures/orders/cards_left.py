"""A stock of cards, one of which goes out with every order."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.month_axis import month_ticks
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import DAY, table
from customer_value.figures.ticks import round_ticks
from customer_value.figures.wording import joined


def cards_left(orders: Any, cards: float, *, language: str | None = None) -> Picture:
    """How many cards are left on each day, if one goes out with every order; below zero, the orders without one.

    Args:
        orders: one row per order, with `order_date`.
        cards: how many there are at the start.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: the column is missing, no order has a date, or `cards` is no number from 0 on.
    """
    if isinstance(cards, (bool, str)) or words.missing(cards) or not cards >= 0:
        raise MeasureError(f"cards is {cards!r}; give the number of cards at the start, 0 or more.")
    days = table(orders, "orders", ["order_date"])["order_date"].dropna().dt.normalize()
    if days.empty:
        raise MeasureError("orders has no row with a date; there is nothing to draw.")
    left = stock_by_day(days, cards)
    gone = last_card(left)
    title = finding(left, gone, cards, language)
    note = words.text("figures.cards.note", language, n=words.number(len(days)))
    with styled():
        figure = canvas(3.9, title, note)
        draw_stock(figure.subplots(), left, gone, language)
    alt = [month_left(left, day, language) for day in left.index if (day + DAY).day == 1]
    return Picture(figure, joined(title, note, *alt))


def stock_by_day(days: pd.Series, cards: float) -> pd.Series:
    """What is left at the end of each day from the day before the first order to the last; negative without cards."""
    packed = days.value_counts().sort_index()
    every = pd.date_range(packed.index[0] - DAY, packed.index[-1])
    return cards - packed.reindex(every, fill_value=0).cumsum()


def last_card(left: pd.Series) -> pd.Timestamp | None:
    """The first day on which an order has to do without a card; None where there is none."""
    short = left[left < 0]
    return None if short.empty else short.index[0]


def finding(left: pd.Series, gone: pd.Timestamp | None, cards: float, language: str | None) -> str:
    """The title: when the cards are gone, or how many are left."""
    end, stock = left.iloc[-1], words.number(cards)
    if gone is not None:
        key = "figures.cards.short_one" if end == -1 else "figures.cards.short"
        return words.text(key, language, cards=stock, day=words.date(gone, language), n=words.number(-end))
    if end < 1:
        return words.text("figures.cards.even", language, cards=stock)
    key = "figures.cards.over_one" if end == 1 else "figures.cards.over"
    return words.text(key, language, cards=stock, n=words.number(end))


def month_left(left: pd.Series, day: pd.Timestamp, language: str | None) -> str:
    """What is left at the end of a month, as a sentence."""
    key = "figures.cards.alt" if left[day] >= 0 else "figures.cards.alt_short"
    return words.text(key, language, day=words.date(day, language), n=words.number(abs(left[day])))


def draw_stock(axes: Axes, left: pd.Series, gone: pd.Timestamp | None, language: str | None) -> None:
    """The line of what is left, the part below zero filled, and the day on which the cards are gone."""
    there = left.clip(lower=0)
    axes.fill_between(left.index, 0, left.clip(upper=0), color=RUST, alpha=0.35, linewidth=0, zorder=2)
    axes.plot(left.index, left.where(left < 0), color=RUST, linewidth=2.2, linestyle=(0, (4, 1.5)), zorder=3)
    axes.plot(left.index, there.where(left >= 0), color=INK, linewidth=2.4, zorder=4)
    axes.axhline(0, color=QUIET, linewidth=1.2, zorder=3)
    span = max(left.max(), 0) - min(left.min(), 0) or 1
    late = gone is not None and gone > left.index[0] + 0.7 * (left.index[-1] - left.index[0])
    lowest = min(left.min(), -0.1 * span if late else 0)
    axes.set(
        xlim=(left.index[0], left.index[-1] + 4 * DAY),
        ylim=(lowest - 0.06 * span, max(left.max(), 0) + 0.08 * span),
    )
    round_ticks(axes.yaxis, words.number, 6, whole=True)
    months = pd.date_range(left.index[0], left.index[-1], freq="MS")
    month_ticks(axes, list(months), list(months), language)
    axes.set_ylabel(words.text("figures.cards.y", language))
    if gone is not None:
        axes.plot([gone], [0], "o", color=RUST, markersize=9, mec="white", mew=1.4, zorder=5)
        axes.annotate(
            words.short_date(gone, language),
            (gone, 0),
            xytext=(-8, -5) if late else (8, 6),  # below on the left or above on the right the line leaves room
            textcoords="offset points",
            ha="right" if late else "left",
            va="top" if late else "bottom",
            size=LABEL_SIZE,
            color=TEXT,
            zorder=6,
        )
