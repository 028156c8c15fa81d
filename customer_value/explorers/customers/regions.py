"""Choose what makes a region important, and how finely the map is cut."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.customers.region_tiles import VALUES, region_tiles
from customer_value.figures.picture import Picture
from customer_value.measures.customers.revenue import revenue_by
from customer_value.messages import catalogue


def region_explorer(
    valid: Any,
    customers: Any,
    levels: Mapping[str, str] | tuple[str, ...] = ("region", "sales_area", "city"),
    *,
    start: Any = None,
    end: Any = None,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """Two lists: what is counted, and by which area; below, the tiles.

    The question: which region would you call the best? Find two choices of what is counted that give different answers,
    and look what becomes of the winner by customer when the map is cut more finely.

    Args:
        valid, customers, start, end: as for `revenue_by`.
        levels: the columns of `customers` to choose from, or their names by label.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `revenue_by` and `region_tiles`, or no level is named.
    """
    columns = dict(levels) if isinstance(levels, Mapping) else {level_name(one, language): one for one in levels}
    if not columns:
        raise MeasureError("levels is empty; name a column of customers, such as 'region'.")
    tables = {one: revenue_by(valid, customers, one, start=start, end=end) for one in columns.values()}

    def draw(value: str, level: str) -> Picture:
        return region_tiles(tables[level], level, value, currency=currency, language=language)

    value = widgets.Dropdown(
        options=[(words.text(f"explorers.regions.value.{one}", language), one) for one in VALUES],
        value="revenue",
        description=words.text("explorers.regions.counted", language),
    )
    level = widgets.Dropdown(options=list(columns.items()), description=words.text("explorers.regions.level", language))
    return Explorer({"value": value, "level": level}, draw, language)


def level_name(column: str, language: str | None) -> str:
    """A column's name in the language; the column's own where it is one of the caller's."""
    text = catalogue("customer_value").get(f"explorers.regions.column.{column}")
    return column if text is None else text.get(language)
