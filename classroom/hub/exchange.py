"""nbgrader's exchange in a class on a hub: prepared, and assignments put into it."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.hub.modes import give_whole, make_closed
from classroom.hub.places import Places, places
from classroom.hub.system import as_account

PASS_ONLY = 0o711
"""Of the folder with feedback: pages have names that only their learners know, and nobody sees the list."""

WRITE_ONLY = 0o3733
"""Of the inbound folder: everybody puts work in, nobody sees what is there, and nobody moves what others put in."""

READABLE = 0o755

LIKE_TMP = 0o1777
"""Of the exchange itself, which nbgrader wants everybody to be able to write in. It belongs to root, what lies there
can be moved by its owner alone, and nobody's nbgrader looks at another course in it than the class's."""


def has_exchange(folder: Path) -> bool:
    """Whether a class has an exchange, which is once `classroom serve` has been started for it."""
    return places(folder, read_class(folder)).exchange.is_dir()


def prepare_exchange(where: Places, settings: ClassSettings, owner: pwd.struct_passwd) -> Path:
    """Make the exchange with the modes that keep learners apart; the folder of the class in it."""
    make_closed(where.exchange, LIKE_TMP)
    course = where.exchange / settings.course_id
    if course.is_dir() and not course.is_symlink() and course.stat().st_uid == 0:
        give_whole(course, owner.pw_uid, owner.pw_gid)  # from before there was a hub

    def inside() -> None:  # as its owner, who could have put a link there
        for path, mode in (
            (course, READABLE),
            (course / "outbound", READABLE),
            (course / "inbound", WRITE_ONLY),
            (course / "feedback", PASS_ONLY),
        ):
            path.mkdir(exist_ok=True)
            path.chmod(mode)

    as_account(owner.pw_uid, inside)
    return course


def released(folder: Path) -> list[str]:
    """The assignments that are ready to be handed out: those in release/ of the class folder."""
    release = folder / "release"
    return sorted(one.name for one in release.iterdir() if one.is_dir()) if release.is_dir() else []


def hand_out(folder: Path, assignments: list[str] | None = None) -> list[str]:
    """Put released assignments where learners fetch them, in place of older versions.

    Args:
        folder: the class folder.
        assignments: their names; all that are released when None.

    Returns:
        Those whose copy in the exchange was not the same.

    Raises:
        KitError: one is not released, or nbgrader refuses.
    """
    settings = read_class(folder)
    where = places(folder, settings)
    chosen = released(folder) if assignments is None else assignments
    outbound = where.exchange / settings.course_id / "outbound"
    due = [one for one in chosen if not _same(folder / "release" / one, outbound / one)]
    if due:
        as_account(folder.stat().st_uid, lambda: _release(folder, where, settings, due))
    return due


def _same(one: Path, other: Path) -> bool:
    return other.is_dir() and dict(_files(one)) == dict(_files(other))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _release(folder: Path, where: Places, settings: ClassSettings, assignments: list[str]) -> None:
    """Run nbgrader's own release_assignment."""
    import logging

    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import ExchangeReleaseAssignment
    from traitlets.config import Config

    os.umask(0o022)
    for assignment in assignments:
        config = Config()
        config.CourseDirectory.root = str(folder.resolve())
        config.CourseDirectory.course_id = settings.course_id
        config.CourseDirectory.assignment_id = assignment
        config.Exchange.root = str(where.exchange)
        log = logging.Logger("nbgrader", level=logging.CRITICAL)
        releasing = ExchangeReleaseAssignment(
            coursedir=CourseDirectory(config=config), authenticator=None, config=config, log=log
        )
        releasing.force = True
        try:
            releasing.start()
        except (Exception, SystemExit) as problem:
            raise KitError(f"nbgrader did not hand out {assignment}: {problem}") from problem
