"""HTML of a stranger, written anew: tables, lists, text and pictures; nothing that runs, loads or looks like ours.

Nothing of what was read is passed on as it stands. Tags are written from a list, without attributes other than a few
that are checked one by one, every text is escaped, and what was opened is closed. So whatever a browser would have made
of the original, it has no say in what is shown. One pass, in time proportional to the length.
"""

from __future__ import annotations

import html
import re

from classroom.grading.clean_text import CUT, visible
from classroom.grading.pictures import safe_picture_url

KEPT = frozenset(
    (
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
        *("p", "div", "ul", "ol", "li", "pre", "code", "b", "strong", "i", "em", "sub", "sup", "br", "hr"),
    )
)
"""Tags that are written; of any other one only what it holds."""

INSTEAD = {"h1": "p", "h2": "p", "h3": "p", "h4": "p", "h5": "p", "h6": "p"}
"""Tags in whose place another is written: a stranger's headings are not the page's."""

LEFT_OUT = frozenset(
    (
        *("script", "style", "title", "template", "noscript", "noembed", "noframes", "iframe", "object", "embed"),
        *("applet", "svg", "math", "audio", "video", "canvas", "map", "select", "textarea", "button", "xmp"),
        "plaintext",
    )
)
"""Tags that are left out with all they hold."""

VOID = frozenset(("br", "hr"))
DEEPEST = 24
"""Tags that may stand inside one another; deeper ones are not written."""

LONGEST = 30_000
"""Characters of markup that are written, pictures aside."""

MOST = 10_000
"""Tags that are looked at; what comes after is left out."""

WIDEST = 50
"""Columns or rows that one cell of a table may span."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?![a-zA-Z0-9])((?:[^\"'>]|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def clean_html(markup: str, picture: str) -> str:
    """HTML as safe HTML; "" where nothing to be seen is left.

    Args:
        markup: what was handed in.
        picture: the text alternative of a picture that has none.
    """
    writer = _Writer(picture)
    place = 0
    for _ in range(MOST):
        if writer.full:
            break
        opening = markup.find("<", place)
        writer.text(markup[place:opening] if opening >= 0 else markup[place:])
        if opening < 0:
            break
        place = _after(markup, opening, writer)
        if place < 0:  # something is opened and never closed: no browser shows what comes after
            break
    return writer.finish()


def _after(markup: str, opening: int, writer: _Writer) -> int:
    """Deal with what begins at a `<`; where to go on, -1 for nowhere."""
    following = markup[opening + 1 : opening + 2]
    if following in ("!", "?"):
        closing = "-->" if markup.startswith("<!--", opening) else ">"
        end = markup.find(closing, opening)
        return end + len(closing) if end >= 0 else -1
    if not (following.isascii() and following.isalpha()) and following != "/":
        writer.text("<")
        return opening + 1
    found = _TAG.match(markup, opening)
    if found is None:
        end = markup.find(">", opening) if following == "/" else -1
        return end + 1 if end >= 0 else -1
    name = found[2].lower()
    if found[1]:
        writer.close(INSTEAD.get(name, name))
    elif name in LEFT_OUT:
        end = re.compile(rf"</{name}(?![a-z0-9])[^>]*>", re.IGNORECASE).search(markup, found.end())
        return end.end() if end else -1
    elif name == "img":
        writer.image(_attributes(found[3]))
    else:
        writer.open(INSTEAD.get(name, name), _attributes(found[3]) if name in ("td", "th") else {})
    return found.end()


def _attributes(text: str) -> dict[str, str]:
    found = ((one[1].lower(), one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(text))
    return {name: html.unescape(value) for name, value in found}


class _Writer:
    """Safe HTML as it comes to be."""

    def __init__(self, picture: str) -> None:
        self._picture = picture
        self._parts: list[str] = []
        self._stack: list[str] = []
        self._length = 0
        self._shows = False
        self.full = False

    def text(self, text: str) -> None:
        if not text:
            return
        text = visible(html.unescape(text))
        room = LONGEST - self._length
        if len(text) > room:
            text, self.full = f"{text[:room]} {CUT}", True
        self._shows = self._shows or not text.isspace()
        self._add(html.escape(text, quote=False))

    def open(self, name: str, given: dict[str, str]) -> None:
        if name not in KEPT or len(self._stack) >= DEEPEST:
            return
        spans = [(key, given.get(key, "")) for key in ("colspan", "rowspan")]
        wide = [f' {key}="{int(value)}"' for key, value in spans if re.fullmatch("[1-9][0-9]?", value, re.ASCII)]
        self._add(f"<{name}{''.join(one for one in wide if int(one.split(chr(34))[1]) <= WIDEST)}>")
        if name not in VOID:
            self._stack.append(name)

    def close(self, name: str) -> None:
        if name not in self._stack:
            return
        while True:
            last = self._stack.pop()
            self._add(f"</{last}>")
            if last == name:
                return

    def image(self, given: dict[str, str]) -> None:
        source = safe_picture_url(given.get("src", ""))
        if not source:
            return
        alt = html.escape(visible(given.get("alt", ""))[:500] or self._picture)
        width = given.get("width", "")
        wide = f' width="{width}"' if re.fullmatch("[1-9][0-9]{0,3}", width, re.ASCII) else ""
        self._parts.append(f'<img src="{source}" alt="{alt}"{wide}>')
        self._shows = True

    def finish(self) -> str:
        while self._stack:
            self._parts.append(f"</{self._stack.pop()}>")
        return "".join(self._parts).strip() if self._shows else ""

    def _add(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)
        self.full = self.full or self._length >= LONGEST
