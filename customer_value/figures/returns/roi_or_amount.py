"""What was spent on each customer and what they left: the best by ROI and the best by amount."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, NullFormatter, NullLocator

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.customers.log_axis import evenly
from customer_value.figures.picture import Picture
from customer_value.figures.style import AMBER, INK, LABEL_SIZE, LINE, PALE, QUIET, RUST, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import money_axis
from customer_value.measures.returns.roi import customer_roi

MARKS = {"others": (PALE, "o", 12), "roi": (RUST, "^", 46), "amount": (INK, "s", 34), "both": (AMBER, "D", 46)}
"""Colour, shape and size of a customer on neither list, on one of them, on both."""


def roi_or_amount(
    customers: Any, best: int = 20, *, currency: str | None = None, language: str | None = None
) -> Picture:
    """A point for each customer on whom money was spent: how much, and what was left when it was paid back.

    Marked are the `best` customers by ROI and the `best` by amount (profit less cost). The first lie where little was
    spent, the second where much was left.

    Args:
        customers: one row per customer: `profit` (money, before the cost is taken off) and `cost` (money spent on
            them).
        best: how many each list holds; all there are if fewer.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nothing was spent on anybody.
    """
    everybody = table(customers, "customers", ["profit", "cost"]).reset_index(drop=True)
    rows = everybody.assign(roi=customer_roi(everybody))
    rows = rows[rows["cost"] > 0]
    if rows.empty:
        raise MeasureError("customers has nobody on whom money was spent; there is no ROI to draw.")
    rows = rows.assign(left=rows["profit"] - rows["cost"], mark="others")
    n = min(best, len(rows))
    lists = {by: rows.sort_values(by, ascending=False, kind="stable").head(n) for by in ("roi", "left")}
    rows.loc[lists["roi"].index, "mark"] = "roi"
    rows.loc[lists["left"].index, "mark"] = "amount"
    both = lists["roi"].index.intersection(lists["left"].index)
    rows.loc[both, "mark"] = "both"

    said = {
        "best": words.number(n),
        "both": words.number(len(both)),
        "n": words.number(len(rows)),
        "without": words.number(len(everybody) - len(rows)),
        **{
            f"{column}_{by}": words.short_money(people[column].sum(), currency, language)
            for by, people in lists.items()
            for column in ("cost", "left")
        },
    }
    same = len(both) == n
    title = words.text(f"figures.roi_or_amount.{'title_same' if same else 'title'}", language, **said)
    everybody_cost = len(rows) == len(everybody)
    note = words.text(f"figures.roi_or_amount.{'note_all' if everybody_cost else 'note'}", language, **said)
    with styled():
        figure = canvas(4.3, title, note)
        axes = figure.subplots()
        draw_points(axes, rows, language)
        cost_axis(axes, rows["cost"], currency, language)
        money_axis(axes.yaxis, currency, language)
        axes.set_ylabel(words.text("figures.roi_or_amount.y", language))
        axes.set_xlabel(words.text("figures.roi_or_amount.x", language))
    return Picture(figure, " ".join([title, note, words.text("figures.roi_or_amount.alt", language, **said)]))


def draw_points(axes: Axes, rows: pd.DataFrame, language: str | None) -> None:
    """The customers, those on a list over the others, with a legend of the kinds there are."""
    axes.axhline(0, color=QUIET, linewidth=1.0, zorder=1)
    handles = []
    for place, (name, (color, shape, size)) in enumerate(MARKS.items()):
        group = rows[rows["mark"] == name]
        if group.empty:
            continue
        label = words.text(f"figures.roi_or_amount.{name}", language, n=words.number(len(group)))
        edge = {"edgecolor": "white", "linewidth": 0.0 if name == "others" else 0.6}
        handles.append(
            axes.scatter(
                group["cost"], group["left"], size, color=color, marker=shape, label=label, zorder=2 + place, **edge
            )
        )
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        ncols=2,
        fontsize=LABEL_SIZE - 0.5,
        handletextpad=0.2,
        columnspacing=1.2,
        borderaxespad=0.2,
    )
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    low, high = min(rows["left"].min(), 0), max(rows["left"].max(), 0)
    reach = high - low or 1.0
    axes.set_ylim(low - 0.06 * reach, high + 0.06 * reach)


def cost_axis(axes: Axes, costs: pd.Series, currency: str | None, language: str | None) -> None:
    """A logarithmic axis over all costs, with round amounts as ticks."""
    low, high = costs.min() / 1.4, costs.max() * 1.4
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    places = evenly(low, high)
    axes.xaxis.set_major_locator(FixedLocator(places))
    axes.xaxis.set_major_formatter(FixedFormatter([words.short_money(place, currency, language) for place in places]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
