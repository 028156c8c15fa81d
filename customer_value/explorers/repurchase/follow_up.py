"""Change the days of follow-up, and watch the rate of second purchases and who is still too young for it."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.follow_up import follow_up
from customer_value.figures.tables import table


def follow_up_explorer(purchases: Any, *, days: int = 90, until: int = 365, language: str | None = None) -> Explorer:
    """A slider for the days N within which a second purchase counts.

    The question: which N would you report every month? It should be long enough for most who come back to have done
    so, and short enough to say something about the customers of this season. (Each further month adds a little to the
    rate, and takes the newest customers out of it.)

    Args:
        purchases: what `second_purchases` returns.
        days: where the slider starts.
        until: the longest N.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no customer.
    """
    people = table(purchases, "purchases", ["days_to_second", "days_observed"])

    def draw(days: int) -> Picture:
        return follow_up(people, days, until=until, language=language)

    slider = widgets.IntSlider(
        value=days,
        min=5,
        max=until,
        step=5,
        description=words.text("explorers.follow_up.days", language),
        layout=widgets.Layout(width="520px"),
    )
    return Explorer({"days": slider}, draw, language)
