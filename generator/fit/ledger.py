"""A ledger as plain arrays, and the figures in which a twin is compared with its original while it is fitted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Days:
    """Purchase days of customers, sorted by customer and day, each customer's days once.

    Attributes:
        start: the day with index 0.
        days: how many days the ledger covers.
        customer: index from 0, every customer present; shape (orders,).
        day: index of the day; shape (orders,).
        value: order values; shape (orders,).
    """

    start: dt.date
    days: int
    customer: np.ndarray
    day: np.ndarray
    value: np.ndarray

    @classmethod
    def of(cls, orders: pd.DataFrame) -> Days:
        """From customer_id, date and value with one row for each customer and day, sorted by both."""
        start = orders["date"].min()
        day = (orders["date"] - start).dt.days.to_numpy()
        return cls(
            start=start.date(),
            days=int(day.max()) + 1,
            customer=pd.factorize(orders["customer_id"])[0],
            day=day,
            value=orders["value"].to_numpy(dtype=float),
        )

    @cached_property
    def first(self) -> np.ndarray:
        """Which orders are a customer's first; shape (orders,)."""
        return np.concatenate([[True], self.customer[1:] != self.customer[:-1]])

    @cached_property
    def count(self) -> np.ndarray:
        """Orders of each customer; shape (customers,)."""
        return np.bincount(self.customer)

    @cached_property
    def first_day(self) -> np.ndarray:
        """Index of each customer's first day; shape (customers,)."""
        return self.day[self.first]

    @cached_property
    def last_day(self) -> np.ndarray:
        """Index of each customer's last day; shape (customers,)."""
        return self.day[np.cumsum(self.count) - 1]

    def only(self, customers: np.ndarray) -> Days:
        """The ledger of some customers; `customers` is a mask, shape (customers,)."""
        kept = customers[self.customer]
        number = np.cumsum(customers) - 1
        return Days(
            start=self.start,
            days=self.days,
            customer=number[self.customer[kept]],
            day=self.day[kept],
            value=self.value[kept],
        )

    @cached_property
    def rhythm(self) -> dict[str, np.ndarray]:
        """What is compared about times: samples of several figures, each sorted."""
        again = ~self.first[1:]
        gap, owner = np.diff(self.day)[again], self.customer[1:][again]
        count, customers = self.count, len(self.count)
        mean = np.bincount(owner, gap, minlength=customers) / np.maximum(count - 1, 1)
        square = np.bincount(owner, (gap - mean[owner]) ** 2, minlength=customers) / np.maximum(count - 2, 1)
        with np.errstate(invalid="ignore", divide="ignore"):
            variation = np.sqrt(square) / mean
        repeaters = count > 1
        starts = np.cumsum(count) - count
        samples = {
            "orders": count,
            "gaps": gap,
            "recency": self.days - 1 - self.last_day,
            "recency of repeaters": (self.days - 1 - self.last_day)[repeaters],
            "first gap": self.day[starts[repeaters] + 1] - self.day[starts[repeaters]],
            "mean gap": mean[repeaters],
            "variation of gaps": variation[count > 2],
            "variation of many gaps": variation[count > 5],
            "tenure": (self.last_day - self.first_day)[repeaters],
        }
        return {name: np.sort(sample) for name, sample in samples.items()}

    @cached_property
    def retention(self) -> np.ndarray:
        """Share of customers who order in the k-th calendar month after their first, k = 1 to 12; NaN where unseen."""
        calendar = np.datetime64(self.start, "D") + np.arange(self.days + 1)
        month = calendar.astype("datetime64[M]").astype(np.int64)
        # A month counts when it is covered to its end, which is when the day after is of another month.
        last_full = month[-2] if month[-1] != month[-2] else month[-2] - 1
        first = month[self.first_day]
        seen = np.unique(self.customer * 10_000 + (month[self.day] - first[self.customer]))
        k = seen % 10_000
        shares = np.full(12, np.nan)
        for index in range(12):
            mature = first + index + 1 <= last_full
            if mature.any():
                shares[index] = (mature[seen // 10_000] & (k == index + 1)).sum() / mature.sum()
        return shares


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """Kolmogorov-Smirnov distance of two sorted samples; 0 where one is empty."""
    if not len(one) or not len(other):
        return 0.0
    places = np.unique(one)
    shares = [np.searchsorted(sample, places, side="right") / len(sample) for sample in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max())


WEIGHTS = {"orders": 4.0, "gaps": 8.0}
"""How much a figure counts; others count 1."""


def rhythm_misfit(real: Days, drawn: Days) -> float:
    """How far two ledgers lie apart in their times: a sum of squared distances, retention counting sixteen times."""
    distance = sum(
        WEIGHTS.get(name, 1.0) * apart(sample, drawn.rhythm[name]) ** 2 for name, sample in real.rhythm.items()
    )
    missed = np.abs(real.retention - drawn.retention)
    missed = missed[~np.isnan(missed)]
    return distance + (16 * float(missed.mean()) ** 2 if len(missed) else 0.0)
