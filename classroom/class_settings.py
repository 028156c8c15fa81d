"""Everything that is set for a class, as class.toml says it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from classroom.grading.late import DueDates, LateRule, late_rule

LAST_MINUTE = dt.time(23, 59, 59)
"""When work is due that is due on a day."""


class MailSettings(BaseModel):
    """How mail is sent.

    Attributes:
        host: the SMTP server; "" where no mail is sent.
        port: its port.
        security: "starttls", "tls" from the first byte, or "none", which only a server on this machine should get.
        user: whom to log in as; "" for nobody. The password is never in the file: MAIL_PASSWORD of the environment
            holds it.
        sender: the address that it comes from.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    sender: str = ""


class HubSettings(BaseModel):
    """How the class is served to browsers.

    Attributes:
        address, port: where the hub listens. Only this machine reaches 127.0.0.1.
        certificate, key: files for TLS, as the class folder sees them; "" for none.
        database: the hub's own; hub.sqlite among its own files where "".
        authenticator: "native" for names of the roster with passwords that learners choose, or the name of a class of
            the institution's own, as JupyterHub takes it.
        idle_minutes: after how long a server that nobody uses is stopped.
        memory: what one learner's server may hold, such as "1G".
        instructors: who sees formgrader and the gradebook.
        folder: where the learners' homes, the exchange and the hub's own files are; a folder of the class's own in
            /var/lib/classroom where "".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    certificate: str = ""
    key: str = ""
    database: str = ""
    authenticator: str = "native"
    idle_minutes: Annotated[int, Field(ge=1)] = 60
    memory: Annotated[str, Field(pattern=r"^\d+(\.\d+)?[MG]$")] = "1G"
    instructors: tuple[str, ...] = ("instructor",)
    folder: str = ""


class AccessSettings(BaseModel):
    """How learners who study by themselves get access, by what they bought.

    Attributes:
        plans: for how many days each plan that is sold opens the course, by its name.
        holidays: the country whose working days count, as ISO 3166 has it; "" where only weekends are free.
        letters_at: from what time of the day the letters go out that open the course.
        grace_days: for how many days work can be fetched after the end.
        hand_ins: how often one assignment can be handed in; 0 for as often as somebody likes.
        pass_mark: the share of its points with which an assignment is passed.
        required: the assignments that have to be passed for a certificate; all where empty.
        address: where the course is opened, as letters say it, such as "https://course.example.org".
        contact: whom letters say to write to, such as an address; "" for the one they come from.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    plans: Mapping[str, Annotated[int, Field(ge=1, le=3650)]] = {"standard": 14}
    holidays: str = "TW"
    letters_at: dt.time = dt.time(8)
    grace_days: Annotated[int, Field(ge=0, le=365)] = 7
    hand_ins: Annotated[int, Field(ge=0)] = 5
    pass_mark: Annotated[float, Field(gt=0, le=1)] = 0.6
    required: tuple[str, ...] = ()
    address: str = ""
    contact: str = ""

    @field_validator("plans")
    @classmethod
    def _some_plan(cls, plans: Mapping[str, int]) -> Mapping[str, int]:
        if not plans:
            raise PydanticCustomError("plans", "there is no plan; write one such as standard = 14")
        return plans

    @field_validator("holidays")
    @classmethod
    def _is_a_country(cls, country: str) -> str:
        from classroom.access.days import is_country

        if not is_country(country):
            text = "the holidays of {country} are not known; write a country such as TW"
            raise PydanticCustomError("holidays", text, {"country": country})
        return country


