"""The profile of a ledger: the figures in which real shops resemble one another and made-up ones give themselves away.

Everything is computed from plain orders: a table with customer_id, date and value, one row for each order. Which orders
count is the caller's choice; the readers below take what facts about CDNOW and Online Retail are usually given for:
customer-days for CDNOW, invoices with a customer that were not cancelled for Online Retail, and orders that were not
cancelled, before refunds, for a ledger of the kit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pandas as pd

GAP_QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.90, 0.99)
VALUE_QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.90, 0.99)
ORDER_QUANTILES = (0.50, 0.75, 0.90, 0.99, 1.00)
RETENTION_MONTHS = 12


class ProfileError(ValueError):
    """Orders cannot be profiled; the message says why, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What is measured. A figure that is not known is NaN.

    Attributes:
        customers, orders: how many.
        days: from the first order's day to the last's.
        one_time: share of customers with one order.
        orders_mean, orders_quantiles: orders per customer.
        gini_orders, gini_value: Gini coefficient of orders and of money over customers.
        top_20, top_1: share of the money that comes from the best fifth and the best hundredth of customers.
        gap_quantiles: days between one customer's consecutive purchase days, pooled.
        gap_cv, gap_cv_within: standard deviation over mean of these gaps: pooled, and the median over customers with
            at least six purchase days.
        value_quantiles: of orders, in the ledger's currency.
        value_mean, value_skew: of orders.
        log_sd, log_skew: of the logarithm of order values.
        icc: share of that variance that lies between customers.
        frequency_value: Spearman correlation of a customer's orders with the mean value.
        frequency_value_repeaters: the same among customers with two or more orders.
        retention: share of customers who order in the k-th calendar month after the first order's, k = 1 to 12,
            over customers for whom that month was observed to its end.
        repeat_90: share of customers with a second purchase day within 90 days, of those observed so long.
        weekdays: share of orders, Monday to Sunday.
        months: orders per day in each month against all days, January to December.
    """

    customers: int
    orders: int
    days: int
    one_time: float
    orders_mean: float
    orders_quantiles: tuple[float, ...]
    gini_orders: float
    gini_value: float
    top_20: float
    top_1: float
    gap_quantiles: tuple[float, ...]
    gap_cv: float
    gap_cv_within: float
    value_quantiles: tuple[float, ...]
    value_mean: float
    value_skew: float
    log_sd: float
    log_skew: float
    icc: float
    frequency_value: float
    frequency_value_repeaters: float
    retention: tuple[float, ...]
    repeat_90: float
    weekdays: tuple[float, ...]
    months: tuple[float, ...]

    @classmethod
    def from_mapping(cls, values: Mapping[str, object]) -> Profile:
        """A profile from figures that were published; what is missing becomes NaN."""
        lengths = {
            "orders_quantiles": len(ORDER_QUANTILES),
            "gap_quantiles": len(GAP_QUANTILES),
            "value_quantiles": len(VALUE_QUANTILES),
            "retention": RETENTION_MONTHS,
            "weekdays": 7,
            "months": 12,
        }
        known: dict[str, object] = {}
        for field in fields(cls):
            value = values.get(field.name)
            if field.name in lengths:
                figures = () if value is None else tuple(value)
                known[field.name] = figures + (float("nan"),) * (lengths[field.name] - len(figures))
            else:
                known[field.name] = float("nan") if value is None else value
        return cls(**known)


@dataclass(frozen=True, kw_only=True)
class Distances:
    """How far two ledgers lie apart in shape, 0 = alike.

    Attributes:
        orders, gaps: Kolmogorov-Smirnov distance of orders per customer and of gaps in days.
        values: the same of order values, each divided by its ledger's median, since currencies differ.
        retention: mean absolute difference of the monthly retention that both know.
    """

    orders: float
    gaps: float
    values: float
    retention: float


def profile(orders: pd.DataFrame, end: pd.Timestamp | None = None) -> Profile:
    """Measure plain orders.

    Args:
        orders: customer_id, date (no time of day), value above 0; one row for each order.
        end: the last day observed; the last order's day when None.

    Raises:
        ProfileError: fewer than two customers, one day only, or a value that is not above 0.
    """
    if orders["customer_id"].nunique() < 2 or orders["date"].nunique() < 2:
        raise ProfileError("A profile needs at least two customers and orders on two days.")
    if not (orders["value"] > 0).all():
        raise ProfileError("A profile needs order values above 0.")
    end = orders["date"].max() if end is None else end
    by_customer = orders.groupby("customer_id")["value"]
    counts, sums = by_customer.size(), by_customer.sum()
    pairs = visits(orders)
    between = gaps(pairs)
    logs = np.log(orders["value"])
    return Profile(
        customers=len(counts),
        orders=len(orders),
        days=int((end - orders["date"].min()).days) + 1,
        one_time=float((counts == 1).mean()),
        orders_mean=float(counts.mean()),
        orders_quantiles=_quantiles(counts, ORDER_QUANTILES),
        gini_orders=gini(counts.to_numpy()),
        gini_value=gini(sums.to_numpy()),
        top_20=top_share(sums.to_numpy(), 0.20),
        top_1=top_share(sums.to_numpy(), 0.01),
        gap_quantiles=_quantiles(between["gap"], GAP_QUANTILES),
        gap_cv=float(between["gap"].std() / between["gap"].mean()) if len(between) else float("nan"),
        gap_cv_within=_within_cv(between),
        value_quantiles=_quantiles(orders["value"], VALUE_QUANTILES),
        value_mean=float(orders["value"].mean()),
        value_skew=float(orders["value"].skew()),
        log_sd=float(logs.std()),
        log_skew=float(logs.skew()),
        icc=intraclass_correlation(logs, orders["customer_id"]),
        frequency_value=float(counts.corr(sums / counts, method="spearman")),
        frequency_value_repeaters=float(counts[counts > 1].corr((sums / counts)[counts > 1], method="spearman")),
        retention=retention(pairs, end),
        repeat_90=_repeat_within(pairs, end, 90),
        weekdays=tuple(np.bincount(orders["date"].dt.day_of_week, minlength=7) / len(orders)),
        months=_month_index(orders, end),
    )


def distances(one: pd.DataFrame, other: pd.DataFrame, one_end: pd.Timestamp, other_end: pd.Timestamp) -> Distances:
    """How far the shapes of two ledgers' orders lie apart."""
    from scipy.stats import ks_2samp

    def apart(first: pd.Series, second: pd.Series) -> float:
        return float(ks_2samp(first, second, method="asymp").statistic)

    retained = [retention(visits(orders), end) for orders, end in ((one, one_end), (other, other_end))]
    return Distances(
        orders=apart(*(orders.groupby("customer_id").size() for orders in (one, other))),
        gaps=apart(*(gaps(visits(orders))["gap"] for orders in (one, other))),
        values=apart(*(orders["value"] / orders["value"].median() for orders in (one, other))),
        retention=float(np.nanmean(np.abs(np.subtract(*retained)))),
    )


