"""What a learner handed in for an assignment, time after time: kept, so that handing in again loses nothing.

An attempt is kept before it is graded, in a file of its own that is written whole; what is graded is what was kept.
Work that is handed in again with the same cells is the same attempt. So whoever is stopped at any moment finds each
attempt once, and an attempt's number never changes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote_to_bytes

from classroom.errors import KitError
from classroom.files import write_whole
from classroom.grading.notebook_file import Found, Unreadable, find_notebooks, read_bytes
from classroom.grading.reading import read_submission
from classroom.grading.released import HandedOut
from classroom.grading.result import Graded
from classroom.grading.scratch import own_files
from classroom.grading.submission import Note, Submission
from classroom.grading.work_list import Work

Which = Literal["last", "best", "first"]
"""Which attempt counts."""

FOLDER = "attempts"
"""The folder of them, below what grading keeps of an assignment."""

TURNS = 3
"""How often work is read that is being replaced at that moment."""

DEEPEST, LONGEST = 20, 1_000
"""Folders that a file beside the notebook may lie in, and bytes of its path; others are not taken along."""

FROM_OUTSIDE = frozenset(("timeout", "out of memory", "memory", "ended"))
"""States of tasks and kinds of stopped cells that a busy machine can bring about."""

OF_THE_FOLDER = ("notebook-several", "notebook-unreadable")
"""Notes on what lay beside the notebook, which is not kept."""

_ABOUT, _INSIDE = "attempt.json", "handed-in/"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def place_of(folder: Path, learner: str) -> Path:
    """Where something of one learner is kept below a folder: by a fingerprint, as an id may be no file's name."""
    name = hashlib.sha256(learner.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return folder / name[:2] / name[2:]


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt.

    Attributes:
        number: from 1.
        files: what was handed in, by the path below the folder: the notebook that is graded, and files beside it.
        notebook: the path of that notebook; "" for none.
        first, last: when this work was handed in, the first and the last time, in UTC; None for not known.
        unread: why nothing of it can be graded; None where something can.
        notes: on what lay beside the notebook.
    """

    number: int
    files: Mapping[str, bytes] = field(repr=False)
    notebook: str = ""
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    unread: Note | None = None
    notes: tuple[Note, ...] = ()

    def handed_in(self, which: Which) -> dt.datetime | None:
        """The time that counts: of the last attempt the last; else the first, as more of the same costs nobody."""
        return self.last if which == "last" else self.first

    @property
    def beside(self) -> dict[str, bytes]:
        """The files beside the notebook."""
        return {name: data for name, data in self.files.items() if name != self.notebook}

    @contextlib.contextmanager
    def unpacked(self) -> Iterator[Path]:
        """A folder with the files, for as long as it is wanted."""
        with tempfile.TemporaryDirectory(prefix="attempt-", ignore_cleanup_errors=True) as made:
            folder = Path(made)
            for name, data in self.files.items():
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            yield folder


@dataclass(frozen=True)
class Attempts:
    """The attempts of one learner at one assignment.

    Attributes:
        folder: of all learners' attempts; a learner's are below it in a folder named by a fingerprint of the id, each
            as NUMBER.zip, and what it came to as NUMBER.json.
        learner: the id.
        handed_out: the notebook that was handed out.
        data: the folder that was handed out; what is in it is nobody's own.
    """

    folder: Path
    learner: str
    handed_out: HandedOut
    data: Path

    def all(self) -> tuple[Attempt, ...]:
        """Those that are kept, by number; one that was damaged is passed over."""
        return tuple(found for number in self._numbers() if (found := self._read(number)) is not None)

    def keep(self, work: Work) -> tuple[Submission, tuple[Attempt, ...]]:
        """Keep what lies in submitted/ now, as a new attempt where it is other work than the last one.

        Args:
            work: the learner's.

        Returns:
            What was read, and all attempts with this one at the end.

        Raises:
            KitError: it cannot be kept, or is being replaced all the time.
        """
        for _ in range(TURNS):
            submission = read_submission(work.folder, self.handed_out, self.learner)
            now = self._taken(work, submission)
            if now is None:
                continue
            before = self.all()
            last = before[-1] if before else None
            is_new = last is None or now.files != last.files
            if is_new and now.unread is None and self.read(now).digest != submission.digest:
                continue  # what is kept has to be what was read
            if last is not None and self._same(now, submission.digest, last):
                known = [one for one in (last.first, now.first) if one is not None]
                now = replace(now, number=last.number, first=min(known, default=None))
                before = before[:-1]
            else:
                now = replace(now, number=max(self._numbers(), default=0) + 1)
            if now != last:
                write_whole(self._path(now.number, "zip"), _packed(now, self.learner, self.handed_out.assignment))
            return submission, (*before, now)
        raise KitError(f"{work.folder} is being replaced again and again; grade when that is done.")

    def read(self, attempt: Attempt) -> Submission:
        """An attempt as a submission, its file gone by now."""
        with attempt.unpacked() as folder:
            return self.read_in(folder, attempt)

    def read_in(self, folder: Path, attempt: Attempt) -> Submission:
        """An attempt as a submission, from the folder in which it is unpacked."""
        submission = read_submission(folder, self.handed_out, self.learner)
        return replace(submission, repairs=(*attempt.notes, *submission.repairs))

    def graded(self, attempt: Attempt, mark: str, digest: str) -> Graded | None:
        """What an attempt came to under this mark; None where that is not known, or where the grader has to look again.

        It has to where something was stopped from outside: whether that was the work's fault, the kept answers know.
        """
        try:
            plain = json.loads(self._path(attempt.number, "json").read_text(encoding="utf-8"))
            found = Graded.from_json(plain["graded"]) if plain["mark"] == mark else None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if found is None or found.digest != digest:
            return None
        stopped = {task.state for task in found.tasks} | {one.kind for one in found.stopped}
        return None if stopped & FROM_OUTSIDE else found

    def write_graded(self, attempt: Attempt, graded: Graded, mark: str) -> None:
        """Keep what an attempt came to."""
        plain = {"mark": mark, "graded": graded.to_json()}
        write_whole(self._path(attempt.number, "json"), json.dumps(plain, ensure_ascii=False))

    def _taken(self, work: Work, submission: Submission) -> Attempt | None:
        """What lies there, in memory; None where it is gone since it was read."""
        files: dict[str, bytes] = {}
        notebook = ""
        path = submission.file
        with contextlib.suppress(Unreadable):
            if submission.unread is not None:
                path = find_notebooks(work.folder, self.handed_out.notebook)[0].path
            if path is not None:
                data = read_bytes(Found(path, path.name, named=True, depth=0))
                notebook = path.relative_to(work.folder).as_posix()
                files[notebook] = data
        if submission.unread is None:
            if not notebook:
                return None
            for path, name in own_files(self.data, work.folder):
                if len(name.parts) <= DEEPEST and len(os.fsencode(name)) <= LONGEST:
                    with contextlib.suppress(OSError):
                        files.setdefault(name.as_posix(), path.read_bytes())
        return Attempt(
            number=0,
            files=files,
            notebook=notebook,
            first=work.timestamp,
            last=work.timestamp,
            unread=submission.unread,
            notes=tuple(note for note in submission.repairs if note.key in OF_THE_FOLDER),
        )

    def _same(self, now: Attempt, digest: str, last: Attempt) -> bool:
        """Whether what lies there is the last attempt's work: the same bytes, or what decides the marks is the same."""
        if now.unread is not None or last.unread is not None:
            return now.files == last.files and (bool(now.files) or now.unread == last.unread)
        return now.beside == last.beside and (now.files == last.files or self.read(last).digest == digest)

    def _path(self, number: int, ending: str) -> Path:
        return place_of(self.folder, self.learner) / f"{number}.{ending}"

    def _numbers(self) -> list[int]:
        names = (path.stem for path in place_of(self.folder, self.learner).glob("*.zip"))
        return sorted(int(name) for name in names if name.isascii() and name.isdecimal())

    def _read(self, number: int) -> Attempt | None:
        try:
            with zipfile.ZipFile(self._path(number, "zip")) as packed:
                about = json.loads(packed.read(_ABOUT))
                files = {
                    os.fsdecode(unquote_to_bytes(name.removeprefix(_INSIDE))): packed.read(name)
                    for name in packed.namelist()
                    if name.startswith(_INSIDE)
                }
            return Attempt(
                number=number,
                files=files,
                notebook=about["notebook"],
                first=_time(about["first"]),
                last=_time(about["last"]),
                unread=Note(**about["unread"]) if about["unread"] else None,
                notes=tuple(Note(**note) for note in about["notes"]),
            )
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error):
            return None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a learner's work came to.

    Attributes:
        graded: of the attempt that counts.
        attempt: its number.
        attempts: how many there are.
        handed_in: when it was handed in, in UTC; None for not known.
    """

    graded: Graded
    attempt: int = 1
    attempts: int = 1
    handed_in: dt.datetime | None = None


def could_count(attempts: Sequence[Attempt], which: Which) -> tuple[Attempt, ...]:
    """The attempts that have to be graded to know which one counts.

    That is the last one, whatever it is. Of the first or the best, what cannot be read is no attempt as long as there
    is another: nobody is to be left with a damaged file.
    """
    if which == "last":
        return tuple(attempts[-1:])
    readable = [one for one in attempts if one.unread is None] or list(attempts[-1:])
    return tuple(readable[:1] if which == "first" else readable)


def _packed(attempt: Attempt, learner: str, assignment: str) -> bytes:
    """A file that anybody can open; equal attempts give the same bytes."""
    about = {"learner": learner, "assignment": assignment, "number": attempt.number, "notebook": attempt.notebook}
    about |= {name: one and one.isoformat() for name, one in (("first", attempt.first), ("last", attempt.last))}
    about |= {"unread": attempt.unread and asdict(attempt.unread), "notes": [asdict(note) for note in attempt.notes]}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        # A learner's files may have names that are no text; a quoted name is.
        for name, data in ((_ABOUT, json.dumps(about, indent=1).encode("ascii")), *_quoted(attempt.files)):
            one = zipfile.ZipInfo(name, _EPOCH)
            one.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(one, data)
    return target.getvalue()


def _quoted(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, data in files.items():
        yield _INSIDE + quote(os.fsencode(name)), data


def _time(text: str | None) -> dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text)
