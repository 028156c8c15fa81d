"""A new class: its folder, from a name, dates, a list of learners and a scenario."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.class_folder import FILE_NAME, LEDGERS, make_class, read_class
from classroom.class_ledger import begin_ledger, class_scenario, is_finished, make_class_ledger
from classroom.due_days import spread
from classroom.errors import KitError
from classroom.roster import FILE_NAME as ROSTER
from classroom.roster import Roster, read_roster, write_roster
from classroom.roster.roster import RESERVED

if TYPE_CHECKING:
    from classroom.class_settings import ClassSettings
    from classroom.course import Course
    from generator.engine.progress import Watch

LONGEST = 60
"""Characters of a folder's name."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What came of it.

    Attributes:
        settings: of the class.
        is_new: whether it was made now.
        roster: who is in it.
        rostered: whether the roster was written now.
        ledger: whether a ledger of its own was made, or finished, now.
    """

    settings: ClassSettings
    is_new: bool
    roster: Roster
    rostered: bool = False
    ledger: bool = False


def new_class(
    course: Course,
    folder: Path,
    name: str,
    *,
    watching: Callable[[], AbstractContextManager[Watch]],
    language: str = "en",
    scenario: str | None = None,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    timezone: str = "",
    roster: Roster | None = None,
    customers: int | None = None,
) -> Begun:
    """Make a class's folder; of one that is there already, only what is not finished.

    Args:
        course: the kit's.
        folder: where the class is to be.
        name: what it is called.
        watching: gives who is told how the making of a ledger goes.
        language: of the class.
        scenario: one of the kit's, or a scenario file; the kit's own sample ledger when None.
        starts, ends: its first and its last day; where both are known, every assignment gets a day on which it is due.
        timezone: by its name in the tz database; as class.toml says at first where "".
        roster: who is in it, where that is known.
        customers: of the ledger, where it is to have another number than the sample.

    Raises:
        KitError: the folder holds another class or something else, or a value that cannot be; then nothing is there.
    """
    ledgers = folder / LEDGERS
    sample = str(course.sample_package("en")["scenario"])
    is_new = not (folder / FILE_NAME).is_file()
    if is_new:
        _check_free(folder)
        title = sample if scenario is None else class_scenario(scenario).name
        settings = make_class(
            folder,
            name=name,
            language=language,
            scenario=title,
            starts=starts,
            ends=ends,
            due=spread(course.syllabus.modules, starts, ends) if starts and ends and starts <= ends else {},
            **({"timezone": timezone} if timezone else {}),
        )
    else:
        settings = read_class(folder)
        if settings.name != name:
            raise KitError(f"{folder} holds the class {settings.name} already; choose another folder with --out.")
    rostered = roster is not None and not (folder / ROSTER).exists()
    if rostered:
        write_roster(folder, roster)
    if scenario not in (None, sample) and (is_new or settings.scenario != sample) and not ledgers.exists():
        begin_ledger(ledgers, scenario)
    ledger = ledgers.is_dir() and not is_finished(ledgers)
    if ledger:
        with watching() as watch:
            make_class_ledger(ledgers, watch, customers)
    return Begun(settings=settings, is_new=is_new, roster=read_roster(folder), rostered=rostered, ledger=ledger)


def folder_name(name: str) -> str:
    """What the folder of a class of this name is called: its letters and digits, of any script, dashes in between."""
    plain = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", name)).strip("-")[:LONGEST].strip("-")
    return f"{plain or 'class'}-class" if plain.casefold() in RESERVED else plain or "class"


def _check_free(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise KitError(f"{folder} is a file, not a folder; choose another place with --out.")
    if folder.is_dir() and any(folder.iterdir()):
        raise KitError(
            f"{folder} holds something else already and has no {FILE_NAME}; choose an empty folder with --out."
        )
