"""How far a class is, who needs help and why: by rules that the page states, and no score beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from classroom.report.class_work import ClassWork

LOW_SHARE = 0.5
"""Of the points that could be had, below which work counts as low."""

LOW_WORK = 2
"""Pieces of work that low from which on somebody needs help."""

SAME_MISTAKE = 3
"""Tasks with the same known mistake from which on somebody needs help."""


@dataclass(frozen=True)
class Reason:
    """Why somebody needs help: "low", "missing" or "same-mistake"; in which assignments or tasks; the mistake's key."""

    kind: str
    where: tuple[str, ...]
    mistake: str = ""


@dataclass(frozen=True)
class Standing:
    """One learner.

    Attributes:
        learner: the id.
        reasons: why help is needed; empty where no rule says so.
        share: of all points that could be had so far, 0 to 1; NaN where nothing has a mark.
    """

    learner: str
    reasons: tuple[Reason, ...] = field(default=())
    share: float = float("nan")


def progress_table(work: pd.DataFrame) -> pd.DataFrame:
    """How far each assignment is.

    Args:
        work: as ClassWork has it.

    Returns:
        A row for each assignment in order: `learners`, `handed_in`, `on_time`, `late`, `missing` (due and not there),
        `open` (not there and not due), `graded` (all of it), `waits`, `unread`, `to_grade`, all counts; and `median`,
        the median of the shares of points, NaN where there is none.
    """
    rows = {}
    for assignment, part in work.groupby("assignment", sort=False):
        count = part["state"].value_counts()
        there = ~part["state"].isin(["missing", "open"])
        late = int((there & part["late"].astype(bool)).sum())
        states = {name: int(count.get(name, 0)) for name in ("missing", "open", "graded", "waits", "unread")}
        rows[assignment] = {
            "learners": len(part),
            "handed_in": int(there.sum()),
            "on_time": int(there.sum()) - late,
            "late": late,
            **states,
            "to_grade": int(count.get("to-grade", 0)),
            "median": float(shares(part).median()),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def shares(work: pd.DataFrame) -> pd.Series:
    """The share of the points that each piece of work reached, of those that have a mark; NaN where none has."""
    return (work["points"] / work["known"].where(work["known"] > 0)).astype(float)


def standings(there: ClassWork) -> list[Standing]:
    """Every learner, those who need help first: by the number of reasons, then by the share of points, then by id.

    Somebody needs help with less than half of the points in two assignments or more; with work that is due and not
    there; with the same known mistake in three tasks or more. Work that cannot be read counts neither way.
    """
    work = there.work.assign(share=shares(there.work))
    low = work[work["share"] < LOW_SHARE].groupby("learner")["assignment"].agg(tuple).to_dict()
    missing = work[work["state"] == "missing"].groupby("learner")["assignment"].agg(tuple).to_dict()
    same = _same_mistakes(there.marks)
    totals = work.groupby("learner")[["points", "known"]].sum(min_count=1)
    found = []
    for learner in there.names:
        reasons = [Reason("low", low[learner])] if len(low.get(learner, ())) >= LOW_WORK else []
        reasons += [Reason("missing", missing[learner])] if learner in missing else []
        reasons += same.get(learner, [])
        share = float(totals["points"][learner] / totals["known"][learner]) if learner in totals.index else float("nan")
        found.append(Standing(learner, tuple(reasons), share))
    return sorted(found, key=_urgency)


def _same_mistakes(marks: pd.DataFrame) -> dict[str, list[Reason]]:
    made = marks[marks["mistake"] != ""].drop_duplicates(["learner", "mistake", "task"])
    found: dict[str, list[Reason]] = {}
    for (learner, mistake), part in made.groupby(["learner", "mistake"], sort=True):
        if len(part) >= SAME_MISTAKE:
            found.setdefault(learner, []).append(Reason("same-mistake", tuple(part["task"]), mistake))
    return found


def _urgency(one: Standing) -> tuple[int, float, str]:
    return -len(one.reasons), one.share if one.share == one.share else 2.0, one.learner
