"""What holds for every figure of the kit: words in the language, nothing cut off, the same bytes, light and dark."""

from __future__ import annotations

import contextlib
import io
import os
import re
import warnings
from collections.abc import Callable, Iterator
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from figure_tables import LANGUAGES
from matplotlib.text import Text as Label
from PIL import Image

from customer_value.figures.picture import Picture
from customer_value.figures.style import DPI

HAIR = 0.01 * DPI
"""Pixels that a text's box, which is wider than its strokes, may reach over the edge: a hundredth of an inch."""


def keep_the_laws(draw: Callable[[str], Picture]) -> dict[str, Picture]:
    """Draw a figure in both languages, hold it to every law, and give the pictures back for more.

    Args:
        draw: takes a language, gives the picture.
    """
    before = plt.get_fignums()
    pictures = {}
    for language in LANGUAGES:
        with warnings.catch_warnings(), others_settings(language):
            warnings.simplefilter("error")
            picture = draw(language)
            assert picture.png.startswith(b"\x89PNG")
        picture.figure.set_dpi(DPI)  # as it was laid out for the image that is shown
        says_its_finding(picture, language)
        cuts_nothing_off(picture)
        keeps_tick_labels_apart(picture)
        has_light_and_dark(picture)
        pictures[language] = picture
    assert plt.get_fignums() == before, "a figure was left open"
    looks_alike(*pictures.values())
    if os.environ.get("HYPOTHESIS_PROFILE") == "thorough":  # takes another drawing of each
        assert draw("zh-Hant").png == pictures["zh-Hant"].png, "matplotlib's settings change the figure"
    return pictures


@contextlib.contextmanager
def others_settings(language: str) -> Iterator[None]:
    """The Chinese figure is drawn where somebody has set matplotlib up otherwise, the English one where nobody has."""
    if language == LANGUAGES[0]:
        yield
        return
    with plt.style.context("dark_background"), plt.rc_context({"font.family": ["serif"], "font.size": 20}):
        yield


def looks_alike(one: Picture, other: Picture) -> None:
    """Nothing of what somebody has set shows: the colours, families and sizes of the text, and the ground, are ours."""
    for what in (Label.get_color, Label.get_fontsize, Label.get_fontweight):
        here, there = ({what(label) for label in texts_of(picture)} for picture in (one, other))
        assert here & there, "matplotlib's settings change the figure"
    serif = [label.get_text() for label in texts_of(other) if label.get_fontfamily() == ["serif"]]
    assert not serif, serif
    assert one.figure.get_facecolor() == other.figure.get_facecolor()
    assert [axes.get_facecolor() for axes in one.figure.axes] == [axes.get_facecolor() for axes in other.figure.axes]


def texts_of(picture: Picture) -> list[Label]:
    """The texts that are seen."""
    return [label for label in picture.figure.findobj(Label) if label.get_visible() and label.get_text().strip()]


def says_its_finding(picture: Picture, language: str) -> None:
    """The title is in the language and opens the text alternative, which holds numbers."""
    title = picture.figure.texts[0].get_text().replace("\n", " " if language == "en" else "")
    assert title
    assert picture.alt.replace(" ", "").startswith(title.replace(" ", ""))
    assert re.search(r"\d", picture.alt)
    assert not re.search(r"[{}]|\bnan\b", picture.alt)
    assert bool(re.search("[的，：、。]", picture.alt)) == (language == "zh-Hant")


def cuts_nothing_off(picture: Picture) -> None:
    """Every text lies within the figure."""
    renderer = picture.figure.canvas.get_renderer()
    edge = picture.figure.bbox
    for label in picture.figure.findobj(Label):
        if label.get_visible() and label.get_text().strip():
            box = label.get_window_extent(renderer)
            assert box.x0 >= edge.x0 - HAIR and box.x1 <= edge.x1 + HAIR, label.get_text()
            assert box.y0 >= edge.y0 - HAIR and box.y1 <= edge.y1 + HAIR, label.get_text()


def keeps_tick_labels_apart(picture: Picture) -> None:
    """No two labels along an axis overlap."""
    renderer = picture.figure.canvas.get_renderer()
    for axes in picture.figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            labels = [label for label in axis.get_ticklabels() if label.get_text() and label.get_rotation() == 0]
            boxes = [label.get_window_extent(renderer) for label in labels]
            for one, other in pairwise(boxes):
                assert not one.overlaps(other), [label.get_text() for label in labels]


def has_light_and_dark(picture: Picture) -> None:
    """In grey something dark is left on something light."""
    grey = np.asarray(Image.open(io.BytesIO(picture.png)).convert("L"))
    assert grey.min() < 70
    assert grey.max() > 245
