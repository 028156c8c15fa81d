"""Dimensions of segmentation: how much of the spread of profit lies between the groups of a dimension."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._arguments import column, listed
from customer_value.measures._arguments import columns as column_names
from customer_value.measures._numbers import NAN, ratio
from customer_value.measures._tables import pandas_table

DUST = 1e-12
"""A share of the spread below which two are equal but for rounding."""


def eta_squared(groups: Any, values: Any) -> float:
    """The share of the spread of values that lies between groups (組間變異的比例), from 0 to 1.

    `sum over groups of n x (mean - mean of all)^2 / sum over customers of (value - mean of all)^2`. 0 where all
    groups have the same mean; 1 where within each group all are equal.

    Groups drawn by lot have some of the spread too, `(groups - 1) / (customers - 1)` on average, so a dimension of
    many small groups looks strong by this measure. `omega_squared` takes that away.

    Args:
        groups: each customer's group, as a Series or list of names; whose group is missing is left out.
        values: each customer's value, such as profit, in the same order; none may be missing.

    Returns:
        The share as a float; NaN without a customer, or where all values are equal.

    Raises:
        MeasureError: the two are not of one length, or the values are no finite numbers.

    Notes:
        The R squared of a one-way analysis of variance. It is ruled by the largest values where money is skewed;
        take ranks or logarithms of the values to ask about the many instead of the few.

    Examples:
        >>> eta_squared(["north", "north", "south", "south"], [1, 3, 5, 7])
        0.8
    """
    codes, worth = _sorted(groups, values)
    return _eta(codes, worth)


def omega_squared(groups: Any, values: Any) -> float:
    """The share of the spread between groups beyond what groups drawn by lot would have.

    `(between - (k - 1) x within / (n - k)) / (all + within / (n - k))` in sums of squares, with k groups of n
    customers. About 0 for groups that say nothing, also a little below; never above `eta_squared`.

    Args:
        groups, values: as for `eta_squared`.

    Returns:
        The share as a float, at most 1; NaN without a customer, where all values are equal, or where every customer
        is a group of their own.

    Raises:
        MeasureError: as for `eta_squared`.

    Examples:
        >>> round(omega_squared(["north", "north", "south", "south"], [1, 3, 5, 7]), 3)
        0.636

        Each customer a group: by eta squared a perfect dimension, here one that nobody can judge:

        >>> eta_squared(["a", "b", "c"], [1, 2, 9]), omega_squared(["a", "b", "c"], [1, 2, 9])
        (1.0, nan)
    """
    codes, worth = _sorted(groups, values)
    return _omega(codes, _eta(codes, worth))


def dimensions(
    customers: Any, columns: Sequence[str], value: str, rng: np.random.Generator, *, shuffles: int = 500
) -> pd.DataFrame:
    """Which dimension of segmentation (細分維度) separates value most, and whether it is more than chance.

    Dimensions are geographic, demographic, psychographic, behavioural, or value itself; each is a column of groups.
    For each dimension the share of the spread that lies between its groups, beside what chance alone would give:
    the groups are dealt anew to the customers many times, and `p` is how often that does as well.

    Ask about the time *after* the groups were known: profit of next year by what was known this year. The value
    dimension separates the money it was made from by construction, which says nothing.

    Args:
        customers: a frame, one row per customer, with the columns.
        columns: the dimensions: columns with each customer's group. Numbers such as age have to be cut into a few
            groups first. Whose group is missing is left out of that dimension.
        value: the column with profit, spend, or their rank.
        rng: the source of randomness, such as `numpy.random.default_rng(7)`.
        shuffles: how many times the groups are dealt anew, at least 1.

    Returns:
        A pandas frame, one row per dimension, strongest first: `dimension`, `customers` (whose group is known),
        `groups`, `smallest` (customers of the smallest group), `eta_squared`, `omega_squared`, `chance` (the eta
        squared that 95 of 100 deals stay below) and `p` (`(1 + deals that do as well) / (1 + shuffles)`). All NaN
        but the counts where there is nothing to separate.

    Raises:
        MeasureError: a column is missing, the values are no finite numbers, no dimension is named.

    Examples:
        >>> import numpy as np, pandas as pd
        >>> customers = pd.DataFrame({
        ...     "area": ["north", "south"] * 6, "kind": ["person"] * 9 + ["company"] * 3,
        ...     "profit": [1, 2, 3, 2, 1, 3, 2, 2, 1, 9, 8, 9],
        ... })
        >>> found = dimensions(customers, ["area", "kind"], "profit", np.random.default_rng(1))
        >>> found[["dimension", "customers", "groups", "eta_squared", "omega_squared"]].round(3)
          dimension  customers  groups  eta_squared  omega_squared
        0      kind         12       2        0.949          0.939
        1      area         12       2        0.093          0.002
    """
    names, value = column_names(columns, "columns"), column(value, "value")
    if not names:
        raise MeasureError("columns is empty; name at least one dimension.")
    if (times := whole_number(shuffles)) is None or times < 1:
        raise MeasureError(f"shuffles is {shuffles!r}; give a whole number of at least 1.")
    kinds = {value: "number"} | dict.fromkeys((name for name in names if name != value), "any")
    table = pandas_table(customers, "customers", gaps=names, **kinds)
    rows = []
    for name in names:
        codes, worth = _sorted(table[name], table[value])
        found = _eta(codes, worth)
        dealt = np.array([_eta(rng.permutation(codes), worth) for _ in range(times)])
        sizes = np.bincount(codes)
        rows.append(
            {
                "dimension": name,
                "customers": len(codes),
                "groups": len(sizes),
                "smallest": int(sizes.min(initial=len(codes))),
                "eta_squared": found,
                "omega_squared": _omega(codes, found),
                "chance": float(np.quantile(dealt, 0.95)),
                "p": NAN if np.isnan(found) else float((1 + (dealt >= found - DUST).sum()) / (1 + times)),
            }
        )
    return pd.DataFrame(rows).sort_values("omega_squared", ascending=False, kind="stable", ignore_index=True)


def _sorted(groups: Any, values: Any) -> tuple[np.ndarray, np.ndarray]:
    """Groups as numbers from 0, and values, sorted so that the order of rows decides nothing; none without a group."""
    names = pd.Series(listed(groups, "groups"))
    worth = pd.Series(listed(values, "values"))
    if len(names) != len(worth):
        raise MeasureError(f"groups has {len(names)} entries and values {len(worth)}; give one of each per customer.")
    if len(worth) and not pd.api.types.is_numeric_dtype(worth):
        raise MeasureError("values holds no numbers; give each customer's profit or spend.")
    numbers = worth.to_numpy("float64", na_value=np.nan)
    if not np.isfinite(numbers).all():
        raise MeasureError("values has a missing or infinite number; leave that customer out.")
    there = names.notna().to_numpy()
    codes = pd.factorize(names[there].astype("str"), sort=True)[0]
    order = np.lexsort((numbers[there], codes))
    return codes[order], numbers[there][order]


def _eta(codes: np.ndarray, worth: np.ndarray) -> float:
    """Eta squared of groups numbered from 0."""
    if not len(worth):
        return NAN
    apart = worth - worth.mean()
    whole = float((apart**2).sum())
    sizes = np.bincount(codes)
    between = float((np.bincount(codes, weights=apart) ** 2 / sizes).sum())
    if whole <= DUST * float((worth**2).sum()):
        return NAN
    return min(between / whole, 1.0)


def _omega(codes: np.ndarray, eta: float) -> float:
    """Omega squared from eta squared, all sums of squares as shares of the whole."""
    groups = len(np.unique(codes))
    within = ratio(1 - eta, len(codes) - groups)
    return (eta - (groups - 1) * within) / (1 + within)
