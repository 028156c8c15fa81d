"""The pages of the book that lead to the others: its door, and a page for each module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from classroom.course import Course, Entry
from classroom.manifest import GLOSSARY
from classroom.one_language import scenario_words
from classroom.site.reference import MEASURES, reference
from classroom.workspace import DICTIONARY
from customer_value.messages import message


def contents(course: Course, entries: Sequence[Entry], language: str, guide: Mapping[str, str]) -> dict[str, str]:
    """Every page of the book that is not made of a notebook, as Markdown by its place in the book.

    Args:
        course: the sources.
        entries: the lessons and assignments that the book has.
        language: one of READABLE.
        guide: the pages of the instructor's guide; none where it is left out.
    """
    pages = {"index.md": _door(course, entries, language, list(guide)), **reference(course, language), **guide}
    for module, lessons in _modules(course, entries):
        pages[_module_page(lessons[0])] = _module(module, lessons, course, language)
    return pages


def _door(course: Course, entries: Sequence[Entry], language: str, guide: Sequence[str]) -> str:
    words = scenario_words(course.scenario_file, language)
    package = course.sample_package(language)
    exercises = [entry for entry in entries if entry in course.exercises]
    modules = _modules(course, entries)
    parts = [
        f"# {_say('course.title', language)}",
        _say("start.welcome", language, company=words["company"], customers=f"{package['customers']:,}"),
        _say("site.welcome", language),
        _cards(course, modules, language),
        _tree(_say("start.lessons", language), [_module_page(lessons[0]) for _, lessons in modules]),
    ]
    if exercises:
        parts.append(
            _tree(
                _say("start.exercises", language), [f"{entry.label(language)} <{entry.target}>" for entry in exercises]
            )
        )
    if guide:
        parts.append(_tree(_say("site.guide", language), guide))
    parts.append(_tree(_say("site.reference", language), [GLOSSARY, DICTIONARY, MEASURES]))
    return "\n\n".join(parts) + "\n"


def _cards(course: Course, modules: Sequence[tuple[int, list[Entry]]], language: str) -> str:
    """Each module as a link with how much it holds."""
    rows = []
    for number, lessons in modules:
        title = _module_title(course, number, language)
        minutes = sum(entry.matter.minutes for entry in lessons)
        facts = _say("site.module", language, lessons=len(lessons), minutes=minutes)
        place = _module_page(lessons[0]).replace(".md", ".html")
        rows.append(f'<li><a href="{place}"><b>{escape(title)}</b><span>{escape(facts)}</span></a></li>')
    return '<ul class="kit-modules">\n' + "\n".join(rows) + "\n</ul>"


def _module(number: int, lessons: Sequence[Entry], course: Course, language: str) -> str:
    columns = [_say(f"start.column_{one}", language) for one in ("lesson", "time", "core")]
    rows = [f"| {' | '.join(columns)} |", "|---|---:|:-:|"]
    for entry in lessons:
        name = entry.target.rpartition("/")[2]
        minutes = _say("start.minutes", language, minutes=entry.matter.minutes)
        rows.append(f"| [{entry.label(language)}]({name}) | {minutes} | {'●' if entry.matter.core else ''} |")
    tree = _tree("", [f"{entry.label(language)} <{entry.target.rpartition('/')[2]}>" for entry in lessons])
    return "\n\n".join([f"# {_module_title(course, number, language)}", "\n".join(rows), tree]) + "\n"


def _modules(course: Course, entries: Sequence[Entry]) -> list[tuple[int, list[Entry]]]:
    """The modules that have lessons in the book."""
    lessons = [entry for entry in entries if entry in course.lessons]
    numbers = dict.fromkeys(int(entry.id.partition(".")[0]) for entry in lessons)
    return [(number, [one for one in lessons if one.id.startswith(f"{number}.")]) for number in numbers]


def _module_title(course: Course, number: int, language: str) -> str:
    title = next(module.title.get(language) for module in course.syllabus.modules if module.id == number)
    return _say("start.module", language, number=number, title=title)


def _module_page(lesson: Entry) -> str:
    return f"{lesson.target.rpartition('/')[0]}/index.md"


def _tree(caption: str, pages: Sequence[str]) -> str:
    """Pages as a part of the book's contents."""
    options = [f":caption: {caption}"] if caption else []
    return "\n".join(["```{toctree}", ":hidden:", *options, "", *pages, "```"])


def _say(key: str, language: str, **fields: object) -> str:
    return message("classroom", key, language, **fields)
