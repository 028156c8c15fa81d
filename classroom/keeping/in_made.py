"""What was made of a whole class and names a person: reports and exports, which can be made again."""

from __future__ import annotations

from collections.abc import Iterator

from classroom.keeping.mentions import mentions
from classroom.keeping.person import Person, Trace

FOLDERS = ("reports", "exports")


def find(person: Person) -> Iterator[Trace]:
    """The traces: whole files, because nobody can say which of a report's numbers are a person's."""
    for name in FOLDERS:
        for inside in mentions(person.folder / name, person.id, person.name, person.email):
            path = person.folder / name / inside
            if path.is_file():
                yield Trace(what=f"{name}/{inside}, which can be made again", remove=path.unlink)
