"""What the tests of keeping ask of a class folder."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def learners(folder: Path) -> list[str]:
    """Who has work in a class."""
    return sorted(path.name for path in (folder / "submitted").iterdir())


def rows_of(path: Path) -> dict[str, list[tuple]]:
    """Every row of every table of a SQLite database."""
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in tables}


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
