"""From what a run came to, to one verdict for each task: reached here, where the learner's code never was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from classroom.grading.claims import answers_in, cases_of, problem_in, seconds_in, squeezed
from classroom.grading.result import Stopped, TaskResult
from classroom.grading.running import Ran
from classroom.grading.submission import Submission
from customer_value.messages import message
from tutor.attempt import Answers
from tutor.checking import verdict_on
from tutor.pack import Card
from tutor.reasons import explained, title
from tutor.verdict import Verdict
from tutor.words import say

LONGEST = 500
"""Characters of an error's message that are kept."""


def judge_run(
    submission: Submission, cards: Mapping[str, Card], ran: Ran, language: str, seconds: float
) -> tuple[TaskResult, ...]:
    """The verdicts on all tasks that a program grades, in the order of the cards.

    Args:
        submission: what was run.
        cards: each task's, with what is expected on its hidden cases.
        ran: what the runs came to.
        language: of the messages.
        seconds: what a task's cases may take, as a message about it says.
    """
    words = squeezed("\n".join([*(cell.source for cell in submission.cells), f"{seconds:g}"]))
    stopped = {cell.task: ran.stopped[place] for place, cell in _answers(submission) if place in ran.stopped}
    results = []
    for task, card in cards.items():
        line = ran.answers.get(task)
        how = "" if line is not None else ran.lost.get(task, "ended")
        answers = _lost(how, card, seconds) if how else answers_in(line or {}, card, words)
        verdict = verdict_on(card, answers, language, hidden=True)
        problem = problem_in(stopped[task], words) if task in stopped else None
        results.append(_result(verdict, card, answers, line or {}, problem, language, how))
    return tuple(results)


def stopped_cells(submission: Submission, ran: Ran) -> tuple[Stopped, ...]:
    """The cells that stopped, in their order, without any words that the learner did not hand in."""
    source = squeezed("\n".join(cell.source for cell in submission.cells))
    found = []
    for place, claimed in sorted(ran.stopped.items()):
        if not 0 <= place < len(submission.cells):
            continue
        problem = problem_in(claimed, source)
        kind = problem["problem"]
        if kind == "error":
            words = _handed_in(submission, place, str(problem.get("type", "")))
            found.append(Stopped(place=place, kind=str(problem.get("type", "Exception")), message=words[:LONGEST]))
        elif kind != "not-attempted":
            found.append(Stopped(place=place, kind=kind if kind in ("timeout", "memory") else "ended"))
    return tuple(found)


def _answers(submission: Submission) -> list[tuple[int, Any]]:
    return [(place, cell) for place, cell in enumerate(submission.cells) if cell.role == "answer"]


def _lost(how: str, card: Card, seconds: float) -> Answers:
    problem = {"problem": "timeout", "seconds": f"{seconds:g}"} if how == "timeout" else {"problem": "unreadable"}
    return Answers([problem] * cases_of(card))


def _result(
    verdict: Verdict,
    card: Card,
    answers: Answers,
    line: Mapping[str, Any],
    stopped: Mapping[str, Any] | None,
    language: str,
    how: str,
) -> TaskResult:
    state, paragraphs, heading = verdict.state, verdict.paragraphs, verdict.title
    missing = _is(answers, "missing")
    if how == "memory":
        state, paragraphs = "out of memory", (message("classroom", "grading.memory", language),)
    elif how not in ("", "timeout"):
        state, paragraphs = "error", (message("classroom", "grading.ended", language),)
    elif stopped and (missing or state == "not attempted") and stopped["problem"] != "not-attempted":
        state, paragraphs = _of_its_cell(stopped, card, language)
    elif state == "error" and _out_of_memory(answers):
        state = "out of memory"
    if state != verdict.state:
        shown = "error" if state == "out of memory" else state
        heading = title(shown, float(verdict), card, language, True)
    lessons = card.get("lessons", {})
    back = "" if state == "correct" else lessons.get(verdict.mistake, card["lesson"])
    return TaskResult(
        task=card["id"],
        state=state,
        points=float(verdict),
        maximum=float(card["points"]),
        mistake=verdict.mistake,
        lesson=back,
        title=heading,
        paragraphs=tuple(paragraphs),
        notes=tuple(verdict.notes),
        seconds=seconds_in(line),
    )


def _of_its_cell(problem: Mapping[str, Any], card: Card, language: str) -> tuple[str, tuple[str, ...]]:
    """What kept a task's cell from giving its name a value, in place of saying only that the name is not there."""
    first = say("stopped.missing", language, name=card["name"])
    kind = problem["problem"]
    if kind == "error":
        memory = problem.get("type") == "MemoryError"
        return ("out of memory" if memory else "error"), (first, explained(problem, language, hidden=True))
    if kind == "timeout":
        return "timeout", (message("classroom", "grading.cell-timeout", language),)
    if kind == "memory":
        return "out of memory", (message("classroom", "grading.memory", language),)
    return "error", (message("classroom", "grading.cell-ended", language),)


def _is(answers: Answers, problem: str) -> bool:
    return all(isinstance(one, dict) and one.get("problem") == problem for one in answers.plain)


def _out_of_memory(answers: Answers) -> bool:
    return any(isinstance(one, dict) and one.get("type") == "MemoryError" for one in answers.plain)


def _handed_in(submission: Submission, place: int, kind: str) -> str:
    """What the same error said in the learner's own notebook; the grader's run tells nothing that it may have seen."""
    outputs: Sequence[Mapping[str, Any]] = submission.cells[place].outputs
    for output in outputs:
        if output.get("output_type") == "error" and output.get("ename") == kind:
            return " ".join(str(output.get("evalue", "")).split())
    return ""
