"""grading.jsonl: a line for everything that happened while work was graded, to be read by programs and in doubt."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "grading.jsonl"


def now() -> dt.datetime:
    """The time, for the journal alone: no result depends on it."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Journal:
    """The journal of a class.

    Attributes:
        path: the file; lines are added to it.
        clock: gives the time of each.
    """

    path: Path
    clock: Callable[[], dt.datetime] = now

    def add(self, event: str, **about: Any) -> None:
        """Write one line. A process that is killed leaves whole lines, and at most one that is not."""
        line = {"at": self.clock().isoformat(timespec="milliseconds"), "event": event, **about}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
