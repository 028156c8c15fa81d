"""How often learners had an answer checked before they handed in: from the records that came with the work."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from classroom.report.class_work import ClassWork
from classroom.report.learner_files import PRIVATE, entries, read_below
from tutor.progress_file import NAME


def checks_table(folder: Path, there: ClassWork) -> pd.DataFrame:
    """The median number of checks of each task, over the learners whose work came with a record.

    Args:
        folder: the class folder.
        there: its work.

    Returns:
        A row for each task that is in a record: `checks` and `records`, how many say something of it.
    """
    rows = []
    known = {task for one in there.assignments for task in one.tasks}
    for assignment in (one.id for one in there.assignments):
        for learner in there.names:
            read = read_below(folder / "submitted", (learner, assignment, PRIVATE, NAME))
            tasks = entries(read[0]) if read else {}
            rows += [(task, one.attempts) for task, one in tasks.items() if one.attempts and task in known]
    table = pd.DataFrame(rows, columns=["task", "attempts"])
    return table.groupby("task")["attempts"].agg(checks="median", records="count")
