"""A certificate as one HTML file that asks no host for anything: a sheet to look at and print, and how to check it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from classroom.certificate.ornament import BAND, HEIGHT, MARGIN, WIDTH, corners, frame, rosette, strands
from classroom.certificate.wording import Words

if TYPE_CHECKING:
    import jinja2


def page(words: Words) -> bytes:
    """The page, without a seal; equal words give equal bytes."""
    return (
        _template()
        .render(
            words=words,
            style=Markup(_own("page.css").strip()),
            width=f"{WIDTH:g}",
            height=f"{HEIGHT:g}",
            strands=_paths(strands()),
            corners=_paths(corners()),
            frames=_paths(frame(inset) for inset in (MARGIN, MARGIN + BAND)),
            rosette=_paths(rosette(0, 0, 20)),
        )
        .encode("utf-8")
    )


def _paths(lines: Iterable[np.ndarray]) -> list[Markup]:
    """Lines as SVG draws them, in steps of hundredths; its ordinate goes down, which makes no difference here."""
    found = []
    for line in lines:
        places = np.rint(line * 100).astype(int)
        first, steps = places[0], np.diff(places, axis=0)
        path = "l".join(f"{_short(x)} {_short(y)}" for x, y in steps)
        found.append(Markup(f"M{_short(first[0])} {_short(first[1])}l{path}z"))
    return found


def _short(hundredths: int) -> str:
    return f"{hundredths / 100:g}".replace("0.", ".", 1) if abs(hundredths) < 100 else f"{hundredths / 100:g}"


@cache
def _template() -> jinja2.Template:
    import jinja2

    made = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    return made.from_string(_own("page.html.jinja"))


def _own(name: str) -> str:
    return resources.files("classroom.certificate").joinpath(name).read_text(encoding="utf-8")
