"""What grading came to, in words for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from classroom.counted import counted
from classroom.grading.batch import Summary
from classroom.grading.result import STATES, Graded


def learner_line(graded: Graded) -> str:
    """One learner in one line: points, and the tasks that are not right."""
    missed = [
        f"{one.task.partition('.')[2]} {one.mistake or one.state}" for one in graded.tasks if one.state != "correct"
    ]
    points = f"{graded.points:g} of {graded.maximum:g}"
    return f"{graded.learner}: {points}{' (' + ', '.join(missed) + ')' if missed else ''}"


def summary_text(summary: Summary, folder: Path) -> str:
    """The summary of an assignment, and where to look on."""
    verdicts = [f"{summary.verdicts[state]} {state}" for state in STATES if summary.verdicts.get(state)]
    kept = summary.submissions - summary.graded
    lines = [
        f"{summary.assignment}: {counted(summary.submissions, 'submission')}, {summary.graded} graded now"
        + (f", {kept} unchanged" if kept else "")
        + f", in {summary.seconds:.0f} s."
    ]
    if summary.submissions:
        lines.append(f"  On average {summary.points:.1f} of {summary.maximum:g} points. Tasks: {', '.join(verdicts)}.")
    for count, what in (
        (summary.repaired, "otherwise than handed out and put right: see grading.jsonl"),
        (summary.unread, "cannot be read: formgrader shows why"),
        (summary.late, "handed in late: the last column of scores.csv has what that costs"),
        (summary.waiting, "waiting for a person: formgrader, in `jupyter lab` started in the class folder"),
    ):
        if count:
            lines.append(f"  {counted(count, 'submission')} {what}.")
    for note in summary.skipped:
        lines.append(f"  Skipped: {', '.join(str(part) for part in note.fields.values())} ({note.key}).")
    lines.append(f"  {folder / 'grading' / summary.assignment / 'scores.csv'}, {folder / 'feedback'}")
    return "\n".join(lines)


def summary_json(summaries: Sequence[Summary]) -> str:
    """The summaries as JSON: one object for one assignment, else a list."""
    plain = [asdict(one) for one in summaries]
    return json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=2)
