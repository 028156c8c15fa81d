"""Putting uploads where the grader looks, newest last, so that nothing that was handed in is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from classroom.collecting.entries import Unusable
from classroom.collecting.grouping import Left
from classroom.collecting.uploads import Upload
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.grading.assignment import FOLDER as GRADING
from classroom.grading.attempts import FOLDER as ATTEMPTS
from classroom.grading.attempts import Attempt, Attempts
from classroom.grading.late import DueDates
from classroom.grading.notebook_file import LARGEST
from classroom.grading.released import HandedOut
from classroom.grading.work_list import TIMESTAMP, Work, read_time

REPLACED = "replaced"
"""The folder of a class that holds what a newer upload took the place of: LEARNER/ASSIGNMENT/NUMBER."""

MOST_FILES, MOST_BYTES = 300, 100_000_000
"""Of what lies in submitted/ and is compared: more was put there by hand, and is replaced without a look."""

Action = Literal["new", "newer", "attempt", "unchanged", "older", "set aside"]
"""What became of an upload: the first; in place of another; kept as an earlier attempt; there already; older than what
is there, and not taken; not taken because another one was named."""

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Placed:
    """What became of one upload."""

    learner: str
    path: str
    action: Action
    at: dt.datetime | None = None


@dataclass(frozen=True)
class _Read:
    upload: Upload
    files: Files


@dataclass(frozen=True)
class Placing:
    """Places the uploads for one assignment.

    Attributes:
        folder: the class folder.
        handed_out: the notebook that was handed out.
        due: when it is due; None for not known.
        dry: whether to say only what would be done.
    """

    folder: Path
    handed_out: HandedOut
    due: DueDates | None = None
    dry: bool = False

    def place(self, learner: str, uploads: Sequence[Upload]) -> tuple[list[Placed], list[Left]]:
        """Place one learner's uploads: the newest where the grader looks, older ones among the attempts before it.

        Where nothing says which of several is the newest, none is taken. Doing it again changes nothing.

        Args:
            learner: the id, from the roster.
            uploads: at least one.

        Raises:
            KitError: something cannot be written.
        """
        read, left = self._read(uploads)
        if not read:
            return [], left
        target = self.folder / "submitted" / learner / self.handed_out.assignment
        if target.is_symlink() or target.parent.is_symlink():
            return [], [
                *left,
                *(Left(one.upload.path, f"belongs to {learner}, whose folder is a link") for one in read),
            ]
        distinct, same = _distinct(read)
        newest, older, aside, unknown = _in_order(distinct)
        if newest is None:
            why = f"is one of several by {learner}, and nothing says which is the newest"
            listed = f'{why}; take one with --as "PATH={learner}"'
            return [], [*left, *(Left(one.upload.path, listed) for one in unknown)]
        here = _Place(self, learner, target)
        now = here.current()
        action = here.action_for(newest, now)
        if action is None:
            why = f"differs from what {learner} has in submitted/, and nothing says which is newer"
            left.append(Left(newest.upload.path, f'{why}; take it with --as "{newest.upload.path}={learner}"'))
            return [], left
        earlier = [*older, newest] if action == "older" else older
        done = [Placed(learner, one.upload.path, here.keep(one, now), one.upload.at) for one in earlier]
        if action != "older":
            here.put(newest, action)
            done.append(Placed(learner, newest.upload.path, action, newest.upload.at))
        done += [Placed(learner, one.upload.path, "unchanged", one.upload.at) for one in same]
        done += [Placed(learner, one.upload.path, "set aside", one.upload.at) for one in aside]
        return done, left

    def _read(self, uploads: Sequence[Upload]) -> tuple[list[_Read], list[Left]]:
        read, left = [], []
        for upload in uploads:
            try:
                files = {name: entry.read(LARGEST) for name, entry in upload.files.items()}
            except Unusable as problem:
                left.append(Left(upload.path, f"{problem}"))
                continue
            read.append(_Read(upload, files))
        return read, left


def _distinct(read: Sequence[_Read]) -> tuple[list[_Read], list[_Read]]:
    """The uploads, and apart those that only say again what another one says: where all times are known the one before.

    Who hands in the first version again after a second has handed in three times.
    """
    ordered = sorted(read, key=lambda one: (not one.upload.settled, one.upload.at is None, _time(one)))
    times = {one.upload.at for one in read}
    if None not in times and len(times) == len(read) and not any(one.upload.settled for one in read):
        found = [one for place, one in enumerate(ordered) if not place or one.files != ordered[place - 1].files]
    else:
        found = [one for place, one in enumerate(ordered) if all(one.files != other.files for other in ordered[:place])]
    return found, [one for one in ordered if not any(one is other for other in found)]


def _in_order(read: Sequence[_Read]) -> tuple[_Read | None, list[_Read], list[_Read], list[_Read]]:
    """The newest, those before it in their order, those that are not taken; or None, and those without an order."""
    settled = [one for one in read if one.upload.settled]
    if len(settled) == 1 and len(read) > 1:
        (newest,) = settled
        others = [one for one in read if one is not newest]
        at = newest.upload.at
        older = [one for one in others if at and one.upload.at and one.upload.at < at]
        aside = [one for one in others if one not in older]
        return newest, sorted(older, key=_time), aside, []
    times = [one.upload.at for one in read]
    if len(read) > 1 and (None in times or len(set(times)) < len(times)):
        return None, [], [], list(read)
    *older, newest = sorted(read, key=_time)
    return newest, older, [], []


_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


def _time(one: _Read) -> dt.datetime:
    return one.upload.at or _LONG_AGO


@dataclass(frozen=True)
class _Now:
    """What lies in submitted/ now: its files, when it came, and whether nobody has kept it as an attempt yet."""

    files: Files
    at: dt.datetime
    is_new: bool


class _Place:
    """One learner's place in submitted/, and the attempts."""

    def __init__(self, placing: Placing, learner: str, target: Path) -> None:
        self.placing = placing
        self.learner = learner
        self.target = target
        name = placing.handed_out.assignment
        grading = placing.folder.resolve() / GRADING
        self.grading = grading
        self.attempts = Attempts(
            grading / name / ATTEMPTS, learner, placing.handed_out, placing.folder / "release" / name
        )
        self.kept: list[Attempt] = list(self.attempts.all())

    def current(self) -> _Now | None:
        """What lies there; None for nothing."""
        if not self.target.is_dir():
            return None
        files, newest = _files_in(self.target)
        if not files:
            return None
        return _Now(files, _timestamp(self.target) or newest, not any(_is_kept(one, files) for one in self.kept))

    def action_for(self, newest: _Read, now: _Now | None) -> Action | None:
        """What is to become of the newest upload; None where nothing says."""
        if now is None:
            return "new"
        if newest.files == now.files:
            return "unchanged"
        if newest.upload.settled:
            return "newer"
        if newest.upload.at is None:
            return None
        return "newer" if newest.upload.at > now.at else "older"

    def keep(self, one: _Read, now: _Now | None) -> Action:
        """Keep an older upload as an attempt, where its place among them is still free: their numbers never change."""
        if any(_is_kept(attempt, one.files) for attempt in self.kept) or (now and now.files == one.files):
            return "unchanged"
        if now is not None and now.is_new and _time(one) > now.at:
            self._keep_current()
            now = None
        last = max((attempt.last for attempt in self.kept if attempt.last), default=None)
        if self.kept and (last is None or one.upload.at is None or one.upload.at <= last):
            return "older"
        if self.placing.dry:
            return "attempt"
        with tempfile.TemporaryDirectory(prefix="upload-", ignore_cleanup_errors=True) as made:
            try:
                _write(Path(made), one)
            except OSError as problem:
                raise KitError(f"{made} cannot be written: {problem.strerror or problem}.") from problem
            self._add(Path(made), one.upload.at)
        return "attempt"

    def put(self, one: _Read, action: Action) -> None:
        """Put an upload where the grader looks; what lay there is kept, as an attempt and as it is."""
        if self.placing.dry or action == "unchanged":
            return
        stage = self.target.with_name(f".{self.target.name}.collecting")
        try:
            if stage.exists():
                shutil.rmtree(stage)
            stage.mkdir(parents=True)
            _write(stage, one)
            if one.upload.at is not None and self._is_handed_in(one.upload):
                write_whole(stage / TIMESTAMP, f"{one.upload.at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S.%f} UTC")
            if os.path.lexists(self.target):
                if self.target.is_dir():
                    self._keep_current()
                aside = self._aside()
                aside.parent.mkdir(parents=True, exist_ok=True)
                self.target.rename(aside)
            stage.rename(self.target)
        except OSError as problem:
            raise KitError(f"{self.target} cannot be written: {problem.strerror or problem}.") from problem

    def _is_handed_in(self, upload: Upload) -> bool:
        """Whether an upload's time is when it was handed in: in Canvas's zip it may be when the zip was made."""
        due = self.placing.due.of(self.learner) if self.placing.due else None
        on_time = upload.kind == "canvas" and not upload.marked_late
        return not (on_time and due is not None and upload.at is not None and upload.at > due)

    def _keep_current(self) -> None:
        """Keep what lies there as an attempt, unless it is one."""
        files, newest = _files_in(self.target)
        if not self.placing.dry and not any(_is_kept(one, files) for one in self.kept):
            self._add(self.target, _timestamp(self.target) or newest)

    def _add(self, folder: Path, at: dt.datetime | None) -> None:
        self.grading.mkdir(parents=True, exist_ok=True)
        self.grading.chmod(0o700)
        _, attempts = self.attempts.keep(Work(self.learner, folder, at))
        self.kept = list(attempts)

    def _aside(self) -> Path:
        above = self.placing.folder / REPLACED / self.learner / self.target.name
        numbers = [int(path.name) for path in above.glob("*") if re.fullmatch(r"\d{1,6}", path.name)]
        return above / f"{max(numbers, default=0) + 1:03}"


