"""The task records: model answers, known mistakes, cases and questions. Learners never receive this package.

One module per assignment (`a07_rfm.py`) and one per lesson (`lessons/l7_1.py`). Each exports `TASKS`, a tuple of
records, and, where an exercise page shows complete functions, `GIVEN`, a tuple of those.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

_ASSIGNMENT = re.compile(r"a\d\d")
_LESSON = re.compile(r"\d+\.\d+")


class NoRecords(LookupError):
    """There are no task records under a name; the message says which names there are."""


def records(name: str) -> ModuleType:
    """The module of records of one assignment ("a07") or one lesson ("7.1").

    Raises:
        NoRecords: there is no such module.
    """
    folder = Path(__file__).parent
    if _LESSON.fullmatch(name):
        folder, package, start = folder / "lessons", f"{__name__}.lessons", "l" + name.replace(".", "_")
    else:
        package, start = __name__, name
    if _LESSON.fullmatch(name) or _ASSIGNMENT.fullmatch(name):
        for path in sorted(folder.glob("*.py")):
            if path.stem == start or path.stem.startswith(f"{start}_"):
                return import_module(f"{package}.{path.stem}")
    raise NoRecords(f"There are no task records for {name!r}; there are {', '.join(names()) or 'none at all'}.")


def names() -> tuple[str, ...]:
    """Every assignment and lesson that has records, such as ("a07", "7.1")."""
    folder = Path(__file__).parent
    assignments = [path.stem.split("_")[0] for path in folder.glob("a*.py") if _ASSIGNMENT.match(path.stem)]
    lessons = [".".join(path.stem[1:].split("_")[:2]) for path in (folder / "lessons").glob("l*.py")]
    return (*sorted(assignments), *sorted(lessons, key=lambda lesson: [int(part) for part in lesson.split(".")]))
