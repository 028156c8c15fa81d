"""Move how many customers a list holds, and watch what it holds of the margin to come, dimension by dimension."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.tiers.group_reach import group_reach


def group_reach_explorer(
    customers: Any,
    dimensions: Mapping[str, str],
    past: str,
    future: str,
    *,
    start: int = 20,
    future_name: str | None = None,
    language: str | None = None,
) -> Explorer:
    """A slider for the share of the customers on a list; below, what a list by each dimension holds.

    The question: with how many customers does the best list hold half of the margin to come? And with how many does
    it no longer matter by what the list was made?

    Args:
        customers, dimensions, past, future, future_name: as for the figure `group_reach`.
        start: the share of the customers at the start, in percent.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for the figure `group_reach`.
    """

    def draw(share: int) -> Picture:
        return group_reach(customers, dimensions, past, future, share / 100, future_name=future_name, language=language)

    slider = widgets.IntSlider(
        value=start,
        min=1,
        max=100,
        description=words.text("explorers.group_reach.share", language),
        layout=widgets.Layout(width="560px"),
    )
    return Explorer({"share": slider}, draw, language)
