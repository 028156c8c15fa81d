"""Money given back: for some orders, some days later, all of it or the part that was sent back.

Customers differ in how readily they send things back: each has an own proneness, gamma distributed with mean 1, which
multiplies the share of the sales channel. So most never return anything and a few return again and again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.baskets import Lines
from generator.draw import pick
from generator.orders import CHANNELS, Orders
from generator.scenario import Scenario
from generator.streams import Streams


@dataclass(frozen=True, kw_only=True)
class Refunds:
    """Refunds by order; arrays of shape (refunds,).

    Attributes:
        order: index of the order; at most one refund for an order.
        day: index of the day, after the order's and within the ledger.
        amount: in minor units, above 0 and never more than the order's.
        reason: index into the scenario's reasons.
    """

    order: np.ndarray
    day: np.ndarray
    amount: np.ndarray
    reason: np.ndarray


def draw_refunds(
    scenario: Scenario, customers: int, orders: Orders, lines: Lines, last_day: int, streams: Streams
) -> Refunds:
    """Draw who gets money back. What would be given back after the ledger's last day is not known yet, so not there.

    Args:
        customers: how many there are.
        last_day: index of the ledger's last day.
    """
    rules = scenario.refunds
    if rules is None:
        none = np.zeros(0, dtype=np.int64)
        return Refunds(order=none, day=none, amount=none, reason=none)
    count = len(orders.day)
    luck = streams("refunds/luck").random((count, 5))
    proneness = streams("refunds/proneness").gamma(rules.proneness, size=customers) / rules.proneness
    usual = np.array([getattr(rules, name) for name in CHANNELS])[orders.channel]
    chance = np.minimum(usual * proneness[orders.customer], rules.most)
    wait = rules.days.first + streams("refunds/wait").geometric(1 / (rules.days.mean - rules.days.first + 1), count) - 1
    day = orders.day + wait
    order = np.flatnonzero((luck[:, 0] < chance) & ~orders.cancelled & (day <= last_day))
    total, luck = lines.totals[order], luck[order]
    amount = np.where(luck[:, 1] < rules.full, total, _part(lines, order, total, luck[:, 2:4]))
    given = amount > 0
    order = order[given]
    return Refunds(
        order=order,
        day=day[order],
        amount=amount[given],
        reason=pick([reason.share for reason in rules.reasons], luck[given, 4]),
    )


def _part(lines: Lines, order: np.ndarray, total: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """What one piece of one line cost; for an order of a single piece, a tenth to three tenths of it."""
    starts = lines.starts[order]
    number = np.append(lines.starts, len(lines.order))[order + 1] - starts
    chosen = starts + (luck[:, 0] * number).astype(np.int64)
    piece = lines.amount[chosen] // lines.quantity[chosen]
    allowance = np.rint(total * (0.1 + 0.2 * luck[:, 1])).astype(np.int64)
    return np.where(piece < total, piece, allowance)
