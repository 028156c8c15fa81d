"""Item statistics: how hard a task is, and whether it tells those who know from those who do not."""

from __future__ import annotations

import pandas as pd

FEWEST = 20
"""Learners below which nothing is said of a task: the correlation of two unrelated columns of 20 is beyond 0.4 in
about one of twelve, and of fewer more often."""

SETTLED = 0.9
"""The share of learners who have a mark for a task from which on it is part of the rest: answers that a person is still
reading are not."""

EASY, HARD = 0.95, 0.30
"""Shares of the points from which on a task is too easy, and below which it is too hard."""

WEAK = 0.20
"""A discrimination below which a task hardly tells learners apart: Ebel & Frisbie (1991), Essentials of Educational
Measurement, ch. 13, would revise or drop it."""

KINDS = ("too-easy", "too-hard", "not-telling")
"""What may be said of a task; the first that holds is."""


def difficulty(points: pd.Series, maximum: float) -> float:
    """The mean share of the points that was reached, 0 to 1: the higher, the easier the task.

    Args:
        points: of the learners who have a mark for it; missing ones are left out.
        maximum: what the task is worth.

    Returns:
        NaN where nobody has a mark, or where the task is worth nothing.

    Source: Crocker & Algina (1986), Introduction to Classical and Modern Test Theory, ch. 14; for tasks of more
    than one point the mean over the maximum.
    """
    known = points.dropna()
    return float(known.mean() / maximum) if len(known) and maximum > 0 else float("nan")


def item_rest(points: pd.DataFrame, task: str) -> float:
    """The discrimination of a task: how its points go along with those of the rest of the assignment, -1 to 1.

    That is Pearson's correlation over the learners. The task itself is left out of the sum, because with it every task
    of a short assignment would seem to tell learners apart.

    Args:
        points: a row for each learner and a column for each task; missing where there is no mark, or none yet.
        task: the column in question. The rest are those other tasks in which nearly everybody has a mark (SETTLED);
            a learner who lacks one of these, or one for the task, is left out.

    Returns:
        NaN where the task or the rest is the same for everybody, where there is no rest, or fewer than two learners.

    Source: Henrysson (1963), Correction of item-total correlations in item analysis, Psychometrika 28, 211-218.
    """
    return _correlation(*_own_and_rest(points, task))


def _correlation(own: pd.Series, rest: pd.Series) -> float:
    if len(own) < 2 or _is_constant(own) or _is_constant(rest):
        return float("nan")
    return float(own.corr(rest))


def _own_and_rest(points: pd.DataFrame, task: str) -> tuple[pd.Series, pd.Series]:
    """The points of a task and of the rest, of those who have both."""
    there = points.dropna(how="all")
    others = there.drop(columns=task)
    settled = others.loc[:, others.notna().mean() >= SETTLED]
    chosen = there[task].notna() & settled.notna().all(axis=1)
    return there.loc[chosen, task], settled[chosen].sum(axis=1)


def item_table(points: pd.DataFrame, maxima: pd.Series, fewest: int = FEWEST) -> pd.DataFrame:
    """Difficulty and discrimination of the tasks of one assignment.

    Args:
        points: as `item_rest` takes them.
        maxima: what each task is worth, by task.
        fewest: learners with a mark below which a task is passed over.

    Returns:
        A row for each task in the order of the columns: `difficulty`, `discrimination`, `learners` (with a mark for the
        task) and `kind`, one of KINDS or "". Where there are too few learners the first two are NaN and `kind` is "".
    """
    rows = []
    for task in points.columns:
        count = int(points[task].notna().sum())
        enough = count >= fewest
        hard = difficulty(points[task], float(maxima[task])) if enough else float("nan")
        own, rest = _own_and_rest(points, task)
        tells = _correlation(own, rest) if len(own) >= fewest else float("nan")
        rows.append((hard, tells, count, kind_of(hard, tells)))
    columns = ["difficulty", "discrimination", "learners", "kind"]
    return pd.DataFrame(rows, index=points.columns, columns=columns)


def kind_of(difficulty: float, discrimination: float) -> str:
    """What is to be said of a task, one of KINDS; "" for nothing. A number that is not known says nothing."""
    if difficulty >= EASY:
        return "too-easy"
    if difficulty < HARD:
        return "too-hard"
    return "not-telling" if discrimination < WEAK else ""


def _is_constant(values: pd.Series) -> bool:
    # Sums of shares of points differ in the last bits: that is no variance.
    return bool((values.max() - values.min()) <= 1e-9 * max(abs(values.max()), 1.0))
