"""Where a person is still named: every file of a class folder is looked through for the id."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from pathlib import Path

LARGEST = 64 << 20
"""Bytes of a file that are looked through."""


def mentions(folder: Path, *words: str) -> tuple[str, ...]:
    """The files whose path or content holds a word, and not only as a part of another; also inside zips.

    Capital letters or not makes no difference.

    Args:
        folder: the class folder, or a part of it; it need not be there.
        words: an id, a name, an address; empty ones are passed over.
    """
    wanted = b"|".join(re.escape(os.fsencode(one)) for one in words if one)
    if not wanted:
        return ()
    word = re.compile(rb"(?<![A-Za-z0-9_])(?:" + wanted + rb")(?![A-Za-z0-9_])", re.IGNORECASE)
    found = []
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in (*folders, *sorted(names)):
            path = Path(root) / name
            shown = path.relative_to(folder).as_posix()
            if word.search(os.fsencode(name)) or (name not in folders and _holds(path, word)):
                found.append(shown)
    return tuple(found)


def _holds(path: Path, word: re.Pattern[bytes]) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST)
    except OSError:
        return False
    return bool(word.search(data)) or (data.startswith(b"PK\3\4") and _packed_holds(path, word))


def _packed_holds(path: Path, word: re.Pattern[bytes]) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            for entry in packed.infolist():
                if word.search(entry.filename.encode("utf-8", "surrogateescape")):
                    return True
                with packed.open(entry) as file:
                    if word.search(file.read(LARGEST)):
                        return True
    except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error):
        pass
    return False
