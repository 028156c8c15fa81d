"""roster.csv: one line for each learner, with an id that is also the name of folders and of the learner's account."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from classroom.errors import KitError
from classroom.files import write_whole
from classroom.roster.decoding import decoded

FILE_NAME = "roster.csv"

ID = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._@-]{0,62}[A-Za-z0-9_])?", re.ASCII)
"""What can be the name of a folder everywhere, and stand in nbgrader's database."""

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)
"""What Windows gives no folder as its name, whatever follows after a dot."""

FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a text begins that a spreadsheet takes for a formula, or that got an apostrophe against that."""


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Somebody who is in a class.

    Attributes:
        id: as in submitted/ID.
        name, email: "" where not known.
        group: a section or group, "" for none.
    """

    id: str
    name: str = ""
    email: str = ""
    group: str = ""


COLUMNS = tuple(one.name for one in fields(Learner))


@dataclass(frozen=True)
class Roster:
    """The learners of a class, in the order of the file."""

    learners: tuple[Learner, ...] = ()

    def __iter__(self) -> Iterator[Learner]:
        return iter(self.learners)

    def __len__(self) -> int:
        return len(self.learners)

    def __contains__(self, learner: object) -> bool:
        return learner in self._by_id

    def get(self, learner: str) -> Learner | None:
        """Somebody by id."""
        return self._by_id.get(learner)

    @cached_property
    def _by_id(self) -> dict[str, Learner]:
        return {one.id: one for one in self.learners}


def is_id(text: str) -> bool:
    """Whether something can be a learner's id: up to 64 letters, digits, dots, dashes, underscores and @ in between."""
    return ID.fullmatch(text) is not None and ".." not in text and text.partition(".")[0].casefold() not in RESERVED


def read_roster(folder: Path) -> Roster:
    """A class's roster; an empty one where there is no roster.csv.

    Raises:
        KitError: it cannot be read, has no column `id`, an id that cannot be one, or one twice (large and small
            letters are the same in some folders); the sentence names the line.
    """
    path = folder / FILE_NAME
    try:
        text = decoded(path.read_bytes(), strict=True).text
    except FileNotFoundError:
        return Roster()
    except OSError as problem:
        raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem
    except ValueError as problem:
        raise KitError(f"{path} cannot be read: {problem}. `classroom roster FILE` makes one from a list.") from problem
    head = next(iter(text.splitlines()), "")
    try:  # a spreadsheet that saves it anew may put other signs between the columns
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
        return _roster(path, rows)
    except csv.Error as problem:
        raise KitError(f"{path} cannot be read: {problem}.") from problem


def _roster(path: Path, rows: csv.DictReader) -> Roster:
    if "id" not in (rows.fieldnames or ()):
        raise KitError(f"{path} has no column id; its first line has to be {','.join(COLUMNS)}.")
    learners: dict[str, Learner] = {}
    for row in rows:
        values = {column: (row.get(column) or "").strip() for column in COLUMNS}
        if not any(values.values()):
            continue
        one = Learner(**{column: unguarded(text) for column, text in values.items()})
        if not is_id(one.id):
            raise KitError(f"{path}, line {rows.line_num}: {one.id!r} cannot be an id; {ID_RULE}.")
        if one.id.casefold() in learners:
            raise KitError(f"{path}, line {rows.line_num}: {one.id} is there twice; take one of the lines out.")
        learners[one.id.casefold()] = one
    return Roster(tuple(learners.values()))


ID_RULE = "an id is made of letters from A to Z, digits and . _ - @, 64 at most"
"""What an id may be, as part of a sentence."""


def write_roster(folder: Path, roster: Roster) -> None:
    """Write roster.csv, in UTF-8 with the mark by which Excel knows it, and nothing that Excel takes for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(getattr(one, column)) for column in COLUMNS] for one in roster)
    path = folder / FILE_NAME
    write_whole(path, out.getvalue().encode("utf-8-sig"))
    path.chmod(0o600)


def _guarded(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """A cell's text without the apostrophe that was put before it so that no spreadsheet takes it for a formula."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
