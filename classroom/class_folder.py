"""A class: one folder with class.toml, from which everything that is graded in it is drawn."""

from __future__ import annotations

import secrets
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from classroom.errors import KitError
from classroom.files import write_whole
from classroom.grading.late import LateRule, late_rule
from customer_value.settings import CLASS_FILE as FILE_NAME
from customer_value.settings import LANGUAGES, READABLE

_MEND = "Mend it, or put back a copy: the class's seed is in it."


class ClassSettings(BaseModel):
    """What class.toml says.

    Attributes:
        name: what the class is called.
        language: the language its assignments are handed out in.
        scenario: the scenario of its ledger.
        seed: the secret that the hidden cases are drawn from; whoever knows it knows them.
        reveal: after how many different wrong answers a learner may see a graded task's worked answer, or "never".
        attempts: which attempt counts of a learner who hands in again: the last, the best or the first.
        late: what is taken off work that comes after the due date, as `late_rule` reads it.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    language: str
    scenario: str
    seed: str = Field(min_length=16)
    reveal: Annotated[int, Field(ge=1)] | Literal["never"] = "never"
    attempts: Literal["last", "best", "first"] = "last"
    late: str = "keep"

    @field_validator("late")
    @classmethod
    def _is_a_rule(cls, text: str) -> str:
        try:
            late_rule(text)
        except ValueError as problem:
            raise PydanticCustomError("late", "{why}", {"why": str(problem)}) from problem
        return text

    @property
    def late_rule(self) -> LateRule:
        """The rule for late work."""
        return late_rule(self.late)


def read_class(folder: Path) -> ClassSettings:
    """Read a class folder's settings. Raises KitError, in one sentence, where they are missing or damaged."""
    path = folder / FILE_NAME
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = ClassSettings.model_validate(values)
    except FileNotFoundError as problem:
        raise KitError(f"There is no class in {folder}: {FILE_NAME} is missing.") from problem
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise KitError(f"{path} cannot be read: {problem}. {_MEND}") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise KitError(f"{path}: {place}: {first['msg']}. {_MEND}") from problem
    if settings.language not in READABLE:
        raise KitError(f"{path} asks for the language {settings.language!r}; there is {', '.join(READABLE)}.")
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
    settings = ClassSettings(
        name=folder.resolve().name, language=language or LANGUAGES[0], scenario=scenario, seed=secrets.token_hex(16)
    )
    write_whole(folder / FILE_NAME, _text(settings))
    (folder / FILE_NAME).chmod(0o600)
    return settings


def find_class(start: Path | None = None) -> Path:
    """The nearest folder at or above a place that holds a class. Raises KitError where there is none."""
    begin = (Path.cwd() if start is None else start).resolve()
    for folder in (begin, *begin.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise KitError(f"There is no {FILE_NAME} in {begin} or above it, so nothing can be graded here.")


def _text(settings: ClassSettings) -> str:
    quoted = settings.name.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'name = "{quoted}"\n'
        f'language = "{settings.language}"\n'
        f'scenario = "{settings.scenario}"\n\n'
        "# The hidden cases of every graded task are drawn from this. Keep it to yourself, and keep it:\n"
        "# with another seed, work that is graded again gets other cases.\n"
        f'seed = "{settings.seed}"\n\n'
        "# When learners may see a worked answer: never, or after so many different wrong answers, such as 3.\n"
        "# Release an assignment again after changing it.\n"
        f"reveal = {settings.reveal if isinstance(settings.reveal, int) else chr(34) + settings.reveal + chr(34)}\n\n"
        "# Which attempt counts when a learner hands in again: last, best (after the rule below) or first.\n"
        f'attempts = "{settings.attempts}"\n\n'
        "# What late work loses: keep (nothing), zero (everything), or for each day begun a share of what it has\n"
        "# or a number of points: 10% a day, 2 points a day; with some grace: 10% a day after 15 minutes.\n"
        "# When work is due is set in formgrader; extensions of single learners are nbgrader's too.\n"
        f'late = "{settings.late}"\n'
    )
