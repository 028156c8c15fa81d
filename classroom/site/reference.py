"""The reference part of the book: the glossary, the data dictionary, the measures."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from classroom.course import Course
from classroom.glossary_page import glossary_page
from classroom.manifest import GLOSSARY
from classroom.one_language import prose
from classroom.workspace import DICTIONARY
from customer_value.messages import message

if TYPE_CHECKING:
    from customer_value.reference import Entry

MEASURES = "measures/index.md"

PLACE = re.compile(r'^(#+) <span id="([^"]+)"></span>', re.MULTILINE)
NAMED = ("Args", "Raises", "Attributes")
"""Sections of a docstring whose entries have names."""


def reference(course: Course, language: str) -> dict[str, str]:
    """The pages as Markdown, by their place in the book."""
    return {GLOSSARY: _glossary(course, language), DICTIONARY: _dictionary(course, language)} | _measures(language)


def _glossary(course: Course, language: str) -> str:
    """The workspace's glossary, each term's place written as MyST knows it."""
    return PLACE.sub(r"(\2)=\n\1 ", glossary_page(course, language))


def _dictionary(course: Course, language: str) -> str:
    return prose(course.dictionary(language).read_text(encoding="utf-8"), language)


def _measures(language: str) -> dict[str, str]:
    """A page for each area with every measure's whole text; it is written in English, as the code is."""
    from customer_value.measures import AREAS
    from customer_value.reference import entries

    pages = {}
    for area, (title, subjects) in AREAS.items():
        parts = [f"# {title}", f"`customer_value/measures/{area}/`"]
        for subject, names in subjects.items():
            for entry in entries(f"{area}.{subject}", names):
                parts += [f"## {entry.name}", _measure(entry)]
        pages[f"measures/{area}.md"] = "\n\n".join(parts) + "\n"
    tree = "\n".join(["```{toctree}", ":maxdepth: 1", "", *(f"{area}.md" for area in AREAS), "```"])
    intro = [f"# {_say('measures', language)}", _say("measures-note", language)]
    return pages | {MEASURES: "\n\n".join([*intro, tree]) + "\n"}


def _measure(entry: Entry) -> str:
    from customer_value.reference import listed
    from customer_value.reference import prose as shown

    html = [f"<pre><code>{escape(entry.name + entry.signature)}</code></pre>", str(shown(entry.parts[""]))]
    for name, text in entry.parts.items():
        if name:
            rows = listed(text) if name in NAMED else []
            terms = "".join(f"<dt><code>{escape(one)}</code></dt><dd>{shown(what)}</dd>" for one, what in rows)
            html.append(f"<p><b>{name}</b></p>" + (f"<dl>{terms}</dl>" if rows else str(shown(text))))
    return '<div class="kit-measure" lang="en">\n' + re.sub(r"\n\s*\n", "\n", "\n".join(html)) + "\n</div>"


def _say(key: str, language: str) -> str:
    return message("classroom", f"site.{key}", language)
