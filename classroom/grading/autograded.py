"""The notebook that formgrader shows: the learner's cells with nbgrader's marks of the cells, made safe to open.

An instructor opens it in a browser in which points can be entered. So nothing of what a learner wrote may run there or
take the place of something of nbgrader's: outputs go through `safe_outputs`, Markdown through `safe_markdown`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classroom.files import write_whole
from classroom.grading.clean_text import visible
from classroom.grading.gradebook_rows import remarks
from classroom.grading.outputs import safe_outputs
from classroom.grading.result import Graded, Stopped, TaskResult
from classroom.grading.submission import Cell, Submission
from customer_value.messages import message
from tutor.verdict import box

JOINER = "\u2060"
"""A character that is not seen and does not break a line; after it, what looked like the start of a tag is none."""

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_PICTURE = re.compile(r"!(?=\[)")
_LINK = re.compile(r"\](?=\((?!https?://)|:)")
_HEADING = re.compile(r"^((?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*#{1,6}[ \t]+)", re.MULTILINE)
_UNDERLINE = re.compile(r"^(?=[ \t>=-]*[=-])(?=[ \t>=-]+$)", re.MULTILINE)

_STOPPED = {"timeout": "stopped-timeout", "memory": "stopped-memory", "ended": "stopped-ended"}


def autograded_path(class_folder: Path, submission: Submission) -> Path:
    """Where formgrader looks for a submission's notebook."""
    return class_folder / "autograded" / submission.learner / submission.assignment / f"{submission.notebook}.ipynb"


def write_autograded(
    class_folder: Path, submission: Submission, graded: Graded, handed_out: Mapping[str, Any], language: str
) -> Path:
    """Write a submission's notebook where formgrader looks for it; nothing else of the assignment is copied there.

    Raises:
        KitError: it cannot be written.
    """
    path = autograded_path(class_folder, submission)
    write_whole(path, autograded_notebook(submission, graded, handed_out, language))
    return path


