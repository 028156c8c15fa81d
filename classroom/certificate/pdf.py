"""A certificate as a PDF: the sheet, and behind it a page that says how it is checked.

Drawn with the fonts that the kit ships, whose outlines go into the file, so that it looks the same everywhere and its
text can be searched and copied. Equal words give equal bytes, whenever it is made with the same matplotlib.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.certificate.ornament import BAND, HEIGHT, MARGIN, WIDTH, corners, frame, rosette, strands
from classroom.certificate.wording import Line, Words
from classroom.errors import KitError
from customer_value.settings import DERIVED
from customer_value.words import wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, TEXT, QUIET, TEAL, AMBER, PAPER = "#14304f", "#22303f", "#5d6873", "#1f7a74", "#b9862f", "#fdfbf5"

SERIF, MONO = "DejaVu Serif", "DejaVu Sans Mono"
"""Faces that matplotlib ships."""

INCH, POINT = 25.4, 25.4 / 72
"""In millimetres."""

LEFT, RIGHT = 40.0, WIDTH - 40.0
"""Between which the text of a sheet stands."""

PER_LINE = 14
"""Groups of the code in a line."""


class MissingFont(KitError):
    """No font has a character that the certificate needs."""


def pdf(words: Words, date: dt.date) -> bytes:
    """The PDF, without a seal.

    Args:
        words: what stands on it.
        date: the certificate's; the file says that it was made on that day.

    Raises:
        MissingFont: a character is in none of the machine's fonts; the sentence says which, and what to install.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import PdfPages

    families = _families(words)
    out = io.BytesIO()
    with mpl.rc_context(), _quiet_settings():
        about = {
            "Title": f"{words.title}: {words.name}",
            "Author": words.facts[0][1],
            "Keywords": words.code,
            "Creator": words.kit,
            "CreationDate": dt.datetime.combine(date, dt.time(), dt.UTC),
        }
        with PdfPages(out, metadata=about) as pages:
            for draw in (_sheet, _check):
                drawing = _Drawing(families)
                draw(drawing, words)
                pages.savefig(drawing.figure)
    return out.getvalue()


@contextmanager
def _quiet_settings() -> Iterator[None]:
    """Matplotlib as it comes, whatever the machine's own settings are."""
    import matplotlib as mpl

    mpl.rcdefaults()
    mpl.rcParams.update({"pdf.fonttype": 3, "pdf.compression": 9, "text.parse_math": False})
    yield


class _Drawing:
    """A page that is drawn in millimetres from its lower left corner."""

    def __init__(self, families: Sequence[str]) -> None:
        from matplotlib.backends.backend_pdf import FigureCanvasPdf
        from matplotlib.figure import Figure

        self.families = list(families)
        self.figure = Figure(figsize=(WIDTH / INCH, HEIGHT / INCH))
        FigureCanvasPdf(self.figure)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        self.axes.axis("off")

    def paper(self) -> None:
        self.figure.patch.set_facecolor(PAPER)

    def lines(self, found: Iterable, colour: str, width: float, alpha: float = 1.0) -> None:
        from matplotlib.collections import LineCollection

        self.axes.add_collection(LineCollection(list(found), colors=colour, linewidths=width, alpha=alpha))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        colour: str = TEXT,
        align: str = "left",
        face: str = "",
        room: float = RIGHT - LEFT,
    ) -> float:
        """Write one line, smaller where it would need more room; its width in millimetres.

        Args:
            x, y: where it begins, ends or has its middle, on the line that it stands on.
            words: the text.
            size: in points.
            colour: of the letters.
            align: "left", "center" or "right".
            face: a family that comes before the others.
            room: the width that it may take.
        """
        family = [face, *self.families] if face else self.families
        drawn = self.axes.text(x, y, words, size=size, color=colour, ha=align, va="baseline", family=family)
        width = self._width(drawn)
        if width > room:
            drawn.set_size(size * room / width)
            width = room
        return width

    def _width(self, drawn) -> float:
        return drawn.get_window_extent().width / self.figure.dpi * INCH


def _sheet(page: _Drawing, words: Words) -> None:
    serif = SERIF if words.language == "en" else ""
    middle = WIDTH / 2
    page.paper()
    page.lines(strands(), TEAL, 0.45, 0.75)
    page.lines(corners(), AMBER, 0.3)
    page.lines([frame(MARGIN), frame(MARGIN + BAND)], INK, 1.1)
    title = words.title if words.language == "en" else "\u2002".join(words.title)
    page.text(middle, 172, title, 36, colour=INK, align="center", face=serif)
    page.text(middle, 158, words.certifies, 12, colour=QUIET, align="center")
    width = page.text(middle, 144, words.name, 28, colour=INK, align="center", face=serif, room=190)
    half = max(width / 2 + 12, 55)
    page.lines([[(middle - half, 139.5), (middle + half, 139.5)]], AMBER, 1.2)
    page.text(middle, 131, words.done, 12, colour=QUIET, align="center")
    page.text(middle, 120.5, words.course, 19, colour=INK, align="center", face=serif)
    page.text(middle, 112, words.passed, 12, colour=QUIET, align="center")
    page.text(middle, 101, words.results, 10, colour=TEAL, align="center")
    _results(page, words.lines, 94)
    _facts(page, words.facts, 50)
    _seal(page, RIGHT - 17, 46)


