"""Allocation: a cost that nobody causes, shared out by a key, and the profit of each customer that is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column, columns
from customer_value.measures._numbers import NAN, finite
from customer_value.measures._series import numbers
from customer_value.measures._tables import none_negative, one_row_each, pandas_table
from customer_value.measures.returns.costs import COST_COLUMNS


def allocate_cost(pool: float, key: Any) -> pd.Series:
    """Share out a cost that several customers, tiers or channels cause together (成本分攤).

    `pool x key / sum(key)`. The **key** (分攤基準) says who bears how much: what causes the cost where that is known
    (orders for packing, calls for the service desk), else a choice such as revenue or heads. Another key gives other
    profits out of the same books, so state it with the result.

    Args:
        pool: the cost to share out (money).
        key: how much of the key each has, a Series or a list: orders, revenue, or 1 each to share by heads.

    Returns:
        A pandas Series of money with the index of `key`. The parts sum to the pool. Where the key sums to 0 there is
        no base to share by, and every part is NaN.

    Raises:
        MeasureError: a value of the key is missing, infinite, negative or no number, or `pool` is no number or
            negative.

    Examples:
        Three customers with 10, 30 and 10 orders; the same 1,000 by orders and by heads:

        >>> allocate_cost(1000, [10, 30, 10]).tolist()
        [200.0, 600.0, 200.0]
        >>> allocate_cost(1000, [1, 1, 1]).round(2).tolist()
        [333.33, 333.33, 333.33]
    """
    shared = finite(pool, "pool", least=0)
    parts = numbers(key, "key", least=0)
    total = parts.sum()
    return (shared * (parts / total if total else parts * NAN)).rename("allocated")


def customer_profit(
    accounts: Any, pool: float = 0.0, key: str = "orders", *, costs: Sequence[str] = COST_COLUMNS
) -> pd.DataFrame:
    """What each customer leaves us (顧客利潤): revenue, less the costs that are theirs, less a part of the shared ones.

    `revenue - costs - pool x key / sum(key)`. A cost that can be charged to a customer is charged once and in full;
    only what is left is shared out. The customers' profits sum to their revenue less all costs.

    Args:
        accounts: one row per customer: `customer_id`, `revenue`, the columns of `costs` and that of the key (money and
            counts), as `customer_costs` returns it.
        pool: the cost to share out (money); 0 leaves shared costs with the company, and the profit is then each
            customer's contribution to them.
        key: the column to share by: "orders", "revenue", or "customers" for equal heads.
        costs: the columns that are costs of the customer.

    Returns:
        A pandas frame with a row for each in `accounts`, in its order: `customer_id`, `revenue`, `cost` (charged),
        `allocated` (of the pool) and `profit`, all money. With a pool and a key that sums to 0, the last two are NaN.

    Raises:
        MeasureError: a column is missing or of another type, an amount is missing or infinite, a cost or the key is
            negative, or a customer stands twice.

    Examples:
        Revenue less goods is 1,800, 900 and 300; the pool of 1,000 is shared by orders. B is large, and leaves little:

        >>> import pandas as pd
        >>> accounts = pd.DataFrame({"customer_id": ["A", "B", "C"], "revenue": [6000, 3000, 1000],
        ...                          "goods": [4200, 2100, 700], "orders": [10, 30, 10]})
        >>> customer_profit(accounts, 1000, "orders", costs=["goods"])
          customer_id  revenue    cost  allocated  profit
        0           A   6000.0  4200.0      200.0  1600.0
        1           B   3000.0  2100.0      600.0   300.0
        2           C   1000.0   700.0      200.0   100.0
    """
    if isinstance(costs, str):
        raise MeasureError(f"costs is {costs!r}; give a list of columns, such as [{costs!r}].")
    costs = columns(costs, "costs")
    names = dict.fromkeys(["revenue", *costs, column(key, "key")], "number")
    table = pandas_table(accounts, "accounts", customer_id="key", **names)
    none_negative(table, "accounts", *costs, key)
    one_row_each(table, "accounts", "customer_id")
    table["cost"] = table[list(costs)].sum(axis="columns")
    table["allocated"] = allocate_cost(pool, table[key]) if finite(pool, "pool", least=0) else 0.0
    table["profit"] = table["revenue"] - table["cost"] - table["allocated"]
    return table[["customer_id", "revenue", "cost", "allocated", "profit"]]
