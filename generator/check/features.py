"""What a judge is shown of each customer to tell a real one from a generated one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from generator.check.profile import days_of, gaps, visits


def customer_features(orders: pd.DataFrame, end: pd.Timestamp | None = None, scaled: bool = False) -> pd.DataFrame:
    """Nine figures of every customer.

    Args:
        orders: customer_id, date, value above 0; one row for each order.
        end: the last day observed; the last order's day when None.
        scaled: divide money by the ledger's median order value, for ledgers in different currencies.

    Returns:
        One row per customer, indexed by customer_id in the order they first appear, with float64 columns: recency
        (days from the last order to the end), frequency (orders), mean_value (of an order), revenue, tenure (days from
        first to last order), age (days from the first order to the end), gap_mean (days between purchase days), gap_cv
        and value_cv (standard deviation over mean of gaps and of order values). NaN where there is none: no gap with
        one purchase day, no variation with one gap or one order.
    """
    end = orders["date"].max() if end is None else end
    customer, ids = pd.factorize(orders["customer_id"])
    customers = len(ids)
    value = orders["value"].to_numpy(dtype=float)
    value = value / np.median(value) if scaled else value
    day = days_of(orders["date"])
    last_day = (end - pd.Timestamp(1970, 1, 1)).days
    first, last = np.full(customers, np.iinfo(np.int64).max), np.full(customers, np.iinfo(np.int64).min)
    np.minimum.at(first, customer, day)
    np.maximum.at(last, customer, day)
    count = np.bincount(customer, minlength=customers)
    revenue = np.bincount(customer, weights=value, minlength=customers)
    owner, gap = gaps(visits(orders, (customer, customers)))
    gap_mean, gap_cv = _mean_and_cv(owner, gap.astype(float), customers)
    _, value_cv = _mean_and_cv(customer, value, customers)
    return pd.DataFrame(
        {
            "recency": (last_day - last).astype(float),
            "frequency": count.astype(float),
            "mean_value": revenue / count,
            "revenue": revenue,
            "tenure": (last - first).astype(float),
            "age": (last_day - first).astype(float),
            "gap_mean": gap_mean,
            "gap_cv": gap_cv,
            "value_cv": value_cv,
        },
        index=pd.Index(ids, name="customer_id"),
    )


def _mean_and_cv(owner: np.ndarray, values: np.ndarray, customers: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean of each customer's values (NaN without any) and standard deviation over mean (NaN with fewer than two)."""
    number = np.bincount(owner, minlength=customers)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(owner, weights=values, minlength=customers) / number
        square = np.bincount(owner, weights=(values - mean[owner]) ** 2, minlength=customers)
        spread = np.sqrt(square / np.where(number > 1, number - 1, np.nan))
        return mean, spread / mean
