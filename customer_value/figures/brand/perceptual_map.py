"""The perceptual map: where customers see the brands, where nobody is, and whether anybody would want to be there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.point_labels import name_points
from customer_value.figures.style import INK, NOTE_SIZE, RUST, TEAL, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.ticks import inner_ticks
from customer_value.figures.wording import joined, with_n
from customer_value.measures.brand.empty_space import empty_space, preference_share
from customer_value.measures.brand.positioning import SAME_THING, correlation, nearest_rivals
from customer_value.measures.brand.positioning import perceptual_map as places_of

DEMAND = LinearSegmentedColormap.from_list("demand", ["#ffffff", "#f7ebd0", "#edca86"])
"""From nobody to everybody; light enough for dots and words on it."""

STEP = 0.1


def perceptual_map(
    brand_ratings: Any,
    x: str,
    y: str,
    wanted: Any = None,
    *,
    spot: tuple[float, float] | None = None,
    language: str | None = None,
) -> Picture:
    """The brands on two attributes as customers rated them; with `wanted`, who would prefer which spot.

    Args:
        brand_ratings: the ledger's table, as `perceptual_map` of the measures takes it, with `label`.
        x, y: the two attributes.
        wanted: one row per customer: `x`, `y`, the importance of each. The background then shows the share who would
            prefer a brand there to all there are, and a ring the spot farthest from every brand.
        spot: a place to mark instead of that emptiest one, with `wanted` only.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for the measure; no brand was rated on both attributes; or a spot comes without `wanted`.
    """
    places = places_of(brand_ratings, x, y)
    if places.empty:
        raise MeasureError(f"brand_ratings has no brand that was rated on both {x!r} and {y!r}.")
    if spot is not None and wanted is None:
        raise MeasureError("spot is given without wanted; give the customers' importances too.")
    axis = {name: axis_label(brand_ratings, name, language) for name in (x, y)}
    grid = None if wanted is None else empty_space(places, wanted, step=STEP)
    marked = None if grid is None else mark(places, grid, wanted, spot)
    labels = attribute_labels(brand_ratings)
    title = finding(places, labels[x], labels[y], marked, spot is not None, language)
    note = words.text("figures.perceptual_map.note", language)
    if marked is not None:
        note = joined(note, words.text("figures.perceptual_map.note_demand", language))
    note = joined(note, same_thing(places, language))
    with styled():
        figure = canvas(5.0, title, note)
        axes = figure.subplots()
        axes.grid(color="#eef1f4")
        limits(axes, places, marked)
        if grid is not None:
            shade(axes, grid)
        draw_places(axes, places, marked)
        names = [with_n(row.brand, row.respondents, language) for row in places.itertuples()]
        points = list(zip(places["x"], places["y"], strict=True))
        strong = places["own"].tolist()
        if marked is not None:
            share = words.percent(marked["demand"], language=language)
            key = "spot" if spot is not None else "emptiest"
            names.append(words.text(f"figures.perceptual_map.{key}", language, share=share))
            points.append((marked["x"], marked["y"]))
            strong.append(False)
        axes.set_xlabel(axis[x])
        axes.set_ylabel(axis[y])
        axes.tick_params(labelsize=NOTE_SIZE + 0.5)
        inner_ticks(axes, "x", "y")
        name_points(axes, points, names, strong=strong, gap=10)
    parts = [
        words.text(
            "figures.perceptual_map.alt",
            language,
            brand=row.brand,
            x=words.number(row.x, 2),
            y=words.number(row.y, 2),
            n=words.number(row.respondents),
        )
        for row in places.itertuples()
    ]
    return Picture(figure, " ".join([title, *parts]))


def attribute_labels(brand_ratings: Any) -> dict[str, str]:
    """What each attribute is called."""
    rows = table(brand_ratings, "brand_ratings", ["attribute", "label"])
    return dict(zip(rows["attribute"], rows["label"], strict=True))


def axis_label(brand_ratings: Any, attribute: str, language: str | None) -> str:
    """An attribute's name with its scale; a reversed one says that it was turned."""
    rows = table(brand_ratings, "brand_ratings", ["attribute", "reversed"])
    turned = bool(rows.loc[rows["attribute"] == attribute, "reversed"].iloc[0])
    name = attribute_labels(brand_ratings)[attribute]
    return words.text(f"figures.perceptual_map.axis{'_turned' * turned}", language, name=name)


