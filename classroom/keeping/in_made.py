"""What was made and names a person: reports and exports of a class, which can be made again, and certificates."""

from __future__ import annotations

from collections.abc import Iterator

from classroom.certificate.files import FOLDER as CERTIFICATES
from classroom.certificate.files import all_files
from classroom.counted import counted
from classroom.keeping.mentions import mentions
from classroom.keeping.person import Person, Trace, unlink_all

FOLDERS = ("reports", "exports")


def find(person: Person) -> Iterator[Trace]:
    """The traces: whole files, because nobody can say which of a report's numbers are a person's."""
    for name in FOLDERS:
        for inside in mentions(person.folder / name, person.id, person.name, person.email):
            path = person.folder / name / inside
            if path.is_file():
                yield Trace(what=f"{name}/{inside}, which can be made again", remove=path.unlink)
    certificate = all_files(person.folder, person.id)
    if certificate:
        what = f"the certificate ({counted(len(certificate), 'file')} of {CERTIFICATES})"
        yield Trace(what=what, remove=lambda: unlink_all(certificate))