def visits(orders: pd.DataFrame) -> pd.DataFrame:
    """Distinct purchase days: customer_id and date, sorted by both."""
    return orders[["customer_id", "date"]].drop_duplicates().sort_values(["customer_id", "date"], ignore_index=True)


def gaps(pairs: pd.DataFrame) -> pd.DataFrame:
    """Days between a customer's consecutive purchase days: customer_id, gap. Takes what `visits` returns."""
    gap = pairs.groupby("customer_id")["date"].diff().dt.days
    return pd.DataFrame({"customer_id": pairs["customer_id"], "gap": gap}).dropna(ignore_index=True)


def gini(values: np.ndarray) -> float:
    """Gini coefficient of values that are not negative: 0 = all alike, near 1 = one has everything."""
    ordered = np.sort(values.astype(float))
    count = len(ordered)
    weights = 2 * np.arange(1, count + 1) - count - 1
    return float((weights * ordered).sum() / (count * ordered.sum()))


def top_share(values: np.ndarray, share: float) -> float:
    """Share of the total that the largest ceil(share x n) values make up."""
    ordered = np.sort(values.astype(float))[::-1]
    return float(ordered[: int(np.ceil(share * len(ordered)))].sum() / ordered.sum())


def intraclass_correlation(values: pd.Series, groups: pd.Series) -> float:
    """Share of the variance that lies between groups of unequal size: one-way analysis of variance.

    Groups of one say nothing about the variance within, so only groups of two or more count.
    """
    grouped = values.groupby(groups.to_numpy())
    sizes = grouped.transform("size")
    values, groups = values[sizes > 1], groups[sizes > 1]
    grouped = values.groupby(groups.to_numpy())
    counts, means = grouped.size(), grouped.mean()
    total, number = len(values), len(counts)
    if number < 2 or total <= number:
        return float("nan")
    within = float(((values - grouped.transform("mean")) ** 2).sum() / (total - number))
    among = float((counts * (means - values.mean()) ** 2).sum() / (number - 1))
    usual = (total - (counts**2).sum() / total) / (number - 1)
    between = max((among - within) / usual, 0.0)
    return between / (between + within)


