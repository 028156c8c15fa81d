"""The repurchase rate over time: windows of the calendar as steps, rolling windows as a line."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patheffects import withStroke

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.month_axis import month_ticks
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.key import key_above
from customer_value.figures.style import INK, LABEL_SIZE, MIST, PALE, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import percent_axis
from customer_value.figures.wording import joined

COLUMNS = ["start", "end", "existing", "repurchased", "repurchase_rate"]

MOST_LABELS = 14
"""With more steps than this their rates are read off the axis."""


def repurchase_over_time(
    calendar: Any = None, rolling: Any = None, *, chosen: int | None = None, language: str | None = None
) -> Picture:
    """Repurchase rates of windows: a calendar one is a step as long as itself, a rolling one a point at its last day.

    Args:
        calendar: what `repurchase_trend` returns for windows of the calendar, or None.
        rolling: the same for rolling windows, or None.
        chosen: the number of one rolling window to shade and to speak of in the title.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no window with a rate, or `chosen` is none of them.
    """
    steps, line = (
        pd.DataFrame(columns=COLUMNS) if one is None else table(one, name, COLUMNS)
        for one, name in ((calendar, "calendar"), (rolling, "rolling"))
    )
    if chosen is not None and not 0 <= chosen < len(line):
        raise MeasureError(f"chosen is {chosen}; rolling has the windows 0 to {len(line) - 1}.")
    told = steps if steps["repurchase_rate"].notna().any() else line
    if told["repurchase_rate"].isna().all():
        raise MeasureError("No window has a repurchase rate: there was no existing customer at any opening.")
    title = finding(told, language) if chosen is None else one_window(line.iloc[chosen], language)
    note = words.text("figures.repurchase.note", language)
    if len(line):
        days = (line["end"] - line["start"]).dt.days.iloc[0] + 1
        note = joined(note, words.text("figures.repurchase.note_rolling", language, days=days))
    with styled():
        figure = canvas(3.9, title, note)
        axes = figure.subplots()
        draw(axes, steps, line, chosen, language)
    rows = told.dropna(subset="repurchase_rate")
    parts = [
        words.text("figures.repurchase.alt", language, **said(row, language))
        for _, row in rows.iloc[:: max(1, len(rows) // 12)].iterrows()
    ]
    return Picture(figure, joined(title, note, *parts))


def draw(axes: Axes, steps: pd.DataFrame, line: pd.DataFrame, chosen: int | None, language: str | None) -> None:
    """Steps and line over a time axis of months."""
    both = pd.concat([part for part in (steps, line) if len(part)])
    first = pd.concat([steps["start"], line["end" if chosen is None else "start"]]).min()
    last = both["end"].max()
    if len(line):
        axes.plot(date2num(line["end"]), line["repurchase_rate"].astype(float), color=RUST, linewidth=1.8, zorder=2.5)
    for _, row in steps.dropna(subset="repurchase_rate").iterrows():
        left, right = date2num(row["start"]), date2num(row["end"]) + 1
        axes.plot([left, right], [row["repurchase_rate"]] * 2, color=INK, linewidth=3, solid_capstyle="butt", zorder=4)
        if len(steps) > MOST_LABELS:
            continue
        axes.annotate(
            words.percent(row["repurchase_rate"], language=language),
            ((left + right) / 2, row["repurchase_rate"]),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            size=LABEL_SIZE - 1,
            color=TEXT,
            path_effects=[withStroke(linewidth=2, foreground="white")],
            zorder=3.5,
        )
    if chosen is not None:
        row = line.iloc[chosen]
        axes.axvspan(date2num(row["start"]), date2num(row["end"]) + 1, color=MIST, linewidth=0, zorder=0)
        if not words.missing(row["repurchase_rate"]):
            axes.plot(date2num(row["end"]), row["repurchase_rate"], "o", color=RUST, markersize=8, zorder=5)
            axes.annotate(
                words.percent(row["repurchase_rate"], language=language),
                (date2num(row["end"]), row["repurchase_rate"]),
                xytext=(-8, 6),
                textcoords="offset points",
                ha="right",
                color=RUST,
                size=LABEL_SIZE + 1,
            )
    names = {RUST: ("rolling", line), INK: ("calendar", steps)}
    for color, (key, rows) in names.items():
        if len(rows):
            axes.plot([], [], color=color, linewidth=2.5, label=words.text(f"figures.repurchase.{key}", language))
    if len(steps) and len(line):
        key_above(axes)
    months = pd.date_range(first.replace(day=1), last, freq="MS")
    axes.set_xlim(date2num(first) - 4, date2num(last) + 8)
    inside = [day for day in months if day >= first] or [first]
    month_ticks(axes, inside, [date2num(day) for day in inside], language)
    axes.tick_params(axis="x", bottom=True, length=4, color=PALE)
    axes.set_ylim(0, min(max(both["repurchase_rate"].max() * 1.25, 0.05), 1.05))
    percent_axis(axes.yaxis, language)
    axes.set_ylabel(words.text("figures.repurchase.y", language))
    axes.spines["left"].set_visible(False)


def said(row: pd.Series, language: str | None) -> dict[str, str]:
    """What can be said of one window."""
    return {
        "start": words.short_date(row["start"], language),
        "end": words.short_date(row["end"], language),
        "rate": words.percent(row["repurchase_rate"], language=language),
        "n": words.number(row["existing"]),
        "came": words.number(row["repurchased"]),
    }


def finding(rows: pd.DataFrame, language: str | None) -> str:
    """The title: the lowest and the highest window."""
    known = rows.dropna(subset="repurchase_rate").reset_index(drop=True)
    rates = known["repurchase_rate"].astype(float)
    low, high = known.loc[rates.idxmin()], known.loc[rates.idxmax()]
    least, most = (words.percent(row["repurchase_rate"], language=language) for row in (low, high))
    if least == most:
        return words.text("figures.repurchase.title_same", language, rate=most)
    return words.text(
        "figures.repurchase.title",
        language,
        least=least,
        most=most,
        low=words.short_date(low["end"], language),
        high=words.short_date(high["end"], language),
    )


def one_window(row: pd.Series, language: str | None) -> str:
    """The title of a chosen window."""
    return words.text("figures.repurchase.title_window", language, **said(row, language))
