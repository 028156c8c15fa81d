"""The price-tier ladder: on which rung customers buy, and who has climbed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._tables import none_negative, one_row_each, pandas_table

MOVES = ("up", "same", "down", "one visit")
"""What can have become of a customer between the first visit and the last."""


def price_tiers(products: Any) -> list[str]:
    """The price tiers (價格帶) of a catalogue from the cheapest rung to the dearest.

    A tier is a band of list prices, so the one with the lowest price is the lowest rung.

    Args:
        products: a frame with `price_tier`, `list_price` (money).

    Returns:
        The tiers' names in the order of their lowest list price; equal ones alphabetically.

    Raises:
        MeasureError: a column is missing or of another type, or a value is missing or negative.

    Examples:
        >>> import pandas as pd
        >>> price_tiers(pd.DataFrame({"price_tier": ["Select", "Fine", "Everyday", "Select"],
        ...                           "list_price": [1980, 2180, 180, 620]}))
        ['Everyday', 'Select', 'Fine']
    """
    plain = pandas_table(products, "products", price_tier="text", list_price="number")
    none_negative(plain, "products", "list_price")
    lowest = plain.groupby("price_tier")["list_price"].min()
    return lowest.sort_index().sort_values(kind="stable").index.tolist()


def price_ladder(valid: Any, order_lines: Any, products: Any, tiers: Sequence[str] | None = None) -> pd.DataFrame:
    """The rung each customer bought on at the first visit and at the last, and whether that was a climb (價格帶階梯).

    The rung of a visit is the **dearest tier** in anything bought that day: who takes a fine teapot and a packet of
    everyday tea has been up there. All orders of one day are one visit. A customer with one visit has not had the
    chance to climb and is not judged.

    Args:
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_id`, `order_date`.
        order_lines: `order_id`, `product_id`. Lines of other orders are left out; a valid order without lines has no
            rung and is no visit here.
        products: `product_id`, `price_tier`, `list_price`.
        tiers: the tiers from the lowest rung to the highest; as `price_tiers` puts them when None.

    Returns:
        A pandas frame, one row per customer with a visit, sorted by customer id: `customer_id`, `visits` (count),
        `first_tier` and `last_tier` (ordered categories from low to high), `move` ("up", "same", "down", or
        "one visit").

    Raises:
        MeasureError: a column is missing or of another type, a product stands twice or is bought but not in
            `products`, or `tiers` leaves out a tier.

    Notes:
        The dearest tier, not the one that most of the money went to: both are used, say which. Climbing is not proof
        that selling up works. Those who come often have more chances for a dear purchase, and those who began at the
        top can only stay or come down: compare with customers who were not offered anything.

    Examples:
        >>> import pandas as pd
        >>> valid = pd.DataFrame({"customer_id": ["A", "A", "B"], "order_id": ["o1", "o2", "o3"],
        ...                       "order_date": pd.to_datetime(["2024-01-05", "2024-03-01", "2024-02-10"])})
        >>> lines = pd.DataFrame({"order_id": ["o1", "o2", "o2", "o3"], "product_id": ["P1", "P1", "P2", "P1"]})
        >>> products = pd.DataFrame({"product_id": ["P1", "P2"], "price_tier": ["Everyday", "Fine"],
        ...                          "list_price": [180, 2180]})
        >>> price_ladder(valid, lines, products)
          customer_id  visits first_tier last_tier       move
        0           A       2   Everyday      Fine         up
        1           B       1   Everyday  Everyday  one visit
    """
    orders = pandas_table(valid, "valid", customer_id="key", order_id="key", order_date="date")
    one_row_each(orders, "valid", "order_id")
    lines = pandas_table(order_lines, "order_lines", gaps=["order_id", "product_id"], order_id="key", product_id="key")
    goods = pandas_table(products, "products", gaps=["price_tier"], product_id="key", price_tier="text")
    one_row_each(goods, "products", "product_id")
    order = price_tiers(products) if tiers is None else list(tiers)
    if unknown := sorted(set(goods["price_tier"].dropna()) - set(order)):
        raise MeasureError(f"products['price_tier'] holds {', '.join(unknown)}, which tiers leaves out; add it there.")
    bought = orders.merge(lines, on="order_id")
    rung = bought["product_id"].map(goods.set_index("product_id")["price_tier"])
    if missing := int(rung.isna().sum()):
        example = bought.loc[rung.isna(), "product_id"].iloc[0]
        raise MeasureError(
            f"order_lines['product_id'] has no price tier in products on {missing} of {len(rung)} rows, such as "
            f"{example!r}; add the product and its tier to products."
        )
    bought["rung"] = pd.Categorical(rung, categories=order, ordered=True).codes
    visits = bought.groupby(["customer_id", "order_date"], as_index=False)["rung"].max()
    people = visits.groupby("customer_id")["rung"].agg(visits="size", first="first", last="last").reset_index()
    step = np.sign(people["last"].to_numpy(int) - people["first"].to_numpy(int))
    move = np.select([people["visits"] == 1, step > 0, step < 0], ["one visit", "up", "down"], "same")

    def tier(column: str) -> pd.Categorical:
        return pd.Categorical.from_codes(people[column].to_numpy(int), categories=order, ordered=True)

    return pd.DataFrame(
        {
            "customer_id": people["customer_id"],
            "visits": people["visits"].astype("int64"),
            "first_tier": tier("first"),
            "last_tier": tier("last"),
            "move": pd.Series(move, dtype="str"),
        }
    )


def ladder_table(ladder: pd.DataFrame) -> pd.DataFrame:
    """How many customers stand on each rung, and what came of those who began there.

    Args:
        ladder: one row per customer, as `price_ladder` returns it.

    Returns:
        A pandas frame, one row per tier from low to high: `tier`, `customers` (whose last visit was there), `share`
        (of all customers; NaN without any), `began` (customers of two visits or more whose first was there), `up`,
        `same` and `down` (what the last visit of those was, counts), and `up_rate` (`up` / `began`; NaN where nobody
        began, and on the top rung, which has nothing above it).

    Raises:
        MeasureError: it is not such a table.

    Examples:
        >>> import pandas as pd
        >>> kind = pd.CategoricalDtype(["Everyday", "Fine"], ordered=True)
        >>> ladder = pd.DataFrame({
        ...     "customer_id": list("ABC"), "visits": [2, 3, 1], "move": ["up", "same", "one visit"],
        ...     "first_tier": pd.Series(["Everyday", "Everyday", "Fine"], dtype=kind),
        ...     "last_tier": pd.Series(["Fine", "Everyday", "Fine"], dtype=kind)})
        >>> ladder_table(ladder)
               tier  customers     share  began  up  same  down  up_rate
        0  Everyday          1  0.333333      2   1     1     0      0.5
        1      Fine          2  0.666667      0   0     0     0      NaN
    """
    needed = ("first_tier", "last_tier", "move")
    if not isinstance(ladder, pd.DataFrame) or not set(needed) <= set(ladder.columns):
        raise MeasureError(f"ladder has to be a table as price_ladder returns it, with {', '.join(needed)}.")
    for name in needed[:2]:
        if not isinstance(ladder[name].dtype, pd.CategoricalDtype) or ladder[name].isna().any():
            raise MeasureError(
                f"ladder[{name!r}] has to hold a tier on every row, as the category that price_ladder makes of it."
            )
    if strange := [move for move in ladder["move"].unique() if move not in MOVES]:
        raise MeasureError(f"ladder['move'] holds {strange[0]!r}; it has to be one of {', '.join(map(repr, MOVES))}.")
    order = list(ladder["last_tier"].cat.categories)
    last = ladder["last_tier"].value_counts().reindex(order, fill_value=0)
    judged = ladder[ladder["move"] != MOVES[-1]]
    moves = pd.crosstab(judged["first_tier"].astype("str"), judged["move"]).reindex(
        index=order, columns=list(MOVES[:-1]), fill_value=0
    )
    began = moves.sum(axis="columns")
    rate = moves["up"] / began.where(began > 0)
    rate.iloc[-1:] = np.nan
    return pd.DataFrame(
        {
            "tier": order,
            "customers": last.to_numpy("int64"),
            "share": (last / last.sum()).to_numpy("float64"),
            "began": began.to_numpy("int64"),
            **{move: moves[move].to_numpy("int64") for move in MOVES[:-1]},
            "up_rate": rate.to_numpy("float64"),
        }
    )
