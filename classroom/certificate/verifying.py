"""Whether a certificate is genuine, from its code or one of its files, without a network.

That nothing in it was changed can be told from the certificate alone, which carries the public key that it was signed
with. That this key is the class's cannot. A class publishes the fingerprint of its key where people know it from, such
as its web page; whoever checks names that fingerprint, or the class folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from classroom.certificate.code import MARK, BadCode, Signed, read_code
from classroom.certificate.sealing import code_in, is_sealed, kind_of
from classroom.certificate.signing import TrustedKey, fingerprint
from classroom.certificate.statement import Statement
from classroom.errors import KitError
from classroom.report.wording import points
from customer_value.words import date, near_percent

LARGEST = 32 << 20
"""Bytes of a file that are looked at."""


@dataclass(frozen=True)
class Verdict:
    """What was found of a certificate.

    Attributes:
        state: "valid", "not valid", or "not decided" where nobody said whose key is trusted.
        sentence: what to tell whoever asked, beginning with the state.
        signed: what the certificate says; None where nothing of it can be believed.
    """

    state: Literal["valid", "not valid", "not decided"]
    sentence: str
    signed: Signed | None = None


def verify(given: str | bytes, trusted: TrustedKey | None) -> Verdict:
    """Whether a certificate is genuine.

    Args:
        given: the code as text, or the bytes of a file: a page, a PDF, or a text with the code alone.
        trusted: the key that is known to be the class's; None where nobody said.
    """
    kind = kind_of(given) if isinstance(given, bytes) else ""
    code = code_in(kind, given) if isinstance(given, bytes) and kind else _text(given)
    if not code:
        return _invalid("there is no certificate's code in it")
    try:
        signed = read_code(code)
    except BadCode as problem:
        return _invalid(str(problem))
    named = fingerprint(signed.public)
    if trusted is not None and not trusted.is_key(signed.public):
        return _invalid(f"it is signed with another key, {named}, and not with {trusted.fingerprint}")
    if isinstance(given, bytes) and kind and not is_sealed(kind, given, signed.public):
        told = f"the file was changed since it was issued. Its code by itself {_certifies(signed.statement)}"
        return _invalid(told + (f", if its key is the class's: {named}" if trusted is None else ""))
    if trusted is None:
        return Verdict(
            "not decided",
            f"not decided: nothing was changed since it was signed with the key {named}. "
            f"It {_certifies(signed.statement)} if that is the fingerprint which the class publishes: "
            "name that with --key, or the class folder with --class.",
            signed,
        )
    return Verdict("valid", f"valid: it {_certifies(signed.statement)}. Its key is {named}.", signed)


def read_given(given: str) -> str | bytes:
    """What somebody names: the bytes of a file where there is one of that name, else the code itself.

    Raises:
        KitError: it is neither, or the file cannot be read.
    """
    path = Path(given)
    try:
        there = path.is_file()
    except (OSError, ValueError):  # too long for a path, or no text that could be one
        there = False
    if not there:
        if given.strip().upper().startswith(MARK):
            return given
        shown = given if len(given) <= 80 else f"{given[:80]}…"
        raise KitError(
            f"There is no file {shown!a}, and it is no code either: a certificate's code begins with {MARK}."
        )
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError as problem:
        raise KitError(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def _text(given: str | bytes) -> str:
    if isinstance(given, str):
        return given
    wide = given.startswith((b"\xff\xfe", b"\xfe\xff"))  # as some editors save a text
    return given.decode("utf-16" if wide else "utf-8-sig", errors="replace")


def _invalid(why: str) -> Verdict:
    return Verdict("not valid", f"not valid: {why}.")


def _certifies(statement: Statement) -> str:
    """What a certificate certifies, as a part of a sentence."""
    who = statement.name if statement.name == statement.learner else f"{statement.name} ({statement.learner})"
    each = ", ".join(f"{one.assignment} {points(one.points)}/{points(one.out_of)}" for one in statement.passed)
    share = near_percent(statement.points / statement.out_of if statement.out_of else 0.0, "en")
    return (
        f"certifies that {who} of the class {statement.class_name} had passed the required assignments by "
        f"{date(statement.date, 'en')}: {each}, together {points(statement.points)} of "
        f"{points(statement.out_of)} points ({share})"
    )
