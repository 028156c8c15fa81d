"""Reading a list of learners as schools and learning platforms export it. What cannot be taken over is named."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from classroom.errors import KitError
from classroom.roster.columns import Header, find_header, plain_words
from classroom.roster.decoding import BROKEN
from classroom.roster.roster import ID_RULE, Learner, Roster, is_id
from classroom.roster.tables import Table, read_tables

FROM_EMAIL = "email"
"""What says that the part of an address before @ is to be the id."""

_ADDRESS = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]+")
_POINTS_POSSIBLE = "pointspossible"
_TEACHERS = re.compile(
    r"teacher|instructor|owner|manager|老師|教師|教师|擁有者|拥有者|助教|teaching assistant", re.IGNORECASE
)
_LEARNERS = re.compile(r"student|learner|member|學生|学生|學員|学员|成員|成员", re.IGNORECASE)


@dataclass(frozen=True)
class Note:
    """Something that somebody should know of a list that was read.

    Attributes:
        sentence: what it is.
        line: where it is, from 1; 0 where it is about the whole list.
        left_out: whether a row is not in the roster.
    """

    sentence: str
    line: int = 0
    left_out: bool = False


@dataclass(frozen=True)
class Imported:
    """A list that was read: who is in it, in its order, and what to know of it."""

    roster: Roster
    notes: tuple[Note, ...] = ()


def read_list(path: Path, id_column: str = "") -> Imported:
    """Read a list of learners.

    Args:
        path: CSV, or a workbook (.xlsx); in any encoding that schools write, with anything above the line of words.
        id_column: the words above the column with the ids, or FROM_EMAIL for the part of an address before @; the
            column that is called so in the list when "".

    Raises:
        KitError: the file cannot be read, or nothing in it says what the ids are.
    """
    tables = read_tables(path)
    by_email = id_column.casefold() == FROM_EMAIL
    headers = [find_header(table, "" if by_email else id_column) for table in tables]
    need = "email" if by_email else "id"
    fit = [place for place, one in enumerate(headers) if one is not None and need in one.columns]
    if id_column and not by_email:
        wanted = plain_words(id_column)
        fit = [place for place in fit if wanted in map(plain_words, headers[place].words)]
    if not fit:
        raise KitError(_nothing_named(path, headers, id_column))
    # Of the ways to cut a text, the one that names most columns; of sheets, the first.
    chosen = fit[0] if tables[fit[0]].sheet else max(fit, key=lambda place: headers[place].kinds)
    reading = _Reading(tables[chosen], headers[chosen], by_email)
    reading.read()
    notes = reading.notes
    others = [one.sheet for one in tables if one.rows and one is not tables[chosen]]
    if tables[chosen].sheet and others:
        notes.insert(0, Note(f"The sheet {tables[chosen].sheet} was read, not {', '.join(others)}."))
    return Imported(Roster(tuple(reading.learners.values())), tuple(notes))


def _nothing_named(path: Path, headers: Sequence[Header | None], id_column: str) -> str:
    best = max((one for one in headers if one is not None), key=lambda one: one.kinds, default=None)
    words = [word for word in best.words if word] if best else []
    columns = f" Its columns: {', '.join(words)}." if words else ""
    if id_column.casefold() == FROM_EMAIL:
        return f"{path} has no column with e-mail addresses.{columns}"
    if id_column:
        return f"{path} has no column {id_column!r} beside names or addresses.{columns}"
    if best is not None:
        return (
            f"{path} has no column with an id, such as 學號, Student ID or ID number. With --id email, the part of the "
            f"address before @ becomes the id; with --id COLUMN another column.{columns}"
        )
    return (
        f"{path} has no line that names its columns; write one above the learners, such as 學號,姓名,電子郵件 or "
        "Student ID,Name,Email."
    )


@dataclass
class _Reading:
    """A table being read."""

    table: Table
    header: Header
    by_email: bool
    learners: dict[str, Learner] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def read(self) -> None:
        rows = self.table.rows[self.header.place + 1 :]
        used = {
            kind: next((one for one in columns if any(_cell(row.cells, one) for row in rows)), columns[0])
            for kind, columns in self.header.columns.items()
        }
        lines: dict[str, int] = {}
        asked: dict[str, Learner] = {}
        for row in rows:
            values = {kind: _cell(row.cells, column) for kind, column in used.items()}
            if row.cells == self.header.words or not any(values.values()) or _is_points_possible(values):
                continue
            if _TEACHERS.search(values.get("role", "")) and not _LEARNERS.search(values["role"]):
                who = _name(values) or values.get("email", "")
                self._leave_out(row.number, f"{who} is {values['role']}, not a learner")
                continue
            if not self.by_email and used["id"] in row.unknown:
                why = "its id is a formula without a value; open the list in Excel, save it, and read it again"
                self._leave_out(row.number, why)
                continue
            # A login beside the id is an address in many a gradebook.
            logins = [_cell(row.cells, column) for column in self.header.columns.get("id", ()) if column != used["id"]]
            one = self._learner(row.number, values, logins)
            if one is None:
                continue
            key = one.id.casefold()
            if key not in lines:
                lines[key], asked[key], self.learners[key] = row.number, one, one
            elif asked[key] == one:
                first = self.table.place(lines[key])
                self.notes.append(Note(f"{self._place(row.number)} says the same as {first}.", row.number))
            else:
                first = asked[key].name or asked[key].id
                self._leave_out(row.number, f"{one.id} is {first} of {self.table.place(lines[key])} already")
        self._shared_addresses()

    def _learner(self, number: int, values: dict[str, str], other_ids: Sequence[str]) -> Learner | None:
        email = _address(values.get("email", "")) or next(filter(None, map(_address, other_ids)), "")
        given = email.partition("@")[0] if self.by_email else values.get("id", "")
        identity = _id(given)
        name = _name(values)
        who = f" ({name})" if name else ""
        if not identity:
            self._leave_out(number, f"there is no {'e-mail address' if self.by_email else 'id'}{who}")
            return None
        if re.fullmatch(r"\d(\.\d+)?[eE]\+\d+", identity):
            why = f"a spreadsheet cut off the id {identity}{who}; save the list with its ids as text"
            self._leave_out(number, why)
            return None
        if not is_id(identity):
            self._leave_out(number, f"{identity!r}{who} cannot be an id; {ID_RULE}")
            return None
        if values.get("email") and not email:
            sentence = f"{self._place(number)}: {values['email']!r} is no e-mail address and was left out."
            self.notes.append(Note(sentence, number))
        if BROKEN in name:
            sentence = f"{self._place(number)}: the name {name} has a character that could not be read."
            self.notes.append(Note(sentence, number))
        return Learner(id=identity, name=name, email=email, group=values.get("group", ""))

    def _shared_addresses(self) -> None:
        owners: dict[str, list[Learner]] = defaultdict(list)
        for one in self.learners.values():
            if one.email:
                owners[one.email.casefold()].append(one)
        for shared in owners.values():
            if len(shared) > 1:
                who = " and ".join(one.id for one in shared)
                self.notes.append(Note(f"{who} have one address, {shared[0].email}; mail for each of them goes there."))

    def _leave_out(self, number: int, why: str) -> None:
        self.notes.append(Note(f"{self._place(number)} was left out: {why}.", number, left_out=True))

    def _place(self, number: int) -> str:
        return self.table.place(number).capitalize()


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _id(text: str) -> str:
    """An id as it is meant: in plain letters, without what a spreadsheet puts around a number."""
    text = unicodedata.normalize("NFKC", text).strip()
    text = re.sub(r"^'(?=\w)", "", text)
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def _address(text: str) -> str:
    """An e-mail address without a name around it; "" where it is none."""
    address = unicodedata.normalize("NFKC", text)
    inside = re.search(r"<([^<>]*)>", address)
    address = (inside[1] if inside else address).strip().removeprefix("mailto:").strip(" ;,")
    return address if _ADDRESS.fullmatch(address) else ""


def _name(values: dict[str, str]) -> str:
    first, last = values.get("first", ""), values.get("last", "")
    if values.get("name") or not (first or last):
        return values.get("name", "")
    if re.search(r"[\u3400-\u9fff]", first + last) and not re.search(r"[A-Za-z]", first + last):
        return last + first
    return f"{first} {last}".strip()


def _is_points_possible(values: dict[str, str]) -> bool:
    """Whether this is the second line of a gradebook of Canvas, which says what each assignment is worth."""
    return re.sub(r"\W", "", values.get("name", "")).casefold() == _POINTS_POSSIBLE and not values.get("id")
