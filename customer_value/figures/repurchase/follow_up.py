"""How the rate of second purchases grows with the days of follow-up, and how many customers can still be judged."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, PALE, QUIET, RUST, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import percent_axis, round_ticks
from customer_value.figures.wording import joined

FEWEST = 30
"""The curve is drawn as long as it is a share of at least so many customers; of a few it jumps up and down."""


def follow_up(purchases: Any, days: int = 90, *, until: int = 365, language: str | None = None) -> Picture:
    """Above, the share of second purchases within N days for every N; below, the customers it is a share of.

    Args:
        purchases: what `second_purchases` returns.
        days: the N to mark.
        until: the longest N drawn.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no customer, or `days` is not from 1 to `until`.
    """
    people = table(purchases, "purchases", ["days_to_second", "days_observed"])
    if people.empty:
        raise MeasureError("purchases has no rows; nobody bought for the first time.")
    if not 1 <= days <= until:
        raise MeasureError(f"days is {days}; give 1 to {until}.")
    rows = by_days(people, until)
    chosen = rows.loc[days]
    young = len(people) - chosen["base"]
    fields = {
        "days": days,
        "rate": words.percent(chosen["rate"], language=language),
        "came": words.number(chosen["came"]),
        "base": words.number(chosen["base"]),
        "young": words.number(young),
        "n": words.number(len(people)),
    }
    title = words.text(f"figures.follow_up.{'title' if chosen['base'] else 'title_none'}", language, **fields)
    told = rows[rows["base"] >= FEWEST] if len(people) >= 2 * FEWEST else rows
    note = words.text("figures.follow_up.note", language, **fields)
    if len(told) < len(rows):
        note = joined(note, words.text("figures.follow_up.note_end", language, n=FEWEST))
    with styled():
        figure = canvas(4.5, title, note)
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1.5, 1])
        above.plot(told.index, told["rate"], color=INK, linewidth=2, zorder=3)
        top = np.nanmax([told["rate"].max(), chosen["rate"], 0.05])
        if chosen["base"]:
            above.plot(days, chosen["rate"], "o", color=RUST, markersize=8, zorder=4)
            above.annotate(
                fields["rate"],
                (days, chosen["rate"]),
                xytext=(8, -15),
                textcoords="offset points",
                ha="left",
                color=RUST,
                size=LABEL_SIZE + 1,
            )
        above.set_ylim(0, top * 1.25)
        percent_axis(above.yaxis, language, steps=4)
        above.set_title(words.text("figures.follow_up.rate", language))
        below.fill_between(rows.index, rows["base"], color=INK, linewidth=0, zorder=2)
        below.fill_between(rows.index, rows["base"], len(people), color=PALE, linewidth=0, zorder=2)
        below.set_ylim(0, len(people) * 1.02)
        round_ticks(below.yaxis, words.number, 3, whole=True)
        below.set_title(words.text("figures.follow_up.people", language))
        below.set_xlabel(words.text("figures.follow_up.x", language))
        below.set_xlim(0, until)
        below.set_xticks([day for day in (1, 30, 60, 90, 120, 180, 240, 300, 365) if day <= until])
        for axes in (above, below):
            axes.axvline(days, color=RUST, linewidth=1.2, linestyle=(0, (4, 3)), zorder=3)
            axes.spines["left"].set_visible(False)
        below.tick_params(axis="x", bottom=True, length=4, color=QUIET)
    marks = [day for day in (30, 60, 90, 180, 365) if day <= until and rows.loc[day, "base"]]
    parts = [
        words.text(
            "figures.follow_up.alt",
            language,
            days=day,
            rate=words.percent(rows.loc[day, "rate"], language=language),
            base=words.number(rows.loc[day, "base"]),
        )
        for day in marks
    ]
    return Picture(figure, joined(title, note, *parts))


def by_days(people: pd.DataFrame, until: int) -> pd.DataFrame:
    """For every N the customers observed for so long, those of them who came back within N days, and their share."""
    every = np.arange(1, until + 1)
    observed = people["days_observed"].to_numpy()
    gaps = people["days_to_second"].to_numpy(dtype=float)
    base = (observed[None, :] >= every[:, None]).sum(axis=1)
    came = ((observed[None, :] >= every[:, None]) & (gaps[None, :] <= every[:, None])).sum(axis=1)
    rows = pd.DataFrame({"base": base, "came": came}, index=pd.Index(every, name="days"))
    return rows.assign(rate=rows["came"] / rows["base"].where(rows["base"] > 0))
