"""What a certificate certifies, and the one sequence of bytes that it is signed as."""

from __future__ import annotations

import datetime as dt
import json
import math
import unicodedata
from dataclasses import dataclass
from typing import Any

from customer_value.settings import READABLE


@dataclass(frozen=True, kw_only=True)
class Passed:
    """An assignment that was passed.

    Attributes:
        assignment: such as "a07".
        points: what the learner has, to a hundredth.
        out_of: the most that can be had.
    """

    assignment: str
    points: float
    out_of: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", _number(self.points))
        object.__setattr__(self, "out_of", _number(self.out_of))


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What is certified. Texts are brought into one form, so that what looks the same is the same.

    Attributes:
        class_name: what the class is called.
        learner: the id.
        name: the learner's name; the id where nobody knows it.
        date: the day of the certificate.
        language: one of READABLE, in which it is written.
        kit: the kit's version.
        passed: the required assignments, in the course's order.
    """

    class_name: str
    learner: str
    name: str
    date: dt.date
    language: str
    kit: str
    passed: tuple[Passed, ...]

    def __post_init__(self) -> None:
        for field in ("class_name", "learner", "name", "kit"):
            object.__setattr__(self, field, plain(getattr(self, field)))

    @property
    def points(self) -> float:
        """Of all assignments together."""
        return _number(sum(one.points for one in self.passed))

    @property
    def out_of(self) -> float:
        """The most that can be had for all assignments together."""
        return _number(sum(one.out_of for one in self.passed))


def plain(text: str) -> str:
    """A text in Unicode's normal form C, on one line, without characters that cannot be seen."""
    kept = "".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", text))
    return " ".join(kept.split())


def to_bytes(statement: Statement) -> bytes:
    """A statement as canonical JSON in UTF-8: equal statements give equal bytes."""
    found = {
        "class": statement.class_name,
        "date": statement.date.isoformat(),
        "id": statement.learner,
        "kit": statement.kit,
        "language": statement.language,
        "name": statement.name,
        "passed": [[one.assignment, _short(one.points), _short(one.out_of)] for one in statement.passed],
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Statement:
    """The statement that some bytes are. Raises ValueError where they are none, or written in another way."""
    found = json.loads(data.decode("utf-8"))
    if not isinstance(found, dict) or set(found) != {"class", "date", "id", "kit", "language", "name", "passed"}:
        raise ValueError("no statement")
    texts = {name: _text(found[name]) for name in ("class", "date", "id", "kit", "language", "name")}
    if texts["language"] not in READABLE or not isinstance(found["passed"], list):
        raise ValueError("no statement")
    statement = Statement(
        class_name=texts["class"],
        learner=texts["id"],
        name=texts["name"],
        date=dt.date.fromisoformat(texts["date"]),
        language=texts["language"],
        kit=texts["kit"],
        passed=tuple(_passed(one) for one in found["passed"]),
    )
    if to_bytes(statement) != data:
        raise ValueError("a statement that is not written as statements are")
    return statement


def _passed(found: Any) -> Passed:
    if not isinstance(found, list) or len(found) != 3 or any(type(one) not in (int, float) for one in found[1:]):
        raise ValueError("no assignment that was passed")
    return Passed(assignment=_text(found[0]), points=found[1], out_of=found[2])


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")  # noqa: TRY004: whoever reads a statement expects one error
    return value


def _number(value: float) -> float:
    if not math.isfinite(value) or not 0 <= value < 1e9:
        raise ValueError(f"{value!r} are no points")
    return round(float(value), 2)


def _short(value: float) -> float:
    return int(value) if value == int(value) else value
