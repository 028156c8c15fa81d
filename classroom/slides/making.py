"""From a lesson of the course to a file of slides."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from classroom.course import Course, Entry
from classroom.executed import executed
from classroom.files import write_whole
from classroom.slides.deck import deck
from classroom.slides.page import slides_page
from classroom.workspace import Progress, no_progress
from tutor.pack import in_language, read_pack


def make_slides(
    course: Course, entries: Sequence[Entry], out: Path, languages: Sequence[str], progress: Progress = no_progress
) -> list[Path]:
    """Run lessons and write the slides of each, OUT/LANGUAGE/N_M_name.html.

    Args:
        course: the sources, with the ledger to run on.
        entries: the lessons.
        out: the folder; made where it is not there.
        languages: of READABLE.
        progress: told of each file.

    Returns:
        The files.

    Raises:
        KitError: a lesson stops, or a file cannot be written.
    """
    wanted = [(language, entry) for language in languages for entry in entries]
    written = []
    for number, (language, entry) in enumerate(wanted):
        progress(f"{entry.id} {language}", number, len(wanted))
        path = out / language / f"{entry.path.stem}.html"
        write_whole(path, lesson_slides(course, entry, language))
        written.append(path)
    progress("", len(wanted), len(wanted))
    return written


def lesson_slides(course: Course, entry: Entry, language: str) -> str:
    """The page of one lesson's slides; the lesson is run for it."""
    with tempfile.TemporaryDirectory(prefix="slides-") as name:
        notebook = executed(course, entry, language, Path(name), "instructor")
        packed = Path(name) / ".kit" / f"{entry.id}.pack"
        cards = in_language(read_pack(packed.parent, entry.id)["tasks"], language) if packed.is_file() else {}
    return slides_page(entry.label(language), deck(notebook, cards, language), language)
