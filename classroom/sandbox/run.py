"""A learner's cells and the tasks asked between them, run in the process that has been closed off for them.

Whatever is sent from here has been in a learner's hands: the grader reads it as claims, never as verdicts.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tutor.attempt import Answers, attempt
from tutor.explain import problem_of
from tutor.limits import TimeUp, finish

Send = Callable[[bytes], None]
Pulse = Callable[[float], None]


def run(
    steps: Sequence[Mapping[str, Any]],
    questions: Mapping[str, Any],
    shell: Any,
    seconds: Mapping[str, float],
    send: Send,
    pulse: Pulse,
) -> None:
    """Do the steps in their order and send what came of each.

    Args:
        steps: {"cell": place, "code": text} runs a cell; {"task": id} asks for a task's answers.
        questions: a card without anything to judge by, for each task.
        shell: the IPython shell.
        seconds: how long one "cell" and all cases of one "task" may take.
        send: takes a line of JSON: {"at"} before each step; {"cell", "problem"} for a cell that stopped; {"task",
            "plain", "changed", "reached", "unused", "seconds"} for answers; {"end"} when all is done.
        pulse: told before each step how long it may take.
    """
    for number, step in enumerate(steps):
        send(_line({"at": number}))
        if "cell" in step:
            pulse(seconds["cell"])
            problem = _run_cell(shell, step["code"], seconds["cell"])
            if problem:
                send(_line({"cell": step["cell"], "problem": problem}))
            continue
        pulse(seconds["task"])
        began = time.perf_counter()
        answers = _answers(questions[step["task"]], shell, seconds["task"])
        found = {"plain": answers.plain, "changed": answers.changed, "reached": answers.reached}
        taken = time.perf_counter() - began
        send(_line({"task": step["task"], **found, "unused": answers.unused, "seconds": round(taken, 3)}))
    send(_line({"end": True}))


def _answers(question: Mapping[str, Any], shell: Any, seconds: float) -> Answers:
    """The answers to one question; what keeps even the looking at them from ending is the learner's own doing."""
    try:
        return attempt(question, shell.user_ns, seconds)
    except Exception as problem:  # such as a signature that raises when it is asked for
        return Answers([problem_of(problem)] * max(len(question.get("cases", ())), 1))


def _run_cell(shell: Any, code: str, seconds: float) -> dict[str, Any] | None:
    """Run one cell; what it stopped with, as plain data."""
    done = finish(lambda: shell.run_cell(code, store_history=True), seconds)
    raised = done.raised
    if raised is None:
        raised = done.value.error_before_exec or done.value.error_in_exec
    if raised is None:
        return None
    return {"problem": "timeout"} if isinstance(raised, TimeUp) else problem_of(raised)


def _line(message: Mapping[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n"
