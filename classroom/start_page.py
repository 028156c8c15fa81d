"""The START pages: the door in both languages, and for each language the list of lessons, assignments and progress."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.course import Course, Entry
from classroom.frame import relative
from classroom.manifest import GLOSSARY
from classroom.notebook import KERNEL, notebook_text
from classroom.one_language import scenario_words
from customer_value.messages import message
from customer_value.settings import READABLE
from tutor.plan_picture import invitation
from tutor.start_outputs import PROGRESS, TODAY, as_data

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from tutor.words import Shown

_PAGE = "START.ipynb"
DOORS = {"en": "Open the course in English", "zh-Hant": "開啟繁體中文課程", "zh-Hans": "打开简体中文课程"}
VERSIONS = {"en": "English version", "zh-Hant": "繁體中文版", "zh-Hans": "简体中文版"}
"""Each for those who read that language, whatever the page around it is in."""

_READ_ONLY = {"editable": False, "deletable": False}


def start_notebook(
    course: Course, folder: Path, language: str, others: Sequence[str] = (), plan: Shown | None = None
) -> str:
    """The START page of one language's folder.

    Args:
        course: the lessons and assignments.
        folder: the language's folder, whose progress is shown.
        language: one of READABLE.
        others: the other languages of the workspace.
        plan: the learner's plan as it stands; where there is none, the page says how to get one.
    """
    package = course.sample_package(language)
    words = scenario_words(course.scenario_file, language)
    top = [
        f"# {_say('course.title', language)}",
        _say("start.welcome", language, company=words["company"], customers=f"{package['customers']:,}"),
        _say("start.how", language),
        _say("start.glossary", language, link=GLOSSARY),
    ]
    cells = [
        _markdown("welcome", "\n\n".join(top)),
        _today(language, plan),
        _progress(folder, language),
        _markdown("lessons", "\n\n".join([f"## {_say('start.lessons', language)}", *_modules(course, language)])),
    ]
    if course.exercises:
        cells.append(_markdown("assignments", _assignments(course, language)))
    cells.append(_markdown("data", _data(folder, language, others)))
    return notebook_text(_notebook(cells))


def door_notebook(languages: Sequence[str]) -> str:
    """The page that leads to the START page of each language that was built."""
    cells = [
        _markdown(
            f"door-{language}",
            f"# {_say('course.title', language)}\n\n"
            f"### [{DOORS[language]} →]({relative(_PAGE, f'{language}/{_PAGE}')})",
        )
        for language in READABLE
        if language in languages
    ]
    return notebook_text(_notebook(cells))


def _modules(course: Course, language: str) -> Iterator[str]:
    """A heading and a table of lessons for each module that has any."""
    columns = [_say(f"start.column_{name}", language) for name in ("lesson", "time", "core")]
    entries = {entry.id: entry for entry in course.lessons}
    some_core = False
    for module in course.syllabus.modules:
        rows = []
        for lesson in module.lessons:
            if lesson.id not in entries:
                continue
            entry = entries[lesson.id]
            core = "✓" if entry.matter.core else ""
            some_core = some_core or entry.matter.core
            rows.append([_link(entry, language), _say("start.minutes", language, minutes=entry.matter.minutes), core])
        if rows:
            yield f"### {_say('start.module', language, number=module.id, title=module.title.get(language))}"
            yield _table(columns, rows)
    if some_core:
        yield _say("start.core_note", language)


def _assignments(course: Course, language: str) -> str:
    from classroom.task_cells import TaskBook
    from classroom.workspace import task_module

    columns = [_say(f"start.column_{name}", language) for name in ("assignment", "time", "points")]
    rows = []
    for entry in course.exercises:
        tasks = TaskBook.of(task_module(entry)).tasks.values()
        minutes = _say("start.minutes", language, minutes=entry.matter.minutes)
        rows.append([_link(entry, language), minutes, f"{sum(task.points for task in tasks):g}"])
    parts = [f"## {_say('start.exercises', language)}", _table(columns, rows), _say("start.hand_in", language)]
    return "\n\n".join(parts)


def _data(folder: Path, language: str, others: Sequence[str]) -> str:
    parts = [f"## {_say('start.data', language)}"]
    if (folder / "datasets" / "DICTIONARY.md").is_file():
        parts.append(_say("start.dictionary", language, link="datasets/DICTIONARY.md"))
    for other in others:
        parts.append(f"[{VERSIONS[other]}](../{other}/{_PAGE})")
    return "\n\n".join(parts)


def _progress(folder: Path, language: str) -> NotebookNode:
    """The cell that shows the learner's progress, with its output in it, so that nothing has to be run to see it."""
    from nbformat import v4

    from tutor.overview import picture

    source = f"# {_say('start.progress', language)}\nfrom tutor import progress\n\nprogress()"
    metadata = {**_READ_ONLY, "jupyter": {"source_hidden": True}}
    cell = v4.new_code_cell(source, id=PROGRESS, metadata=metadata)
    cell.outputs = [v4.new_output("display_data", as_data(picture(folder / ".kit", language)))]
    return cell


def _today(language: str, plan: Shown | None) -> NotebookNode:
    """The cell that shows the learner's plan, folded where there is none: a class has its own days."""
    from nbformat import v4

    source = f"# {_say('start.today', language)}\nfrom tutor import today\n\ntoday()"
    metadata = {"deletable": False, **({} if plan else {"jupyter": {"source_hidden": True}})}
    cell = v4.new_code_cell(source, id=TODAY, metadata=metadata)
    cell.outputs = [v4.new_output("display_data", as_data(plan or invitation(language)))]
    return cell


def _link(entry: Entry, language: str) -> str:
    return f'<a href="{relative(_PAGE, entry.target)}">{html.escape(entry.label(language))}</a>'


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """An HTML table, because a Markdown one would stand in the middle of the page."""
    head = "".join(f'<th style="text-align:left">{html.escape(name)}</th>' for name in columns)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in row) + "</tr>" for row in rows
    )
    return f'<table style="margin-left:0"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _markdown(name: str, text: str) -> NotebookNode:
    from nbformat import v4

    return v4.new_markdown_cell(text, id=name, metadata=dict(_READ_ONLY))


def _notebook(cells: Sequence[Any]) -> NotebookNode:
    from nbformat import v4

    return v4.new_notebook(metadata=KERNEL, cells=list(cells))


def _say(key: str, language: str, **fields: object) -> str:
    return message("classroom", key, language, **fields)
