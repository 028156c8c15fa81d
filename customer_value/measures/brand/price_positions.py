"""Positioning by price and quality: who is high, middle and low, and whose quality is cheap for its price."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN, finite, not_nan, share
from customer_value.measures._tables import none_negative, one_row_each, pandas_table, whole_table
from customer_value.measures.brand.positioning import brand_scores, own_brands
from customer_value.measures.brand.pricing import OWN_LEVEL


def price_positions(compared: Any, brand_ratings: Any, *, quality: str = "quality", band: float = 0.1) -> pd.DataFrame:
    """Where every brand stands by price and perceived quality: high, middle or low (品牌高中低定位).

    The **price level** is each competitor's on our basket, ours being 100. **High** is a level more than `band` above
    the mean of the brands, **low** one more than `band` below it, what lies between is **middle**. The band is a
    convention: say it with the result.

    The **fair price** is what the *other* brands' prices lead one to expect at this brand's quality: the straight line
    through them, least squares. A brand below it gives more quality for its price than the others do.

    Args:
        compared: as `price_comparison` returns it: `competitor_id`, `price_level`.
        brand_ratings: `brand`, `competitor_id` (missing for ourselves), `attribute`, `reversed`, `rating`,
            `respondents`.
        quality: the attribute that stands for quality.
        band: how far from the mean price the middle reaches, as a share of it.

    Returns:
        A pandas frame, one row per brand in the ratings' order: `brand`, `own` (true for ourselves), `price_level`,
        `quality` (mean rating), `respondents`, `position` ("high", "middle" or "low"), `fair_price` (NaN with fewer
        than three other brands, or others of equal quality). A competitor without a comparable price is left out.

    Raises:
        MeasureError: as for `brand_scores`, the attribute was not rated, or `band` is no share.

    Examples:
        >>> compared = pd.DataFrame({"competitor_id": ["B1", "B2"], "price_level": [140.0, 60.0]})
        >>> ratings = pd.DataFrame({"brand": ["We", "Fine", "Cheap"], "competitor_id": [None, "B1", "B2"],
        ...     "attribute": "quality", "reversed": False, "rating": [4.2, 4.5, 3.0], "respondents": 100})
        >>> price_positions(compared, ratings)[["brand", "price_level", "quality", "position"]]
           brand  price_level  quality position
        0     We        100.0      4.2   middle
        1   Fine        140.0      4.5     high
        2  Cheap         60.0      3.0      low
    """
    scores = brand_scores(brand_ratings)
    if quality not in scores:
        raise MeasureError(f"brand_ratings has no attribute {quality!r}; it has {', '.join(map(repr, scores))}.")
    levels = pandas_table(compared, "compared", gaps=["price_level"], competitor_id="key", price_level="number")
    one_row_each(levels, "compared", "competitor_id")
    ratings = whole_table(brand_ratings, "brand_ratings")
    ratings = ratings[ratings["attribute"] == quality]
    known = ratings.drop_duplicates("brand").set_index("brand").reindex(scores.index)
    own = pd.Series(scores.index.isin(own_brands(brand_ratings)), index=scores.index)
    level = known["competitor_id"].map(levels.set_index("competitor_id")["price_level"]).astype(float)
    table = pd.DataFrame(
        {
            "brand": scores.index,
            "own": own.to_numpy(),
            "price_level": level.mask(own, OWN_LEVEL).to_numpy(),
            "quality": scores[quality].to_numpy(),
            "respondents": ratings.groupby("brand")["respondents"].sum().reindex(scores.index).to_numpy(),
        }
    )
    return high_middle_low(table.dropna(subset=["price_level", "quality"]).reset_index(drop=True), band)


def high_middle_low(brands: pd.DataFrame, band: float = 0.1) -> pd.DataFrame:
    """High, middle or low, and the fair price, for brands whose price and quality are known already.

    Args:
        brands: one row per brand: `price_level` (or any price), `quality`; other columns stay.
        band: as for `price_positions`.

    Returns:
        The frame with `position` and `fair_price`, as `price_positions` describes them, put in or put anew.

    Raises:
        MeasureError: a column is missing or of another type, a number is missing or negative, or `band` is no share.

    Examples:
        What if we asked a tenth more?

        >>> brands = pd.DataFrame({"brand": ["We", "A", "B", "C"], "price_level": [110.0, 60.0, 80.0, 120.0],
        ...                        "quality": [4.0, 3.0, 3.5, 4.5]})
        >>> high_middle_low(brands)[["brand", "position", "fair_price"]].head(1).round(1)
          brand position  fair_price
        0    We     high       100.0
    """
    width = not_nan(share(band, "band"), "band")
    known = pandas_table(brands, "brands", price_level="number", quality="number")
    none_negative(known, "brands", "price_level")
    mean = known["price_level"].mean()
    high, low = known["price_level"] > mean * (1 + width), known["price_level"] < mean * (1 - width)
    fair = [_on_the_line(known.drop(index=row), known["quality"][row]) for row in known.index]
    return brands.assign(position=np.select([high, low], ["high", "low"], "middle"), fair_price=fair)


def fair_price(others: Any, quality: float) -> float:
    """Value pricing at its simplest (價值定價): the price level that the line through some brands gives to a quality.

    A least-squares line of `price_level` on `quality`. It says what the market asks for such a quality, not what
    customers would pay for it.

    Args:
        others: the brands to compare with: `price_level`, `quality`.
        quality: the quality to price, on the same scale.

    Returns:
        A price level; NaN with fewer than three brands, or where all of them have one quality.

    Raises:
        MeasureError: a column is missing or holds no numbers, or a price is below 0.

    Examples:
        >>> fair_price(pd.DataFrame({"price_level": [60.0, 80.0, 100.0], "quality": [3.0, 3.5, 4.0]}), 4.5)
        120.0
    """
    table = pandas_table(others, "others", gaps=["price_level", "quality"], price_level="number", quality="number")
    none_negative(table, "others", "price_level")
    return _on_the_line(table.dropna(), finite(quality, "quality"))


def _on_the_line(table: pd.DataFrame, wanted: float) -> float:
    """The price level that the line through checked brands without gaps gives to a quality."""
    spread = table["quality"] - table["quality"].mean()
    if len(table) < 3 or np.isclose(spread.abs().max(), 0):
        return NAN
    slope = (spread * table["price_level"]).sum() / (spread**2).sum()
    return float(table["price_level"].mean() + slope * (wanted - table["quality"].mean()))
