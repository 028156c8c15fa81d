"""What grading keeps of a person: answers, attempts, results, and lines in the tables of the whole class."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from classroom.counted import counted
from classroom.errors import KitError
from classroom.files import read_json, remove_tree, write_whole
from classroom.grading.assignment import FOLDER, Assignment
from classroom.grading.attempts import FOLDER as ATTEMPTS
from classroom.grading.attempts import Attempts, place_of
from classroom.grading.journal import NAME as JOURNAL
from classroom.grading.kept import Kept
from classroom.grading.released import HandedOut, read_released
from classroom.grading.scores import NAME as SCORES
from classroom.grading.scratch import beside
from classroom.keeping.person import Person, Trace, unlink_all


def find(person: Person) -> Iterator[Trace]:
    """The traces, in the order in which they may be removed: answers are found by the attempts."""
    for place in sorted((person.folder / FOLDER).glob("*/")):
        yield from _answers(person, place)
        yield from _own_file(person, place, ATTEMPTS, "the attempts")
        yield from _own_file(person, place, "results", "the result")
        yield from _score_rows(place / SCORES, person)
    yield from _journal_lines(person)


def _answers(person: Person, place: Path) -> Iterator[Trace]:
    """The answers that grading keeps by what was handed in; what somebody else handed in too is theirs as well."""
    if not (place / "answers").is_dir() or not place_of(place / ATTEMPTS, person.id).is_dir():
        return
    try:
        assignment = Assignment.read(place / "assignment.json")
        handed_out = read_released(person.folder, place.name)
    except (OSError, ValueError, KeyError, TypeError, KitError):
        return  # without what was handed out, nobody can say whose an answer is
    data = person.folder / "release" / place.name
    mine = _submissions(Attempts(place / ATTEMPTS, person.id, handed_out, data))
    if not assignment.own:
        mine -= _of_others(person, place, handed_out, data, {digest for digest, _ in mine})
    whose = person.id if assignment.own else ""
    found = {
        path
        for digest, own in mine
        for trusted in (False, True)
        if (path := Kept(place / "answers", trusted).file(digest + own, whose)).is_file()
    }
    if found:
        yield Trace(what=f"{counted(len(found), 'kept answer')} to {place.name}", remove=lambda: unlink_all(found))


def _submissions(attempts: Attempts) -> set[tuple[str, str]]:
    """What decides a learner's answers, for each attempt: the digest of the work, and that of the files beside it."""
    found = set()
    for attempt in attempts.all():
        if attempt.unread is None:
            with attempt.unpacked() as folder:
                found.add((attempts.read_in(folder, attempt).digest, beside(attempts.data, folder)))
    return found


def _of_others(
    person: Person, place: Path, handed_out: HandedOut, data: Path, digests: set[str]
) -> set[tuple[str, str]]:
    """The same of everybody else, of those attempts alone that came to one of these digests."""
    own = place_of(place / ATTEMPTS, person.id)
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()
    for path in (place / ATTEMPTS).glob("*/*/*.json"):
        graded = (read_json(path) or {}).get("graded", {})
        learner = graded.get("learner", "")
        if path.parent != own and graded.get("digest") in digests and learner not in seen:
            seen.add(learner)
            found |= _submissions(Attempts(place / ATTEMPTS, learner, handed_out, data))
    return found


def _own_file(person: Person, place: Path, kind: str, words: str) -> Iterator[Trace]:
    path = place_of(place / kind, person.id)
    file = path.with_suffix(".json")
    if path.is_dir():
        number = len(list(path.glob("*.zip")))
        yield Trace(what=f"{words} at {place.name} ({number})", remove=lambda: remove_tree(path))
    elif file.is_file():
        yield Trace(what=f"{words} of {place.name}", remove=lambda: file.unlink(missing_ok=True))


def _score_rows(path: Path, person: Person) -> Iterator[Trace]:
    if not path.is_file():
        return
    lines = path.read_bytes().decode("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if _first_cell(line) not in (person.id, f"'{person.id}")]
    if len(kept) < len(lines):
        what = f"{counted(len(lines) - len(kept), 'row')} of grading/{path.parent.name}/{path.name}"
        yield Trace(what=what, remove=lambda: write_whole(path, "".join(kept)))


def _first_cell(line: str) -> str:
    """What stands first in a row of scores.csv, in which no cell holds a line break."""
    if line.startswith('"'):
        return line[1:].partition('",')[0].replace('""', '"')
    return line.partition(",")[0]


def _journal_lines(person: Person) -> Iterator[Trace]:
    path = person.folder / FOLDER / JOURNAL
    yield from json_lines(path, lambda line: line.get("learner") == person.id, f"{FOLDER}/{JOURNAL}")


def json_lines(path: Path, is_theirs: Callable[[dict[str, Any]], bool], shown: str) -> Iterator[Trace]:
    """The lines of a journal that are a person's.

    Args:
        path: the journal.
        is_theirs: says of a line whether it is.
        shown: what the journal is called.
    """
    if not path.is_file():
        return
    count = sum(is_theirs(_read(line)) for line in path.read_bytes().splitlines())
    if count:
        yield Trace(what=f"{counted(count, 'line')} of {shown}", remove=lambda: _drop(path, is_theirs))


def _drop(path: Path, is_theirs: Callable[[dict[str, Any]], bool]) -> None:
    """Take lines out, of the file as it is at this moment."""
    lines = path.read_bytes().splitlines(keepends=True)
    write_whole(path, b"".join(line for line in lines if not is_theirs(_read(line))))


def _read(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
