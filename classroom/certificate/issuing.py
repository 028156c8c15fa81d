"""Certificates of a class, in certificates/ of its folder: for each learner a code, a page and a PDF.

The code is the certificate: it is written first and never changes. Page and PDF are made from it, again where somebody
lost or changed them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.certificate.code import BadCode, Signed, make_code, read_code
from classroom.certificate.earning import Earning, earnings
from classroom.certificate.files import CODE, FOLDER, certificate_path, make_folder
from classroom.certificate.page import page
from classroom.certificate.pdf import MissingFont, pdf
from classroom.certificate.sealing import HTML, PDF, code_in, is_sealed, seal
from classroom.certificate.signing import SigningKey, class_key
from classroom.certificate.statement import Statement
from classroom.certificate.wording import words_of
from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.files import write_if_new, write_whole

if TYPE_CHECKING:
    from classroom.course import Course

PROJECT = "customer-value-kit"


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate that was issued.

    Attributes:
        learner: the id.
        signed: what it certifies.
        files: page and PDF.
        is_new: whether it was issued just now.
        note: why there is no PDF; "" where there is one.
    """

    learner: str
    signed: Signed
    files: tuple[Path, ...]
    is_new: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What came of issuing.

    Attributes:
        key: the class's; None where no certificate was issued, now or before.
        certificates: those of the learners who were asked for, in the roster's order.
        others: those of them who have earned none, with what they lack.
    """

    key: SigningKey | None
    certificates: tuple[Certificate, ...]
    others: tuple[Earning, ...]


def issue(
    course: Course,
    folder: Path,
    learners: Sequence[str] = (),
    *,
    date: dt.date,
    language: str = "",
    anew: bool = False,
    tell: Callable[[str, int, int], None] = lambda learner, done, total: None,
) -> Issued:
    """Issue certificates to those who have earned one. One that was issued before stays as it is.

    Args:
        course: for the assignments and their titles.
        folder: the class folder.
        learners: their ids; everybody where none are named.
        date: of certificates that are new.
        language: of certificates that are new, one of READABLE; the class's where "".
        anew: issue certificates of today's points and names in place of those that were issued before, to those who
            have earned one now.
        tell: told of each certificate that is done.

    Raises:
        KitError: no class there, no such learner, a key or a certificate that is lost or damaged, or a file that cannot
            be written.
    """
    settings = read_class(folder)
    wanted = _wanted(earnings(course, folder), learners, folder)
    before = {} if anew else {one.learner.id: there for one in wanted if (there := _code_of(folder, one.learner.id))}
    due = [one for one in wanted if one.earned or one.learner.id in before]
    others = tuple(one for one in wanted if not one.earned and one.learner.id not in before)
    if not due:
        return Issued(key=None, certificates=(), others=others)
    key = class_key(folder, issued=any((folder / FOLDER).glob(f"*.{CODE}")))
    make_folder(folder)
    made = []
    for done, one in enumerate(due, start=1):
        learner = one.learner.id
        if learner in before:
            signed = _read_back(folder, learner, before[learner], key)
        else:
            statement = Statement(
                class_name=settings.name,
                learner=learner,
                name=one.learner.name or learner,
                date=date,
                language=language or settings.language,
                kit=kit_version(),
                passed=one.passed,
            )
            signed = read_code(make_code(statement, key))
            write_if_new(certificate_path(folder, learner, CODE), signed.code + "\n")
        files, note = _write_files(folder, signed, key, _titles(course, signed.statement.language))
        made.append(Certificate(learner=learner, signed=signed, files=files, is_new=learner not in before, note=note))
        tell(learner, done, len(due))
    return Issued(key=key, certificates=tuple(made), others=others)


@cache
def kit_version() -> str:
    """The version of the kit that is installed."""
    from importlib import metadata

    return metadata.version(PROJECT)


def _wanted(everybody: Sequence[Earning], learners: Sequence[str], folder: Path) -> tuple[Earning, ...]:
    """Those who were named, in the order of the roster; large and small letters are the same."""
    if not learners:
        return tuple(everybody)
    by_id = {one.learner.id.casefold(): one for one in everybody}
    for learner in learners:
        if learner.casefold() not in by_id:
            near = get_close_matches(learner.casefold(), by_id, n=3)
            hint = f"; did you mean {' or '.join(by_id[one].learner.id for one in near)}?" if near else "."
            raise KitError(f"There is no learner {learner!r} in the class in {folder}{hint}")
    named = {learner.casefold() for learner in learners}
    return tuple(one for one in everybody if one.learner.id.casefold() in named)


def _code_of(folder: Path, learner: str) -> str:
    path = certificate_path(folder, learner, CODE)
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    except OSError as problem:
        raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def _read_back(folder: Path, learner: str, code: str, key: SigningKey) -> Signed:
    """A certificate that was issued before."""
    path = certificate_path(folder, learner, CODE)
    mend = "put it back from a backup, or say --anew for a new certificate"
    try:
        signed = read_code(code)
    except BadCode as problem:
        raise KitError(f"{path} is damaged: {problem}; {mend}.") from problem
    if signed.public != key.public or signed.statement.learner != learner:
        raise KitError(f"{path} is another class's certificate, or another learner's; {mend}.")
    return signed


def _write_files(
    folder: Path, signed: Signed, key: SigningKey, titles: Mapping[str, str]
) -> tuple[tuple[Path, ...], str]:
    """Write page and PDF where they are not there as they were issued; also why one could not be."""
    words = words_of(signed, titles)
    made = {HTML: lambda: page(words), PDF: lambda: pdf(words, signed.statement.date)}
    found: list[Path] = []
    note = ""
    for kind, make in made.items():
        path = certificate_path(folder, signed.statement.learner, kind)
        if not _is_whole(path, kind, signed):
            try:
                write_whole(path, seal(kind, make(), key))
            except MissingFont as problem:
                path.unlink(missing_ok=True)  # of an earlier one
                note = str(problem)
                continue
        found.append(path)
    return tuple(found), note


def _is_whole(path: Path, kind: str, signed: Signed) -> bool:
    """Whether a file is there as it was issued."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return is_sealed(kind, data, signed.public) and code_in(kind, data) == signed.code


def _titles(course: Course, language: str) -> dict[str, str]:
    return {entry.id: entry.matter.title.get(language) for entry in course.exercises}
