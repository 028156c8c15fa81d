"""One hand-in put into submitted/ in place of the one before, whole or not at all."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from classroom.access.log import FOLDER
from classroom.collecting.placing import REPLACED
from classroom.errors import KitError
from classroom.files import digest, remove_tree
from classroom.grading.work_list import TIMESTAMP
from classroom.hub.collecting import copy_handed_in
from classroom.hub.inbound import arrived_at

MARK = ".handed-in"
"""The file in submitted/LEARNER/ASSIGNMENT that names the hand-in that it is; grading passes hidden files over."""

ARRIVING = "arriving"
"""The folder, beside the log of the class's access, in which work is put together."""

LARGEST = 100_000_000
"""Bytes of a hand-in, as nbgrader has it."""

OF_THE_MACHINE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE)
"""Errors that no hand-in brings about."""


class Unusable(KitError):
    """What was handed in cannot be graded, however often that is tried."""


def collect_one(
    folder: Path,
    source: Path,
    learner: str,
    assignment: str,
    at: dt.datetime,
    counts: Callable[[dt.datetime], bool] = lambda at: True,
) -> dt.datetime:
    """Copy a hand-in into submitted/, in place of the one before; nothing where it is there already.

    What lay there and did not come this way is kept in replaced/; what did was graded, and is kept as an attempt.

    Args:
        folder: the class folder, which the caller holds alone.
        source: its folder in the exchange, whose owner may change it meanwhile.
        learner, assignment: whose it is, and for what.
        at: when it arrived, which stands there in place of what the learner wrote.
        counts: whether work counts that came at a time; what was changed since is asked for once more.

    Returns:
        When the last thing in it changed. Where that does not count, nothing is put anywhere.

    Raises:
        Unusable: it is too large, or cannot be read.
        KitError: submitted/ cannot be written.
    """
    target = folder / "submitted" / learner / assignment
    if is_collected(folder, source.name, learner, assignment):
        return at
    stage = folder / FOLDER / ARRIVING / digest(source.name)
    remove_tree(stage)
    stage.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        copy_handed_in(source, stage, LARGEST)
    except KitError as problem:
        if isinstance(problem.__cause__, OSError) and problem.__cause__.errno in OF_THE_MACHINE:
            raise
        raise Unusable(str(problem)) from problem
    at = max(at, arrived_at(source) or at)
    if not counts(at):
        remove_tree(stage)
        return at
    try:
        _put(stage / TIMESTAMP, f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S.%f} UTC")
        _put(stage / MARK, source.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        before = stage.with_name(f"{stage.name}.before")
        remove_tree(before)
        if _mark(target):
            target.rename(before)
        elif os.path.lexists(target):
            target.rename(_free(folder / REPLACED / learner / assignment))
        stage.rename(target)
        remove_tree(before)
    except OSError as problem:
        raise KitError(f"{target} cannot be written: {problem.strerror or problem}.") from problem
    return at


def is_collected(folder: Path, name: str, learner: str, assignment: str) -> bool:
    """Whether what lies in submitted/ is this hand-in."""
    return _mark(folder / "submitted" / learner / assignment) == name


def clear(folder: Path) -> None:
    """Remove what was put together when somebody stopped it."""
    remove_tree(folder / FOLDER / ARRIVING)


def _mark(target: Path) -> str:
    try:
        return (target / MARK).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _put(path: Path, text: str) -> None:
    """Write a file whatever a learner handed in under its name."""
    if path.is_dir():
        shutil.rmtree(path)
    path.write_text(text, encoding="utf-8")


def _free(kept: Path) -> Path:
    """A path that is free, numbered from 1."""
    kept.mkdir(parents=True, exist_ok=True)
    number = 1
    while os.path.lexists(kept / str(number)):
        number += 1
    return kept / str(number)
