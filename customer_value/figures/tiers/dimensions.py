"""Which dimension of segmentation separates value: beside what groups drawn by lot would do."""

from __future__ import annotations

from typing import Any

from matplotlib.ticker import FuncFormatter

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import column_name, counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, NOTE_SIZE, QUIET, TEXT, canvas, styled
from customer_value.figures.tables import table

COLUMNS = ["dimension", "customers", "groups", "eta_squared", "omega_squared", "chance"]


def dimensions(found: Any, *, value: str | None = None, language: str | None = None) -> Picture:
    """A dot for each dimension, the share of the spread between its groups, over what chance alone reaches.

    A filled dot lies beyond chance, a hollow one within it.

    Args:
        found: what the measure `dimensions` returns; rename its dimensions to name them in the figure.
        value: what is separated, in words, such as "next year's profit".
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no dimension.
    """
    rows = table(found, "found", COLUMNS)
    if rows.empty:
        raise MeasureError("found has no rows; there is no dimension to draw.")
    rows = rows.sort_values("eta_squared", ascending=False, kind="stable", ignore_index=True)
    rows["name"] = [column_name(name, language) for name in rows["dimension"]]
    rows["beyond"] = rows["eta_squared"] > rows["chance"]
    what = words.text("figures.dimensions.value", language) if value is None else value
    if rows["eta_squared"].isna().all():
        title = words.text("figures.dimensions.title_no_spread", language, value=what)
    elif not rows["beyond"].any():
        title = words.text("figures.dimensions.title_none", language, n=len(rows), value=what)
    else:
        best = rows[rows["beyond"]].iloc[0]
        digits = 0 if best["eta_squared"] > 0.3 else 1
        share = words.percent(best["eta_squared"], digits, language)
        title = words.text("figures.dimensions.title", language, first=best["name"], value=what, share=share)
    top = max(rows[["eta_squared", "chance"]].max().max(), 0.01) if rows["eta_squared"].notna().any() else 1.0
    digits = 0 if top > 0.3 else 1
    with styled():
        figure = canvas(1.6 + 0.46 * len(rows), title, words.text("figures.dimensions.note", language))
        axes = figure.subplots()
        axes.barh(rows.index, rows["chance"].fillna(0), 0.5, color=LINE, zorder=1)
        for place, row in rows.iterrows():
            if not words.missing(row["eta_squared"]):
                face = INK if row["beyond"] else "white"
                axes.plot(row["eta_squared"], place, "o", markersize=10, mec=INK, mew=1.6, color=face, zorder=3)
            axes.annotate(
                words.percent(row["eta_squared"], digits, language),
                (max(row["eta_squared"], row["chance"]) if row["eta_squared"] == row["eta_squared"] else 0, place),
                xytext=(11, 0),
                textcoords="offset points",
                va="center",
                size=LABEL_SIZE,
                color=TEXT,
            )
            size = {"groups": words.number(row["groups"]), "people": counted(row["customers"], language)}
            axes.text(
                1.0,
                place,
                words.text("figures.dimensions.row", language, **size),
                transform=axes.get_yaxis_transform(),
                ha="right",
                va="center",
                size=NOTE_SIZE,
                color=QUIET,
            )
        axes.set_yticks(rows.index, [words.wrap(name, 13) for name in rows["name"]], color=TEXT, va="center")
        axes.set_ylim(len(rows) - 0.45, -0.55)
        axes.set_xlim(-top * 0.02, top * 1.55)
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        axes.xaxis.set_major_formatter(FuncFormatter(lambda share, _: words.percent(share, digits, language)))
        axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= top * 1.02])  # none under the notes
        axes.set_xlabel(words.text("figures.dimensions.x", language), color=QUIET, size=NOTE_SIZE + 0.5)
        axes.spines["left"].set_visible(False)
    parts = [
        words.text(
            "figures.dimensions.alt",
            language,
            name=row["name"],
            share=words.percent(row["eta_squared"], 1, language),
            groups=words.number(row["groups"]),
            chance=words.percent(row["chance"], 1, language),
        )
        for _, row in rows.iterrows()
    ]
    return Picture(figure, " ".join([title, *parts]))
