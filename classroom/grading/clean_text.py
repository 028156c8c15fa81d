"""Text of a stranger, fit to be shown: nothing in it moves, hides or reverses what stands beside it."""

from __future__ import annotations

import re

LINES = 120
"""Lines of one text that are shown; of a longer one the beginning and the end."""

LONGEST = 10_000
"""Characters of one text that are shown."""

CUT = "[…]"
"""Stands where something was left out."""

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
"""What terminals take as colours, moves and titles."""

_PATH = re.compile(r"(?<![\w.:/\\\]])(?:[A-Za-z]:[\\/]|/)(?:[^\s'\"\\/:<>|]+[\\/])+")
"""A path from the root of a machine, but for the name at its end."""

_DIRECTION = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ODD = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufff9-\uffff{_DIRECTION}\U000e0000-\U000e007f]"
)
"""Control characters, halves of characters, and what turns the direction of reading; tabs and line ends are fine."""


def visible(text: str) -> str:
    """A text without terminal codes, in which characters that cannot be seen are named: "[U+202E]".

    Of a line that was written over with carriage returns, as progress bars are, what was written last stays.
    """
    text = text.replace("\r\n", "\n")
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    if "\r" in text:
        text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return named(text)


def named(text: str) -> str:
    """A text in which characters that cannot be seen are named, whatever they do: "[U+001B]"."""
    return _ODD.sub(lambda found: f"[U+{ord(found[0]):04X}]", text) if _ODD.search(text) else text


def without_paths(text: str) -> str:
    """A text in which paths from the root of a machine, which say whose it is, are down to the name at their end."""
    return _PATH.sub("…/", text)


def shortened(text: str, lines: int = LINES, longest: int = LONGEST) -> str:
    """A text of at most so many lines and characters; where it had more, a line with CUT stands in its middle."""
    rows = text.split("\n", lines)
    if len(rows) > lines:
        tail = max(lines // 6, 1)
        text = "\n".join([*rows[: lines - tail - 1], CUT, *text.rsplit("\n", tail)[1:]])
    if len(text) > longest:
        tail = longest // 6
        text = f"{text[: longest - tail - len(CUT) - 2]}\n{CUT}\n{text[-tail:]}"
    return text
