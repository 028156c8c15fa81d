"""course/syllabus.yml: the modules of the course, and which lessons and assignments belong to each."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from classroom.errors import AuthorError
from classroom.page import Words
from classroom.yaml_text import yaml_values


class SyllabusEntry(BaseModel):
    """One lesson or assignment.

    Attributes:
        id: "7.1" for a lesson, "a07" for an assignment.
        title: the title, without the id.
        minutes: how long a learner new to Python needs.
        before: the lessons that must come before, by id.
    """

    model_config = ConfigDict(extra="forbid")

    id: str
    title: Words
    minutes: int = Field(gt=0)
    before: list[str] = []


class Module(BaseModel):
    """One module with its lessons and assignments, in order."""

    model_config = ConfigDict(extra="forbid")

    id: int
    title: Words
    lessons: list[SyllabusEntry] = []
    assignments: list[SyllabusEntry] = []


class Syllabus(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")

    modules: list[Module]


def read_syllabus(path: Path) -> Syllabus:
    """Read the syllabus. Raises AuthorError, in one sentence, where it is missing or damaged."""
    try:
        return Syllabus.model_validate(yaml_values(path.read_text(encoding="utf-8")))
    except OSError as problem:
        raise AuthorError(path, "", f"it cannot be read: {problem.strerror}.") from problem
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise AuthorError(path, "", f"this is not YAML: {' '.join(str(problem).split())}.") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise AuthorError(path, place, f"{first['msg']}.") from problem
