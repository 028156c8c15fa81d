"""The survival curve from the first to the second order: who is back by when, and who is still to come."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import QUARTERLY, percent
from customer_value.figures.style import (
    AMBER,
    INK,
    LABEL_SIZE,
    NOTE_SIZE,
    PALE,
    QUIET,
    RUST,
    TEAL,
    TEXT,
    canvas,
    styled,
)
from customer_value.figures.tables import table
from customer_value.measures.new_customers.survival import return_chance, survival_at

COLUMNS = ["day", "at_risk", "events", "survival", "low", "high"]


def survival_curve(
    curve: Any, *, until: int | None = None, day: int | None = None, days: int = 30, language: str | None = None
) -> Picture:
    """The share of first-time customers without a second order, day by day, with its interval and the median.

    Below the axis stand the customers still watched at each tick. With a `day`, the picture tells what somebody who
    thinks of a contact on that day has to know: how many are back without it, and how many will be soon.

    Args:
        curve: what `survival_curve` returns.
        until: the last day to draw; the last on which ten customers are watched (a tenth of fewer than a hundred) when
            None.
        day: a day to mark, at most `until`.
        days: how far to look ahead from the marked day.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no customer, or `day` is beyond the last one.
    """
    steps = table(curve, "curve", COLUMNS)
    if steps.empty or not steps["at_risk"].iloc[0]:
        raise MeasureError("curve holds no customer; there is nothing to draw.")
    end = last_day(steps) if until is None else until
    if day is not None and not 0 <= day <= end:
        raise MeasureError(f"day is {day}; mark a day from 0 to {end}.")
    n = int(steps["at_risk"].iloc[0])
    half = steps.loc[steps["survival"] <= 0.5 + 1e-12, "day"]
    median = float(half.iloc[0]) if len(half) and half.iloc[0] <= end else None
    back = 1 - survival_at(steps, min(end, steps["day"].iloc[-1]))
    if day is not None:
        soon, gone = return_chance(steps, day, days), 1 - survival_at(steps, day)
        kind = "title_day" if not words.missing(soon) else "title_day_end"
        fields = {
            "day": words.number(day),
            "days": days,
            "soon": percent(soon, language),
            "back": percent(gone, language),
        }
    else:
        kind = "title_not" if median is None else "title_median"
        shown = end if median is None else median
        fields = {"days": words.number(shown), "end": words.number(end), "back": percent(back, language)}
    title = words.text(f"figures.survival.{kind}", language, **fields)
    events = int(steps["events"].sum())
    note = words.text(
        "figures.survival.note", language, n=words.number(n), events=words.number(events), rest=words.number(n - events)
    )
    with styled():
        figure = canvas(4.6, title, note)
        axes = figure.subplots()
        draw_curve(axes, steps[steps["day"] <= end], end)
        if day is None:
            mark_median(axes, median, end, language)
        else:
            mark_day(axes, steps, day, days, end, language)
        ticks(axes, steps, end, language)
    parts = [
        words.text("figures.survival.alt", language, day=words.number(tick), back=percent(1 - share, language))
        for tick in places(end)
        if tick and not words.missing(share := survival_at(steps, tick))
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def last_day(steps: pd.DataFrame) -> int:
    """The last day on which ten customers are watched, or a tenth of all where that is fewer."""
    enough = steps["at_risk"] >= min(10, max(steps["at_risk"].iloc[0] // 10, 1))
    return int(max(steps.loc[enough, "day"].iloc[-1], 1))


def places(end: float) -> list[int]:
    """Days for the ticks of the axis, round numbers."""
    step = next((one for one in (1, 5, 10, 30, 60, 90, 180, 360) if end / one <= 9), 720)
    return list(range(0, int(end) + 1, step))


def draw_curve(axes: Axes, steps: pd.DataFrame, end: float) -> None:
    """The curve as steps, its interval behind it."""
    when = np.append(steps["day"].to_numpy(), end)
    share, low, high = (np.append(steps[one].to_numpy(), steps[one].iloc[-1]) for one in ("survival", "low", "high"))
    axes.step(when, share, where="post", color=INK, linewidth=2.2, zorder=4)
    axes.fill_between(when, low, high, step="post", color=PALE, alpha=0.5, linewidth=0, zorder=2)
    axes.set(xlim=(0, end), ylim=(0, 1.02))


def mark_median(axes: Axes, median: float | None, end: float, language: str | None) -> None:
    """The half, and the day on which the curve reaches it."""
    axes.axhline(0.5, color=RUST, linewidth=1.0, linestyle=(0, (4, 3)), zorder=3)
    if median is None:
        label, place, side = words.text("figures.survival.not_reached", language), (end, 0.5), "right"
    else:
        axes.plot([median, median], [0, 0.5], color=RUST, linewidth=1.0, linestyle=(0, (4, 3)), zorder=3)
        axes.plot(median, 0.5, "o", markersize=8, color=RUST, markeredgecolor="white", mew=1.3, zorder=5)
        label, place = words.text("figures.survival.median", language, days=words.number(median)), (median, 0.5)
        side = "left" if median < end * 0.7 else "right"
    axes.annotate(
        label,
        place,
        xytext=(7 if side == "left" else -7, 5 if side == "left" else -5),
        textcoords="offset points",
        ha=side,
        va="bottom" if side == "left" else "top",
        size=LABEL_SIZE,
        color=RUST,
        zorder=6,
    )


def mark_day(axes: Axes, steps: pd.DataFrame, day: int, days: int, end: float, language: str | None) -> None:
    """All customers as one column at the marked day: back by then, back soon, still away."""
    now = survival_at(steps, day)
    then = survival_at(steps, day + days)
    then = now if words.missing(then) else then
    parts = {"back": (now, 1.0, TEAL), "soon": (then, now, AMBER), "away": (0.0, then, INK)}
    axes.axvline(day, color=RUST, linewidth=1.4, zorder=5)
    width = end * 0.022
    for name, (low, high, color) in parts.items():
        axes.bar(end + width * 1.6, high - low, width, bottom=low, color=color, clip_on=False, zorder=5)
        label = words.text(f"figures.survival.part_{name}", language, share=percent(high - low, language), days=days)
        if high - low > (0 if name == "soon" else 0.1):
            axes.annotate(
                words.wrap(label, 9),
                (end + width * 2.5, (low + high) / 2),
                annotation_clip=False,
                va="center",
                size=NOTE_SIZE + 0.5,
                color=TEXT,
            )
    axes.axvspan(day, min(day + days, end), color=AMBER, alpha=0.22, linewidth=0, zorder=1)
    right = day > end * 0.75
    axes.annotate(
        words.text("figures.survival.marked", language, day=words.number(day)),
        (day, 1.02),
        xytext=(-5 if right else 5, -3),
        textcoords="offset points",
        ha="right" if right else "left",
        va="top",
        size=LABEL_SIZE,
        color=RUST,
        zorder=6,
    )


def ticks(axes: Axes, steps: pd.DataFrame, end: float, language: str | None) -> None:
    """Days below the axis, and under each how many customers are still watched."""
    watched = []
    for tick in places(end):
        later = steps.loc[steps["day"] >= tick, "at_risk"]
        watched.append(int(later.iloc[0]) if len(later) else 0)
    labels = [f"{words.number(tick)}\n{words.number(count)}" for tick, count in zip(places(end), watched, strict=True)]
    axes.set_xticks(places(end), labels, linespacing=1.5)
    axes.set_yticks(QUARTERLY, [words.percent(share, language=language) for share in QUARTERLY])
    axes.set_xlabel(words.text("figures.survival.x", language), color=QUIET, size=NOTE_SIZE + 0.5)
    axes.set_ylabel(words.text("figures.survival.y", language))
    axes.spines["left"].set_visible(False)
