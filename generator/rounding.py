"""Amounts as people and reports give them: with a few figures that count, and zeros behind."""

from __future__ import annotations

import numpy as np

_POWERS = 10 ** np.arange(19, dtype=np.int64)


def step_for(amount: np.ndarray, figures: int) -> np.ndarray:
    """The power of ten of which an amount is a whole multiple when it has so many significant figures.

    Found by comparing and not by a logarithm, whose last bit differs from processor to processor.

    Args:
        amount: not negative, below 10**18; any shape.

    Returns:
        1 or more; int64, of the same shape.
    """
    digits = np.searchsorted(_POWERS, amount, side="right")
    return _POWERS[np.maximum(digits - figures, 0)]
