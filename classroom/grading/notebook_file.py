"""Finding the notebook in what a learner handed in, and reading its bytes: no link is followed, no device opened."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from classroom.grading.clean_text import visible
from classroom.grading.submission import Note

LARGEST = 20_000_000
"""Bytes of a notebook that is read; an honest one has some hundred thousand."""

DEEPEST = 4
"""How far below the folder that was handed in a notebook is looked for."""

MOST_ENTRIES = 5_000
"""Files and folders that are looked at."""

MOST_NOTEBOOKS = 20
"""Notebooks among which one is chosen."""

ENDING = ".ipynb"


class Unreadable(Exception):
    """Nothing can be read; `note` says why."""

    def __init__(self, key: str, **fields: str | int) -> None:
        super().__init__(key)
        self.note = Note(key, fields)


@dataclass(frozen=True)
class Found:
    """A notebook that was handed in.

    Attributes:
        path: the file.
        shown: its path below the folder, fit to be shown.
        named: whether it has the name that was handed out.
        depth: how many folders below it lies.
    """

    path: Path
    shown: str
    named: bool
    depth: int


def shown(text: str) -> str:
    """A stranger's name, fit to stand in a sentence: in one line, nothing hidden in it, at most 80 characters."""
    text = text.replace("\r", "[U+000D]").replace("\n", "[U+000A]").replace("\t", "[U+0009]")
    text = visible(text)
    return text if len(text) <= 80 else f"{text[:60]}…{text[-19:]}"


def find_notebooks(folder: Path, name: str) -> list[Found]:
    """The notebooks below a folder: those of the handed-out name first, then the less deep, then by name.

    Hidden files and folders, such as .ipynb_checkpoints, are passed over; so are links, wherever they lead.

    Args:
        folder: submitted/LEARNER/ASSIGNMENT.
        name: the handed-out notebook's, without its ending.

    Raises:
        Unreadable: the folder is a link or cannot be read, or what is called like a notebook is none.
    """
    files, others = _walk(folder)
    found = [_found(folder, path, name) for path in files]
    if not found and others:
        raise Unreadable("link" if others[0].is_symlink() else "special", file=_relative(folder, others[0]))
    if not found:
        raise Unreadable("none")
    found.sort(key=lambda one: (not one.named, one.depth, one.path.as_posix()))
    return found[:MOST_NOTEBOOKS]


def read_bytes(found: Found) -> bytes:
    """What is in a notebook's file. Raises Unreadable: it is no plain file, too large, or must not be read."""
    # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        handle = os.open(found.path, flags)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable("special", file=found.shown)
            if about.st_size > LARGEST:
                raise Unreadable("too-large", file=found.shown, size=-(-about.st_size // 1_000_000), most=20)
            data = file.read(LARGEST + 1)
    except OSError as problem:
        raise Unreadable(_why(problem, "special"), file=found.shown) from problem
    if len(data) > LARGEST:
        raise Unreadable("too-large", file=found.shown, size=len(data) // 1_000_000 + 1, most=20)
    return data


def _walk(folder: Path) -> tuple[list[Path], list[Path]]:
    """Plain files that are called like notebooks, and what else is; folder by folder, in the order of their names."""
    files: list[Path] = []
    others: list[Path] = []
    if folder.is_symlink():
        raise Unreadable("folder-link")
    level, seen = [folder], 0
    for _ in range(DEEPEST + 1):
        deeper: list[Path] = []
        for one in level:
            for entry in _entries(one, MOST_ENTRIES - seen, top=one == folder):
                seen += 1
                path = Path(entry.path)
                if entry.name.startswith(".") or entry.name == "__MACOSX":
                    continue
                if entry.is_file(follow_symlinks=False):
                    files += [path] if _is_called_notebook(entry.name) else []
                    continue
                others += [path] if _is_called_notebook(entry.name) else []
                if entry.is_dir(follow_symlinks=False):
                    deeper.append(path)
        level = deeper
    return files, others


def _entries(folder: Path, most: int, *, top: bool) -> list[os.DirEntry[str]]:
    """What is in a folder, by name. Raises Unreadable where the topmost folder cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for _, entry in zip(range(most), entries, strict=False)), key=lambda one: one.name)
    except OSError as problem:
        if top:
            raise Unreadable("no-folder" if isinstance(problem, FileNotFoundError) else "folder") from problem
        return []


def _is_called_notebook(name: str) -> bool:
    return name.casefold().endswith(ENDING)


def _found(folder: Path, path: Path, name: str) -> Found:
    below = path.relative_to(folder)
    # Written on a Mac, a name may have its accents apart; on Windows, letters of another size are the same.
    same = unicodedata.normalize("NFC", path.name).casefold() == unicodedata.normalize("NFC", name + ENDING).casefold()
    return Found(path, _relative(folder, path), same, len(below.parts) - 1)


def _relative(folder: Path, path: Path) -> str:
    return shown(path.relative_to(folder).as_posix())


def _why(problem: OSError, otherwise: str) -> str:
    """The key of a sentence for a file that cannot be opened."""
    if isinstance(problem, PermissionError):
        return "permission"
    if problem.errno in (errno.ELOOP, errno.EMLINK):
        return "link"
    return "gone" if isinstance(problem, FileNotFoundError) else otherwise
