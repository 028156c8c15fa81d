"""The gradebook of a class that is put back: in the folder, or in a database elsewhere."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classroom.class_folder import change_class, read_class
from classroom.keeping.packed import read_entry
from classroom.keeping.place import OWN
from classroom.keeping.portable import dump, loading

IN_THE_FOLDER = "sqlite"
"""What is said instead of an address for a gradebook in the class folder."""


@contextlib.contextmanager
def gradebook_back(
    file: Path, packed: zipfile.ZipFile, about: Mapping[str, Any], place: Path, target: Path, wanted: str
) -> Iterator[str]:
    """Put the gradebook where it is wanted; rows elsewhere are there for good once the block ends well."""
    settings = read_class(place)
    inside = place / about["inside"]
    if not about["gradebook"] and wanted in ("", IN_THE_FOLDER):
        if settings.gradebook:  # it names the file by the path that the class had before
            _name(place, "" if about["inside"] == OWN else f"sqlite:///{target / about['inside']}")
        yield ""
        return
    url = f"sqlite:///{place / OWN}" if wanted == IN_THE_FOLDER else wanted or settings.gradebook
    with tempfile.TemporaryDirectory(prefix="gradebook-") as kept, contextlib.ExitStack() as stack:
        if about["gradebook"]:
            lines = _lines(file, packed, about, Path(kept))
        else:
            lines = _dumped(f"sqlite:///{inside}", Path(kept))
        opened = {table: stack.enter_context(path.open(encoding="utf-8")) for table, path in lines.items()}
        where = "" if wanted == IN_THE_FOLDER else url
        if wanted:
            _name(place, where)
        load = loading(url, settings.course_id, settings.language, opened)
        if not where:
            with load:
                pass  # the rows have to be in the file before its folder gets another place
            yield ""
            return
        with load:
            if not about["gradebook"]:
                inside.unlink()
            yield where


def _name(place: Path, url: str) -> None:
    """Say in class.toml where the gradebook is."""

    def change(document: Any) -> None:
        if url:
            document["gradebook"] = url
        else:
            document.pop("gradebook", None)

    change_class(place, change)


def _lines(file: Path, packed: zipfile.ZipFile, about: Mapping[str, Any], kept: Path) -> dict[str, Path]:
    """The rows in the backup, as a file for each table."""
    found = {}
    for number, (table, part) in enumerate(about["gradebook"].items()):
        path = found[table] = kept / f"{number}.jsonl"
        with path.open("wb") as out:
            read_entry(file, packed, part, out.write)
    return found


def _dumped(url: str, kept: Path) -> dict[str, Path]:
    """The rows of another gradebook, as a file for each table."""
    found = {}
    for table, lines in dump(url):
        path = found[table] = kept / f"{table}.jsonl"
        with path.open("w", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in lines)
    return found
