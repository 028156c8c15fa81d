"""The cells of a submission as the feedback page shows them, task by task, in the order they were handed in."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from classroom.grading.clean_text import shortened, visible, without_paths
from classroom.grading.highlighted import highlighted
from classroom.grading.outputs import safe_outputs
from classroom.grading.submission import Cell, Submission
from classroom.task_cells import cell_id

MOST = 300
"""Cells outside the tasks that are shown; of further ones only their number."""

LINES, LONGEST = 400, 20_000
"""What is shown of one cell's source."""

OUTPUT_LINES, OUTPUT_LONGEST = 40, 4_000
"""What is shown of one output that is text."""

COLOURED = 100_000
"""Characters of code on a page that are coloured, so that no submission takes long."""


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """One cell on the page.

    Attributes:
        place: which of the submission's cells, from 0.
        kind: "given", "answer", "own" or "text".
        source: what stands in it, as safe HTML.
        first: of a given cell, its first line.
        outputs: what it showed, as safe HTML.
    """

    place: int
    kind: str
    source: Markup
    first: str = ""
    outputs: tuple[Markup, ...] = ()


@dataclass
class Section:
    """The cells that belong to one task, or those before the first task where `task` is ""."""

    task: str
    cells: list[ShownCell] = field(default_factory=list)
    after: list[ShownCell] = field(default_factory=list)
    """What follows the place where the task is judged."""

    judged: bool = False

    def add(self, cell: ShownCell) -> None:
        (self.after if self.judged else self.cells).append(cell)


def sections(submission: Submission, tasks: Sequence[str], words: Mapping[str, str]) -> tuple[list[Section], int]:
    """The page's sections, and how many cells are not shown.

    A task's section begins where its prompt stands or, where that is gone, its first cell. Cells that were handed out
    stand at the beginning of the section they lead to.

    Args:
        submission: what was handed in.
        tasks: the ids of the assignment's tasks.
        words: "picture" and "shown", in the reader's language: what pictures are called that have no text, and
            outputs that are tables.
    """
    prompts = {f"{cell_id(task)}-prompt": task for task in tasks}
    found: dict[str, Section] = {"": Section("")}
    current, waiting, others, colours = found[""], [], 0, COLOURED
    for place, cell in enumerate(submission.cells):
        task = prompts.get(cell.name, cell.task)
        if task in tasks and task not in found:
            found[task] = Section(task)
        if task in tasks and task:
            current = found[task]
            current.cells += waiting
            waiting = []
        if cell.role == "check":
            current.judged = current.judged or cell.task == current.task
            continue
        if not _is_shown(cell):
            continue
        others += cell.role in ("own", "given")
        if others > MOST and cell.role in ("own", "given"):
            continue
        colours -= len(cell.source) if cell.kind == "code" else 0
        shown = _shown(place, cell, words, coloured=colours > 0)
        if cell.role == "given":
            waiting.append(shown)
            continue
        for one in (*waiting, shown):
            current.add(one)
        waiting = []
        current.judged = current.judged or cell.role == "text"
    for one in waiting:
        current.add(one)
    return [one for one in found.values() if one.task or one.cells], max(others - MOST, 0)


def _is_shown(cell: Cell) -> bool:
    """All that a learner may have written; of what was handed out, the code."""
    if cell.role == "given":
        return cell.kind == "code"
    return cell.role in ("answer", "text") or bool(cell.source.strip() or cell.outputs)


def _shown(place: int, cell: Cell, words: Mapping[str, str], *, coloured: bool) -> ShownCell:
    text = shortened(visible(cell.source), LINES, LONGEST)
    is_code = cell.kind == "code"
    source = highlighted(text) if is_code and coloured else html.escape(text, quote=False)
    if cell.role == "given":
        first = next((line for line in text.split("\n") if line.strip()), "")
        return ShownCell(place=place, kind="given", source=Markup(source), first=first[:70])
    kind = "text" if not is_code else cell.role if cell.role == "answer" else "own"
    outputs = tuple(_output(one, words) for one in safe_outputs(cell.outputs, picture=words["picture"]))
    return ShownCell(place=place, kind=kind, source=Markup(source), outputs=outputs if is_code else ())


def _output(output: Mapping[str, Any], words: Mapping[str, str]) -> Markup:
    """One output, which is safe already, as HTML."""
    if output["output_type"] == "error":
        return _text(f"{output['ename']}: {output['evalue']}")
    if output["output_type"] == "stream":
        return _text(output["text"])
    data = output["data"]
    if "text/html" in data:
        label = html.escape(words["shown"])
        return Markup(f'<div class="table" role="group" tabindex="0" aria-label="{label}">{data["text/html"]}</div>')
    for kind in ("image/png", "image/jpeg"):
        if kind in data:
            alt = html.escape(words["picture"])
            return Markup(f'<img src="data:{kind};base64,{data[kind]}" alt="{alt}">')
    return _text(data["text/plain"])


def _text(text: str) -> Markup:
    shown = shortened(without_paths(text.strip("\n")), OUTPUT_LINES, OUTPUT_LONGEST)
    return Markup(f"<pre>{html.escape(shown, quote=False)}</pre>")
