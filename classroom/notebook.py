"""From a source page to a notebook in one language, for learners, for the class or for the instructor."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from classroom.errors import AuthorError
from classroom.glossary import has_term_link, link_terms
from classroom.one_language import SourceError, computed, fill_words, keep_language, prose
from classroom.page import LANGUAGE_TAGS, Page, SourceCell
from classroom.task_cells import TaskBook, cell_id, marked_answer, prompt, solution, test_source
from customer_value.display import plain_dollars
from customer_value.messages import message
from customer_value.settings import written

if TYPE_CHECKING:
    from nbformat import NotebookNode

Edition = Literal["learner", "source", "instructor"]
"""learner: without answers; source: as nbgrader's source/ holds it; instructor: answers and notes, for teaching."""

KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": platform.python_version(),
    },
}
"""What JupyterLab itself would add when the kernel starts: a notebook that was only opened asks for no saving."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the build puts around a page's own cells, as Markdown."""

    header: str
    footer: str = ""


@dataclass(frozen=True)
class _Built:
    """One cell of the notebook: what it holds, its id's source, its tags, and metadata for Jupyter and nbgrader."""

    kind: str
    text: str
    name: str = ""
    tags: frozenset[str] = frozenset()
    metadata: Mapping[str, Any] | None = None


def build_notebook(
    page: Page,
    language: str,
    *,
    words: Mapping[str, Any],
    book: TaskBook,
    frame: Frame,
    terms: Mapping[str, str] | None = None,
    edition: Edition = "learner",
) -> NotebookNode:
    """Make one notebook; the same arguments always give the same bytes.

    An exercise's "learner" edition is what nbgrader would release: the "source" edition with the answers, the hidden
    tests and nothing else taken out, and with nbgrader's checksums, so that either can be handed in.

    Args:
        page: the source.
        language: one of READABLE.
        words: the scenario's words in this language.
        book: the tasks the page may name.
        frame: header and footer.
        terms: the way from the page to each term of the glossary, by the term's key.
        edition: who it is for.

    Raises:
        AuthorError: a mistake of the page's author; names the file and the cell.
    """
    inner: Edition = "source" if page.is_exercise and edition == "learner" else edition
    cells = [_Built("markdown", frame.header, "header")]
    for cell in page.cells:
        if cell.language not in (None, written(language)) or ("instructor" in cell.tags and inner != "instructor"):
            continue
        try:
            for built in _expand(page, cell, language, words, book, inner):
                cells.append(_with_terms(built, cell, terms or {}))
            if inner == "instructor":
                cells += _for_the_instructor(cell, book, language, terms or {})
        except SourceError as problem:
            raise AuthorError(page.path, cell.label, str(problem)) from problem
    if frame.footer:
        cells.append(_Built("markdown", frame.footer, "footer"))
    notebook = _assemble(page, cells)
    return released(notebook, language) if inner != edition else notebook


def _for_the_instructor(cell: SourceCell, book: TaskBook, language: str, terms: Mapping[str, str]) -> list[_Built]:
    """Below a cell with tasks: the answers, and what the room is likely to get wrong."""
    from classroom.likely_mistakes import likely_mistakes
    from classroom.task_cells import QUESTIONS, asked

    tasks = [cell.target] if cell.directive == "task" else []
    if cell.kind == "code":
        tasks = asked(cell.text, "check", *QUESTIONS)
    note = likely_mistakes([book.task(one) for one in tasks], language)
    if not note:
        return []
    name = f"{tasks[0]}-{'answers' if 'quiz(' in cell.text else 'mistakes'}"
    return [_Built("markdown", link_terms(note, terms), name, frozenset({"instructor"}))]


def released(notebook: NotebookNode, language: str) -> NotebookNode:
    """What nbgrader makes of a source notebook for learners, by nbgrader's own steps."""
    from nbgrader import preprocessors as steps
    from traitlets.config import Config

    config = Config(
        {"ClearSolutions": {"code_stub": {"python": code_stub(language)}, "text_stub": text_stub(language)}}
    )
    resources: dict[str, Any] = {}
    for step in (
        steps.LockCells,
        steps.ClearSolutions,
        steps.ClearOutput,
        steps.CheckCellMetadata,
        steps.ComputeChecksums,
        steps.ClearHiddenTests,
        steps.ClearMarkScheme,
        steps.ComputeChecksums,
        steps.CheckCellMetadata,
    ):
        notebook, resources = step(config=config).preprocess(notebook, resources)
    return notebook


def code_stub(language: str) -> str:
    """What stands where a learner has to write; its blank keeps the cell from running until then."""
    return f"____  # {message('classroom', 'task.stub', language)}"


def text_stub(language: str) -> str:
    """What stands where a learner has to write sentences; left as it is, nbgrader itself gives no points for it."""
    return message("classroom", "task.text-stub", language)


