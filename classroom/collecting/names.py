"""People's names and ids in the names of files, however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import permutations

_CHINESE = "\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of Chinese, Japanese and Korean, which are written without spaces."""

_WORD = re.compile(rf"[{_CHINESE}]+|(?:(?![{_CHINESE}])[^\W_])+")
_IS_CHINESE = re.compile(rf"[{_CHINESE}]")

MOST_WORDS = 4
"""Words of a name that may stand in any order; of a longer one the first or the last may be moved round."""

LONGEST_RUN = 6
"""Words in a row that are read as one name."""

LONGEST_ID = 64


def folded(text: str) -> str:
    """Text in which width and case make no difference."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def words(text: str) -> tuple[str, ...]:
    """The words of a text: what is Chinese and what is not is apart, whatever is no letter or digit is left out."""
    return tuple(_WORD.findall(folded(text)))


def keys(parts: Sequence[str]) -> frozenset[str]:
    """What a name comes to in every order of its words, without spaces: two names are the same that share one."""
    if not parts:
        return frozenset()
    if len(parts) <= MOST_WORDS:
        return frozenset("".join(order) for order in permutations(parts))
    return frozenset("".join((*parts[turn:], *parts[:turn])) for turn in range(len(parts)))


def name_keys(name: str) -> frozenset[str]:
    """The keys of a whole name."""
    return keys(words(name))


def runs(text: str) -> Iterator[frozenset[str]]:
    """The keys of all words in a row in a text that could be a name.

    A single word that is not Chinese is one only where nothing else is there: May is a month, too.
    """
    there = words(text)
    for first in range(len(there)):
        for last in range(first + 1, min(len(there), first + LONGEST_RUN) + 1):
            run = there[first:last]
            alone = len(run) == 1 and (len(run[0]) < 2 or not _IS_CHINESE.match(run[0]))
            if not alone or len(there) == 1:
                yield keys(run)


def ids_in(text: str, known: Collection[str]) -> set[str]:
    """Which of the known ids, folded, stand in a text as whole words.

    One of fewer than three characters has to be the whole text: 7 is a number, too.
    """
    text = folded(text).strip()
    begins = [at for at in range(len(text)) if at == 0 or not (_joins(text[at - 1]) and _joins(text[at]))]
    ends = [at for at in range(1, len(text) + 1) if at == len(text) or not (_joins(text[at - 1]) and _joins(text[at]))]
    found = set()
    for first in begins:
        for last in ends:
            if first < last <= first + LONGEST_ID:
                part = text[first:last]
                if part in known and (len(part) >= 3 or part == text):
                    found.add(part)
    return found


def without(text: str, names: Sequence[str]) -> str:
    """A text with a stroke in place of some names, and of the number that a second copy of such a file has."""
    for name in sorted(names, key=len, reverse=True):
        copy = r"(?:[ _-]?\(\d{1,2}\)|[ _-]\d{1,2}(?!\d))?"
        pattern = rf"(?<![^\W_]){re.escape(folded(name))}{copy}(?![^\W_])"
        text = re.sub(pattern, "/", folded(text))
    return text


def _joins(character: str) -> bool:
    """Whether a letter or digit beside another one makes them one word."""
    return character.isalnum() and not _IS_CHINESE.match(character)
