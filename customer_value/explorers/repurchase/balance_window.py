"""Lengthen the window of a balance, and watch customers come and go within it."""

from __future__ import annotations

from functools import cache
from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.balance_window import balance_window
from customer_value.frames import calendar_day
from customer_value.measures.repurchase.status import customer_status

THRESHOLDS = (90, 180, 360)


def window_start(end: pd.Timestamp, months: int) -> pd.Timestamp:
    """The first day of a window of whole months that ends on a day."""
    return end - pd.DateOffset(months=months) + pd.Timedelta(days=1)


def balance_window_explorer(
    orders: Any, refunds: Any, end: Any, *, lapse_days: int = 180, until: int = 24, language: str | None = None
) -> Explorer:
    """A slider for the length of the window, a choice of the lapse threshold; the balance follows.

    The question: from which length on does somebody come and go within the window? (Only where the window is longer
    than the threshold: in a shorter one nobody who ordered in it can have lapsed by its end.)

    Args:
        orders, refunds: as for `customer_status`.
        end: the last day of every window.
        lapse_days: where the choice starts, one of 90, 180 and 360.
        until: the longest window, in months.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `customer_status`.
    """
    last = pd.Timestamp(calendar_day(end, "end"))

    @cache
    def status(months: int, days: int) -> pd.DataFrame:
        return customer_status(orders, refunds, window_start(last, months), last, lapse_days=days)

    def draw(days: int, months: int) -> Picture:
        start = window_start(last, months)
        return balance_window(status(months, days), start, last, months=months, lapse_days=days, language=language)

    controls = {
        "days": widgets.Dropdown(
            options=[(words.text("explorers.balance_window.choice", language, days=days), days) for days in THRESHOLDS],
            value=lapse_days,
            description=words.text("explorers.balance_window.days", language),
            layout=widgets.Layout(width="auto"),
        ),
        "months": widgets.IntSlider(
            value=3,
            min=1,
            max=until,
            description=words.text("explorers.balance_window.months", language),
            layout=widgets.Layout(width="520px"),
        ),
    }
    return Explorer(controls, draw, language)
