"""How list prices end: each trade and country has its habits."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil


def list_price(style: str, price: float, minor_digits: int) -> int:
    """The list price nearest to `price` that is written in a style.

    Args:
        style: one of STYLES.
        price: what the price would be before it is made to look like one, in currency units.
        minor_digits: decimals of the currency.

    Returns:
        Minor units, above 0.
    """
    return max(round(STYLES[style](price) * 10**minor_digits), 1)


def _tw(price: float) -> float:
    """Shops in Taiwan: ends in 0 below 200, in 20, 50 or 80 below 1,000, in 80 then, in 800 from 10,000."""
    if price < 200:
        return max(round(price / 10), 1) * 10
    if price < 1000:
        hundreds = int(price // 100) * 100
        return min((hundreds + ending for ending in (-20, 20, 50, 80)), key=lambda nice: abs(nice - price))
    step = 100 if price < 10_000 else 1000
    return round((price + step / 5) / step) * step - step // 5


def _counter(price: float) -> float:
    """Over a counter in Taiwan: multiples of 5."""
    return max(round(price / 5), 1) * 5


def _trade(price: float) -> float:
    """Between companies, and for premiums: two figures that count, as a price list has them."""
    step = 1
    while price >= 100 * step:
        step *= 10
    return max(round(price / step), 1) * step


def _cn(price: float) -> float:
    """Mainland shops on the web: ends in .9 below 30, 4.9 or 9.9 below 100, 9 below 1,000, 99 from there on."""
    if price < 100:
        step = 1 if price < 30 else 5
        return max(round((price + 0.1) / step), 1) * step - 0.1
    step = 10 if price < 1000 else 100
    return max(round((price + 1) / step), 1) * step - 1


def _us(price: float) -> float:
    """Gift shops in the United States: .50 or .99 below 10, .95 below 100, then whole dollars in fives."""
    if price < 10:
        nice = (whole + ending for whole in range(10) for ending in (0.5, 0.99))
    elif price < 100:
        nice = (whole + 0.95 for whole in range(9, 100))
    else:
        return max(ceil(price / 5 - 0.5), 20) * 5
    return min(nice, key=lambda one: abs(one - price))


STYLES: dict[str, Callable[[float], float]] = {
    "tw": _tw,
    "counter": _counter,
    "trade": _trade,
    "cn": _cn,
    "us": _us,
}
"""The styles by name."""
