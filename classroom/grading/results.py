"""What each submission came to the last time, kept so that work that has not changed is not even read again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.files import write_whole
from classroom.grading.attempts import Counted, place_of
from classroom.grading.result import Graded

MOST_FILES = 500


@dataclass(frozen=True)
class Results:
    """The folder of the last results of one assignment, a file for each learner."""

    folder: Path

    def read(self, learner: str, mark: str) -> Counted | None:
        """The result of work that bears this mark; None where there is none, or of other work."""
        try:
            plain = json.loads(self._file(learner).read_text(encoding="utf-8"))
            return _counted(plain) if plain["mark"] == mark else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def all(self) -> Iterator[Counted]:
        """Every result, whatever work it is of; a damaged file is passed over."""
        for path in sorted(self.folder.glob("*/*.json")):
            try:
                yield _counted(json.loads(path.read_text(encoding="utf-8")))
            except (OSError, ValueError, KeyError, TypeError):
                continue

    def write(self, counted: Counted, mark: str) -> None:
        """Keep a result, once everything else that comes of it has been written."""
        plain = {"mark": mark, "attempt": counted.attempt, "attempts": counted.attempts}
        plain |= {"handed_in": counted.handed_in and counted.handed_in.isoformat(), "graded": counted.graded.to_json()}
        write_whole(self._file(counted.graded.learner), json.dumps(plain, ensure_ascii=False))

    def _file(self, learner: str) -> Path:
        return place_of(self.folder, learner).with_suffix(".json")


def _counted(plain: dict[str, Any]) -> Counted:
    graded = Graded.from_json(plain["graded"])
    at = plain["handed_in"] and dt.datetime.fromisoformat(plain["handed_in"])
    return Counted(graded=graded, attempt=plain["attempt"], attempts=plain["attempts"], handed_in=at)


def mark_of(folder: Path, *about: str) -> str:
    """A mark that changes when a file in a folder does, by its name, size or time, or what else a result depends on."""
    parts = list(about)
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names)[:MOST_FILES]:
            try:
                seen = os.lstat(os.path.join(root, name))  # noqa: PTH118 - ten thousand folders
            except OSError:
                continue
            parts.append(f"{root}/{name} {seen.st_size} {seen.st_mtime_ns} {seen.st_ino}")
        if len(parts) > MOST_FILES:
            break
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