def mark(places: pd.DataFrame, grid: pd.DataFrame, wanted: Any, spot: tuple[float, float] | None) -> dict[str, Any]:
    """The spot to ring: its place, its distance to the nearest brand, that brand, and who would prefer it."""
    if spot is None:
        return grid.iloc[0].to_dict()
    apart = np.hypot(places["x"] - spot[0], places["y"] - spot[1])
    return {
        "x": spot[0],
        "y": spot[1],
        "distance": float(apart.min()),
        "nearest": places["brand"].iloc[int(apart.to_numpy().argmin())],
        "demand": preference_share(places, wanted, *spot),
    }


def finding(
    places: pd.DataFrame, x: str, y: str, marked: dict[str, Any] | None, chosen: bool, language: str | None
) -> str:
    """The title: who would want the ringed spot; without one, how near our nearest rival is."""
    if marked is not None and not np.isnan(marked["demand"]):
        share = words.percent(marked["demand"], language=language)
        if chosen:
            fields = {"share": share, "brand": marked["nearest"], "distance": words.number(marked["distance"], 1)}
            return words.text("figures.perceptual_map.title_spot", language, **fields)
        ends = {0.0: "title_nobody", 1.0: "title_everybody"}
        return words.text(f"figures.perceptual_map.{ends.get(marked['demand'], 'title_some')}", language, share=share)
    ours = places[places["own"]]
    pairs = nearest_rivals(places).set_index("brand")
    if ours.empty or len(places) < 2:
        return words.text("figures.perceptual_map.title_brands", language, n=len(places), x=x, y=y)
    us = ours["brand"].iloc[0]
    fields = {"brand": us, "rival": pairs.loc[us, "rival"], "distance": words.number(pairs.loc[us, "distance"], 1)}
    return words.text("figures.perceptual_map.title_rival", language, **fields)


def same_thing(places: pd.DataFrame, language: str | None) -> str:
    """A warning where the two axes say nearly the same about the brands."""
    r = correlation(places["x"], places["y"])
    if not abs(r) >= SAME_THING:  # nor where there is none
        return ""
    return words.text("figures.perceptual_map.note_same", language, r=words.number(r, 2), n=len(places))


def limits(axes: Axes, places: pd.DataFrame, marked: dict[str, Any] | None) -> None:
    """Room around the brands for their names."""
    for name, set_limits in (("x", axes.set_xlim), ("y", axes.set_ylim)):
        values = [*places[name], *([] if marked is None else [marked[name]])]
        pad = max((max(values) - min(values)) * 0.16, 0.3)
        set_limits(min(values) - pad, max(values) + pad)


def shade(axes: Axes, grid: pd.DataFrame) -> None:
    """Each spot of the grid in the colour of its demand."""
    wide = grid.pivot_table(index="y", columns="x", values="demand", dropna=False)
    if len(wide) < 2 or len(wide.columns) < 2:
        return
    edges = [
        np.append(side - STEP / 2, side[-1] + STEP / 2) for side in (wide.columns.to_numpy(), wide.index.to_numpy())
    ]
    axes.pcolormesh(*edges, wide.to_numpy(), cmap=DEMAND, vmin=0, vmax=1, zorder=0, rasterized=True)


def draw_places(axes: Axes, places: pd.DataFrame, marked: dict[str, Any] | None) -> None:
    """A dot for every brand, ours larger, and a ring for the marked spot."""
    for row in places.itertuples():
        size, color = (190, INK) if row.own else (110, TEAL)
        axes.scatter(row.x, row.y, s=size, color=color, edgecolor="white", linewidth=1.2, zorder=5)
    if marked is not None:
        axes.scatter(marked["x"], marked["y"], s=230, facecolor="none", edgecolor=RUST, linewidth=2, zorder=4)
        axes.scatter(marked["x"], marked["y"], s=14, color=TEXT, zorder=4)
