"""The gate of a class: whether somebody may come in at this moment, as class.toml and the log have it now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from classroom.access.log import AccessLog, log_path, present, read_log
from classroom.access.passes import Access, Standing, access_of
from classroom.class_settings import ClassSettings
from classroom.errors import KitError


@dataclass
class Gate:
    """Reads the log again whenever it has grown.

    Attributes:
        folder: the class folder.
    """

    folder: Path
    _stamp: tuple[int, int] = (-1, -1)
    _log: AccessLog | None = None
    _access: dict[str, Access] = field(default_factory=dict)
    _rules: tuple[object, ...] = ()

    def access(self, learner: str, settings: ClassSettings) -> Access:
        """A learner's passes.

        Raises:
            KitError: the log cannot be read and never could.
        """
        self._look()
        rules = (settings.timezone, settings.access and settings.access.grace_days)
        if rules != self._rules:
            self._access, self._rules = {}, rules
        if learner not in self._access:
            assert self._log is not None
            grace = settings.access.grace_days if settings.access else 0
            self._access[learner] = access_of(self._log.of(learner), settings.zone, grace)
        return self._access[learner]

    def standing(self, learner: str, settings: ClassSettings, clock: dt.datetime) -> Standing:
        """How a learner's access stands."""
        access = self.access(learner, settings)
        return access.at(self.now(clock))

    def now(self, clock: dt.datetime) -> dt.datetime:
        """The time that counts: the clock's, unless it was set back."""
        self._look()
        return present(self._log, clock) if self._log else clock.astimezone(dt.UTC)

    def _look(self) -> None:
        """Read the log where it is another than before."""
        try:
            about = log_path(self.folder).stat()
            stamp = (about.st_mtime_ns, about.st_size)
        except OSError:
            stamp = (0, 0)
        gone = stamp == (0, 0) and self._log is not None and bool(self._log.events)
        if gone or (stamp == self._stamp and self._log is not None):
            return  # nobody loses access because a file was moved away
        try:
            self._log = read_log(self.folder)
        except KitError:
            if self._log is None:
                raise
            return  # as it was, and looked at again the next time
        self._stamp, self._access = stamp, {}
