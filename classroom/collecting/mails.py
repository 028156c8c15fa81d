"""Mail that learners sent: who sent it, when, and what is attached."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import PurePosixPath

from classroom.collecting.entries import LONGEST_NAME, Entry, Reader, Unusable

LARGEST_MAIL, LARGEST_BOX = 100_000_000, 1_000_000_000
"""Bytes of a mail, and of a file of many."""

ENDINGS = (".eml", ".mbox")


@dataclass(frozen=True)
class Letter:
    """One mail.

    Attributes:
        parts: its path; in a file of many its number is the last part.
        sender: the one address that it is from; "" where there is none, or more than one.
        at: when it was sent, in UTC; None for not known.
        files: what is attached.
    """

    parts: tuple[str, ...]
    sender: str
    at: dt.datetime | None
    files: tuple[Entry, ...]


def letters(entry: Entry, reader: Reader) -> Iterator[Letter]:
    """The mails in a file. Raises Unusable where it is too large or cannot be read."""
    if entry.ending == ".eml":
        yield _letter(entry.read(LARGEST_MAIL), entry.parts, entry, reader)
        return
    for number, data in enumerate(_messages(entry.read(LARGEST_BOX)), 1):
        yield _letter(data, (*entry.parts, str(number)), entry, reader)


def _messages(box: bytes) -> Iterator[bytes]:
    """The mails of an mbox: each begins behind an empty line with a line "From …"."""
    lines: list[bytes] = []
    empty, begun = True, False
    for line in box.splitlines(keepends=True):
        if empty and line.startswith(b"From "):
            if begun:
                yield b"".join(lines)
            lines, begun = [], True
        else:
            lines.append(line[1:] if line.lstrip(b">").startswith(b"From ") and line.startswith(b">") else line)
        empty = not line.strip()
    if begun:
        yield b"".join(lines)


def _letter(data: bytes, parts: tuple[str, ...], entry: Entry, reader: Reader) -> Letter:
    try:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        addresses = {address for _, address in getaddresses(_headers(mail, "from")) if "@" in address}
        at = _date(mail)
        files = tuple(_attached(mail, parts, entry, reader))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as problem:
        raise Unusable("is no mail that can be read") from problem
    return Letter(parts, addresses.pop() if len(addresses) == 1 else "", at, files)


def _headers(mail: EmailMessage, name: str) -> list[str]:
    return [str(one) for one in mail.get_all(name, [])]


def _date(mail: EmailMessage) -> dt.datetime | None:
    for text in _headers(mail, "date")[:1]:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return None
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    return None


def _attached(mail: EmailMessage, parts: tuple[str, ...], entry: Entry, reader: Reader) -> Iterator[Entry]:
    """Everything with a file's name. A mail inside a mail is not opened: it says nothing about the sender."""
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting = [*part.iter_parts(), *waiting]
            continue
        name = part.get_filename()
        if not name or part.is_multipart():
            continue
        content = part.get_payload(decode=True) or b""
        plain = PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:]
        if plain and not plain.startswith("."):
            yield Entry((*parts, plain), len(content), reader.keep(content), depth=entry.depth)
