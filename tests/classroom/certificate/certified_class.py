"""A class of three on the small course, with points and hand-ins as a test wants them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from classroom.access.hand_ins import HandIn, add_hand_in
from classroom.certificate.signing import SigningKey
from classroom.certificate.statement import Passed, Statement
from classroom.class_folder import change_class, make_class, read_class
from classroom.course import Course
from classroom.grading.gradebook import Book, Entry, sqlite_url
from classroom.grading.result import Graded, TaskResult
from classroom.grading.submission import Submission
from classroom.roster import Learner, Roster, write_roster
from classroom.workspace import page_text

DAY = dt.date(2026, 3, 20)

ROSTER = Roster(
    (
        Learner(id="ann", name="Ann Lee", email="ann@example.org"),
        Learner(id="bob", name="王小明", email="bob@example.org"),
        Learner(id="cy", email="cy@example.org"),
    )
)


def key_of(seed: bytes) -> SigningKey:
    """A key that is the same each time."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return SigningKey(private, private.public_key().public_bytes_raw())


KEY, OTHER_KEY = key_of(b"k" * 32), key_of(b"o" * 32)


def statement_of(language: str = "en", name: str = "Ann Lee", count: int = 10) -> Statement:
    """A statement as any learner could have."""
    return Statement(
        class_name="Spring 2026",
        learner="1130001",
        name=name,
        date=DAY,
        language=language,
        kit="0.1.0",
        passed=tuple(
            Passed(assignment=f"a{number:02}", points=12 + number / 4, out_of=20) for number in range(1, count + 1)
        ),
    )


def new_class(folder: Path, language: str = "en", reveal: Any = "never", **access: Any) -> Path:
    """A class of the roster above that has rules for self-study."""
    make_class(folder, name="Spring 春", language=language, scenario="boutique")
    write_roster(folder, ROSTER)
    change_class(folder, lambda text: text.update(reveal=reveal, access={"pass_mark": 0.6, **access}))
    return folder


def give_points(course: Course, folder: Path, shares: Mapping[str, Mapping[str, float]]) -> None:
    """Put shares of the points into the gradebook, by assignment and learner; what a person reads gets nothing yet."""
    settings = read_class(folder)
    with Book.open(sqlite_url(folder), settings.course_id, settings.language) as book:
        for name, learners in shares.items():
            entry = course.assignment(name)
            source = folder / "source" / name / f"{entry.path.stem}.ipynb"
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_text(page_text(course, entry, settings.language, "source"), encoding="utf-8")
            book.prepare(name, source)
            worth = {cells.task: cells.maximum for cells in book._sheets[name].tasks}
            entries = []
            for learner, share in learners.items():
                about = {"learner": learner, "assignment": name, "notebook": entry.path.stem, "digest": "d"}
                tasks = tuple(
                    TaskResult(task=task, state="by hand", points=None, maximum=most)
                    if task == "a02.plan"
                    else TaskResult(task=task, state="partial", points=share * most, maximum=most)
                    for task, most in worth.items()
                )
                entries.append(Entry(submission=Submission(**about), graded=Graded(**about, tasks=tasks), penalty=0.0))
            book.write(entries)


def hand_in(folder: Path, learner: str, points: float, revealed: tuple[str, ...] | None, **more: Any) -> None:
    """Note a hand-in of a01, which is worth four points."""
    about = {"assignment": "a01", "attempt": 1, "out_of": 4.0, "state": "graded", **more}
    add_hand_in(
        folder,
        HandIn(at=dt.datetime(2026, 3, 10, tzinfo=dt.UTC), learner=learner, points=points, revealed=revealed, **about),
    )