def notebook_text(notebook: NotebookNode) -> str:
    """A notebook as JupyterLab itself would save it."""
    import nbformat

    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def _expand(
    page: Page, cell: SourceCell, language: str, words: Mapping[str, Any], book: TaskBook, edition: Edition
) -> list[_Built]:
    """The cells that one source cell becomes."""
    tags = cell.tags - set(LANGUAGE_TAGS)
    if cell.directive == "task":
        return _graded(page, cell, language, words, book, edition)
    if cell.directive == "given":
        return [_Built("code", book.given_source(cell.target, language), f"given-{cell.target}")]
    if cell.kind == "code":
        book.check_calls(cell.text)
        if "starter" in tags:
            task = book.task(cell.name)
            if "____" not in cell.text:
                raise SourceError("a `starter` needs at least one blank ____ for the learner to fill.")
            if edition == "instructor":
                return [_Built("code", solution(task, language), cell.name, tags)]
        return [_Built("code", keep_language(cell.text, language, words), cell.name, tags)]
    text = prose(fill_words(cell.text, words), language)
    if cell.number == 1 and text.lstrip().startswith("# "):
        raise SourceError("the title comes from the front matter; begin with a heading of the second level (##).")
    if "computed" in tags:
        return [
            _Built("code", computed(text, message("classroom", "computed", language)), cell.name, tags | {"hide-input"})
        ]
    return [_Built("markdown", text, cell.name, tags)]


def _with_terms(built: _Built, cell: SourceCell, terms: Mapping[str, str]) -> _Built:
    """A cell whose prose leads to the glossary."""
    if built.kind == "markdown" or "computed" in cell.tags:
        return replace(built, text=link_terms(built.text, terms))
    if has_term_link(built.text):
        raise SourceError("a term is linked to in prose only; this is code.")
    return built


def _graded(
    page: Page, cell: SourceCell, language: str, words: Mapping[str, Any], book: TaskBook, edition: Edition
) -> list[_Built]:
    """Prompt, learner's cell and locked test of one graded task; a text has no test, and a person gives its points."""
    if not page.is_exercise:
        raise SourceError("graded tasks belong on an exercise page; a lesson calls check, quiz and the others itself.")
    from tutor.task import TextTask

    task = book.task(cell.target)
    if not task.points:
        raise SourceError(f"the task {task.id!r} is worth no points, so it cannot be graded.")
    number = page.task_ids.index(task.id) + 1
    text = marked_answer(task, language) if edition == "source" else solution(task, language)
    shown = fill_words(prompt(task, number, language), words)
    grade_id = cell_id(task.id)
    common = {"schema_version": 3, "task": False}
    kit = {"task": task.id}
    starter = {"grade": False, "grade_id": grade_id, "locked": False, "solution": True}
    if isinstance(task, TextTask):
        by_hand = starter | {"grade": True, "points": task.points}
        # The prompt is a plain cell: nbgrader 0.9.6 cannot put back a deleted answer that stands under a locked one.
        return [
            _Built("markdown", shown, f"{task.id}-prompt"),
            _Built("markdown", text, task.id, metadata={"kit": kit, "nbgrader": by_hand | common}),
        ]
    test = {"grade": True, "grade_id": f"{grade_id}-test", "locked": True, "points": task.points, "solution": False}
    return [
        _Built("markdown", shown, f"{task.id}-prompt"),
        _Built("code", text, task.id, metadata={"kit": kit, "nbgrader": starter | common}),
        _Built(
            "code",
            test_source(task, hidden=edition == "source"),
            f"{task.id}-test",
            metadata={"kit": kit, "nbgrader": test | common},
        ),
    ]


def _assemble(page: Page, cells: list[_Built]) -> NotebookNode:
    from nbformat import v4

    notebook = v4.new_notebook(metadata={**KERNEL, "kit": {"page": page.id}})
    unnamed = 0
    taken: set[str] = set()
    for cell in cells:
        unnamed += not cell.name
        name = cell.name or f"{page.id}-{unnamed:02d}"
        identity = cell_id(name)
        if identity in taken:
            raise AuthorError(page.path, f"cell {name!r}", f"two cells would get the id {identity!r}.")
        taken.add(identity)
        metadata: dict[str, Any] = dict(cell.metadata or {})
        if cell.tags:
            metadata["tags"] = sorted(cell.tags)
        hidden = {f"{part}_hidden": True for part, tag in _HIDES.items() if tag in cell.tags}
        if hidden:
            metadata["jupyter"] = hidden
        if cell.kind == "code":
            notebook.cells.append(v4.new_code_cell(cell.text, id=identity, metadata=metadata))
        else:
            notebook.cells.append(v4.new_markdown_cell(plain_dollars(cell.text), id=identity, metadata=metadata))
    return notebook


_HIDES = {"source": "hide-input", "outputs": "hide-output"}
