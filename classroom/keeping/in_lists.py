"""A person's lines in what an instructor keeps: the roster, and later dates in class.toml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from classroom.class_folder import change_class
from classroom.counted import counted
from classroom.keeping.person import Person, Trace
from classroom.roster import FILE_NAME, Roster, read_roster, write_roster
from customer_value.settings import CLASS_FILE


def find_extensions(person: Person) -> Iterator[Trace]:
    """The later dates that a person was given."""
    given = person.settings.extensions.get(person.id)
    if given is not None:
        what = f"{counted(len(given), 'later date')} in {CLASS_FILE}"
        yield Trace(what=what, remove=lambda: _remove_extensions(person))


def find_on_the_roster(person: Person) -> Iterator[Trace]:
    """The person's line of the roster."""
    if person.id in read_roster(person.folder):
        yield Trace(what=f"the line in {FILE_NAME}", remove=lambda: _remove_line(person))


def _remove_extensions(person: Person) -> None:
    def change(document: Any) -> None:
        document["extensions"].pop(person.id, None)
        if not document["extensions"]:
            document.pop("extensions")

    change_class(person.folder, change)


def _remove_line(person: Person) -> None:
    kept = tuple(one for one in read_roster(person.folder) if one.id != person.id)
    write_roster(person.folder, Roster(kept))
