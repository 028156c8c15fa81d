"""Who may come in: the roster and the instructors, as they stand in the class folder at this moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.roster import FILE_NAME, Roster, read_roster
from customer_value.settings import CLASS_FILE


@dataclass
class Members:
    """The people of one class. Whoever is put on the roster can come in at once, and whoever is taken off cannot.

    Attributes:
        folder: the class folder.
    """

    folder: Path
    _stamp: tuple = ()
    _settings: ClassSettings | None = None
    _roster: Roster = field(default_factory=Roster)

    @property
    def settings(self) -> ClassSettings:
        """What class.toml says; what it said before, where it is being mended at this moment."""
        self._look()
        if self._settings is None:
            raise KitError(f"There is no class in {self.folder}.")
        return self._settings

    def is_learner(self, name: str) -> bool:
        self._look()
        return name in self._roster and name not in self.settings.hub.instructors

    def is_instructor(self, name: str) -> bool:
        return name in self.settings.hub.instructors

    def __contains__(self, name: str) -> bool:
        return self.is_instructor(name) or self.is_learner(name)

    def spelled(self, name: str) -> str:
        """A name as the class writes it, where somebody wrote it with other capitals; else as it was written."""
        name = name.strip()
        if name in self:
            return name
        known = {one.id for one in self._roster} | set(self.settings.hub.instructors)
        like = [one for one in known if one.casefold() == name.casefold()]
        return like[0] if len(like) == 1 else name

    def _look(self) -> None:
        files = (self.folder / CLASS_FILE, self.folder / FILE_NAME)
        stamp = tuple(_stamp(path) for path in files)
        if stamp == self._stamp:
            return
        try:
            self._settings, self._roster = read_class(self.folder), read_roster(self.folder)
        except KitError:
            if self._settings is None:
                raise
            return  # as it was, and looked at again the next time
        self._stamp = stamp


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        about = path.stat()
    except OSError:
        return 0, 0, 0
    return about.st_mtime_ns, about.st_size, about.st_ino
