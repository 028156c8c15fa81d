"""What a submission came to: one verdict per task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

STATES = (
    *("correct", "partial", "mistake", "wrong", "error", "not attempted"),
    *("timeout", "out of memory", "unreadable", "by hand"),
)
"""What a task may come to: as the learner's own check has it; or what stopped it in the grader; or that a person has to
read it."""


@dataclass(frozen=True, kw_only=True)
class TaskResult:
    """The verdict on one task.

    Attributes:
        task: the id, such as "a07.recency".
        state: one of STATES.
        points: what it earned; None where a person has to say.
        maximum: what it is worth.
        mistake: the key of the known mistake, or "".
        lesson: the lesson to go back to, or "".
        title, paragraphs, notes: the message to the learner, in the class's language: text with `code`, **strong** and
            *stressed* parts.
        seconds: how long its cases took in the sandbox.
    """

    task: str
    state: str
    points: float | None
    maximum: float
    mistake: str = ""
    lesson: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """A cell that stopped in the grader's run.

    Attributes:
        place: which of the submission's cells, from 0.
        kind: the error's type, such as "NameError"; "timeout", "memory" or "ended" where the cell did not come back.
        message: what the error says, at most 500 characters.
    """

    place: int
    kind: str
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Graded:
    """What one submission came to.

    Attributes:
        learner, assignment, notebook: as the Submission has them.
        digest: the Submission's.
        tasks: one for each task of the assignment, in its order.
        stopped: the cells that stopped.
        seconds: how long the run took.
        trusted: whether it was run without a sandbox, because the instructor said so.
    """

    learner: str
    assignment: str
    notebook: str
    digest: str
    tasks: tuple[TaskResult, ...]
    stopped: tuple[Stopped, ...] = ()
    seconds: float = 0.0
    trusted: bool = False

    @property
    def points(self) -> float:
        """The sum of what is given already."""
        return sum(task.points or 0.0 for task in self.tasks)

    @property
    def maximum(self) -> float:
        """What the whole assignment is worth."""
        return sum(task.maximum for task in self.tasks)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        from dataclasses import asdict

        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Graded:
        """What `to_json` wrote."""
        tasks = tuple(
            TaskResult(**{**one, "paragraphs": tuple(one["paragraphs"]), "notes": tuple(one["notes"])})
            for one in data["tasks"]
        )
        stopped = tuple(Stopped(**one) for one in data["stopped"])
        return cls(**{**data, "tasks": tasks, "stopped": stopped})
