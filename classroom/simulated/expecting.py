"""What the records say that a made-up learner's work has to get."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from classroom.simulated.answers import Answer
from classroom.simulated.copying import print_of
from tutor.judge import judge
from tutor.pack import Card
from tutor.plain import Plain
from tutor.task import Task, TextTask


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What one task of one learner has to come to.

    Attributes:
        learner, assignment, task: whose and which.
        way, key: how it was answered: `Answer`'s.
        state: one of `classroom.grading.result.STATES`.
        points: None where a person has to say.
        maximum: what the task is worth.
        mistake: the key of the known mistake that is named, or "".
    """

    learner: str
    assignment: str
    task: str
    way: str
    key: str
    state: str
    points: float | None
    maximum: float
    mistake: str = ""


def expected(
    tasks: Sequence[Task], answers: Sequence[Answer], card_of: Callable[[str], Card], learner: str, assignment: str
) -> tuple[Expected, ...]:
    """What a learner's answers have to get, task by task, from the records alone: nothing handed in is run.

    A known mistake gets what its own values on the hidden cases are judged to be worth; a copier what is right by
    chance, where a hidden case is the same as one of the check's.

    Args:
        tasks: the assignment's records.
        answers: in the same order.
        card_of: a task's card with the cases of the grade; asked only where the answer's worth depends on them.
    """
    found = []
    for task, answer in zip(tasks, answers, strict=True):
        state, points, mistake = _result(task, answer, card_of)
        found.append(
            Expected(
                learner=learner,
                assignment=assignment,
                task=task.id,
                way=answer.way,
                key=answer.key,
                state=state,
                points=points,
                maximum=float(task.points),
                mistake=mistake,
            )
        )
    return tuple(found)


_NOTHING = {"blank": "not attempted", "stops": "error", "misspelt": "not attempted"}
_NOTHING |= {"raises": "error", "prints": "wrong"}


def _result(task: Task, answer: Answer, card_of: Callable[[str], Card]) -> tuple[str, float | None, str]:
    """State, points and the mistake's key."""
    if answer.way in _NOTHING:
        return _NOTHING[answer.way], 0.0, ""
    if isinstance(task, TextTask):
        return "by hand", None, ""
    if answer.way in ("right", "alternative"):
        return "correct", float(task.points), ""
    card = card_of(task.id)
    verdict = judge(card, _plain(card, answer), "en", hidden=True)
    return verdict.state, float(verdict), verdict.mistake


def _plain(card: Card, answer: Answer) -> list[Plain]:
    """A wrong answer as plain data, for each case."""
    if answer.letters:
        return [{"letters": list(answer.letters)}]
    if answer.way == "copied":
        return [answer.seen.get(print_of(card, case), {"problem": "nothing"}) for case in card["cases"]]
    return [case["mistakes"][answer.key] for case in card["cases"]]
