"""Making one progress of two: whatever either side has is in it, and it does not matter which is the first.

Joining is commutative, associative and idempotent, so that files may be carried back and forth, in any order and more
than once. Counts take the larger, what is true stays true, lists are united; of the last answer the later one counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tutor.entries import REVIEWS, TRIES, Entry, latest_of

LARGER = ("attempts", "points", "hints")
TRUE = ("done", "revealed")
LAST = ("state", "answer", "last", "changed")
"""What belongs to the last answer; it is taken from one side as a whole."""

_KEY = re.compile(r"[A-Za-z0-9_-]*")


def joined_tasks(one: Mapping[str, Entry], other: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries of two files, by task."""
    names = dict.fromkeys([*one, *other])
    return {name: joined(one.get(name, {}), other.get(name, {})) for name in names}


def joined(one: Entry, other: Entry) -> Entry:
    """What two entries of the same task come to. Both have to be sound."""
    if not one or not other or one == other:
        return dict(one or other)
    found: Entry = {}
    for name in sorted({*one, *other} - set(LAST) - {"earlier"}):
        given = [entry[name] for entry in (one, other) if name in entry]
        found[name] = _field(name, given)
    if "tries" in found:
        found["attempts"] = max(found.get("attempts", 0), len(found["tries"]))
    if "wrong" in found:
        found["wrong"] = _in_order(found["wrong"], found.get("tries", ()))
    last = max((one, other), key=_lateness)
    found |= {name: last[name] for name in LAST if name in last}
    earlier = sorted(text for text in _sentences(one) | _sentences(other) if text != found.get("answer"))
    return found | ({"earlier": earlier} if earlier else {})


def _field(name: str, given: list[Any]) -> Any:
    if name in LARGER or name in TRUE:
        return max(given)
    if name == "done_at":
        return min(given)
    items = [item for part in given for item in part] if name in ("wrong", "tries", "reviews") else []
    if name == "wrong":
        return list(dict.fromkeys(items))
    if name in ("tries", "reviews"):
        return latest_of(items, TRIES if name == "tries" else REVIEWS)
    return max(given, key=_plain)  # another version's: one of the two, and always the same one


def _in_order(wrong: list[str], tries: list[Mapping[str, Any]]) -> list[str]:
    """Fingerprints in the order in which they were first met; those of which that is not known come first."""
    first: dict[str, str] = {}
    for one in tries:
        first.setdefault(one.get("print", ""), one["at"])
    return sorted(wrong, key=lambda mark: (first.get(mark, ""), mark))


def _lateness(entry: Entry) -> tuple[str, str]:
    return entry.get("changed", ""), _plain({name: entry[name] for name in LAST if name in entry})


def _sentences(entry: Entry) -> set[str]:
    """What somebody wrote: their sentences now and before, but no option's key."""
    answer = entry.get("answer")
    now = {answer} if isinstance(answer, str) and not _KEY.fullmatch(answer) else set()
    return now | set(entry.get("earlier", ()))


def _plain(value: object) -> str:
    return json.dumps(value, sort_keys=True)
