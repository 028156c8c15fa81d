"""Messages between the grader and a template process: JSON, with its length before it."""

from __future__ import annotations

import json
import os
import struct
from typing import Any

_LENGTH = struct.Struct(">Q")

LONGEST = 256 * 2**20
"""Bytes of one message; what one asks of the other is far below it."""


class Closed(EOFError):
    """The other side has ended."""


def put(end: int, message: Any) -> None:
    """Write one message to a file descriptor."""
    data = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    write_all(end, _LENGTH.pack(len(data)) + data)


def take(end: int) -> Any:
    """Read one message. Raises Closed where there is none any more."""
    (length,) = _LENGTH.unpack(exactly(end, _LENGTH.size))
    if length > LONGEST:
        raise Closed(f"a message of {length} bytes")
    return json.loads(exactly(end, length))


def write_all(end: int, data: bytes) -> None:
    """Write every byte, however few the pipe takes at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(end, view) :]


def exactly(end: int, count: int) -> bytes:
    """So many bytes. Raises Closed where there are fewer."""
    parts = []
    while count:
        part = os.read(end, min(count, 2**20))
        if not part:
            raise Closed("the other side has ended")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
