"""The rhythm of a few customers: their purchase days, and when they would have been called overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.lines import Line2D

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.customers.purchase_cycle import in_days, plain
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import column
from customer_value.figures.style import INK, LINE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import labelled, table

MOST = 10
"""More strips than this are no longer a few."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """One customer: the purchase days, the median gap (NaN without one), the days of false alarm, whether overdue."""

    label: str
    days: np.ndarray
    cycle: float
    alarms: list[int]
    late: bool


def rhythm_strips(valid: Any, customers: Any, snapshot: Any, k: float = 1.5, *, language: str | None = None) -> Picture:
    """A strip of time for each customer: a dot for each purchase day, and what the rule of k own cycles says.

    A hollow triangle is a day on which the rule would have called somebody who then came back unasked. On the right the
    time since the last purchase: rust from the day on which the customer became overdue.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`.
        customers: up to ten ids by label (a mapping), a table with `label` and `customer_id`, or just ids.
        snapshot: the day on which customers are judged; later orders are left out.
        k: how many own cycles may pass.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, nobody or more than ten are named, one has no order by the snapshot, or `k`
            is not above 0.
    """
    chosen = labelled(customers)
    if len(chosen) > MOST:
        raise MeasureError(f"customers names {len(chosen)}; give at most {MOST}.")
    if not k > 0:
        raise MeasureError(f"k is {k!r}; give a number above 0.")
    day = int(date2num(pd.Timestamp(snapshot).normalize()))
    orders = table(valid, "valid", ["customer_id", "order_date"])
    rhythms = [rhythm(orders, label, one, day, k) for label, one in chosen.items()]
    late = sum(one.late for one in rhythms)
    false = sum(len(one.alarms) for one in rhythms)
    fields = {"n": len(rhythms), "late": late, "k": f"{k:g}", "false": words.number(false)}
    title = words.text(
        f"figures.rhythm.title_{'many' if false > 1 else 'once' if false else 'never'}", language, **fields
    )
    note = words.text("figures.rhythm.note", language, snapshot=words.date(pd.Timestamp(snapshot), language), **fields)
    with styled():
        figure = canvas(1.75 + 0.46 * len(rhythms), title, note)
        draw_strips(figure.subplots(), rhythms, day, k, language)
    parts = [in_words(one, day, language) for one in rhythms]
    return Picture(figure, " ".join([title, note, *parts]))


def rhythm(orders: pd.DataFrame, label: str, customer: Any, day: int, k: float) -> Rhythm:
    """One customer's rhythm, and the days on which the rule would have called in vain."""
    dates = pd.to_datetime(orders.loc[orders["customer_id"] == customer, "order_date"])
    days = np.unique(np.floor(date2num(dates)).astype(int))
    days = days[days <= day]
    if not len(days):
        raise MeasureError(f"customers names {customer!r}, who has no order by the snapshot; leave that one out.")
    gaps = np.diff(days)
    cycle = float(np.median(gaps)) if len(gaps) else float("nan")
    alarms = [int(start + floor(k * cycle) + 1) for start, gap in zip(days[:-1], gaps, strict=True) if gap > k * cycle]
    return Rhythm(label=label, days=days, cycle=cycle, alarms=alarms, late=bool(day - days[-1] > k * cycle))


def in_words(one: Rhythm, day: int, language: str | None) -> str:
    away = in_days(day - int(one.days[-1]), language)
    if one.cycle != one.cycle:
        return words.text("figures.rhythm.alt_once", language, customer=one.label, away=away)
    return words.text(
        f"figures.rhythm.alt_{'late' if one.late else 'on_time'}",
        language,
        customer=one.label,
        n=words.number(len(one.days)),
        cycle=in_days(one.cycle, language),
        away=away,
        ratio=words.number((day - one.days[-1]) / one.cycle, 1),
        false=words.number(len(one.alarms)),
    )


def draw_strips(axes: Axes, rhythms: Sequence[Rhythm], day: int, k: float, language: str | None) -> None:
    """The strips, the first customer at the top, with cycle and ratio on the right."""
    first = min(int(one.days[0]) for one in rhythms)
    room = max((day - first) * 0.03, 8)
    axes.grid(visible=False)
    for row, one in enumerate(rhythms):
        last = int(one.days[-1])
        axes.plot([first - room, day], [row, row], color=LINE, linewidth=1.2, zorder=1)
        axes.plot([one.days[0], last], [row, row], color=PALE, linewidth=3.5, solid_capstyle="butt", zorder=2)
        axes.plot(one.days, np.full(len(one.days), row), "o", color=INK, markersize=6.5, mec="white", mew=0.7, zorder=4)
        axes.plot(one.alarms, np.full(len(one.alarms), row), "v", color="white", mec=RUST, mew=1.4, ms=7.5, zorder=5)
        if one.late:
            since = last + floor(k * one.cycle) + 1
            axes.plot([since, day], [row, row], color=RUST, linewidth=3.5, solid_capstyle="butt", zorder=3)
    axes.axvline(day, color=QUIET, linewidth=1.0, zorder=1)
    axes.set_yticks(range(len(rhythms)), [words.wrap(str(one.label), 12) for one in rhythms], color=TEXT, va="center")
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(first - room, day), ylim=(len(rhythms) - 0.5, -0.55))
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    ticks = pd.date_range(*(pd.Timestamp(one, unit="D") for one in (first - int(room), day)), freq="MS")
    every = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120) if len(ticks) / step <= 9)
    shown = [tick for tick in ticks if (tick.year * 12 + tick.month - 1) % every == 0]
    axes.set_xticks([date2num(tick) for tick in shown])
    axes.set_xticklabels(
        [
            words.text(
                "figures.rhythm.month", language, year=tick.year, month=words.month(tick.month, language, short=True)
            )
            for tick in shown
        ]
    )
    nothing = words.text("figures.rhythm.nothing", language)
    cycles = [nothing if one.cycle != one.cycle else plain(one.cycle) for one in rhythms]
    ratios = [
        nothing if one.cycle != one.cycle else words.number((day - one.days[-1]) / one.cycle, 1) for one in rhythms
    ]
    place = column(axes, 4, words.text("figures.rhythm.cycle", language), cycles)
    column(axes, place, words.text("figures.rhythm.ratio", language), ratios)
    handles = [
        Line2D([], [], marker="o", color=INK, linestyle="", markersize=6.5),
        Line2D([], [], marker="v", color="white", mec=RUST, mew=1.4, linestyle="", markersize=7.5),
        Line2D([], [], color=RUST, linewidth=3.5),
    ]
    axes.legend(
        handles,
        [words.text(f"figures.rhythm.legend.{name}", language) for name in ("purchase", "alarm", "late")],
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=3,
        borderpad=0,
        borderaxespad=0.3,
        handletextpad=0.4,
        handlelength=1.2,
        columnspacing=1.4,
        fontsize=NOTE_SIZE,
    )
