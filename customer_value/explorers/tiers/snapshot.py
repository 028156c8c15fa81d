"""Move the day on which customers are judged, and watch one of them rise and fall."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.explorers.tiers.timeline import Timeline
from customer_value.figures.picture import Picture
from customer_value.figures.tables import labelled
from customer_value.figures.tiers.standing import Board, place_among
from customer_value.ledger import Ledger
from customer_value.lessons.stories import pick_five

STEP = pd.Timedelta(days=7)


def snapshot_explorer(
    ledger: Ledger, customers: Any = None, *, weeks: int = 52, language: str | None = None
) -> Explorer:
    """A slider for the snapshot date through the year before the ledger's own; one customer's orders and places.

    Args:
        ledger: the ledger.
        customers: whom to choose from: ids by label, a table with `label` and `customer_id`, or ids; the five of
            `stories.pick_five` when None.
        weeks: how far back the slider goes, a week a step.
        language: of the text; the notebook's when None.
    """
    chosen = labelled(pick_five(ledger) if customers is None else customers)
    timeline = Timeline(ledger.orders, ledger.refunds)
    first = ledger.orders["order_date"].min().normalize()
    board = Board(first, ledger.snapshot, ledger.currency, language)
    days = [ledger.snapshot - STEP * back for back in range(weeks, -1, -1)]

    def draw(customer: Any, date: pd.Timestamp) -> Picture:
        label = next(name for name, one in chosen.items() if one == customer)
        history, places = timeline.history(customer, date), place_among(timeline.rfm(date), customer)
        return board.draw(label, history, places, date)

    slider = widgets.SelectionSlider(
        options=[(words.short_date(day, language), day) for day in days],
        value=days[-1],
        description=words.text("explorers.snapshot.date", language),
        continuous_update=True,
        layout=widgets.Layout(width="100%"),
    )
    chooser = widgets.Dropdown(
        options=list(chosen.items()),
        description=words.text("explorers.snapshot.customer", language),
        layout=widgets.Layout(width="auto"),
    )
    return Explorer({"date": slider, "customer": chooser}, draw, language)
