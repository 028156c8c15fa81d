"""From the bytes of a notebook that somebody handed in to its cells, whatever the bytes are."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from classroom.grading.notebook_file import Unreadable, shown
from classroom.grading.submission import Note

DEEPEST = 200
"""Lists and objects in one another; honest notebooks have up to thirty, where a figure's description is among them."""

MOST_PIECES = 1_000_000
"""Texts, lists and objects in one file; one of 20 MB that had many more would take long to be looked through."""

MOST_CELLS = 20_000
"""Cells that are looked at."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""How files of each encoding begin; UTF-32 before UTF-16, whose mark it begins with."""

# A text counts as one piece; where it does not end, it goes to the file's end, so that it is looked through once only.
_PIECE = re.compile(r'"(?:[^"\\]++|\\.?)*+(?:"|\Z)|[\[{]|[\]}]', re.DOTALL)
_DEPTHS = {"[": 1, "{": 1, "]": -1, "}": -1}
_UNFIT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class RawCell:
    """One cell as it was handed in.

    Attributes:
        number: which cell of the file it is, from 1.
        kind: "code", or "markdown" for everything else.
        source: what stands in it, with plain line ends.
        cell_id, grade_id, task: what the cell's metadata call it; "" for nothing.
        nbgrader: all that nbgrader's metadata say.
        outputs: as handed in, whatever it is.
    """

    number: int
    kind: Literal["code", "markdown"]
    source: str
    cell_id: str = ""
    grade_id: str = ""
    task: str = ""
    nbgrader: Mapping[str, Any]
    outputs: Any = None


@dataclass(frozen=True)
class RawNotebook:
    """A notebook as it was handed in: its cells, what was odd about it, and which of the kit's pages it says it is."""

    cells: tuple[RawCell, ...]
    notes: tuple[Note, ...]
    page: str


def parse_notebook(data: bytes) -> RawNotebook:
    """Read a notebook's bytes.

    Formats 2 and 3 are read as well as 4 and anything later that has a list of cells. NaN and infinite numbers become
    None; of a key that stands twice the last counts, as in JupyterLab.

    Raises:
        Unreadable: this is no notebook.
    """
    notes: list[Note] = []
    content = _read_json(_decode(data, notes))
    if not isinstance(content, dict):
        raise Unreadable("not-notebook")
    cells, old = _cells_of(content, notes)
    if len(cells) > MOST_CELLS:
        notes.append(Note("cells-unseen", {"count": len(cells) - MOST_CELLS}))
    found = []
    for number, cell in enumerate(cells[:MOST_CELLS], start=1):
        if isinstance(cell, dict):
            found.append(_raw_cell(number, cell, old, notes))
        else:
            notes.append(Note("no-cell", {"cell": number}))
    return RawNotebook(tuple(found), tuple(notes), _text(_inner(_inner(content, "metadata"), "kit").get("page")))


def _decode(data: bytes, notes: list[Note]) -> str:
    """The text of a file. Raises Unreadable where there is none."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("empty")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding:
        encoding = {b"{\x00": "utf-16-le", b"\x00{": "utf-16-be"}.get(data[:2], "utf-8")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        if encoding != "utf-8":
            raise Unreadable("encoding") from problem
        # Every byte is something in Latin-1: words may come out wrong, code does not.
        encoding, text = "latin-1", data.decode("latin-1")
    if encoding != "utf-8":
        notes.append(Note("encoding", {"encoding": encoding.upper()}))
    return text


def _read_json(text: str) -> Any:
    """What a JSON text says. Raises Unreadable: it says nothing, or has more or deeper lists than is safe to read."""
    depth = 0
    for number, piece in enumerate(_PIECE.finditer(text)):
        depth += _DEPTHS.get(text[piece.start()], 0)
        if depth > DEEPEST or number > MOST_PIECES:
            raise Unreadable("deep")
    try:
        # Not strict: line ends and control characters within a text are taken as they are.
        return json.loads(text, strict=False, parse_constant=lambda _: None, parse_int=_whole)
    except json.JSONDecodeError as problem:
        key = "truncated" if problem.pos >= len(text.rstrip()) - 1 or "Unterminated" in problem.msg else "json"
        raise Unreadable(key, line=problem.lineno) from problem
    except (ValueError, RecursionError) as problem:
        raise Unreadable("json", line=1) from problem


def _whole(digits: str) -> int:
    """A whole number; 0 for one with more digits than anything in a notebook has."""
    return int(digits) if len(digits) < 20 else 0


def _cells_of(content: Mapping[str, Any], notes: list[Note]) -> tuple[list[Any], bool]:
    """The cells, and whether they are of an old format. Raises Unreadable where there is no list of them."""
    version = content.get("nbformat")
    cells, old = content.get("cells"), False
    sheets = content.get("worksheets")
    if not isinstance(cells, list) and isinstance(sheets, list):
        old = True
        cells = [cell for sheet in sheets if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise Unreadable("not-notebook")
    if old or version != 4 or isinstance(version, bool):
        notes.append(Note("format", {"format": shown(str(version)) if isinstance(version, int | float | str) else "?"}))
    return cells, old


def _raw_cell(number: int, cell: Mapping[str, Any], old: bool, notes: list[Note]) -> RawCell:
    kind = cell.get("cell_type")
    if not isinstance(kind, str) or kind not in ("code", "markdown", "raw", *(("heading", "html", "text") * old)):
        notes.append(Note("cell-type", {"cell": number, "type": shown(kind) if isinstance(kind, str) else "?"}))
    written = cell.get("input", cell.get("source")) if old and kind == "code" else cell.get("source")
    source, complete = _source(written)
    if not complete:
        notes.append(Note("source", {"cell": number}))
    if _UNFIT.search(source):
        source = _UNFIT.sub("\ufffd", source)
        notes.append(Note("characters", {"cell": number}))
    if kind == "heading":
        level = cell.get("level")
        source = "#" * (level if type(level) is int and 1 <= level <= 6 else 1) + " " + source
    metadata = _inner(cell, "metadata")
    graded = _inner(metadata, "nbgrader")
    return RawCell(
        number=number,
        kind="code" if kind == "code" else "markdown",
        source=source,
        cell_id=_text(cell.get("id")),
        grade_id=_text(graded.get("grade_id")),
        task=_text(_inner(metadata, "kit").get("task")),
        nbgrader=graded,
        outputs=None if old or kind != "code" else cell.get("outputs"),
    )


def _source(written: Any) -> tuple[str, bool]:
    """What stands in a cell, and whether all of it was text."""
    parts = [written] if isinstance(written, str) else _list(written)
    text = "".join(one for one in parts if isinstance(one, str))
    complete = isinstance(written, str | list) and all(isinstance(one, str) for one in parts)
    return text.replace("\r\n", "\n").replace("\r", "\n"), complete


def _inner(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    inner = content.get(key)
    return inner if isinstance(inner, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
