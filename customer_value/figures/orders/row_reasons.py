"""What became of every row of a file: how many can be used, and why the others were set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from customer_value import words
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, QUIET, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.wording import joined
from customer_value.measures.orders.cleaning import USABLE, reason_label

ROW = 0.4
"""The height of a line, in inches."""

ROOM = 11.0
"""Where a reason is broken, in ems."""


def row_reasons(counts: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """A bar for each reason, as long as it has rows, with their share of all rows and their money.

    Args:
        counts: `reason`, `rows`, `amount`, as `reason_counts` returns them.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing.
    """
    found = table(counts, "counts", ["reason", "rows", "amount"])
    total = int(found["rows"].sum())
    found["share"] = found["rows"] / total if total else float("nan")
    found["name"] = [reason_label(key, language) for key in found["reason"]]
    title = finding(found, total, language)
    money = words.money(found["amount"].sum(), currency, language)
    note = words.text("figures.row_reasons.note", language, money=money)
    lines = [words.wrap(name, ROOM) for name in found["name"]]
    with styled():
        figure = canvas(1.25 + row_height(lines) * len(found), title, note)
        axes, beside = figure.subplots(1, 2, sharey=True, width_ratios=(4.4, 1))
        colors = [INK if reason == USABLE else RUST for reason in found["reason"]]
        axes.barh(range(len(found)), found["rows"], 0.62, color=colors, zorder=2)
        axes.set_yticks(range(len(found)), lines, color=TEXT, va="center", linespacing=1.1)
        axes.set(xlim=(0, max(found["rows"].max() if len(found) else 1, 1) * 1.42), ylim=(len(found) - 0.4, -0.6))
        for panel in (axes, beside):
            panel.set_xticks([])
            panel.grid(visible=False)
            for spine in ("bottom", "left"):
                panel.spines[spine].set_visible(False)
        axes.set_title(words.text("figures.row_reasons.share", language), size=NOTE_SIZE, color=QUIET, pad=2)
        title_of_money = words.text("figures.row_reasons.money", language)
        beside.set_title(title_of_money, size=NOTE_SIZE, color=QUIET, pad=2, loc="right")
        for place, row in enumerate(found.itertuples()):
            said = f"{words.number(row.rows)} ({words.near_percent(row.share, language)})"
            near = {"xytext": (5, 0), "textcoords": "offset points", "va": "center", "size": LABEL_SIZE}
            axes.annotate(said, (row.rows, place), **near)
            amount = words.money(row.amount, currency, language)
            beside.text(1, place, amount, ha="right", va="center", size=LABEL_SIZE, color=TEXT)
        beside.set_xlim(0, 1)
    parts = [
        words.text(
            "figures.row_reasons.alt",
            language,
            name=row.name,
            n=words.number(row.rows),
            share=words.near_percent(row.share, language),
            money=words.money(row.amount, currency, language),
        )
        for row in found.itertuples(index=False)
    ]
    return Picture(figure, joined(title, note, *parts))


def finding(found: pd.DataFrame, total: int, language: str | None) -> str:
    """The title: how many rows can be used, and what keeps most of the others out."""
    if not total:
        return words.text("figures.row_reasons.title_empty", language)
    every = counted_rows(total, language)
    used = int(found.loc[found["reason"] == USABLE, "rows"].sum())
    if used == total:
        return words.text("figures.row_reasons.title_all", language, rows=every)
    most = found[found["reason"] != USABLE].sort_values("rows", ascending=False, kind="stable").iloc[0]
    return words.text(
        "figures.row_reasons.title" if used else "figures.row_reasons.title_none",
        language,
        used=words.near_percent(used / total, language),
        rows=every,
        reason=most["name"],
        most=words.number(most["rows"]),
    )


def row_height(lines: Sequence[str]) -> float:
    """The height of a row in inches, so that the tallest of the names fits."""
    return max(ROW, 0.08 + 0.18 * max((line.count("\n") + 1 for line in lines), default=1))


def counted_rows(n: int, language: str | None) -> str:
    """So many rows, in words that agree with the number."""
    return words.text(f"figures.row_reasons.rows.{'one' if n == 1 else 'many'}", language, n=words.number(n))
