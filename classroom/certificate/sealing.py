"""A seal at the end of a file: a signature of every byte before it, in a comment that no reader of the file shows.

The code in a page is genuine whatever else stands there; the seal holds what can be seen to it too.
"""

from __future__ import annotations

import re

from classroom.certificate.code import from_letters, to_letters
from classroom.certificate.signing import SigningKey, is_signed

PURPOSE = b"customer-value-kit certificate file 1"

PDF, HTML = "pdf", "html"

_LINES = {PDF: (b"%seal ", b"\n"), HTML: (b"<!-- seal ", b" -->\n")}
_CODES = {
    PDF: re.compile(rb"/Keywords \((CERT1[A-Z2-7 ]*)\)"),
    HTML: re.compile(rb'<meta name="certificate" content="(CERT1[A-Z2-7 ]*)">'),
}
_STARTS = {PDF: b"%PDF-", HTML: b"<!DOCTYPE html>"}
_LETTERS = 103
"""Of a signature in base32."""


def seal(kind: str, content: bytes, key: SigningKey) -> bytes:
    """A file with its seal.

    Args:
        kind: PDF or HTML.
        content: all of the file; it ends in a line break.
        key: the class's.
    """
    before, after = _LINES[kind]
    return content + before + to_letters(key.sign(PURPOSE, content)).encode("ascii") + after


def is_sealed(kind: str, data: bytes, public: bytes) -> bool:
    """Whether every byte of a file is as it was when it was sealed.

    Args:
        kind: PDF or HTML.
        data: the file.
        public: the key that it has to be sealed with.
    """
    before, after = _LINES[kind]
    content, line = data[: -len(before + after) - _LETTERS], data[-len(before + after) - _LETTERS :]
    if not line.startswith(before) or not line.endswith(after):
        return False
    try:
        signature = from_letters(line[len(before) : -len(after)].decode("ascii"))
    except ValueError:
        return False
    return is_signed(public, PURPOSE, content, signature)


def kind_of(data: bytes) -> str:
    """Whether a file is a PDF or HTML; "" for neither."""
    return next((kind for kind, start in _STARTS.items() if data.lstrip().startswith(start)), "")


def code_in(kind: str, data: bytes) -> str:
    """The code in a file; "" where there is none, or more than one."""
    found = {one[1] for one in _CODES[kind].finditer(data)}
    return found.pop().decode("ascii") if len(found) == 1 else ""
