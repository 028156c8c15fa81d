"""Put a new brand on the perceptual map, and see who would want it there."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.brand.perceptual_map import perceptual_map
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table
from customer_value.measures.brand.positioning import axis_pairs
from customer_value.measures.brand.positioning import perceptual_map as places_of


def spot_explorer(
    brand_ratings: Any, surveys: Any, axes: tuple[str, str] | None = None, *, language: str | None = None
) -> Explorer:
    """A choice of axes and two sliders for a spot on the map; the background says who would prefer which spot.

    A question that only moving it answers: is there a spot far from every brand that a third of the customers would
    prefer, without being better than every brand on **both** axes?

    Args:
        brand_ratings: the ledger's table.
        surveys: one row per survey, with a column `importance_KEY` for the attributes (1 to 5, missing where blank).
        axes: the pair of attributes at the start; the pair that says the most different things when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or fewer than two attributes were both rated and asked for.
    """
    rated = table(brand_ratings, "brand_ratings", ["attribute", "label"]).drop_duplicates("attribute")
    names = rated.set_index("attribute")["label"]
    asked = [key for key in names.index if f"importance_{key}" in getattr(surveys, "columns", ())]
    if len(asked) < 2:
        raise MeasureError(
            "surveys has fewer than two columns such as 'importance_quality' whose attribute brand_ratings has too."
        )
    wishes = table(surveys, "surveys", [f"importance_{key}" for key in asked])
    pairs = list(combinations(asked, 2))
    if axes is None:
        ranked = axis_pairs(brand_ratings)
        axes = next(pair for pair in zip(ranked["x"], ranked["y"], strict=True) if pair in pairs)
    elif tuple(axes) not in pairs and tuple(axes)[::-1] not in pairs:
        raise MeasureError(f"axes is {axes!r}; give two of {', '.join(map(repr, asked))}.")
    if tuple(axes) not in pairs:
        pairs.append(tuple(axes))

    def draw(axes: tuple[str, str], x: float, y: float) -> Picture:
        wanted = pd.DataFrame({side: wishes[f"importance_{key}"] for side, key in zip("xy", axes, strict=True)})
        return perceptual_map(brand_ratings, *axes, wanted, spot=(x, y), language=language)

    options = [
        (words.text("explorers.spot.pair", language, x=names[one], y=names[other]), (one, other))
        for one, other in pairs
    ]
    middle = places_of(brand_ratings, *axes)[["x", "y"]].mean()

    def slider(side: str) -> widgets.FloatSlider:
        return widgets.FloatSlider(
            value=float(np.round(middle[side], 1)),
            min=1.0,
            max=5.0,
            step=0.1,
            readout_format=".1f",
            description=words.text(f"explorers.spot.{side}", language),
            layout=widgets.Layout(width="520px"),
        )

    chooser = widgets.Dropdown(
        options=options,
        value=tuple(axes),
        description=words.text("explorers.spot.axes", language),
        layout=widgets.Layout(width="auto"),
    )
    return Explorer({"axes": chooser, "x": slider("x"), "y": slider("y")}, draw, language)
