"""Competitive advantage: a weighted score for every brand, and how far the ranking depends on the weights."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._numbers import NAN, finite, share

_EQUAL = 9
"""Decimals to which scores have to agree to be equal: 3.8 by one way of adding is 3.8000000000000003 by another."""


def weighted_advantage(scores: Any, weights: Any) -> pd.Series:
    """Weighted advantage (加權優勢): every brand's scores summed up by how important each attribute is.

    `sum(weight x score) / sum(weights)`, so the result is on the scale of the scores, whatever the weights add up to.
    All attributes are on one scale on which **high is good**: flip reversed ones first, as `brand_scores` does.

    Args:
        scores: a pandas frame, a row per brand and a column per attribute, as `brand_scores` returns it.
        weights: the weight of each attribute, 0 or more, as a mapping or a Series by attribute. Attributes of `scores`
            that have none are left out.

    Returns:
        A pandas Series by brand, in the rows' order. A brand without a rating on an attribute that weighs something
        has NaN, since the other weights would no longer be those that were asked for; so have all where the weights
        are all 0.

    Raises:
        MeasureError: `scores` is no frame of numbers, a brand stands on two rows, a weight is negative, missing or no
            number, or is for an attribute that `scores` lacks.

    Examples:
        >>> scores = pd.DataFrame({"price": [3, 5, 4], "quality": [5, 2, 4], "service": [4, 3, 2]},
        ...                       index=["Us", "X", "Y"])
        >>> weighted_advantage(scores, {"price": 5, "quality": 3, "service": 2}).tolist()
        [3.8, 3.7, 3.6]
    """
    weight = _weights_of(weights)
    return _weighted(_table(scores, weight), weight)


def advantage_ranking(scores: Any, weights: Any) -> pd.DataFrame:
    """The brands by their weighted advantage, best first (競爭優勢排名).

    Args:
        scores, weights: as for `weighted_advantage`.

    Returns:
        A pandas frame, one row per brand, best first, equal ones in the order of `scores`: `brand`, `score`, `rank`
        (1 is best; equal brands share the better rank and the next one is left out) and `behind` (points behind the
        best). A brand without a score comes last and has no rank (NaN).

    Raises:
        MeasureError: as for `weighted_advantage`.

    Examples:
        >>> scores = pd.DataFrame({"price": [4, 5, 3], "quality": [4, 2, 5]}, index=["Y", "X", "Us"])
        >>> advantage_ranking(scores, {"price": 1, "quality": 1})
          brand  score  rank  behind
        0     Y    4.0   1.0     0.0
        1    Us    4.0   1.0     0.0
        2     X    3.5   3.0     0.5
    """
    score = weighted_advantage(scores, weights).round(_EQUAL)
    table = pd.DataFrame({"brand": score.index, "score": score.to_numpy()})
    table["rank"] = table["score"].rank(method="min", ascending=False)
    table["behind"] = table["score"].max() - table["score"]
    return table.sort_values("rank", kind="stable", na_position="last", ignore_index=True)


def advantage_by_weight(scores: Any, weights: Any, attribute: str, share_of_weight: float) -> pd.Series:
    """The weighted advantage with one attribute at a given share of all weight, the others in their old ratio.

    Args:
        scores, weights: as for `weighted_advantage`.
        attribute: the attribute whose weight is moved.
        share_of_weight: its share of all weight, 0 to 1.

    Returns:
        A pandas Series by brand.

    Raises:
        MeasureError: as for `weighted_advantage`, the share is none, or no other attribute has a weight to give.

    Examples:
        With price at 0.55 of the weight instead of 0.5, X is first:

        >>> scores = pd.DataFrame({"price": [3, 5, 4], "quality": [5, 2, 4], "service": [4, 3, 2]},
        ...                       index=["Us", "X", "Y"])
        >>> advantage_by_weight(scores, {"price": 5, "quality": 3, "service": 2}, "price", 0.55).round(2).tolist()
        [3.72, 3.83, 3.64]
    """
    alone, rest = _two_ends(scores, weights, attribute)
    part = share(share_of_weight, "share_of_weight")
    return part * alone + (1 - part) * rest


def leaders_by_weight(scores: Any, weights: Any, attribute: str) -> pd.DataFrame:
    """Who leads at which weight: how far the ranking's first place depends on one attribute's weight (敏感度).

    The attribute's share of all weight goes from 0 to 1, the others keep their ratio. Every brand's score is then a
    straight line, so the shares at which the leader changes are exact.

    Args:
        scores, weights, attribute: as for `advantage_by_weight`.

    Returns:
        A pandas frame of the intervals from left to right: `start`, `end` (shares of all weight), `leader`. Where
        brands are equal throughout an interval, each has a row for it. No row without a brand that has a score.

    Raises:
        MeasureError: as for `advantage_by_weight`.

    Examples:
        We lead until price makes up 52% of the weight:

        >>> scores = pd.DataFrame({"price": [3, 5, 4], "quality": [5, 2, 4], "service": [4, 3, 2]},
        ...                       index=["Us", "X", "Y"])
        >>> leaders_by_weight(scores, {"price": 5, "quality": 3, "service": 2}, "price").round(3)
           start    end leader
        0  0.000  0.524     Us
        1  0.524  1.000      X
    """
    alone, rest = _two_ends(scores, weights, attribute)
    there = alone.notna() & rest.notna()
    high, low = alone[there].to_numpy(dtype=float), rest[there].to_numpy(dtype=float)
    names = alone.index[there]
    edges = {0.0, 1.0}
    for one in range(len(names)):
        for other in range(one):
            turn = (high[one] - low[one]) - (high[other] - low[other])
            if abs(turn) > 1e-12 and 0 < (cross := (low[other] - low[one]) / turn) < 1:
                edges.add(round(cross, 12))
    cuts = sorted(edges)
    spans: list[dict] = []
    for start, end in pairwise(cuts):
        middle = (start + end) / 2
        values = middle * high + (1 - middle) * low
        for place in np.flatnonzero(values >= values.max() - 1e-9) if len(values) else ():
            same = next((span for span in spans if span["leader"] == names[place] and span["end"] == start), None)
            if same:
                same["end"] = end
            else:
                spans.append({"start": start, "end": end, "leader": names[place]})
    return pd.DataFrame(spans, columns=["start", "end", "leader"])


def _two_ends(scores: Any, weights: Any, attribute: str) -> tuple[pd.Series, pd.Series]:
    """The scores where the attribute has all the weight, and where it has none."""
    weight = _weights_of(weights)
    table = _table(scores, weight)
    if attribute not in weight:
        raise MeasureError(f"weights has no {attribute!r}; it has {', '.join(map(repr, weight.index))}.")
    others = weight.drop(attribute)
    if not others.sum() > 0:
        raise MeasureError(f"No attribute but {attribute!r} has a weight, so nothing can give way to it.")
    return _weighted(table, pd.Series({attribute: 1.0})), _weighted(table, others)


def _weights_of(weights: Any) -> pd.Series:
    """Weights as a Series by attribute, each a number of 0 or more."""
    if not isinstance(weights, Mapping | pd.Series):
        raise MeasureError(
            f"weights is a {type(weights).__name__}; give a mapping such as {{'quality': 5, 'price': 3}}."
        )
    if isinstance(weights, pd.Series) and weights.index.has_duplicates:
        raise MeasureError("weights has two weights for one attribute; give one for each.")
    found = {name: finite(weight, f"weights[{name!r}]", least=0) for name, weight in weights.items()}
    if missing := [name for name, weight in found.items() if np.isnan(weight)]:
        raise MeasureError(
            f"weights[{missing[0]!r}] is missing; give a number, 0 for an attribute that does not count."
        )
    if not found:
        raise MeasureError("weights is empty; give a weight for at least one attribute.")
    return pd.Series(found, dtype=float)


def _weighted(table: pd.DataFrame, weight: pd.Series) -> pd.Series:
    counted = weight[weight > 0]
    if counted.empty:
        return pd.Series(NAN, index=table.index)
    return (table[counted.index] * counted).sum(axis="columns", skipna=False) / counted.sum()


def _table(scores: Any, weight: pd.Series) -> pd.DataFrame:
    """The columns of the scores that have a weight, as floats."""
    if not isinstance(scores, pd.DataFrame):
        raise MeasureError(f"scores has to be a pandas data frame, a row per brand, not {type(scores).__name__}.")
    if scores.index.has_duplicates:
        raise MeasureError(
            f"scores has two rows for {scores.index[scores.index.duplicated()][0]!r}; give one per brand."
        )
    if lacking := [name for name in weight.index if name not in scores]:
        raise MeasureError(
            f"weights has {lacking[0]!r}, which scores does not have; it has {', '.join(map(repr, scores.columns))}."
        )
    chosen = scores[list(weight.index)]
    for name in chosen:
        if not pd.api.types.is_numeric_dtype(chosen[name]) or pd.api.types.is_bool_dtype(chosen[name]):
            raise MeasureError(f"scores[{name!r}] holds no numbers; turn it into numbers first.")
    table = chosen.astype(float)
    if np.isinf(table.to_numpy()).any():
        raise MeasureError("scores holds an infinite number; correct it first.")
    return table
