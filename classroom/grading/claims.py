"""What a fork claims, cut down to what can be judged and shown.

The learner's code ran where the claims were written, so it may have written them. Values are compared with what is
expected, which it never had; words are shown only where they stand in what the learner handed in: otherwise the hidden
inputs could be read off an error message.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tutor.attempt import TABLES, Answers
from tutor.explain import SPECIAL
from tutor.pack import Card
from tutor.plain import Plain

KNOWN_TYPES = frozenset(
    {name for name, thing in vars(builtins).items() if isinstance(thing, type)}
    | {*SPECIAL.values(), *TABLES, "ndarray", "DataFrameGroupBy", "SeriesGroupBy", "Index", "Timestamp", "Timedelta"}
)
"""Names of types that may be told; any other is only an error, or an object."""

FIELDS = frozenset(
    {"type", "about", "line", "name", "similar", "taken", "given", "levels", "columns", "missing"}
    | {"count", "empty", "printed", "seconds"}
)
"""What a problem may say besides its name. Another field, such as a message's "language", would stop whoever words it;
"detail" and "there" hold what a library says, which may be a hidden input."""

MOST_COUNTED = 9
"""Beyond this a count in a problem says no more than "many"."""

MOST_SECONDS = 600.0

ELIDED = "…"
"""Stands for a name that may not be told, and is nobody's."""


def unread(count: int) -> Answers:
    """Answers that say nothing."""
    return Answers([{"problem": "unreadable"}] * count)


def answers_in(line: Mapping[str, Any], card: Card, words: str) -> Answers:
    """The answers that a claim holds, one for each case.

    Args:
        line: {"plain", "changed", "reached", "unused"}, of any types.
        card: the task's.
        words: everything that the learner handed in as code, and what else everybody may read, as `squeezed` gives it.
    """
    count = cases_of(card)
    plain = line.get("plain")
    if not isinstance(plain, list) or len(plain) != count:
        return unread(count)
    words = f"{words} {' '.join(_names_in(card))}"
    parameters = card.get("parameters", ())
    reached = [name for name in _texts(line.get("reached")) if name.isidentifier()][:8]
    return Answers(
        [_answer_in(one, card, words) for one in plain],
        changed=_named(line.get("changed"), parameters),
        reached=[name for name in reached if re.search(rf"\b{name}\b", words)],
        unused=_named(line.get("unused"), parameters),
    )


def _answer_in(claimed: Any, card: Card, words: str) -> Any:
    """One answer: a problem in words that may be told, and of values by name no names but those."""
    if not isinstance(claimed, dict):
        return claimed
    if "problem" in claimed:
        return problem_in(claimed, words)
    if card.get("returns", {}).get("named") and isinstance(claimed.get("keys"), list):  # a message tells these
        return {**claimed, "keys": [_told_row(row, words) for row in claimed["keys"]]}
    return claimed


def _told_row(row: Any, words: str) -> Any:
    if not isinstance(row, list):
        return row
    return [part if not isinstance(part, str) or _may_be_told("", part, words) else ELIDED for part in row]


def problem_in(claimed: Mapping[str, Any], words: str) -> Plain:
    """A problem without any words but the learner's own.

    Args:
        claimed: {"problem": ...}, of any types.
        words: the learner's code, as `squeezed` gives it.
    """
    problem = claimed.get("problem")
    if not isinstance(problem, str) or len(problem) > 40:
        return {"problem": "unreadable"}
    found: Plain = {"problem": problem}
    for name, item in claimed.items():
        if name not in FIELDS:
            continue
        if name == "type":
            found[name] = item if isinstance(item, str) and _may_be_told(name, item, words) else "Exception"
        elif isinstance(item, str):
            found[name] = item if _may_be_told(name, item, words) else ""
        elif isinstance(item, list):
            found[name] = [part for part in _texts(item) if _may_be_told("", part, words)][:8]
        elif isinstance(item, bool):
            found[name] = item
        elif isinstance(item, int):
            found[name] = min(max(item, 0), MOST_COUNTED)  # of any size it could hold a whole table
    return found


def squeezed(text: str) -> str:
    """Text with every stretch of white space as one space, as problems quote it."""
    return " ".join(text.split())


def seconds_in(line: Mapping[str, Any]) -> float:
    """How long a task took, as far as that can be believed."""
    claimed = line.get("seconds")
    if isinstance(claimed, bool) or not isinstance(claimed, int | float):
        return 0.0
    return round(float(claimed), 3) if 0 <= claimed <= MOST_SECONDS else 0.0


def cases_of(card: Card) -> int:
    """How many answers a task has."""
    return len(card["cases"]) if card["kind"] == "function" else 1


def _may_be_told(name: str, item: str, words: str) -> bool:
    if name == "type" and item in KNOWN_TYPES:
        return True
    cut = squeezed(item).removesuffix("…")
    return cut.replace("'", '"') in words.replace("'", '"').replace("`", '"')


def _named(claimed: Any, known: Sequence[str]) -> list[str]:
    return [name for name in known if name in _texts(claimed)]


def _texts(claimed: Any) -> list[str]:
    return [one for one in claimed[:64] if isinstance(one, str)] if isinstance(claimed, list) else []


def _names_in(card: Card) -> list[str]:
    """What everybody knows who has read the task: its inputs, their columns, and the columns asked for."""
    returns = card.get("returns", {})
    columns = [one["name"] for one in returns.get("columns", ()) if "name" in one]
    keys = returns.get("key", ())
    names = [
        *card.get("parameters", ()),
        returns.get("name", ""),
        *columns,
        *([keys] if isinstance(keys, str) else keys),
    ]
    for case in card.get("cases", ()):
        for item in case.get("inputs", {}).values():
            if isinstance(item, dict):
                names += [column["name"] for column in item.get("frame", ())]
    return sorted({str(name) for name in names if name})
