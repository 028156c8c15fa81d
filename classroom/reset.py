"""Back to new: one lesson or assignment of a workspace, with the old notebook kept beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from classroom.course import Course
from classroom.errors import KitError
from classroom.files import move_aside
from classroom.manifest import Manifest, is_workspace
from classroom.workspace import Change, build


def reset(
    course: Course, page_id: str, out: Path, languages: Sequence[str], now: dt.datetime | None = None
) -> list[Change]:
    """Put a new copy of a lesson or an assignment in its place.

    Args:
        course: the sources.
        page_id: such as "7.1" or "a07".
        out: the workspace.
        languages: in which languages; those that were never built are left out.
        now: the moment for which START shows a learner's plan.

    Returns:
        For each language the page, and what the old notebook is called now (None where there was none or it was new).

    Raises:
        KitError: no such page, no such workspace, or a folder that cannot be written.
    """
    entry = course.page(page_id)
    if not is_workspace(out):
        raise KitError(f"There is no workspace in {out}; make one with classroom build.")
    built = [language for language in languages if is_workspace(out / language)]
    if not built:
        raise KitError(f"{out} has no folder {' or '.join(languages)}; make it with classroom build.")
    done = []
    for language in built:
        path = out / language / entry.target
        kept = None
        if path.exists() and not Manifest.read(out / language).is_ours(entry.target):
            kept = move_aside(path, "kept")
        done.append(Change(path, "moved", kept))
    edition = "instructor" if Manifest.read(out / built[0]).edition == "instructor" else "learner"
    build(course, out, built, edition=edition, now=now)
    return done
