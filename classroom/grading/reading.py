"""Reading what one learner handed in for one assignment: whatever it is, something comes back that can be graded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from classroom.grading.notebook_file import LARGEST, Found, Unreadable, find_notebooks, read_bytes, shown
from classroom.grading.notebook_json import RawNotebook, parse_notebook
from classroom.grading.recognising import Recognised, recognise
from classroom.grading.released import HandedOut
from classroom.grading.repairing import repair
from classroom.grading.submission import Cell, Note, Submission

MOST_NOTES = 60
"""Notes on one submission; every task may have several, and nobody reads thousands."""

Read = tuple[Found, RawNotebook, Recognised]


def read_submission(folder: Path, handed_out: HandedOut, learner: str) -> Submission:
    """Read one learner's work. It never raises for what a learner did.

    The notebook with the handed-out name is read, wherever in the folder it lies. Where there is none, or it cannot be
    read, the one is with the most cells that were recognised; of several with as many the one that lies less deep, and
    then the first by name.

    Args:
        folder: submitted/LEARNER/ASSIGNMENT.
        handed_out: the notebook that was handed out.
        learner: the id.

    Returns:
        The cells in the order in which they are run, with exactly one check or text for each task and a note for
        everything that was repaired; or why nothing can be read.
    """
    about = {"learner": learner, "assignment": handed_out.assignment, "notebook": handed_out.notebook}
    notes: list[Note] = []
    try:
        candidates = find_notebooks(folder, handed_out.notebook)
        found, notebook, recognised = _choose(candidates, handed_out, notes)
    except Unreadable as problem:
        return Submission(**about, unread=problem.note, digest=_digest_of(["unread", problem.note.key]))
    if not found.named:
        notes.append(Note("notebook-renamed", {"file": found.shown}))
    elif found.depth:
        notes.append(Note("notebook-in-folder", {"file": found.shown}))
    if len(candidates) > 1:
        notes.append(Note("notebook-several", {"count": len(candidates), "file": found.shown}))
    cells, repairs = repair(notebook.cells, recognised, handed_out)
    return Submission(
        **about,
        file=found.path,
        cells=tuple(cells),
        repairs=_not_too_many([*notes, *repairs, *notebook.notes]),
        digest=digest_of_cells(handed_out.assignment, cells),
    )


def _not_too_many(notes: list[Note]) -> tuple[Note, ...]:
    """The first notes; where there are more, one that says how many."""
    if len(notes) <= MOST_NOTES:
        return tuple(notes)
    return (*notes[:MOST_NOTES], Note("more", {"count": len(notes) - MOST_NOTES}))


def digest_of_cells(assignment: str, cells: Sequence[Cell]) -> str:
    """A fingerprint of what decides the marks: the code in its order and its places, and the texts that are marked.

    Outputs, metadata and prose are not in it; that prose stands before a cell is, because places are counted with it.
    """
    parts = [
        [place, cell.kind, cell.role, cell.task, cell.source]
        for place, cell in enumerate(cells)
        if cell.kind == "code" or cell.role in ("answer", "check", "text")
    ]
    return _digest_of([assignment, *parts])


def _digest_of(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode("ascii")).hexdigest()


def _choose(candidates: Sequence[Found], handed_out: HandedOut, notes: list[Note]) -> Read:
    """The notebook to read. Raises Unreadable, for the first candidate, where none can be read."""
    first: Unreadable | None = None
    read: list[Read] = []
    left = LARGEST  # of all candidates together
    for found in candidates:
        if found.named != candidates[0].named and read:
            break
        try:
            data = read_bytes(found)
            left -= len(data)
            if left < 0 and read:
                break
            one = _read(found, data, handed_out)
        except Unreadable as problem:
            first = first or _named(problem, found)
            notes.append(Note("notebook-unreadable", {"file": found.shown}))
            continue
        read.append(one)
        if found.named:
            break
    if not read:
        raise first or Unreadable("none")
    return max(read, key=lambda one: (one[2].graded, -candidates.index(one[0])))


def _read(found: Found, data: bytes, handed_out: HandedOut) -> Read:
    """One notebook's cells. Raises Unreadable where none of them belongs to a task of the assignment."""
    notebook = parse_notebook(data)
    recognised = recognise(notebook.cells, handed_out)
    if not recognised.graded and notebook.page != handed_out.assignment:
        if notebook.page:
            raise Unreadable("other-assignment", other=shown(notebook.page), assignment=handed_out.assignment)
        raise Unreadable("nothing", assignment=handed_out.assignment)
    return found, notebook, recognised


def _named(problem: Unreadable, found: Found) -> Unreadable:
    """The same, with the file that it is about."""
    return Unreadable(problem.note.key, **{"file": found.shown, **problem.note.fields})
