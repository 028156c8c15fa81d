"""The first and last cell of every lesson and exercise, made from the front matter so that all of them look alike."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import quote

from classroom.course import Course, Entry
from classroom.notebook import Frame
from classroom.task_cells import TaskBook
from customer_value.messages import message

DOT = " · "


def frame(course: Course, entry: Entry, language: str, book: TaskBook, task_ids: Sequence[str] = ()) -> Frame:
    """The header and the footer of one page.

    Args:
        course: where the neighbours are found.
        entry: the page.
        language: the language of the copy.
        book: the page's tasks.
        task_ids: the graded tasks that the page shows.
    """
    exercise = entry in course.exercises
    matter = entry.matter
    kind = "assignment" if exercise else "lesson"
    facts = [_say(f"header.{kind}", language, id=matter.id), _say("header.minutes", language, minutes=matter.minutes)]
    if exercise:
        points = sum(book.task(task_id).points for task_id in task_ids)
        facts.append(_say("header.tasks", language, count=len(task_ids), points=points))
    if matter.core:
        facts.append(_say("header.core", language))
    if matter.tables:
        tables = _say("header.and", language).join(f"`{table}`" for table in matter.tables)
        facts.append(_say("header.tables", language, tables=tables))
    parts = [f"# {matter.title.get(language)}", DOT.join(facts)]
    if matter.objectives:
        lines = "\n".join(f"- {objective.get(language)}" for objective in matter.objectives)
        parts.append(f"**{_say('header.objectives', language)}**\n\n{lines}")
    before = [other for other in course.lessons if other.id in matter.before]
    if before:
        key = "header.practises" if exercise else "header.before"
        parts.append(_say(key, language, lessons=_links(entry, before, language)))
    parts.append(f"*{_say('header.again', language)}*" if language == "en" else _say("header.again", language))
    return Frame(header="\n\n".join(parts), footer=_footer(course, entry, language, exercise))


def _footer(course: Course, entry: Entry, language: str, exercise: bool) -> str:
    home = f"[{_say('footer.start', language)}]({relative(entry.target, 'START.ipynb')})"
    if exercise:
        return f"---\n\n{home}"
    place = course.lessons.index(entry)
    previous = course.lessons[place - 1] if place else None
    following = course.lessons[place + 1] if place + 1 < len(course.lessons) else None
    steps = [f"← {link(entry.target, previous, language)}"] if previous else []
    steps.append(home)
    steps += [f"{link(entry.target, following, language)} →"] if following else []
    graded = [other for other in course.exercises if entry.id in other.matter.before]
    parts = [_say("footer.graded", language, assignments=_links(entry, graded, language))] if graded else []
    return "\n\n".join(["---", *parts, DOT.join(steps)])


def _links(origin: Entry, entries: Sequence[Entry], language: str) -> str:
    return _say("header.and", language).join(link(origin.target, entry, language) for entry in entries)


def link(origin: str, entry: Entry, language: str) -> str:
    """A Markdown link from one notebook of the workspace to a page."""
    return f"[{entry.label(language)}]({relative(origin, entry.target)})"


def relative(origin: str, target: str) -> str:
    """The link from one place in a workspace to another, as a notebook writes it."""
    return quote(posixpath.relpath(target, posixpath.dirname(origin) or "."))


def _say(key: str, language: str, **fields: object) -> str:
    return message("classroom", key, language, **fields)
