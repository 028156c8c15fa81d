"""A person's letters, and the lines of what was sent to them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path
from typing import Any

from classroom.counted import counted
from classroom.files import read_json, to_json, write_whole
from classroom.keeping.in_grading import json_lines
from classroom.keeping.person import Person, Trace, unlink_all
from classroom.mailing.outbox import FOLDER, NAME, Outbox


def find(person: Person) -> Iterator[Trace]:
    """The traces: letters as files, what says that they were shown, and the outbox."""
    mail = person.folder / FOLDER
    letters = [path for path in sorted(mail.rglob("*.eml")) if path.stem == person.id or _is_to(path, person)]
    if letters:
        yield Trace(what=counted(len(letters), "letter"), remove=lambda: unlink_all(letters))
    for path in sorted(mail.rglob("*.json")):
        yield from _entry(path, person)
    box = mail / NAME
    for trace in json_lines(box, lambda line: _is_about(line, person), f"{FOLDER}/{NAME}"):
        yield Trace(what=trace.what, remove=lambda trace=trace: _alone(box, trace))


def _is_to(path: Path, person: Person) -> bool:
    """Whether a letter goes to a person's address."""
    try:
        with path.open("rb") as file:
            to = BytesHeaderParser(policy=policy.default).parse(file).get_all("To", [])
        found = [address.casefold() for _, address in getaddresses([str(one) for one in to])]
    except (OSError, ValueError, LookupError):
        return False
    return bool(person.email) and person.email.casefold() in found


def _entry(path: Path, person: Person) -> Iterator[Trace]:
    """A person's entry in a list that goes by learner."""
    found = read_json(path)
    if isinstance(found, dict) and person.id in found:
        kept = {name: one for name, one in found.items() if name != person.id}
        shown = path.relative_to(person.folder).as_posix()
        yield Trace(what=f"the entry in {shown}", remove=lambda: write_whole(path, to_json(kept)))


def _alone(path: Path, trace: Trace) -> None:
    """Take lines out of the outbox while nobody sends."""
    with Outbox(path).open():
        trace.remove()
    with contextlib.suppress(OSError):
        path.chmod(0o600)


def _is_about(line: dict[str, Any], person: Person) -> bool:
    address = str(line.get("to", "")).casefold()
    return line.get("learner") == person.id or bool(person.email and address == person.email.casefold())
