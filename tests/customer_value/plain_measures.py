"""The same measures a second time, as loops over plain Python values: the oracle that the tests compare with.

Written from the definitions, without the code under test. An order is (customer, order id, date and time, status,
amount), a refund is (order id, date and time, amount); amounts are whole numbers, so sums are exact.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import ceil

Order = tuple[str | None, str, dt.datetime, str, int]
Refund = tuple[str, dt.datetime, int]


def valid_orders(orders: list[Order], refunds: list[Refund], snapshot: dt.date) -> list[tuple]:
    """Rows of customer, order, day, net amount."""
    found: dict[str, list] = {}
    for customer, order, moment, status, amount in orders:
        if customer is None or status in ("cancelled", "test") or moment.date() > snapshot:
            continue
        if order not in found:
            found[order] = [customer, moment.date(), 0]
        found[order][1] = min(found[order][1], moment.date())
        found[order][2] += amount
    for order, moment, amount in refunds:
        if order in found and moment.date() <= snapshot:
            found[order][2] -= amount
    return sorted((customer, order, day, net) for order, (customer, day, net) in found.items() if net > 0)


def rfm(orders: list[Order], refunds: list[Refund], snapshot: dt.date) -> list[tuple]:
    """Rows of customer, recency, frequency, monetary."""
    table: dict[str, list] = {}
    for customer, _, day, net in valid_orders(orders, refunds, snapshot):
        age = (snapshot - day).days
        row = table.setdefault(customer, [age, 0, 0])
        row[0] = min(row[0], age)
        row[1] += 1
        row[2] += net
    return sorted((customer, *row) for customer, row in table.items())


def bought_again(orders: list[Order], refunds: list[Refund], snapshot: dt.date, days: int) -> list[tuple]:
    """Rows of customer, whether they came back."""
    end = snapshot + dt.timedelta(days=days)
    known = {row[0] for row in valid_orders(orders, refunds, snapshot)}
    came = {customer for customer, _, day, _ in valid_orders(orders, refunds, end) if day > snapshot}
    return sorted((customer, customer in came) for customer in known)


def score(values: list[float], *, ascending: bool = True, bins: int = 5) -> list[int]:
    """Scores by counting, for each value, how many are worse and how many are equal; in exact fractions."""
    scores = []
    for value in values:
        worse = sum(other < value if ascending else other > value for other in values)
        equal = sum(other == value for other in values)
        place = worse + Fraction(equal + 1, 2)
        scores.append(ceil(bins * place / len(values)))
    return scores


def migration(before: dict[str, str], after: dict[str, str]) -> dict[tuple[str, str], int]:
    """How many customers went from one state to another."""
    moves: dict[tuple[str, str], int] = {}
    for customer in {*before, *after}:
        move = before.get(customer, "new"), after.get(customer, "gone")
        moves[move] = moves.get(move, 0) + 1
    return moves
