"""What the progress file may hold of one task, and what is left of an entry that holds something else.

The fields, of which an entry has those that there is something to say in:

    attempts, points, hints     how many answers, the best of them, how many hints are open
    done, done_at               whether any was right (or was only to be given), and since when
    wrong                       fingerprints of the different wrong answers
    tries                       the latest answers: {"at", "state", "mistake", "print"}
    state, last, answer, changed    of the last answer: its state, what was said of it, itself, and when it was given
    earlier                     sentences that another machine's took the place of
    revealed                    whether the worked answer was shown
    reviews                     answers in a review: {"at", "day", "right", "given"}
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tutor.moments import AHEAD, read_day, read_moment, written
from tutor.verdict import STATES

Entry = dict[str, Any]
"""What is kept of one task."""

TRIES = 50
"""How many of the latest answers to a task are kept with their times."""

REVIEWS = 50
"""How many of the latest answers to a question in reviews are kept."""

MOST = 10**6
"""A number of answers that nobody gives."""


def latest_of(items: Iterable[Mapping[str, Any]], most: int) -> list[dict[str, Any]]:
    """The latest of things that have a moment `at`, each once, the oldest first."""
    different = {_plain(one): dict(one) for one in items}
    return [different[key] for key in sorted(different, key=lambda key: (different[key]["at"], key))][-most:]


def is_sound(tasks: object, clock: dt.datetime) -> bool:
    """Whether these are entries as the kit writes them, none of them later than the clock allows."""
    if not isinstance(tasks, dict):
        return False
    last = written(clock + AHEAD)
    return all(isinstance(entry, dict) and _faults(entry, last) == [] for entry in tasks.values())


def mended(tasks: object, clock: dt.datetime) -> dict[str, Entry]:
    """What is sound of entries that are not: whatever else stands there is left out."""
    if not isinstance(tasks, dict):
        return {}
    last = written(clock + AHEAD)
    found = {task: _mended(entry, last) for task, entry in tasks.items() if isinstance(entry, dict)}
    return {task: entry for task, entry in found.items() if entry}


def _faults(entry: Entry, last: str) -> list[str]:
    return [name for name, value in entry.items() if not _FIELDS.get(name, _is_shallow)(value, last)]


def _mended(entry: Entry, last: str) -> Entry:
    kept = dict(entry)
    for name in _faults(entry, last):
        part = _PARTS.get(name)
        items = [one for one in entry[name] if part(one, last)] if part and isinstance(entry[name], list) else []
        if items:
            kept[name] = items
        else:
            del kept[name]
    return kept


def _plain(value: object) -> str:
    return json.dumps(value, sort_keys=True)


def _is_count(value: object, _: str = "") -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _is_points(value: object, _: str = "") -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= MOST


def _is_bool(value: object, _: str = "") -> bool:
    return isinstance(value, bool)


def _is_text(value: object, _: str = "") -> bool:
    return isinstance(value, str)


def _is_state(value: object, _: str = "") -> bool:
    return isinstance(value, str) and value in STATES


def _is_moment(value: object, last: str) -> bool:
    return read_moment(value) is not None and str(value) <= last


def _is_answer(value: object, _: str = "") -> bool:
    if isinstance(value, list):
        return len(value) <= 100 and all(not isinstance(one, list) and _is_answer(one) for one in value)
    return value is None or isinstance(value, bool | int | str) or (isinstance(value, float) and math.isfinite(value))


def _is_shallow(value: object, _: str = "", depth: int = 8) -> bool:
    if isinstance(value, dict | list):
        items = value.values() if isinstance(value, dict) else value
        return depth > 0 and all(_is_shallow(one, "", depth - 1) for one in items)
    return not isinstance(value, float) or math.isfinite(value)


def _is_try(value: object, last: str) -> bool:
    return (
        isinstance(value, dict)
        and _is_moment(value.get("at"), last)
        and _is_state(value.get("state"))
        and all(_is_text(value.get(name, "")) for name in ("mistake", "print"))
    )


def _is_review(value: object, last: str) -> bool:
    return (
        isinstance(value, dict)
        and _is_moment(value.get("at"), last)
        and read_day(value.get("day")) is not None
        and _is_bool(value.get("right"))
        and _is_answer(value.get("given"))
    )


def _is_last(value: object, _: str = "") -> bool:
    if not isinstance(value, dict) or not _is_text(value.get("mistake", "")):
        return False
    told = value.get("told", {})
    texts = told.values() if isinstance(told, dict) else [None]
    return all(isinstance(one, list) and all(isinstance(line, str) for line in one) for one in texts)


_PARTS: dict[str, Callable[[object, str], bool]] = {
    "wrong": _is_text,
    "tries": _is_try,
    "reviews": _is_review,
    "earlier": _is_text,
}


def _list_of(part: Callable[[object, str], bool]) -> Callable[[object, str], bool]:
    return lambda value, last: isinstance(value, list) and all(part(one, last) for one in value)


_FIELDS: dict[str, Callable[[object, str], bool]] = {
    "attempts": _is_count,
    "points": _is_points,
    "hints": _is_count,
    "done": _is_bool,
    "done_at": _is_moment,
    "state": _is_state,
    "last": _is_last,
    "answer": _is_answer,
    "changed": _is_moment,
    "revealed": _is_bool,
    **{name: _list_of(part) for name, part in _PARTS.items()},
}
"""What a field may hold; fields of other names are another version's, and stay as they are."""
