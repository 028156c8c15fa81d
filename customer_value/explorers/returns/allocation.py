"""Share out the same cost by another key, and watch who turns unprofitable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.returns.whale import whale
from customer_value.figures.tables import table
from customer_value.figures.wording import named
from customer_value.measures._numbers import finite
from customer_value.measures.returns.allocation import customer_profit
from customer_value.measures.returns.costs import COST_COLUMNS


def allocation_explorer(
    accounts: Any,
    pool: float,
    *,
    keys: Sequence[str] = ("orders", "revenue", "customers"),
    costs: Sequence[str] = COST_COLUMNS,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """The whale curve under each key, and with more or less to share.

    Which key turns most customers unprofitable, and is there a cost so small that no key matters any more? Neither can
    be read off one curve.

    Args:
        accounts: one row per customer, as `customer_costs` returns it.
        pool: the cost to share out (money), at the start.
        keys: the columns of `accounts` to choose from; the first is the start.
        costs: as for `customer_profit`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `customer_profit`.
    """
    shared = finite(pool, "pool", least=0)
    people = table(accounts, "accounts", list(dict.fromkeys(["customer_id", "revenue", *costs, *keys])))

    def draw(key: str, pool: float) -> Picture:
        profits = customer_profit(people, pool, key, costs=costs)["profit"]
        return whale(profits, currency=currency, language=language)

    chooser = widgets.ToggleButtons(
        options=[(named("figures.allocation.key", key, language), key) for key in keys],
        description=words.text("explorers.allocation.key", language),
        layout=widgets.Layout(width="auto"),
    )
    chooser.style.button_width = "auto"
    slider = widgets.FloatSlider(
        value=shared,
        min=0,
        max=2 * shared or 1.0,
        step=shared / 20 or 0.1,
        readout_format=",.0f",
        description=words.text("explorers.allocation.pool", language),
        layout=widgets.Layout(width="520px"),
    )
    return Explorer({"key": chooser, "pool": slider}, draw, language)
