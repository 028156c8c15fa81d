"""Packs a learner's work: a program that runs as the learner's account and writes one zip to its standard output.

    python -I -m classroom.hub.packing HOME

Only files that lie in the home and belong to the account are in it: links are not followed, pipes and devices not
opened. What begins with a dot belongs to programs and stays out, but for the learner's progress and plan.
"""

from __future__ import annotations

import os
import stat
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

KEPT = (".kit/progress.json", ".kit/progress.json.bak", ".kit/plan.json", ".kit/plan.json.bak")
"""Files of a hidden folder that are the learner's own."""

LAST = ("datasets",)
"""Folders that everybody has the same of: packed when there is room after the rest."""

LARGEST, MOST = 500_000_000, 20_000
"""Bytes and files of one zip."""

LEFT_OUT = "LEFT-OUT.txt"
"""The file in the zip that says what had no room in it."""

_FIRST, _LAST = 315_532_800, 4_354_819_198
"""The seconds of Unix between which a time has to be that a zip can hold: of 1980 to 2107."""

_OPENED = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PIECE = 1 << 20


def pack(home: Path, out: IO[bytes], *, largest: int = LARGEST, most: int = MOST) -> list[str]:
    """Write a zip of somebody's work.

    Args:
        home: the learner's folder.
        out: where the zip goes.
        largest: bytes that files may have together.
        most: files that there may be.

    Returns:
        The files that had no room, which the zip names too, or could not be read.

    Raises:
        OSError: there is no such folder, or the zip cannot be written.
    """
    left: list[str] = []
    room, count = largest, 0
    top = os.open(home, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
            for name in sorted(
                _names(top), key=lambda one: (one.startswith(tuple(f"{place}/" for place in LAST)), one)
            ):
                size = _add(zipped, top, name, room) if count < most else None
                if size is None:
                    left.append(name)
                else:
                    room, count = room - size, count + 1
            if left:
                zipped.writestr(LEFT_OUT, "".join(f"{_shown(name)}\n" for name in left))
    finally:
        os.close(top)
    return left


def _names(top: int) -> Iterator[str]:
    """The files to pack, as paths from the home."""
    for folder, below, files, _ in os.fwalk(".", dir_fd=top, follow_symlinks=False):
        inside = folder.removeprefix(".").removeprefix("/")
        below[:] = sorted(name for name in below if not name.startswith(".") and name != "__pycache__")
        yield from (f"{inside}/{name}" if inside else name for name in files if not name.startswith("."))
    yield from KEPT


def _add(zipped: zipfile.ZipFile, top: int, name: str, room: int) -> int | None:
    """Put one file into the zip; its bytes, none for what is no file; None where it has no room or cannot be read."""
    try:
        handle = _open(top, name)
    except FileNotFoundError:
        return 0
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_uid != os.geteuid():
            return 0
        if about.st_size > room:
            return None
        when = time.gmtime(min(max(about.st_mtime, _FIRST), _LAST))[:6]
        entry = zipfile.ZipInfo(_shown(name), when)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        left = about.st_size  # a file that grows meanwhile is packed as long as it was
        with zipped.open(entry, "w", force_zip64=True) as packed:
            while left and (piece := file.read(min(_PIECE, left))):
                packed.write(piece)
                left -= len(piece)
    return about.st_size


def _open(top: int, name: str) -> int:
    """Open a file below a folder, through folders of which none is a link."""
    *folders, last = name.split("/")
    at = os.dup(top)
    try:
        for folder in folders:
            inner = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
            os.close(at)
            at = inner
        return os.open(last, _OPENED, dir_fd=at)
    finally:
        os.close(at)


def _shown(name: str) -> str:
    """A name that can be written: bytes that are no text are replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def main() -> None:
    """Pack the home that the command line names."""
    try:
        pack(Path(sys.argv[1]), sys.stdout.buffer)
    except OSError as problem:
        sys.exit(f"{problem.strerror or problem}")


if __name__ == "__main__":
    main()
