"""Tiers: a name for each customer by thresholds of value, and what each tier is of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column, mapping
from customer_value.measures._numbers import finite, share
from customer_value.measures._tables import whole_table
from customer_value.measures.tiers._people import tier_order

COLUMNS = ("tier", "customers", "customer_share", "revenue", "revenue_share", "mean", "index")
"""The columns of a tier table."""


def tiers(customers: Any, thresholds: Mapping[str, float], *, rest: str, value: str = "monetary") -> pd.DataFrame:
    """Name every customer's tier (分級) by thresholds of value, tried from the top.

    A customer is in the first tier whose threshold they **reach** (`>=`): exactly 20 is Gold where Gold begins at 20.
    Whoever reaches none is in the tier `rest`, so everybody is in exactly one.

    Args:
        customers: a frame, one row per customer, with the column of value; other columns stay.
        thresholds: where each tier begins, from the highest tier down, such as `{"Gold": 20, "Silver": 4}`.
        rest: the name of the lowest tier, which has no threshold.
        value: the column to judge by: money, profit (which may be negative), a score.

    Returns:
        A pandas frame with one more column, `tier` (text).

    Raises:
        MeasureError: the column is missing, holds no numbers or has gaps; the thresholds do not fall, or two tiers
            have one name.

    Examples:
        Ten customers; the second one has exactly 20:

        >>> import pandas as pd
        >>> customers = pd.DataFrame({"monetary": [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]})
        >>> tiers(customers, {"Gold": 20, "Silver": 4}, rest="Bronze")["tier"].tolist()[:6]
        ['Gold', 'Gold', 'Silver', 'Silver', 'Silver', 'Bronze']
    """
    cuts = _falling(thresholds)
    if not isinstance(rest, str):
        raise MeasureError(f"rest is {rest!r}; give the name of the lowest tier.")
    if rest in cuts:
        raise MeasureError(f"rest is {rest!r}, which has a threshold already; name the lowest tier otherwise.")
    found = whole_table(customers, "customers", **{column(value, "value"): "number"})
    worth = found[value].to_numpy()
    named = np.select([worth >= cut for cut in cuts.values()], list(cuts), default=rest)
    return found.assign(tier=pd.Series(named, index=found.index, dtype="str"))


def tier_cuts(customers: Any, shares: Mapping[str, float], *, value: str = "monetary") -> dict[str, float]:
    """Where tiers have to begin so that the best share of customers is in each: thresholds for `tiers`.

    With "the best 20% are Gold", Gold begins at the value of customer number `ceil(0.2 n)` from the top. Customers
    equal to that one are Gold too, so a tier may hold more than its share, but equal customers are never told apart.

    Shares are relative: the best 20% stay 20% in a bad year. Take the thresholds once and use them at later
    snapshots, or a table of moves (`migration`) shows nothing.

    Args:
        customers: a frame, one row per customer, with the column of value.
        shares: each tier's share of the customers, from the highest tier down; together at most 1.
        value: the column to judge by.

    Returns:
        The thresholds by tier, as `tiers` takes them.

    Raises:
        MeasureError: as for `tiers`; there is no customer, a share is not from 0 to 1, or they sum to more than 1.

    Examples:
        >>> import pandas as pd
        >>> customers = pd.DataFrame({"monetary": [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]})
        >>> tier_cuts(customers, {"Gold": 0.2, "Silver": 0.3})
        {'Gold': 20.0, 'Silver': 4.0}
    """
    if not shares:
        raise MeasureError("shares is empty; give at least one tier, such as {'Gold': 0.2}.")
    shares = mapping(shares, "shares")
    worth = np.sort(whole_table(customers, "customers", **{column(value, "value"): "number"})[value].to_numpy())[::-1]
    if not len(worth):
        raise MeasureError("customers has no rows, so there is no value at which a tier could begin.")
    cuts, together = {}, Fraction(0)
    for tier, part in shares.items():
        if not share(part, f"shares[{tier!r}]") > 0:
            raise MeasureError(f"shares[{tier!r}] is {part!r}; give a share above 0, or leave the tier out.")
        together += Fraction(str(float(part)))  # 0.1 + 0.2 is 0.3 here, not a hair more, which ceil would round up
        if together > 1:
            raise MeasureError(f"shares comes to {float(together):g} at {tier!r}; together they are at most 1.")
        cuts[tier] = float(worth[ceil(together * len(worth)) - 1])
    return cuts


def tier_table(tiered: Any, order: Sequence[str], *, value: str = "monetary") -> pd.DataFrame:
    """What each tier is of the whole (分級表): customers, money, both shares, and the two shares compared.

    `index = revenue share / customer share`: 3.5 says that a Gold customer brings three and a half times what an
    average customer does. It is also the tier's mean over the mean of all.

    Args:
        tiered: a frame, one row per customer, with `tier` and the column of value, as `tiers` returns it.
        order: the tiers from the top. One that nobody is in keeps its row: 0 customers, share 0, no mean.
        value: the column of money. With losses among it shares may leave 0 to 1.

    Returns:
        A pandas frame, one row per tier: `tier`, `customers` (count), `customer_share`, `revenue` (money),
        `revenue_share`, `mean` (money per customer) and `index`. Both shares sum to 1; they are NaN where there is
        no customer, or no money above 0 in all.

    Raises:
        MeasureError: a column is missing, of another type or has gaps; a tier occurs that `order` leaves out.

    Notes:
        The share of revenue is that of the sums. The share of the tiers' *means* (0.797 for Gold below) answers no
        question: it would give every tier the same number of customers.

    Examples:
        >>> import pandas as pd
        >>> customers = pd.DataFrame({"monetary": [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]})
        >>> tiered = tiers(customers, {"Gold": 20, "Silver": 4}, rest="Bronze")
        >>> tier_table(tiered, ["Gold", "Silver", "Bronze"]).round(3)
             tier  customers  customer_share  revenue  revenue_share    mean  index
        0    Gold          2             0.2     70.0           0.70  35.000  3.500
        1  Silver          3             0.3     22.0           0.22   7.333  0.733
        2  Bronze          5             0.5      8.0           0.08   1.600  0.160
    """
    found = whole_table(tiered, "tiered", tier="text", **{column(value, "value"): "number"})
    names = tier_order(found["tier"], "tiered", order)
    worth = found[value].groupby(found["tier"].astype("str"))
    table = pd.DataFrame({"tier": names})
    table["customers"] = worth.size().reindex(names, fill_value=0).to_numpy()
    table["customer_share"] = table["customers"] / len(found) if len(found) else np.nan
    table["revenue"] = worth.sum().reindex(names, fill_value=0.0).to_numpy()
    total = table["revenue"].sum()
    table["revenue_share"] = table["revenue"] / total if total > 0 else np.nan
    table["mean"] = table["revenue"] / table["customers"].where(table["customers"] > 0)
    table["index"] = table["revenue_share"] / table["customer_share"].where(table["customer_share"] > 0)
    return table[list(COLUMNS)]


def _falling(thresholds: Mapping[str, float]) -> dict[str, float]:
    """The thresholds as floats, checked to fall from tier to tier."""
    if not thresholds:
        raise MeasureError("thresholds is empty; give at least one tier, such as {'Gold': 20000}.")
    cuts = {tier: finite(cut, f"thresholds[{tier!r}]") for tier, cut in mapping(thresholds, "thresholds").items()}
    values = list(cuts.values())
    if any(value != value for value in values) or values != sorted(values, reverse=True):
        raise MeasureError(f"thresholds is {values}; give where each tier begins, falling from the highest tier down.")
    return cuts
