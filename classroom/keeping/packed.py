"""Reading a backup: what is in it, and each part held against its digest. Nothing in it is believed before."""

from __future__ import annotations

import contextlib
import hashlib
import json
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from classroom.errors import KitError
from classroom.keeping.backup import CHUNK, CLASS, HUB, MANIFEST, VERSION
from customer_value.settings import CLASS_FILE

MOST_ABOUT = 1 << 30
"""Bytes that a list of contents may have."""

# What reading a damaged zip may raise.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    struct.error,
    lzma.LZMAError,
)


@contextlib.contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        packed = zipfile.ZipFile(file)
    except OSError as problem:
        raise KitError(f"{file} cannot be read: {problem.strerror or problem}.") from problem
    except _DAMAGED as problem:
        raise KitError(f"{file} is no backup of a class, or only a part of one: it is no whole zip file.") from problem
    with packed:
        yield packed


def read_about(file: Path, packed: zipfile.ZipFile) -> dict[str, Any]:
    """What is in a backup, held against what the zip has; nothing is believed that could lead out of the folder."""
    try:
        entry = packed.getinfo(MANIFEST)
    except KeyError as problem:
        raise KitError(f"{file} is no backup of a class: classroom backup makes one.") from problem
    try:
        if entry.file_size > MOST_ABOUT:
            raise ValueError("too large")
        about = json.loads(packed.read(entry))
        if about["backup"] != VERSION:
            raise KitError(f"{file} was made by another version of the kit; put it back with that one.")
        about.setdefault(HUB, {"files": {}, "folders": {}})
        files = [*about[CLASS]["files"].items(), *about[HUB]["files"].items()]
        parts = [*(part for _, part in files), *about["gradebook"].values()]
        if sorted([MANIFEST, *(part["entry"] for part in parts)]) != sorted(packed.namelist()):
            raise ValueError("other entries than listed")
        folders = [name for part in (CLASS, HUB) for name in about[part]["folders"] if name]
        if not all(_is_safe(name) for name in (*folders, *(name for name, _ in files))):
            raise ValueError("a path that leads elsewhere")
        if about["inside"] and not _is_safe(about["inside"]):
            raise ValueError("a path that leads elsewhere")
        if CLASS_FILE not in about[CLASS]["files"]:
            raise ValueError(f"no {CLASS_FILE}")
        for _, part in files:
            int(part["mode"]), int(part["modified"]), int(part["size"]), str(part["sha256"])
        return about
    except (*_DAMAGED, AttributeError, OSError) as problem:
        raise KitError(f"{file} is damaged ({problem}): take another backup.") from problem


def _is_safe(name: str) -> bool:
    """Whether a path stays below the folder that it is put into, on this system."""
    parts = name.split("/")
    strange = set('\\:"') if os.name == "nt" else set()
    return not any(part in ("", ".", "..") or "\0" in part or set(part) & strange for part in parts)


def read_entry(file: Path, packed: zipfile.ZipFile, part: Mapping[str, Any], take: Callable[[bytes], object]) -> None:
    """Read one entry, and hold it against its size and digest."""
    summary, count = hashlib.sha256(), 0
    try:
        for data in _chunks(packed, part["entry"]):
            count += len(data)
            if count > part["size"]:
                break
            summary.update(data)
            take(data)
    except _Damaged as problem:
        raise KitError(f"{file} is damaged ({part['entry']}): take another backup.") from problem
    if count != part["size"] or summary.hexdigest() != part["sha256"]:
        raise KitError(f"{file} is damaged: {part['entry']} is not what was put in; take another backup.")


class _Damaged(Exception):
    """An entry cannot be read, which is no fault of the place that it is written to."""


def _chunks(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with packed.open(name) as there:
            while data := there.read(CHUNK):
                yield data
    except (*_DAMAGED, OSError) as problem:
        raise _Damaged from problem
