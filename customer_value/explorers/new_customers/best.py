"""Move what counts as a best customer, and watch which traits still stand out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.new_customers.trait_lifts import trait_lifts
from customer_value.figures.picture import Picture
from customer_value.measures.new_customers.traits import best_customers, trait_lift

SHARES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5)


def best_explorer(
    rfm_table: Any, customers: Any, traits: Sequence[str], *, by: str = "monetary", language: str | None = None
) -> Explorer:
    """A slider for the share of customers that counts as best; below, the lift of each trait with its interval.

    The question: which traits stand out whichever share you choose, and which only at one? (A strict choice makes
    high lifts from few customers, whose intervals are wide; a loose one pulls every lift towards 1.)

    Args:
        rfm_table: as for `best_customers`.
        customers, traits: as for `trait_lift`.
        by: the number that ranks the customers.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `best_customers` and `trait_lift`.
    """
    slider = widgets.SelectionSlider(
        options=[(words.percent(share, language=language), share) for share in SHARES],
        value=0.2,
        description=words.text("explorers.best.share", language),
        layout=widgets.Layout(width="520px"),
    )

    def draw(share: float) -> Picture:
        return trait_lifts(trait_lift(customers, best_customers(rfm_table, share, by=by), traits), language=language)

    return Explorer({"share": slider}, draw, language)
