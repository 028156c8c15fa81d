"""A page run from top to bottom outside the browser, with what its cells show kept in it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.course import Course, Entry
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.notebook import Edition
from classroom.workspace import page_text, settings_text, write_task_pack

if TYPE_CHECKING:
    from nbformat import NotebookNode

LONGEST = 120
"""Seconds that one cell may take on a busy machine."""


def executed(
    course: Course, entry: Entry, language: str, folder: Path, edition: Edition = "instructor"
) -> NotebookNode:
    """Build a page and run it in a kernel of its own, in a folder that then also holds its settings and its pack.

    The state of its widgets is in the notebook's metadata.

    Args:
        course: the sources, with the ledger to run on.
        entry: the page.
        language: one of READABLE.
        folder: an empty folder to run it in.
        edition: "instructor" has the answers filled in and the notes for teaching.

    Raises:
        KitError: a cell stops, or there is no kernel to run it.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.reads(page_text(course, entry, language, edition), as_version=4)
    write_whole(folder / "kit.toml", settings_text(course, language, ledger=course.sample(language).resolve()))
    write_task_pack(course, entry, language, folder / ".kit", 1)
    client = NotebookClient(notebook, timeout=LONGEST, resources={"metadata": {"path": str(folder)}})
    try:
        client.execute(stderr=subprocess.DEVNULL)  # the kernel's own, where it warns of its connection
    except CellExecutionError as problem:
        raise KitError(f"{entry.id} stops in {language}: {problem.ename}: {problem.evalue}") from problem
    return notebook
