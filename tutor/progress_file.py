"""The learner's progress: one small JSON file in the workspace, never half-written, its last good copy beside it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMAT = 1
NAME = "progress.json"

Entry = dict[str, Any]
"""What is kept of one task: state, best, attempts, wrong (fingerprints), hints, answer."""


_unsaved: dict[Path, dict[str, Entry]] = {}
"""What could not be written, by file: it is remembered at least until the notebook is closed."""


@dataclass(frozen=True)
class Note:
    """Something the learner has to be told about the file; `key` is one of messages.toml's table `note`."""

    key: str
    fields: dict[str, str]


class Progress:
    """The progress of one workspace, kept in its folder `.kit`.

    Every change reads the file again first, so that two open notebooks do not undo each other's work. A damaged file is
    kept aside and the last good copy restored; a folder that cannot be written to costs the saving and nothing else.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.copy = folder / f"{NAME}.bak"

    def tasks(self) -> tuple[dict[str, Entry], list[Note]]:
        """All entries by task id, and what there is to say about the file."""
        found, notes = _read(self.path), []
        if found is None:
            found, notes = self._restored() if self.path.exists() else ({}, [])
        return found | _unsaved.get(self.path, {}), notes

    def entry(self, task: str) -> Entry:
        """What is kept of one task; {} where it was never touched."""
        return self.tasks()[0].get(task, {})

    def change(self, task: str, how: Callable[[Entry], Entry]) -> list[Note]:
        """Replace one task's entry by what `how` makes of it, and save; notes say what went wrong with the file."""
        tasks, notes = self.tasks()
        tasks[task] = how(dict(tasks.get(task, {})))
        try:
            self._write(tasks)
            _unsaved.pop(self.path, None)
        except OSError:
            _unsaved.setdefault(self.path, {})[task] = tasks[task]
            notes.append(Note("unsaved", {"folder": str(self.path.parent)}))
        return notes

    def _write(self, tasks: dict[str, Entry]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"format": FORMAT, "tasks": tasks}, ensure_ascii=False, indent=1, sort_keys=True)
        if _read(self.path) is not None:
            _replace(self.copy, self.path.read_bytes())
        _replace(self.path, text.encode("utf-8"))

    def _restored(self) -> tuple[dict[str, Entry], list[Note]]:
        tasks = _read(self.copy)
        aside = self.path.with_name(_free_name(self.path))
        try:
            self.path.replace(aside)
            if tasks is not None:
                shutil.copyfile(self.copy, self.path)
        except OSError:
            aside = self.path
        key = "started-anew" if tasks is None else "restored"
        return tasks or {}, [Note(key, {"file": aside.name})]


def _read(path: Path) -> dict[str, Entry] | None:
    """The entries of a file; None where it is missing, damaged, or not a file of progress."""
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))["tasks"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(tasks, dict) or not all(isinstance(entry, dict) for entry in tasks.values()):
        return None
    return tasks


def _free_name(path: Path) -> str:
    taken = {other.name for other in path.parent.iterdir()}
    number = 1
    while f"{path.name}.damaged-{number}" in taken:
        number += 1
    return f"{path.name}.damaged-{number}"


def _replace(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: under another name in the same folder first, then renamed."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
