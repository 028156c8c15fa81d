"""The glossary of one language as a page, with a place for each term to which the lessons link."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from classroom.course import Course
from classroom.frame import DOT, link, relative
from classroom.glossary import Term
from classroom.manifest import GLOSSARY, START
from customer_value.messages import message

Section = tuple[str, str, list[Term]]
"""A heading's place (with an underscore, which no term's key has), the heading, and the terms under it."""


def glossary_page(course: Course, language: str) -> str:
    """The glossary in Markdown: in English from A to Z, in Chinese in the order in which the course meets the terms.

    Args:
        course: the terms, and the lessons that introduce them.
        language: one of READABLE.
    """
    sections = list(_by_letter(course) if language == "en" else _by_module(course, language))
    parts = [
        f"# {_say('glossary.title', language)}",
        _say("glossary.welcome", language, count=len(course.glossary.terms)),
        DOT.join(f"[{heading}]({GLOSSARY}#{place})" for place, heading, _ in sections),
        f"[{_say('footer.start', language)}]({relative(GLOSSARY, START)})",
    ]
    for place, heading, terms in sections:
        parts.append(f'## <span id="{place}"></span>{heading}')
        parts += [_entry(course, term, language) for term in terms]
    return "\n\n".join(parts) + "\n"


def _by_letter(course: Course) -> Iterator[Section]:
    terms = sorted(course.glossary.terms, key=lambda term: term.en.casefold())
    for letter, group in groupby(terms, key=lambda term: term.en[0].upper()):
        yield f"_{letter.lower()}", letter, list(group)


def _by_module(course: Course, language: str) -> Iterator[Section]:
    for module in course.syllabus.modules:
        terms = [term for term in course.glossary.terms if term.lesson.startswith(f"{module.id}.")]
        if terms:
            title = module.title.get(language)
            yield f"_{module.id}", _say("start.module", language, number=module.id, title=title), terms


def _entry(course: Course, term: Term, language: str) -> str:
    """Heading, meaning, and in small print the other words for it and the lesson."""
    lessons = {entry.id: link(GLOSSARY, entry, language) for entry in course.lessons}
    notes = [_say("header.lesson", language, id=term.lesson)]
    if term.lesson in lessons:
        notes = [_say("glossary.lesson", language, lesson=lessons[term.lesson])]
    heading = term.word(language)
    if language != "zh-Hans" and term.zh_hans != term.zh_hant:
        notes.insert(0, _say("glossary.mainland", language, mainland=term.zh_hans))
    if language != "zh-Hant" and term.zh_hant != heading:
        notes.insert(0, _say("glossary.taiwan", language, taiwan=term.zh_hant))
    if term.en != heading:
        heading = f"{heading}（{term.en}）"
    # A place of its own, because the one that JupyterLab gives a heading follows from the words.
    lines = [f'### <span id="{term.key}"></span>{heading}', "", f"{term.meaning.get(language)}<br>"]
    return "\n".join([*lines, f"<small>{DOT.join(notes)}</small>"])


def _say(key: str, language: str, **fields: object) -> str:
    return message("classroom", key, language, **fields)
