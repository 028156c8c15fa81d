"""Contact timing and contact fatigue: who answers, by how many contacts there were and how long ago the last was."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import column, dots, name_rows, percent, share_axis
from customer_value.figures.style import canvas, styled
from customer_value.figures.tables import table

RATES = ["contacts", "responses", "rate", "low", "high"]

ENOUGH = 30
"""Below so many contacts, a rate is drawn hollow and left out of the title."""


def contact_response(by_contact: Any, by_gap: Any, *, days: int = 90, language: str | None = None) -> Picture:
    """Two panels: the share that responded by the how-manyth contact it was, and by the days since the last one.

    Args:
        by_contact: what `response_by_contact` returns.
        by_gap: what `response_by_gap` returns.
        days: the days in which contacts were counted; for the words only.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there was no contact.
    """
    first = table(by_contact, "by_contact", ["contact", *RATES])
    second = table(by_gap, "by_gap", ["from_day", "to_day", *RATES])
    if not first["contacts"].sum():
        raise MeasureError("by_contact holds no contact; there is nothing to draw.")
    first, second = (one[one["contacts"] > 0].reset_index(drop=True) for one in (first, second))
    numbers = [words.text("figures.contacts.nth", language, n=int(row.contact)) for row in first.itertuples()]
    bands = [band_name(row.from_day, row.to_day, language) for row in second.itertuples()]
    title = finding(second, bands, language)
    note = words.text(
        "figures.contacts.note",
        language,
        n=words.number(first["contacts"].sum()),
        responses=words.number(first["responses"].sum()),
        days=days,
        enough=ENOUGH,
    )
    panels = [(first, numbers, "contact")] + ([(second, bands, "gap")] if len(second) else [])
    top = max(rows["high"].max() for rows, _, _ in panels)
    with styled():
        figure = canvas(1.9 + 0.4 * max(len(rows) for rows, _, _ in panels), title, note)
        for axes, (rows, names, kind) in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
            name_rows(axes, names)
            dots(axes, rows, "rate", quiet=rows["contacts"] < ENOUGH)
            share_axis(axes, top, words.text("figures.contacts.x", language), language)
            axes.set_title(
                words.wrap(words.text(f"figures.contacts.{kind}", language, days=days), 22), pad=16, fontsize=10.5
            )
            counts = [words.number(count) for count in rows["contacts"]]
            column(axes, 4, words.text("figures.contacts.contacts", language), counts)
    parts = [
        words.text(
            "figures.contacts.alt",
            language,
            name=name,
            rate=percent(row.rate, language),
            n=words.number(row.contacts),
            low=percent(row.low, language),
            high=percent(row.high, language),
        )
        for rows, names, _ in panels
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def band_name(first: float, last: float, language: str | None) -> str:
    """A band of days, such as "15–30 days"."""
    if words.missing(last):
        return words.text("figures.contacts.from", language, first=int(first))
    return words.text("figures.contacts.band", language, first=int(first), last=int(last))


def finding(rows: pd.DataFrame, bands: list[str], language: str | None) -> str:
    """The title: the best time since the last contact beside the worst, where their intervals are apart."""
    sure = rows[rows["contacts"] >= ENOUGH]
    if len(sure) < 2:
        return words.text("figures.contacts.title_few", language, enough=ENOUGH)
    best, worst = sure["rate"].idxmax(), sure["rate"].idxmin()
    kind = "clear" if rows["low"][best] > rows["high"][worst] else "unclear"
    return words.text(
        f"figures.contacts.title_{kind}",
        language,
        best=bands[best],
        most=percent(rows["rate"][best], language),
        worst=bands[worst],
        least=percent(rows["rate"][worst], language),
    )
