"""Ticks that stay between the ends of an axis."""

from __future__ import annotations

from matplotlib.axes import Axes


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
