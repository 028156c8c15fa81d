"""How many customers each sales area has on file, and how many of them are still active."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.wording import area_name, joined
from customer_value.measures.brand.area_shares import UNKNOWN_AREA

COUNTS = ["on_file", "active", "lapsed", "first_purchase"]

FEWEST = 20
"""Areas with fewer customers than this are not held up as best or worst, if there are larger ones."""

NAME_WIDTH = 9.5
"""Where an area's name is broken, in ems."""


def area_customers(by_area: Any, *, language: str | None = None) -> Picture:
    """The customers of each sales area as bars, active and lapsed, at the end of the table's last month.

    Args:
        by_area: what `customers_by_area` returns.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no area.
    """
    rows = table(by_area, "by_area", ["end", "sales_area", *COUNTS])
    if rows.empty:
        raise MeasureError("by_area has no rows; there is no sales area to draw.")
    day = rows["end"].max()
    rows = rows[rows["end"] == day].sort_values("on_file", ascending=False, kind="stable")
    last = rows["sales_area"] == UNKNOWN_AREA
    rows = pd.concat([rows[~last], rows[last]], ignore_index=True)
    rows["share"] = rows["active"] / rows["on_file"].where(rows["on_file"] > 0)
    names = [area_name(area, language) for area in rows["sales_area"]]
    title = finding(rows, names, language)
    note = words.text(
        "figures.area_customers.note",
        language,
        day=words.date(day, language),
        n=words.number(rows["on_file"].sum()),
        active=words.number(rows["active"].sum()),
    )
    with styled():
        figure = canvas(1.5 + 0.52 * len(rows), title, note)
        axes = figure.subplots()
        places = range(len(rows))
        axes.barh(places, rows["active"], 0.62, color=INK, zorder=2)
        axes.barh(places, rows["lapsed"], 0.62, left=rows["active"], color=PALE, zorder=2)
        top = max(rows["on_file"].max(), 1)
        for place, row in rows.iterrows():
            if row["active"] > top * 0.07:
                axes.text(
                    *(row["active"] - top * 0.01, place, words.number(row["active"])),
                    ha="right",
                    va="center",
                    size=LABEL_SIZE - 0.5,
                    color="white",
                )
            said = words.text(
                "figures.area_customers.bar" if row["on_file"] else "figures.area_customers.bar_none",
                language,
                n=words.number(row["on_file"]),
                share=words.percent(row["share"], language=language),
                new=words.number(row["first_purchase"]),
            )
            axes.text(row["on_file"] + top * 0.015, place, said, va="center", size=LABEL_SIZE - 0.5, color=TEXT)
        axes.set_yticks(places, [words.wrap(name, NAME_WIDTH) for name in names], color=TEXT)
        axes.set(xlim=(0, top * 1.5), ylim=(len(rows) - 0.45, -0.55), xticks=[])
        axes.grid(visible=False)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.set_xlabel(words.text("figures.area_customers.x", language), size=NOTE_SIZE + 0.5, color=QUIET, loc="left")
    parts = [
        words.text(
            "figures.area_customers.alt",
            language,
            name=name,
            share=words.percent(row["share"], language=language),
            **{column: words.number(row[column]) for column in COUNTS},
        )
        for name, (_, row) in zip(names, rows.iterrows(), strict=True)
    ]
    return Picture(figure, joined(title, note, *parts))


def finding(rows: pd.DataFrame, names: list[str], language: str | None) -> str:
    """The title: the area with the largest share of active customers beside that with the smallest."""
    known = rows["share"].where(rows["sales_area"] != UNKNOWN_AREA).dropna()
    large = known[rows["on_file"] >= FEWEST]
    known = large if len(large) > 1 else known
    total, active = rows["on_file"].sum(), rows["active"].sum()
    overall = words.percent(active / total if total else float("nan"), language=language)
    if known.empty or len(known) == 1:
        return words.text("figures.area_customers.title_one", language, n=words.number(total), share=overall)
    most, least = (words.percent(share, language=language) for share in (known.max(), known.min()))
    if most == least:
        return words.text("figures.area_customers.title_equal", language, share=most)
    best, worst = names[known.idxmax()], names[known.idxmin()]
    return words.text("figures.area_customers.title", language, best=best, most=most, worst=worst, least=least)
