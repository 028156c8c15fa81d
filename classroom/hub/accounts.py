"""The system's accounts of a class: one for every learner who ever logged in, one for the instructors.

Whoever works at the machine can read the names of all accounts, so an account's name says nothing about its learner: it
is cvTAG followed by hexadecimal digits that stand for the id (HMAC-SHA-256 with the class's secret). The same id gets
the same name again; accounts.csv says whose each is, with its number, so that a new machine gets the same numbers.
"""

from __future__ import annotations

import csv
import io
import pwd
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.hub.places import Places, keyed

FIRST_NUMBER, LAST_NUMBER = 20_000, 59_999
"""The numbers that accounts of learners get: above what people's own have, below what systems keep for themselves."""

SHORTEST = 10
"""Digits of a name; more where two ids would share one."""

INSTRUCTORS = "\0instructors"
"""What stands for the instructors where an id would; no id can be it."""


@dataclass(frozen=True)
class Account:
    """An account of the system.

    Attributes:
        id: of the learner, as on the roster.
        name: of the account.
        number: its user id; 0 where the account was never made.
    """

    id: str
    name: str
    number: int = 0


def account_name(settings: ClassSettings, tag: str, learner: str, taken: Iterable[str] = ()) -> str:
    """The name of a learner's account, which is not among those taken."""
    digits = keyed(settings, learner)
    others = set(taken)
    for length in range(SHORTEST, 25):
        name = f"cv{tag}{digits[:length]}"
        if name not in others:
            return name
    raise KitError(f"There is no name left for the account of {learner}.")


def read_accounts(path: Path) -> dict[str, Account]:
    """The accounts of accounts.csv by id; none where the file is not there.

    Raises:
        KitError: the file cannot be read, or says what the kit would never write. Nothing is done with such a file,
            because root would act on it.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        found = {row["id"]: Account(row["id"], row["name"], int(row["number"])) for row in rows}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise KitError(f"{path} cannot be read: {problem}. Put back a copy, or remove it.") from problem
    numbers = [one.number for one in found.values() if one.number]
    if len(set(numbers)) < len(numbers) or any(not FIRST_NUMBER <= one <= LAST_NUMBER for one in numbers):
        raise KitError(f"{path} has a number twice, or one that no learner's account has. Put back a copy.")
    return found


def write_accounts(path: Path, accounts: Mapping[str, Account], group: int) -> None:
    """Write accounts.csv for root and one group, the instructors'."""
    import os

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([one.name for one in fields(Account)])
    writer.writerows(astuple(one) for one in accounts.values())
    write_whole(path, out.getvalue())
    os.chown(path, 0, group)
    path.chmod(0o640)


def learner_account(places: Places, settings: ClassSettings, learner: str) -> Account:
    """A learner's account, made where it is not there.

    Raises:
        KitError: the system would not make it, or has one of that name that is not the kit's.
    """
    from classroom.hub.system import add_account

    accounts = read_accounts(places.accounts)
    known = accounts.get(learner)
    if known and known.number and _is_there(known):
        return known
    taken = [one.name for one in accounts.values() if one.id != learner]
    wanted = known or Account(learner, account_name(settings, places.tag, learner, taken))
    if known is None and wanted.name in {one.pw_name for one in pwd.getpwall()}:
        wanted = Account(learner, wanted.name, _own_number(places, wanted.name))
    if not (wanted.number and _is_there(wanted)):
        add_account(wanted.name, places.homes / wanted.name, places.group, wanted.number)
    made = Account(learner, wanted.name, pwd.getpwnam(wanted.name).pw_uid)
    write_accounts(places.accounts, {**accounts, learner: made}, places.accounts.parent.stat().st_gid)
    return made


def _own_number(places: Places, name: str) -> int:
    """The number of an account that accounts.csv has forgotten. Raises KitError where it is somebody else's."""
    there = pwd.getpwnam(name)
    if Path(there.pw_dir) != places.homes / name or not FIRST_NUMBER <= there.pw_uid <= LAST_NUMBER:
        raise KitError(f"There is an account {name} that is not this class's. Rename it, then start again.")
    return there.pw_uid


def _is_there(account: Account) -> bool:
    try:
        there = pwd.getpwnam(account.name)
    except KeyError:
        return False
    if there.pw_uid != account.number:
        raise KitError(
            f"The account {account.name} has the number {there.pw_uid}, and accounts.csv says {account.number}. "
            "Nothing is done with it before somebody has looked."
        )
    return True
