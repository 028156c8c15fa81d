"""What a cell's code says, read with care: a stranger wrote it, and it may be no Python at all."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter

from tutor.blanks import defined_names

LONGEST = 100_000
"""Characters of a cell that is taken apart; a longer one is only looked through line by line."""

_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
_CHECK = re.compile(r"^[ \t]*(?:_ *= *)?check\([ \t]*([\"'])([^\"'\n]{1,200})\1[ \t]*\)", re.MULTILINE)
_ASKS = "check|hint|progress|review|solution|today|why"
_BARE = re.compile(
    rf"^(?:#.*|(?:from[ \t]+tutor[ \t]+import|import[ \t]+tutor)\b.*|(?:{_ASKS})\([^()\n]*\)[ \t;]*|[%!?].*|pass)?$"
)


def plain(source: str) -> str:
    """A cell's text without what editors change by themselves: spaces at the ends of lines, empty lines at the end."""
    return "\n".join(line.rstrip() for line in source.rstrip().split("\n"))


def parsed(source: str) -> ast.Module | None:
    """A cell's code, its magics taken out; None where it is no Python, or too long or too deep to be read."""
    if len(source) > LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(_MAGIC.sub(r"\1pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


def defines(source: str, name: str) -> bool:
    """Whether a cell gives a function or a variable of this name its value, on its outermost level.

    Of what is no Python, a line that begins like that is enough: somebody forgot a bracket further down.
    """
    if not name or name not in source:
        return False
    try:
        tree = parsed(source)
        if tree is not None:
            return name in defined_names(tree)
    except RecursionError:  # deep code that could be read, but not walked through
        pass
    begins = rf"^(?:(?:async[ \t]+)?def[ \t]+{re.escape(name)}\b|{re.escape(name)}[ \t]*(?::[^=\n]*)?=(?!=))"
    return re.search(begins, source, re.MULTILINE) is not None


def checked(source: str) -> list[str]:
    """The tasks that a cell asks to be checked."""
    return [found[2] for found in _CHECK.finditer(source)]


def is_bare_check(source: str) -> bool:
    """Whether a cell does nothing but ask for checks and hints."""
    return all(_BARE.match(line.strip()) for line in source[:LONGEST].split("\n")) and len(source) <= LONGEST


def lines_of(source: str) -> Counter[str]:
    """The lines of a cell that say something, and how often."""
    return Counter(line for one in source.split("\n") if (line := one.strip()))


def alike(one: Counter[str], other: Counter[str]) -> float:
    """How much of two cells' lines they have in common, from 0 to 1."""
    together = one.total() + other.total()
    return 2 * (one & other).total() / together if together else 0.0
