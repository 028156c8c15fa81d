"""Answers kept from one grading to the next: what was run once is not run again.

They are kept by what was handed in (its digest) and by what was asked (the digest of each question), so that a changed
task asks only for itself, and a changed expectation or message asks for nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from classroom.files import write_whole
from classroom.grading.running import BY_CHANCE, Ran

VERSION = 1
"""Raised when answers kept before are none any more."""


@dataclass(frozen=True)
class Before:
    """What is kept of one submission: the run, and which question each answer is to."""

    ran: Ran = field(default_factory=Ran)
    asked: Mapping[str, str] = field(default_factory=dict)

    def answered(self, wanted: Mapping[str, str]) -> tuple[Ran, set[str]]:
        """What is known of the wanted questions, and the tasks still to be asked.

        A task that ended its run counts as known: it would do so again. What ran out of time or was killed from outside
        does not, and after such a cell nothing does: a machine may have been busy.
        """
        if any(problem.get("problem") in BY_CHANCE for problem in self.ran.stopped.values()):
            return Ran(), set(wanted)
        same = {task for task, digest in wanted.items() if self.asked.get(task) == digest}
        answers = {task: line for task, line in self.ran.answers.items() if task in same and not _took_too_long(line)}
        lost = {task: how for task, how in self.ran.lost.items() if task in same and how not in BY_CHANCE}
        known = Ran(answers, lost, self.ran.stopped, self.ran.seconds, self.ran.memory)
        return known, set(wanted) - set(answers) - set(lost)


def _took_too_long(line: Mapping[str, Any]) -> bool:
    plain = line.get("plain")
    return isinstance(plain, list) and any(isinstance(one, dict) and one.get("problem") == "timeout" for one in plain)


@dataclass(frozen=True)
class Kept:
    """A folder of kept answers.

    Attributes:
        folder: where they are.
        trusted: whether they come from runs without a sandbox, which are kept apart.
    """

    folder: Path
    trusted: bool = False

    def read(self, digest: str, learner: str = "") -> Before:
        """What is kept of a submission; nothing where there is nothing, or where it cannot be read."""
        try:
            plain = json.loads(self.file(digest, learner).read_text(encoding="utf-8"))
            if plain["version"] != VERSION:
                return Before()
            ran = Ran(**plain["ran"])
            ran.stopped = {int(place): problem for place, problem in ran.stopped.items()}
            return Before(ran, plain["asked"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return Before()

    def write(self, digest: str, learner: str, ran: Ran, asked: Mapping[str, str]) -> None:
        """Keep what a submission came to."""
        path = self.file(digest, learner)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps({"version": VERSION, "ran": asdict(ran), "asked": dict(asked)}))

    def file(self, digest: str, learner: str = "") -> Path:
        """Where the answers to a submission are kept."""
        name = hashlib.sha256(f"{digest}\n{learner}\n{self.trusted}".encode()).hexdigest()
        return self.folder / name[:2] / f"{name[2:34]}.json"
