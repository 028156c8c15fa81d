"""The profile of a ledger: the figures in which real shops resemble one another and made-up ones give themselves away.

Everything here is computed from plain orders: a table with customer_id, date and value, one row for each order. Which
orders count is the caller's choice; orders.py has the readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

GAP_QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.90, 0.99)
VALUE_QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.90, 0.99)
ORDER_QUANTILES = (0.50, 0.75, 0.90, 0.99, 1.00)
RETENTION_MONTHS = 12
NAN = float("nan")


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
                known[field.name] = figures + (NAN,) * (lengths[field.name] - len(figures))
            else:
                known[field.name] = NAN if value is None else value
        return cls(**known)


@dataclass(frozen=True)
class Visits:
    """Distinct purchase days, sorted by customer and day.

    Attributes:
        customer: int64, the customers numbered from 0 as `numbered` does.
        day: int64, days since 1970-01-01.
        customers: how many there are; each has at least one visit.
    """

    customer: np.ndarray
    day: np.ndarray
    customers: int

    @property
    def begins(self) -> np.ndarray:
        """True at each customer's first visit."""
        return np.diff(self.customer, prepend=-1) != 0

    @property
    def first_day(self) -> np.ndarray:
        """Day of each customer's first visit."""
        return self.day[self.begins]


def profile(orders: pd.DataFrame, end: pd.Timestamp | None = None) -> Profile:
    """Measure plain orders.

    Args:
        orders: customer_id, date (no time of day), value above 0; one row for each order.
        end: the last day observed; the last order's day when None.

    Raises:
        ProfileError: fewer than two customers, one day only, or a value that is not above 0.
    """
    customer, customers = numbered(orders)
    if customers < 2 or orders["date"].nunique() < 2:
        raise ProfileError("A profile needs at least two customers and orders on two days.")
    value = orders["value"].to_numpy(dtype=float)
    if not (value > 0).all():
        raise ProfileError("A profile needs order values above 0.")
    end = orders["date"].max() if end is None else end
    counts = np.bincount(customer, minlength=customers)
    sums = np.bincount(customer, weights=value, minlength=customers)
    means = (sums / counts).round(9)  # what differs by less is a tie that was added up in another order
    came = visits(orders, (customer, customers))
    owner, gap = gaps(came)
    logs = np.log(value)
    repeats = counts > 1
    return Profile(
        customers=customers,
        orders=len(orders),
        days=int((end - orders["date"].min()).days) + 1,
        one_time=float((counts == 1).mean()),
        orders_mean=float(counts.mean()),
        orders_quantiles=_quantiles(counts, ORDER_QUANTILES),
        gini_orders=gini(counts),
        gini_value=gini(sums),
        top_20=top_share(sums, 0.20),
        top_1=top_share(sums, 0.01),
        gap_quantiles=_quantiles(gap, GAP_QUANTILES),
        gap_cv=float(gap.std(ddof=1) / gap.mean()) if len(gap) > 1 else NAN,
        gap_cv_within=_within_cv(owner, gap, customers),
        value_quantiles=_quantiles(value, VALUE_QUANTILES),
        value_mean=float(value.mean()),
        value_skew=float(pd.Series(value).skew()),
        log_sd=float(logs.std(ddof=1)),
        log_skew=float(pd.Series(logs).skew()),
        icc=intraclass_correlation(logs, customer),
        frequency_value=_rank_correlation(counts, means),
        frequency_value_repeaters=_rank_correlation(counts[repeats], means[repeats]),
        retention=retention(came, end),
        repeat_90=_repeat_within(came, end, 90),
        weekdays=tuple((np.bincount(orders["date"].dt.day_of_week, minlength=7) / len(orders)).tolist()),
        months=_month_index(orders["date"], end),
    )


def numbered(orders: pd.DataFrame) -> tuple[np.ndarray, int]:
    """Each order's customer as a number from 0, in the order they first appear, and how many customers there are."""
    codes, ids = pd.factorize(orders["customer_id"])
    return codes.astype(np.int64), len(ids)


def days_of(dates: pd.Series) -> np.ndarray:
    """Dates as days since 1970-01-01, int64."""
    return dates.to_numpy().astype("datetime64[D]").astype(np.int64)


