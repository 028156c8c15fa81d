"""Round ticks that lie within an axis, none beyond its ends."""

from __future__ import annotations

from matplotlib.ticker import MaxNLocator

STEPS = (1, 2, 2.5, 5, 10)


def round_ticks(low: float, high: float, most: int, *, integer: bool = False) -> list[float]:
    """Up to about `most` + 1 round values from `low` to `high`."""
    found = MaxNLocator(most, steps=STEPS, integer=integer, min_n_ticks=1).tick_values(low, high)
    slack = (high - low) * 1e-9
    return [float(tick) for tick in found if low - slack <= tick <= high + slack]
