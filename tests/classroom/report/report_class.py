"""Classes as the report sees them, of any size and without a notebook being run; and records as learners keep them."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from classroom.report.class_work import MARKS, WORK, Assignment, ClassWork

NOW = dt.datetime(2026, 3, 20, 9, 0, tzinfo=dt.UTC)
DUE = dt.datetime(2026, 3, 10, 16, 0, tzinfo=dt.UTC)


def mark(learner: str, task: str, points: float, maximum: float = 2.0, **more: Any) -> dict[str, Any]:
    """One row of marks: right or wrong by its points, with what is said otherwise."""
    known = {"verdict": "correct" if points == maximum else "wrong", "mistake": "", "waits": False}
    about = {"learner": learner, "assignment": task.partition(".")[0], "task": task}
    return about | {"points": points, "maximum": maximum} | known | more


def piece(learner: str, assignment: str, points: float = np.nan, known: float = np.nan, **more: Any) -> dict[str, Any]:
    """One row of work: graded where it has points, not handed in and not due otherwise."""
    state = "open" if np.isnan(points) else "graded"
    about = {"learner": learner, "assignment": assignment, "state": state, "handed_in": pd.NaT, "late": False}
    return about | {"points": points, "known": known, "penalty": 0.0} | more


def class_of(
    work: Sequence[Mapping[str, Any]],
    marks: Sequence[Mapping[str, Any]] = (),
    *,
    language: str = "en",
    names: Mapping[str, str] | None = None,
    tasks: Mapping[str, Mapping[str, str]] | None = None,
) -> ClassWork:
    """A class from rows; its assignments are those of the work."""
    works = pd.DataFrame(list(work), columns=list(WORK))
    works["handed_in"] = pd.to_datetime(works["handed_in"], utc=True)
    table = pd.DataFrame(list(marks), columns=list(MARKS))
    there = list(dict.fromkeys(works["assignment"]))
    titles = tasks or {
        name: {one: one for one in dict.fromkeys(table["task"]) if one.startswith(name)} for name in there
    }
    return ClassWork(
        name="evening",
        language=language,
        now=NOW,
        assignments=tuple(Assignment(id=one, title=f"Title of {one}", tasks=titles[one], due=DUE) for one in there),
        names=names or dict.fromkeys(dict.fromkeys(works["learner"]), ""),
        has_roster=True,
        strangers=(),
        work=works,
        marks=table,
    )


def large_class(learners: int, assignments: int, tasks: int = 8, seed: int = 7, language: str = "en") -> ClassWork:
    """A class whose learners differ in what they know, and whose tasks differ in how hard they are."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(size=learners)
    who = [f"s{1130001 + place}" for place in range(learners)]
    work, marks = [], []
    for number in range(1, assignments + 1):
        name = f"a{number:02d}"
        hard = rng.normal(0.3, 1.0, size=tasks)
        right = rng.random((learners, tasks)) < 1 / (1 + np.exp(-(ability[:, None] - hard)))
        there = rng.random(learners) < 0.93
        for place, learner in enumerate(who):
            if not there[place]:
                work.append(piece(learner, name, state="missing"))
                continue
            for task in range(tasks):
                got = 2.0 if right[place, task] else 0.0
                made = "known-one" if not got and rng.random() < 0.4 else ""
                marks.append(mark(learner, f"{name}.task-{task}", got, mistake=made))
            late = bool(rng.random() < 0.1)
            work.append(piece(learner, name, 2.0 * right[place].sum(), 2.0 * tasks, late=late))
    return class_of(work, marks, language=language)


def write_record(folder: Path, tasks: Mapping[str, Any], *, before: Mapping[str, Any] | None = None, at: float) -> Path:
    """A learner's record as the kit writes it, with the copy from before the last change, last changed at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "progress.json"
    path.write_text(json.dumps({"format": 1, "tasks": tasks}), encoding="utf-8")
    if before is not None:
        copy = folder / "progress.json.bak"
        copy.write_text(json.dumps({"format": 1, "tasks": before}), encoding="utf-8")
    os.utime(path, (at, at))
    return path
