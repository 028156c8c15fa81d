"""Reading a lesson's or an exercise's source: MyST Markdown with both languages in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from classroom.errors import AuthorError
from customer_value.messages import Text
from customer_value.settings import LANGUAGES

LANGUAGE_TAGS = {f"lang-{language}": language for language in LANGUAGES}
TAGS = {*LANGUAGE_TAGS, "computed", "instructor", "starter", "hide-input", "hide-output"}
"""Every tag that a source cell may carry."""


class Words(BaseModel):
    """A short text in both languages, as front matter and the syllabus give it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    en: str
    zh_hant: str = Field(alias="zh-Hant")

    @property
    def text(self) -> Text:
        return Text(self.en, self.zh_hant)

    def get(self, language: str) -> str:
        """The text in one language."""
        return self.text.get(language)


class Objective(Words):
    """What a learner can do afterwards, and the questions of the page that show it, by the task's id."""

    checked_by: list[str] = []


class Matter(BaseModel):
    """The `kit:` part of a page's front matter.

    Attributes:
        id: "7.1" for a lesson, "a07" for an assignment.
        title: the title, without the id.
        minutes: how long a learner new to Python needs.
        objectives: what a learner can do afterwards, each something one could watch.
        before: the lessons that must come before, by id.
        topics: what the page covers, by the topic's id.
        tables: the tables of the ledger that it reads.
        core: whether it belongs to the short path.
    """

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^(\d\.\d+|a\d\d)$")
    title: Words
    minutes: int = Field(gt=0)
    objectives: list[Objective] = []
    before: list[str] = []
    topics: list[str] = []
    tables: list[str] = []
    core: bool = False


@dataclass(frozen=True, kw_only=True)
class SourceCell:
    """One cell of the source.

    Attributes:
        kind: "markdown" or "code".
        text: what it holds.
        name: its own name, "" where it has none.
        tags: its tags.
        directive: "task" or "given" where the build puts something in its place, else "".
        target: what the directive names.
        number: its place in the file, from 1, for messages.
    """

    kind: str
    text: str
    name: str = ""
    tags: frozenset[str] = frozenset()
    directive: str = ""
    target: str = ""
    number: int = 0

    @property
    def language(self) -> str | None:
        """The language the cell is in; None for one that is in every copy."""
        return next((language for tag, language in LANGUAGE_TAGS.items() if tag in self.tags), None)

    @property
    def label(self) -> str:
        """How a message names the cell."""
        if self.name:
            return f"cell {self.name!r}" + (f" ({self.language})" if self.language else "")
        return f"cell {self.number}"


@dataclass(frozen=True)
class Page:
    """A source page, read and checked.

    Attributes:
        path: the file.
        matter: its front matter.
        cells: its cells, in order.
    """

    path: Path
    matter: Matter
    cells: tuple[SourceCell, ...] = field(repr=False)

    @property
    def id(self) -> str:
        return self.matter.id

    @property
    def is_exercise(self) -> bool:
        return self.id.startswith("a")

    @cached_property
    def task_ids(self) -> tuple[str, ...]:
        """The tasks that the page's `task` cells name, in order."""
        return tuple(cell.target for cell in self.cells if cell.directive == "task")


def read_page(path: Path) -> Page:
    """Read one source page.

    Raises:
        AuthorError: what is said of a cell cannot be read, the front matter is incomplete, a tag is unknown, two cells
            share a name, or a cell stands in one language without its counterpart beside it.
    """
    import jupytext.myst  # slow to import, and not needed where nothing is built
    import yaml

    source = _read_text(path)
    try:
        notebook = jupytext.reads(source, fmt="md:myst")
    except (jupytext.myst.MystMetadataParsingError, yaml.YAMLError) as problem:
        raise AuthorError(path, "", " ".join(str(problem).split())) from problem
    matter = _matter(path, notebook.metadata.get("kit"))
    cells = tuple(_cell(path, number, node) for number, node in enumerate(notebook.cells, start=1))
    _check_directives(path, source, cells)
    _check_names(path, cells)
    _check_pairs(path, cells)
    return Page(path, matter, cells)


