"""Running one submission: its cells and the tasks between them, again without what kept it from coming to its end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.grading.submission import Submission
from classroom.grading.template_process import Claims, TemplateProcess

OPEN = 64
"""Files that a submission may have open at a time."""

RERUNS = 3
"""How often a submission is run again without the cell or the task that ended it."""


@dataclass(frozen=True)
class RunLimits:
    """What one submission may use.

    Attributes:
        cell, task: seconds for one cell, and for all cases of one task.
        total: seconds for everything, runs of the same submission again included.
        memory: bytes that it may hold beyond what the libraries take.
        space: bytes of address space beyond that; libraries set much aside that they never use.
        file, disk: bytes of one file, and of all that it writes. A file that has no name any more is not found and
            added up, so there may be as many bytes again as OPEN files have.
        output: bytes that it may send as answers. Reading and comparing them takes the grader some twenty times as
            many bytes, and a second for each million.
    """

    cell: float = 30.0
    task: float = 10.0
    total: float = 120.0
    memory: int = 2**30
    space: int = 2**32
    file: int = 16 * 2**20
    disk: int = 256 * 2**20
    output: int = 8 * 2**20


@dataclass(frozen=True)
class Folders:
    """What a run may read, with all below it, and where it may see what there is."""

    readable: tuple[Path, ...] = ()
    listable: tuple[Path, ...] = ()


@dataclass
class Ran:
    """What a submission's runs came to; the claims in it are a learner's words.

    Attributes:
        answers: a claim for each task that gave one.
        lost: what became of each task that gave none: "timeout", "memory", "output", "disk", "killed" or "ended".
        stopped: the problem of each cell that stopped, by its place.
        seconds, memory: what it took.
    """

    answers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    stopped: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    seconds: float = 0.0
    memory: int = 0


def steps_of(submission: Submission, tasks: Collection[str]) -> list[dict[str, Any]]:
    """The cells in their order, with the tasks asked where their checks stand; nothing after the last task asked."""
    steps: list[dict[str, Any]] = []
    last = 0
    for place, cell in enumerate(submission.cells):
        if cell.role == "check":
            if cell.task in tasks:
                steps.append({"task": cell.task})
                last = len(steps)
        elif cell.kind == "code" and cell.source.strip():
            steps.append({"cell": place, "code": cell.source})
    return steps[:last]


def run_submission(
    submission: Submission,
    tasks: Collection[str],
    process: TemplateProcess,
    place: Callable[[], AbstractContextManager[tuple[Path, Path]]],
    *,
    limits: RunLimits,
    folders: Folders,
    questions: Mapping[str, Any] | None = None,
    trusted: bool = False,
) -> Ran:
    """Run a submission until every task is asked, or has kept the run from coming to its end, or time is up.

    Args:
        tasks: the ids to ask.
        process: the template to fork from.
        place: gives a new folder for each run, so that none finds what another left: all that it may write in, and the
            notebook's place inside it.
        folders: what it may read and list.
        questions: those of this submission alone.
        trusted: run without a sandbox.
    """
    ran = Ran()
    missing = set(tasks)
    left = limits.total
    steps = steps_of(submission, missing)
    for _ in range(RERUNS + 1):
        job = {
            "steps": steps,
            "questions": questions or {},
            "seconds": {"cell": min(limits.cell, left), "task": min(limits.task, left)},
            "limits": None if trusted else _closed(limits, left),
            "readable": [str(one) for one in folders.readable],
            "listable": [str(one) for one in folders.listable],
            "total": left,
            "output": limits.output,
            "disk": limits.disk,
            "memory": limits.memory,
        }
        with place() as (folder, cwd):
            where = {"folder": str(folder), "cwd": str(cwd), "env": _environment(folder)}
            claims = process.run(job | where)
        at = _merge(ran, claims, missing, {step["cell"] for step in steps if "cell" in step})
        left -= claims.seconds
        ran.seconds += claims.seconds
        ran.memory = max(ran.memory, claims.memory)
        if claims.whole or not missing:
            return ran
        how = _how(claims)
        steps = _without(ran, steps, at, how, missing)
        if left < 1 or not steps:
            break
    for task in missing:
        ran.lost.setdefault(task, "timeout" if left < 1 else "ended")
    return ran


def _merge(ran: Ran, claims: Claims, missing: set[str], cells: Collection[int]) -> int:
    """Take over what was claimed of tasks and cells that are there; gives the step that was being done last."""
    at = 0
    for line in claims.lines:
        task, place, step = line.get("task"), line.get("cell"), line.get("at")
        if isinstance(task, str) and task in missing:
            ran.answers[task] = line
            missing.discard(task)
        elif _is_whole(place) and place in cells and isinstance(line.get("problem"), dict):
            ran.stopped.setdefault(place, line["problem"])
        elif _is_whole(step):
            at = step
    return at


def _is_whole(item: Any) -> bool:
    return isinstance(item, int) and not isinstance(item, bool) and item >= 0


def _without(ran: Ran, steps: list[dict[str, Any]], at: int, how: str, missing: set[str]) -> list[dict[str, Any]]:
    """The steps still to do: without the one that ended the run, and without tasks that are answered."""
    if at >= len(steps):
        return []
    culprit = steps[at]
    if "task" in culprit:
        if culprit["task"] in missing:
            ran.lost[culprit["task"]] = how
            missing.discard(culprit["task"])
    else:
        ran.stopped[culprit["cell"]] = {"problem": how}
    left = [step for step in steps if step is not culprit and ("cell" in step or step["task"] in missing)]
    last = max((place + 1 for place, step in enumerate(left) if "task" in step), default=0)
    return left[:last]


def _how(claims: Claims) -> str:
    if claims.why in ("step", "time") or claims.signal == SIGXCPU:
        return "timeout"
    if claims.why in ("output", "disk", "memory"):
        return claims.why
    return "killed" if claims.signal == SIGKILL else "ended"


SIGKILL, SIGXCPU = 9, 24
"""The signals that end a process from outside, and one whose CPU time is used up, by their numbers on Linux."""

BY_CHANCE = ("timeout", "killed")
"""What may have been the machine's fault, which was busy or short of memory: it is tried again when graded again."""


def _closed(limits: RunLimits, left: float) -> dict[str, Any]:
    return {"memory": limits.space, "cpu": int(left) + 2, "file": limits.file, "files": OPEN}


def _environment(folder: Path) -> dict[str, str]:
    from classroom.grading.template_process import ENVIRONMENT

    home = str(folder)
    return ENVIRONMENT | {"HOME": home, "TMPDIR": home, "MPLCONFIGDIR": home, "PATH": "/usr/bin:/bin"}
