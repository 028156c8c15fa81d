"""nbgrader's collecting and giving back, as a class on a hub needs them.

In nbgrader's exchange everybody may put work into the inbound folder under any name, as a folder that still belongs to
them while it is read. So whose work it is, the owner of the folder says; and it is copied without following links,
through folders that are held open, so that nothing can be slipped in between looking and reading.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from traitlets import Unicode

from classroom.access.hand_ins import read_hand_ins
from classroom.errors import KitError
from classroom.hub.accounts import read_accounts

BESIDE = ("timestamp.txt", "submission_secret.txt")
"""What nbgrader releases feedback by: which attempt it is for, and what only its learner knows of it."""

SECRET_LENGTH = 4096
"""Bytes that such a file may have."""


class CollectByOwner(ExchangeCollect):
    """Collect what was handed in, each learner's from folders of that learner's own account."""

    accounts = Unicode(help="accounts.csv of the class's hub").tag(config=True)

    def _path_to_record(self, path: str) -> dict[str, Any]:
        try:
            record = super()._path_to_record(path)
        except (ExchangeError, ValueError, OverflowError):  # a name that nobody's nbgrader made
            record = {"username": "?", "filename": Path(path).name, "timestamp": dt.datetime.min}
        if record["filename"] in self._done:
            record["username"] = ""
        elif owner_id(Path(path), self._ids) != record["username"]:
            self.log.warning("%s is left: it is in the name of %s, whose it is not.", path, record["username"])
            record["username"] = ""
        return record

    @cached_property
    def _done(self) -> set[str]:
        """What was graded as it came in, or does not count (see `handing_in`): neither is to be graded once more."""
        return {one.name for one in read_hand_ins(Path(self.coursedir.root))}

    @property
    def _ids(self) -> dict[int, str]:
        return {one.number: one.id for one in read_accounts(Path(self.accounts)).values()}

    def init_src(self) -> None:
        self.check_owner = False  # by account names, which are not ids here; the owner has been looked at
        super().init_src()
        self.src_records = [one for one in self.src_records if one["username"]]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        try:
            copy_handed_in(Path(src), Path(dest), self.coursedir.max_dir_size * 1000)
        except KitError as problem:  # the others' work is collected all the same
            self.log.error("%s", problem)


def owner_id(path: Path, ids: dict[int, str]) -> str | None:
    """The id of the learner whose account owns a folder; None for a link, a file, or somebody else's."""
    try:
        about = path.lstat()
    except OSError:
        return None
    return ids.get(about.st_uid) if stat.S_ISDIR(about.st_mode) else None


def copy_handed_in(source: Path, target: Path, most: int) -> None:
    """Copy the files and folders of one account, and nothing that links or pipes or somebody else's files lead to.

    Args:
        source: the folder that was handed in, whose owner may change it meanwhile.
        target: where it goes; not there yet.
        most: bytes.

    Raises:
        KitError: it is more than that, or cannot be read; then there is no target.
    """
    left = most
    try:
        target.mkdir(parents=True)
        top = os.open(source, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            owner = os.fstat(top).st_uid
            for place, below, names, folder in os.fwalk(".", dir_fd=top, follow_symlinks=False):
                if os.fstat(folder).st_uid != owner:
                    below.clear()
                    continue
                here = target / place
                here.mkdir(exist_ok=True)
                for name in names:
                    left -= _copy(folder, name, here / name, owner, left)
        finally:
            os.close(top)
    except OSError as problem:
        shutil.rmtree(target, ignore_errors=True)
        raise KitError(f"{source.name} cannot be read: {problem.strerror or problem}.") from problem
    except KitError:
        shutil.rmtree(target, ignore_errors=True)
        raise


def _copy(folder: int, name: str, target: Path, owner: int, most: int) -> int:
    """Copy one file where it is one, and give its length."""
    try:
        source = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError:
        return 0  # a link, or nothing that can be read
    with os.fdopen(source, "rb") as reading:
        about = os.fstat(source)
        if not stat.S_ISREG(about.st_mode) or about.st_uid != owner or about.st_nlink > 1:
            return 0
        content = reading.read(most + 1)
    if len(content) > most:
        raise KitError(f"{target.name} is left: what was handed in is too large.")
    target.write_bytes(content)
    return len(content)


class ReleaseGraded(ExchangeReleaseFeedback):
    """Release feedback that `classroom grade` has written: which attempt it is for stands with the submission.

    Work that came without it, which no learner's nbgrader hands in, is left out, and everybody else gets theirs.
    """

    def copy_files(self) -> None:
        left = []
        for learner in sorted(Path(self.coursedir.root, self.coursedir.feedback_directory).glob("*")):
            folder = learner / self.coursedir.assignment_id
            submitted = Path(self.coursedir.root, self.coursedir.submitted_directory, learner.name, folder.name)
            if folder.is_dir() and not all(_beside(submitted / name, folder / name) for name in BESIDE):
                self.log.warning("The feedback of %s is left: what was handed in does not say for what.", learner.name)
                left.append(learner.name)
        self.coursedir.student_id_exclude = ",".join([*filter(None, [self.coursedir.student_id_exclude]), *left])
        before = os.umask(0o022)  # learners read the pages; that they cannot list them keeps them apart
        try:
            super().copy_files()
        finally:
            os.umask(before)


def _beside(source: Path, target: Path) -> bool:
    """Put a line of the submission beside the feedback; whether there is one, here or there."""
    if source.is_file() and not source.is_symlink():
        content = source.read_bytes()
        if 0 < len(content) <= SECRET_LENGTH and content.isascii():
            target.write_bytes(content)
            return True
    return target.is_file()
