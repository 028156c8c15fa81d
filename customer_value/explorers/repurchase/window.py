"""Move a window and change its length, and watch the repurchase rate."""

from __future__ import annotations

from functools import cache
from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.repurchase_over_time import repurchase_over_time
from customer_value.frames import calendar_day
from customer_value.measures.repurchase.trend import repurchase_trend, rolling_windows

LENGTHS = (30, 60, 90, 180)

STEP = 7


def window_explorer(
    orders: Any, refunds: Any, start: Any, end: Any, *, lapse_days: int = 180, language: str | None = None
) -> Explorer:
    """A slider for the first day of the window and a choice of its length; the line shows all windows of that length.

    The question: the rate of last quarter is higher than that of the quarter before. Is it the customers, or is it
    where the quarter happens to begin, or how long it is? (A longer window always gives a higher rate; one that takes
    in the festive weeks too. Only windows of one length and one season can be compared.)

    Args:
        orders, refunds, lapse_days: as for `repurchase_trend`.
        start, end: the first day of the first window and the last day of the last one.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `repurchase_trend`, or the time is too short for the longest window.
    """
    first, last = (calendar_day(day, name) for day, name in ((start, "start"), (end, "end")))
    openings = [day for day, _ in rolling_windows(first, last, days=max(LENGTHS), step=STEP)]
    if not openings:
        raise MeasureError(f"From {first} to {last} there is no window of {max(LENGTHS)} days; give a longer time.")

    @cache
    def trend(length: int) -> pd.DataFrame:
        days = pd.Timedelta(days=length - 1)
        windows = [(day, (pd.Timestamp(day) + days).date()) for day in openings]
        return repurchase_trend(orders, refunds, windows, lapse_days=lapse_days)

    def draw(length: int, start: Any) -> Picture:
        return repurchase_over_time(None, trend(length), chosen=openings.index(start), language=language)

    controls = {
        "length": widgets.Dropdown(
            options=[(words.text("explorers.window.days", language, days=days), days) for days in LENGTHS],
            value=90,
            description=words.text("explorers.window.length", language),
            layout=widgets.Layout(width="auto"),
        ),
        "start": widgets.SelectionSlider(
            options=[(words.short_date(day, language), day) for day in openings],
            value=openings[-1],
            description=words.text("explorers.window.start", language),
            layout=widgets.Layout(width="520px"),
        ),
    }
    return Explorer(controls, draw, language)
