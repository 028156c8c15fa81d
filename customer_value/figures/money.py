"""What figures of costs and returns share: round ticks in money, percent and people; names."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator

from customer_value import words
from customer_value.messages import catalogue


def money_axis(axis: Axis, currency: str | None, language: str | None, *, steps: int = 6) -> None:
    """Round amounts along an axis, written as short as they can be: "NT$1.5m", "NT$150 萬"."""
    round_ticks(axis, lambda amount: words.short_money(amount, currency, language), steps, whole=True)


def percent_axis(axis: Axis, language: str | None, *, steps: int = 6) -> None:
    """Round percentages along an axis, with a decimal where the steps need one."""
    low, high = axis.get_view_interval()
    digits = 0 if high - low > 0.04 else 1
    round_ticks(axis, lambda share: words.percent(share, digits, language), steps)


def round_ticks(axis: Axis, in_words: Callable[[float], str], steps: int = 6, *, whole: bool = False) -> None:
    """About so many round ticks with labels, within the limits of the axis, which have to be set before."""
    low, high = axis.get_view_interval()
    places = MaxNLocator(steps, steps=[1, 2, 2.5, 5, 10], integer=whole).tick_values(low, high)
    inside = [float(place) for place in places if low <= place <= high and (not whole or place == round(place))]
    axis.set_ticks(inside, [in_words(place) for place in inside])


def count(people: float, language: str | None) -> str:
    """People as a number: expected ones with one decimal, unless it is 0."""
    whole = words.missing(people) or abs(people - round(people)) < 0.05
    return words.number(people, 0 if whole else 1, language)


def named(place: str, word: object, language: str | None) -> str:
    """The name of a word of the ledger, such as a kind of cost, from the messages; one of your own stays as it is."""
    found = catalogue("customer_value").get(f"{place}.{word}")
    return str(word) if found is None else found.get(language)
