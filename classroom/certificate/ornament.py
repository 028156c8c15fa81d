"""The lines around a certificate: woven bands and a rosette, as engravers draw them, each made of sine waves.

All of it are arrays of points, so that the page and the PDF show the same.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

WIDTH, HEIGHT = 297.0, 210.0
"""Of the sheet, A4 across, in millimetres: what everything here is measured in, from the lower left corner."""

MARGIN, BAND = 9.0, 9.0
"""From the edge of the sheet to the band around it, and the band's width."""

STRANDS = 5
"""Lines that a band is woven of."""


def strands(width: float = WIDTH, height: float = HEIGHT) -> Iterator[np.ndarray]:
    """The lines of the band around a sheet: each closed, as an array of points (x, y) in millimetres.

    A line swings around the middle of the band; along each side it makes a whole number of waves, so that all of them
    meet in the corners.
    """
    left, low = MARGIN + BAND / 2, MARGIN + BAND / 2
    across, up = width - 2 * left, height - 2 * low
    waves = {across: round(across / 7.5), up: round(up / 7.5)}
    for number in range(STRANDS):
        for direction in (1, -1):
            parts = []
            for length, at, along, out in (
                (across, (left, low), (1, 0), (0, -1)),
                (up, (left + across, low), (0, 1), (1, 0)),
                (across, (left + across, low + up), (-1, 0), (0, 1)),
                (up, (left, low + up), (0, -1), (-1, 0)),
            ):
                share = np.linspace(0, 1, waves[length] * 12 + 1)[:, None]
                swing = direction * np.sin(2 * np.pi * (waves[length] * share + number / STRANDS / 2))
                fade = np.minimum(1, length / 12 * np.minimum(share, 1 - share))  # to its middle in each corner
                offset = 0.42 * BAND * swing * fade
                parts.append(np.array(at) + share * length * np.array(along) + offset * np.array(out))
            yield np.concatenate(parts)


def corners(width: float = WIDTH, height: float = HEIGHT) -> Iterator[np.ndarray]:
    """The lines of four small rosettes, in whose middles the lines of the band meet."""
    inset = MARGIN + BAND / 2
    for x in (inset, width - inset):
        for y in (inset, height - inset):
            yield from rosette(x, y, BAND / 2, 180)


def rosette(x: float, y: float, radius: float, steps: int = 720) -> Iterator[np.ndarray]:
    """The lines of a rosette, each closed, as arrays of points (x, y).

    Args:
        x, y: its middle.
        radius: of the outermost point.
        steps: of which each line is made.
    """
    turn = np.linspace(0, 2 * np.pi, steps + 1)
    for petals, inner, outer, lines in ((12, 0.70, 1.0, 4), (9, 0.42, 0.74, 3)):
        middle, swing = (inner + outer) / 2, (outer - inner) / 2
        for number in range(lines):
            away = radius * (middle + swing * np.sin(petals * turn + 2 * np.pi * number / lines))
            yield np.stack([x + away * np.cos(turn), y + away * np.sin(turn)], axis=1)


def frame(inset: float, width: float = WIDTH, height: float = HEIGHT) -> np.ndarray:
    """A rectangle around the sheet, closed, as points (x, y).

    Args:
        inset: how far from the edge, in millimetres.
        width, height: of the sheet.
    """
    right, top = width - inset, height - inset
    return np.array([(inset, inset), (right, inset), (right, top), (inset, top), (inset, inset)])
