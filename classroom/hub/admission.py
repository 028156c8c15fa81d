"""Who may log in, who may start a server and who may fetch work at this moment, in a class that sells access.

In a class without access rules everybody on the roster may do everything at any time, and nothing here is in the way.
Instructors always may.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from classroom.access.explaining import contact_of, explain
from classroom.access.gate import Gate
from classroom.errors import KitError
from classroom.hub.members import Members
from customer_value.messages import message


def machine_clock() -> dt.datetime:
    """What the machine's clock says."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Leave:
    """What somebody has leave to do at a moment.

    Attributes:
        log_in: to be logged in.
        start: to start a server.
        fetch: to download their work.
        says: why not, or until when; "" where nothing is to be said.
    """

    log_in: bool
    start: bool
    fetch: bool
    says: str = ""


NOBODY, ALWAYS = Leave(False, False, False), Leave(True, True, True)


@dataclass
class Admission:
    """The people of a class and what they have leave to do, as the class folder has it at this moment.

    Attributes:
        folder: the class folder.
        clock: what gives the time.
    """

    folder: Path
    clock: Callable[[], dt.datetime] = machine_clock
    members: Members = field(init=False)
    gate: Gate = field(init=False)

    def __post_init__(self) -> None:
        self.members, self.gate = Members(self.folder), Gate(self.folder)

    def is_timed(self, name: str) -> bool:
        """Whether somebody's access has a beginning and an end: a learner's in a class that sells it."""
        return self.members.settings.access is not None and self.members.is_learner(name)

    def leave(self, name: str) -> Leave:
        """What somebody has leave to do; nothing where the log cannot be read, which says so."""
        if not self.is_timed(name):
            return ALWAYS if name in self.members else NOBODY
        settings = self.members.settings
        try:
            standing = self.gate.standing(name, settings, self.clock())
            now = self.gate.now(self.clock())
        except KitError:
            return Leave(False, False, False, message("classroom", "hub.access-unknown", settings.language))
        says = explain(standing, now, settings.zone, settings.language, contact=contact_of(settings))
        fetch = standing.may_fetch(now)
        return Leave(fetch or standing.may_come_in, standing.may_come_in, fetch, says)


@lru_cache
def admission_of(folder: Path) -> Admission:
    """A class's admission, which reads its files again when they change."""
    return Admission(folder)
