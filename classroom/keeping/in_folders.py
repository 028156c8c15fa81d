"""The folders of one person's files: work, what was made of it, and nbgrader's exchange."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from classroom.counted import counted
from classroom.errors import KitError
from classroom.keeping.person import Person, Trace, files_in, unlink_all

OF_LEARNERS = ("submitted", "replaced", "autograded", "feedback")

SECRET = "submission_secret.txt"
"""What nbgrader puts beside a submission, and names the feedback by that it hands back."""


def find(person: Person) -> Iterator[Trace]:
    """The traces; those of the exchange first, because they are found by what lies in the others."""
    yield from _exchange(person)
    for name in OF_LEARNERS:
        folder = person.folder / name / person.id
        if folder.is_symlink():
            yield Trace(what=f"the link {name}/{person.id}", remove=folder.unlink)
        elif folder.is_dir():
            yield folder_trace(folder, f"{name}/{person.id}")


def folder_trace(folder: Path, shown: str) -> Trace:
    """A folder that is a person's as a whole. Links in it are removed, and not what they lead to."""
    return Trace(what=f"{shown} ({counted(files_in(folder), 'file')})", remove=lambda: remove_all(folder))


def remove_all(folder: Path) -> None:
    """Remove a folder, whatever somebody allowed in it; no link is followed.

    Raises:
        KitError: it cannot be removed.
    """
    try:
        for root, _, _ in os.walk(folder):
            Path(root).chmod(0o700)
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as problem:
        raise KitError(f"{folder} cannot be removed: {problem.strerror or problem}.") from problem


def _exchange(person: Person) -> Iterator[Trace]:
    course = person.folder / "exchange" / person.settings.course_id
    inbound = [path for path in sorted((course / "inbound").glob("*/")) if path.name.split("+")[0] == person.id]
    pages = _returned(person, course / "feedback", inbound)
    if pages:
        what = f"{counted(len(pages), 'page')} of feedback in the exchange"
        yield Trace(what=what, remove=lambda: unlink_all(pages))
    for folder in inbound:
        yield folder_trace(folder, f"exchange/…/inbound/{folder.name}")


def _returned(person: Person, folder: Path, inbound: list[Path]) -> list[Path]:
    """Feedback handed back through the exchange: by the name that nbgrader gives it, or by its being the same page."""
    if not folder.is_dir():
        return []
    own = [person.folder / name / person.id for name in OF_LEARNERS]
    secrets = {_text(path) for place in (*own, *inbound) if place.is_dir() for path in place.rglob(SECRET)}
    notebooks = {path.stem for path in (person.folder / "release").glob("*/*.ipynb")}
    named = {hashlib.md5((secret + book).encode()).hexdigest() for secret in secrets - {""} for book in notebooks}
    same = {_digest(path) for path in (person.folder / "feedback" / person.id).rglob("*.html")}
    return [path for path in sorted(folder.glob("*.html")) if path.stem in named or _digest(path) in same]


def _text(path: Path) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="utf-8")
    return ""


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
