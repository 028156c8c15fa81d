"""HTML of a stranger, made safe by nh3: tables, lists, text and pictures; nothing that runs, loads or looks like ours.

nh3 reads it as browsers do and writes it anew from a list of tags and of a few attributes. What is done here keeps it
small and short, before and after: no parser of HTML is quick on everything that somebody can think of.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Set
from itertools import accumulate, islice

import nh3

from classroom.grading.clean_text import CUT, named, visible
from classroom.grading.pictures import safe_picture_url

KEPT = frozenset(
    (
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
        *("p", "div", "ul", "ol", "li", "pre", "code", "b", "strong", "i", "em", "sub", "sup", "br", "hr", "img"),
    )
)
"""Tags that are written; of any other one only what it holds."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
"""In their place `div` is written: a stranger's headings are not the page's."""

LEFT_OUT = frozenset(
    (
        *("script", "style", "title", "template", "noscript", "noembed", "noframes", "iframe", "object", "embed"),
        *("applet", "svg", "math", "audio", "video", "canvas", "map", "select", "textarea", "button", "xmp"),
        *("plaintext", "marquee"),
    )
)
"""Tags that are left out with all they hold."""

ATTRIBUTES = {
    "table": {"class"},
    "th": {"class", "scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "img": {"src", "alt", "width"},
}
"""Attributes that are kept, where their values are of those below."""

SCOPES = frozenset(("row", "col", "rowgroup", "colgroup"))
CLASSES = frozenset(("dataframe", "row_heading", "col_heading", "index_name", "blank"))
"""Classes that are kept: those of pandas, none of which is one of the page's own."""

DEEPEST = 24
"""Tags that may stand inside one another; where they go deeper, the rest is left out."""

LONGEST = 30_000
"""Characters of markup that are kept, pictures aside."""

MOST_READ, MOST = 200_000, 5_000
"""Characters of markup that are read, pictures aside, and tags and & among them; what comes after is left out. nh3's
time grows with the square of the attributes of one tag, of the tags inside one another, and of &."""

WIDEST = 50
"""Columns or rows that one cell of a table may span."""

WIDER = 4_000
"""Pixels that a picture may say it is wide."""

# Browsers open these again in every paragraph and cell as long as they are not closed, and as many of them as differ in
# their attributes: a few thousand of each would come to millions. Without attributes no more than three are alike.
_OPENED_AGAIN = re.compile(
    r"<(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/][^>]*(?:>|\Z)", re.IGNORECASE | re.ASCII
)

_SOURCE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\r\n]*")

# What nh3 writes is regular: every < and > belongs to a tag, since no value that is kept holds one.
_HEADING = re.compile("<(/?)h[1-6]>")
_PAIRED = re.compile("<(/?)(?!br>|hr>|img)")
_TAG = re.compile("<[^>]*>")
_HALF = re.compile(r"(?:<[^>]*|&[^;<>]{0,10})\Z")
_IMAGE = re.compile("<img([^>]*)>")
_VALUE = re.compile(' ([a-z]+)="([^"]*)"')


def clean_html(markup: str, picture: str) -> str:
    """HTML as safe HTML; "" where nothing to be seen is left.

    Args:
        markup: what was handed in.
        picture: the text alternative of a picture that has none.
    """
    images = _Images(picture)
    markup, is_whole = _bounded(images.taken_out(markup))
    safe = _HEADING.sub(r"<\1div>", named(_cleaned(markup, KEPT | HEADINGS, images.kept)))
    safe, is_whole = _cut(safe.strip(), is_whole)
    safe = _IMAGE.sub(images.written, safe)
    if "<img" not in safe and not _TAG.sub("", safe).replace("&nbsp;", "").strip():
        return ""
    return safe if is_whole else f"{safe}<p>{CUT}</p>"


class _Images:
    """The pictures in a piece of HTML: taken out, so that nothing cuts or counts them, and put back at the end.

    Each is put back once at most, whatever is written in its place.
    """

    def __init__(self, picture: str) -> None:
        self._picture = picture
        self._sources: list[str] = []
        self._texts: list[str] = []

    def taken_out(self, markup: str) -> str:
        """The markup with short names in place of its pictures."""

        def name(found: re.Match[str]) -> str:
            self._sources.append(found[0])
            return f"data:,{len(self._sources) - 1}"

        return _SOURCE.sub(name, markup) if "data:" in markup else markup

    def kept(self, tag: str, name: str, value: str) -> str | None:
        """An attribute's value as it is kept; None for one that is not."""
        if name == "class":
            return " ".join(one for one in value.split() if one in CLASSES) or None
        if name == "scope":
            return value if value in SCOPES else None
        if name not in ("src", "alt"):
            most = WIDER if name == "width" else WIDEST
            return value if re.fullmatch("[1-9][0-9]{0,3}", value, re.ASCII) and int(value) <= most else None
        text = self._source(value) if name == "src" else html.escape(visible(value)[:500])
        self._texts.append(text)
        return f"data:,{len(self._texts) - 1}" if text else None

    def _source(self, named: str) -> str:
        found = re.fullmatch(r"data:,(\d{1,6})", named, re.ASCII)
        if found is None or int(found[1]) >= len(self._sources):
            return ""
        url, self._sources[int(found[1])] = self._sources[int(found[1])], ""
        return safe_picture_url(url)

    def written(self, found: re.Match[str]) -> str:
        """An image with its picture; "" for one without."""
        values = dict(_VALUE.findall(found[1]))
        source, alt = (self._texts[int(values[name][6:])] if name in values else "" for name in ("src", "alt"))
        wide = f' width="{values["width"]}"' if "width" in values else ""
        return f'<img src="{source}" alt="{alt or html.escape(self._picture)}"{wide}>' if source else ""


def _cleaned(markup: str, tags: Set[str], kept: Callable[[str, str, str], str | None] | None = None) -> str:
    return nh3.clean(
        markup,
        tags=tags,
        clean_content_tags=LEFT_OUT,
        attributes=ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"data"},
        link_rel=None,
    )


def _bounded(markup: str) -> tuple[str, bool]:
    """What is read of it, in characters that can be seen and without what takes long; and whether that is all of it."""
    read = markup[:MOST_READ]
    for sign in "<&":
        if read.count(sign) > MOST:
            read = sign.join(read.split(sign, MOST + 1)[:-1])
    is_whole = len(read) == len(markup)
    read = visible(read.replace("\r\n", "\n").replace("\r", "\n"))
    return _OPENED_AGAIN.sub(r"<\1>", read), is_whole


def _cut(safe: str, is_whole: bool) -> tuple[str, bool]:
    """Safe HTML no longer and no deeper than it may be, with what was left open closed; and whether it is whole."""
    depths = accumulate(-1 if closing else 1 for closing in _PAIRED.findall(safe))
    deep = next((number for number, depth in enumerate(depths) if depth > DEEPEST), None)
    if deep is None and len(safe) <= LONGEST:
        return safe, is_whole
    end = LONGEST if deep is None else min(LONGEST, next(islice(_PAIRED.finditer(safe), deep, None)).start())
    return _cleaned(_HALF.sub("", safe[:end]), KEPT), False
