"""An assignment as a class grades it: what was handed out, and the cards with the class's hidden cases."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.files import digest, tree_digest, write_whole
from classroom.grading.cards import hidden_card
from classroom.grading.questions import digest_of, question_of
from classroom.workspace import code_digest
from customer_value.settings import FILE_NAME, read_settings

if TYPE_CHECKING:
    from tutor.pack import Card

FOLDER = "grading"
"""The folder in a class's folder that grading keeps its own files in."""


@dataclass(frozen=True)
class Assignment:
    """What grading one assignment of a class needs to know.

    Attributes:
        name: such as "a07".
        folder: the class folder.
        language: of the messages.
        class_name: what learners know the class by.
        seed: the class's secret.
        cards: a card with hidden cases for each task that a program grades.
        by_hand: the points of each task that a person grades.
        own: the tasks that are tried on the learner's own ledger as well.
        made_from: a fingerprint of everything that the cards are drawn from.
    """

    name: str
    folder: Path
    language: str
    class_name: str
    seed: str = field(repr=False)
    cards: dict[str, Card] = field(repr=False)
    by_hand: dict[str, float]
    own: tuple[str, ...]
    made_from: str = ""

    @property
    def data(self) -> Path:
        """The folder with the settings and the tables that were handed out."""
        return self.folder / "release" / self.name

    @property
    def kept(self) -> Path:
        """The folder of what grading keeps of this assignment."""
        return self.folder / FOLDER / self.name

    @property
    def path(self) -> Path:
        """The file that `write` keeps the assignment in."""
        return self.kept / "assignment.json"

    @cached_property
    def digest(self) -> str:
        """The same for the same cards in the same language."""
        parts = [json.dumps(part, sort_keys=True) for part in (self.cards, self.by_hand, self.own)]
        return digest(*parts, self.language, self.class_name)[:32]

    def cards_for(self, learner: str) -> dict[str, Card]:
        """The cards for one learner: with a case of the learner's own ledger where a task has one."""
        ledger = read_settings(self.data / FILE_NAME).ledger_folder
        about = (self.seed, ledger, learner, self.class_name, self.language)
        return {task: hidden_card(task, *about) if task in self.own else card for task, card in self.cards.items()}

    def questions(self) -> dict[str, dict[str, Any]]:
        """What every learner is asked; tasks that are tried on a ledger of one's own are asked of each apart."""
        return {task: question_of(card) for task, card in self.cards.items() if task not in self.own}

    def write(self) -> Path:
        """Keep the assignment where the processes that grade it find it; nobody else may read it."""
        path = self.path
        plain = {"name": self.name, "language": self.language, "class_name": self.class_name, "seed": self.seed}
        plain |= {"cards": self.cards, "by_hand": self.by_hand, "own": self.own, "made_from": self.made_from}
        self.kept.mkdir(parents=True, exist_ok=True)
        self.kept.parent.chmod(0o700)
        write_whole(path, json.dumps(plain, ensure_ascii=False))
        return path

    @classmethod
    def read(cls, path: Path) -> Assignment:
        """What `write` kept."""
        plain = json.loads(path.read_text(encoding="utf-8"))
        return cls(folder=path.parents[2], **{**plain, "own": tuple(plain["own"])})


def made_at(folder: Path, name: str) -> int:
    """When an assignment's hidden cases were drawn the last time, in nanoseconds; 0 where they never were."""
    try:
        return (folder.resolve() / FOLDER / name / "assignment.json").stat().st_mtime_ns
    except OSError:
        return 0


def prepare(folder: Path, name: str) -> Assignment:
    """An assignment of a class with its hidden cases: drawn once, and again when what they are drawn from changes.

    Args:
        folder: the class folder.
        name: such as "a07".

    Raises:
        KitError: no class there, no such assignment, or one that was not released.
    """
    settings = read_class(folder)
    handed_out = folder / "release" / name
    if not (handed_out / FILE_NAME).is_file():
        raise KitError(f"{name} was not released in {folder}: classroom release {name} --class {folder}.")
    print_now = digest(
        code_digest("tutor", "customer_value", "solutions", "generator"),
        tree_digest(handed_out / FILE_NAME, handed_out / "datasets"),
        settings.seed,
        settings.language,
    )
    path = folder.resolve() / FOLDER / name / "assignment.json"
    try:
        kept = Assignment.read(path)
        if kept.made_from == print_now:
            return kept
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not there, or of another version of the kit
    drawn = _draw(folder, name, print_now)
    drawn.write()
    return drawn


def _draw(folder: Path, name: str, made_from: str) -> Assignment:
    from solutions import NoRecords, records
    from tutor.task import FunctionTask, TextTask

    settings = read_class(folder)
    here = read_settings(folder / "release" / name / FILE_NAME)
    try:
        tasks = [task for task in records(name).TASKS if task.points]
    except NoRecords as problem:
        raise KitError(str(problem)) from problem
    by_hand = {task.id: float(task.points) for task in tasks if isinstance(task, TextTask)}
    about = (settings.seed, here.ledger_folder, "", here.class_name, settings.language)
    return Assignment(
        name=name,
        folder=folder.resolve(),
        language=settings.language,
        class_name=here.class_name,
        seed=settings.seed,
        cards={task.id: hidden_card(task.id, *about) for task in tasks if task.id not in by_hand},
        by_hand=by_hand,
        own=tuple(task.id for task in tasks if isinstance(task, FunctionTask) and task.own is not None),
        made_from=made_from,
    )


def digests(questions: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The digest of each question."""
    return {task: digest_of(question) for task, question in questions.items()}