class ClassSettings(BaseModel):
    """What class.toml says.

    Attributes:
        name: what the class is called.
        language: the language its assignments are handed out in.
        scenario: the scenario of its ledger.
        seed: the secret that the hidden cases are drawn from; whoever knows it knows them.
        reveal: after how many different wrong answers a learner may see a graded task's worked answer, or "never".
        attempts: which attempt counts of a learner who hands in again: the last, the best or the first.
        late: what is taken off work that comes after the due date, as `late_rule` reads it.
        timezone: in which all its times are said, by its name in the tz database.
        starts, ends: the first and the last day; None where nobody has said.
        gradebook: the database's address; nbgrader's own in the class folder where "".
        mail, hub: see there.
        access: see there; None where everybody on the roster can come in at any time.
        due: when assignments are due, by name. A day means its end.
        extensions: when they are due for single learners: by learner, then by assignment.
    """

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    language: str
    scenario: str
    seed: str = Field(min_length=16)
    reveal: Annotated[int, Field(ge=1)] | Literal["never"] = "never"
    attempts: Literal["last", "best", "first"] = "last"
    late: str = "keep"
    timezone: str = "Asia/Taipei"
    starts: dt.date | None = None
    ends: dt.date | None = None
    gradebook: str = ""
    mail: MailSettings = MailSettings()
    hub: HubSettings = HubSettings()
    access: AccessSettings | None = None
    due: Mapping[str, dt.datetime] = {}
    extensions: Mapping[str, Mapping[str, dt.datetime]] = {}

    @field_validator("late")
    @classmethod
    def _is_a_rule(cls, text: str) -> str:
        try:
            late_rule(text)
        except ValueError as problem:
            raise PydanticCustomError("late", "{why}", {"why": str(problem)}) from problem
        return text

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as problem:
            raise PydanticCustomError("timezone", _NO_ZONE, {"name": name}) from problem
        return name

    @field_validator("due", mode="before")
    @classmethod
    def _ends_of_days(cls, given: Any) -> Any:
        return _with_ends_of_days(given)

    @field_validator("extensions", mode="before")
    @classmethod
    def _ends_of_their_days(cls, given: Any) -> Any:
        return {who: _with_ends_of_days(dates) for who, dates in given.items()} if isinstance(given, Mapping) else given

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> ClassSettings:
        if self.starts and self.ends and self.ends < self.starts:
            raise PydanticCustomError("dates", "ends is before starts")
        for learner, dates in self.extensions.items():
            for assignment in dates:
                if assignment not in self.due:
                    text = "extensions.{learner} names {assignment}, for which there is no date in due"
                    raise PydanticCustomError("extensions", text, {"learner": learner, "assignment": assignment})
        return self

    @property
    def late_rule(self) -> LateRule:
        """The rule for late work."""
        return late_rule(self.late)

    @property
    def course_id(self) -> str:
        """What nbgrader calls the class's course."""
        return "".join(letter if letter.isalnum() else "-" for letter in self.name)

    @property
    def zone(self) -> ZoneInfo:
        """The class's time zone."""
        return ZoneInfo(self.timezone)

    def due_dates(self, assignment: str) -> DueDates | None:
        """When an assignment is due, with the extensions that learners have; None where class.toml does not say."""
        if assignment not in self.due:
            return None
        at = self._in_utc(self.due[assignment])
        given = {who: self._in_utc(dates[assignment]) for who, dates in self.extensions.items() if assignment in dates}
        return DueDates(at, {who: until - at for who, until in given.items()})

    def _in_utc(self, local: dt.datetime) -> dt.datetime:
        return (local if local.tzinfo else local.replace(tzinfo=self.zone)).astimezone(dt.UTC)


_NO_ZONE = "there is no time zone {name}; write one such as Asia/Taipei or Europe/London"


def _with_ends_of_days(given: Any) -> Any:
    if not isinstance(given, Mapping):
        return given
    return {name: _end_of_day(at) for name, at in given.items()}


def _end_of_day(at: Any) -> Any:
    if isinstance(at, int | float):  # which would be taken for seconds since 1970
        raise PydanticCustomError("due", "{at} is no day; write one such as 2026-03-20", {"at": str(at)})
    if isinstance(at, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", at):
        at = dt.date.fromisoformat(at)
    if isinstance(at, dt.date) and not isinstance(at, dt.datetime):
        return dt.datetime.combine(at, LAST_MINUTE)
    return at
