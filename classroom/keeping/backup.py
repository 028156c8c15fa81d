"""A class in one file: everything that cannot be made again, with a digest of each part."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.hub.places import Places, places
from classroom.keeping.contents import contents, copy_database
from classroom.keeping.place import gradebook_url, inside
from classroom.keeping.portable import dump

VERSION = 1
"""Raised when what is written now could not be put back by what was there before."""

MANIFEST, CLASS, HUB, GRADEBOOK = "backup.json", "class/", "hub/", "gradebook/"
"""In the file: what is in it, the class folder, the hub's own folder, and the rows of a gradebook that is elsewhere."""

MADE_BY_THE_HUB = frozenset(("homes", "private/workspace"))
"""Of the hub's folder: what is made again, and the learners' homes, which can be larger than everything else."""

CHUNK = 1 << 20

_EPOCH = (1980, 1, 1, 0, 0, 0)

Told = Callable[[str, int, int], None]
"""Told of each part: its name, how many are done, and how many there are."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A backup that was made.

    Attributes:
        path: the file.
        files: how many files of the class folder are in it.
        size: of the file, in bytes.
        passed: what was passed over: links and other things that are no files.
        elsewhere: databases that are not in it, with the reason.
    """

    path: Path
    files: int
    size: int
    passed: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def make_backup(folder: Path, out: Path, tell: Told = lambda name, done, total: None) -> Backup:
    """Write a class into one zip, which its owner alone may read: the class's secret is in it.

    Whoever grades or uses the hub meanwhile need not stop: files are written whole by everybody, databases are copied
    as they are at one moment, and after everything else. So the gradebook holds at least what the results beside it
    speak of.

    Args:
        folder: the class folder.
        out: the file, which must not be there yet, outside the class folder.
        tell: told of each file that is done.

    Raises:
        KitError: no class there, no place for the file, or a database that cannot be copied.
    """
    settings = read_class(folder)
    if out.exists() or out.is_symlink():
        raise KitError(f"{out} is there already; move it away or name another file with --out.")
    if out.resolve().is_relative_to(folder.resolve()):
        raise KitError(f"{out} is inside the class folder; a backup belongs elsewhere, best on another machine.")
    url = gradebook_url(folder, settings)
    about: dict[str, Any] = {"backup": VERSION, "name": settings.name, "inside": inside(folder, url), "gradebook": {}}
    hub = places(folder, settings)
    parts = {CLASS: (folder, contents(folder))}
    if hub.root.is_dir() and not hub.root.resolve().is_relative_to(folder.resolve()):
        parts[HUB] = hub.root, contents(hub.root, MADE_BY_THE_HUB)
    total, done = sum(len(found.files) for _, found in parts.values()), 0
    temporary = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for part, (place, found) in sorted(parts.items(), reverse=True):  # the class's databases at the end
                about[part] = {"folders": _modes(place, found.folders), "files": {}}
                for name in sorted(found.files, key=lambda name, found=found: (name in found.databases, name)):
                    if entry := _file(packed, part, place, name, database=name in found.databases):
                        about[part]["files"][name] = entry
                    tell(name, done := done + 1, total)
            if not about["inside"]:
                for table, lines in dump(url):
                    about["gradebook"][table] = _rows(packed, table, lines)
            _put(packed, MANIFEST, [json.dumps(about, indent=1, sort_keys=True).encode("ascii")])
        temporary.replace(out)
    except OSError as problem:
        place = problem.filename or out
        raise KitError(f"{place} cannot be read or written: {problem.strerror or problem}.") from problem
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    passed = [name for _, found in parts.values() for name in found.passed]
    if hub.root.is_dir() and "exchange" in passed:
        passed.remove("exchange")  # a link to the hub's, which is in it
    return Backup(
        path=out,
        files=sum(len(about[part]["files"]) for part in parts),
        size=out.stat().st_size,
        passed=tuple(passed),
        elsewhere=tuple(_elsewhere(settings, hub)),
    )


def _elsewhere(settings: ClassSettings, hub: Places) -> Iterator[str]:
    if settings.hub.database:
        yield "the hub's database, which is elsewhere"
    if hub.homes.is_dir():
        yield f"the learners' homes in {hub.homes.resolve()}"


def entry_name(part: str, name: str) -> str:
    """What a file is called in the backup; one whose name is no text has it quoted."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        name = quote(os.fsencode(name))
    return part + name


def _file(packed: zipfile.ZipFile, part: str, folder: Path, name: str, *, database: bool) -> dict[str, Any] | None:
    """Put one file in; None where it is gone by now."""
    path = folder / name
    try:
        about = path.stat()
        if not database:
            with path.open("rb") as file:
                entry = _put(packed, entry_name(part, name), _chunks(file), about.st_size)
            return entry | {"mode": about.st_mode & 0o777, "modified": about.st_mtime_ns}
    except FileNotFoundError:
        return None
    with tempfile.TemporaryDirectory(prefix="backup-") as made:
        copy = Path(made) / "copy"
        copy_database(path, copy)
        with copy.open("rb") as file:
            entry = _put(packed, entry_name(part, name), _chunks(file), copy.stat().st_size)
    return entry | {"mode": about.st_mode & 0o777, "modified": about.st_mtime_ns}


def _rows(packed: zipfile.ZipFile, table: str, lines: Iterable[str]) -> dict[str, Any]:
    return _put(packed, f"{GRADEBOOK}{table}.jsonl", (f"{line}\n".encode() for line in lines))


def _put(packed: zipfile.ZipFile, name: str, parts: Iterable[bytes], size: int = 0) -> dict[str, Any]:
    """Write one entry; its size and digest."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100600 << 16
    entry.file_size = size
    summary, count = hashlib.sha256(), 0
    with packed.open(entry, "w", force_zip64=not size) as file:
        for part in parts:
            file.write(part)
            summary.update(part)
            count += len(part)
    return {"entry": name, "size": count, "sha256": summary.hexdigest()}


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while part := file.read(CHUNK):
        yield part


def _modes(place: Path, folders: Iterable[str]) -> dict[str, int]:
    """Who may do what in the folders, the outermost among them as ""."""
    found = {}
    for name in ("", *folders):
        with contextlib.suppress(FileNotFoundError):
            found[name] = (place / name).stat().st_mode & 0o777
    return found
