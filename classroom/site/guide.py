"""The instructor's guide: plain Markdown in each language, with timetables worked out from the syllabus."""

from __future__ import annotations

import re

from classroom.course import Course
from classroom.frame import link
from classroom.one_language import prose
from classroom.timetable import shown
from customer_value.settings import written

FOLDER = "guide"
TIMETABLE = re.compile(r"^\{timetable: ([a-z-]+)\}$", re.MULTILINE)
"""A line of the guide in whose place a timetable stands."""


def guide_pages(course: Course, language: str) -> dict[str, str]:
    """The pages of the guide in one language as Markdown, by their place in the book."""
    folder = course.root / "course" / FOLDER / written(language)
    return {
        f"{FOLDER}/{path.name}": _page(course, path.read_text(encoding="utf-8"), f"{FOLDER}/{path.name}", language)
        for path in sorted(folder.glob("*.md"))
    }


def _page(course: Course, text: str, name: str, language: str) -> str:
    return TIMETABLE.sub(
        lambda found: shown(course, found[1], language, lambda page: link(name, page, language)), prose(text, language)
    )
