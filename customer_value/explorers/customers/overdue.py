"""Move how many cycles may pass, and watch who is called."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.customers.overdue_customers import overdue_customers
from customer_value.figures.customers.rhythm_strips import rhythm_strips
from customer_value.figures.picture import Picture
from customer_value.measures.customers.cycle import overdue, purchase_cycle

MOST = 6.0


def overdue_explorer(valid: Any, snapshot: Any, *, k: float = 1.5, language: str | None = None) -> Explorer:
    """A slider for k and a choice of the rule; below, every customer's own cycle and time away.

    The question: you can call 300 customers this month; which k gives you that many, and how many of the 300 would be
    others if you took one cycle for everybody?

    Args:
        valid: valid orders up to the snapshot, as `valid_orders` returns them.
        snapshot: the day on which customers are judged.
        k: how many cycles may pass at the start.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `overdue`, or nobody has bought on two days.
    """
    judged, cycle = overdue(valid, snapshot, k), purchase_cycle(valid)
    rules = [
        (words.text(f"explorers.overdue.rule.{name}", language), name == "together") for name in ("own", "together")
    ]

    def draw(k: float, together: bool) -> Picture:
        return overdue_customers(judged, cycle, round(k, 2), together=together, language=language)

    rule = widgets.Dropdown(
        options=rules, value=False, description=words.text("explorers.overdue.rule_label", language)
    )
    return Explorer({"k": slider(k, language), "together": rule}, draw, language)


def rhythm_explorer(
    valid: Any, customers: Any, snapshot: Any, *, k: float = 1.5, language: str | None = None
) -> Explorer:
    """A slider for k; below, the purchase days of a few customers, and when the rule would have called them.

    The question: how high must k be for nobody to be called in vain, and who of those that are overdue now would then
    no longer be called?

    Args:
        valid, customers, snapshot: as for the figure `rhythm_strips`.
        k: how many own cycles may pass at the start.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for the figure `rhythm_strips`.
    """

    def draw(k: float) -> Picture:
        return rhythm_strips(valid, customers, snapshot, round(k, 2), language=language)

    return Explorer({"k": slider(k, language)}, draw, language)


def slider(k: float, language: str | None) -> widgets.FloatSlider:
    return widgets.FloatSlider(
        value=k,
        min=0.5,
        max=max(MOST, k),
        step=0.25,
        readout_format=".2f",
        description=words.text("explorers.overdue.k", language),
        layout=widgets.Layout(width="560px"),
    )
