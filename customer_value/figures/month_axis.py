"""Months along an axis: their names where there is room, the year under each January and under the first."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.figures.style import NOTE_SIZE, QUIET


def month_ticks(axes: Axes, days: Sequence[pd.Timestamp], places: Sequence[float], language: str | None) -> None:
    """Name the months at some places of the x axis, from left to right.

    Args:
        axes: the axes.
        days: a day of each month.
        places: where on the axis each stands.
        language: of the names; the notebook's when None.
    """
    step = 1 if len(days) <= 13 else 3 if len(days) <= 40 else 6
    shown, labels = [], []
    for position, (day, place) in enumerate(zip(days, places, strict=True)):
        if (day.month - 1) % step:
            continue
        name = words.text("figures.strips.month", language, month=words.month(day.month, language, short=True))
        year = words.text("figures.strips.year", language, year=day.year)
        shown.append(place)
        labels.append(f"{name}\n{year}" if day.month == 1 or position < step else name)
    axes.set_xticks(shown, labels)
    axes.tick_params(axis="x", length=0, pad=4, labelsize=NOTE_SIZE + 0.5, labelcolor=QUIET)
