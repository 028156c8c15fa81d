"""Taking one learner out of a class's hub: account, home, running server, work in the exchange, the hub's rows."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.hub.accounts import Account, read_accounts, write_accounts
from classroom.hub.config import database_url
from classroom.hub.places import RUNTIME, Places, places
from classroom.hub.system import end_processes, remove_account


@dataclass(frozen=True)
class Traces:
    """What a class's hub has of one learner.

    Attributes:
        paths: the home, and what was handed in through the exchange and is still there.
        account: the account's name; "" for none.
        known: whether the hub has a user or a password of that name.
    """

    paths: tuple[Path, ...] = ()
    account: str = ""
    known: bool = False

    def __bool__(self) -> bool:
        return bool(self.paths or self.account or self.known)


def traces(folder: Path, learner: str) -> Traces:
    """What the hub of a class has of a learner; nothing where the class was never served."""
    settings = read_class(folder)
    where = places(folder, settings)
    if not where.root.is_dir():
        return Traces()
    account = read_accounts(where.accounts).get(learner)
    return Traces(
        tuple(_paths(where, settings, learner, account)),
        account.name if account else "",
        bool(_in_database(settings, where, learner)),
    )


def forget_user(folder: Path, learner: str) -> Traces:
    """Remove what the hub has of a learner, and say what it was. Stopped in between, it goes on when called again.

    Take the learner off the roster first, else a new home is made at the next log-in.

    Args:
        folder: the class folder.
        learner: the id.

    Raises:
        KitError: this is not root's process, or something cannot be removed.
    """
    found = traces(folder, learner)
    if not found:
        return found
    if os.geteuid() != 0:
        raise KitError(f"Only root can remove the account and the home of {learner}; use sudo.")
    settings = read_class(folder)
    where = places(folder, settings)
    accounts = read_accounts(where.accounts)
    account = accounts.get(learner)
    if account and account.number:
        end_processes(account.number)
    for path in found.paths:
        _remove(path)
    _in_database(settings, where, learner, remove=True)
    if account:
        remove_account(account.name)
        accounts.pop(learner)
        write_accounts(where.accounts, accounts, where.root.stat().st_gid)
    return found


def _paths(where: Places, settings: ClassSettings, learner: str, account: Account | None) -> list[Path]:
    inbound = where.exchange / settings.course_id / "inbound"
    found = [where.homes / account.name, RUNTIME / account.name] if account else []
    with contextlib.suppress(FileNotFoundError):
        for path in sorted(inbound.iterdir()):
            theirs = account is not None and account.number and path.lstat().st_uid == account.number
            if theirs or path.name.partition("+")[0] == learner:
                found.append(path)
    return [path for path in found if os.path.lexists(path)]


def _remove(path: Path) -> None:
    try:
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path)  # follows no links
        else:
            path.unlink()
    except OSError as problem:
        raise KitError(f"{path} cannot be removed: {problem.strerror or problem}.") from problem


def _in_database(settings: ClassSettings, where: Places, learner: str, *, remove: bool = False) -> int:
    """How many rows of a learner the hub's database has; they are removed where that is wanted."""
    url = database_url(settings, where)
    if not settings.hub.database and not where.database.is_file():
        return 0
    try:
        from jupyterhub.orm import User, new_session_factory
        from nativeauthenticator.orm import UserInfo
        from sqlalchemy import inspect
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError as problem:
        raise KitError("What the hub knows cannot be read without the hub: run `make hub`.") from problem
    try:
        with contextlib.closing(new_session_factory(url)()) as session:
            rows = session.query(User).filter(User.name == learner).all()
            if "users_info" in inspect(session.get_bind()).get_table_names():
                rows += session.query(UserInfo).filter(UserInfo.username == learner).all()
            if remove:
                for row in rows:
                    session.delete(row)
                session.commit()
            session.get_bind().dispose()
    except SQLAlchemyError as problem:
        first = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
        raise KitError(f"The hub's database cannot be used: {first}.") from problem
    return len(rows)