def _results(page: _Drawing, lines: Sequence[Line], top: float) -> None:
    """The assignments, in two columns where there are many."""
    columns = 2 if len(lines) > 3 else 1
    rows = -(-len(lines) // columns)
    step = min(6.4, 32 / rows)
    gap = 14.0
    wide = (RIGHT - LEFT - gap) / 2
    first = LEFT if columns == 2 else (WIDTH - wide) / 2
    for place, one in enumerate(lines):
        x = first + (place // rows) * (wide + gap)
        y = top - (place % rows) * step
        page.text(x, y, one.label, 10, room=wide - 34)
        page.text(x + wide, y, one.points, 10, align="right", room=30)
        page.lines([[(x, y - 1.7), (x + wide, y - 1.7)]], QUIET, 0.3, 0.5)


def _facts(page: _Drawing, facts: Sequence[tuple[str, str]], top: float) -> None:
    for place, (name, value) in enumerate(facts):
        x, y = LEFT + (place % 2) * 92, top - (place // 2) * 14
        page.text(x, y, name, 9, colour=QUIET, room=82)
        page.text(x, y - 5.5, value, 11.5, colour=INK, room=82)


def _seal(page: _Drawing, x: float, y: float) -> None:
    from matplotlib.patches import Circle

    page.lines(rosette(x, y, 17), AMBER, 0.6)
    page.axes.add_patch(Circle((x, y), 7, facecolor=INK, edgecolor="none"))
    tick = page.axes.plot([x - 3, x - 0.8, x + 3.4], [y - 0.1, y - 2.3, y + 2.6], color="white", linewidth=2.6)[0]
    tick.set(solid_capstyle="round", solid_joinstyle="round")


def _check(page: _Drawing, words: Words) -> None:
    serif = SERIF if words.language == "en" else ""
    left, y = 28.0, 180.0
    room = WIDTH - 2 * left
    page.text(left, y, words.check, 18, colour=INK, face=serif)
    y -= 12
    for paragraph in (words.how, words.key):
        for line in wrap(paragraph, room / (11 * POINT)).splitlines():
            page.text(left, y, line, 11, room=room)
            y -= 6.2
        y -= 1.5
    page.text(left, y, words.fingerprint, 13, colour=INK, face=MONO, room=room)
    y -= 14
    page.text(left, y, words.code_title, 12, colour=INK)
    groups = words.code.split(" ")
    lines = [" ".join(groups[place : place + PER_LINE]) for place in range(0, len(groups), PER_LINE)]
    step = min(5.6, (y - 30) / len(lines))
    for number, line in enumerate(lines, start=1):
        page.text(left, y - 1.5 - number * step, line, min(10.0, step / POINT / 1.4), face=MONO, room=room)
    page.text(left, 18, words.kit, 9, colour=QUIET, room=room)


# Fonts


def _families(words: Words) -> tuple[str, ...]:
    """The families to draw with: the kit's own, and others of the machine for what they lack."""
    from customer_value import fonts

    fonts.register()
    traditional, simplified, last = fonts.FAMILIES
    ours = (simplified, traditional, last) if words.language in DERIVED else (traditional, simplified, last)
    there = set().union(*(_characters(path) for path in (*fonts.FILES.values(), _path_of(last))))
    lacking = sorted({ord(letter) for letter in _shown(words)} - there)
    return (*ours, *_others(lacking))


def _shown(words: Words) -> str:
    """Every character that stands on the certificate and comes from outside of the kit."""
    found = [words.name, words.course, words.kit, *(value for _, value in words.facts)]
    return "".join([*found, *(one.label for one in words.lines)])


def _others(lacking: list[int]) -> Iterator[str]:
    """Families of the machine that have what is lacking."""
    if not lacking:
        return
    from matplotlib import font_manager

    left = set(lacking)
    for path in sorted(font_manager.findSystemFonts(), key=lambda path: ("Bold" in path, path)):
        try:
            has = _characters(path)
        except (RuntimeError, OSError):
            continue  # a font that nobody can read
        if left & has:
            font_manager.fontManager.addfont(path)
            yield font_manager.get_font(path).family_name
            left -= has
        if not left:
            return
    first = min(left)
    raise MissingFont(
        f"No font on this machine has the character {chr(first)!a} (U+{first:04X}), so there is no PDF; install one "
        "that has it, such as Noto (Debian, Ubuntu: fonts-noto-core, fonts-noto-cjk), then run this again."
    )


def _path_of(family: str) -> str:
    from matplotlib import font_manager

    return font_manager.findfont(font_manager.FontProperties(family=family))


@cache
def _characters(path: str | Path) -> frozenset[int]:
    """The characters that a font has."""
    from matplotlib import font_manager

    return frozenset(font_manager.get_font(path).get_charmap())
