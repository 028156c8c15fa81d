"""Move the share of the money and the length of the period, and watch how many customers it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.customers.pareto import pareto_curve
from customer_value.figures.picture import Picture
from customer_value.frames import calendar_day, whole_days
from customer_value.measures._spending import spending

STEPS = tuple(percent / 100 for percent in range(5, 100, 5))


def pareto_explorer(
    valid: Any,
    snapshot: Any,
    *,
    days: Sequence[int] = (30, 90, 180, 365),
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """Sliders for the top share of customers, the share of the money and the period; below, the Pareto curve.

    The question: is it 80/20? And is it the same rule in a month, a year and over all time? (The longer the period, the
    more the same customers stand out.)

    Args:
        valid: valid orders up to the snapshot, as `valid_orders` returns them.
        snapshot: the last day of every period.
        days: the lengths of the periods to choose from, in days; all time comes last.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, an amount is negative, or there is no order up to the snapshot.
    """
    orders = spending(valid, snapshot)
    if orders.empty:
        raise MeasureError("valid has no order up to the snapshot; there is nothing to draw.")
    last = pd.Timestamp(calendar_day(snapshot))
    periods: dict[str, pd.Series] = {}
    for length in sorted(map(whole_days, days)):
        inside = orders[orders["order_date"] > last - pd.Timedelta(days=length)]
        if len(inside):
            label = words.text("explorers.pareto.days", language, n=words.number(length))
            periods[label] = inside.groupby("customer_id")["amount"].sum()
    everything = words.text("explorers.pareto.all", language)
    periods[everything] = orders.groupby("customer_id")["amount"].sum()

    def slider(name: str, value: float) -> widgets.SelectionSlider:
        return widgets.SelectionSlider(
            options=[(words.percent(step, language=language), step) for step in STEPS],
            value=value,
            description=words.text(f"explorers.pareto.{name}", language),
            layout=widgets.Layout(width="560px"),
        )

    period = widgets.SelectionSlider(
        options=list(periods),
        value=everything,
        description=words.text("explorers.pareto.period", language),
        layout=widgets.Layout(width="560px"),
    )

    def draw(target: float, top: float, period: str) -> Picture:
        return pareto_curve(periods[period], top=top, target=target, currency=currency, language=language)

    return Explorer({"target": slider("target", 0.8), "top": slider("top", 0.2), "period": period}, draw, language)
