"""What the measures on plain numbers share: checked numbers, and a ratio whose empty base is NaN."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any

from customer_value.errors import MeasureError
from customer_value.frames import whole_number

NAN = float("nan")


def ratio(part: float, base: float) -> float:
    """`part / base`; NaN where the base is 0 or either is missing: without a base there is no rate."""
    return float(part) / float(base) if base else NAN


def finite(value: Any, name: str, *, least: float = -math.inf, most: float = math.inf) -> float:
    """A number as a float; NaN stays NaN, since a rate without a base may be handed on.

    Args:
        value: a Python or NumPy number.
        name: what to call it in the message.
        least, most: the bounds it has to keep, both allowed.

    Raises:
        MeasureError: it is no number, infinite, or outside its bounds.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise MeasureError(f"{name} is {value!r}; give a number.")
    number = float(value)
    if math.isinf(number) or number < least or number > most:
        bounds = [f"at least {least:g}"] * (least > -math.inf) + [f"at most {most:g}"] * (most < math.inf)
        raise MeasureError(f"{name} is {value!r}; give a number{' of ' * bool(bounds)}{' and '.join(bounds)}.")
    return number


def not_nan(number: float, name: str) -> float:
    """A checked number, which may not be missing: a comparison with NaN would decide, and say nothing.

    Raises:
        MeasureError: it is NaN.
    """
    if math.isnan(number):
        raise MeasureError(f"{name} is nan; give a number.")
    return number


def checked_seed(value: Any) -> int:
    """The seed of a method that starts at random.

    Raises:
        MeasureError: it is no whole number from 0 to 4294967295.
    """
    seed = whole_number(value)
    if seed is None or not 0 <= seed < 2**32:
        raise MeasureError(f"seed is {value!r}; give a whole number of at least 0.")
    return seed


def share(value: Any, name: str) -> float:
    """A share from 0 to 1, checked as `finite` does; 33 for 0.33 is the slip it catches."""
    number = finite(value, name)
    if number < 0 or number > 1:
        raise MeasureError(f"{name} is {value!r}; give a share from 0 to 1, such as 0.35 for 35%.")
    return number
