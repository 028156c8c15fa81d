"""Move what was spent on one customer, and watch the mean of all ROIs and the ROI of the money."""

from __future__ import annotations

from typing import Any

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import money_slider
from customer_value.figures.picture import Picture
from customer_value.figures.returns.roi_means import roi_means
from customer_value.figures.tables import table
from customer_value.measures._numbers import finite
from customer_value.measures.returns.roi import segment_roi


def one_cost_explorer(
    customers: Any, who: str, most: float, *, currency: str | None = None, language: str | None = None
) -> Explorer:
    """A slider for what was spent on one customer; below, the mean of everybody's ROI and the ROI of the money.

    Where do the two say the same? At two places, and neither can be guessed: where this customer's ROI is that of the
    others, and where as much was spent on this customer as on each of them.

    Args:
        customers: one row per customer: `customer_id`, `profit` and `cost`, as for `segment_roi`.
        who: the `customer_id` whose cost is moved.
        most: where the slider ends (money).
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody or more than one is called `who`.
    """
    people = table(customers, "customers", ["customer_id", "profit", "cost"])
    chosen = people["customer_id"] == who
    if chosen.sum() != 1:
        raise MeasureError(f"customers has {chosen.sum()} rows for {who!r}; name one customer of the table.")
    start = float(people.loc[chosen, "cost"].iloc[0])
    group = people.assign(segment=words.text("explorers.one_cost.all", language))

    def draw(cost: float) -> Picture:
        spent = group["cost"].mask(chosen, cost)
        return roi_means(segment_roi(group.assign(cost=spent)), currency=currency, language=language)

    slider = money_slider("explorers.one_cost.cost", start, finite(most, "most", least=start), language)
    return Explorer({"cost": slider}, draw, language)
