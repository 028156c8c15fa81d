"""Who is who in Moodle: what it calls its participants, in whose folders it wants their feedback.

"Upload multiple feedback files in a zip" of Moodle's assignments takes folders that are called
NAME_NUMBER_assignsubmission_file_, as in its own download of submissions, and goes by the number alone; a grading
worksheet has it as the identifier. That was read in Moodle's own importer, assignfeedback_file_zip_importer of
mod/assign/feedback/file; releases before 4.1 want the underscore at the end, later ones take it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from classroom.errors import KitError
from classroom.exporting.matching import Row, match
from classroom.exporting.moodle import COLUMNS
from classroom.exporting.sheet import Sheet
from classroom.roster import Learner

HOW = (
    "give with --moodle-names the grading worksheet of the assignment (Download grading worksheet), or the folder or "
    "zip that Moodle makes with Download all submissions"
)
"""Where Moodle's names come from, as part of a sentence."""

_FOLDER = re.compile(r"([^_/]+)_(\d{1,18})_assign(?:submission|feedback)_[a-z]+(?:_.*)?", re.ASCII | re.DOTALL)
_IDENTIFIER = re.compile(r"\D*(\d{1,18})\s*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody whom Moodle knows in one of its assignments.

    Attributes:
        number: by which Moodle finds them; another one in each assignment.
        name: as Moodle writes it.
        ids: numbers and logins of the institution.
        emails: addresses.
    """

    number: int
    name: str
    ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """What Moodle wants the folder to be called."""
        shown = "".join(letter if letter.isprintable() else " " for letter in self.name)
        plain = " ".join(re.sub(r'[_/\\:*?"<>|]', " ", shown).split()).lstrip(". ")
        return f"{plain or 'Participant'}_{self.number}_assignsubmission_file_"


@dataclass(frozen=True)
class Folders:
    """The folder of each learner who was found, by id; why others were not; and who was found by the name alone."""

    names: dict[str, str]
    left: dict[str, str]
    by_name: tuple[str, ...] = ()


def read_participants(path: Path) -> tuple[Participant, ...]:
    """The participants of a Moodle assignment, from its grading worksheet or from a download of its submissions.

    Args:
        path: the worksheet, or the download as a folder or a zip.

    Raises:
        KitError: it is none of these.
    """
    if path.is_dir():
        found = _of_folders(entry.name for entry in path.iterdir())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            found = _of_folders(PurePosixPath(name).parts[0] for name in packed.namelist() if PurePosixPath(name).parts)
    else:
        found = _of_worksheet(path)
    if not found:
        raise KitError(f"{path} names no participant of Moodle's; {HOW}.")
    return found


def folders_of(learners: Sequence[Learner], participants: Sequence[Participant]) -> Folders:
    """Whose folder is whose: by id or address, else by a name that nobody else has; nothing is guessed.

    Args:
        learners: everybody in the class, with work or without: a name that two of them have is nobody's.
        participants: whom Moodle knows.
    """
    rows = [
        Row(place=place, ids=one.ids, emails=one.emails, name=_together(one.name))
        for place, one in enumerate(participants, 1)
    ]
    matched = match([replace(one, name=_together(one.name)) for one in learners], rows)
    names = {learner: participants[place - 1].folder for learner, place in matched.places.items()}
    left = dict.fromkeys(matched.left, "is nobody whom Moodle's list names without doubt")
    return Folders(names, left, matched.by_name)


def _together(name: str) -> str:
    """A Chinese name without the space that some lists have between family and given name."""
    return re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", name)


def _of_folders(names: Iterable[str]) -> tuple[Participant, ...]:
    found: dict[int, Participant] = {}
    for name in sorted(names):
        if parts := _FOLDER.fullmatch(name):
            found.setdefault(int(parts[2]), Participant(number=int(parts[2]), name=parts[1].strip()))
    return tuple(found.values())


def _of_worksheet(path: Path) -> tuple[Participant, ...]:
    sheet = Sheet.read(path)
    columns = sheet.columns(COLUMNS)
    if "identifier" not in columns:
        raise KitError(f"{path} is no grading worksheet of Moodle's: it has no column Identifier; {HOW}.")

    def texts(row: int, *kinds: str) -> Iterator[str]:
        return (text for kind in kinds if kind in columns and (text := sheet.value(row, columns[kind]).strip()))

    found: dict[int, Participant] = {}
    for row in sheet.places:
        if number := _IDENTIFIER.fullmatch(sheet.value(row, columns["identifier"])):
            one = Participant(
                number=int(number[1]),
                name=" ".join(texts(row, "name")),
                ids=tuple(texts(row, "id", "login")),
                emails=tuple(texts(row, "email")),
            )
            found.setdefault(one.number, one)
    return tuple(found.values())
