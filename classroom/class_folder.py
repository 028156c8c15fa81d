"""A class: one folder with class.toml, from which everything that is graded in it is drawn."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.files import write_whole
from customer_value.settings import CLASS_FILE as FILE_NAME
from customer_value.settings import LANGUAGES, READABLE

if TYPE_CHECKING:
    from classroom.course import Course

LEDGERS = "ledgers"
"""The folder of a class that holds its ledger, where it is another than the kit's sample."""

_MEND = "Mend it, or put back a copy: the class's seed is in it."


def read_class(folder: Path) -> ClassSettings:
    """Read a class folder's settings. Raises KitError, in one sentence, where they are missing or damaged."""
    path = folder / FILE_NAME
    try:
        return _settings(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise KitError(f"There is no class in {folder}: {FILE_NAME} is missing.") from problem
    except OSError as problem:
        raise KitError(f"{path} cannot be read: {problem.strerror or problem}. {_MEND}") from problem
    except UnicodeDecodeError as problem:
        raise KitError(f"{path} cannot be read: {problem}. {_MEND}") from problem
    except _NoClass as problem:
        raise KitError(f"{path}{problem}. {_MEND}") from problem


class _NoClass(Exception):
    """A text says no class; the message goes on from the file's name."""


def _settings(text: str) -> ClassSettings:
    try:
        settings = ClassSettings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise _NoClass(f" cannot be read: {problem}") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        said = "there is no such setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise _NoClass(f": {place + ': ' if place else ''}{said}") from problem
    if settings.language not in READABLE:
        raise _NoClass(f": there is no language {settings.language!r}; there is {', '.join(READABLE)}")
    return settings


def open_class(folder: Path, language: str | None, scenario: str) -> ClassSettings:
    """Read a class folder, or make a new one with a new secret.

    Args:
        folder: the class folder.
        language: for a new class; of one that is there, it has to be the same. English where None.
        scenario: for a new class.

    Raises:
        KitError: the folder holds something else, its class.toml is damaged, or it is in another language.
    """
    if (folder / FILE_NAME).exists():
        settings = read_class(folder)
        if language not in (None, settings.language):
            raise KitError(
                f"The class in {folder} is in {settings.language!r}, not {language!r}; leave --language out, or choose "
                "another folder for another class."
            )
        return settings
    if folder.exists() and not folder.is_dir():
        raise KitError(f"{folder} is a file, not a folder; choose another place.")
    if folder.is_dir() and any(folder.iterdir()):
        raise KitError(f"{folder} holds something else already and has no {FILE_NAME}; choose an empty folder.")
    return make_class(folder, name=folder.resolve().name, language=language or LANGUAGES[0], scenario=scenario)


def make_class(folder: Path, **values: Any) -> ClassSettings:
    """Write class.toml into a folder, with a new secret.

    Args:
        folder: the class folder.
        values: fields of ClassSettings but `seed`; `name`, `language` and `scenario` at least.

    Raises:
        KitError: a value that cannot be, or a folder that cannot be written; then nothing is there.
    """
    from classroom.class_text import class_text

    text = class_text({**values, "seed": secrets.token_hex(16)})
    try:
        settings = _settings(text)
    except _NoClass as problem:
        raise KitError(f"A class cannot be made like this{problem}.") from problem
    _write(folder / FILE_NAME, text)
    return settings


def _write(path: Path, text: str) -> None:
    """Write class.toml for its owner's eyes: the secret is in it."""
    write_whole(path, text)
    path.chmod(0o600)


def change_class(folder: Path, change: Callable[[Any], None]) -> ClassSettings:
    """Change class.toml and keep everything else in it, comments too.

    Args:
        folder: the class folder.
        change: gets the file as tomlkit has it, and changes it in place.

    Raises:
        KitError: there is no class, or it would not be one any more; then nothing is changed.
    """
    import tomlkit

    read_class(folder)
    path = folder / FILE_NAME
    document = tomlkit.parse(path.read_bytes().decode("utf-8"))  # as bytes, so that Windows' line ends stay
    change(document)
    text = tomlkit.dumps(document)
    try:
        settings = _settings(text)
    except _NoClass as problem:
        raise KitError(f"{path} stays as it is, because it would be none any more{problem}.") from problem
    _write(path, text)
    return settings


def class_course(folder: Path, source: Path | None = None) -> Course:
    """The course as a class has it: on the class's own ledger, where it has one.

    Args:
        folder: the class folder.
        source: the folder with course/ and exercises/; the kit's own when None.

    Raises:
        KitError: there is no course, or the class's ledger is not finished.
    """
    from classroom.class_ledger import is_finished
    from classroom.course import find_course

    own = folder / LEDGERS
    if own.is_dir() and not is_finished(own):
        raise KitError(
            f"The ledger of the class in {folder} is not finished; `classroom new NAME --out {folder}`, with the "
            "class's name, goes on with it."
        )
    return find_course(source, own if own.is_dir() else None)


def find_class(start: Path | None = None) -> Path:
    """The nearest folder at or above a place that holds a class. Raises KitError where there is none."""
    begin = (Path.cwd() if start is None else start).resolve()
    for folder in (begin, *begin.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise KitError(f"There is no {FILE_NAME} in {begin} or above it, so nothing can be graded here.")
