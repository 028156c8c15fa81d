"""Which known mistakes a class makes, how often, and what they are in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from customer_value.messages import catalogue

if TYPE_CHECKING:
    from tutor.task import Task

TALKED_ABOUT = 3
"""Mistakes that the page puts first."""

_UNIT = "unit-"


@dataclass(frozen=True)
class MistakeWords:
    """What a known mistake is: the text that learners are shown, and the lesson that treats it; "" where not known."""

    text: str
    lesson: str


def mistake_table(marks: pd.DataFrame) -> pd.DataFrame:
    """How often each known mistake was made.

    Args:
        marks: as ClassWork has it.

    Returns:
        A row for each task and mistake, the most frequent first (by learners, then by share, then by name): `task`,
        `mistake`, `learners` who made it, `of` (who tried the task), and `share`, the one of the other.
    """
    tried = marks[~marks["verdict"].isin(["not attempted", "unreadable", "by hand"])]
    of = tried.groupby("task")["learner"].nunique()
    made = tried[tried["mistake"] != ""].groupby(["task", "mistake"], as_index=False)["learner"].nunique()
    table = made.rename(columns={"learner": "learners"})
    table["of"] = table["task"].map(of).astype(int)
    table["share"] = table["learners"] / table["of"]
    return table.sort_values(
        ["learners", "share", "task", "mistake"], ascending=[False, False, True, True], ignore_index=True
    )


def to_talk_about(table: pd.DataFrame) -> pd.DataFrame:
    """The mistakes for the next meeting: the most frequent three that more than one learner made."""
    return table[table["learners"] > 1].head(TALKED_ABOUT)


def mistake_words(task: str, mistake: str, language: str) -> MistakeWords:
    """What learners are told of a known mistake, and the lesson to go back to.

    Args:
        task: the id, such as "a07.recency".
        mistake: the key, as scores.csv has it.
        language: one of READABLE.
    """
    from solutions import NoRecords, records
    from tutor.pack import pack_name

    try:
        record = next(one for one in records(pack_name(task)).TASKS if one.id == task)
    except (NoRecords, StopIteration):
        return MistakeWords("", "")
    told = {key: (text, lesson) for key, text, lesson in _told(record, language)}
    text, lesson = told.get(mistake, (_unit_words(mistake, getattr(record, "name", ""), language), ""))
    return MistakeWords(text, lesson or record.lesson)


def _told(task: Task, language: str) -> Iterable[tuple[str, str, str]]:
    for one in getattr(task, "mistakes", ()):
        yield one.key, one.message.get(language), one.lesson
    for one in (*getattr(task, "options", ()), *getattr(task, "items", ())):
        yield one.key, one.why.get(language), one.lesson


def _unit_words(mistake: str, name: str, language: str) -> str:
    """The words for a mistake of unit, which belongs to no record."""
    text = catalogue("tutor").get(f"unit.{mistake.removeprefix(_UNIT)}") if mistake.startswith(_UNIT) else None
    return text.get(language).format(name=name) if text else ""
