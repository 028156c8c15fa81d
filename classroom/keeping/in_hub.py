"""A person's account in the class's hub, with the home, and what else the hub has of them.

Most of it the hub removes itself (classroom/hub/forgetting.py). Whatever it comes to keep besides is to be added here,
as a function in PARTS that finds its traces.
"""

from __future__ import annotations

import contextlib
import csv
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from classroom.counted import counted
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.hub.codes import FILE_NAME as CODES
from classroom.hub.places import places
from classroom.keeping.in_gradebook import vacuum
from classroom.keeping.person import Person, Trace, files_in

CLIENTS = "lower(identifier) = lower(:client) OR identifier LIKE :client || '-%'"
SERVERS = "base_url LIKE '/user/' || :name || '/%'"
"""Rows of the hub's database that name a person's server, and stay when the person goes."""


def find(person: Person) -> Iterator[Trace]:
    """The traces."""
    for part in PARTS:
        yield from part(person)


def _account(person: Person) -> Iterator[Trace]:
    if not places(person.folder, person.settings).root.is_dir():
        return
    # It knows accounts of Linux; a class without a hub is looked after on any system.
    from classroom.hub.forgetting import forget_user, traces

    found = traces(person.folder, person.id)
    if not found:
        return

    def remove() -> None:
        forget_user(person.folder, person.id)
        path = places(person.folder, person.settings).database
        if path.is_file():
            vacuum(path)

    words = [f"the account {found.account} of the system"] if found.account else []
    words += ["the login"] if found.known else []
    words += [f"{path} ({counted(files_in(path), 'file')})" for path in found.paths]
    yield Trace(what=f"in the hub: {', '.join(words)}", remove=remove)


def _servers(person: Person) -> Iterator[Trace]:
    """What the hub's own database says of a person's servers."""
    path = places(person.folder, person.settings).database
    if not path.is_file():
        return
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
            known = any(_rows(connection, "SELECT count(*)", person))
    except sqlite3.Error as problem:
        raise KitError(f"The hub's database {path} cannot be read: {problem}.") from problem
    if known:
        yield Trace(what="in the hub: rows of servers", remove=lambda: _remove_rows(path, person))


def _remove_rows(path: Path, person: Person) -> None:
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection, connection:
            _rows(connection, "DELETE", person)
        vacuum(path)
    except sqlite3.Error as problem:
        raise KitError(f"The hub's database {path} cannot be written: {problem}; stop the hub first.") from problem


def _rows(connection: sqlite3.Connection, verb: str, person: Person) -> list[int]:
    """Count or delete what the hub has of a person's servers."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    given = {"client": f"jupyterhub-user-{person.id}", "name": person.id}
    done = [
        connection.execute(f"{verb} FROM {table} WHERE {which}", given).fetchone()
        for table, which in (("oauth_clients", CLIENTS), ("servers", SERVERS))
        if table in there
    ]
    return [row[0] for row in done if row]


def _sign_up_code(person: Person) -> Iterator[Trace]:
    """The line in the list of codes with which learners choose a password."""
    path = person.folder / CODES
    if not path.is_file():
        return
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    if any(row[:1] == [person.id] for row in rows):
        kept = [row for row in rows if row[:1] != [person.id]]
        yield Trace(what=f"the line in {CODES}", remove=lambda: _write(path, kept))


def _write(path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    write_whole(path, out.getvalue())
    path.chmod(0o600)


PARTS = (_sign_up_code, _account, _servers)
