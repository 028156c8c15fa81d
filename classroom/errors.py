"""What can go wrong in a way that somebody can mend: one sentence each, never a traceback."""

from __future__ import annotations

from pathlib import Path


class KitError(Exception):
    """A command cannot do what was asked; the message is one sentence that says why and what would help."""


class AuthorError(KitError):
    """A source page has a mistake; the message names the file and the cell."""

    def __init__(self, path: Path, cell: str, problem: str) -> None:
        place = f"{path}, {cell}" if cell else str(path)
        super().__init__(f"{place}: {problem}")
        self._told = path, cell, problem

    def __reduce__(self) -> tuple:  # so that it can come from another process
        return type(self), self._told
