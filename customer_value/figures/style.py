"""How every figure looks: fonts, colours, the place of title and note.

Colours are told apart in three ways at once: by hue, by lightness (so that a grey print and every common form of
colour blindness keep them apart) and, where it matters, by position, shape or a label.
"""

from __future__ import annotations

import math
from contextlib import AbstractContextManager
from typing import Any

import seaborn as sns
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure

from customer_value import fonts, words

PALETTE = ("#14304f", "#b03f28", "#2b9a93", "#e3a13a", "#ead9b0")
"""Night blue, rust, teal, amber, sand: from dark to light, each a clear step in lightness from the next."""

INK, RUST, TEAL, AMBER, SAND = PALETTE
TEXT = "#22303f"
QUIET = "#5d6873"
"""For notes and tick labels: 5.7 to 1 against white."""
LINE = "#d9dde1"
MIST = "#eef1f4"
PALE = "#9db4c4"
"""For what is there to compare with; what matters is drawn in INK over or beside it."""

SEQUENTIAL = LinearSegmentedColormap.from_list(
    "customer value", ["#f6f2e9", "#b9d7cd", "#4c9c9a", "#1e5f7d", "#14304f"]
)
"""From light (little) to dark (much), steadily darker all the way."""

WIDTH = 8.0
"""Inches; with DPI this fills the column of a notebook on a laptop."""

MARGIN = 0.1
"""Inches left free on both sides."""

DPI = 192
"""Twice the 96 dots per inch that a browser counts with, so that figures are sharp on every screen."""

TITLE_SIZE, LABEL_SIZE, NOTE_SIZE = 13.0, 10.0, 8.5

SETTINGS = {
    "font.size": LABEL_SIZE,
    "axes.unicode_minus": True,
    "axes.titlesize": LABEL_SIZE + 1.5,
    "axes.titlelocation": "left",
    "axes.titlepad": 9,
    "axes.titlecolor": TEXT,
    "axes.labelsize": LABEL_SIZE,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": LINE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "text.color": TEXT,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": QUIET,
    "ytick.labelcolor": QUIET,
    "xtick.labelsize": LABEL_SIZE - 0.5,
    "ytick.labelsize": LABEL_SIZE - 0.5,
    "ytick.left": False,
    "legend.frameon": False,
    "legend.fontsize": LABEL_SIZE - 0.5,
    "figure.figsize": (WIDTH, 4.2),
    "figure.dpi": 96,
    "figure.facecolor": "white",
    "figure.autolayout": True,
    "savefig.dpi": DPI,
    "lines.linewidth": 2.0,
    "patch.linewidth": 0.0,
}
"""Matplotlib's settings for the course, over seaborn's white grid; the fonts are the notebook's language's."""


def style() -> None:
    """Set the course's style for every figure drawn after this; importing `customer_value.figures` does it once.

    Call it again after something else (another theme, a plot library) has changed matplotlib's settings.
    """
    fonts.register()
    sns.set_theme(style="whitegrid", palette=list(PALETTE[:4]), rc=SETTINGS | {"font.family": list(fonts.families())})


def styled() -> AbstractContextManager[None]:
    """A context to draw a figure of the kit in: the course's style, and dollar signs that are never mathematics."""
    fonts.register()
    base = sns.axes_style("whitegrid") | sns.plotting_context("notebook")
    own = {"font.family": list(fonts.families()), "text.parse_math": False, "figure.autolayout": False}
    return rc_context(base | SETTINGS | own)


def luminance(color: Any) -> float:
    """The relative luminance of a colour, 0 (black) to 1 (white), as WCAG defines it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def lightness(color: Any) -> float:
    """The CIE lightness L* of a colour, 0 (black) to 100 (white): what is left of it in a grey print."""
    light = luminance(color)
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def contrast(one: Any, other: Any) -> float:
    """The contrast of two colours, 1 to 21; text needs 4.5."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(color: Any) -> str:
    """A text colour that reads well on a background: the usual one, white or black."""
    return next((ink for ink in (TEXT, "white") if contrast(ink, color) >= 4.5), "black")


def canvas(height: float, title: str, note: str = "", width: float = WIDTH) -> Figure:
    """An empty figure with a title that says the finding, and a note on what it counts.

    The rest of the figure is laid out between the two. It belongs to no plotting state, so nothing shows it by itself
    and nothing has to close it.

    Args:
        height: of the whole figure, in inches.
        title: wrapped to the figure's width.
        note: what was counted, of how many, at which date; small, at the bottom.
        width: of the whole figure, in inches.
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    head = figure.text(MARGIN / width, 1 - 0.1 / height, "", size=TITLE_SIZE, va="top", color=TEXT, linespacing=1.15)
    foot = figure.text(MARGIN / width, 0.08 / height, "", size=NOTE_SIZE, va="bottom", color=QUIET, linespacing=1.2)
    for element in (head, foot):
        element.set_in_layout(False)
    set_words(figure, title, note)
    title, note = head.get_text(), foot.get_text()
    above = 0.1 + 1.3 * TITLE_SIZE / 72 * (title.count("\n") + 1) + 0.12 if title else 0.05
    below = 0.08 + 1.35 * NOTE_SIZE / 72 * (note.count("\n") + 1) + 0.06 if note else 0.05
    figure.get_layout_engine().set(
        rect=(MARGIN / width, below / height, 1 - 2 * MARGIN / width, 1 - (above + below) / height),
        w_pad=0.02,
        h_pad=0.02,
        wspace=0.05,
    )
    return figure


def set_words(figure: Figure, title: str, note: str) -> None:
    """Write the title and the note of a `canvas`, wrapped to its width."""
    room = (figure.get_size_inches()[0] - 2 * MARGIN) * 72
    head, foot = figure.texts[:2]
    head.set_text(words.wrap(title, room / _em(TITLE_SIZE)))
    foot.set_text(words.wrap(note, room / _em(NOTE_SIZE)))


def _em(size: float) -> float:
    """Points that a Chinese character of a size is wide in the image, where it takes whole pixels."""
    return math.ceil(size * DPI / 72) * 72 / DPI


def bare(axes: Axes) -> None:
    """Take frame, grid and ticks away, for a drawing that is no plot of values against an axis."""
    axes.grid(visible=False)
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)
