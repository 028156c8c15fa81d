"""Move the share of wallet that can be had, and watch where the headroom is."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.upselling.wallet_headroom import wallet_headroom


def headroom_explorer(
    wallets: Any, by: str, *, start: float = 0.8, currency: str | None = None, language: str | None = None
) -> Explorer:
    """A slider for the attainable share of wallet; below, each group's wallet, share and headroom.

    To be found out by moving it: at which attainable share is a group's headroom used up, and does the order of the
    groups hang on the assumption?

    Args:
        wallets: one row per customer with `customer_id`, `ours`, `category` and the column `by`, as `wallet_table`
            takes it.
        by: the column with the segment or tier.
        start: the attainable share at the start.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for the figure `wallet_headroom`.
    """

    def draw(attainable: float) -> Picture:
        return wallet_headroom(wallets, by, attainable, currency=currency, language=language)

    slider = widgets.FloatSlider(
        value=start,
        min=0.1,
        max=1.0,
        step=0.05,
        readout_format=".0%",
        description=words.text("explorers.headroom.attainable", language),
        layout=widgets.Layout(width="560px"),
    )
    return Explorer({"attainable": slider}, draw, language)
