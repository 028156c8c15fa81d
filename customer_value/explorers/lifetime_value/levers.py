"""Move the drivers of lifetime value, and watch which lever is the longest."""

from __future__ import annotations

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import WIDTH, money_slider, share_slider
from customer_value.figures.lifetime_value.levers_tornado import levers_tornado
from customer_value.figures.picture import Picture
from customer_value.measures.lifetime_value.levers import clv_levers

LEAST_DISCOUNT = 0.01
"""So that a retention of 100% has a value."""


def levers_explorer(
    aov: float,
    orders_per_year: float,
    margin: float,
    retention: float,
    discount: float,
    *,
    acquisition_cost: float = 0.0,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """Sliders for what lifetime value is made of; below, what a tenth better or worse of each does.

    The question: from which retention on does a tenth more retention beat a tenth more order value? And does a dear
    acquisition ever become the longest lever?

    Args:
        aov, orders_per_year, margin, retention, discount, acquisition_cost: as for `clv_levers`, at the start.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.
    """
    orders = widgets.FloatSlider(
        value=orders_per_year,
        min=0,
        max=max(12.0, 2 * orders_per_year),
        step=0.1,
        readout_format=".1f",
        description=words.text("explorers.levers.orders", language),
        layout=widgets.Layout(width=WIDTH),
    )
    rate = share_slider("explorers.levers.discount", max(discount, LEAST_DISCOUNT), 0.4, language)
    rate.min = LEAST_DISCOUNT
    controls = {
        "aov": money_slider("explorers.levers.aov", aov, 2 * aov, language),
        "orders": orders,
        "margin": share_slider("explorers.levers.margin", margin, 1.0, language),
        "retention": share_slider("explorers.levers.retention", retention, 0.98, language),
        "discount": rate,
        "cost": money_slider("explorers.levers.cost", acquisition_cost, max(2 * acquisition_cost, aov), language),
    }

    def draw(aov: float, orders: float, margin: float, retention: float, discount: float, cost: float) -> Picture:
        found = clv_levers(aov, orders, margin, retention, discount, acquisition_cost=cost)
        return levers_tornado(found, currency=currency, language=language)

    return Explorer(controls, draw, language)
