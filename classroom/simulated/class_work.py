"""A class's folder submitted/, filled with the work of made-up learners."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import solutions
from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.grading.cards import hidden_card
from classroom.simulated.answers import Answer
from classroom.simulated.expecting import Expected, expected
from classroom.simulated.kinds import CHEAT, KINDS, MIX, Learner
from classroom.simulated.notebooks import hand_in
from customer_value.settings import FILE_NAME, Settings, read_settings
from tutor.pack import Card

FIRST_ID = 1130001
"""The first learner's number."""

FIRST_DAY = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
"""When the first assignment may be handed in at the earliest; each of the others a week after the one before it."""


@dataclass(frozen=True)
class Work:
    """A notebook as it is handed in: file name, text, how its tasks were answered, and the kit.toml beside it."""

    name: str
    text: str
    answers: tuple[Answer, ...]
    settings: Settings


def write_class(
    folder: Path, assignments: Sequence[str], learners: int, seed: int | str, kinds: Sequence[str] = MIX
) -> tuple[Expected, ...]:
    """Fill a class's submitted/ for some released assignments; what each task of each learner has to get.

    The work depends on the seed, the learner and the assignment alone: the same seed gives the same bytes, and another
    learner more changes nobody's. What it has to get depends on the class's secret too.

    Args:
        folder: the class folder, in which the assignments are released.
        assignments: such as ("a01", "a07").
        learners: how many there are.
        seed: what the work is drawn from.
        kinds: names of KINDS, or "cheat", one for each learner in turn, again from the beginning where there are more
            learners.

    Raises:
        KitError: no class there, or an assignment that is not released.
    """
    secret = read_class(folder).seed
    found: list[Expected] = []
    for week, assignment in enumerate(assignments):
        for learner, done, rng in made_work(folder, assignment, learners, seed, kinds):
            place = folder / "submitted" / learner / assignment
            write_whole(place / done.name, done.text.encode("utf-8"))
            write_whole(place / "timestamp.txt", _timestamp(week, rng))
            found += _expected(done, assignment, learner, secret, done.settings)
    return tuple(found)


def made_work(
    folder: Path, assignment: str, learners: int, seed: int | str, kinds: Sequence[str] = MIX
) -> Iterator[tuple[str, Work, np.random.Generator]]:
    """What made-up learners make of an assignment; nothing is written.

    Args:
        folder, learners, seed, kinds: as in `write_class`.
        assignment: such as "a07".

    Yields:
        Each learner's id, their work, and the generator that it was drawn with, for what else is to be drawn.

    Raises:
        KitError: no class there, or the assignment is not released.
    """
    language = read_class(folder).language
    handed_out = _handed_out(folder, assignment)
    try:
        settings = read_settings(handed_out.parent / FILE_NAME)
    except ValueError as problem:
        raise KitError(str(problem)) from problem
    known = KINDS | {CHEAT.name: CHEAT}
    for place in range(learners):
        learner = Learner(f"s{FIRST_ID + place}", known[kinds[place % len(kinds)]])
        rng = _generator(seed, learner.id, assignment)
        done = hand_in(handed_out, assignment, learner, rng, language)
        yield learner.id, Work(handed_out.name, done.text, done.answers, settings), rng


def _expected(done: Work, assignment: str, learner: str, secret: str, here: Settings) -> tuple[Expected, ...]:
    def card_of(task: str) -> Card:
        return hidden_card(task, secret, here.ledger_folder, learner, here.class_name, here.language)

    return expected(solutions.records(assignment).TASKS, done.answers, card_of, learner, assignment)


def _handed_out(folder: Path, assignment: str) -> Path:
    found = sorted((folder / "release" / assignment).glob("*.ipynb"))
    if len(found) != 1:
        raise KitError(f"There is no notebook of {assignment} in {folder / 'release'}; release the assignment first.")
    return found[0]


def _generator(seed: int | str, learner: str, assignment: str) -> np.random.Generator:
    digest = hashlib.sha256(f"{seed}\n{learner}\n{assignment}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


def _timestamp(week: int, rng: np.random.Generator) -> str:
    """When it was handed in, as nbgrader writes it: within six days."""
    moment = FIRST_DAY + dt.timedelta(weeks=week, microseconds=int(rng.integers(6 * 86_400 * 10**6)))
    return f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC"
