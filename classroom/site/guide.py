"""The instructor's guide: plain Markdown in each language, with timetables worked out from the syllabus."""

from __future__ import annotations

from classroom.course import Course
from customer_value.chinese import simplified_markdown
from customer_value.settings import written

FOLDER = "guide"


def guide_pages(course: Course, language: str) -> dict[str, str]:
    """The pages of the guide in one language, by their place in the book."""
    folder = course.root / "course" / FOLDER / written(language)
    pages = {}
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        pages[f"{FOLDER}/{path.name}"] = simplified_markdown(text) if language == "zh-Hans" else text
    return pages
