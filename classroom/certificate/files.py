"""Where a class's certificates lie: certificates/ in its folder, with three files for each learner."""

from __future__ import annotations

import os
from pathlib import Path

from classroom.certificate.sealing import HTML, PDF
from classroom.errors import KitError
from classroom.grading.work_list import is_learner_name

FOLDER, CODE = "certificates", "txt"


def certificate_path(folder: Path, learner: str, kind: str) -> Path:
    """Where a learner's certificate is.

    Args:
        folder: the class folder.
        learner: the id.
        kind: CODE, HTML or PDF.
    """
    return folder / FOLDER / f"{learner}.{kind}"


def make_folder(folder: Path) -> None:
    """Make the folder of the certificates; where root makes it, it belongs to whom the class belongs to.

    Raises:
        KitError: it cannot be made.
    """
    place = folder / FOLDER
    try:
        place.mkdir(exist_ok=True)
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            owner = folder.stat()
            os.chown(place, owner.st_uid, owner.st_gid, follow_symlinks=False)
    except OSError as problem:
        raise KitError(f"{place} cannot be made: {problem.strerror or problem}.") from problem


def certificate_files(folder: Path, learner: str) -> tuple[Path, ...]:
    """A learner's certificate as files that can be handed out: page and PDF, those of them that there are.

    Args:
        folder: the class folder.
        learner: the id.
    """
    return tuple(path for path in _paths(folder, learner, HTML, PDF) if path.is_file() and not path.is_symlink())


def all_files(folder: Path, learner: str) -> tuple[Path, ...]:
    """Everything that there is of a learner's certificate, also the code."""
    paths = _paths(folder, learner, CODE, HTML, PDF)
    return tuple(path for path in paths if path.is_symlink() or path.is_file())


def _paths(folder: Path, learner: str, *kinds: str) -> tuple[Path, ...]:
    return tuple(certificate_path(folder, learner, kind) for kind in kinds) if is_learner_name(learner) else ()
