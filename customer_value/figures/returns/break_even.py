"""The profit of a campaign against its response rate, with the rate at which it breaks even."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, QUIET, RUST, TEAL, TEXT, canvas, styled
from customer_value.figures.ticks import money_axis, percent_axis
from customer_value.measures._numbers import share as checked_share
from customer_value.measures.returns.break_even import break_even_response, response_profit


def break_even(
    contacts: float,
    cost: float,
    *,
    order_value: float,
    margin: float,
    coupon: float = 0.0,
    fixed_cost: float = 0.0,
    base_rate: float = 0.0,
    seen: float | None = None,
    interval: tuple[float, float] | None = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """A line of profit over response rates, below zero in rust and above in teal, and where the campaign came out.

    Args:
        contacts, cost, order_value, margin, coupon, fixed_cost, base_rate: as for `break_even_response`.
        seen: the response rate that was seen, a share; None before the campaign.
        interval: the lowest and the highest rate that the data leave open.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a number is out of bounds.
    """
    terms = {"order_value": order_value, "margin": margin, "coupon": coupon, "fixed_cost": fixed_cost}
    even = break_even_response(cost, **terms, contacts=contacts, base_rate=base_rate)
    shares = [checked_share(mark, "seen") for mark in (seen, *(interval or ())) if mark is not None]
    top = min(1.0, max(1.7 * max(base_rate, even, *shares), 0.02)) if even <= 1 else 1.0

    def profit(rate: float) -> float:
        return response_profit(rate, contacts, cost, **terms, base_rate=base_rate)

    title = finding(even, seen, profit, currency, language)
    note = words.text(
        "figures.break_even.note",
        language,
        n=words.number(contacts),
        cost=small_money(cost, currency, language),
        fixed=words.money(fixed_cost, currency, language),
        each=small_money(order_value * margin, currency, language),
        coupon=small_money(coupon, currency, language),
    )
    if interval is not None:
        note = f"{note} {words.text('figures.break_even.note_interval', language)}"
    with styled():
        figure = canvas(4.1, title, note)
        axes = figure.subplots()
        draw_profit(axes, profit, even, top)
        axes.set_xlim(0, top)
        percent_axis(axes.xaxis, language)
        money_axis(axes.yaxis, currency, language)
        axes.set_xlabel(words.text("figures.break_even.x", language))
        axes.set_ylabel(words.text("figures.break_even.y", language))
        draw_marks(axes, profit, even, base_rate, seen, interval, language)
    alt = words.text(
        "figures.break_even.alt",
        language,
        rate=words.percent(even, 1, language),
        base=words.percent(base_rate, 1, language),
        low=words.money(profit(0), currency, language),
        top=words.percent(top, 1, language),
        high=words.money(profit(top), currency, language),
    )
    return Picture(figure, " ".join([title, note, alt]))


def small_money(amount: float, currency: str | None, language: str | None) -> str:
    """An amount for one person, which may be less than one unit: then with two decimals, "US$0.04"."""
    if 0 < amount < 10 and amount != round(amount):
        return f"{words.sign(currency)}{amount:,.2f}"
    return words.money(amount, currency, language)


def finding(even: float, seen: float | None, profit: object, currency: str | None, language: str | None) -> str:
    """The title: the response it takes, and where there is one what was seen and earned."""
    rate = words.percent(even, 1, language)
    if even != even:
        return words.text("figures.break_even.title_never", language)
    if even > 1:
        return words.text("figures.break_even.title_above", language, rate=rate)
    if seen is None:
        return words.text("figures.break_even.title", language, rate=rate)
    earned = profit(seen)
    kind = "even" if abs(earned) < 0.5 else "earned" if earned > 0 else "lost"
    return words.text(
        "figures.break_even.title_seen",
        language,
        rate=rate,
        seen=words.percent(seen, 1, language),
        money=words.text(f"figures.event.{kind}", language, money=words.money(abs(earned), currency, language)),
    )


def draw_profit(axes: Axes, profit: object, even: float, top: float) -> None:
    """The line of profit, loss and gain filled."""
    rates = np.array([0.0, *([even] if 0 < even < top else []), top])
    heights = np.array([profit(rate) for rate in rates])
    axes.axhline(0, color=QUIET, linewidth=1.0, zorder=2)
    for part, color in ((heights <= 1e-9, RUST), (heights >= -1e-9, TEAL)):
        axes.fill_between(rates[part], heights[part], color=color, alpha=0.16, linewidth=0)
    axes.plot(rates, heights, color=INK, zorder=3)
    span = max(heights.max(), 0) - min(heights.min(), 0) or 1.0
    axes.set_ylim(min(heights.min(), 0) - 0.06 * span, max(heights.max(), 0) + 0.14 * span)


def draw_marks(
    axes: Axes,
    profit: object,
    even: float,
    base_rate: float,
    seen: float | None,
    interval: tuple[float, float] | None,
    language: str | None,
) -> None:
    """The base rate, the break-even response and the rate that was seen."""
    low, high = axes.get_ylim()
    right = axes.get_xlim()[1]

    def note(rate: float, name: str, height: float, color: str) -> None:
        text = words.text(f"figures.break_even.{name}", language, rate=words.percent(rate, 1, language))
        left = rate > 0.6 * right
        axes.annotate(
            text,
            (rate, height),
            xytext=(-6 if left else 6, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            size=LABEL_SIZE - 0.5,
            color=color,
            bbox={"facecolor": "white", "alpha": 0.85, "pad": 1, "linewidth": 0},
            zorder=6,
        )

    if base_rate:
        axes.axvline(base_rate, color=QUIET, linewidth=1.0, linestyle=(0, (1, 2)), zorder=2)
        note(base_rate, "base", high - 0.05 * (high - low), QUIET)
    if even <= right:
        # Beside a base rate the line ends at its own label, below that of the base rate, which it may else run through.
        top = 0.9 if base_rate else 1.0
        axes.axvline(even, ymax=top, color=RUST, linewidth=1.2, linestyle=(0, (4, 3)), zorder=2)
        note(even, "even", high - (0.14 if base_rate else 0.05) * (high - low), RUST)
    if seen is not None:
        height = profit(seen)
        if interval is not None:
            axes.plot(interval, [height, height], color=TEXT, linewidth=1.6, marker="|", markersize=9, zorder=4)
        axes.plot(seen, height, "o", color=INK, markersize=8, zorder=5)
        text = words.text("figures.break_even.seen", language, rate=words.percent(seen, 1, language))
        left = seen > 0.3 * right  # above the line to the left, or below it to the right
        axes.annotate(
            text,
            (seen, height),
            xytext=(-6, 7) if left else (6, -7),
            textcoords="offset points",
            ha="right" if left else "left",
            va="bottom" if left else "top",
            size=LABEL_SIZE - 0.5,
            color=TEXT,
            bbox={"facecolor": "white", "alpha": 0.85, "pad": 1, "linewidth": 0},
            zorder=6,
        )
