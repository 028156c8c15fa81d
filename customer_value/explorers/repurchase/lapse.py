"""Move the lapse threshold, and watch who is called lapsed and bought all the same."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.lapse_split import lapse_split
from customer_value.figures.tables import table


def lapse_explorer(status: Any, *, lapse_days: int = 180, until: int = 540, language: str | None = None) -> Explorer:
    """A slider for the fixed lapse threshold; both rates and both groups follow.

    The question: from how many days on would you call customers lapsed so that of those you write to hardly anybody
    comes by themselves, and yet you do not write to the rest too late? (In a shop both rates fall as the threshold
    grows: neither alone can tell you, and rates under two thresholds cannot be compared.)

    Args:
        status: what `customer_status` returns, whatever threshold it was made with.
        lapse_days: where the slider starts.
        until: the longest threshold.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody was on file at the opening.
    """
    people = table(status, "status", ["days_since_last", "ordered_in_window"])

    def draw(days: int) -> Picture:
        return lapse_split(people, days, language=language)

    slider = widgets.IntSlider(
        value=lapse_days,
        min=30,
        max=max(until, lapse_days),
        step=10,
        description=words.text("explorers.lapse.days", language),
        layout=widgets.Layout(width="520px"),
    )
    return Explorer({"days": slider}, draw, language)
