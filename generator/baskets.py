"""What is in an order: products, quantities and reductions whose sum comes close to the value aimed at.

Lines are filled one after the other. A line takes a share of what is still open, a category that has something at such
a price, and there a product drawn by popularity from a band of prices around the share. The last line takes what is
open, from a narrower band. The order's value is then whatever its lines add up to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.products import Catalogue
from generator.streams import Streams

MOST_LINES = 8
"""No order has more lines than this."""

BAND = (0.70, 1.35)
LAST_BAND = (0.93, 1.07)
"""How far a product's price may lie from what a line aims at: any line's, and the last line's."""


WORTH_IT = 2.5
"""Where a line would leave less open than this many times the cheapest product, it is the last and takes everything.
What is still open after that is left open: nobody completes an order with postcards."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What each order is to be like; arrays of shape (orders,) unless said.

    Attributes:
        target: the value aimed at, after reductions, in minor units.
        lines: how many lines it is to have at most.
        reduction: percent off every line.
        day: index of the day.
        taste: how often each category is bought; shape (orders, categories), any scale.
        quantities: for each kind of customer, the quantities a line may have and their shares.
        kind: index into `quantities`.
    """

    target: np.ndarray
    lines: np.ndarray
    reduction: np.ndarray
    day: np.ndarray
    taste: np.ndarray
    quantities: list[dict[int, float]]
    kind: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Order lines, by order and within it by number; arrays of shape (lines,), money in minor units.

    Attributes:
        order: index of the order.
        number: 1, 2, ... within the order.
        product: index of the product; no product twice in an order.
        amount: quantity x price - discount.
    """

    order: np.ndarray
    number: np.ndarray
    product: np.ndarray
    quantity: np.ndarray
    price: np.ndarray
    discount: np.ndarray
    amount: np.ndarray


def fill_baskets(wishes: Wishes, catalogue: Catalogue, streams: Streams) -> Lines:
    """Choose every order's lines. Each order gets at least one."""
    orders = len(wishes.target)
    open_value = wishes.target / (1 - wishes.reduction / 100)
    parts = streams("baskets/parts").standard_gamma(1.5, size=(orders, MOST_LINES))
    parts[np.arange(MOST_LINES) >= wishes.lines[:, None]] = 0.0
    later = np.cumsum(parts[:, ::-1], axis=1)[:, ::-1]
    luck = streams("baskets/luck").random((orders, MOST_LINES, 3))
    shelves = _shelves(catalogue)
    worth_it = WORTH_IT * catalogue.price.min()

    found = []
    for number in range(MOST_LINES):
        takes_part = (number < wishes.lines) & ((open_value >= worth_it) | (number == 0))
        rows = np.flatnonzero(takes_part)
        aim = open_value[rows] * parts[rows, number] / later[rows, number]
        last = open_value[rows] - aim < worth_it
        aim = np.where(last, open_value[rows], aim)
        product, quantity = _choose(aim, last, rows, wishes, luck[rows, number], catalogue, shelves)
        open_value[rows] -= quantity * catalogue.price[product]
        found.append((rows, product, quantity))
    order, product, quantity = (np.concatenate(column) for column in zip(*found, strict=True))
    return _tidy(order, product, quantity, wishes.reduction, catalogue)


@dataclass(frozen=True)
class _Shelf:
    """A category's products that are on sale from a day on, by price, with running popularity."""

    products: np.ndarray
    prices: np.ndarray
    running: np.ndarray


def _shelves(catalogue: Catalogue) -> list[tuple[int, list[_Shelf]]]:
    """What is on sale from each launch on: (first day, one shelf per category)."""
    days = [-(10**6), *sorted({int(day) for day in catalogue.launched if day >= 0})]
    shelves = []
    for day in days:
        on_sale = catalogue.launched <= max(day, 0)
        row = []
        for category in range(int(catalogue.category.max()) + 1):
            products = np.flatnonzero(on_sale & (catalogue.category == category))
            products = products[np.argsort(catalogue.price[products], kind="stable")]
            running = np.concatenate([[0.0], np.cumsum(catalogue.popularity[products])])
            row.append(_Shelf(products, catalogue.price[products].astype(float), running))
        shelves.append((day, row))
    return shelves


