"""What every customer of a block ordered up to any day: how often, how lately, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.customers import UNKNOWN
from generator.orders import Orders

BEYOND = 2**30
"""Later than any day."""


@dataclass(frozen=True, kw_only=True)
class History:
    """A block's orders that were not called off, by customer and time, so that anybody's past is found by searching.

    Attributes:
        days: longer than the ledger and any window; a day's place in `key`.
        key: customer x days + day, rising; shape (orders,).
        order: index of each among all orders, and UNKNOWN at the end; shape (orders + 1,).
        day: of each, and a day beyond any at the end, so that place UNKNOWN is nobody's; shape (orders + 1,).
        begins: where each customer's begin; shape (customers + 1,).
        money: what all of them before each come to, in minor units; shape (orders + 1,).
    """

    days: int
    key: np.ndarray
    order: np.ndarray
    day: np.ndarray
    begins: np.ndarray
    money: np.ndarray

    def place(self, customer: np.ndarray, day: np.ndarray) -> np.ndarray:
        """The place of each customer's first order on `day` or later; where there is none, the next customer's.

        Args:
            customer: indices; shape (n,).
            day: not before the ledger, nor more than a day after its end; shape (n,).
        """
        return np.searchsorted(self.key, customer * np.int64(self.days) + day)

    def place_on(self, customer: np.ndarray, day: int) -> np.ndarray:
        """The same for one day, by counting."""
        before = np.concatenate([[0], np.cumsum(self.day[:-1] < day, dtype=np.int32)])
        begins = self.begins[customer]
        return begins + before[self.begins[customer + 1]] - before[begins]

    def any_within(self, customer: np.ndarray, after: np.ndarray, until: np.ndarray) -> np.ndarray:
        """Whether each customer has an order later than the day `after` and not later than `until`."""
        return self._beyond(customer, until) > self._beyond(customer, after)

    def spent_within(self, customer: np.ndarray, after: np.ndarray, until: np.ndarray) -> np.ndarray:
        """What such orders come to, in minor units."""
        return self.money[self._beyond(customer, until)] - self.money[self._beyond(customer, after)]

    def _beyond(self, customer: np.ndarray, day: np.ndarray) -> np.ndarray:
        """The place after each customer's orders up to the end of `day`, which may lie before the ledger."""
        return self.place(customer, np.maximum(day, -1) + 1)


def look_back(orders: Orders, customers: int, money: np.ndarray, last_day: int) -> History:
    """The history of a block.

    Args:
        customers: how many there are.
        money: what each order comes to, in minor units.
        last_day: index of the ledger's last day.
    """
    order = np.flatnonzero(~orders.cancelled)
    # By customer and time: two orders of one day need not lie in the order of their minutes.
    in_time = orders.customer[order].astype(np.int64) * len(orders.day) + orders.rank[order]
    order = order[np.argsort(in_time, kind="stable")]
    days, day, customer = last_day + 2, orders.day[order].astype(np.int32), orders.customer[order]
    return History(
        days=days,
        key=customer.astype(np.int64) * days + day,
        order=np.append(order, UNKNOWN).astype(np.int32),
        day=np.append(day, np.int32(BEYOND)),
        begins=np.concatenate([[0], np.cumsum(np.bincount(customer, minlength=customers))]),
        money=np.concatenate([[0], np.cumsum(money[order])]),
    )
