"""Python code as HTML in few colours: only what helps a beginner's eye is marked, so that pages stay small."""

from __future__ import annotations

import html
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

LONGEST = 20_000
"""Characters of a cell that are coloured; a longer one is shown as it is."""


@lru_cache(maxsize=256)
def highlighted(code: str) -> str:
    """Code as HTML, to stand in a <pre>: keywords, names, text, numbers and comments in spans of classes k, f, s, n, c.

    What was coloured lately is remembered: most cells were handed out and are the same in everybody's notebook.
    """
    if len(code) > LONGEST:
        return html.escape(code, quote=False)
    parts: list[str] = []
    before, run = "", ""
    for token, text in _lexer().get_tokens(code):
        kind = _class_of(token)
        if kind != before:
            parts.append(_marked(before, run))
            before, run = kind, ""
        run += text
    parts.append(_marked(before, run))
    return "".join(parts).rstrip("\n")


def _marked(kind: str, text: str) -> str:
    escaped = html.escape(text, quote=False)
    return f'<span class="{kind}">{escaped}</span>' if kind and text else escaped


@cache
def _lexer() -> Lexer:
    from pygments.lexers.python import PythonLexer

    return PythonLexer(stripnl=False)


@cache
def _class_of(token: object) -> str:
    """The class of a kind of token: of the first of the kinds below that it belongs to; "" for plain text."""
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    kinds = {
        Comment: "c",
        String: "s",
        Number: "n",
        Keyword: "k",
        Operator.Word: "k",
        Name.Function: "f",
        Name.Class: "f",
        Name.Decorator: "f",
        Name.Builtin: "f",
    }
    return next((name for kind, name in kinds.items() if token in kind), "")
