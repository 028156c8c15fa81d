"""Where a notebook stands: the settings in the nearest kit.toml, found upwards from its folder."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("en", "zh-Hant")
"""The languages that lessons are written in, by their BCP 47 tags."""

DERIVED = {"zh-Hans": "zh-Hant"}
"""The languages that are made from a written one, and from which."""

READABLE = (*LANGUAGES, *DERIVED)
"""Every language in which the course can be read."""

FILE_NAME = "kit.toml"

CLASS_FILE = "class.toml"
"""What stands in a class folder: the instructor's, with the submissions and what is graded of them."""


@dataclass(frozen=True)
class Settings:
    """What one kit.toml says.

    Attributes:
        folder: the folder that holds kit.toml (the workspace, or one handed-out assignment); where there is no
            kit.toml, the folder the search began in.
        language: one of READABLE.
        scenario: the name of the ledger's scenario.
        ledger: the ledger's folder, relative to `folder`.
        snapshot: the day on which customers are judged; None where kit.toml gives none.
        learner: the learner's id, "" where nobody in particular is meant.
        class_name: what the learner's class is called, "" where there is none.
    """

    folder: Path
    language: str = "en"
    scenario: str = "boutique"
    ledger: str = "datasets/sample"
    snapshot: dt.date | None = None
    learner: str = ""
    class_name: str = ""

    @property
    def ledger_folder(self) -> Path:
        """The folder of the ledger that the lessons read."""
        return self.folder / self.ledger

    @property
    def private_folder(self) -> Path:
        """The folder `.kit`, where packs and progress are kept."""
        return self.folder / ".kit"


def find_settings(start: Path | str | None = None) -> Settings:
    """Read the nearest kit.toml at or above a folder; English and the boutique where there is none.

    Args:
        start: the folder to begin in; the working directory (a notebook's own folder) when None.

    Raises:
        ValueError: kit.toml is there but cannot be read, or names an unknown language; the message says which.
    """
    begin = Path.cwd() if start is None else Path(start).resolve()
    for folder in (begin, *begin.parents):
        if (folder / FILE_NAME).is_file():
            return read_settings(folder / FILE_NAME)
    return Settings(folder=begin)


def read_settings(path: Path) -> Settings:
    """Read one kit.toml. Raises ValueError, in a sentence that names the file, where it is damaged."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ValueError(f"{path} cannot be read: {problem}. Build the workspace again to get a new one.") from problem
    language = values.get("language", "en")
    if language not in READABLE:
        raise ValueError(f"{path} asks for the language {language!r}; there is {', '.join(READABLE)}.")
    snapshot = values.get("snapshot")
    if snapshot is not None and type(snapshot) is not dt.date:
        raise ValueError(f"{path} has the snapshot {snapshot!r}; write a date such as 2025-12-31, without quotes.")
    return Settings(
        folder=path.parent,
        language=language,
        scenario=str(values.get("scenario", "boutique")),
        ledger=str(values.get("ledger", "datasets/sample")),
        snapshot=snapshot,
        learner=str(values.get("learner", "")),
        class_name=str(values.get("class", "")),
    )


def written(language: str) -> str:
    """The language that one of READABLE is written in: itself, or the one that it is made from."""
    return DERIVED.get(language, language)


def graded_learner(start: Path | str | None = None) -> str:
    """Whose work is graded here, by the folder that nbgrader gives it: CLASS/autograded/LEARNER/ASSIGNMENT.

    Nothing that a learner hands in has a say in this. "" wherever nothing is being graded.

    Args:
        start: the folder to look at; the working directory (a notebook's own folder) when None.
    """
    begin = (Path.cwd() if start is None else Path(start)).resolve()
    for folder in begin.parents:
        if (folder / CLASS_FILE).is_file():
            step, *inner = begin.relative_to(folder).parts
            return inner[0] if step == "autograded" and len(inner) > 1 else ""
    return ""
