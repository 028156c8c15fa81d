"""Move the thresholds of tiers, and watch customers and revenue move between them."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10
from typing import Any

import ipywidgets as widgets
import numpy as np

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table
from customer_value.figures.tiers.tier_shares import tier_shares
from customer_value.measures.tiers.thresholds import tier_table, tiers

STEPS = np.array([*np.arange(0, 0.9, 0.05), *np.arange(0.9, 0.99, 0.01), 0.99, 0.995, 1.0])
"""The shares of the customers that stay below a stop of the slider; closer at the top, where the money is."""


def tier_explorer(
    customers: Any,
    thresholds: Mapping[str, float],
    *,
    rest: str,
    value: str = "monetary",
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """A slider for each tier's threshold; below, each tier's share of the customers and of the revenue.

    The question: how few customers can be in the highest tier and still bring half of the revenue? And who would be
    treated differently if the line were drawn a little lower?

    Args:
        customers: one row per customer with the column of value.
        thresholds: where each tier begins at the start, from the highest tier down. A tier whose threshold is moved
            above that of a higher one is empty.
        rest: the name of the lowest tier.
        value: the column to judge by.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `tiers`, or there is no customer.
    """
    people = tiers(table(customers, "customers", [value]), thresholds, rest=rest, value=value)
    if people.empty:
        raise MeasureError("customers has no rows; there is nobody to put into a tier.")
    stops = sorted({*map(rounded, np.quantile(people[value], STEPS)), *map(float, thresholds.values())})
    controls = {
        f"from-{position}": widgets.SelectionSlider(
            options=[(words.money(stop, currency, language), stop) for stop in stops],
            value=float(cut),
            description=words.text("explorers.tiers.from", language, tier=tier),
            layout=widgets.Layout(width="520px"),
        )
        for position, (tier, cut) in enumerate(thresholds.items())
    }

    def draw(**cuts: float) -> Picture:
        falling = dict(zip(thresholds, np.minimum.accumulate(list(cuts.values())), strict=True))
        moved = tiers(people, falling, rest=rest, value=value)
        rows = tier_table(moved, [*thresholds, rest], value=value)
        return tier_shares(rows, currency=currency, language=language)

    return Explorer(controls, draw, language)


def rounded(amount: float) -> float:
    """An amount with two digits that are not 0, to be a stop of a slider."""
    return float(round(amount, 1 - floor(log10(abs(amount))))) if amount else 0.0
