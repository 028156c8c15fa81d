"""How complete the fields of a table are: valid, there but invalid, missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from customer_value import words
from customer_value.figures.orders.row_reasons import ROOM, counted_rows, row_height
from customer_value.figures.picture import Picture
from customer_value.figures.style import AMBER, INK, LABEL_SIZE, MIST, QUIET, TEXT, canvas, ink_on, styled
from customer_value.figures.tables import table
from customer_value.figures.wording import joined

PARTS = {"valid": INK, "invalid": AMBER, "missing": MIST}
"""What the rows of a field are, and the colour of each."""

LEAST = 0.06
"""The share from which on a part of a bar has room for its number."""


def completeness_bars(
    table_of_fields: Any, *, labels: Mapping[str, str] | None = None, language: str | None = None
) -> Picture:
    """A bar for each field, all of one length: the valid part, the invalid one, and what is missing.

    Args:
        table_of_fields: `field`, `rows`, `missing`, `invalid`, as `completeness` returns them, drawn in that order.
        labels: what to call the fields; their own names when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing.
    """
    found = table(table_of_fields, "table_of_fields", ["field", "rows", "missing", "invalid"])
    rows = int(found["rows"].max()) if len(found) else 0
    found["name"] = [str((labels or {}).get(field, field)) for field in found["field"]]
    base = found["rows"].where(found["rows"] > 0)
    shares = pd.DataFrame({key: found[key] / base for key in ("invalid", "missing")})
    shares["valid"] = (found["rows"] - found["missing"] - found["invalid"]) / base
    title = finding(found["name"], shares["valid"], rows, language)
    note = words.text("figures.completeness.note", language, rows=counted_rows(rows, language))
    lines = [words.wrap(name, ROOM) for name in found["name"]]
    with styled():
        figure = canvas(1.75 + row_height(lines) * max(len(found), 1), title, note)
        axes = figure.subplots()
        start = pd.Series(0.0, index=found.index)
        places = range(len(found))
        for part, color in PARTS.items():
            width = shares[part].fillna(0.0)
            name = words.text(f"figures.completeness.{part}", language)
            edge = {"edgecolor": QUIET, "linewidth": 0.6} if part == "missing" else {}
            axes.barh(places, width, 0.62, left=start, color=color, label=name, zorder=2, **edge)
            for place, share in enumerate(width):
                if share >= LEAST:
                    axes.text(
                        start[place] + share / 2,
                        place,
                        words.near_percent(share, language),
                        ha="center",
                        va="center",
                        size=LABEL_SIZE - 0.5,
                        color=ink_on(color),
                        zorder=3,
                    )
            start = start + width
        axes.set_yticks(places, lines, color=TEXT, va="center", linespacing=1.1)
        axes.set(xlim=(0, 1), ylim=(max(len(found), 1) - 0.4, -0.6))
        ticks = (0.0, 0.25, 0.5, 0.75, 1.0)
        axes.set_xticks(ticks, [words.percent(tick, language=language) for tick in ticks])
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(words.text("figures.completeness.x", language))
        if len(found):
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, handlelength=1.2, borderaxespad=0.2)
    parts = [
        words.text(
            "figures.completeness.alt",
            language,
            field=name,
            **{part: words.near_percent(shares.loc[place, part], language) for part in PARTS},
        )
        for place, name in found["name"].items()
    ]
    return Picture(figure, joined(title, note, *parts))


def finding(names: pd.Series, valid: pd.Series, rows: int, language: str | None) -> str:
    """The title: the least complete field."""
    if not rows or valid.isna().all():
        return words.text("figures.completeness.title_empty", language)
    every = counted_rows(rows, language)
    if (valid == 1).all():
        return words.text("figures.completeness.title_full", language, rows=every)
    least = valid.idxmin()
    share = words.near_percent(valid[least], language)
    return words.text("figures.completeness.title", language, field=names[least], share=share, rows=every)
