"""Drag the brand over the price-quality map, and see where it lands and what that has to sell."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import numpy as np

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.brand.price_quality import COLUMNS, price_quality
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table
from customer_value.measures.brand.price_positions import high_middle_low
from customer_value.measures.brand.pricing import break_even_volume


def price_quality_explorer(
    positions: Any, margin: float, *, band: float = 0.1, language: str | None = None
) -> Explorer:
    """Sliders for our price, our perceived quality and what a piece costs more; the brand moves over the map.

    A question that only moving it answers: how much better must we be seen to be before a price a tenth higher is what
    the others' prices suggest, and how many pieces may that lose if the better quality costs 5% of the price?

    Args:
        positions: what the measure `price_positions` returns, with our own brand in it.
        margin: today's margin as a share of the price.
        band: the width of the middle that `price_positions` was given.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, our own brand is not there, or the margin is no share.
    """
    start = table(positions, "positions", COLUMNS)
    if not start["own"].any():
        raise MeasureError("positions has no row that is our own brand, so there is nothing to move.")
    break_even_volume(0.0, margin)  # says what is wrong with the margin before anything is drawn
    own = start["own"].to_numpy()

    def draw(price: int, quality: float, cost: int) -> Picture:
        moved = start.assign(
            price_level=np.where(own, start["price_level"] * (1 + price / 100), start["price_level"]),
            quality=np.where(own, (start["quality"] + quality).clip(1, 5), start["quality"]),
        )
        note = consequence(price / 100, cost / 100, margin, language)
        return price_quality(high_middle_low(moved, band), before=start, band=band, note=note, language=language)

    def slider(name: str, reach: float, step: float, kind: type) -> widgets.ValueWidget:
        description = words.text(f"explorers.price_quality.{name}", language)
        layout = widgets.Layout(width="520px")
        return kind(value=0, min=-reach, max=reach, step=step, description=description, layout=layout)

    controls = {
        "price": slider("price", 40, 1, widgets.IntSlider),
        "quality": slider("quality", 1.0, 0.05, widgets.FloatSlider),
        "cost": slider("cost", 20, 1, widgets.IntSlider),
    }
    return Explorer(controls, draw, language)


def consequence(price: float, cost: float, margin: float, language: str | None) -> str:
    """What the pieces sold have to do for the profit to stay as it is."""
    volume = break_even_volume(price, margin, cost)
    if not price and not cost:
        key = "same"
    elif np.isnan(volume):
        key = "never"
    elif abs(volume) < 0.0005:
        key = "level"
    else:
        key = "more" if volume > 0 else "less"
    shown = words.percent(abs(volume), language=language)
    return words.text(
        f"explorers.price_quality.{key}", language, margin=words.percent(margin, language=language), volume=shown
    )
