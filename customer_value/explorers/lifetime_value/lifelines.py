"""Go back in time and watch what was still to come of a few customers, while what had come only ever grew."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import WIDTH
from customer_value.figures.lifetime_value.lifelines import lifelines
from customer_value.figures.picture import Picture
from customer_value.figures.tables import labelled
from customer_value.lessons.outlooks import Outlook
from customer_value.measures.orders.valid import valid_orders

FURTHEST = 24
"""How many months back one can go."""


def lifelines_explorer(
    outlook: Outlook, customers: Any, *, currency: str | None = None, language: str | None = None
) -> Explorer:
    """A slider for the day of judging; below, the value so far and to come of a few customers as that day saw them.

    The question: how long before the snapshot was one of them last the customer from whom most was to come?

    Args:
        outlook: what is to come on any day, as `look_ahead` returns it.
        customers: ids by label, a table with `label` and `customer_id`, or ids; a handful, with a valid order each.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.
    """
    chosen = labelled(customers)
    ids = list(chosen.values())
    ledger = outlook.ledger
    orders = ledger.orders[ledger.orders["customer_id"].isin(ids)]
    first = valid_orders(orders, ledger.refunds, ledger.snapshot)["order_date"].min()
    days = [ledger.snapshot - pd.DateOffset(months=back) for back in range(FURTHEST + 1)]

    def draw(back: int) -> Picture:
        day = days[back]
        valid = valid_orders(orders, ledger.refunds, day)
        return lifelines(
            valid,
            chosen,
            day,
            outlook.on(day, ids),
            margin=outlook.margin,
            months=outlook.months,
            currency=currency,
            language=language,
        )

    slider = widgets.IntSlider(
        value=0,
        min=0,
        max=max(back for back, day in enumerate(days) if back == 0 or day >= first),
        description=words.text("explorers.lifelines.back", language),
        layout=widgets.Layout(width=WIDTH),
    )
    return Explorer({"back": slider}, draw, language)