def retention(pairs: pd.DataFrame, end: pd.Timestamp) -> tuple[float, ...]:
    """Share of customers who order in the k-th calendar month after their first, k = 1 to 12; NaN where unobserved.

    Args:
        pairs: what `visits` returns.
        end: the last day observed. A month that ends after it was not observed to its end.
    """
    month = pairs["date"].dt.year * 12 + pairs["date"].dt.month
    first = month.groupby(pairs["customer_id"]).transform("min")
    active = pd.DataFrame({"customer": pairs["customer_id"], "first": first, "k": month - first}).drop_duplicates()
    last_full = end.year * 12 + end.month - (0 if end == end + pd.offsets.MonthEnd(0) else 1)
    cohorts = active[active["k"] == 0]["first"]
    shares = []
    for k in range(1, RETENTION_MONTHS + 1):
        mature = int((cohorts + k <= last_full).sum())
        came = ((active["k"] == k) & (active["first"] + k <= last_full)).sum()
        shares.append(float(came / mature) if mature else float("nan"))
    return tuple(shares)


def _quantiles(values: pd.Series, at: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(value) for value in np.quantile(values, at)) if len(values) else (float("nan"),) * len(at)


def _within_cv(between: pd.DataFrame) -> float:
    """Median over customers with at least five gaps of their own standard deviation over mean."""
    grouped = between.groupby("customer_id")["gap"]
    enough = grouped.size() >= 5
    return float((grouped.std() / grouped.mean())[enough].median()) if enough.any() else float("nan")


def _repeat_within(pairs: pd.DataFrame, end: pd.Timestamp, days: int) -> float:
    first = pairs.groupby("customer_id")["date"].first()
    second = pairs.groupby("customer_id")["date"].nth(1)
    second = pd.Series(second.to_numpy(), index=pairs.loc[second.index, "customer_id"]).reindex(first.index)
    mature = (end - first).dt.days >= days
    soon = (second - first).dt.days <= days
    return float(soon[mature].mean()) if mature.any() else float("nan")


def _month_index(orders: pd.DataFrame, end: pd.Timestamp) -> tuple[float, ...]:
    days = pd.date_range(orders["date"].min(), end)
    observed = np.bincount(days.month, minlength=13)[1:]
    ordered = np.bincount(orders["date"].dt.month, minlength=13)[1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        return tuple(np.where(observed > 0, ordered / observed, np.nan) / (len(orders) / len(days)))


def ledger_orders(orders: pd.DataFrame) -> pd.DataFrame:
    """Plain orders of a ledger's table `orders`: those that were not cancelled and came to something."""
    kept = orders[(orders["status"] != "cancelled") & (orders["amount"] > 0) & orders["customer_id"].notna()]
    return pd.DataFrame(
        {"customer_id": kept["customer_id"], "date": kept["order_date"].dt.normalize(), "value": kept["amount"]}
    )


def cdnow_orders(path: Path) -> pd.DataFrame:
    """Plain orders of CDNOW: a customer's purchases of a day are one order; orders that cost nothing are left out."""
    purchases = pd.read_parquet(path)
    days = purchases.groupby(["customer_id", "date"], as_index=False)["value"].sum()
    return days[days["value"] > 0].reset_index(drop=True)


def online_retail_orders(path: Path) -> pd.DataFrame:
    """Plain orders of Online Retail: invoices with a customer that were not cancelled and came to something."""
    rows = pd.read_parquet(path)
    rows = rows[rows["CustomerID"].notna() & ~rows["InvoiceNo"].str.startswith("C")]
    rows = rows.assign(value=rows["Quantity"] * rows["UnitPrice"], date=rows["InvoiceDate"].dt.normalize())
    invoices = rows.groupby(["CustomerID", "InvoiceNo"], as_index=False).agg(
        date=("date", "min"), value=("value", "sum")
    )
    invoices = invoices[invoices["value"] > 0]
    return invoices.rename(columns={"CustomerID": "customer_id"})[["customer_id", "date", "value"]].reset_index(
        drop=True
    )


READERS = {"cdnow.parquet": cdnow_orders, "online_retail.parquet": online_retail_orders}
"""How each real ledger's file is read."""
