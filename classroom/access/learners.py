"""Learners by what somebody calls them, and the id of somebody new."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

from classroom.access.log import AccessLog
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.roster import Learner, Roster
from classroom.roster.roster import is_id

LONGEST = 64
"""Letters of an id."""


def find_learner(folder: Path, roster: Roster, log: AccessLog, who: str) -> Learner:
    """Somebody on the roster, or who once had access, by id or by e-mail address; capitals make no difference.

    Raises:
        KitError: there is nobody, or several; ids that are written nearly like it, or whose name it is, are named.
    """
    people = {one: Learner(id=one) for one in log.learners} | {one.id: one for one in roster}
    same = [one for one in people.values() if one.id.casefold() == who.casefold()]
    found = same or [one for one in people.values() if one.email and one.email.casefold() == who.casefold()]
    exact = [one for one in found if one.id == who]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        raise KitError(f"{who} can be {' or '.join(one.id for one in found)}; write which.")
    named = [one.id for one in people.values() if one.name and one.name.casefold() == who.casefold()]
    if named:
        raise KitError(f"There is no id {who!r} in {folder}, but a name: that of {' and '.join(named)}.")
    by_word = {word.casefold(): one.id for one in people.values() for word in (one.id, one.email) if word}
    near = dict.fromkeys(by_word[word] for word in get_close_matches(who.casefold(), by_word, n=3))
    hint = f"; did you mean {' or '.join(near)}?" if near else "."
    raise KitError(f"There is no learner {who!r} in {folder}{hint}")


def on_roster(roster: Roster, identity: str) -> Learner | None:
    """Somebody of the roster by id, in whatever capitals."""
    return next((one for one in roster if one.id.casefold() == identity.casefold()), None)


def taken_ids(folder: Path, settings: ClassSettings, roster: Roster, log: AccessLog) -> set[str]:
    """The ids that nobody new can have, in small letters.

    Beside the roster's, those of people who were taken out of it: what is kept of them must not become another's; and
    the instructors', who can see the gradebook.
    """
    submitted = folder / "submitted"
    kept = [path.name for path in submitted.iterdir()] if submitted.is_dir() else []
    names = (*(one.id for one in roster), *log.learners, *settings.hub.instructors, *kept)
    return {name.casefold() for name in names}


def new_id(email: str, taken: Collection[str]) -> str:
    """An id for somebody new: the part of the address before @, with -2, -3 and so on where somebody has it.

    Args:
        email: an address.
        taken: ids that it cannot be, in small letters.
    """
    plain = unicodedata.normalize("NFKD", email.partition("@")[0])
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    plain = re.sub(r"\.{2,}", ".", plain).strip(".-")
    if not is_id(plain[:LONGEST].rstrip(".-")):  # nothing is left, or it is a name that Windows keeps for itself
        plain = f"learner-{plain}".rstrip(".-")
    number = 1
    while True:
        end = "" if number == 1 else f"-{number}"
        identity = plain[: LONGEST - len(end)].rstrip(".-") + end
        if identity.casefold() not in taken:
            return identity
        number += 1
