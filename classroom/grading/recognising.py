"""Which cell of a submission is which of the handed-out ones.

By nbgrader's name for it, then by its id, then by the task in its metadata. Where these are gone, by what stands in it:
the same text; for a given cell, four lines of five; for an answer, the name that the task asks for. And at last by its
place: what stands alone where one handed-out cell is missing is that cell. Several cells may be the same handed-out
one; which of them counts is not decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from classroom.grading.code_text import alike, checked, defines, is_bare_check, lines_of, plain
from classroom.grading.notebook_json import RawCell
from classroom.grading.released import HandedCell, HandedOut

ALIKE = 0.8
"""How much of its lines a given cell has to have in common with what was handed out."""

MOST_COMPARED = 2_000
"""Unknown cells that are compared line by line."""


@dataclass(frozen=True)
class Recognised:
    """What the cells were recognised as.

    Attributes:
        cells: for each cell of the submission, the handed-out cell that it is; None for one of the learner's own.
        by_text: how many answers, checks and texts were recognised without their metadata.
        elsewhere: tasks whose own cell is empty or gone, and which of the cells answers them instead.
    """

    cells: tuple[HandedCell | None, ...]
    by_text: int
    elsewhere: dict[str, int]

    @property
    def graded(self) -> int:
        """How many of the cells belong to a task."""
        return sum(cell is not None and cell.role != "given" for cell in self.cells)


def recognise(cells: Sequence[RawCell], handed_out: HandedOut) -> Recognised:
    """Find out what each cell of a submission is."""
    work = _Recognising(cells, handed_out)
    work.by_metadata()
    known = work.graded()
    work.by_same_text()
    work.by_lines()
    work.by_name()
    work.by_place(("answer", "text"))
    if not work.ids_kept:
        work.by_place(("given",))
    by_text = work.graded() - known - len(work.elsewhere)
    return Recognised(tuple(work.found), by_text, work.elsewhere)


class _Recognising:
    """One submission's cells, and what is known of them so far."""

    def __init__(self, cells: Sequence[RawCell], handed_out: HandedOut) -> None:
        self.cells = cells
        self.handed_out = handed_out
        self.found: list[HandedCell | None] = [None] * len(cells)
        self.taken: set[str] = set()
        self.elsewhere: dict[str, int] = {}
        self.ids_kept = False

    def graded(self) -> int:
        return sum(one is not None and one.role != "given" for one in self.found)

    def claim(self, place: int, handed: HandedCell) -> None:
        self.found[place] = handed
        self.taken.add(handed.id)

    def missing(self) -> list[HandedCell]:
        return [handed for handed in self.handed_out.cells if handed.id not in self.taken]

    def unknown(self) -> list[int]:
        return [place for place, handed in enumerate(self.found) if handed is None]

    def by_metadata(self) -> None:
        """By grade id, cell id and task. What says it is a check but holds an answer is the answer, and the reverse."""
        by_grade_id = {handed.grade_id: handed for handed in self.handed_out.cells if handed.grade_id}
        by_id = {handed.id: handed for handed in self.handed_out.cells}
        of_task = {(one.task, one.role): one for one in self.handed_out.cells if one.task}
        for place, cell in enumerate(self.cells):
            handed = by_grade_id.get(cell.grade_id)
            if handed is None and (handed := by_id.get(cell.cell_id)):
                self.ids_kept = self.ids_kept or handed.role == "given"
            if handed is None and cell.task:
                role = "check" if cell.task in checked(cell.source) else "answer"
                handed = of_task.get((cell.task, "text")) or of_task.get((cell.task, role))
            if handed is not None:
                self.claim(place, _not_mixed_up(cell, handed, of_task))

    def by_same_text(self) -> None:
        """By exactly what was handed out; a check by the task that it asks for."""
        wanted: dict[str, list[HandedCell]] = {}
        checks = {}
        for handed in self.missing():
            wanted.setdefault(plain(handed.source), []).append(handed)
            if handed.role == "check":
                checks[handed.task] = handed
        for place in self.unknown():
            cell = self.cells[place]
            same = wanted.get(plain(cell.source))
            if same:
                handed = same.pop(0)
                if handed.id not in self.taken:
                    self.claim(place, handed)
                continue
            asked = checked(cell.source) if checks else []
            if len(asked) == 1 and asked[0] in checks and is_bare_check(cell.source):
                handed = checks[asked[0]]
                if handed.id not in self.taken:
                    self.claim(place, handed)

    def by_lines(self) -> None:
        """A given cell that was changed a little: at least ALIKE of its lines are there, as in no other cell."""
        unknown = [(place, lines_of(self.cells[place].source)) for place in self.unknown()[:MOST_COMPARED]]
        for handed in self.missing():
            if handed.role != "given":
                continue
            lines = lines_of(handed.source)
            best, likeness = -1, ALIKE
            for place, other in unknown:
                if self.found[place] is None and self.cells[place].kind == handed.kind and _may_be(lines, other):
                    value = alike(lines, other)
                    if value > likeness or (value == likeness and best < 0):
                        best, likeness = place, value
            if best >= 0:
                self.claim(best, handed)

    def by_name(self) -> None:
        """An answer, by the name that the task asks for: the last cell that gives it a value.

        So it is found too where its own cell is there but empty, and the learner wrote it somewhere else.
        """
        for handed in self.handed_out.cells:
            if handed.role != "answer" or not handed.name:
                continue
            own = [self.cells[place] for place, one in enumerate(self.found) if one is handed]
            if any(plain(cell.source) != plain(handed.source) for cell in own):
                continue
            writing = [place for place in self.unknown() if defines(self.cells[place].source, handed.name)]
            code = [place for place in writing if self.cells[place].kind == "code"]
            if code or (writing and not own):
                place = (code or writing)[-1]
                if own:
                    self.elsewhere[handed.task] = place
                self.claim(place, handed)

    def by_place(self, roles: tuple[str, ...]) -> None:
        """Between two known cells, where as many unknown ones stand as are missing there; of texts the first is it."""
        known = [place for place, handed in enumerate(self.found) if handed is not None]
        for left, right in zip([-1, *known], [*known, len(self.cells)], strict=True):
            before = -1 if left < 0 else self.found[left].place  # type: ignore[union-attr]
            after = len(self.handed_out.cells) if right == len(self.cells) else self.found[right].place  # type: ignore[union-attr]
            between = [one for one in self.handed_out.cells[before + 1 : max(after, 0)] if one.id not in self.taken]
            there = [place for place in range(left + 1, right) if self.cells[place].source.strip()]
            for kind in ("code", "markdown"):
                absent = [one for one in between if one.kind == kind and one.role != "check"]
                filling = [place for place in there if self.cells[place].kind == kind]
                if len(absent) == 1 and absent[0].role == "text":
                    filling = filling[:1]
                if len(absent) == len(filling) and all(one.role in roles for one in absent):
                    for place, handed in zip(filling, absent, strict=True):
                        self.claim(place, handed)


def _not_mixed_up(cell: RawCell, handed: HandedCell, of_task: dict[tuple[str, str], HandedCell]) -> HandedCell:
    """The handed-out cell that a cell is, where its metadata say check and its code says answer, or the reverse."""
    answer, check = of_task.get((handed.task, "answer")), of_task.get((handed.task, "check"))
    if cell.kind != "code" or answer is None or check is None:
        return handed
    asks = handed.task in checked(cell.source)
    if handed.role == "check" and not asks and defines(cell.source, answer.name):
        return answer
    if handed.role == "answer" and asks and is_bare_check(cell.source):
        return check
    return handed


def _may_be(lines: Counter[str], other: Counter[str]) -> bool:
    """Whether two cells can be alike at all, by the number of their lines."""
    return other.total() <= 2 * lines.total() and lines.total() <= 2 * other.total()
