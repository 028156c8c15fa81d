"""The learner's progress: one small JSON file in the workspace, never half-written, its last good copy beside it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tutor.entries import Entry, is_sound, mended
from tutor.held_folder import held
from tutor.joining import joined_tasks
from tutor.moments import now

FORMAT = 2
"""1 had no times. Whatever has the fields that this version knows, in the forms that it knows, is read."""

NAME = "progress.json"

_unsaved: dict[Path, dict[str, Entry]] = {}
"""What could not be written, by file: it is remembered at least until the notebook is closed."""

_untold: dict[Path, list[Note]] = {}
"""What was found wrong with a file when nobody could be told: it is said with the next thing that is."""


@dataclass(frozen=True)
class Note:
    """Something the learner has to be told about the file; `key` is one of messages.toml's table `note`."""

    key: str
    fields: dict[str, str]


class Progress:
    """The progress of one workspace, kept in its folder `.kit`.

    Every change reads the file again first, while nobody else may write it, so that two open notebooks do not undo each
    other's work. A file that is damaged, or that somebody edited into what the kit never writes, is kept aside and the
    last good copy restored; a folder that cannot be written to costs the saving and nothing else.

    Args:
        folder: the folder `.kit`.
        clock: asked for the present moment: what is later than it was not written by the kit.
    """

    def __init__(self, folder: Path, clock: Callable[[], dt.datetime] = now) -> None:
        self.path = folder / NAME
        self.copy = folder / f"{NAME}.bak"
        self._clock = clock

    def tasks(self) -> tuple[dict[str, Entry], list[Note]]:
        """All entries by task id, and what there is to say about the file."""
        return self._tasks(), self._to_tell()

    def entry(self, task: str) -> Entry:
        """What is kept of one task; {} where it was never touched."""
        return self._tasks().get(task, {})

    def change(self, task: str, how: Callable[[Entry], Entry]) -> list[Note]:
        """Replace one task's entry by what `how` makes of it, and save; notes say what went wrong with the file."""
        return self.change_all(lambda tasks: tasks | {task: how(dict(tasks.get(task, {})))})

    def change_all(self, how: Callable[[dict[str, Entry]], dict[str, Entry]]) -> list[Note]:
        """Replace the entries by what `how` makes of all of them, and save; notes as `change` gives them."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        notes = []
        with held(self.path.parent):
            found = self._sound(self.path)
            if found is None and self.path.exists():
                found = self._restored()
            before = self._with_unsaved(found)
            tasks = how(dict(before))
            try:
                self._write(tasks)
                _unsaved.pop(self.path, None)
            except OSError:
                changed = {task: entry for task, entry in tasks.items() if before.get(task) != entry}
                _unsaved.setdefault(self.path, {}).update(changed)
                notes.append(Note("unsaved", {"folder": str(self.path.parent)}))
        return [*self._to_tell(), *notes]

    def _tasks(self) -> dict[str, Entry]:
        found = self._sound(self.path)
        if found is None and self.path.exists():
            with held(self.path.parent):
                found = self._restored()
        return self._with_unsaved(found)

    def _with_unsaved(self, found: Mapping[str, Entry] | None) -> dict[str, Entry]:
        waiting = _unsaved.get(self.path)
        return joined_tasks(found or {}, waiting) if waiting else dict(found or {})

    def _to_tell(self) -> list[Note]:
        return _untold.pop(self.path, [])

    def _write(self, tasks: dict[str, Entry]) -> None:
        if self._sound(self.path) is not None:
            replace_file(self.copy, self.path.read_bytes())
        replace_file(self.path, _text(tasks))

    def _sound(self, path: Path) -> dict[str, Entry] | None:
        """The entries of a file; None where it is missing, damaged, or holds what the kit never writes."""
        tasks = _read(path)
        return tasks if is_sound(tasks, self._clock()) else None

    def _restored(self) -> dict[str, Entry]:
        """The last good copy in the file's place; what can be read of the file itself where there is no such copy."""
        again = self._sound(self.path)
        if again is not None or not self.path.exists():  # another notebook was faster
            return again or {}
        tasks, key = self._sound(self.copy), "restored"
        if tasks is None:
            parts = [mended(_read(path), self._clock()) for path in (self.path, self.copy)]
            tasks = joined_tasks(*parts)
            key = "mended" if tasks else "started-anew"
        aside = self.path.with_name(_free_name(self.path))
        try:
            if tasks:
                _keep_as(self.path, aside)
                replace_file(self.path, _text(tasks))
            else:
                self.path.replace(aside)
        except OSError:
            aside = self.path if self.path.exists() else aside
        _untold.setdefault(self.path, []).append(Note(key, {"file": aside.name}))
        return tasks


def _text(tasks: Mapping[str, Entry]) -> bytes:
    content = {"format": FORMAT, "tasks": tasks}
    try:
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")
    except UnicodeEncodeError:  # half a character, which JSON can name and UTF-8 cannot
        return json.dumps(content, indent=1, sort_keys=True).encode("utf-8")


def _read(path: Path) -> object:
    """The entries as they stand in a file, whatever they are; None where it cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["tasks"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _keep_as(path: Path, aside: Path) -> None:
    """Give a file another name, and leave it where it is too, so that at no moment there seems to be none."""
    try:
        os.link(path, aside)
    except OSError:  # a file system without links
        path.replace(aside)


def _free_name(path: Path) -> str:
    taken = {other.name for other in path.parent.iterdir()}
    number = 1
    while f"{path.name}.damaged-{number}" in taken:
        number += 1
    return f"{path.name}.damaged-{number}"


def replace_file(path: Path, data: bytes) -> None:
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
