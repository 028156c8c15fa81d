"""Colours that survive grey printing and colour blindness, and tiles that add up."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb

from customer_value.figures.style import PALETTE, QUIET, SEQUENTIAL, TEXT, contrast, ink_on, lightness
from customer_value.figures.tiers.treemap import squarify

BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""How linear RGB is seen with each form, after Machado, Oliveira and Fernandes (2009), at full severity."""

TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def lab(color, blindness=None) -> np.ndarray:
    """A colour in CIELAB, as seen with a form of colour blindness."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    if blindness:
        linear = np.clip(np.array(BLINDNESS[blindness]) @ linear, 0, 1)
    scaled = TO_XYZ @ linear / WHITE
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_each_colour_is_a_clear_step_lighter_than_the_last():
    steps = [lightness(color) for color in PALETTE]
    assert all(later - earlier >= 12 for earlier, later in pairwise(steps)), steps


@pytest.mark.parametrize("blindness", [None, *BLINDNESS])
def test_no_two_colours_look_alike(blindness):
    for one, other in combinations(PALETTE, 2):
        assert np.linalg.norm(lab(one, blindness) - lab(other, blindness)) > 15, (one, other)


def test_the_scale_gets_darker_all_the_way():
    steps = [lightness(SEQUENTIAL(place)) for place in np.linspace(0, 1, 33)]
    assert all(earlier > later for earlier, later in pairwise(steps))
    assert steps[0] - steps[-1] > 70


def test_quiet_text_reads_on_white():
    assert contrast(QUIET, "white") >= 4.5
    assert contrast(TEXT, "white") >= 7


@pytest.mark.parametrize("place", np.linspace(0, 1, 21))
def test_text_reads_on_every_shade(place):
    color = SEQUENTIAL(place)
    assert contrast(ink_on(color), color) >= 4.5


@given(
    st.lists(st.floats(0.01, 1000), min_size=1, max_size=20),
    st.floats(0.5, 12),
    st.floats(0.5, 12),
)
def test_tiles_fill_the_rectangle_in_proportion(sizes, width, height):
    sizes = sorted(sizes, reverse=True)
    boxes = squarify(sizes, width, height)
    per_unit = width * height / sum(sizes)
    for size, (left, top, across, down) in zip(sizes, boxes, strict=True):
        assert across * down == pytest.approx(size * per_unit, rel=1e-6)
        assert left >= -1e-9 and top >= -1e-9
        assert left + across <= width * (1 + 1e-6) and top + down <= height * (1 + 1e-6)


def test_equal_tiles_are_nearly_square():
    for _, _, across, down in squarify([1.0] * 12, 4, 3):
        assert across / down == pytest.approx(1)