def read_matter(path: Path) -> Matter:
    """Read only the front matter of a page, which is much faster than the whole page."""
    import yaml

    from classroom.yaml_text import yaml_values

    found = re.match(r"---\r?\n(.*?)\r?\n---\r?\n", _read_text(path), flags=re.DOTALL)
    if found is None:
        raise AuthorError(path, "", "the page has no front matter between two lines of three dashes.")
    try:
        values = yaml_values(found[1])
    except yaml.YAMLError as problem:
        raise AuthorError(path, "front matter", f"this is not YAML: {' '.join(str(problem).split())}") from problem
    return _matter(path, values.get("kit") if isinstance(values, dict) else None)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise AuthorError(path, "", f"the page cannot be read: {problem}.") from problem


def _matter(path: Path, values: Any) -> Matter:
    if not isinstance(values, dict):
        raise AuthorError(path, "front matter", "there is no `kit:` part with id, title and minutes.")
    try:
        return Matter.model_validate(values)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise AuthorError(path, "front matter", f"kit.{place}: {first['msg']}.") from problem


def _cell(path: Path, number: int, node: Any) -> SourceCell:
    metadata = dict(node.metadata)
    tags = frozenset(metadata.pop("tags", ()))
    name = str(metadata.pop("name", ""))
    directives = {key: str(metadata.pop(key)) for key in ("task", "given") if key in metadata}
    directive, target = next(iter(directives.items()), ("", ""))
    cell = SourceCell(
        kind=node.cell_type, text=node.source, name=name, tags=tags, directive=directive, target=target, number=number
    )
    if unknown := tags - TAGS:
        raise AuthorError(path, cell.label, f"unknown tag {min(unknown)!r}; there are {', '.join(sorted(TAGS))}.")
    if metadata:
        raise AuthorError(path, cell.label, f"unknown setting {min(metadata)!r}; a cell has name, tags, task or given.")
    if len(tags & set(LANGUAGE_TAGS)) > 1:
        raise AuthorError(path, cell.label, "one cell cannot be in two languages; leave the tags out for a shared one.")
    if "computed" in tags and cell.kind != "markdown":
        raise AuthorError(path, cell.label, "only prose can be `computed`; this is a code cell.")
    if "starter" in tags and (cell.kind != "code" or not name):
        raise AuthorError(path, cell.label, "a `starter` is a code cell whose name is its task's id.")
    return cell


_DIRECTIVE = re.compile(r'^\+\+\+.*"(?:task|given)"\s*:\s*"([^"]+)"', re.MULTILINE)


def _check_directives(path: Path, source: str, cells: tuple[SourceCell, ...]) -> None:
    """Find the cells that jupytext leaves out because nothing stands in them."""
    read = {cell.target for cell in cells if cell.directive}
    for target in _DIRECTIVE.findall(source):
        if target not in read:
            raise AuthorError(path, f"the cell of {target!r}", "it is empty and would be lost: write the name into it.")


def _check_names(path: Path, cells: tuple[SourceCell, ...]) -> None:
    seen: set[tuple[str, str | None]] = set()
    for cell in cells:
        if not cell.name:
            continue
        others = {language for name, language in seen if name == cell.name}
        if cell.language in others or (others and None in {*others, cell.language}):
            raise AuthorError(path, cell.label, "another cell has this name already.")
        seen.add((cell.name, cell.language))


def _check_pairs(path: Path, cells: tuple[SourceCell, ...]) -> None:
    """In each unbroken run of language cells, both languages have the same names in the same order."""
    run: list[SourceCell] = []
    for cell in [*cells, None]:
        if cell is not None and cell.language:
            if not cell.name:
                raise AuthorError(path, cell.label, "a cell in one language needs a name, the same in each language.")
            run.append(cell)
            continue
        _check_run(path, run)
        run = []


def _check_run(path: Path, run: list[SourceCell]) -> None:
    names = {language: [cell.name for cell in run if cell.language == language] for language in LANGUAGES}
    for cell in run:
        if any(cell.name not in others for others in names.values()):
            raise AuthorError(path, cell.label, "its counterpart in the other language does not stand beside it.")
    if len(set(map(tuple, names.values()))) > 1:
        raise AuthorError(path, run[0].label, "the cells beside it come in another order in the other language.")
    kinds = {(cell.name, cell.kind, cell.tags - set(LANGUAGE_TAGS)) for cell in run}
    if len(kinds) > len({cell.name for cell in run}):
        odd = next(name for name, _, _ in sorted(kinds, key=str) if sum(kind[0] == name for kind in kinds) > 1)
        raise AuthorError(path, f"cell {odd!r}", "it has other tags or another kind in the other language.")
