"""How much of the margin to come lies with the customers chosen by a dimension of segmentation, group by group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, NOTE_SIZE, PALE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table


def reached(customers: pd.DataFrame, dimension: str, past: str, future: str, share: float) -> float:
    """The share of the margin to come that lies with a share of the customers, the best groups of the past first.

    Groups are taken in the order of what one of their customers brought in the past; of the group in which the share
    runs out a part is drawn by lot, so it counts in proportion. Whose group is not known is left out on both sides.
    NaN where there is no margin to come.
    """
    known = customers[customers[dimension].notna()]
    groups = known.assign(group=known[dimension].astype("str")).groupby("group")
    rows = groups.agg(people=(past, "size"), before=(past, "mean"), after=(future, "sum")).reset_index()
    rows = rows.sort_values(["before", "group"], ascending=[False, True])
    room = share * len(known) - (rows["people"].cumsum() - rows["people"])
    taken = (room / rows["people"]).clip(0, 1)
    whole = rows["after"].sum()
    return float((taken * rows["after"]).sum() / whole) if whole > 0 else float("nan")


def group_reach(
    customers: Any,
    dimensions: Mapping[str, str],
    past: str,
    future: str,
    share: float,
    *,
    future_name: str | None = None,
    language: str | None = None,
) -> Picture:
    """A bar for each dimension: the share of the margin to come that a list of so many customers would hold.

    Args:
        customers: one row per customer with a column of groups for each dimension and the two columns of margin.
        dimensions: what each dimension is called, and its column; the bars in this order.
        past: the margin that was known when the list is made; it decides which groups come first.
        future: the margin afterwards, which is counted.
        share: how much of the customers the list holds, 0 to 1.
        future_name: the margin to come in words, such as "next year's margin".
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no dimension, or no margin to come.
    """
    if not dimensions:
        raise MeasureError("dimensions is empty; name at least one.")
    rows = table(customers, "customers", [*dimensions.values(), past, future])
    values = {name: reached(rows, column, past, future, share) for name, column in dimensions.items()}
    found = pd.Series({name: value for name, value in values.items() if not np.isnan(value)})
    if found.empty:
        raise MeasureError(f"customers[{future!r}] adds up to nothing, so no list can hold a share of it.")
    what = words.text("figures.group_reach.future", language) if future_name is None else future_name
    best, last = found.idxmax(), found.idxmin()
    fields = {
        "share": words.percent(share, language=language),
        "value": what,
        "best": best,
        "most": words.percent(found[best], language=language),
    }
    key = "figures.group_reach.title_one" if len(found) == 1 else "figures.group_reach.title"
    title = words.text(key, language, last=last, least=words.percent(found[last], language=language), **fields)
    note = words.text("figures.group_reach.note", language)
    with styled():
        figure = canvas(1.9 + 0.46 * len(found), title, note)
        axes = figure.subplots()
        colors = [RUST if name == best else INK for name in found.index]
        axes.barh(range(len(found)), found.clip(lower=0), 0.55, color=colors)
        for place, value in enumerate(found):
            axes.annotate(
                words.percent(value, 1, language),
                (max(value, 0), place),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                size=LABEL_SIZE,
                color=TEXT,
                bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "alpha": 0.8, "linewidth": 0},
            )
        axes.axvline(share, color=PALE, linewidth=2, linestyle="--", zorder=3)
        axes.set_yticks(range(len(found)), [words.wrap(name, 15) for name in found.index], color=TEXT, va="center")
        axes.set_ylim(len(found) - 0.5, -0.6)
        axes.set_xlim(0, 1.12)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
        axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: words.percent(at, language=language)))
        axes.grid(visible=True, axis="x", color=LINE)
        axes.grid(visible=False, axis="y")
        axes.spines["left"].set_visible(False)
        below = words.text("figures.group_reach.x", language, value=what, share=fields["share"])
        axes.set_xlabel(below, color=QUIET, size=NOTE_SIZE + 0.5)
    parts = [
        words.text("figures.group_reach.alt", language, name=name, part=words.percent(value, 1, language))
        for name, value in found.items()
    ]
    return Picture(figure, " ".join([title, note, *parts]))
