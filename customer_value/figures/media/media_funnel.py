"""Medium by medium: its part of the people reached, of those who clicked, of the leads, the customers and the money."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import NAME_ROOM
from customer_value.figures.style import (
    AMBER,
    INK,
    LABEL_SIZE,
    MIST,
    NOTE_SIZE,
    QUIET,
    TEAL,
    TEXT,
    canvas,
    styled,
)
from customer_value.figures.tables import table

COUNTS = ("reach", "engagements", "clicks", "leads", "customers", "spend")
"""The panels, from the widest part of the way to the narrowest, and the money last."""

OWNERSHIP = {"owned": INK, "earned": TEAL, "paid": AMBER}


def media_funnel(funnel: Any, *, currency: str | None = None, language: str | None = None) -> Picture:
    """A row for each medium, a panel for each step: the medium's share of all, as a bar, with the number beside it.

    Read along a row: bars that shrink from reach to customers belong to a medium that shows much and brings little.
    The colour says whether a medium is owned, earned or paid; its name says so too.

    Args:
        funnel: what `media_funnel` returns.
        currency: of the spend; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no medium.
    """
    media = table(funnel, "funnel", ["medium", "ownership", *COUNTS])
    if media.empty:
        raise MeasureError("funnel holds no medium; there is nothing to draw.")
    kinds = [own if own in OWNERSHIP else "unknown" for own in media["ownership"]]
    owned = [words.text(f"figures.media_funnel.{kind}", language) for kind in kinds]
    names = [str(name) for name in media["medium"]]
    title = finding(media, names, language)
    note = words.text(
        "figures.media_funnel.note", language, reach=words.number(media["reach"].sum()), n=words.number(len(media))
    )
    with styled():
        figure = canvas(1.75 + 0.55 * len(media), title, note)
        panels = figure.subplots(1, len(COUNTS), sharey=True)
        for axes, count in zip(panels, COUNTS, strict=True):
            panel(axes, media[count], count, [OWNERSHIP.get(kind, QUIET) for kind in kinds], currency, language)
        labels = [f"{words.wrap(name, NAME_ROOM - 4)}\n{own}" for name, own in zip(names, owned, strict=True)]
        panels[0].set_yticks(range(len(media)), labels, color=TEXT, va="center", linespacing=1.25)
        panels[0].set_ylim(len(media) - 0.45, -0.55)
        panels[0].tick_params(axis="y", pad=12)
    parts = [alt(row, own, currency, language) for row, own in zip(media.itertuples(), owned, strict=True)]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(media: pd.DataFrame, names: list[str], language: str | None) -> str:
    """The title: who reaches most people, and who brings most customers."""
    reach, customers = media["reach"], media["customers"]
    if not customers.sum() or not reach.sum():
        return words.text("figures.media_funnel.title_none", language, n=len(media))
    first, second = int(reach.to_numpy().argmax()), int(customers.to_numpy().argmax())
    return words.text(
        f"figures.media_funnel.title_{'same' if first == second else 'differ'}",
        language,
        reach=names[first],
        reached=words.percent(reach[first] / reach.sum(), language=language),
        customers=names[second],
        won=words.percent(customers[second] / customers.sum(), language=language),
    )


def panel(
    axes: Axes, values: pd.Series, count: str, colors: list[str], currency: str | None, language: str | None
) -> None:
    """One step: each medium's share of the whole as a bar on a pale track, the number above it."""
    total = values.sum()
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for row, (value, color) in enumerate(zip(values, colors, strict=True)):
        axes.barh(row + 0.16, 1, 0.3, color=MIST, zorder=1)
        if total:
            axes.barh(row + 0.16, value / total, 0.3, color=color, zorder=2)
        money = count == "spend"
        label = words.short_money(value, currency, language) if money else words.number(value)
        axes.text(0, row - 0.03, label, ha="left", va="bottom", size=LABEL_SIZE - 0.5, color=TEXT)
    heading = words.text(f"figures.media_funnel.{count}", language)
    axes.set_title(heading, fontsize=LABEL_SIZE, color=TEXT, pad=6)
    axes.set(xlim=(0, 1.02), xticks=[])
    axes.set_xlabel(
        words.text("figures.media_funnel.x", language) if count == COUNTS[0] else "",
        size=NOTE_SIZE,
        color=QUIET,
        loc="left",
    )
    axes.tick_params(axis="y", length=0)


def alt(row: Any, own: str, currency: str | None, language: str | None) -> str:
    """One medium's way in words."""
    return words.text(
        "figures.media_funnel.alt",
        language,
        name=row.medium,
        own=own,
        **{count: words.number(getattr(row, count)) for count in COUNTS[:-1]},
        spend=words.money(row.spend, currency, language),
    )
