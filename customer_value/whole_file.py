"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name first and then rename it, so that nothing ever lies there half written.

    Raises:
        OSError: the system would not write; what was there before is as it was.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
