"""Managing by tier: present, future and social value of each tier, its policy, and the key accounts one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column, columns
from customer_value.measures._numbers import finite, not_nan, share
from customer_value.measures._tables import none_negative, one_row_each, pandas_table, whole_table
from customer_value.measures.tiers._people import tier_order

VALUES = ("present", "future", "social")
"""What a customer brings now, will bring, and brings through others."""


def tier_values(tiered: Any, order: Sequence[str], values: Sequence[str] = VALUES) -> pd.DataFrame:
    """Several kinds of value of each tier side by side (分層管理): what it brings now, later, and through others.

    A tier that was cut by today's money holds most of today's money by construction. The other columns say whether
    it also holds what comes next.

    Args:
        tiered: a frame, one row per customer, with `tier` and a column for each kind of value (money). A value that
            is not known is not 0: fill it in or leave the customer out.
        order: the tiers from the top; one that nobody is in keeps its row.
        values: the columns. Present value is net spend of a past period; future value what is expected of a coming
            one; social value that of the customers brought, which may count one order several times.

    Returns:
        A pandas frame, one row per tier: `tier`, `customers`, `customer_share`, and for each kind of value its sum,
        its share of all tiers (`present_share`, ...; they sum to 1, NaN where there is no money) and its mean per
        customer (`present_mean`, ...; NaN for an empty tier).

    Raises:
        MeasureError: a column is missing, of another type or has gaps, or a tier occurs that `order` leaves out.

    Examples:
        >>> import pandas as pd
        >>> tiered = pd.DataFrame({"tier": ["Gold", "Silver", "Silver"], "present": [80, 10, 10],
        ...                        "future": [30, 50, 20], "social": [0, 40, 0]})
        >>> tier_values(tiered, ["Gold", "Silver"])[["tier", "present_share", "future_share", "social_share"]]
             tier  present_share  future_share  social_share
        0    Gold            0.8           0.3           0.0
        1  Silver            0.2           0.7           1.0
    """
    names = _names(values)
    found = pandas_table(tiered, "tiered", tier="text", **dict.fromkeys(names, "number"))
    tiers = tier_order(found["tier"], "tiered", order)
    groups = found.groupby(found["tier"].astype("str"))
    table = pd.DataFrame({"tier": tiers})
    table["customers"] = groups.size().reindex(tiers, fill_value=0).to_numpy()
    table["customer_share"] = table["customers"] / len(found) if len(found) else np.nan
    for name in names:
        table[name] = groups[name].sum().reindex(tiers, fill_value=0.0).to_numpy()
        total = table[name].sum()
        table[f"{name}_share"] = table[name] / total if total > 0 else np.nan
        table[f"{name}_mean"] = table[name] / table["customers"].where(table["customers"] > 0)
    return table


def tier_policy(table: Any, policy: Any, *, margin: float, value: str = "future") -> pd.DataFrame:
    """What each tier's policy costs, and by how much it has to raise the tier's value to pay for itself (差異化分級).

    `break_even = cost / (value x margin)`: a policy of 1,200 a head for customers of whom 20,000 each is expected, at
    a margin of 40%, pays once it raises what they spend by 15%. Whether it does is a question for a trial.

    Args:
        table: a row per tier with `tier`, `customers` and the value, as `tier_values` returns it.
        policy: a row per tier with `tier`, `policy` (what the tier is offered, in words) and `cost_each` (money per
            customer over the time that the value covers).
        margin: the part of each unit of spend that is left after the cost of goods, a share.
        value: the column with the tier's value that the policy is to raise.

    Returns:
        A pandas frame, one row per tier in the order of `table`: `tier`, `policy`, `customers`, `cost_each`, `cost`,
        `value` (money) and `break_even` (a share; NaN where there is no value to raise).

    Raises:
        MeasureError: a column is missing or of another type, a tier has no policy or two, or a cost is below 0.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"tier": ["Gold", "Silver"], "customers": [10, 90], "future": [200000, 270000]})
        >>> policy = pd.DataFrame({"tier": ["Silver", "Gold"], "policy": ["newsletter", "own adviser"],
        ...                        "cost_each": [30, 1200]})
        >>> tier_policy(table, policy, margin=0.4)
             tier       policy  customers  cost_each     cost     value  break_even
        0    Gold  own adviser         10     1200.0  12000.0  200000.0       0.150
        1  Silver   newsletter         90       30.0   2700.0  270000.0       0.025
    """
    kept = share(margin, "margin")
    found = pandas_table(table, "table", tier="text", customers="number", **{column(value, "value"): "number"})
    none_negative(found, "table", "customers")
    one_row_each(found, "table", "tier")
    offers = pandas_table(policy, "policy", tier="text", policy="text", cost_each="number")
    one_row_each(offers, "policy", "tier")
    none_negative(offers, "policy", "cost_each")
    offers = offers.set_index("tier")
    if unknown := [tier for tier in found["tier"] if tier not in offers.index]:
        raise MeasureError(f"policy has no row for {', '.join(unknown)}; say what that tier is offered, if at cost 0.")
    result = pd.DataFrame({"tier": found["tier"].to_numpy()})
    result["policy"] = result["tier"].map(offers["policy"])
    result["customers"] = found["customers"].to_numpy("int64")
    result["cost_each"] = result["tier"].map(offers["cost_each"])
    result["cost"] = result["customers"] * result["cost_each"]
    result["value"] = found[value].to_numpy()
    gain = result["value"] * kept
    result["break_even"] = result["cost"] / gain.where(gain > 0)
    return result


def key_accounts(customers: Any, values: Sequence[str] = VALUES, *, least: float = 0.01) -> pd.DataFrame:
    """The customers on whom so much of one kind of value rests that each needs a policy of their own (一企一策).

    A key account (重點客戶) holds at least the share `least` of all customers' present, future or social value. What is
    right for the average of a tier may be wrong for them, and losing one is felt.

    Args:
        customers: a frame, one row per customer, with `customer_id` and a column for each kind of value (money, 0 or
            more); other columns stay.
        values: the columns.
        least: the share of one kind of value from which a customer is a key account (`>=`).

    Returns:
        A pandas frame, one row per key account, the largest share first: the columns of `customers`, a share for each
        value (`present_share`, ...) and `reason`, the kind of value of which they hold most.

    Raises:
        MeasureError: a column is missing, of another type or has gaps, a customer has two rows, a value is below 0,
            or `least` is no share.

    Examples:
        >>> import pandas as pd
        >>> customers = pd.DataFrame({"customer_id": ["A", "B", "C"], "present": [60, 30, 10], "future": [10, 80, 10],
        ...                           "social": [0, 0, 20]})
        >>> key_accounts(customers, least=0.7)[["customer_id", "reason", "future_share", "social_share"]]
          customer_id  reason  future_share  social_share
        0           C  social           0.1           1.0
        1           B  future           0.8           0.0
    """
    names = _names(values)
    lowest = not_nan(finite(least, "least", least=0, most=1), "least")
    found = whole_table(customers, "customers", customer_id="key", **dict.fromkeys(names, "number"))
    one_row_each(found, "customers", "customer_id")
    none_negative(found, "customers", *names)
    for name in names:
        total = found[name].sum()
        found[f"{name}_share"] = found[name] / total if total > 0 else np.nan
    shares = found[[f"{name}_share" for name in names]].fillna(0.0).to_numpy()
    largest = shares.max(axis=1, initial=0.0)
    found["reason"] = pd.Series(np.array(names)[shares.argmax(axis=1)], index=found.index, dtype="str")
    order = np.lexsort((pd.factorize(found["customer_id"], sort=True)[0], -largest))
    kept = [place for place in order if largest[place] >= lowest and largest[place] > 0]
    return found.iloc[kept].reset_index(drop=True)


def _names(values: Sequence[str]) -> list[str]:
    names = columns(values, "values")
    if not names:
        raise MeasureError("values is empty; name at least one column of money.")
    return names
