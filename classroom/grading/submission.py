"""What a learner handed in, as it is graded: its cells in their order, the tasks in them, and what was repaired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Role = Literal["given", "answer", "check", "text", "own"]
"""What a cell is: handed out complete; where a task's code is written; the locked check below it; where a text that a
person grades is written; or one that the learner added."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of a submission.

    Attributes:
        kind: "code" or "markdown".
        source: what stands in it, as handed in; of a check, what was handed out.
        role: what it is.
        name: the id of the handed-out cell that it was recognised as; "" for one of the learner's own.
        task: the id of the task that is answered or checked here; "" for none.
        outputs: what it showed when it was handed in, as nbformat 4 has it; not to be trusted.
    """

    kind: Literal["code", "markdown"]
    source: str
    role: Role = "own"
    name: str = ""
    task: str = ""
    outputs: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Note:
    """Something that an instructor is told: a key below `repair` or `unread` of the messages, and what it is about."""

    key: str
    fields: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Submission:
    """One learner's work on one assignment.

    Attributes:
        learner: the id: the name of the folder in submitted/, whatever the notebook says.
        assignment: such as "a07".
        notebook: the name of the handed-out notebook, without its ending.
        file: the notebook that was read; None where there is none that can be.
        cells: in the order in which they are run and shown.
        repairs: what was found otherwise than handed out, and what was made of it.
        unread: why nothing can be graded; None where something can.
        digest: of everything that decides the marks: equal digests, equal marks.
    """

    learner: str
    assignment: str
    notebook: str
    file: Path | None = None
    cells: tuple[Cell, ...] = ()
    repairs: tuple[Note, ...] = ()
    unread: Note | None = None
    digest: str = ""
