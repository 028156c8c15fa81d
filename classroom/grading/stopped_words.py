"""What is said of a cell that stopped in the grader's run."""

from __future__ import annotations

import builtins
import re

from classroom.grading.clean_text import visible, without_paths
from classroom.grading.result import Stopped
from customer_value.messages import message
from tutor.blanks import BLANK
from tutor.explain import EMPTY_NAMES, KNOWN, SPECIAL
from tutor.reasons import explained
from tutor.words import say

LONGEST = 160
"""Characters of Python's own words that are shown."""

_OWN = {
    "timeout": "timeout",
    "memory": "memory",
    "MemoryError": "memory",
    "ended": "ended",
    "SystemExit": "ended",
    "FileNotFoundError": "file",
    "PermissionError": "denied",
    "BlockingIOError": "denied",
    "ConnectionError": "denied",
    "URLError": "denied",
    "gaierror": "denied",
    "StdinNotImplementedError": "input",
    "EOFError": "input",
}
"""Kinds that mean something of their own in the grader's run, by key below `feedback.stopped`."""


def stopped_paragraphs(stopped: Stopped, language: str) -> tuple[str, ...]:
    """Why a cell stopped and what to look at, in plain sentences with `code` in them.

    No path of a machine is in it.

    Args:
        stopped: the kind of error and Python's own words, which are not to be trusted.
        language: one of READABLE.
    """
    kind, words = visible(stopped.kind)[:80].replace("`", "'"), _words(stopped.message)
    last = [f"`{kind}: {words}`"] if words else []
    if kind == "NameError" and _about(words) == BLANK:
        return (say("blank.cell", language), *last)
    if own := next((_OWN[name] for name in (kind, *_bases(kind)) if name in _OWN), ""):
        return (message("classroom", f"feedback.stopped.{own}", language), *last)
    why = explained({"type": _known(kind, words), "about": _about(words)}, language)
    return (why, *last, message("classroom", "feedback.stopped.here", language))


def _words(text: str) -> str:
    """Python's own words on one line, without paths and backticks."""
    lines = [line for line in visible(text).strip().split("\n") if line.strip()]
    words = without_paths(" ".join(" ".join(lines).split())).replace("`", "'")
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _bases(kind: str) -> tuple[str, ...]:
    """The names of what an error of Python itself is a kind of, the nearest first."""
    found = getattr(builtins, kind, None)
    is_error = isinstance(found, type) and issubclass(found, BaseException)
    return tuple(one.__name__ for one in found.__mro__) if is_error else ()


def _known(kind: str, words: str) -> str:
    """The key below `error` of the tutor's messages: of the error itself, or of what it is a kind of."""
    if kind == "NameError":
        about = _about(words)
        if about.lower() in EMPTY_NAMES:
            return "NanName"
        if about in ("true", "false", "none"):
            return "SmallName"
    for (special, part), key in SPECIAL.items():
        if kind == special and part in words:
            return key
    names = _bases(kind)
    return next((name for name in KNOWN if name in names), kind)


def _about(words: str) -> str:
    """What the error is about: the name or key in its words."""
    quoted = re.search(r"'([^']+)'", words)
    return quoted[1] if quoted else words
