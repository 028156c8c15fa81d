"""Making pages and packs, several pages at a time: what of a build takes long and needs nothing of the workspace."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from classroom.course import Course
from classroom.processes import course_here, in_processes

FEWEST = 6
"""Pages from which on more processes are quicker than one: each has to import the kit first."""


@dataclass(frozen=True)
class Job:
    """What is to be made of one page.

    Attributes:
        page: its id.
        texts: the languages in which its notebook is to be made.
        packs: the languages in which its tasks' pack is to be made.
        edition: of the notebooks.
        reveal: after how many different wrong answers worked answers may be seen; "never".
    """

    page: str
    texts: Sequence[str]
    packs: Sequence[str]
    edition: Literal["learner", "instructor"]
    reveal: int | Literal["never"]


@dataclass(frozen=True)
class Made:
    """One page's notebooks as text and its packs as bytes, by language; a page without tasks has no packs."""

    texts: Mapping[str, str]
    packs: Mapping[str, bytes]


def make_all(course: Course, jobs: Sequence[Job]) -> Iterator[Made]:
    """Make every job's page, in the order of the jobs; all languages of a page in one process, which draws once.

    Raises:
        KitError: a source has a mistake; the pages before it have been given.
    """
    if len(jobs) < FEWEST or os.cpu_count() == 1:
        yield from (make(course, job) for job in jobs)
        return
    yield from in_processes(_make_there, [(course.root, course.datasets, job) for job in jobs])


def make(course: Course, job: Job) -> Made:
    """Make one page's notebooks and packs. Raises KitError where its source has a mistake."""
    from classroom.workspace import page_text, write_task_pack

    entry = course.page(job.page)
    texts = {language: page_text(course, entry, language, job.edition) for language in job.texts}
    packs = {}
    with tempfile.TemporaryDirectory(prefix="packs-") as folder:
        for language in job.packs:
            if write_task_pack(course, entry, language, Path(folder), job.reveal):
                packs[language] = (Path(folder) / f"{entry.id}.pack").read_bytes()
    return Made(texts, packs)


def _make_there(root: Path, datasets: Path | None, job: Job) -> Made:
    return make(course_here(root, datasets), job)
