"""The words of a certificate, filled in: what page and PDF both show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classroom.certificate.code import Signed
from classroom.certificate.signing import fingerprint
from classroom.certificate.statement import Statement
from classroom.report.wording import points
from customer_value.messages import message
from customer_value.words import date, near_percent


@dataclass(frozen=True, kw_only=True)
class Line:
    """One assignment: what it is called, and the points."""

    label: str
    points: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """Everything that stands on a certificate.

    Attributes:
        language: one of READABLE.
        title, certifies, done, course, passed: the sentence that it is, in the order in which it is read, with the name
            behind `certifies`.
        name: the learner's.
        facts: what else there is to say of it, each with what it is called.
        results: what the list of assignments is called.
        lines: the assignments.
        check, how, key: how it is checked.
        fingerprint: of the key.
        code_title, code: the code.
        kit: with which version it was made.
    """

    language: str
    title: str
    certifies: str
    name: str
    done: str
    course: str
    passed: str
    facts: tuple[tuple[str, str], ...]
    results: str
    lines: tuple[Line, ...]
    check: str
    how: str
    key: str
    fingerprint: str
    code_title: str
    code: str
    kit: str


def words_of(signed: Signed, titles: Mapping[str, str]) -> Words:
    """What stands on a certificate, in its own language.

    Args:
        signed: what it certifies.
        titles: what the assignments are called in that language, by id; those that are not there go by their ids.
    """
    statement, language = signed.statement, signed.statement.language

    def say(key: str, **fields: object) -> str:
        return message("classroom", f"certificate.{key}", language, **fields)

    return Words(
        language=language,
        title=say("title"),
        certifies=say("certifies"),
        name=statement.name,
        done=say("done"),
        course=say("course", course=message("classroom", "course.title", language)),
        passed=say("passed"),
        facts=(
            (say("class"), statement.class_name),
            (say("learner"), statement.learner),
            (say("total"), _total(statement)),
            (say("date"), date(statement.date, language)),
        ),
        results=say("results"),
        lines=tuple(
            Line(
                label=say("label", id=one.assignment, title=titles.get(one.assignment, "")).strip(),
                points=say("points", points=points(one.points), of=points(one.out_of)),
            )
            for one in statement.passed
        ),
        check=say("check"),
        how=say("how"),
        key=say("key"),
        fingerprint=fingerprint(signed.public),
        code_title=say("code"),
        code=signed.code,
        kit=say("kit", version=statement.kit),
    )


def _total(statement: Statement) -> str:
    return message(
        "classroom",
        "certificate.points-share",
        statement.language,
        points=points(statement.points),
        of=points(statement.out_of),
        share=near_percent(statement.points / statement.out_of if statement.out_of else 0.0, statement.language),
    )