def visits(orders: pd.DataFrame, known: tuple[np.ndarray, int] | None = None) -> Visits:
    """The distinct purchase days of plain orders; `known` is what `numbered` gave, where that is there already."""
    customer, customers = known or numbered(orders)
    day = days_of(orders["date"])
    if not len(day):
        return Visits(customer, day, 0)
    first, span = day.min(), day.max() - day.min() + 1
    both = np.sort(customer * span + (day - first))
    both = both[np.diff(both, prepend=-1) != 0]
    return Visits(both // span, both % span + first, customers)


def gaps(came: Visits) -> tuple[np.ndarray, np.ndarray]:
    """Days between consecutive visits: whose (int64), and how many (int64)."""
    same = ~came.begins[1:]
    return came.customer[1:][same], np.diff(came.day)[same]


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


def intraclass_correlation(values: np.ndarray, groups: np.ndarray) -> float:
    """Share of the variance that lies between groups of unequal size: one-way analysis of variance.

    Groups of one say nothing about the variance within, so only groups of two or more count.

    Args:
        values: float, one per member.
        groups: the number of each member's group, from 0.
    """
    enough = np.bincount(groups)[groups] > 1
    values = np.asarray(values, dtype=float)[enough]
    groups = np.unique(groups[enough], return_inverse=True)[1]
    counts = np.bincount(groups)
    total, number = len(values), len(counts)
    if number < 2 or total <= number:
        return NAN
    means = np.bincount(groups, weights=values) / counts
    within = float(((values - means[groups]) ** 2).sum() / (total - number))
    among = float((counts * (means - values.mean()) ** 2).sum() / (number - 1))
    usual = (total - (counts**2).sum() / total) / (number - 1)
    between = max((among - within) / usual, 0.0)
    return float(between / (between + within)) if between + within > 0 else NAN


def retention(came: Visits, end: pd.Timestamp) -> tuple[float, ...]:
    """Share of customers who order in the k-th calendar month after their first, k = 1 to 12; NaN where unobserved.

    Args:
        came: the visits.
        end: the last day observed. A month that ends after it was not observed to its end.
    """
    month = came.day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    first = month[came.begins]
    after = month - first[came.customer]
    last_full = (end.year - 1970) * 12 + end.month - 1 - (0 if end.is_month_end else 1)
    counted = np.append(True, (np.diff(came.customer) != 0) | (np.diff(month) != 0)) if len(month) else month > 0
    shares = []
    for k in range(1, RETENTION_MONTHS + 1):
        mature = int((first + k <= last_full).sum())
        returned = int((counted & (after == k) & (month <= last_full)).sum())
        shares.append(returned / mature if mature else NAN)
    return tuple(shares)


def _quantiles(values: np.ndarray, at: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(np.quantile(values, at).tolist()) if len(values) else (NAN,) * len(at)


def _rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return NAN
    return float(pd.Series(one).corr(pd.Series(other), method="spearman"))


def _within_cv(owner: np.ndarray, gap: np.ndarray, customers: int) -> float:
    """Median over customers with at least five gaps of their own standard deviation over mean."""
    number = np.bincount(owner, minlength=customers)
    enough = number >= 5
    if not enough.any():
        return NAN
    mean = np.bincount(owner, weights=gap, minlength=customers)[enough] / number[enough]
    square = np.bincount(owner, weights=gap.astype(float) ** 2, minlength=customers)[enough]
    spread = np.sqrt(np.maximum(square - number[enough] * mean**2, 0) / (number[enough] - 1))
    return float(np.median(spread / mean))


def _repeat_within(came: Visits, end: pd.Timestamp, days: int) -> float:
    owner, gap = gaps(came)
    soon = np.zeros(came.customers, dtype=bool)
    whose, at = np.unique(owner, return_index=True)
    soon[whose] = gap[at] <= days
    mature = (end - pd.Timestamp(1970, 1, 1)).days - came.first_day >= days
    return float(soon[mature].mean()) if mature.any() else NAN


def _month_index(dates: pd.Series, end: pd.Timestamp) -> tuple[float, ...]:
    days = pd.date_range(dates.min(), end)
    observed = np.bincount(days.month, minlength=13)[1:]
    ordered = np.bincount(dates.dt.month, minlength=13)[1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        return tuple((np.where(observed > 0, ordered / observed, np.nan) / (len(dates) / len(days))).tolist())
