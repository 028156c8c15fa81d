"""From recognised cells to a submission that can be run: every task asked once, nothing of the learner's work lost.

The rules:

- The learner's cells are run in the learner's order. What was recognised as nothing handed out is the learner's own.
- Of several answers to one task the last counts that is not as handed out: who copies a cell changes the copy. One that
  gives the task's name no value counts only where none does. The others are the learner's own and are run as well.
- A check is what was handed out, whatever was made of it, and stands where the learner has it; where that is before the
  answer, or nowhere, it stands right after the answer. Other code that was written into it is kept in front of it.
- A given cell that is gone is put back where it stood if other cells may need it: if it gives something a name.
- An answer that is gone is not put back: its blank says nothing that its absence does not say.
- A cell that became text or code is what it was handed out as; an answer only if it is Python and nobody else gives its
  name a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from classroom.grading.code_text import defines, is_bare_check, parsed, plain
from classroom.grading.handed_outputs import Outputs
from classroom.grading.notebook_json import RawCell
from classroom.grading.recognising import Recognised
from classroom.grading.released import HandedCell, HandedOut
from classroom.grading.submission import Cell, Note

MOST_OWN = 1_000
"""Cells of the learner's own that are kept."""

LONGEST = 500_000
"""Characters of one cell."""

LONGEST_OWN = 2_000_000
"""Characters of all the cells of the learner's own."""

Key = tuple[int, int, int]
"""Where a cell comes to stand: by which of the submission's cells, before or after it, and in which order there."""

_BEFORE, _IN_FRONT, _HERE, _AFTER = -2, -1, 0, 1

_KEPT_METADATA = (
    "points",
    "grade",
    "solution",
    "locked",
    "task",
    "checksum",
    "cell_type",
    "grade_id",
    "schema_version",
)