def _choose(
    aim: np.ndarray,
    last: np.ndarray,
    rows: np.ndarray,
    wishes: Wishes,
    luck: np.ndarray,
    catalogue: Catalogue,
    shelves: list[tuple[int, list[_Shelf]]],
) -> tuple[np.ndarray, np.ndarray]:
    """One product and quantity for each line; `luck` holds three uniform numbers a line."""
    quantity = _quantities(wishes, rows, luck[:, 0])
    product = np.zeros(len(rows), dtype=np.int64)
    days = np.array([day for day, _ in shelves])
    epoch = np.searchsorted(days, wishes.day[rows], side="right") - 1
    for index, (_, shelf_row) in enumerate(shelves):
        here = np.flatnonzero(epoch == index)
        if not len(here):
            continue
        stocked = [shelf for shelf in shelf_row if len(shelf.products)]
        weights = wishes.taste[rows[here]][:, [len(shelf.products) > 0 for shelf in shelf_row]]
        lowest = np.array([shelf.prices[0] for shelf in stocked])
        highest = np.array([shelf.prices[-1] for shelf in stocked])
        # Fewer pieces where even the cheapest things would cost too much for so many of them.
        fits = np.maximum(aim[here] // lowest.min(), 1).astype(np.int64)
        quantity[here] = np.minimum(quantity[here], fits)
        each = aim[here] / quantity[here]
        can = (each[:, None] >= 0.85 * lowest) & (each[:, None] <= 1.25 * highest)
        nobody = ~can.any(axis=1)
        can[nobody] = True
        running = np.cumsum(weights * can, axis=1)
        category = (running < (luck[here, 1] * running[:, -1])[:, None]).sum(axis=1)
        category = np.minimum(category, len(stocked) - 1)
        for number, shelf in enumerate(stocked):
            own = here[category == number]
            product[own] = _from_shelf(shelf, aim[own] / quantity[own], last[own], luck[own, 2])
    # As many as the money aimed at pays for: orders of dozens keep close to their value, single pieces stay single.
    many = quantity > 4
    paid_for = _round_number(aim / catalogue.price[product])
    above = catalogue.price[product] * quantity * 2 < aim
    return product, np.where(many | above, paid_for, quantity)


def _quantities(wishes: Wishes, rows: np.ndarray, luck: np.ndarray) -> np.ndarray:
    quantity = np.empty(len(rows), dtype=np.int64)
    for kind, shares in enumerate(wishes.quantities):
        own = wishes.kind[rows] == kind
        amounts = np.array(list(shares))
        running = np.cumsum(list(shares.values()))
        quantity[own] = amounts[np.minimum(np.searchsorted(running, luck[own], side="right"), len(amounts) - 1)]
    return quantity


def _round_number(pieces: np.ndarray) -> np.ndarray:
    """Quantities as people order them: even numbers from 10 on, fives from 20, tens from 50; at least one."""
    step = np.select([pieces >= 50, pieces >= 20, pieces >= 10], [10, 5, 2], default=1)
    return np.maximum(np.rint(pieces / step) * step, 1).astype(np.int64)


def _from_shelf(shelf: _Shelf, each: np.ndarray, last: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """A product by popularity from the band of prices around `each`; the nearest price where the band is empty."""
    low = np.where(last, LAST_BAND[0], BAND[0]) * each
    high = np.where(last, LAST_BAND[1], BAND[1]) * each
    first = np.searchsorted(shelf.prices, low, side="left")
    beyond = np.searchsorted(shelf.prices, high, side="right")
    drawn = shelf.running[first] + luck * (shelf.running[beyond] - shelf.running[first])
    within = np.clip(np.searchsorted(shelf.running, drawn, side="right") - 1, first, beyond - 1)
    above = np.clip(np.searchsorted(shelf.prices, each), 0, len(shelf.prices) - 1)
    below = np.maximum(above - 1, 0)
    nearest = np.where(each - shelf.prices[below] < shelf.prices[above] - each, below, above)
    return shelf.products[np.where(beyond > first, within, nearest)]


def _tidy(
    order: np.ndarray, product: np.ndarray, quantity: np.ndarray, reduction: np.ndarray, catalogue: Catalogue
) -> Lines:
    """Put lines in order, one line for each product of an order, and work out what they cost."""
    key = order * len(catalogue.price) + product
    kept, first, where = np.unique(key, return_index=True, return_inverse=True)
    total = np.bincount(where, weights=quantity).astype(np.int64)
    # Lines keep the order they were chosen in, which `first` remembers.
    sequence = np.lexsort((first, kept // len(catalogue.price)))
    kept, total = kept[sequence], total[sequence]
    order, product = np.divmod(kept, len(catalogue.price))
    starts = np.searchsorted(order, order)
    price = catalogue.price[product]
    discount = np.rint(total * price * reduction[order] / 100).astype(np.int64)
    return Lines(
        order=order,
        number=np.arange(len(order)) - starts + 1,
        product=product,
        quantity=total,
        price=price,
        discount=discount,
        amount=total * price - discount,
    )
