"""A certificate as a code: statement, public key and signature in letters and digits that can be copied from anywhere.

    CERT1 groups of five characters …

Behind CERT1 stands, in base32 without its signs at the end, the public key (32 bytes), the signature (64 bytes), and
the statement as canonical JSON. Spaces and line breaks count for nothing; all in small letters it is the same code.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from classroom.certificate.signing import KEY_BYTES, SIGNATURE_BYTES, SigningKey, is_signed
from classroom.certificate.statement import Statement, from_bytes, to_bytes

MARK, GROUP = "CERT1", 5

PURPOSE = b"customer-value-kit certificate 1"

LONGEST = 20_000
"""Characters of a code that are read: ten assignments take about 600."""


class BadCode(ValueError):
    """A code is none, or not as it was issued; the message is a part of a sentence."""


@dataclass(frozen=True)
class Signed:
    """What a code says, and with which key it was signed.

    Attributes:
        statement: what is certified.
        public: the public key; that it is the class's has to be known from elsewhere.
        code: the code as it was issued.
    """

    statement: Statement
    public: bytes
    code: str


def make_code(statement: Statement, key: SigningKey) -> str:
    """A statement's code; equal statements and keys give equal codes."""
    data = to_bytes(statement)
    return _grouped(MARK + to_letters(key.public + key.sign(PURPOSE, data) + data))


def read_code(text: str) -> Signed:
    """What a code says, once its signature was found to be right for the key in it.

    Raises:
        BadCode: it is no code, or a character of it is not as it was issued.
    """
    letters = "".join(text.split())
    if letters.isascii() and letters.islower():
        letters = letters.upper()
    if not letters.startswith(MARK) or len(letters) > LONGEST:
        raise BadCode("this is no certificate's code")
    try:
        data = from_letters(letters.removeprefix(MARK))
    except ValueError as problem:
        raise BadCode("the code is not complete, or a character of it is not as it was issued") from problem
    public, rest = data[:KEY_BYTES], data[KEY_BYTES:]
    signature, said = rest[:SIGNATURE_BYTES], rest[SIGNATURE_BYTES:]
    if not is_signed(public, PURPOSE, said, signature):
        raise BadCode("something in it is not as it was issued")
    try:
        return Signed(from_bytes(said), public, _grouped(letters))
    except (ValueError, RecursionError) as problem:
        raise BadCode("it is signed and certifies nothing that this version can read") from problem


def to_letters(data: bytes) -> str:
    """Bytes in base32, without the signs that fill it up."""
    return base64.b32encode(data).decode("ascii").rstrip("=")


def from_letters(letters: str) -> bytes:
    """The bytes of some base32; ValueError where it is none, or where other letters stand for the same bytes."""
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error as problem:
        raise ValueError(str(problem)) from problem
    if to_letters(data) != letters:
        raise ValueError("not written as it is written here")
    return data


def _grouped(letters: str) -> str:
    return " ".join(letters[place : place + GROUP] for place in range(0, len(letters), GROUP))
