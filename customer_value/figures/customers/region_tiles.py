"""Regions as a map of tiles: one of a size for each, the darker the more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import counted
from customer_value.figures.customers.tile_grids import Place, in_rows, known_places, packed
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import group_name
from customer_value.figures.style import (
    LABEL_SIZE,
    NOTE_SIZE,
    QUIET,
    SEQUENTIAL,
    bare,
    canvas,
    ink_on,
    styled,
)
from customer_value.figures.tables import table
from customer_value.figures.wording import joined
from customer_value.measures.customers.revenue import UNKNOWN

VALUES = ("revenue_per_customer", "revenue", "buyers")

FEW = 30
"""With fewer buyers than this, one large order makes a region's average."""

GAP = 0.06
"""Between two tiles, in parts of a tile."""


def region_tiles(
    revenue: Any,
    by: str,
    value: str = "revenue_per_customer",
    *,
    grid: Mapping[Any, Place] | None = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """A tile for each region with what it brings; the darkness starts from 0, so twice as much looks twice as dark.

    All tiles have one size, so that small regions can be read and large ones do not look more important than they are.

    Args:
        revenue: what `revenue_by` returns, of up to 40 regions.
        by: its column with the region, such as "region", "sales_area" or "city".
        value: what makes a tile dark: "revenue_per_customer", "revenue" or "buyers".
        grid: each region's column and row, from (0, 0) at the top left. When None, the cities and counties of Taiwan
            stand as they lie to one another, other regions in rows by their value.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no region or more than 40, `value` is another, or `grid` lacks a
            region.
    """
    if value not in VALUES:
        raise MeasureError(f"value is {value!r}; give one of {', '.join(map(repr, VALUES))}.")
    rows = table(revenue, "revenue", [by, "buyers", "revenue", "revenue_per_customer", "share"])
    known = rows[rows[by] != UNKNOWN].sort_values(value, ascending=False, kind="stable", na_position="last")
    if not 1 <= len(known) <= 40:
        raise MeasureError(f"revenue has {len(known)} regions; give 1 to 40.")
    places = placed(known[by].tolist(), grid)
    if (rows[by] == UNKNOWN).any():  # a row of its own below: it lies nowhere
        places[UNKNOWN] = (0, 1 + max(row for _, row in places.values()))
    across, down = (1 + max(place[side] for place in places.values()) for side in (0, 1))
    title = finding(known, by, value, currency, language)
    note = words.text(
        f"figures.region_tiles.note.{value}", language, top=in_words(known[value].max(), value, currency, language)
    )
    if value == "revenue_per_customer" and (known["buyers"].between(1, FEW - 1)).any():
        note = joined(note, words.text("figures.region_tiles.note_few", language, n=FEW))
    with styled():
        figure = canvas(1.05 + down * (0.8 if down > 5 else 0.92 if across > 3 else 1.1), title, note)
        axes = figure.subplots()
        bare(axes)
        axes.set(xlim=(0, across), ylim=(down, 0))
        for row in rows.itertuples():
            draw_tile(axes, row, places[row[1]], 7.7 / across, known[value].max(), value, currency, language)
    parts = [
        words.text(
            "figures.region_tiles.alt",
            language,
            region=region_name(row[1], language),
            customers=counted(row.buyers, language),
            revenue=words.money(row.revenue, currency, language),
            share=words.percent(row.share, language=language),
            each=words.money(row.revenue_per_customer, currency, language),
        )
        for row in rows.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def region_name(value: Any, language: str | None) -> str:
    return group_name(None if value == UNKNOWN else value, language)


def placed(names: list[Any], grid: Mapping[Any, Place] | None) -> dict[Any, Place]:
    """Each region's column and row."""
    if grid is None:
        found = known_places(names) if len(names) > 3 else None
        return packed(found or in_rows(names))
    if without := [str(name) for name in names if name not in grid]:
        raise MeasureError(f"grid has no place for {', '.join(without)}; give a column and a row for every region.")
    return packed({name: grid[name] for name in names})


def in_words(amount: float, value: str, currency: str | None, language: str | None) -> str:
    return counted(amount, language) if value == "buyers" else words.money(amount, currency, language)


def finding(known: pd.DataFrame, by: str, value: str, currency: str | None, language: str | None) -> str:
    """The title: the first and the last region; of averages, among those with enough buyers."""
    judged = known[known["revenue_per_customer"].notna()]
    if value == "revenue_per_customer" and (judged["buyers"] >= FEW).any():
        judged = judged[judged["buyers"] >= FEW]
    if judged.empty:
        return words.text("figures.region_tiles.title_nobody", language, n=len(known))
    best, worst = judged.iloc[0], judged.iloc[-1]
    if value == "revenue":
        high, low = (words.percent(row["share"], language=language) for row in (best, worst))
    else:
        high = in_words(best[value], value, currency, language)
        low = words.number(worst[value]) if value == "buyers" else words.money(worst[value], currency, language)
    fields = {"best": best[by], "worst": worst[by], "high": high, "low": low, "n": words.number(len(judged))}
    key = "one" if len(judged) == 1 else "same" if best[value] == worst[value] else "differ"
    return words.text(f"figures.region_tiles.title.{value}.{key}", language, **fields)


def draw_tile(
    axes: Axes, row: Any, place: Place, wide: float, top: float, value: str, currency: str | None, language: str | None
) -> None:
    """One tile, so many inches wide: the name, the value and what stands behind it."""
    amount = getattr(row, value)
    there = amount == amount and top > 0
    color = SEQUENTIAL(0.04 + 0.9 * amount / top) if there else "white"
    unsure = row[1] == UNKNOWN or (value == "revenue_per_customer" and row.buyers < FEW)
    edge = {"edgecolor": QUIET if unsure else color, "linestyle": (0, (3, 2)) if unsure else "-", "linewidth": 1.2}
    axes.add_patch(Rectangle((place[0] + GAP / 2, place[1] + GAP / 2), 1 - GAP, 1 - GAP, facecolor=color, **edge))
    small = wide < 1.6
    name = words.wrap(region_name(row[1], language), wide * 72 / (NOTE_SIZE + 0.5) - 1.6)
    main = words.number(amount) if value == "buyers" else words.money(amount, currency, language)
    lines = [
        (0.1, "top", name, NOTE_SIZE + (0 if small else 1)),
        (0.62 if "\n" in name else 0.53, "center", main if there else "–", LABEL_SIZE + (0 if small else 2)),
        (0.9, "bottom", below(row, value, currency, language), NOTE_SIZE - (1.5 if small else 0.5)),
    ]
    for height, side, text, size in lines:
        x, y = place[0] + 0.5, place[1] + height
        axes.text(x, y, text, ha="center", va=side, size=size, color=ink_on(color), linespacing=1.0)


def below(row: Any, value: str, currency: str | None, language: str | None) -> str:
    """The small line of a tile: the share of the revenue, what each brings, or the buyers behind an average."""
    if value == "revenue":
        share = words.percent(row.share, language=language)
        return words.text("figures.region_tiles.share", language, share=share)
    if value == "buyers" and row.buyers:
        each = words.money(row.revenue_per_customer, currency, language)
        return words.text("figures.region_tiles.each", language, each=each)
    return counted(row.buyers, language)
