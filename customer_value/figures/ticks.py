"""Ticks that are round and stay between the ends of an axis."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator

from customer_value import words

STEPS = (1, 2, 2.5, 5, 10)


def round_places(low: float, high: float, most: int = 6, *, whole: bool = False) -> list[float]:
    """Up to about `most` + 1 round values from `low` to `high`, whole numbers only where asked for."""
    found = MaxNLocator(most, steps=STEPS, integer=whole).tick_values(low, high)
    slack = (high - low) * 1e-9
    return [float(tick) for tick in found if low - slack <= tick <= high + slack and (not whole or tick == round(tick))]


def round_ticks(axis: Axis, in_words: Callable[[float], str], most: int = 6, *, whole: bool = False) -> None:
    """About so many round ticks with labels, within the limits of the axis, which have to be set before."""
    places = round_places(*axis.get_view_interval(), most, whole=whole)
    axis.set_ticks(places, [in_words(place) for place in places])


def money_axis(axis: Axis, currency: str | None, language: str | None, *, steps: int = 6) -> None:
    """Round amounts along an axis, written as short as they can be: "NT$1.5m", "NT$150 萬"."""
    round_ticks(axis, lambda amount: words.short_money(amount, currency, language), steps, whole=True)


def percent_axis(axis: Axis, language: str | None, *, steps: int = 6) -> None:
    """Round percentages along an axis, with a decimal where the steps need one."""
    low, high = axis.get_view_interval()
    digits = 0 if high - low > 0.04 else 1
    round_ticks(axis, lambda share: words.percent(share, digits, language), steps)


def inner_ticks(axes: Axes, *sides: str) -> None:
    """Keep only the ticks between the limits, which have to be final: a label beyond them may leave the figure.

    Args:
        axes: the axes.
        sides: "x", "y" or both.
    """
    for side in sides:
        low, high = sorted(getattr(axes, f"get_{side}lim")())
        inside = [tick for tick in getattr(axes, f"get_{side}ticks")() if low <= tick <= high]
        getattr(axes, f"set_{side}ticks")(inside)
