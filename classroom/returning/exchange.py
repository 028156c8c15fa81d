"""Feedback into nbgrader's exchange, from which learners fetch it: released by nbgrader, page by page.

nbgrader names a released page by a secret that came with the submission, so that nobody finds what is not theirs.
"""

from __future__ import annotations

import logging
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.errors import KitError
from classroom.files import write_if_new
from classroom.grading.attempts import FOLDER, Attempts
from classroom.grading.released import HandedOut, read_released
from classroom.grading.work_list import TIMESTAMP
from classroom.release import CONFIG
from classroom.returning.pages import LeftOut, Page, Pages

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

SECRET = "submission_secret.txt"
"""What nbgrader puts beside a notebook that a learner submits through the exchange."""

LONGEST = 1000
"""Bytes of a file beside a notebook that is read; nbgrader's secrets have 128."""

_PLAIN = re.compile(rb"[\x21-\x7e]{16,1000}")
"""A secret that nbgrader can read, whoever wrote it."""

NO_SECRET = "did not hand in through the exchange"
TWICE = "handed in with the same secret as somebody else"
BRACKETS = "has an id with brackets in it, which nbgrader takes for a pattern"


@dataclass(frozen=True)
class Released:
    """Whose feedback is in the exchange now, and whose is not, with the reason."""

    learners: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


def release_feedback(folder: Path, pages: Pages) -> Released:
    """Put the pages into the exchange of the class's nbgrader_config.py.

    Args:
        folder: the class folder.
        pages: of one assignment.

    Raises:
        KitError: no exchange there, or whatever nbgrader refuses.
    """
    handed_out = read_released(folder, pages.assignment)
    secrets = {page.learner: _secret(folder, page, handed_out) for page in pages.ready}
    often = Counter(secret for secret in secrets.values() if secret)
    left_out, ready = list(pages.left_out), []
    for page in pages.ready:
        secret = secrets[page.learner]
        if not secret:
            left_out.append(LeftOut(page.learner, NO_SECRET))
        elif often[secret] > 1:
            left_out.append(LeftOut(page.learner, TWICE))
        elif set(page.learner) & set("[]"):
            left_out.append(LeftOut(page.learner, BRACKETS))
        else:
            ready.append(page)
    if ready:
        api = _api(folder)
        for page in ready:
            _release(api, folder, page, secrets[page.learner])
    return Released(tuple(page.learner for page in ready), tuple(sorted(left_out, key=lambda one: one.learner)))


def _release(api: NbGraderAPI, folder: Path, page: Page, secret: bytes) -> None:
    beside = folder / "feedback" / page.learner / page.assignment
    write_if_new(beside / SECRET, secret)
    at = read_small(folder / "submitted" / page.learner / page.assignment / TIMESTAMP)
    write_if_new(beside / TIMESTAMP, at if at.isascii() else b"")  # nbgrader only mentions it, but has to read it
    done = api.release_feedback(page.assignment, page.learner)
    if not done["success"]:
        lines = (done.get("log") or done.get("error") or "").strip().splitlines()
        why = lines[-1].rpartition("] ")[2] if lines else "it did not say why"
        raise KitError(f"nbgrader did not release the feedback of {page.learner} on {page.assignment}: {why}")


def _secret(folder: Path, page: Page, handed_out: HandedOut) -> bytes:
    """The secret of the attempt that counts; b"" where there is none."""
    kept = Attempts(
        folder / "grading" / page.assignment / FOLDER,
        page.learner,
        handed_out,
        folder / "release" / page.assignment,
    )
    for attempt in kept.all():
        if attempt.number == page.counted.attempt and SECRET in attempt.files:
            return plain_secret(attempt.files[SECRET])
    if page.counted.attempt == page.counted.attempts:  # what cannot be read is kept without the files beside it
        return plain_secret(read_small(folder / "submitted" / page.learner / page.assignment / SECRET))
    return b""


def plain_secret(secret: bytes) -> bytes:
    """A secret as nbgrader can read it; b"" for what is none."""
    return secret if _PLAIN.fullmatch(secret) else b""


def read_small(path: Path) -> bytes:
    """A plain file that a learner handed in; b"" for a link, a large one, or none."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    if path.parent.is_symlink() or path.parent.parent.is_symlink():
        return b""
    try:
        handle = os.open(path, flags)
    except OSError:
        return b""
    try:
        about = os.fstat(handle)
        return os.read(handle, LONGEST) if stat.S_ISREG(about.st_mode) and about.st_size <= LONGEST else b""
    finally:
        os.close(handle)


def _api(folder: Path) -> NbGraderAPI:
    """nbgrader's own, with the class's configuration, which says nothing on its own account."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config, PyFileConfigLoader

    log = logging.Logger("nbgrader")
    log.addHandler(logging.NullHandler())
    try:
        config = PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    except Exception as problem:  # the file is Python that an instructor may have edited: anything can go wrong in it
        raise KitError(f"{folder / CONFIG} cannot be read: {type(problem).__name__}: {problem}.") from problem
    config.merge(Config({"CourseDirectory": {"root": str(folder.resolve())}}))
    coursedir = CourseDirectory(config=config, log=log)
    api = NbGraderAPI(coursedir=coursedir, config=config, log=log)
    root = getattr(api.exchange.ReleaseFeedback(coursedir=coursedir, parent=api), "root", None)
    if root is not None and not Path(root).is_dir():
        raise KitError(
            f"There is no exchange in {root}: it is made where the class is served to browsers. Without one, return "
            "feedback with --to zip or --to mail."
        )
    return api
