"""Leave out the largest accounts of every industry, and watch what becomes of its growth."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.customers.growth_bubbles import growth_bubbles
from customer_value.figures.picture import Picture
from customer_value.measures.customers.revenue import growth_by


def largest_accounts_explorer(
    valid: pd.DataFrame,
    accounts: pd.DataFrame,
    by: str,
    before: tuple[Any, Any],
    now: tuple[Any, Any],
    *,
    most: int = 5,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """A slider for how many of the largest accounts of each industry are left out; the bubbles of growth follow.

    The question: how many different industries does the title call the fastest while the slider goes from 0 to its end?
    (Where one account is a large part of an industry, the industry's growth is that account's.)

    The largest are those with the most money in both periods together: by the later one alone those that grew would be
    left out first, and every industry would seem to shrink.

    Args:
        valid: valid orders, as `valid_orders` returns them.
        accounts: one row per account: `customer_id` and the column `by`; whoever is not in it is left out.
        by: its column with the industry.
        before, now: as for `growth_by`.
        most: as far as the slider goes; less far where no industry would have a growth any more.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `growth_by` and `growth_bubbles`.
    """
    tables = growth_without(valid, accounts, by, before, now, most)
    if not tables:
        raise MeasureError("No group has revenue in the earlier period, so none has a growth; choose other periods.")

    def draw(leave_out: int) -> Picture:
        return growth_bubbles(tables[leave_out], by, currency=currency, language=language)

    slider = widgets.IntSlider(
        value=0,
        min=0,
        max=len(tables) - 1,
        description=words.text("explorers.largest_accounts.leave_out", language),
        layout=widgets.Layout(width="460px"),
    )
    return Explorer({"leave_out": slider}, draw, language)


def growth_without(
    valid: pd.DataFrame, accounts: pd.DataFrame, by: str, before: tuple[Any, Any], now: tuple[Any, Any], most: int
) -> list[pd.DataFrame]:
    """What `growth_by` gives with none, one, two … of the largest accounts of each group left out.

    It ends before the first table in which no known group has a growth any more.
    """
    sold = valid[valid["customer_id"].isin(accounts["customer_id"])]
    both = sold[sold["order_date"].between(*before) | sold["order_date"].between(*now)]
    spent = both.groupby("customer_id", as_index=False)["amount"].sum().merge(accounts, on="customer_id")
    spent = spent.sort_values(["amount", "customer_id"], ascending=[False, True])
    place = spent.groupby(by).cumcount().set_axis(spent["customer_id"])
    tables: list[pd.DataFrame] = []
    for leave_out in range(most + 1):
        kept = sold[sold["customer_id"].map(place) >= leave_out]
        if kept.empty:
            break
        table = growth_by(kept, accounts, by, before, now)
        if table.loc[table[by] != "unknown", "growth"].isna().all():
            break
        tables.append(table)
    return tables
