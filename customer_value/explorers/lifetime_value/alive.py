"""Move the day of looking, or add a purchase, and watch how sure the model is that a customer is still there."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import WIDTH
from customer_value.figures.lifetime_value.alive_history import alive_history
from customer_value.figures.picture import Picture
from customer_value.figures.tables import labelled, table
from customer_value.measures.lifetime_value.bgnbd import BGNBD

LATEST = 365
"""How many days after the snapshot one can look."""


def alive_explorer(valid: Any, customers: Any, model: BGNBD, snapshot: Any, *, language: str | None = None) -> Explorer:
    """Sliders for the day of looking and for a purchase that was not; below, P(alive) of a customer to that day.

    The question: after how many days of silence does the probability fall below a half, for a frequent buyer and for a
    rare one? And what does one purchase more do, early or late?

    Args:
        valid: valid orders on the snapshot, as `valid_orders` returns them.
        customers: whom to choose from: ids by label, a table with `label` and `customer_id`, or ids.
        model: what `fit_bgnbd` found on the snapshot.
        snapshot: the day from which the sliders count.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, nobody is named, or somebody named has no valid order by the snapshot.
    """
    day = pd.Timestamp(snapshot).normalize()
    chosen = labelled(customers)
    orders = table(valid, "valid", ["customer_id", "order_date"])
    orders = orders[orders["order_date"] < day + pd.Timedelta(days=1)]
    days = {one: list(orders.loc[orders["customer_id"] == one, "order_date"]) for one in chosen.values()}
    if without := [label for label, one in chosen.items() if not days[one]]:
        raise MeasureError(f"{', '.join(map(str, without))} has no order in valid; name customers who have.")

    def slider(name: str) -> widgets.IntSlider:
        return widgets.IntSlider(
            value=0,
            min=0,
            max=LATEST,
            step=5,
            description=words.text(f"explorers.alive.{name}", language),
            layout=widgets.Layout(width=WIDTH),
        )

    chooser = widgets.Dropdown(
        options=list(chosen.items()),
        description=words.text("explorers.alive.customer", language),
        layout=widgets.Layout(width="auto"),
    )

    def draw(later: int, added: int, customer: Any) -> Picture:
        label = next(name for name, one in chosen.items() if one == customer)
        return alive_history(
            days[customer],
            model,
            day + pd.Timedelta(days=later),
            label=str(label),
            added=day + pd.Timedelta(days=added) if added else None,
            end=day + pd.Timedelta(days=LATEST),
            language=language,
        )

    return Explorer({"later": slider("later"), "added": slider("added"), "customer": chooser}, draw, language)
