"""Set a repurchase target for each tier, and watch what the plan comes to."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import WIDTH
from customer_value.figures.picture import Picture
from customer_value.figures.returns.plan_page import plan_page
from customer_value.measures.returns.plan import operating_plan, plan_targets


def plan_explorer(
    tiers: Any,
    *,
    orders_per_buyer: Any,
    order_value: Any,
    margin: Any,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """A slider for each tier's target, from today's rate up; the plan on one page below.

    In which tier is one percentage point worth most, and what is the smallest set of targets at which the plan pays
    for itself? A target below today's rate cannot be set: no plan asks for it.

    Args:
        tiers, orders_per_buyer, order_value, margin: as for `operating_plan`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `operating_plan`.
    """
    today = plan_targets(tiers, {})
    names = {f"target-{place}": tier for place, tier in enumerate(today["tier"])}

    def draw(**chosen: float) -> Picture:
        rates = dict(zip(today["tier"], today["rate"], strict=True))
        targets = {names[name]: max(target, rates[names[name]]) for name, target in chosen.items()}
        page = operating_plan(tiers, targets, orders_per_buyer=orders_per_buyer, order_value=order_value, margin=margin)
        return plan_page(page, currency=currency, language=language)

    controls = {
        name: widgets.FloatSlider(
            value=rate,
            min=rate,
            max=1.0,
            step=0.005,
            readout_format=".1%",
            description=names[name],
            layout=widgets.Layout(width=WIDTH),
        )
        for name, rate in zip(names, today["rate"], strict=True)
    }
    return Explorer(controls, draw, language)
