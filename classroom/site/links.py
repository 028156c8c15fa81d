"""Links between the pages of the book, which may have fewer pages than a workspace."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from urllib.parse import unquote

from classroom.frame import relative
from classroom.manifest import START

LINK = re.compile(r"(?<!!)\[([^\]\[]*)\]\(([^)\s]+)\)")
CODE = re.compile(r"(^```.*?^```|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


def led(text: str, name: str, there: Collection[str]) -> str:
    """A Markdown text whose links lead to pages of the book: the door of a workspace becomes the book's.

    Args:
        text: as it stands on the page.
        name: the page's place in the book.
        there: every page of the book; a link to another page of the workspace becomes plain words.
    """

    def link(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        path = unquote(target).partition("#")[0]
        if not path or ":" in path:
            return found[0]
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        if wanted == START:
            return f"[{words}]({relative(name, 'index.md')})"
        return found[0] if wanted in there else words

    pieces = CODE.split(text)
    return "".join(piece if number % 2 else LINK.sub(link, piece) for number, piece in enumerate(pieces))
