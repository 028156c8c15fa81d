"""What is in an order: products, quantities and reductions whose sum comes close to the value aimed at.

Lines are filled one after the other. A line takes a share of what is still open, a category that has something at such
a price, and there a product drawn by popularity from a band of prices around the share. The last line takes what is
open, from a narrower band. The order's value is then whatever its lines add up to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generator.draw import pick_key
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


CHUNK = 16_384
"""Orders filled at a time, so that what a chunk needs stays in the processor's cache. Their number changes nothing."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What each order is to be like; arrays of shape (orders,) unless said.

    Attributes:
        target: the value aimed at, after reductions, in minor units.
        lines: how many lines it is to have at most.
        reduction: percent off every line.
        day: index of the day.
        taste: how often each category is bought by customers of each taste; shape (tastes, categories), any scale.
        tasted: index into `taste`.
        quantities: for each kind of customer, the quantities a line may have and their shares.
        kind: index into `quantities`.
    """

    target: np.ndarray
    lines: np.ndarray
    reduction: np.ndarray
    day: np.ndarray
    taste: np.ndarray
    tasted: np.ndarray
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

    @cached_property
    def starts(self) -> np.ndarray:
        """Where each order's lines begin; shape (orders,)."""
        return np.flatnonzero(self.number == 1)

    @cached_property
    def totals(self) -> np.ndarray:
        """What each order comes to, in minor units; int64 of shape (orders,)."""
        return self.by_order(self.amount)

    def by_order(self, values: np.ndarray) -> np.ndarray:
        """Add up what each line comes to, whole numbers of shape (lines,), by order; int64 of shape (orders,)."""
        if not len(values):
            return np.zeros(0, dtype=np.int64)
        return np.add.reduceat(values, self.starts, dtype=np.int64)


def fill_baskets(wishes: Wishes, catalogue: Catalogue, streams: Streams) -> Lines:
    """Choose every order's lines. Each order gets at least one."""
    orders = len(wishes.target)
    shelves = _shelves(catalogue)
    of_parts, of_luck = streams("baskets/parts"), streams("baskets/luck")
    # Filled again for every chunk: fresh memory costs more than the numbers in it.
    parts, luck = np.empty((min(CHUNK, orders), MOST_LINES)), np.empty((min(CHUNK, orders), MOST_LINES, 3))
    found = []
    for first in range(0, max(orders, 1), CHUNK):
        chunk = slice(first, min(first + CHUNK, orders))
        count = chunk.stop - chunk.start
        of_parts.standard_gamma(1.5, out=parts[:count])
        of_luck.random(out=luck[:count])
        found.append(_fill(chunk, wishes, shelves, parts[:count], luck[:count]))
    order, number, product, quantity = (np.concatenate(column) for column in zip(*found, strict=True))
    price = catalogue.price[product]
    full = quantity * price
    discount = np.rint(full * wishes.reduction[order] / 100).astype(np.int64)
    return Lines(
        order=order,
        number=number,
        product=product,
        quantity=quantity,
        price=price,
        discount=discount,
        amount=full - discount,
    )


