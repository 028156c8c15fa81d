"""What chance alone gives a place of some size: its customers dealt to it by lot, many times over (抽籤)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.measures._tables import pandas_table


def by_lot(
    people: Any,
    place: str,
    part: str,
    whole: str | None = None,
    *,
    deals: int = 1000,
    middle: float = 0.99,
    seed: int = 1,
) -> pd.DataFrame:
    """Each place's value, and between what two values chance alone would have put a place of that size.

    Everybody's numbers are written on a card, the cards are shuffled and dealt to the places, as many to each as live
    there; that many times over. What lies between `low` and `high` needs no explanation by the place. What lies outside
    may have one, or may be a single customer: look at the largest first. A difference that is there may be too small to
    be seen among few people, so inside does not mean "the same".

    Args:
        people: one row per customer: the columns `place`, `part` and `whole`, without gaps.
        place: the column with the place, such as "city", or any other group.
        part: the column that is added up, such as "amount".
        whole: the column it is divided by, added up as well, such as "orders"; the number of customers when None.
        deals: how many times the cards are dealt.
        middle: the share of the deals that lie from `low` to `high`.
        seed: of the shuffles; the same seed gives the same deals.

    Returns:
        A pandas frame by place, sorted: `customers`, `value` (`sum of part / sum of whole`; NaN where that is nothing),
        `low`, `high`, and `inside` (whether the value lies between the two, both included).

    Raises:
        MeasureError: a column is missing, of another type, or has gaps.

    Examples:
        Of these two villages one looks ten times as rich, and the cards say that this happens:

        >>> people = pd.DataFrame({"place": list("AAAABB"), "amount": [10, 20, 10, 20, 140, 160]})
        >>> by_lot(people, "place", "amount")
               customers  value   low   high  inside
        place
        A              4   15.0  15.0   85.0    True
        B              2  150.0  10.0  150.0    True
    """
    columns = [place, part] if whole is None else [place, part, whole]
    rows = pandas_table(people, "people", **{place: "key", **dict.fromkeys(columns[1:], "number")})
    codes, places = pd.factorize(rows[place], sort=True)
    parts = rows[part].to_numpy()
    wholes = np.ones(len(rows)) if whole is None else rows[whole].to_numpy()
    rng = np.random.default_rng(seed)

    def values(order: np.ndarray) -> np.ndarray:
        above, below = (np.bincount(codes, weights=one[order], minlength=len(places)) for one in (parts, wholes))
        return np.divide(above, below, out=np.full(len(places), np.nan), where=below > 0)

    value = values(np.arange(len(rows)))
    dealt = np.array([values(rng.permutation(len(rows))) for _ in range(deals)]).reshape(deals, len(places))
    low, high = (
        np.nanquantile(dealt, [(1 - middle) / 2, (1 + middle) / 2], axis=0) if (wholes > 0).any() else (value, value)
    )
    hair = 1e-9 * np.abs(value)
    return pd.DataFrame(
        {
            "customers": np.bincount(codes, minlength=len(places)),
            "value": value,
            "low": low,
            "high": high,
            "inside": (value >= low - hair) & (value <= high + hair),
        },
        index=pd.Index(places, name=place),
    )
