"""Under which names an upload's files are stored: such as can be written on every machine, and the grader finds."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from classroom.collecting.entries import Entry
from classroom.collecting.forms import NOTEBOOK, Parts, is_notebook
from classroom.grading import attempts
from classroom.grading.notebook_file import DEEPEST, ENDING, MOST_NOTEBOOKS
from classroom.grading.scratch import MOST_BYTES, MOST_FILES
from classroom.grading.work_list import TIMESTAMP

LONGEST_NAME = 200
"""Bytes of a file's name."""

_UNSAFE = re.compile(r'[<>:"|?*\\/\x00-\x1f\x7f\ud800-\udfff]')


class Stored:
    """The files of one upload that the grader takes, by the path that each gets.

    Attributes:
        files: the files.
        dropped: how many more there are, being too many, too large in all, or in each other's way.
    """

    def __init__(self, pairs: Sequence[tuple[Parts, Entry]], notebook: str, handed_out: Path) -> None:
        """Choose and name them.

        Args:
            pairs: the files, with their paths in the upload.
            notebook: what the handed-out notebook is called, without its ending.
            handed_out: the folder that was handed out; what is called like something in it is nobody's own.
        """
        self.files: dict[str, Entry] = {}
        self.dropped = 0
        self._files: set[str] = set()
        self._folders: set[str] = set()
        safe = without_common([(safe_parts(inside), entry) for inside, entry in pairs])
        notebooks = [(inside, entry) for inside, entry in safe if is_notebook(entry)]
        if len(notebooks) == 1:  # it is told by its cells; another name would be told as something to repair
            inside, entry = notebooks[0]
            above = inside[:-1] if len(inside) <= DEEPEST + 1 else ()
            notebooks = [((*above, f"{notebook}{ENDING}"), entry)]
        for inside, entry in notebooks:
            found = NOTEBOOK.fullmatch(inside[-1])
            name = f"{found['stem']}{ENDING}" if found else inside[-1]
            self._add((*inside[:-1], name), entry, len(inside) <= DEEPEST + 1 and len(self.files) < MOST_NOTEBOOKS)
        left = MOST_BYTES
        for inside, entry in safe:
            if is_notebook(entry) or inside == (TIMESTAMP,) or _is_handed_out(handed_out, inside):
                continue
            left -= entry.size
            self._add(inside, entry, left >= 0 and len(self.files) < MOST_FILES)

    def _add(self, inside: Parts, entry: Entry, fits: bool) -> None:
        name = "/".join(inside)
        above = ["/".join(inside[:depth]).casefold() for depth in range(1, len(inside))]
        short = len(inside) <= attempts.DEEPEST and len(name.encode()) <= attempts.LONGEST
        if not fits or not short or name.casefold() in self._folders or self._files.intersection(above):
            self.dropped += 1
            return
        name = self._free(name)
        self.files[name] = entry
        self._files.add(name.casefold())
        self._folders.update(above)

    def _free(self, name: str) -> str:
        """A name that none has yet, also where capitals and small letters are the same."""
        beginning, ending = os.path.splitext(name)  # noqa: PTH122
        number, free = 2, name
        while free.casefold() in self._files | self._folders:
            free, number = f"{beginning}-{number}{ending}", number + 1
        return free


def safe_parts(parts: Parts) -> Parts:
    """A path that can be written on every machine."""
    return tuple(_short(_UNSAFE.sub("_", part).rstrip(" .")) or "_" for part in parts)


def without_common(pairs: Sequence[tuple[Parts, Entry]]) -> list[tuple[Parts, Entry]]:
    """The same without the folders that all of them lie in."""
    found = list(pairs)
    while found and all(len(inside) > 1 for inside, _ in found) and len({inside[0] for inside, _ in found}) == 1:
        found = [(inside[1:], entry) for inside, entry in found]
    return found


def _is_handed_out(folder: Path, inside: Parts) -> bool:
    there = [folder.joinpath(*inside[:depth]) for depth in range(1, len(inside) + 1)]
    return os.path.lexists(there[-1]) or any(above.is_file() for above in there[:-1])


def _short(name: str) -> str:
    """The end of a name, with as many bytes as a file's name may have."""
    return name.encode()[-LONGEST_NAME:].decode(errors="ignore")
