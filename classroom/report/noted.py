"""What grading.jsonl says of a class's work: what was put right, what cannot be read, which folders are nobody's."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.grading.assignment import FOLDER
from classroom.grading.journal import NAME
from classroom.grading.submission import Note


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What there is to say of the work that lies there now.

    Attributes:
        repairs: by assignment and learner, what was otherwise than handed out.
        unread: by assignment and learner, why nothing of it can be graded: a key of the messages' table `unread`.
        skipped: by assignment, folders that are no learner's.
    """

    repairs: Mapping[tuple[str, str], tuple[Note, ...]] = field(default_factory=dict)
    unread: Mapping[tuple[str, str], str] = field(default_factory=dict)
    skipped: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)


def read_noted(folder: Path) -> Noted:
    """Read a class's journal; of two lines on the same work the later counts. A line that is broken is passed over."""
    repairs: dict[tuple[str, str], tuple[Note, ...]] = {}
    unread: dict[tuple[str, str], str] = {}
    skipped: dict[str, tuple[Note, ...]] = {}
    for line in _lines(folder / FOLDER / NAME):
        event, assignment = line.get("event"), str(line.get("assignment", ""))
        if event == "begun":
            skipped[assignment] = ()
        elif event == "skipped":
            skipped[assignment] = (*skipped.get(assignment, ()), _note(line))
        elif event == "graded":
            work = assignment, str(line.get("learner", ""))
            found = line.get("repairs")
            notes = [_note(one) for one in found if isinstance(one, dict)] if isinstance(found, list) else []
            for table, value in ((repairs, tuple(notes)), (unread, line.get("unread") or "")):
                table.pop(work, None)
                if value:
                    table[work] = value
    return Noted(repairs=repairs, unread=unread, skipped={name: notes for name, notes in skipped.items() if notes})


def _note(plain: Mapping[str, Any]) -> Note:
    about = {name: value for name, value in plain.items() if name not in ("at", "event", "assignment", "key")}
    return Note(str(plain.get("key", "")), about)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for text in file:
                try:
                    line = json.loads(text)
                except ValueError:
                    continue
                if isinstance(line, dict):
                    yield line
    except OSError:
        return
