"""What the measures on plain numbers share: checked numbers, and a ratio whose empty base is NaN."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any

from customer_value.errors import MeasureError

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


def share(value: Any, name: str) -> float:
    """A share from 0 to 1, checked as `finite` does; 33 for 0.33 is the slip it catches."""
    number = finite(value, name)
    if number < 0 or number > 1:
        raise MeasureError(f"{name} is {value!r}; give a share from 0 to 1, such as 0.35 for 35%.")
    return number
