"""Work that has arrived and is not done: noted at once, so that it is done whatever stops in between."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from classroom.access.log import FOLDER
from classroom.files import digest, write_whole

NAME = "arrived"
"""The folder of the notes, beside the log of the class's access; a file for each hand-in."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One hand-in, as it was when it arrived.

    Attributes:
        name: of its folder in the exchange.
        learner: whose it is.
        assignment: such as "a07".
        at: when it arrived, in UTC.
        revealed: the tasks whose worked answers had been shown before; None for not known.
        secret, notebooks: by which its learner finds what comes back.
        failed: whether it could not be graded, and is only tried again after a new start.
    """

    name: str
    learner: str
    assignment: str
    at: dt.datetime
    revealed: tuple[str, ...] | None = None
    secret: str = ""
    notebooks: tuple[str, ...] = ()
    failed: bool = False

    @property
    def work(self) -> tuple[str, str]:
        """The learner and the assignment."""
        return self.learner, self.assignment


@dataclass(frozen=True)
class Arrivals:
    """The notes of a class."""

    class_folder: Path

    def read(self) -> list[Arrival]:
        """All of them, the oldest first. A damaged one is no note: its work is found in the exchange again."""
        found = []
        for path in self._folder.glob("*.json"):
            try:
                plain = json.loads(path.read_text(encoding="utf-8"))
                revealed = plain["revealed"]
                about = {"at": dt.datetime.fromisoformat(plain["at"]), "notebooks": tuple(plain["notebooks"])}
                found.append(Arrival(**plain | about | {"revealed": None if revealed is None else tuple(revealed)}))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return sorted(found, key=lambda one: (one.at, one.name))

    def write(self, arrival: Arrival) -> None:
        """Note one, or note it anew. Raises KitError where it cannot be written."""
        plain = asdict(arrival) | {"at": arrival.at.isoformat()}
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self._path(arrival), json.dumps(plain))

    def remove(self, arrival: Arrival) -> None:
        """Take a note away."""
        self._path(arrival).unlink(missing_ok=True)

    @property
    def _folder(self) -> Path:
        return self.class_folder / FOLDER / NAME

    def _path(self, arrival: Arrival) -> Path:
        return self._folder / f"{digest(arrival.name)}.json"


def in_turn(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """In which order work is graded: as it came, but of several of one learner's the second after all others' first."""
    before: dict[str, int] = {}
    ranked = []
    for one in sorted(arrivals, key=lambda one: (one.at, one.name)):
        rank = before[one.learner] = before.get(one.learner, -1) + 1
        ranked.append((rank, one.at, one.name, one))
    return [one for *_, one in sorted(ranked, key=lambda entry: entry[:3])]
