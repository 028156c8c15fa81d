"""How often, and for how long, learners had an answer checked before they handed in: from the records of their work."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from classroom.report.class_work import ClassWork
from classroom.report.learner_files import PRIVATE, entries, read_below
from tutor.progress_file import NAME


def checks_table(folder: Path, there: ClassWork) -> pd.DataFrame:
    """The median number of checks of each task, over the learners whose work came with a record, and the time for them.

    Args:
        folder: the class folder.
        there: its work.

    Returns:
        A row for each task that is in a record: `checks` and `records`, how many say something of it; `minutes`, the
        median from the first check to the right answer (or the last), and `timed`, the records that say it. Whoever
        is right at the first check needed time before it, which nobody knows: their record says none.
    """
    rows = []
    known = {task for one in there.assignments for task in one.tasks}
    for assignment in (one.id for one in there.assignments):
        for learner in there.names:
            read = read_below(folder / "submitted", (learner, assignment, PRIVATE, NAME))
            tasks = entries(read[0]) if read else {}
            rows += [(task, one.attempts, one.minutes) for task, one in tasks.items() if one.attempts and task in known]
    table = pd.DataFrame(rows, columns=["task", "attempts", "minutes"]).astype({"minutes": float})
    return table.groupby("task").agg(
        checks=("attempts", "median"),
        records=("attempts", "count"),
        minutes=("minutes", "median"),
        timed=("minutes", "count"),
    )
