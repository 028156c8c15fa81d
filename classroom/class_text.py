"""class.toml as it is written for a new class: every setting, with a line that says what it is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

TEXT = """\
name = {name}
language = {language}
scenario = {scenario}

# All times of the class are said in this time zone; starts and ends are days.
timezone = {timezone}
{starts}
{ends}

# The hidden cases of every graded task are drawn from this. Keep it to yourself, and keep it:
# with another seed, work that is graded again gets other cases.
seed = {seed}

# When learners may see a worked answer: never, or after so many different wrong answers, such as 3.
# Release an assignment again after changing it.
reveal = {reveal}

# Which attempt counts when a learner hands in again: last, best (after the rule below) or first.
attempts = {attempts}

# What late work loses: keep (nothing), zero (everything), or for each day begun a share of what it has
# or a number of points: 10% a day, 2 points a day; with some grace: 10% a day after 15 minutes.
late = {late}

# The gradebook's database; nbgrader's own gradebook.db in this folder where nothing stands here.
# gradebook = "postgresql+psycopg://user:password@host/database"

# How feedback and news are mailed. The password is not written here: it is read from MAIL_PASSWORD.
# [mail]
# host = "smtp.example.org"
# port = 587
# security = "starttls"  # or "tls", or "none" for a server on this machine
# user = "course"
# sender = "course@example.org"

# The class in the browser, as `classroom serve` opens it.
# [hub]
# address = "127.0.0.1"  # "" for every network of this machine: then with a certificate
# port = 8000
# certificate = "tls/cert.pem"
# key = "tls/key.pem"
# authenticator = "native"  # learners of the roster choose a password; or a JupyterHub class of your institution's
# instructors = ["instructor"]
# idle_minutes = 60
# memory = "1G"
# folder = "/srv/hub"  # the learners' homes and the exchange; /var/lib/classroom/… where nothing stands here

# Self-study: whoever buys a plan can come in for so many days, from the letter that says so.
# Without this part everybody on the roster can come in at any time.
# [access]
# holidays = "TW"  # access opens on the working day after the order
# letters_at = 08:00:00  # when the letters go out that open it
# grace_days = 7  # for how long work can be fetched after the end
# hand_ins = 5  # of each assignment; 0 for as many as somebody likes
# pass_mark = 0.6
# required = ["a01", "a02"]  # for a certificate; all ten where nothing stands here
# address = "https://course.example.org"  # as letters name it
# contact = "course@example.org"
# [access.plans]
# standard = 14  # days; a name that is not in English letters stands in quotes: "標準" = 14

# When each assignment is due: a day (its end), or a day and a time. What stands here is what counts;
# for an assignment that does not stand here, the date that formgrader has.
[due]
{due}
# Later dates for single learners; `classroom extend LEARNER a07 --until 2026-03-20` writes them here.
# [extensions.s1234567]
# a07 = 2026-03-20
"""

DEFAULTS = {"timezone": "Asia/Taipei", "reveal": "never", "attempts": "last", "late": "keep"}


def class_text(values: Mapping[str, Any]) -> str:
    """A new class's class.toml.

    Args:
        values: `name`, `language`, `scenario` and `seed`; `timezone`, `starts`, `ends`, `reveal`, `attempts`, `late`
            and `due` where they are known.
    """
    given = {**DEFAULTS, **values}
    days = {name: _day(name, given.get(name)) for name in ("starts", "ends")}
    due = "".join(f"{assignment} = {_plain(at)}\n" for assignment, at in sorted(given.get("due", {}).items()))
    words = {name: _plain(one) for name, one in given.items() if name not in ("starts", "ends", "due")}
    return TEXT.format(**words, **days, due=due)


def _day(name: str, day: dt.date | None) -> str:
    return f"{name} = {day.isoformat()}" if day else f"# {name} = 2026-03-02"


def _plain(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    import tomlkit

    return tomlkit.item(str(value)).as_string()
