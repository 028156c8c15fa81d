"""Tables of order values that hold no order: averages over several customers' orders, and fitted tails.

An entry is either an amount that at least SHARED_BY customers have paid and that a marked share of all orders came to,
taken over as it is; or the geometric mean of neighbouring orders of at least SHARED_BY customers, rounded to three
digits. Where the outermost SHARED_BY customers lie, a lognormal tail fitted to the orders before takes over.
"""

from __future__ import annotations

import numpy as np

from generator.fit.safe import SHARED_BY
from generator.scenario.base import LARGEST

GRID = np.round(np.concatenate([np.arange(-3.4, -2, 0.1), np.arange(-2, 2, 0.04), np.arange(2, 3.45, 0.1)]), 2)
"""Scores with an entry: dense where the orders are."""

FINE = np.linspace(-6, 6, 4801)
"""Scores at which the shares of drawn orders are known."""

TAIL_END = 5.0
"""Score at which a tail ends; one order in three million lies further out."""

SHARED_SHARE = 0.001
"""An amount that a smaller share of orders came to is not set apart."""

TAIL_ORDERS = 0.03
"""Share of the orders at each end that the tails' slope is fitted to."""

STEEPEST = 1.5
"""A tail's log amount rises at most so much with a score of 1."""


def value_table(value: np.ndarray, customer: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The table that gives drawn orders the shape of real values.

    Args:
        value, customer: of the real orders; shape (orders,).
        share: of drawn orders of the same occasion that are worth no more than an order with each of the scores FINE.

    Returns:
        (score, amount) rows, both rising; shape (entries, 2).
    """
    order = np.argsort(value, kind="stable")
    value, customer = value[order], customer[order]
    lowest, highest = _ends(customer)
    rank = np.interp(GRID, FINE, share)
    inside = (rank * len(value) >= lowest) & (rank * len(value) <= highest)
    if inside.sum() < 2:
        middle = float(np.exp(np.log(value).mean()))
        return np.array([[-TAIL_END, three_digits(middle)], [TAIL_END, three_digits(middle)]])
    grid, amount = GRID[inside], _smooth(value, customer, rank[inside] * len(value))
    low, high = (_slope(grid, amount, rank[inside], above) for above in (False, True))
    below, above = np.arange(-TAIL_END, grid[0] - 0.01, 0.25), np.arange(TAIL_END, grid[-1] + 0.01, -0.25)[::-1]
    grid, amount = (
        np.concatenate([below, grid, above]),
        np.concatenate([
            amount[0] * np.exp(low * (below - grid[0])), amount, amount[-1] * np.exp(high * (above - grid[-1]))
        ]),
    )  # fmt: skip
    table = np.column_stack([grid, three_digits(amount)])
    rising, at = np.unique(share, return_index=True)
    for price, begin, end in shared_amounts(value, customer):
        begins, ends = np.interp([begin / len(value), end / len(value)], rising, FINE[at])
        if ends - begins > 2e-3:
            table = _with_step(table, round(float(begins) + 5e-4, 3), round(float(ends) - 5e-4, 3), price)
    table[:, 1] = np.minimum(np.maximum.accumulate(table[:, 1]), LARGEST)
    return table


def shared_amounts(value: np.ndarray, customer: np.ndarray) -> list[tuple[float, int, int]]:
    """Amounts that many pay: (amount, index of its first order, index after its last) of orders sorted by value."""
    cents = np.rint(value * 100).astype(np.int64)
    amounts, begins, counts = np.unique(cents, return_index=True, return_counts=True)
    many = (counts >= max(SHARED_BY, SHARED_SHARE * len(value))) & (amounts > 0)
    found = []
    for amount, begin, count in zip(amounts[many], begins[many], counts[many], strict=True):
        if len(np.unique(customer[begin : begin + count])) >= SHARED_BY:
            found.append((float(amount) / 100, int(begin), int(begin + count)))
    return found


def three_digits(amount: np.ndarray | float) -> np.ndarray:
    """Rounded to three significant digits."""
    amount = np.asarray(amount, dtype=float)
    scale = 10.0 ** (2 - np.floor(np.log10(amount)))
    return np.round(amount * scale) / scale


def _ends(customer: np.ndarray) -> tuple[int, int]:
    """Between which places of the sorted orders at least SHARED_BY customers lie on either side."""

    def place(of: np.ndarray) -> int:
        _, first = np.unique(of, return_index=True)
        first = np.sort(first)
        return int(first[SHARED_BY - 1]) + 1 if len(first) >= SHARED_BY else len(of)

    return place(customer), len(customer) - place(customer[::-1])


def _smooth(value: np.ndarray, customer: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Geometric means of neighbouring orders, of SHARED_BY customers and more, around places in the sorted values."""
    running = np.concatenate([[0.0], np.cumsum(np.log(value))])
    means = []
    for middle in np.rint(place).astype(np.int64):
        half = SHARED_BY // 2
        while True:
            begin, end = max(middle - half, 0), min(middle + half, len(value))
            near = customer[begin:end]
            if end - begin == len(value) or (
                len(near) >= SHARED_BY and (half > 40 * SHARED_BY or len(np.unique(near)) >= SHARED_BY)
            ):
                break
            half = half * 3 // 2
        means.append((running[end] - running[begin]) / (end - begin))
    return np.maximum.accumulate(np.exp(means))


def _slope(grid: np.ndarray, amount: np.ndarray, share: np.ndarray, above: bool) -> float:
    """How fast the log amount rises with the score at one end."""
    near = share >= 1 - TAIL_ORDERS if above else share <= TAIL_ORDERS
    if near.sum() < 3:
        near = np.zeros(len(grid), dtype=bool)
        near[-3:] = above
        near[:3] |= not above
    return float(np.clip(np.polyfit(grid[near], np.log(amount[near]), 1)[0], 0.0, STEEPEST))


def _with_step(table: np.ndarray, begin: float, end: float, price: float) -> np.ndarray:
    """The table with a level stretch at one amount."""
    if end <= begin:
        return table
    outside = (table[:, 0] < begin - 1e-9) | (table[:, 0] > end + 1e-9)
    left, right = table[outside & (table[:, 0] < begin)], table[outside & (table[:, 0] > end)]
    left, right = left.copy(), right.copy()
    left[:, 1], right[:, 1] = np.minimum(left[:, 1], price), np.maximum(right[:, 1], price)
    return np.concatenate([left, [[begin, price], [end, price]], right])
