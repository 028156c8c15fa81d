"""Move the steps of the lead funnel, and watch the customers at its end."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.new_customers.funnel_change import funnel_change
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table


def funnel_explorer(
    funnel: Any, *, spend: float | None = None, currency: str | None = None, language: str | None = None
) -> Explorer:
    """A slider for each step rate of a funnel; below, how many customers that makes and what each costs.

    The question: you may raise one step by five points. Which one brings most customers? (The narrowest, for the same
    points are the largest part of it, and it is not always the last.)

    Args:
        funnel: what `lead_funnel` returns.
        spend: what the leads cost in all, money; without it no cost is told.
        currency: of the spend; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or a step has no rate.
    """
    steps = table(funnel, "funnel", ["step", "reached", "step_rate"])
    rates = [float(rate) for rate in steps["step_rate"][1:]]
    if steps.empty or any(words.missing(rate) for rate in rates):
        raise MeasureError("funnel has a step that nobody could reach, so there is no rate to move; give more leads.")
    names = [words.text(f"figures.lead_funnel.step.{step}", language) for step in steps["step"]]
    controls = {
        step: widgets.IntSlider(
            value=round(rate * 100),
            min=0,
            max=100,
            description=words.text("explorers.funnel.rate", language, before=before, step=name),
            layout=widgets.Layout(width="520px"),
        )
        for step, rate, before, name in zip(steps["step"][1:], rates, names, names[1:], strict=False)
    }
    start = {name: control.value for name, control in controls.items()}

    def draw(**percents: int) -> Picture:
        # a slider that stands where it stood means the rate as it is, not as it is rounded
        after = [
            rate if percents[step] == start[step] else percents[step] / 100
            for step, rate in zip(controls, rates, strict=True)
        ]
        leads = int(steps["reached"].iloc[0])
        return funnel_change(leads, rates, after, spend=spend, currency=currency, language=language)

    return Explorer(controls, draw, language)
