"""The second purchase within several numbers of days, customers who are too young apart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.key import key_above
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.wording import joined

COLUMNS = ["days", "first_purchase", "base", "too_young", "of_base", "rate"]


def second_purchase(counts: Any, *, language: str | None = None) -> Picture:
    """For each number of days a bar of all first-purchase customers: came back, did not, and cannot be told yet.

    Args:
        counts: what `second_purchase_table` returns.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no number of days.
    """
    rows = table(counts, "counts", COLUMNS)
    if rows.empty:
        raise MeasureError("counts has no rows; give at least one number of days.")
    if not (n := int(rows["first_purchase"].max())):
        raise MeasureError("counts has no first-purchase customers; there is nobody to draw.")
    title = finding(rows, language)
    note = words.text("figures.second_purchase.note", language, n=words.number(n))
    with styled():
        figure = canvas(1.75 + 0.62 * len(rows), title, note)
        axes = figure.subplots()
        places = range(len(rows))
        stayed = rows["base"] - rows["of_base"]
        axes.barh(
            places,
            rows["of_base"],
            0.58,
            color=INK,
            zorder=2,
            label=words.text("figures.second_purchase.came", language),
        )
        axes.barh(
            *(places, stayed, 0.58),
            left=rows["of_base"],
            color=PALE,
            zorder=2,
            label=words.text("figures.second_purchase.not", language),
        )
        axes.barh(
            *(places, rows["too_young"], 0.58),
            left=rows["base"],
            facecolor="white",
            edgecolor=QUIET,
            hatch="////",
            linewidth=0.8,
            zorder=2,
            label=words.text("figures.second_purchase.young", language),
        )
        top = n
        for place, row in rows.iterrows():
            said = words.text(
                "figures.second_purchase.bar",
                language,
                rate=words.percent(row["rate"], language=language),
                came=words.number(row["of_base"]),
                base=words.number(row["base"]),
            )
            axes.text(top * 1.015, place, said, va="center", size=LABEL_SIZE, color=TEXT)
        labels = [words.text("figures.second_purchase.days", language, days=days) for days in rows["days"]]
        axes.set_yticks(places, labels, color=TEXT)
        axes.set(xlim=(0, top * 1.3), ylim=(len(rows) - 0.5, -0.5), xticks=[])
        axes.grid(visible=False)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.set_xlabel(
            words.text("figures.second_purchase.x", language), size=NOTE_SIZE + 0.5, color=QUIET, loc="left"
        )
        key_above(axes)
    parts = [
        words.text(
            "figures.second_purchase.alt",
            language,
            days=row["days"],
            rate=words.percent(row["rate"], language=language),
            came=words.number(row["of_base"]),
            base=words.number(row["base"]),
            young=words.number(row["too_young"]),
        )
        for _, row in rows.astype({"days": "object"}).iterrows()
    ]
    return Picture(figure, joined(title, note, *parts))


def finding(rows: pd.DataFrame, language: str | None) -> str:
    """The title: the rate at the shortest and at the longest time that have a base."""
    known = rows.dropna(subset="rate").sort_values("days")
    if known.empty:
        return words.text("figures.second_purchase.title_none", language, days=rows["days"].min())
    first, last = known.iloc[0], known.iloc[-1]
    said = {"most": words.percent(last["rate"], language=language), "long": int(last["days"])}
    if first["days"] == last["days"]:
        return words.text("figures.second_purchase.title_one", language, **said)
    said |= {"least": words.percent(first["rate"], language=language), "short": int(first["days"])}
    return words.text("figures.second_purchase.title", language, **said)
