"""Move how much of a customer's margin a service may cost, and watch what each tier would be offered."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table
from customer_value.figures.upselling.service_offers import service_offers

LEAST_TOP, TOP = 60, 500
"""The slider ends between these, in percent: a little above the dearest service for the poorest tier."""


def service_limit_explorer(
    wishes: Any,
    services: Any,
    customers: Mapping[str, int],
    margins: Mapping[str, float],
    *,
    start: int = 10,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """A slider for the share of the margin that a service may cost; below, each tier's services and its offer.

    The question: at which share does the lowest tier get what most of it wishes for? And which tier's offer hardly
    depends on the limit?

    Args:
        wishes, services, customers, margins: as for the figure `service_offers`.
        start: the limit at the start, in percent.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for the figure `service_offers`.
    """

    def draw(limit: int) -> Picture:
        return service_offers(wishes, services, customers, margins, limit / 100, currency=currency, language=language)

    dearest = table(services, "services", ["yearly_cost"])["yearly_cost"].max()
    least = min((margin for margin in margins.values() if margin > 0), default=dearest)
    slider = widgets.IntSlider(
        value=start,
        min=1,
        max=min(max(ceil(100 * dearest / least) + 5, LEAST_TOP), TOP),
        description=words.text("explorers.service_limit.limit", language),
        layout=widgets.Layout(width="620px"),
    )
    return Explorer({"limit": slider}, draw, language)
