"""Where a class stands, as tables for a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from classroom.status import AssignmentStatus, ClassStatus, Standing

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

NOTHING = "–"

LEGEND = (
    f"{NOTHING} nothing; in: handed in; late: handed in late; a number: points; new: handed in again since; "
    "?: a person has to look at it"
)

WIDE, MIDDLE, NARROW = 100, 80, 56
"""Columns of a terminal from which titles are shown, the rarer counts, and the hours at which work is due."""

LONGEST_NAME = 16
"""Columns that a learner's name may take."""


def assignments_table(status: ClassStatus, width: int) -> Table:
    """The assignments, a row each.

    Args:
        status: of the class.
        width: of the terminal, in columns.
    """
    people = len(status.learners)
    columns = [("", "left", [one.id for one in status.assignments])]
    if width >= WIDE:
        columns.append(("Assignment", "left", [one.title for one in status.assignments]))
    if width >= MIDDLE:
        columns.append(("Released", "left", ["yes" if one.released else NOTHING for one in status.assignments]))
    columns.append(("Due", "left", [_due(one, width) for one in status.assignments]))
    handed_in = [f"{one.handed_in}/{people}" if one.handed_in else NOTHING for one in status.assignments]
    columns.append(("Handed in" if width >= MIDDLE else "In", "right", handed_in))
    if width >= MIDDLE:
        columns.append(("Late", "right", [_count(one.late) for one in status.assignments]))
    columns.append(("Graded", "right", [_count(one.graded) for one in status.assignments]))
    columns.append(
        ("By hand" if width >= MIDDLE else "?", "right", [_count(one.waiting) for one in status.assignments])
    )
    columns.append(
        ("Mean points" if width >= MIDDLE else "Mean", "right", [_mean(one, width) for one in status.assignments])
    )
    return plain_table(columns)


def learners_tables(status: ClassStatus, width: int) -> Iterator[RenderableType]:
    """The learners, a row each; where the terminal is too narrow for every assignment, in several tables."""
    from rich.cells import cell_len, set_cell_size

    ids = [one.learner.id for one in status.learners]
    names = [one.learner.name for one in status.learners]
    longest = min(max(map(cell_len, names), default=0), LONGEST_NAME)
    fixed = [("", "left", ids)]
    taken = max(map(cell_len, ids), default=0) + 2
    if longest and width >= taken + longest + 20:
        short = [name if cell_len(name) <= longest else set_cell_size(name, longest - 1) + "…" for name in names]
        fixed.append(("", "left", short))
        taken += longest + 2
    works = [
        (one.id, "right", [standing_text(learner.works[place]) for learner in status.learners])
        for place, one in enumerate(status.assignments)
    ]
    for part in _parts(works, width - taken):
        yield plain_table([*fixed, *part])


def standing_text(one: Standing) -> str:
    """How far a learner is with an assignment, in a few signs."""
    if one.state == "nothing":
        return NOTHING
    if one.points is None:
        return "late" if one.late else "in"
    return f"{one.points:.4g}{' late' if one.late else ''}{' new' if one.anew else ''}{' ?' if one.waits else ''}"


def _parts(columns: Sequence[tuple[str, str, list[str]]], room: int) -> Iterator[list[tuple[str, str, list[str]]]]:
    """The columns, as many at a time as there is room for: one at least."""
    part: list[tuple[str, str, list[str]]] = []
    taken = 0
    for column in columns:
        wide = max(map(len, (column[0], *column[2]))) + 2
        if part and taken + wide > room:
            yield part
            part, taken = [], 0
        part.append(column)
        taken += wide
    if part:
        yield part


def plain_table(columns: Iterable[tuple[str, str, list[str]]]) -> Table:
    """A table of columns: what stands above each, the side its texts keep to, and they."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), collapse_padding=True)
    cells = []
    for head, side, texts in columns:
        table.add_column(Text(head), justify=side, no_wrap=True, overflow="ellipsis")
        cells.append(texts)
    for row in zip(*cells, strict=True):
        table.add_row(*(Text(text) for text in row))
    return table


def _count(number: int) -> str:
    return str(number) if number else NOTHING


def _due(one: AssignmentStatus, width: int) -> str:
    if one.due is None:
        return NOTHING
    return one.due.strftime("%Y-%m-%d %H:%M" if width >= MIDDLE else "%m-%d %H:%M" if width >= NARROW else "%m-%d")


def _mean(one: AssignmentStatus, width: int) -> str:
    between = " of " if width >= MIDDLE else "/"
    return NOTHING if one.mean is None else f"{one.mean:.1f}{between}{one.maximum:g}"
