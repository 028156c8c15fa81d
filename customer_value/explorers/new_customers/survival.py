"""Move the day on which first-time customers are contacted, and watch who is back already."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.new_customers.survival import survival_curve
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table
from customer_value.measures.new_customers.survival import survival_curve as curve_of
from customer_value.measures.new_customers.survival import time_to_second_order

AHEAD = (7, 14, 30, 60, 90)


def survival_explorer(valid: Any, snapshot: Any, *, until: int = 365, language: str | None = None) -> Explorer:
    """A slider for the day of contact; the picture says who is back by then, who comes soon anyway and who does not.

    The question: a voucher costs money, and whoever would have come anyway gets it too. From which day on do most of
    those who come soon have come? (Early contacts pay for many who were on their way; late ones reach people of whom
    few still come by themselves.)

    Args:
        valid, snapshot: as for `time_to_second_order`.
        until: the last day of the slider and the picture.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `time_to_second_order`, or there is no customer.
    """
    times = table(time_to_second_order(valid, snapshot), "times", ["days", "observed"])
    curve = curve_of(times["days"], times["observed"])

    def draw(day: int, days: int) -> Picture:
        return survival_curve(curve, until=until, day=day, days=days, language=language)

    controls = {
        "days": widgets.Dropdown(
            options=[(words.text("explorers.survival.option", language, days=days), days) for days in AHEAD],
            value=30,
            description=words.text("explorers.survival.days", language),
            layout=widgets.Layout(width="auto"),
        ),
        "day": widgets.IntSlider(
            value=min(30, until),
            min=0,
            max=until,
            step=5,
            description=words.text("explorers.survival.day", language),
            layout=widgets.Layout(width="520px"),
        ),
    }
    return Explorer(controls, draw, language)
