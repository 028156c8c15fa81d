"""The empty spots of a perceptual map: how empty they are, and who would want them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN, finite, not_nan
from customer_value.measures._tables import none_negative, pandas_table
from customer_value.measures.brand._brand_places import checked_places, scale_ends
from customer_value.measures.brand.positioning import SCALE


def preference_share(places: Any, wanted: Any, x: float, y: float) -> float:
    """The share of customers who would rather have a brand at this spot than any brand on the map.

    Each customer weighs the two attributes by how important they said each is: `importance x rating` summed over both.
    One who would get more from the spot than from **every** brand prefers it; an equal one stays with the brand.

    It counts two attributes only and asks nobody to pay: a spot at the top of both wins everybody and may be
    impossible to make.

    Args:
        places: the brands, as `perceptual_map` returns them: `x`, `y`.
        wanted: one row per customer: `x`, `y`, the importance of each attribute. Rows with a blank are left out.
        x, y: the spot.

    Returns:
        A share from 0 to 1; NaN where nobody answered or there is no brand to compare with.

    Raises:
        MeasureError: a column is missing or of another type, a place is missing, or an importance is negative.

    Examples:
        One customer cares for x only, two for both alike:

        >>> places = pd.DataFrame({"brand": ["A", "B"], "x": [5.0, 1.0], "y": [1.0, 4.0]})
        >>> wanted = pd.DataFrame({"x": [5, 3, 3], "y": [0, 3, 3]})
        >>> round(preference_share(places, wanted, 4.0, 3.0), 3)
        0.667
    """
    brands = checked_places(places)[["x", "y"]].to_numpy()
    spot = np.array([[not_nan(finite(x, "x"), "x"), not_nan(finite(y, "y"), "y")]])
    return float(_preferred(brands, _wanted(wanted), spot)[0])


def empty_space(places: Any, wanted: Any, *, step: float = 0.1, scale: tuple[float, float] = SCALE) -> pd.DataFrame:
    """The spots between the brands: how empty each is, and who would want it. **Empty is not yet an opportunity.**

    A grid over the part of the map that the brands span, no wider: nobody knows whether anything can be made outside
    it. Far from every brand means that nobody is there. That may be because nobody wants to be: `demand` tells.

    Args:
        places: as `perceptual_map` returns them: `brand`, `x`, `y`.
        wanted: as for `preference_share`.
        step: the distance of the spots, in points of the scale.
        scale: the ends of the scale, which the grid starts from.

    Returns:
        A pandas frame, one row per spot, the emptiest first: `x`, `y`, `distance` (to the nearest brand), `nearest`
        (that brand), `demand` (share of customers who would prefer the spot to every brand, see `preference_share`)
        and `weighted` (distance x demand: empty **and** wanted; the best of them is mostly the corner that is good at
        both, so ask first whether it can be made).

    Raises:
        MeasureError: as for `preference_share`, `step` is not above 0, or `scale` is no pair of numbers.

    Examples:
        The emptiest spot of all has nobody who wants it:

        >>> places = pd.DataFrame({"brand": ["A", "B", "C"], "x": [5.0, 1.0, 4.0], "y": [1.0, 4.0, 4.0]})
        >>> wanted = pd.DataFrame({"x": [5, 3, 3], "y": [1, 3, 3]})
        >>> empty_space(places, wanted, step=1.0).head(2).round(2)
             x    y  distance nearest  demand  weighted
        0  1.0  1.0       3.0       B     0.0       0.0
        1  2.0  1.0       3.0       A     0.0       0.0
    """
    scale_ends(scale)
    if not finite(step, "step", least=0) > 0:
        raise MeasureError(f"step is {step!r}; give a number above 0, such as 0.1.")
    table = checked_places(places)
    columns = ["x", "y", "distance", "nearest", "demand", "weighted"]
    if table.empty:
        return pd.DataFrame(columns=columns)
    brands = table[["x", "y"]].to_numpy()
    sides = [_grid(brands[:, axis], step, scale_ends(scale)[0]) for axis in (0, 1)]
    spots = np.array([(x, y) for x in sides[0] for y in sides[1]])
    apart = np.hypot(*(spots[:, None] - brands[None, :]).transpose(2, 0, 1))
    found = pd.DataFrame(
        {
            "x": spots[:, 0],
            "y": spots[:, 1],
            "distance": apart.min(axis=1),
            "nearest": table["brand"].to_numpy()[apart.argmin(axis=1)],
            "demand": _preferred(brands, _wanted(wanted), spots),
        }
    )
    found["weighted"] = found["distance"] * found["demand"]
    order = found.assign(rounded=found["distance"].round(9))
    order = order.sort_values(["rounded", "demand"], ascending=False, kind="stable", ignore_index=True)
    return order[columns]


def _grid(values: np.ndarray, step: float, start: float) -> np.ndarray:
    """Spots on the scale's own grid, from the lowest to the highest brand."""
    first = np.ceil((values.min() - start) / step - 1e-9)
    last = np.floor((values.max() - start) / step + 1e-9)
    steps = np.arange(first, last + 1)
    return np.round(start + step * steps, 9) if len(steps) else np.array([values.mean()])


def _preferred(brands: np.ndarray, weights: np.ndarray, spots: np.ndarray) -> np.ndarray:
    """For each spot the share of the customers to whom it is worth more than every brand."""
    if not len(brands) or not len(weights):
        return np.full(len(spots), NAN)
    best = (weights @ brands.T).max(axis=1)
    return (weights @ spots.T > best[:, None] + 1e-9).mean(axis=0)


def _wanted(wanted: Any) -> np.ndarray:
    table = pandas_table(wanted, "wanted", gaps=["x", "y"], x="number", y="number").dropna()
    none_negative(table, "wanted", "x", "y")
    return table.to_numpy()
