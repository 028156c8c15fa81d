"""First purchases ever beside first purchases in a period."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.month_axis import month_ticks
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.key import key_above
from customer_value.figures.style import INK, LABEL_SIZE, PALE, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import round_ticks
from customer_value.figures.wording import joined


def first_ever(purchases: Any, *, language: str | None = None) -> Picture:
    """Everybody's first order in a period by month: dark where it was the first ever, pale where it was not.

    At the start of any period nearly everybody's order is their first in it, though few are new.

    Args:
        purchases: what `first_purchases` returns.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody bought.
    """
    people = table(purchases, "purchases", ["first_in_window", "first_purchase"])
    if people.empty:
        raise MeasureError("purchases has no rows; nobody bought in the window.")
    month = pd.to_datetime(people["first_in_window"]).dt.to_period("M")
    every = pd.period_range(month.min(), month.max(), freq="M")
    is_new = people["first_purchase"].astype(bool)
    counts = pd.DataFrame({"new": is_new.groupby(month).sum(), "all": is_new.groupby(month).size()})
    counts = counts.reindex(every, fill_value=0)
    counts["old"] = counts["all"] - counts["new"]
    new, everybody = int(counts["new"].sum()), len(people)
    key = "title_all" if new == everybody else "title_none" if not new else "title"
    title = words.text(
        f"figures.first_ever.{key}",
        language,
        n=words.number(everybody),
        new=words.number(new),
        old=words.number(everybody - new),
    )
    note = words.text("figures.first_ever.note", language)
    with styled():
        figure = canvas(3.9, title, note)
        axes = figure.subplots()
        places = list(range(len(every)))
        width = 0.78
        axes.bar(
            places, counts["new"], width, color=INK, zorder=2, label=words.text("figures.first_ever.new", language)
        )
        axes.bar(
            *(places, counts["old"], width),
            bottom=counts["new"],
            color=PALE,
            zorder=2,
            label=words.text("figures.first_ever.old", language),
        )
        top = max(counts["all"].max(), 1)
        if len(every) <= 15:
            for place, row in zip(places, counts.itertuples(), strict=True):
                said = words.text("figures.first_ever.bar", language, new=row.new, all=row.all)
                axes.text(place, row.all + top * 0.02, said, ha="center", size=LABEL_SIZE - 1, color=TEXT)
        month_ticks(axes, [period.to_timestamp() for period in every], places, language)
        axes.set(xlim=(-0.6, max(len(every), 6) - 0.4), ylim=(0, top * 1.12))
        round_ticks(axes.yaxis, words.number, 5, whole=True)
        axes.set_ylabel(words.text("figures.first_ever.y", language))
        axes.spines["left"].set_visible(False)
        key_above(axes)
    parts = [
        words.text(
            "figures.first_ever.alt",
            language,
            month=f"{period.year}-{period.month:02}",
            new=words.number(row.new),
            all=words.number(row.all),
        )
        for period, row in zip(every, counts.itertuples(), strict=True)
    ]
    return Picture(figure, joined(title, note, *parts))
