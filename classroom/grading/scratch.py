"""The folder that one submission runs in: the tables handed out, what the learner handed in, and nothing else."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from classroom.grading.work_list import TIMESTAMP
from classroom.sandbox.user import give
from customer_value.settings import CLASS_FILE, FILE_NAME

MOST_FILES, MOST_BYTES = 200, 16 * 2**20
"""Of a learner's own files beside the notebook, such as a table: how many are taken along, and how large in all."""

TABLES = "datasets"

LONGEST_PATH = 2_000
"""Bytes of a path: with a name of 255 more the system still takes it."""


@contextlib.contextmanager
def staged(data: Path) -> Iterator[Path]:
    """The tables that were handed out, copied to where a process of any user may read them while work is graded.

    Args:
        data: the folder of the handed-out assignment.
    """
    with tempfile.TemporaryDirectory(prefix="handed-out-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        shutil.copy(data / FILE_NAME, folder / FILE_NAME)
        if (data / TABLES).is_dir():
            shutil.copytree(data / TABLES, folder / TABLES)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield folder


@contextlib.contextmanager
def scratch(stage: Path, handed_in: Path | None, learner: str, assignment: str) -> Iterator[tuple[Path, Path]]:
    """A new folder for one submission, and the place in it that its notebook runs in.

    The place is called CLASS/autograded/LEARNER/ASSIGNMENT, as nbgrader calls it: by that the capstone's ledger is
    found. The tables are links to `stage`.

    Args:
        handed_in: the learner's folder; its own small files are taken along. None for none.
    """
    made = tempfile.mkdtemp(prefix="submission-")
    folder = Path(made)
    try:
        (folder / CLASS_FILE).touch()
        place = folder / "autograded" / learner / assignment
        place.mkdir(parents=True)
        if handed_in is not None:
            _take_along(stage, handed_in, place)
        shutil.copy(stage / FILE_NAME, place / FILE_NAME)
        if (stage / TABLES).is_dir():
            _link_tables(stage / TABLES, place / TABLES)
        give(folder)
        yield folder, place
    finally:
        _remove(folder)


def beside(stage: Path, handed_in: Path | None) -> str:
    """A fingerprint of a learner's own files beside the notebook, which its cells may read; "" where there are none."""
    found = [[name.as_posix(), _digest_of(path)] for path, name in own_files(stage, handed_in)]
    return hashlib.sha256(json.dumps(found).encode("ascii")).hexdigest() if found else ""


def _digest_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _link_tables(there: Path, here: Path) -> None:
    """Folders are made, files are links: a learner's own table beside them is theirs."""
    for root, _, names in os.walk(there):
        inside = here / Path(root).relative_to(there)
        inside.mkdir(exist_ok=True)
        for name in names:
            (inside / name).symlink_to(Path(root) / name)


def _take_along(stage: Path, handed_in: Path, place: Path) -> None:
    for path, name in own_files(stage, handed_in):
        target = place / name
        with contextlib.suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target, follow_symlinks=False)


def own_files(stage: Path, handed_in: Path | None) -> Iterator[tuple[Path, Path]]:
    """A learner's plain files that are neither notebooks nor in the way of what was handed out, and their names.

    Links, devices and what is too much stay behind.
    """
    left, count = MOST_BYTES, 0
    for root, folders, names in os.walk(handed_in or os.devnull):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root) / name
            own = path.relative_to(handed_in)
            if name.endswith(".ipynb") or name.startswith(".") or own == Path(TIMESTAMP) or _is_taken(stage, own):
                continue
            try:
                about = path.lstat()
            except OSError:
                continue
            if not stat.S_ISREG(about.st_mode):
                continue
            left, count = left - about.st_size, count + 1
            if left < 0 or count > MOST_FILES:
                return
            yield path, own


def _is_taken(stage: Path, own: Path) -> bool:
    """Whether a name is one that was handed out, or lies below what was handed out as a file."""
    return os.path.lexists(stage / own) or any((stage / above).is_file() for above in own.parents)


def _remove(folder: Path) -> None:
    """Remove it whatever was made of it: however deep its folders, and whoever may open them; no link is followed."""
    level = tempfile.mkdtemp(prefix="removed-")
    waiting, emptied = [str(folder)], []
    while waiting:
        place = waiting.pop()
        with contextlib.suppress(OSError):
            os.chmod(place, 0o700)  # noqa: PTH101 - there may be very many
            if len(os.fsencode(place)) > LONGEST_PATH:  # below it, paths would become longer than the system takes
                lifted = f"{level}/{len(emptied)}"
                os.rename(place, lifted)  # noqa: PTH104
                place = lifted
            emptied.append(place)
            with os.scandir(place) as found:
                for entry in list(found):
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        os.unlink(entry.path)  # noqa: PTH108
    for place in (*reversed(emptied), level):
        with contextlib.suppress(OSError):
            os.rmdir(place)  # noqa: PTH106
