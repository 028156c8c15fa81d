"""A small class for self-study on the disk, whose time goes by as a test says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from classroom.access.events import Event
from classroom.access.log import AccessLog, change_log, read_log
from classroom.access.passes import Standing, access_of
from classroom.class_folder import read_class
from classroom.class_settings import MailSettings
from classroom.roster import Learner, Roster, write_roster

TAIPEI = ZoneInfo("Asia/Taipei")


def at(text: str, zone: ZoneInfo = TAIPEI) -> dt.datetime:
    """A moment of the class's time, such as "2026-03-02 08:00"."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


@dataclass
class Time:
    """A clock that stands still until a test moves it."""

    now: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.now


@dataclass
class SmallClass:
    """The class folder, and what a test does to it.

    Attributes:
        folder: the class folder.
        time: what its clock says.
        mail: the settings of a server that takes its letters.
    """

    folder: Path
    time: Time
    mail: MailSettings

    def write(self, mail: MailSettings, language: str = "en", *, mail_part: bool = True, **access: object) -> None:
        """Write class.toml."""
        self.folder.mkdir(exist_ok=True)
        given = {"address": "https://course.example.org", "contact": "help@example.org"} | access
        lines = [
            'name = "Self-study"' if language == "en" else 'name = "自學班"',
            f'language = "{language}"',
            'scenario = "boutique"',
            'seed = "0123456789abcdef0123"',
            "[access]",
            *(
                f"{name} = {value if isinstance(value, int | dt.time) else repr(value)}"
                for name, value in given.items()
            ),
            *(["[mail]", f'host = "{mail.host}"', f"port = {mail.port}"] if mail_part else []),
            *([f'security = "{mail.security}"', f'sender = "{mail.sender}"'] if mail_part else []),
        ]
        (self.folder / "class.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def enrol(self, *learners: Learner | str) -> None:
        """Write the roster; a learner given by id has a name and an address."""
        known = [
            one if isinstance(one, Learner) else Learner(id=one, name=one.title(), email=f"{one}@example.com")
            for one in learners
        ]
        write_roster(self.folder, Roster(tuple(known)))

    def happen(self, what: str, learner: str, order: str = "", **fields: object) -> None:
        """Write an event into the log, now."""
        event = Event(at=self.time(), what=what, learner=learner, order=order, **fields)  # type: ignore[arg-type]
        change_log(self.folder, self.time(), lambda log, now: [event])

    def order(self, *learners: str, days: int = 14, day: dt.date | None = None, order: str = "A1") -> None:
        """Give each of them a pass that can begin today, or on a day."""
        for one in learners:
            first = day or self.time().astimezone(TAIPEI).date()
            self.happen("ordered", one, order, ticket="single", plan="standard", days=days, day=first)

    @property
    def log(self) -> AccessLog:
        return read_log(self.folder)

    def notified(self) -> dict[str, list[dt.datetime]]:
        """When passes were opened, by learner."""
        found: dict[str, list[dt.datetime]] = {}
        for event in self.log.events:
            if event.what == "notified":
                found.setdefault(event.learner, []).append(event.at)
        return found

    def standing(self, learner: str) -> Standing:
        settings = read_class(self.folder)
        assert settings.access is not None
        return access_of(self.log.of(learner), settings.zone, settings.access.grace_days).at(self.time())
