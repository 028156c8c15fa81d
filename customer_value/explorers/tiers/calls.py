"""Move the threshold of calling and what a call costs and brings, and watch precision, recall and profit."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.tiers.call_profit import call_profit as draw_profit
from customer_value.measures._numbers import finite
from customer_value.measures.tiers.calls import call_profit

TIMES = (0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0)
"""The stops of the two sliders of money, in times of the amount at the start."""


def call_explorer(
    probability: Any,
    actual: Any,
    *,
    gain: float,
    cost: float,
    threshold: float = 0.5,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """Sliders for the threshold, the gain and the cost; below, profit, precision and recall over all thresholds.

    The question: at which threshold would you stop calling, and what has to happen to the cost of a call before
    calling nobody is best?

    Args:
        probability: each customer's probability, as `probabilities` returns it.
        actual: for each customer, in the same order, whether they turned out to have the label.
        gain: what a right call brings at the start, money above 0.
        cost: what a call costs at the start, money above 0.
        threshold: the probability above which to call at the start, in whole percent.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for the measure `call_profit`, or gain or cost is not above 0.
    """
    amounts = {"gain": finite(gain, "gain"), "cost": finite(cost, "cost")}
    for name, amount in amounts.items():
        if not amount > 0:
            raise MeasureError(f"{name} is {amount:g}; give an amount above 0 to move up and down.")

    def draw(threshold: int, gain: float, cost: float) -> Picture:
        rows = call_profit(probability, actual, gain, cost)
        return draw_profit(rows, gain=gain, cost=cost, threshold=threshold / 100, currency=currency, language=language)

    controls: dict[str, widgets.ValueWidget] = {
        "threshold": widgets.IntSlider(
            value=round(finite(threshold, "threshold", least=0, most=1) * 100),
            min=0,
            max=100,
            description=words.text("explorers.calls.threshold", language),
            readout_format="d",
            layout=widgets.Layout(width="520px"),
        )
    }
    for name, amount in amounts.items():
        controls[name] = widgets.SelectionSlider(
            options=[(words.money(amount * times, currency, language), amount * times) for times in TIMES],
            value=amount,
            description=words.text(f"explorers.calls.{name}", language),
            layout=widgets.Layout(width="520px"),
        )
    return Explorer(controls, draw, language)
