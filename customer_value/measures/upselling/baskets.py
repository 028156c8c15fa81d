"""Baskets: what is bought together, and how much more often than chance would have it."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import in_order, open_frame, typed
from customer_value.measures._numbers import finite, not_nan, ratio
from customer_value.measures._numbers import share as checked_share

COUNTS = ("both", "with_a", "with_b", "baskets")


def basket_lift(baskets: int, a: int, b: int, both: int) -> float:
    """How many times more often two things are bought together than chance would have it (購物籃提升度).

    `P(A and B) / (P(A) P(B))`, all on the same baskets. 1 is chance, 2 twice as often, below 1 rather instead of each
    other. Lift is the same for A with B and for B with A; **confidence** is not: P(B | A) = both / a says how many of
    those who take A take B, P(A | B) = both / b the reverse.

    Args:
        baskets: the number of baskets.
        a, b: baskets that hold A, and that hold B.
        both: baskets that hold both.

    Returns:
        The lift, 0 or more; NaN if there is no basket or nobody takes A or B.

    Raises:
        MeasureError: a count is below 0, or they cannot be true of the same baskets.

    Notes:
        Confidence alone misleads: four of five baskets with candles hold tea, and so do four of five without.

    Examples:
        Of 100 baskets 40 hold A and 25 hold B; chance would put both into 10, and 20 hold both:

        >>> basket_lift(100, 40, 25, 20)
        2.0
    """
    n, with_a, with_b, with_both = (
        finite(count, name, least=0) for name, count in (("baskets", baskets), ("a", a), ("b", b), ("both", both))
    )
    if with_both > min(with_a, with_b) or with_a + with_b - with_both > n:
        raise MeasureError(
            f"{a} baskets with A, {b} with B and {both} with both cannot be {baskets} baskets; count all four on the "
            "same baskets."
        )
    return ratio(with_both * n, with_a * with_b)


def basket_pairs(lines: Any, item: str = "product_id", *, basket: str = "order_id", least: float = 0.0) -> Any:
    """Every pair of things that are bought together: support, confidence both ways, and lift.

    A basket counts each thing once, however many pieces or lines: the measures are on **distinct** products or
    categories per order. All shares are of all baskets in `lines`.

    Args:
        lines: any frame, one row per line of a valid order: the columns `basket` and `item`. Take the lines of
            cancelled and returned orders out first. Rows without a basket or an item are left out.
        item: the column with what is bought, such as "product_id" or "category".
        basket: the column with the basket; "customer_id" asks what the same customers buy, at any time.
        least: the least support of a pair to be listed, a share of all baskets, 0 to 1. A pair in three baskets can
            have any lift: state the bound with the result.

    Returns:
        The same kind of frame, one row per pair that occurs and reaches `least`: `a` and `b` (items, a before b),
        `baskets` (all), `with_a`, `with_b`, `both` (counts of baskets), `support` (both / baskets), `confidence_ab`
        (P(b | a)), `confidence_ba` (P(a | b)) and `lift`. An eager frame is sorted by a and b. No pair: no rows.

    Raises:
        MeasureError: a column is missing or of another type, or `least` is no share.

    Notes:
        A lazy frame is not run. The number of pairs grows with the square of a basket's size. Lift is not cause: what
        sells in one season or one shop is bought together too.

    Examples:
        >>> import pandas as pd
        >>> lines = pd.DataFrame({"order_id": ["o1", "o1", "o1", "o2", "o2", "o3", "o4"],
        ...                       "category": ["Tea", "Cup", "Cup", "Tea", "Cup", "Tea", "Soap"]})
        >>> basket_pairs(lines, "category")[["a", "b", "both", "support", "confidence_ab", "confidence_ba", "lift"]]
             a    b  both  support  confidence_ab  confidence_ba      lift
        0  Cup  Tea     2      0.5            1.0       0.666667  1.333333
    """
    bound = not_nan(checked_share(least, "least"), "least")
    if item == basket:
        raise MeasureError(f"item and basket are both {item!r}; name the column of each.")
    frame = typed(open_frame(lines, "lines", (basket, item)), "lines", **{basket: "key", item: "key"})
    held = (
        frame.filter(~nw.col(basket).is_null(), ~nw.col(item).is_null())
        .select(basket=nw.col(basket), a=nw.col(item))
        .unique(["basket", "a"])
    )
    total = held.select(baskets=nw.col("basket").n_unique().cast(nw.Int64()))
    counts = held.group_by("a").agg(with_a=nw.len())
    together = (
        held.join(held.select("basket", b=nw.col("a")), on="basket")
        .filter(nw.col("a") < nw.col("b"))
        .group_by("a", "b")
        .agg(both=nw.len())
    )
    both, with_a, with_b, baskets = (nw.col(name).cast(nw.Float64()) for name in COUNTS)
    pairs = (
        together.join(counts, on="a")
        .join(counts.select(b=nw.col("a"), with_b=nw.col("with_a")), on="b")
        .join(total, how="cross")
        .filter(both / baskets >= bound)
        .select(
            "a",
            "b",
            *(nw.col(name).cast(nw.Int64()) for name in ("baskets", "with_a", "with_b", "both")),
            support=both / baskets,
            confidence_ab=both / with_a,
            confidence_ba=both / with_b,
            lift=both * baskets / (with_a * with_b),
        )
    )
    return in_order(pairs, "a", "b")
