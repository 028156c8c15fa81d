"""Move the rule for lapsed customers, and watch how many of each sales area's customers are still called active."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.area_customers import area_customers
from customer_value.frames import calendar_day
from customer_value.measures._areas import UNKNOWN_AREA
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.repurchase._homes import home_areas
from customer_value.measures.repurchase.areas import customers_by_area

STEP = 10


def area_lapse_explorer(
    orders: pd.DataFrame,
    refunds: pd.DataFrame | None,
    customers: pd.DataFrame,
    end: Any,
    *,
    lapse_days: int = 180,
    until: int = 730,
    language: str | None = None,
) -> Explorer:
    """A slider for the lapse threshold; the bars of every sales area follow.

    The question: by which rule is half of the company active, and which areas does the title name on the way there?
    (Any share can be had by choosing the rule, so a share without its rule says nothing; and where the best and the
    worst area change with the rule, neither does the order of the areas.)

    Args:
        orders, refunds, customers: as for `customers_by_area`.
        end: the day on which the customers are judged; "new" are the first purchases of its month up to then.
        lapse_days: where the slider starts.
        until: the longest threshold.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `customers_by_area`.
    """
    day = calendar_day(end)
    counts = customers_by_area(orders, refunds, customers, day.replace(day=1), day)
    last = valid_orders(orders, refunds, day).groupby("customer_id")["order_date"].max()
    areas = home_areas(customers).reindex(last.index).fillna(UNKNOWN_AREA)
    silent = (pd.Timestamp(day) - last.dt.normalize()).dt.days

    def draw(days: int) -> Picture:
        active = counts["sales_area"].map((silent < days).groupby(areas).sum()).fillna(0).astype(int)
        return area_customers(counts.assign(active=active, lapsed=counts["on_file"] - active), language=language)

    slider = widgets.IntSlider(
        value=lapse_days,
        min=30,
        max=max(until, lapse_days),
        step=STEP,
        description=words.text("explorers.lapse.days", language),
        layout=widgets.Layout(width="520px"),
    )
    return Explorer({"days": slider}, draw, language)
