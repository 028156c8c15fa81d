"""Names beside the points of a scatter plot, each where it covers neither a point nor another name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from matplotlib.axes import Axes

from customer_value import words
from customer_value.figures.style import LABEL_SIZE, TEXT

Box = tuple[float, float, float, float]
Spot = tuple[float, float]

SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a name may stand beside its point: right first, then left, above, below and the corners."""


def name_points(
    axes: Axes,
    points: Sequence[tuple[float, float]],
    names: Sequence[str],
    *,
    strong: Sequence[bool] | None = None,
    gap: float = 8.0,
    taken: Sequence[Spot] = (),
    lines: Sequence[tuple[Spot, Spot]] = (),
) -> None:
    """Write a name beside every point; everything else has to be there, as the layout is settled here.

    Args:
        axes: where the points are drawn.
        points: their places, in data.
        names: what to write; may have several lines.
        strong: for each, whether its name stands out; all alike when None.
        gap: from the middle of a point to its name, in points.
        taken: further places that no name may cover.
        lines: straight lines, by their ends, that a name had better not cross.
    """
    figure = axes.get_figure(root=True)
    figure.get_layout_engine().execute(figure)  # it decides how many points a unit of the data is
    figure.set_layout_engine("none")  # once is enough: a slider feels the second time
    unit = figure.dpi / 72
    frame = axes.get_window_extent()
    spots = [tuple(value / unit for value in axes.transData.transform(point)) for point in points]
    others = [tuple(value / unit for value in axes.transData.transform(point)) for point in taken]
    edge = (frame.x0 / unit, frame.y0 / unit, frame.x1 / unit, frame.y1 / unit)
    marks = [_around(spot, gap * 0.7) for spot in (*spots, *others)]
    along = [_around(spot, 2.5) for line in lines for spot in _along(axes, line, unit)]
    boxes: list[Box] = []
    # far from the middle first: those have the fewest ways out
    order = sorted(range(len(spots)), key=lambda one: -abs(spots[one][0] - (edge[0] + edge[2]) / 2))
    for place in order:
        lines = names[place].split("\n")
        size = max(words.width(line) for line in lines) * LABEL_SIZE * 1.02, len(lines) * LABEL_SIZE * 1.22
        tries = [_beside(spots[place], side, size, gap) for side in SIDES]
        near = [mark for number, mark in enumerate(marks) if number != place]
        best = min(range(len(tries)), key=lambda one: (_cost(tries[one], near + boxes, along, edge), one))
        boxes.append(tries[best])
        side = SIDES[best]
        axes.annotate(
            names[place],
            points[place],
            xytext=_offset(side, gap),
            textcoords="offset points",
            ha=("right", "center", "left")[side[0] + 1],
            va=("top", "center", "bottom")[side[1] + 1],
            size=LABEL_SIZE + (1.0 if strong is not None and strong[place] else 0.0),
            color=TEXT,
            linespacing=1.1,
            zorder=6,
        ).set_in_layout(False)


def _offset(side: tuple[int, int], gap: float) -> tuple[float, float]:
    shrink = 0.75 if side[0] and side[1] else 1.0
    return side[0] * gap * shrink, side[1] * gap * shrink


def _beside(spot: tuple[float, ...], side: tuple[int, int], size: tuple[float, float], gap: float) -> Box:
    x, y = (one + step for one, step in zip(spot, _offset(side, gap), strict=True))
    left = x - size[0] * (1 - side[0]) / 2
    low = y - size[1] * (1 - side[1]) / 2
    return left, low, left + size[0], low + size[1]


def _around(spot: tuple[float, ...], reach: float) -> Box:
    return spot[0] - reach, spot[1] - reach, spot[0] + reach, spot[1] + reach


def _along(axes: Axes, line: tuple[Spot, Spot], unit: float) -> list[tuple[float, ...]]:
    """Places on a line, close to one another."""
    (x0, y0), (x1, y1) = (axes.transData.transform(end) / unit for end in line)
    steps = max(int(max(abs(x1 - x0), abs(y1 - y0)) / 5), 1)
    return [(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(steps + 1)]


def _cost(box: Box, others: Sequence[Box], along: Sequence[Box], edge: Box) -> float:
    """The area that a box shares with others, a third of that with lines, and ten times what of it lies outside."""
    shared = sum(_overlap(box, other) for other in others) + sum(_overlap(box, other) for other in along) / 3
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return shared + 10 * (whole - _overlap(box, edge))


def _overlap(one: Box, other: Box) -> float:
    wide, high = (min(one[2 + side], other[2 + side]) - max(one[side], other[side]) for side in (0, 1))
    return max(wide, 0.0) * max(high, 0.0)


def spread_apart(heights: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Heights for labels that are at least so far apart, each as near to its own height as that allows.

    Args:
        heights: where the labels would like to stand.
        least: the smallest distance between two.
        low, high: between what bounds they stay.
    """
    order = sorted(range(len(heights)), key=lambda one: heights[one])
    least = min(least, (high - low) / max(len(heights) - 1, 1))
    placed = [min(max(heights[one], low), high) for one in order]
    for _, place in product(range(len(placed)), range(1, len(placed))):
        short = least - (placed[place] - placed[place - 1])
        if short > 1e-9:
            placed[place - 1] -= short / 2
            placed[place] += short / 2
    shift = max(low - placed[0], 0.0) if placed else 0.0
    placed = [one + shift for one in placed]
    shift = max(placed[-1] - high, 0.0) if placed else 0.0
    answer = [0.0] * len(placed)
    for place, one in enumerate(order):
        answer[one] = placed[place] - shift
    return answer
