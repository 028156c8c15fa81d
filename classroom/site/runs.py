"""Lessons run for the book, several at a time, and kept: one that has not changed is not run again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.course import Course, Entry
from classroom.errors import KitError
from classroom.executed import executed
from classroom.files import digest, write_whole
from classroom.notebook import Edition, notebook_text
from classroom.processes import course_here, in_processes
from classroom.workspace import Prints
from tutor.pack import in_language, read_pack

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Run:
    """One page run in one language and edition, and the file that it is kept in."""

    page: str
    language: str
    file: Path

    def read(self) -> NotebookNode:
        """The notebook with what its cells show."""
        import nbformat

        return nbformat.read(self.file, as_version=4)


class Runs:
    """The runs that a folder keeps.

    Attributes:
        wanted: every run that the book needs, in the order of the course.
    """

    def __init__(
        self, course: Course, folder: Path, entries: Sequence[Entry], languages: Sequence[str], edition: Edition
    ) -> None:
        self.course = course
        self.folder = folder
        self.edition = edition
        prints = Prints(course)
        self.wanted = [
            Run(entry.id, language, folder / language / f"{entry.id}-{self._print(prints, entry, language)}.ipynb")
            for entry in entries
            for language in languages
        ]

    def _print(self, prints: Prints, entry: Entry, language: str) -> str:
        return digest(prints.of_text(entry, self.edition), prints.of_pack(entry, language, 1), language)

    def missing(self) -> list[Run]:
        """What has to be run."""
        return [run for run in self.wanted if not run.file.is_file()]

    def make(self, runs: Sequence[Run]) -> Iterator[Run]:
        """Run some pages in processes of their own; gives each as it is done, and then forgets what nobody needs.

        Raises:
            KitError: a page stops; the runs before it are kept.
        """
        jobs = [(self.course.root, self.course.datasets, run, self.edition) for run in runs]
        yield from in_processes(_run_there, jobs)
        needed = {run.file for run in self.wanted}
        for file in self.folder.glob("*/*.ipynb"):
            if file not in needed:
                file.unlink()


def _run_there(root: Path, datasets: Path | None, run: Run, edition: Edition) -> Run:
    course = course_here(root, datasets)
    with tempfile.TemporaryDirectory(prefix="site-") as folder:
        notebook = executed(course, course.page(run.page), run.language, Path(folder), edition, stills=True)
        packed = Path(folder) / ".kit"
        tasks = read_pack(packed, run.page)["tasks"] if (packed / f"{run.page}.pack").is_file() else {}
    _check_quiet(run, notebook)
    told = {name: {key: one[key] for key in one if key != "cases"} for name, one in tasks.items()}
    notebook.metadata["kit"]["tasks"] = in_language(told, run.language)
    notebook.metadata.pop("widgets", None)
    write_whole(run.file, notebook_text(notebook))
    return run


def _check_quiet(run: Run, notebook: NotebookNode) -> None:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    said = "".join(output["text"] for output in outputs if output.get("name") == "stderr")
    if said:
        raise KitError(f"{run.page} writes to stderr in {run.language}: {' '.join(said.split())[:300]}")