@dataclass(frozen=True, kw_only=True)
class _Shelves:
    """What is on sale. A shelf holds a category's products from one launch to the next, by price.

    The shelves stand in one long row, those of the first launch first, each `width` places long; what is left of it
    stays empty at its end. A place is an index into that row.

    Attributes:
        days: the first day of each launch; shape (launches,).
        least, most: what a piece may cost so that a shelf has something near; shape (categories, launches).
        cheapest: the lowest price there is; shape (launches,).
        stocked: whether a shelf holds anything; shape (categories, launches).
        shelf: the shelf of a category, or the next that holds anything; shape (launches, categories).
        size: how many products each shelf holds; shape (shelves,).
        width: one less than a power of two.
        product: index of the product at each place; -1 for none.
        price: its price in minor units; infinite for none.
        running: popularity of what stands before it on the shelf; infinite for none.
        total: the same with the product itself.
    """

    days: np.ndarray
    least: np.ndarray
    most: np.ndarray
    cheapest: np.ndarray
    stocked: np.ndarray
    shelf: np.ndarray
    size: np.ndarray
    width: int
    product: np.ndarray
    price: np.ndarray
    running: np.ndarray
    total: np.ndarray

    def last(self, values: np.ndarray, compare: np.ufunc, shelf: np.ndarray, limit: np.ndarray) -> np.ndarray:
        """The last place on each shelf whose value is less than a limit; the place before the shelf if none is.

        Args:
            values: what rises along a shelf, `price` or `running`.
            compare: np.less, or np.less_equal for not more than the limit.
        """
        place = shelf * self.width - 1
        stride = self.width + 1
        while (stride := stride // 2) > 0:
            place += stride * compare(values.take(place + stride), limit)
        return place


def _shelves(catalogue: Catalogue) -> _Shelves:
    days = [-(10**6), *sorted({int(day) for day in catalogue.launched if day >= 0})]
    categories = int(catalogue.category.max()) + 1
    rows = []
    for day in days:
        on_sale = catalogue.launched <= max(day, 0)
        for category in range(categories):
            products = np.flatnonzero(on_sale & (catalogue.category == category))
            rows.append(products[np.argsort(catalogue.price[products], kind="stable")])
    size = np.array([len(row) for row in rows])
    width = 2 ** int(size.max()).bit_length() - 1
    product = np.full((len(rows), width), -1)
    price, running, total = (np.full((len(rows), width), np.inf) for _ in range(3))
    for number, row in enumerate(rows):
        here = slice(0, len(row))
        product[number, here] = row
        price[number, here] = catalogue.price[row]
        total[number, here] = np.cumsum(catalogue.popularity[row])
        running[number, here] = np.concatenate([[0.0], total[number, here]])[:-1]

    shape = (len(days), categories)
    stocked = (size > 0).reshape(shape)
    lowest = price[:, 0].reshape(shape)
    highest = np.where(stocked, price[np.arange(len(rows)), size - 1].reshape(shape), -np.inf)
    # From the last category to the first: the shelf itself, or where it is empty the one found before.
    shelf = np.arange(len(rows)).reshape(shape)
    following = shelf[np.arange(len(days)), [np.flatnonzero(row)[-1] for row in stocked]]
    for category in reversed(range(categories)):
        following = np.where(stocked[:, category], shelf[:, category], following)
        shelf[:, category] = following
    return _Shelves(
        days=np.array(days),
        least=np.ascontiguousarray(0.85 * lowest.T),
        most=np.ascontiguousarray(1.25 * highest.T),
        cheapest=lowest.min(axis=1),
        stocked=stocked.T,
        shelf=shelf,
        size=size,
        width=width,
        product=product.ravel(),
        price=price.ravel(),
        running=running.ravel(),
        total=total.ravel(),
    )


def _fill(
    chunk: slice, wishes: Wishes, shelves: _Shelves, parts: np.ndarray, luck: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Order, number, product and quantity of every line of some orders.

    Args:
        parts: how an order's value is shared out among its lines, any scale; shape (orders, MOST_LINES).
        luck: uniform; shape (orders, MOST_LINES, 3).
    """
    wanted = wishes.lines[chunk]
    orders, most = len(wanted), int(wanted.max(initial=1))
    open_value = wishes.target[chunk] / (1 - wishes.reduction[chunk] / 100)
    share = np.ascontiguousarray(parts[:, :most].T)
    share *= np.arange(most)[:, None] < wanted
    later = share.copy()
    for line in reversed(range(most - 1)):
        later[line] += later[line + 1]
    chance = luck.reshape(orders * MOST_LINES, 3)
    taste = np.ascontiguousarray(wishes.taste.T)
    launch = np.searchsorted(shelves.days, wishes.day[chunk], side="right") - 1
    worth_it = WORTH_IT * shelves.price.min()

    product = np.full((most, orders), -1, dtype=np.int32)
    quantity = np.zeros((most, orders), dtype=np.int32)
    rows = np.arange(orders)
    for number in range(most):
        if number:
            rows = rows[(wanted[rows] > number) & (open_value[rows] >= worth_it)]
        still_open = open_value[rows]
        aim = still_open * share[number][rows] / later[number][rows]
        last = still_open - aim < worth_it
        aim = np.where(last, still_open, aim)
        place = chunk.start + rows
        luck_quantity, luck_category, luck_product = chance.take(rows * MOST_LINES + number, axis=0).T
        chosen, pieces = _choose(
            aim,
            last,
            _quantities(wishes, place, luck_quantity),
            launch[rows],
            taste,
            wishes.tasted[place],
            luck_category,
            luck_product,
            shelves,
        )
        item = shelves.product[chosen]
        open_value[rows] = still_open - pieces * shelves.price[chosen]
        # What the order has already is put on that line.
        for line in range(number):
            again = np.flatnonzero(product[line][rows] == item)
            quantity[line, rows[again]] += pieces[again]
            item[again] = -1
        product[number, rows] = item
        quantity[number, rows] = pieces
    counts = (product >= 0).sum(axis=0, dtype=np.int8)
    order = np.repeat(np.arange(chunk.start, chunk.stop, dtype=np.int32), counts)
    number = np.arange(1, len(order) + 1, dtype=np.int32)
    number -= np.repeat(np.cumsum(counts, dtype=np.int32) - counts, counts)
    product, quantity = np.ascontiguousarray(product.T).ravel(), np.ascontiguousarray(quantity.T).ravel()
    there = np.flatnonzero(product >= 0)
    return order, number, product[there], quantity[there]


def _choose(
    aim: np.ndarray,
    last: np.ndarray,
    quantity: np.ndarray,
    launch: np.ndarray,
    taste: np.ndarray,
    tasted: np.ndarray,
    luck_category: np.ndarray,
    luck_product: np.ndarray,
    shelves: _Shelves,
) -> tuple[np.ndarray, np.ndarray]:
    """A place in the row of shelves and a quantity for each line; arrays of shape (lines,) unless said.

    Args:
        aim: what the line is to come to.
        last: whether it takes all that is open.
        quantity: how many pieces were wished for.
        launch: index of the last launch before the order.
        taste: how often each category is bought; shape (categories, tastes).
        tasted: index into the tastes.
    """
    # Fewer pieces where even the cheapest things would cost too much for so many of them.
    several = np.flatnonzero(quantity > 1)
    fits = np.maximum(aim[several] // shelves.cheapest[launch[several]], 1)
    quantity[several] = np.minimum(quantity[several], fits)
    each = aim / quantity
    can = each >= shelves.least.take(launch, axis=1)
    can &= each <= shelves.most.take(launch, axis=1)
    nobody = np.flatnonzero(~can.any(axis=0))
    can[:, nobody] = shelves.stocked[:, launch[nobody]]
    running = np.empty(can.shape)
    for number, weights in enumerate(taste):
        np.multiply(weights.take(tasted), can[number], out=running[number])
        if number:
            running[number] += running[number - 1]
    reached = luck_category * running[-1]
    category = np.zeros(len(aim), dtype=np.int8)
    for total in running:
        category += total < reached
    place = _from_shelf(shelves.shelf[launch, category], each, last, luck_product, shelves)
    # As many as the money aimed at pays for: orders of dozens keep close to their value, single pieces stay single.
    price = shelves.price[place]
    more = np.flatnonzero((quantity > 4) | (price * quantity * 2 < aim))
    quantity[more] = _round_number(aim[more] / price[more])
    return place, quantity


def _quantities(wishes: Wishes, rows: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """How many pieces each line is to have, before prices are looked at."""
    kind = wishes.kind[rows]
    quantity = pick_key(wishes.quantities[0], luck)
    for index, shares in enumerate(wishes.quantities[1:], start=1):
        own = np.flatnonzero(kind == index)
        quantity[own] = pick_key(shares, luck[own])
    return quantity


def _round_number(pieces: np.ndarray) -> np.ndarray:
    """Quantities as people order them: even numbers from 10 on, fives from 20, tens from 50; at least one."""
    step = 1.0 + (pieces >= 10)
    step += 3.0 * (pieces >= 20)
    step += 5.0 * (pieces >= 50)
    return np.maximum(np.rint(pieces / step) * step, 1).astype(np.int64)


def _from_shelf(
    shelf: np.ndarray, each: np.ndarray, last: np.ndarray, luck: np.ndarray, shelves: _Shelves
) -> np.ndarray:
    """A product by popularity from the band of prices around `each`; the nearest price where the band is empty."""
    low = np.where(last, LAST_BAND[0], BAND[0]) * each
    high = np.where(last, LAST_BAND[1], BAND[1]) * each
    first = shelves.last(shelves.price, np.less, shelf, low) + 1
    final = shelves.last(shelves.price, np.less_equal, shelf, high)
    empty = np.flatnonzero(final < first)
    first[empty] = final[empty] = shelf[empty] * shelves.width

    lower = shelves.running.take(first)
    drawn = lower + luck * (shelves.total.take(final) - lower)
    place = np.minimum(shelves.last(shelves.running, np.less_equal, shelf, drawn), final)

    shelf, each = shelf[empty], each[empty]
    begin = shelf * shelves.width
    above = np.minimum(shelves.last(shelves.price, np.less, shelf, each) + 1, begin + shelves.size[shelf] - 1)
    below = np.maximum(above - 1, begin)
    nearer_below = each - shelves.price[below] < shelves.price[above] - each
    place[empty] = np.where(nearer_below, below, above)
    return place
