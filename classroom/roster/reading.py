"""Reading a list of learners as schools and learning platforms export it. What cannot be taken over is named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from classroom.errors import KitError
from classroom.roster.cells import address_in, cell_at, full_name, identity_in, is_cut_off
from classroom.roster.columns import Header, best_table, filled_columns, find_header, plain_words
from classroom.roster.decoding import BROKEN
from classroom.roster.roster import ID_RULE, Learner, Roster, is_id
from classroom.roster.tables import Table, other_sheets, read_tables

FROM_EMAIL = "email"
"""What says that the part of an address before @ is to be the id."""

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
    chosen = best_table(tables, headers, fit)
    reading = _Reading(tables[chosen], headers[chosen], by_email)
    reading.read()
    notes = reading.notes
    if said := other_sheets(tables, tables[chosen]):
        notes.insert(0, Note(said))
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
        used = filled_columns(self.header, rows)
        lines: dict[str, int] = {}
        asked: dict[str, Learner] = {}
        for row in rows:
            values = {kind: cell_at(row.cells, column) for kind, column in used.items()}
            if row.cells == self.header.words or not any(values.values()) or _is_points_possible(values):
                continue
            if _TEACHERS.search(values.get("role", "")) and not _LEARNERS.search(values["role"]):
                who = full_name(values) or values.get("email", "")
                self._leave_out(row.number, f"{who} is {values['role']}, not a learner")
                continue
            if not self.by_email and used["id"] in row.unknown:
                why = "its id is a formula without a value; open the list in Excel, save it, and read it again"
                self._leave_out(row.number, why)
                continue
            # A login beside the id is an address in many a gradebook.
            logins = [
                cell_at(row.cells, column) for column in self.header.columns.get("id", ()) if column != used["id"]
            ]
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
        email = address_in(values.get("email", "")) or next(filter(None, map(address_in, other_ids)), "")
        given = email.partition("@")[0] if self.by_email else values.get("id", "")
        identity = identity_in(given)
        name = full_name(values)
        who = f" ({name})" if name else ""
        if not identity:
            self._leave_out(number, f"there is no {'e-mail address' if self.by_email else 'id'}{who}")
            return None
        if is_cut_off(identity):
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


def _is_points_possible(values: dict[str, str]) -> bool:
    """Whether this is the second line of a gradebook of Canvas, which says what each assignment is worth."""
    return re.sub(r"\W", "", values.get("name", "")).casefold() == _POINTS_POSSIBLE and not values.get("id")