def autograded_notebook(submission: Submission, graded: Graded, handed_out: Mapping[str, Any], language: str) -> str:
    """A submission as formgrader shows it; equal input gives the same bytes.

    Cells that were recognised carry nbgrader's metadata of the notebook handed out, whatever the learner's copy says of
    itself. A check shows its task's verdict, a cell that stopped in the grader's run says so, and what an instructor
    has to know of the whole work stands at the top. Of work that could not be read, the notebook handed out is shown,
    so that points can be given by hand.

    Args:
        submission: what was handed in.
        graded: what it came to.
        handed_out: the notebook in release/, as nbformat has it.
        language: of the class.

    Returns:
        JSON of a valid notebook of nbformat 4.5.
    """
    given = {cell["id"]: cell for cell in handed_out["cells"]}
    results = {task.task: task for task in graded.tasks}
    stopped = {one.place: one for one in graded.stopped}
    picture = message("classroom", "gradebook.picture", language)
    cells: list[dict[str, Any]] = []
    shown: set[str] = set()
    for place, cell in enumerate(submission.cells):
        known = given.get(cell.name) if cell.name not in shown else None
        outputs = safe_outputs(cell.outputs, picture=picture) if cell.kind == "code" else []
        if cell.role == "check":
            outputs = _verdict(results.get(cell.task))
        elif place in stopped and cell.kind == "code":
            outputs = [*outputs, _stopped_note(stopped[place], language)]
        cells.append(_cell(cell, known, outputs))
        shown |= {known["id"]} if known else set()
    for cell in given.values():
        marked = cell["metadata"].get("nbgrader", {})
        if cell["id"] not in shown and (not submission.cells or marked.get("grade") or marked.get("solution")):
            check = cell["cell_type"] == "code" and marked.get("grade")
            task = cell["metadata"].get("kit", {}).get("task", "")
            cells.append(_as_handed_out(cell, _verdict(results.get(task)) if check else []))
    cells = [*_head(submission, graded, language), *cells]
    free = _free_ids(set(given))
    notebook = {
        "cells": [{**cell, "id": cell.get("id") or next(free)} for cell in cells],
        "metadata": handed_out["metadata"],
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def safe_markdown(text: str) -> str:
    """Markdown of a stranger, as Markdown that shows the same text and holds nothing but text.

    nbconvert passes HTML in Markdown on as it is, makes links that run a script, loads pictures from wherever they are,
    and gives each heading the name that its words make: a heading called as one of formgrader's fields would take that
    field's place. So there is no HTML, no picture, no link but to a page of the web, and no name.
    """
    text = _TAG.sub(f"<{JOINER}", visible(text))
    text = _LINK.sub(f"]{JOINER}", _PICTURE.sub(f"!{JOINER}", text))
    return _UNDERLINE.sub(JOINER, _HEADING.sub(rf"\1{JOINER}", text))


def _cell(cell: Cell, known: Mapping[str, Any] | None, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    """One of the learner's cells, with the metadata of the one handed out that it was recognised as."""
    metadata = known["metadata"] if known else {}
    # nbgrader refuses a notebook in which one of its cells has become one of another kind.
    kind = known["cell_type"] if known and "nbgrader" in metadata else cell.kind
    if known and cell.source == _source(known):
        source = cell.source
    else:
        source = safe_markdown(cell.source) if kind == "markdown" else visible(cell.source)
    made = {"cell_type": kind, "metadata": metadata, "source": source.splitlines(keepends=True)}
    if known:
        made["id"] = known["id"]
    return made | ({"execution_count": None, "outputs": outputs} if kind == "code" else {})


def _as_handed_out(cell: Mapping[str, Any], outputs: list[dict[str, Any]]) -> dict[str, Any]:
    kept = {name: cell[name] for name in ("id", "cell_type", "metadata", "source")}
    return kept | ({"execution_count": None, "outputs": outputs} if cell["cell_type"] == "code" else {})


def _source(cell: Mapping[str, Any]) -> str:
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def _verdict(result: TaskResult | None) -> list[dict[str, Any]]:
    """A check's output: the message, and the points as plain text, as nbgrader has them."""
    if result is None:
        return []
    shown = box(result.state, result.title, result.paragraphs, result.notes, kind="check")
    points = "" if result.points is None else repr(float(result.points))
    return [_output(shown, points, "execute_result")]


def _stopped_note(stopped: Stopped, language: str) -> dict[str, Any]:
    key = _STOPPED.get(stopped.kind)
    if key:
        reason = message("classroom", f"gradebook.{key}", language)
    else:
        reason = visible(f"{stopped.kind}: {stopped.message}" if stopped.message else stopped.kind)
    title = message("classroom", "gradebook.stopped", language)
    return _output(box("error", title, [reason], kind="stopped"), f"{title}: {reason}", "display_data")


def _output(markup: str, plain: str, kind: str) -> dict[str, Any]:
    made = {"output_type": kind, "data": {"text/html": markup, "text/plain": plain}, "metadata": {}}
    return made | ({"execution_count": None} if kind == "execute_result" else {})


def _head(submission: Submission, graded: Graded, language: str) -> list[dict[str, Any]]:
    """What an instructor has to know of the whole work; no cell where there is nothing."""
    repairs = [message("classroom", f"repair.{note.key}", language, **note.fields) for note in submission.repairs]
    said = [visible(text) for text in [*remarks(submission, graded, language), *repairs]]
    if not said:
        return []
    # The box is one line of HTML, which Markdown passes on; what stands in it is escaped there.
    shown = box("info", message("classroom", "gradebook.head", language), said, kind="grader").replace("\n", " ")
    return [{"cell_type": "markdown", "metadata": {}, "source": shown.splitlines(keepends=True)}]


def _free_ids(taken: set[str]) -> Iterator[str]:
    """Ids for cells that have none of their own: own-1, own-2 and so on."""
    number = 0
    while True:
        number += 1
        if (identity := f"own-{number}") not in taken:
            yield identity
