"""Social value: whom a customer brought, what those bring, and how much hangs on one person."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from customer_value.frames import calendar_day
from customer_value.measures._spending import spending
from customer_value.measures._tables import one_row_each, pandas_table
from customer_value.measures.tiers._people import each


def referral_links(customers: Any, snapshot: Any) -> pd.DataFrame:
    """Who came through whom: every pair of a customer and somebody they brought, directly or through others (轉介紹).

    If A recommended B and B recommended C, then C came through B at step 1 and through A at step 2.

    Args:
        customers: a frame, one row per customer, with `customer_id`, `referred_by` (missing where nobody did) and
            `registered_on`.
        snapshot: the day on which customers are judged; whoever registered later is not there yet.

    Returns:
        A pandas frame, one row per pair, sorted: `customer_id` (who recommended), `brought` (who came) and `step` (1
        for directly, 2 for through one other, ...).

    Raises:
        MeasureError: a column is missing or of another type, or a customer has two rows.

    Notes:
        Nobody recommends themselves: such an entry is left out. Where entries run in a circle (A by B, B by A), which
        only an error can make, everybody counts once and never for themselves. A referrer who is not among the
        customers is left out too.

    Examples:
        >>> import pandas as pd
        >>> customers = pd.DataFrame({"customer_id": ["A", "B", "C", "D"], "referred_by": [None, "A", "B", "A"],
        ...                           "registered_on": pd.to_datetime(["2024-01-01"] * 3 + ["2025-02-01"])})
        >>> referral_links(customers, "2024-12-31")
          customer_id brought  step
        0           A       B     1
        1           A       C     2
        2           B       C     1
    """
    parents = _referrers(_there(customers, snapshot))
    pairs = []
    for customer in parents:
        step, seen, above = 1, {customer}, parents.get(customer)
        while above is not None and above not in seen:
            pairs.append((above, customer, step))
            seen.add(above)
            step, above = step + 1, parents.get(above)
    links = pd.DataFrame(pairs, columns=["customer_id", "brought", "step"])
    return links.sort_values(["customer_id", "step", "brought"], ignore_index=True).astype({"step": "int64"})


def social_value(customers: Any, valid: Any, snapshot: Any) -> pd.DataFrame:
    """What each customer is worth through others (社會價值): those they brought, and what those spent.

    `social_value = direct_value + indirect_value`. One order counts for everybody up the line, so the sum over all
    customers may be more than the revenue: it says what would be missing without *this* customer, and cannot be
    added up. It is no part of what the customer spends, and no proof: some of those brought would have come anyway.

    Three numbers say how important (重要度) a customer is to others. `known_by` (認識的人): whom they brought and who
    brought them. `depended_on_by` (依靠的人): everybody who came through them, directly or not. `circle` (圈子): all
    who hang together by recommendations in any direction, the customer among them.

    Args:
        customers: as for `referral_links`.
        valid: valid orders, as `valid_orders` returns them: `customer_id`, `order_date`, `amount` (money, net).
        snapshot: the day on which customers are judged; later customers and orders are left out.

    Returns:
        A pandas frame, one row per customer registered by the snapshot, sorted by customer id: `customer_id`,
        `direct` and `indirect` (customers brought), `direct_value`, `indirect_value` and `social_value` (their net
        spend, money), `known_by`, `depended_on_by` (customers) and `circle` (customers, at least 1).

    Raises:
        MeasureError: as for `referral_links`; a column of `valid` is missing or of another type.

    Examples:
        A spent 100 and brought B, who spent 500 and brought C, who spent 70:

        >>> import pandas as pd
        >>> customers = pd.DataFrame({"customer_id": ["A", "B", "C", "D"], "referred_by": [None, "A", "B", None],
        ...                           "registered_on": pd.to_datetime(["2024-01-01"] * 4)})
        >>> valid = pd.DataFrame({"customer_id": ["A", "B", "C"], "amount": [100, 500, 70],
        ...                       "order_date": pd.to_datetime(["2024-02-01"] * 3)})
        >>> table = social_value(customers, valid, "2024-12-31")
        >>> table[["customer_id", "direct_value", "indirect_value", "social_value"]]
          customer_id  direct_value  indirect_value  social_value
        0           A         500.0            70.0         570.0
        1           B          70.0             0.0          70.0
        2           C           0.0             0.0           0.0
        3           D           0.0             0.0           0.0
        >>> table[["customer_id", "known_by", "depended_on_by", "circle"]]
          customer_id  known_by  depended_on_by  circle
        0           A         1               2       3
        1           B         2               1       3
        2           C         1               0       3
        3           D         0               0       1
    """
    there = _there(customers, snapshot)
    links = referral_links(there, snapshot)
    spent = spending(valid, snapshot).groupby("customer_id")["amount"].sum()
    links["worth"] = each(links["brought"], spent)
    near, far = links[links["step"] == 1], links[links["step"] > 1]
    table = pd.DataFrame({"customer_id": np.sort(there["customer_id"].to_numpy())})
    ids = table["customer_id"]

    def per_customer(part: pd.DataFrame, column: str, how: str) -> pd.Series:
        return each(ids, part.groupby("customer_id")[column].agg(how))

    table["direct"] = per_customer(near, "brought", "size").astype("int64")
    table["indirect"] = per_customer(far, "brought", "size").astype("int64")
    table["direct_value"] = per_customer(near, "worth", "sum")
    table["indirect_value"] = per_customer(far, "worth", "sum")
    table["social_value"] = table["direct_value"] + table["indirect_value"]
    back = near.rename(columns={"customer_id": "brought", "brought": "customer_id"})
    ties = pd.concat([near, back])[["customer_id", "brought"]].drop_duplicates()
    table["known_by"] = per_customer(ties, "brought", "size").astype("int64")
    table["depended_on_by"] = table["direct"] + table["indirect"]
    table["circle"] = _circles(ids, near)
    return table


def _there(customers: Any, snapshot: Any) -> pd.DataFrame:
    """The customers registered by the snapshot."""
    kinds = {"customer_id": "key", "referred_by": "key", "registered_on": "date"}
    table = pandas_table(customers, "customers", gaps=["referred_by"], **kinds)
    one_row_each(table, "customers", "customer_id")
    after = pd.Timestamp(calendar_day(snapshot)) + pd.Timedelta(days=1)
    return table[table["registered_on"] < after]


def _referrers(there: pd.DataFrame) -> dict[Any, Any]:
    """Who brought each customer; only customers brought by somebody else who is there."""
    known = there["referred_by"].isin(there["customer_id"]) & (there["referred_by"] != there["customer_id"])
    return dict(there.loc[known.to_numpy(), ["customer_id", "referred_by"]].itertuples(index=False))


def _circles(ids: pd.Series, near: pd.DataFrame) -> np.ndarray:
    """How many customers hang together with each one by recommendations, the customer among them."""
    place = pd.Index(ids)
    ends = place.get_indexer(near["customer_id"]), place.get_indexer(near["brought"])
    graph = coo_array((np.ones(len(near)), ends), shape=(len(ids), len(ids)))
    group = connected_components(graph, directed=False)[1]
    return np.bincount(group, minlength=1)[group]
