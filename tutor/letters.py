"""Answers in letters: the option, or the order, that a learner leaves in a variable, however they write it.

The forms in plain data are {"letters": ["C", "A", "B"]} and {"problem": ...}.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from typing import Any

import numpy as np

from tutor.grid import Unreadable, refuse_unfinished
from tutor.plain import Plain

MOST = 26
"""Options that can have a letter."""


def letter(place: int) -> str:
    """The letter of an option by its place from 0: A, B, C."""
    return chr(ord("A") + place)


def letters(count: int) -> list[str]:
    """The letters of so many options."""
    return [letter(place) for place in range(count)]


def read_letters(answer: Any, count: int) -> Plain:
    """The letters that an answer gives, in its order.

    "b", " B ", "B.", "Ｂ" and ["B"] are the same; so are ["C", "A", "B"], ("c", "a", "b"), "CAB", "C, A, B", "C→A→B".

    Args:
        answer: the learner's variable.
        count: how many options there are.
    """
    try:
        refuse_unfinished(answer)
        parts = _parts(answer)
        if not parts or any(part is Ellipsis or _is_blank(part) for part in parts):
            return {"problem": "not-attempted"}
        found = [one for part in parts for one in _letters_of(part, count)]
    except Unreadable as reason:
        return {"problem": reason.problem, **reason.fields}
    if isinstance(answer, Set) and len(found) > 1:
        return {"problem": "letters-set"}
    return {"letters": found}


def readable_letters(data: Any, count: int) -> Plain:
    """Plain data that came from another process: as it is if it has the right form, else a problem."""
    if not isinstance(data, dict):
        return {"problem": "unreadable"}
    if isinstance(data.get("problem"), str):
        return {str(name): item for name, item in data.items() if isinstance(item, (str, int))}
    given = data.get("letters")
    if not isinstance(given, list) or not given or not all(one in letters(count) for one in given):
        return {"problem": "unreadable"}
    return {"letters": given}


def _parts(answer: Any) -> list[Any]:
    """The pieces of an answer: one text, or the members of a list, tuple, set, array or Series."""
    if hasattr(answer, "columns"):
        raise Unreadable("other", type=type(answer).__name__)
    if not isinstance(answer, (str, Sequence, Set)):
        for way in ("tolist", "to_list"):
            if not isinstance(answer, np.generic) and hasattr(answer, way):
                answer = getattr(answer, way)()
                break
    return list(answer) if isinstance(answer, (list, tuple, Set, range)) else [answer]


def _is_blank(part: Any) -> bool:
    return isinstance(part, str) and not part.strip().strip("_")


def _letters_of(part: Any, count: int) -> list[str]:
    if isinstance(part, (bool, int, float, np.number, np.bool_)):
        raise Unreadable("letters-number", given=str(part))
    if not isinstance(part, str):
        raise Unreadable("other", type=type(part).__name__)
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", part).upper())
    if len(words) > 1 and len(words[0]) == 1 and any(len(word) > 1 for word in words[1:]):
        words = words[:1]  # "B. both of them": the option with its text
    if len(words) == 1 or all(len(word) == 1 for word in words):
        found = list("".join(words))
        if found and set(found) <= set(letters(count)):
            return found
    given = " ".join(part.split()).replace("`", "'")
    raise Unreadable("letters-unknown", given=given[:40])
