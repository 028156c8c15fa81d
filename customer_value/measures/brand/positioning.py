"""Positioning: where customers see the brands, and which axes tell them apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN
from customer_value.measures._series import numbers
from customer_value.measures._tables import none_negative, pandas_table
from customer_value.measures.brand._brand_places import checked_places, scale_ends

SCALE = (1, 5)
"""The lowest and the highest rating."""

SAME_THING = 0.8
"""Two attributes with a correlation this far from 0 say nearly the same about the brands; a convention."""


def brand_scores(brand_ratings: Any, *, scale: tuple[float, float] = SCALE) -> pd.DataFrame:
    """Every brand's mean rating on every attribute, so turned that **high is good** on all of them.

    A reversed attribute, on which a high rating is the worse one (such as "dear"), is flipped:
    `lowest + highest - rating`. Where a brand has several rows for an attribute (one per respondent or per wave),
    their mean is weighted by the respondents: the sum over all of them, not the mean of means.

    Args:
        brand_ratings: `brand`, `attribute`, `reversed` (true or false), `rating`, `respondents` (how many people the
            rating is the mean of; 1 for a single answer).
        scale: the lowest and the highest rating there can be.

    Returns:
        A pandas frame, a row per brand and a column per attribute, both in the order in which they come; NaN where a
        brand was not rated.

    Raises:
        MeasureError: a column is missing or of another type, a rating is outside the scale, respondents are missing or
            negative, or an attribute is reversed on some rows only.

    Examples:
        >>> ratings = pd.DataFrame({"brand": ["We", "We", "X", "X"], "attribute": ["quality", "dear"] * 2,
        ...                         "reversed": [False, True] * 2, "rating": [4.2, 3.6, 3.1, 1.8], "respondents": 200})
        >>> brand_scores(ratings)  # doctest: +NORMALIZE_WHITESPACE
        attribute  quality  dear
        brand
        We             4.2   2.4
        X              3.1   4.2
    """
    low, high = scale_ends(scale)
    columns = {"brand": "text", "attribute": "text", "reversed": "flag", "rating": "number", "respondents": "number"}
    table = pandas_table(brand_ratings, "brand_ratings", gaps=["rating"], **columns)
    none_negative(table, "brand_ratings", "respondents")
    odd = table.loc[(table["rating"] < low) | (table["rating"] > high), "rating"]
    if len(odd):
        raise MeasureError(
            f"brand_ratings['rating'] holds {odd.iloc[0]:g}, outside the scale from {low:g} to {high:g}; give the "
            "scale it was asked on."
        )
    turned = table.groupby("attribute")["reversed"].nunique()
    if (turned > 1).any():
        raise MeasureError(
            f"brand_ratings['reversed'] is true on some rows of {turned.idxmax()!r} and false on others; it belongs to "
            "the attribute, so give it one value."
        )
    table = table.dropna(subset="rating")
    rating = table["rating"].mask(table["reversed"], low + high - table["rating"])
    sums = table.assign(rating=rating * table["respondents"]).groupby(["brand", "attribute"], sort=False)
    found = sums[["rating", "respondents"]].sum()
    found["mean"] = found["rating"] / found["respondents"].where(found["respondents"] > 0)
    means = found.reset_index().pivot_table(index="brand", columns="attribute", values="mean")
    brands, attributes = table["brand"].unique(), table["attribute"].unique()
    return means.reindex(index=pd.Index(brands, name="brand"), columns=pd.Index(attributes, name="attribute"))


def perceptual_map(brand_ratings: Any, x: str, y: str, *, scale: tuple[float, float] = SCALE) -> pd.DataFrame:
    """The brands' places on two attributes as customers rated them (知覺圖).

    The axes are attributes that **customers** rated, on one scale, and not the same thing twice: see `axis_pairs`.

    Args:
        brand_ratings: as for `brand_scores`, and `competitor_id` (missing for ourselves).
        x, y: the two attributes.
        scale: as for `brand_scores`.

    Returns:
        A pandas frame, one row per brand in the ratings' order: `brand`, `own` (true for ourselves), `x`, `y` (mean
        ratings, high is good), `respondents` (those of the attribute that fewer people rated). A brand that was not
        rated on both is left out.

    Raises:
        MeasureError: as for `brand_scores`, `x` and `y` are one attribute, or one was not rated.

    Examples:
        >>> ratings = pd.DataFrame({"brand": ["We", "We", "X", "X"], "competitor_id": [None, None, "B1", "B1"],
        ...     "attribute": ["quality", "dear"] * 2, "reversed": [False, True] * 2, "rating": [4.2, 3.6, 3.1, 1.8],
        ...     "respondents": [200, 180, 90, 95]})
        >>> perceptual_map(ratings, "quality", "dear")
          brand    own    x    y  respondents
        0    We   True  4.2  2.4          180
        1     X  False  3.1  4.2           90
    """
    scores = brand_scores(brand_ratings, scale=scale)
    for name in (x, y):
        if name not in scores:
            raise MeasureError(f"brand_ratings has no attribute {name!r}; it has {', '.join(map(repr, scores))}.")
    if x == y:
        raise MeasureError(f"Both axes are {x!r}; a map needs two attributes.")
    table = pandas_table(brand_ratings, "brand_ratings", brand="text", attribute="text", respondents="number")
    asked = table.pivot_table(index="brand", columns="attribute", values="respondents", aggfunc="sum")
    asked = asked.reindex(columns=[x, y]).min(axis="columns")
    places = pd.DataFrame(
        {
            "brand": scores.index,
            "own": scores.index.isin(own_brands(brand_ratings)),
            "x": scores[x].to_numpy(),
            "y": scores[y].to_numpy(),
            "respondents": asked.reindex(scores.index).to_numpy(),
        }
    )
    return places.dropna(ignore_index=True).astype({"respondents": int})


def axis_pairs(brand_ratings: Any, *, scale: tuple[float, float] = SCALE) -> pd.DataFrame:
    """How far any two attributes say the same about the brands: which pairs are fit to be axes.

    Two axes on which the brands rise and fall together draw one line, not a map. The correlation is over the brands,
    and of a handful of brands: read it as a warning, not as a finding.

    Args:
        brand_ratings, scale: as for `brand_scores`.

    Returns:
        A pandas frame, one row per pair, those that say the most different things first: `x`, `y`, `brands` (rated on
        both), `correlation` (-1 to 1; NaN with fewer than three brands or without any difference on an axis) and
        `same` (true from 0.8 up or from -0.8 down).

    Raises:
        MeasureError: as for `brand_scores`.

    Examples:
        >>> ratings = pd.DataFrame({"brand": ["A", "B", "C"] * 2, "attribute": ["price"] * 3 + ["dear"] * 3,
        ...     "reversed": [False] * 3 + [True] * 3, "rating": [3.3, 2.8, 4.4, 3.6, 4.4, 1.8], "respondents": 100})
        >>> axis_pairs(ratings).round(2)
               x     y  brands  correlation  same
        0  price  dear       3          1.0  True
    """
    scores = brand_scores(brand_ratings, scale=scale)
    rows = []
    for place, x in enumerate(scores):
        for y in scores.columns[place + 1 :]:
            both = scores[[x, y]].dropna()
            r = correlation(both[x], both[y])
            rows.append({"x": x, "y": y, "brands": len(both), "correlation": r, "same": abs(r) >= SAME_THING})
    table = pd.DataFrame(rows, columns=["x", "y", "brands", "correlation", "same"])
    return table.sort_values("correlation", key=abs, kind="stable", ignore_index=True)


def nearest_rivals(places: Any) -> pd.DataFrame:
    """Each brand's nearest rival on the map, and how far away it is.

    Args:
        places: as `perceptual_map` returns them: `brand`, `x`, `y`.

    Returns:
        A pandas frame, one row per brand: `brand`, `rival` (of equally near ones the first), `distance` (in points of
        the scale, straight line). A brand alone has none: missing and NaN.

    Raises:
        MeasureError: a column is missing or of another type, or a place is missing.

    Examples:
        >>> places = pd.DataFrame({"brand": ["We", "X", "Y"], "x": [4.0, 4.0, 1.0], "y": [3.0, 2.5, 3.0]})
        >>> nearest_rivals(places)
          brand rival  distance
        0    We     X       0.5
        1     X    We       0.5
        2     Y    We       3.0
    """
    table = checked_places(places)
    spots = table[["x", "y"]].to_numpy()
    apart = np.hypot(*(spots[:, None] - spots[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    if len(table) < 2:
        return pd.DataFrame({"brand": table["brand"], "rival": None, "distance": NAN})
    nearest = apart.argmin(axis=1)
    return pd.DataFrame(
        {"brand": table["brand"], "rival": table["brand"].to_numpy()[nearest], "distance": apart.min(axis=1)}
    )


def own_brands(brand_ratings: Any) -> list[str]:
    """The brands that are no competitor's: ourselves.

    Args:
        brand_ratings: `brand`, `competitor_id` (missing for ourselves).

    Raises:
        MeasureError: a column is missing or of another type.

    Examples:
        >>> own_brands(pd.DataFrame({"brand": ["We", "X"], "competitor_id": [None, "B01"]}))
        ['We']
    """
    table = pandas_table(brand_ratings, "brand_ratings", gaps=["competitor_id"], brand="text", competitor_id="key")
    return sorted(table.loc[table["competitor_id"].isna(), "brand"].unique())


def correlation(x: pd.Series, y: pd.Series) -> float:
    """How far two attributes rise and fall together over the brands, -1 to 1.

    Args:
        x, y: the brands' ratings on each, none missing, in one order.

    Returns:
        Pearson's correlation; NaN with fewer than three brands or without any difference on one of the two.

    Raises:
        MeasureError: a rating is missing, infinite or no number, or there are more of one than of the other.

    Examples:
        >>> round(correlation(pd.Series([4.2, 4.5, 3.1]), pd.Series([2.4, 1.6, 4.2])), 2)
        -0.99
    """
    x, y = numbers(x, "x"), numbers(y, "y")
    if len(x) != len(y):
        raise MeasureError(f"x has {len(x)} values and y {len(y)}; give one of each for every brand.")
    if len(x) < 3 or np.isclose(x.std(), 0) or np.isclose(y.std(), 0):
        return NAN
    return float(np.corrcoef(x, y)[0, 1])
