"""A figure that a notebook shows as an image with a text alternative."""

from __future__ import annotations

import base64
import html
import io
import re
from functools import cached_property
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, FigureBase
from matplotlib.text import Text as Label
from PIL import Image

from customer_value.figures.style import DPI, TITLE_SIZE

MONEY = re.compile(r"(?:[A-Z]\$|\$\s?\d)")
"""A dollar sign that is money, not mathematics."""


class Picture:
    """A finished figure with its text alternative; as the last line of a cell it shows itself, once.

    Attributes:
        figure: the matplotlib figure.
        alt: what the figure shows, in words and numbers, for whoever cannot see it.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        self.figure = figure
        self.alt = alt

    @cached_property
    def png(self) -> bytes:
        """The figure as a PNG file at twice a browser's resolution; the same figure gives the same bytes."""
        return draw_png(self.figure, DPI)

    def img(self, css_class: str = "kit-figure", png: bytes | None = None) -> str:
        """The figure as an HTML element with its text alternative, as wide as it was drawn or as there is room."""
        data = base64.b64encode(self.png if png is None else png).decode("ascii")
        width = round(self.figure.get_size_inches()[0] * 96)
        return (
            f'<img class="{css_class}" src="data:image/png;base64,{data}" alt="{html.escape(self.alt)}" '
            f'width="{width}" style="max-width: 100%; height: auto;">'
        )

    def save(self, path: Path | str) -> None:
        """Write the figure to a file; its ending says the format (.png, .svg, .pdf)."""
        self.figure.savefig(path, dpi=DPI)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.img(), "text/plain": self.alt}

    def __repr__(self) -> str:
        return self.alt


def draw_png(figure: Figure, dpi: float) -> bytes:
    """Draw a figure once and pack it; `savefig` would draw it twice, which a slider feels."""
    before = figure.dpi
    figure.set_dpi(dpi)
    try:
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        stream = io.BytesIO()
        Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(stream, "PNG", compress_level=4)
    finally:
        figure.set_dpi(before)
    return stream.getvalue()


def show(drawn: Axes | Figure | object, *, alt: str, title: str = "") -> Picture:
    """Give a figure drawn with seaborn or matplotlib a text alternative, and a title on the left if wanted.

    As the last line of a cell it replaces the figure that the notebook would have shown.

    Args:
        drawn: the axes that a seaborn function returned, a figure, or a seaborn grid (anything with `.figure`).
        alt: what the figure shows, in words and numbers.
        title: the finding in one line.

    Raises:
        TypeError: `drawn` is nothing that holds a figure.
    """
    figure = drawn if isinstance(drawn, FigureBase) else getattr(drawn, "figure", None)
    if not isinstance(figure, FigureBase):
        raise TypeError(f"figures.show needs axes or a figure; this is {type(drawn).__name__}.")
    figure = figure.get_figure(root=True)
    if title:
        axes = drawn if isinstance(drawn, Axes) else None
        if axes is not None and len(figure.axes) == 1:
            axes.set_title(title, loc="left", fontsize=TITLE_SIZE, pad=12)
        else:
            figure.suptitle(title, x=0.01, ha="left", fontsize=TITLE_SIZE)
    for label in figure.findobj(Label):
        if MONEY.search(label.get_text()):
            label.set_parse_math(False)
    picture = Picture(figure, alt)
    plt.close(figure)
    return picture
