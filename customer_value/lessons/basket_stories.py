"""Two pairs of products that a lesson can set side by side: the one bought together most often, and the strongest."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.upselling.baskets import basket_pairs

WAYS = (("order_id", 10), ("customer_id", 10), ("customer_id", 5), ("customer_id", 1))
"""What a basket is, and in how many a pair has to lie, from what says most to what any ledger has."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """What the baskets of a ledger say of its pairs.

    Attributes:
        lines: the lines of the orders that were valid on the snapshot, with their customer.
        basket: the column that makes a basket: "order_id", or "customer_id" where an order holds hardly two things.
        least: in how many baskets a pair has to lie to be taken.
        table: the pairs that do, as `basket_pairs` returns them.
        common: the two products that lie together in most baskets, ids.
        strong: the two whose lift is highest, ids; the same two where the ledger has no other pair.
    """

    lines: pd.DataFrame
    basket: str
    least: int
    table: pd.DataFrame
    common: tuple[str, str]
    strong: tuple[str, str]


@once_per_ledger
def pick_pairs(ledger: Ledger) -> Pairs:
    """The pair that everybody sees and the pair with the highest lift, by the strictest of `WAYS` that has both.

    A basket is an order, unless too few orders hold two products. Then it is a customer: what the same person bought
    at any time. The same ledger and snapshot always give the same pairs.

    Raises:
        ValueError: nobody has bought two different products.
    """
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    lines = ledger.order_lines.merge(valid[["order_id", "customer_id"]], on="order_id")
    lines = lines[["order_id", "customer_id", "product_id"]]
    found = None
    for basket, least in WAYS:
        count = max(lines[basket].nunique(), 1)
        table = basket_pairs(lines, basket=basket, least=min((least - 0.5) / count, 1.0))
        if table.empty:
            continue
        common, strong = (_first(table, *order) for order in (("both", "lift"), ("lift", "both")))
        if found is None or common != strong:
            found = Pairs(lines=lines, basket=basket, least=least, table=table, common=common, strong=strong)
        if common != strong:
            break
    if found is None:
        raise ValueError("Nobody in this ledger has bought two different products; there is no pair to look at.")
    return found


def _first(table: pd.DataFrame, *by: str) -> tuple[str, str]:
    """The pair that is highest by the first column, and by the second among equals."""
    row = table.sort_values([*by, "a", "b"], ascending=[False] * len(by) + [True, True]).iloc[0]
    return row["a"], row["b"]
