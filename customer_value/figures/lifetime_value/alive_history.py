"""How sure a model can be that one customer is still there, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.ticks import percent_axis
from customer_value.figures.tiers.strips import time_axis
from customer_value.measures.lifetime_value.bgnbd import BGNBD

POINTS = 500
"""Days that the curve is worked out for, besides those of purchases."""

DAY = pd.Timedelta(days=1)


def alive_history(
    days: Iterable[Any],
    model: BGNBD,
    day: Any,
    *,
    label: str = "A",
    added: Any = None,
    ahead: int = 90,
    end: Any = None,
    language: str | None = None,
) -> Picture:
    """P(alive) of one customer from the first purchase to a day, as it would have looked on each day; purchases below.

    Args:
        days: the days of the customer's purchases; later ones than `day` are left out, two on one day count once.
        model: what `fit_bgnbd` found.
        day: the day of looking.
        label: what to call the customer.
        added: a purchase that was not, drawn apart; for trying out what it would change.
        ahead: the days ahead that the note's expectation is for.
        end: the last day shown; `day` when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there is no purchase by that day.
    """
    now = pd.Timestamp(day).normalize()
    real = sorted({pd.Timestamp(one).normalize() for one in days} - {pd.NaT})
    extra = None if added is None else pd.Timestamp(added).normalize()
    bought = sorted({one for one in [*real, *([] if extra is None else [extra])] if one <= now})
    if not bought:
        raise MeasureError(f"days has no purchase by {now.date()}; P(alive) begins with the first one.")
    curve = alive_curve(bought, model, now)
    share = float(curve["p_alive"].iloc[-1])
    silent = (now - bought[-1]).days
    once = len(bought) == 1
    title = words.text(
        f"figures.alive_history.title{'_once' if once else ''}",
        language,
        label=label,
        day=words.date(now, language),
        share=words.percent(share, language=language),
        days=words.number(silent),
    )
    expected = model.expected_orders(state(bought, now, model.unit), ahead / model.unit)[0]
    note = words.text("figures.alive_history.note", language, days=ahead, orders=words.number(expected, 1))
    last = now if end is None else pd.Timestamp(end)
    with styled():
        figure = canvas(4.0, title, note)
        axes = figure.subplots()
        room = max((last - bought[0]).days, 30) * 0.02
        axes.set_xlim(date2num(bought[0]) - room, date2num(last) + 2.5 * room)
        axes.set_ylim(-0.2, 1.06)
        time_axis(axes, language)
        axes.grid(visible=True, axis="y")
        percent_axis(axes.yaxis, language)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
        axes.plot(curve["day"], curve["p_alive"], color=INK, zorder=3)
        axes.fill_between(curve["day"], curve["p_alive"], color=PALE, alpha=0.35, linewidth=0)
        axes.axhline(0.5, color=QUIET, linewidth=1, linestyle=(0, (2, 2)), zorder=1)
        draw_purchases(axes, bought, extra, language)
        axes.scatter([now], [share], s=60, color=RUST, edgecolor="white", zorder=5)
        high = share > 0.85
        # On the right, where nothing is drawn yet, the number covers no part of the curve.
        free = last - now > 0.12 * (last - bought[0])
        axes.annotate(
            words.percent(share, language=language),
            (date2num(now), share),
            xytext=(8 if free else -8, -10 if high else 8),
            textcoords="offset points",
            ha="left" if free else "right",
            va="top" if high else "bottom",
            size=LABEL_SIZE + 2,
            color=RUST,
            bbox={"facecolor": "white", "alpha": 0.85, "pad": 1, "linewidth": 0},
            zorder=5,
        )
        axes.set_title(words.text("figures.alive_history.y", language), size=LABEL_SIZE, color=QUIET, pad=7)
        mark_day(axes, now, language)
    lowest = curve.loc[curve["p_alive"].idxmin()]
    alt = words.text(
        "figures.alive_history.alt",
        language,
        n=len(bought),
        first=words.date(bought[0], language),
        last=words.date(bought[-1], language),
        low=words.percent(lowest["p_alive"], language=language),
        low_day=words.date(lowest["day"], language),
        share=words.percent(share, language=language),
    )
    return Picture(figure, " ".join([title, note, alt]))


def alive_curve(bought: list[pd.Timestamp], model: BGNBD, now: pd.Timestamp) -> pd.DataFrame:
    """P(alive) on many days from the first purchase on; on a purchase's day both before and after it.

    Returns:
        `day`, `p_alive`, in the order of time.
    """
    every = max((now - bought[0]).days // POINTS, 1)
    grid = set(pd.date_range(bought[0], now, freq=f"{every}D")) | {now}
    rows = []
    for one in sorted(grid | set(bought)):
        if one in bought[1:]:
            rows.append((one, *numbers([day for day in bought if day < one], one, model.unit)))
        rows.append((one, *numbers([day for day in bought if day <= one], one, model.unit)))
    table = pd.DataFrame(rows, columns=["day", "frequency", "recency", "T"])
    return table.assign(p_alive=model.p_alive(table))[["day", "p_alive"]]


def numbers(bought: list[pd.Timestamp], day: pd.Timestamp, unit: int) -> tuple[int, float, float]:
    """x, t_x and T on a day, in the model's unit."""
    first = bought[0]
    return len(bought) - 1, (bought[-1] - first).days / unit, (day - first).days / unit


def state(bought: list[pd.Timestamp], day: pd.Timestamp, unit: int) -> pd.DataFrame:
    """The same as a table of one row."""
    return pd.DataFrame([numbers(bought, day, unit)], columns=["frequency", "recency", "T"])


def draw_purchases(axes: Axes, bought: list[pd.Timestamp], extra: pd.Timestamp | None, language: str | None) -> None:
    """A tick below the curve for each purchase, and the added one in another colour."""
    axes.axhline(0, color=TEXT, linewidth=1, zorder=4)
    real = [day for day in bought if day != extra]
    axes.vlines(real, -0.14, -0.03, color=INK, linewidth=1.8)
    if extra is not None and extra in bought:
        axes.vlines([extra], -0.14, -0.03, color=RUST, linewidth=2.6)
        axes.annotate(
            words.text("figures.alive_history.added", language),
            (date2num(extra), -0.085),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            size=NOTE_SIZE,
            color=RUST,
        )
    axes.annotate(
        words.text("figures.alive_history.purchases", language),
        (0, -0.085),
        xycoords=("axes fraction", "data"),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        size=LABEL_SIZE - 0.5,
        color=QUIET,
    )


def mark_day(axes: Axes, now: pd.Timestamp, language: str | None) -> None:
    """The day of looking, as strips mark the snapshot, with only its date."""
    axes.axvline(date2num(now), color=TEXT, linewidth=1.2, zorder=2)
    axes.annotate(
        words.short_date(now, language),
        (date2num(now), 1.01),
        xycoords=("data", "axes fraction"),
        xytext=(-4, 0),
        textcoords="offset points",
        ha="right",
        va="bottom",
        size=NOTE_SIZE + 0.5,
        color=TEXT,
    )
