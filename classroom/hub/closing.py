"""Ending what a learner runs when access ends: JupyterHub's service for it, and whose turn it is."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.access.days import day_of
from classroom.access.passes import Standing
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.hub.accounts import Account
from classroom.hub.admission import Admission

NAME = "access-closer"

PASSED_ON = ("LANG", "LC_ALL", "PYTHONTZPATH", "SSL_CERT_FILE")
"""What of the hub's environment the service is given. JupyterHub keeps it in its database: nothing secret."""


def closing_service(folder: Path) -> dict[str, Any]:
    """The service that stops servers at the end of access and sees to the letters."""
    command = [sys.executable, "-m", "classroom.hub.closer", str(folder)]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {"name": NAME, "command": command, "environment": environment, "display": False}


def closing_role() -> dict[str, Any]:
    """What the service may do in the hub: stop servers, nothing else. Who may come in, it reads in the class folder."""
    return {"name": NAME, "scopes": ["delete:servers"], "services": [NAME]}


@dataclass(frozen=True)
class Look:
    """What a look at those whose processes run has found.

    Attributes:
        over: the accounts that may not run anything any more.
        next_end: when the first of the others ends; None where none does.
        unknown: why nobody knows; "" where it is known. Then nobody's work is ended.
    """

    over: tuple[Account, ...] = ()
    next_end: dt.datetime | None = None
    unknown: str = ""


def look(admission: Admission, running: Mapping[str, Account]) -> Look:
    """Whose access is over among those whose processes run.

    Args:
        admission: of the class.
        running: the accounts with processes, by learner.
    """
    settings = admission.members.settings
    if settings.access is None:
        return Look()
    over, ends = [], []
    for learner, account in running.items():
        if admission.members.is_instructor(learner):
            continue
        try:
            standing = admission.gate.standing(learner, settings, admission.clock())
        except KitError as problem:
            return Look(unknown=str(problem))
        if standing.may_come_in and admission.members.is_learner(learner):
            ends += [standing.until] if standing.until else []
        else:
            over.append(account)
    return Look(tuple(over), min(ends, default=None))


def access_file(standing: Standing, settings: ClassSettings) -> dict[str, Any] | None:
    """What .kit/access.json says of a learner's access, from when to when; None where nothing of it has begun."""
    current, until = standing.current, standing.until
    if current is None or current.began is None or until is None:
        return None
    return {
        "from": current.began.astimezone(dt.UTC).isoformat(),
        "until": until.astimezone(dt.UTC).isoformat(),
        "days": current.days,
        "first_day": day_of(current.began, settings.zone).isoformat(),
        "zone": settings.timezone,
    }
