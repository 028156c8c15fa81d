"""From a run notebook to a page of the book: what only works in a notebook becomes still."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from classroom.course import Course, Entry
from classroom.executed import VIEW
from classroom.files import digest
from classroom.frame import relative
from classroom.glossary import link_terms
from classroom.manifest import GLOSSARY
from classroom.notebook import KERNEL
from classroom.site.links import led
from classroom.site.questions import checked, question
from classroom.task_cells import CHECK_ALONE, QUESTIONS, asked
from customer_value.messages import message

if TYPE_CHECKING:
    from nbformat import NotebookNode

PICTURES = "pictures"
"""The folder of the figures, beside the pages of a language."""

ONLY_IN_A_NOTEBOOK = ("start", "footer")
"""Cells that say how to go about a notebook."""

DATA_IMAGE = re.compile(r'src="data:image/png;base64,([^"]+)"')
STYLE = re.compile(r"<style.*?</style>", re.DOTALL)


@dataclass
class SitePage:
    """A page as MyST-NB reads it.

    Attributes:
        name: where it lies in the book, such as "course/07_tiers/7_1_rfm.ipynb".
        notebook: its cells.
        pictures: the figures it shows, by file name.
    """

    name: str
    notebook: NotebookNode
    pictures: dict[str, bytes] = field(default_factory=dict)


def site_page(course: Course, entry: Entry, run: NotebookNode, language: str, there: Collection[str]) -> SitePage:
    """A page of the book.

    Args:
        course: the glossary and the other pages, to which the texts link.
        entry: the page.
        run: its notebook; run, with its tasks in the metadata, or, of an assignment, as it is handed out.
        language: one of READABLE.
        there: the place of every page of the book.
    """
    from nbformat import v4

    page = SitePage(entry.target, v4.new_notebook(metadata=dict(KERNEL)))
    tasks = run.metadata["kit"].get("tasks", {})
    terms = course.glossary.links(relative(entry.target, GLOSSARY))
    for cell in run.cells:
        for shown in _cells(cell, tasks, page, language):
            if shown.cell_type == "markdown":
                shown.source = led(link_terms(shown.source, terms), entry.target, there)
            shown.id = f"{len(page.notebook.cells)}-{cell.id}"[:64]
            page.notebook.cells.append(shown)
    return page


def _cells(cell: Any, tasks: Mapping[str, Any], page: SitePage, language: str) -> Iterator[Any]:
    from nbformat import v4

    tags = set(cell.metadata.get("tags", []))
    if cell.id in ONLY_IN_A_NOTEBOOK:
        yield from _graded_in(cell)
        return
    if cell.id.endswith("-answers"):  # the questions above it open and tell
        return
    if cell.cell_type == "markdown":
        source = cell.source.rpartition("\n\n")[0] if cell.id == "header" else cell.source
        yield v4.new_markdown_cell(_note(source, language) if "instructor" in tags else source)
        return
    if "computed" in tags:
        for output in cell.outputs:
            yield v4.new_markdown_cell(output["data"]["text/markdown"])
        return
    if found := CHECK_ALONE.match(cell.source):
        one = tasks.get(found[1])
        if one and not one["points"]:
            yield v4.new_markdown_cell(checked(one, language))
        return
    if cell.metadata.get("nbgrader", {}).get("grade"):  # the test of a graded task: it needs a notebook to run in
        return
    outputs = [shown for output in cell.get("outputs", ()) if (shown := _output(output, page))]
    names = asked(cell.source, *QUESTIONS)
    hidden = bool(names) or bool(cell.metadata.get("jupyter", {}).get("source_hidden"))
    if outputs or not hidden:
        folded = {"tags": ["hide-input"]} if cell.id == "setup" or hidden else {}
        yield v4.new_code_cell(cell.source, outputs=outputs, metadata=folded)
    for name in names:  # their widgets are gone from the outputs
        yield v4.new_markdown_cell(question(tasks[name], language))


def _graded_in(footer: Any) -> Iterator[Any]:
    """What the foot of a page says besides the way to its neighbours, which the book shows itself."""
    from nbformat import v4

    parts = footer.source.split("\n\n")
    if footer.id == "footer" and len(parts) > 2:
        yield v4.new_markdown_cell("\n\n".join(parts[1:-1]))


def _note(source: str, language: str) -> str:
    """A note for teaching, in a box that says so."""
    title = message("classroom", "site.instructor", language)
    return f":::{{admonition}} {title}\n:class: tip kit-instructor\n\n{source}\n:::"


def _output(output: Any, page: SitePage) -> Any:
    """An output as the book shows it; None for what only works in a notebook."""
    from nbformat import v4

    data = output.get("data", {})
    if VIEW in data or "kit-box" in data.get("text/html", ""):
        return None
    if "text/html" in data:
        shown = _pictures(STYLE.sub("", data["text/html"]), page)
        setting = output.get("metadata", {}).get("kit", {}).get("setting")
        if setting:
            shown = f'<figure class="kit-still">{shown}<figcaption>{escape(setting)}</figcaption></figure>'
        return v4.new_output("display_data", {"text/html": _scrolls(shown)})
    if "text/markdown" in data:
        return v4.new_output("display_data", {"text/markdown": data["text/markdown"]})
    return output


def _pictures(html: str, page: SitePage) -> str:
    """HTML whose pictures are files of their own."""

    def moved(found: re.Match[str]) -> str:
        content = base64.b64decode(found[1])
        name = f"{digest(content)}.png"
        page.pictures[name] = content
        return f'loading="lazy" src="{posixpath.relpath(f"{PICTURES}/{name}", posixpath.dirname(page.name))}"'

    return DATA_IMAGE.sub(moved, html)


def _scrolls(html: str) -> str:
    """A wide table scrolls by itself, also with the keyboard."""
    return f'<div class="kit-wide" tabindex="0">{html}</div>' if "<table" in html else html