@dataclass
class _Work:
    """One submission's cells while they are put in order.

    Attributes:
        cells: as handed in.
        found: what they were recognised as.
        handed_out: the notebook that was handed out.
        counted: which cell counts for each handed-out cell, by its id.
        placed: the cells of the result with their keys.
        notes: what was repaired.
        outputs: what is kept of the outputs.
    """

    cells: Sequence[RawCell]
    found: Recognised
    handed_out: HandedOut
    counted: dict[str, int] = field(default_factory=dict)
    placed: list[tuple[Key, Cell]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    outputs: Outputs = field(default_factory=Outputs)

    def note(self, key: str, **fields: str | int) -> None:
        self.notes.append(Note(key, fields))

    def put(self, key: Key, cell: Cell) -> None:
        self.placed.append((key, cell))


def repair(cells: Sequence[RawCell], found: Recognised, handed_out: HandedOut) -> tuple[list[Cell], list[Note]]:
    """Put a submission's cells in the order in which they are run.

    Args:
        cells: as handed in.
        found: what they were recognised as.
        handed_out: the notebook that was handed out.

    Returns:
        The cells, with exactly one check or text for each task; and a note for everything that was repaired.
    """
    work = _Work(cells, found, handed_out)
    if found.by_text:
        work.note("recognised", count=found.by_text)
    _choose(work)
    _tell_changed_metadata(work)
    for place, handed in enumerate(found.cells):
        if handed is not None and work.counted[handed.id] == place:
            _put_handed(work, place, handed)
    _put_own(work)
    for handed in handed_out.cells:
        if handed.id not in work.counted:
            _put_back(work, handed)
    for handed in handed_out.cells:
        if handed.role == "check":
            _put_check(work, handed)
    return [cell for _, cell in sorted(work.placed, key=lambda one: one[0])], work.notes


def _choose(work: _Work) -> None:
    """Decide which of the cells that are the same handed-out cell counts."""
    several: dict[str, list[int]] = {}
    for place, handed in enumerate(work.found.cells):
        if handed is not None:
            several.setdefault(handed.id, []).append(place)
    for handed in work.handed_out.cells:
        places = several.get(handed.id)
        if not places:
            continue
        if handed.role in ("answer", "text"):
            work.counted[handed.id] = _counted_answer(work, handed, places)
        elif handed.role == "given":
            same = [place for place in places if plain(work.cells[place].source) == plain(handed.source)]
            work.counted[handed.id] = (same or places)[0]
        else:
            answer = _answer_place(work, handed.task)
            work.counted[handed.id] = next((place for place in places if place > answer), places[-1])
        cell = work.cells[work.counted[handed.id]].number
        if handed.task and handed.task in work.found.elsewhere and handed.role == "answer":
            work.note("answer-elsewhere", task=handed.task, cell=cell)
        elif len(places) > 1:
            key = f"{handed.role}-duplicate"
            work.note(key, task=handed.task or handed.id, count=len(places), cell=cell)


def _counted_answer(work: _Work, handed: HandedCell, places: list[int]) -> int:
    """The last that is not as it was handed out: of those of its kind, and of those that give its name a value."""
    places = [place for place in places if work.cells[place].kind == handed.kind] or places
    written = [place for place in places if plain(work.cells[place].source) != plain(handed.source)]
    # An empty copy is no answer either.
    filled = [place for place in written if work.cells[place].source.strip()]
    naming = [place for place in filled if len(places) > 1 and defines(work.cells[place].source, handed.name)]
    return (naming or filled or written or places[:1])[-1]


def _answer_place(work: _Work, task: str) -> int:
    """Which cell answers a task: its answer, else the last that gives its name a value; -1 for none."""
    for handed in work.handed_out.cells:
        if handed.role == "answer" and handed.task == task:
            if handed.id in work.counted:
                return work.counted[handed.id]
            return max(_writing(work, handed), default=-1)
    return -1


def _writing(work: _Work, handed: HandedCell, without: int = -1) -> list[int]:
    """The code cells that give an answer's name a value."""
    return [
        place
        for place, cell in enumerate(work.cells)
        if place != without and cell.kind == "code" and defines(cell.source, handed.name)
    ]


def _tell_changed_metadata(work: _Work) -> None:
    """Say where points, locks or marks of nbgrader's were changed; they are taken from what was handed out anyway."""
    changed = 0
    first = 0
    for cell, handed in zip(work.cells, work.found.cells, strict=True):
        if handed is None or not cell.nbgrader:
            continue
        if any(cell.nbgrader.get(key) != handed.nbgrader.get(key) for key in _KEPT_METADATA):
            changed += 1
            first = first or cell.number
    if changed:
        work.note("metadata-changed", count=changed, cell=first)


def _put_handed(work: _Work, place: int, handed: HandedCell) -> None:
    """Put one cell that was handed out, and counts, in its place."""
    raw = work.cells[place]
    key = (place, _HERE, handed.place)
    if handed.role == "check":
        _keep_code_of_check(work, place, handed)
        return
    source, kind = raw.source, handed.kind
    if raw.kind != handed.kind:
        kind = _kind_of_retyped(work, place, handed)
    if len(source) > LONGEST:
        work.note("too-long", cell=raw.number, most=LONGEST)
        source = source[:LONGEST] if kind == "markdown" else handed.source
    work.put(key, _cell(work, raw, kind, source, handed))


def _kind_of_retyped(work: _Work, place: int, handed: HandedCell) -> Literal["code", "markdown"]:
    """What a cell is run as that was handed out as something else."""
    raw = work.cells[place]
    if handed.role == "answer" and (parsed(raw.source) is None or _writing(work, handed, without=place)):
        work.note("answer-not-run", task=handed.task, cell=raw.number)
        return "markdown"
    if handed.role == "given":
        # Prose that became code says nothing that is run; code that became prose may be needed.
        work.note("given-retyped", cell=raw.number)
    else:
        work.note(f"{handed.role}-retyped", task=handed.task, cell=raw.number)
    return handed.kind


def _keep_code_of_check(work: _Work, place: int, handed: HandedCell) -> None:
    """Say what became of a check, and keep code that the learner wrote into it as a cell of their own."""
    raw = work.cells[place]
    if raw.kind != "code":
        work.note("check-retyped", task=handed.task, cell=raw.number)
        return
    if plain(raw.source) == plain(handed.source):
        return
    work.note("check-edited", task=handed.task, cell=raw.number)
    if not is_bare_check(raw.source) and len(raw.source) <= LONGEST:
        work.put((place, _IN_FRONT, handed.place), Cell(kind="code", source=raw.source))


def _put_own(work: _Work) -> None:
    """Put the learner's own cells in their places, up to MOST_OWN of them."""
    kept = size = left_out = 0
    for place, (raw, handed) in enumerate(zip(work.cells, work.found.cells, strict=True)):
        if handed is not None and work.counted[handed.id] == place:
            continue
        if kept >= MOST_OWN or len(raw.source) > LONGEST or size + len(raw.source) > LONGEST_OWN:
            left_out += 1
            continue
        kept += 1
        size += len(raw.source)
        work.put((place, _HERE, 0), _cell(work, raw, raw.kind, raw.source, None))
    if left_out:
        work.note("own-left-out", count=left_out, most=MOST_OWN)


def _put_back(work: _Work, handed: HandedCell) -> None:
    """Put a cell back that is gone, if it is needed."""
    if handed.role == "check":
        work.note("check-missing", task=handed.task)
    elif handed.role == "answer":
        writing = _writing(work, handed)
        if writing:
            work.note("answer-elsewhere", task=handed.task, cell=work.cells[writing[-1]].number)
        else:
            work.note("answer-missing", task=handed.task)
    elif handed.role == "text":
        work.note("text-missing", task=handed.task)
        work.put(_place_back(work, handed), _as_handed(handed))
    elif handed.kind == "code" and handed.defines and not _is_within(work, handed):
        work.note("given-missing", cell=handed.id)
        work.put(_place_back(work, handed), _as_handed(handed))


def _is_within(work: _Work, handed: HandedCell) -> bool:
    """Whether a given cell stands, whole, in another code cell: somebody joined the two."""
    text = plain(handed.source)
    return any(cell.kind == "code" and text in plain(cell.source) for cell in work.cells)


def _place_back(work: _Work, handed: HandedCell) -> Key:
    """Behind the nearest cell that it stood behind, but before the nearest that it stood before."""
    order = work.handed_out.cells
    behind = next((work.counted[one.id] for one in reversed(order[: handed.place]) if one.id in work.counted), -1)
    before = next((work.counted[one.id] for one in order[handed.place + 1 :] if one.id in work.counted), None)
    if before is not None and before < behind:
        return before, _BEFORE, handed.place
    return behind, _AFTER, handed.place


def _put_check(work: _Work, handed: HandedCell) -> None:
    """Put a task's check behind its answer."""
    there = work.counted.get(handed.id)
    answer = _answer_place(work, handed.task)
    raw = work.cells[there] if there is not None else None
    if there is not None and there >= answer:
        key = (there, _HERE, handed.place)
    elif answer >= 0:
        key = (answer, _AFTER, handed.place)
        if there is not None:
            work.note("check-moved", task=handed.task, cell=work.cells[there].number)
    else:
        key = _place_back(work, handed)
    outputs = work.outputs.keep(raw.outputs) if raw is not None else ()
    work.put(key, _as_handed(handed, outputs))


def _as_handed(handed: HandedCell, outputs: tuple[Mapping, ...] = ()) -> Cell:
    return Cell(
        kind=handed.kind,
        source=handed.source,
        role=handed.role,
        name=handed.id,
        task=handed.task,
        outputs=outputs,
    )


def _cell(work: _Work, raw: RawCell, kind: Literal["code", "markdown"], source: str, handed: HandedCell | None) -> Cell:
    outputs = work.outputs.keep(raw.outputs) if kind == "code" else ()
    if handed is None:
        return Cell(kind=kind, source=source, outputs=outputs)
    return Cell(kind=kind, source=source, role=handed.role, name=handed.id, task=handed.task, outputs=outputs)
