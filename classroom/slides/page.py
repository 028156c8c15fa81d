"""The slides as one HTML file: reveal.js, its styles, the course's looks and every picture inside it."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from classroom.errors import KitError
from classroom.slides.deck import Column

PARTS = ("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js")
"""What of reveal.js goes into the file. It comes with the package sphinx-revealjs, unchanged from npm."""


def slides_page(title: str, columns: Sequence[Column], language: str) -> str:
    """The whole page.

    Raises:
        KitError: reveal.js is not installed.
    """
    import jinja2
    from pygments.formatters import HtmlFormatter

    folder = resources.files("classroom.slides")
    template = jinja2.Environment(autoescape=False, undefined=jinja2.StrictUndefined, trim_blocks=True).from_string(
        folder.joinpath("page.html.jinja").read_text(encoding="utf-8")
    )
    css, js = ([part(name) for name in PARTS if name.endswith(kind)] for kind in (".css", ".js"))
    return template.render(
        title=title,
        language=language,
        columns=columns,
        styles=[*css, HtmlFormatter(cssclass="kit-code").get_style_defs(".kit-code"), _own("page.css")],
        scripts=[*js, _own("page.js")],
    )


@cache
def part(name: str) -> str:
    """One file of reveal.js, fit to stand inside a page."""
    found = importlib.util.find_spec("sphinx_revealjs")
    path = Path(found.origin).parent / "_static" / "revealjs" / name if found and found.origin else None
    if path is None or not path.is_file():
        raise KitError("reveal.js is not installed, so there can be no slides: run make setup again.")
    return path.read_text(encoding="utf-8").replace("</script", "<\\/script")


def _own(name: str) -> str:
    return resources.files("classroom.slides").joinpath(name).read_text(encoding="utf-8")