def _is_kept(attempt: Attempt, files: Files) -> bool:
    """Whether an attempt is of these files. Of several notebooks it has one."""
    return bool(attempt.files) and attempt.files.items() <= files.items()


def _write(folder: Path, one: _Read) -> None:
    """Write an upload's files, with its time where that is known: by that a newer one is told from it."""
    for name, data in one.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if one.upload.at is not None:
            seconds = one.upload.at.timestamp()
            with contextlib.suppress(OSError, OverflowError):
                os.utime(path, (seconds, seconds))


def _files_in(folder: Path) -> tuple[dict[str, bytes], dt.datetime]:
    """The plain files of a folder but its time, and when the newest of them was written."""
    files: dict[str, bytes] = {}
    newest, left = 0.0, MOST_BYTES
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root) / name
            inside = path.relative_to(folder).as_posix()
            try:
                about = path.lstat()
                if path.is_symlink() or not path.is_file() or inside == TIMESTAMP:
                    continue
                newest = max(newest, about.st_mtime)
                left -= about.st_size
                if left >= 0 and len(files) < MOST_FILES:
                    files[inside] = path.read_bytes()
            except OSError:
                continue
    return files, dt.datetime.fromtimestamp(newest, dt.UTC)


def _timestamp(folder: Path) -> dt.datetime | None:
    path = folder / TIMESTAMP
    try:
        return None if path.is_symlink() else read_time(path.read_bytes()[:100].decode("ascii", "replace").strip())
    except OSError:
        return None
