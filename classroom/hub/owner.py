"""Whose the class folder is: the account that instructors' servers run as.

Formgrader writes into the class folder, and nbgrader wants the exchange to belong to whoever uses it. So all
instructors of a class share one account, the class folder's owner. Where that is root, who must not serve anybody, the
class folder is given to an account made for it.
"""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from classroom.class_settings import ClassSettings
from classroom.hub.accounts import INSTRUCTORS, account_name
from classroom.hub.modes import give_whole, make_closed
from classroom.hub.places import Places
from classroom.hub.system import STAFF, add_account, add_group, join_group


def owner_of(folder: Path) -> int:
    """The number of the account that a class folder belongs to."""
    return folder.stat().st_uid


def instructors_account(settings: ClassSettings, where: Places) -> str:
    """The name of the account that is made for a class folder of root's."""
    return account_name(settings, where.tag, INSTRUCTORS)


def give_to_instructors(folder: Path, settings: ClassSettings, where: Places) -> pwd.struct_passwd:
    """See to it that the class folder and all in it belong to one account that is not root, and is closed to others.

    Returns:
        The account.

    Raises:
        KitError: the system would not make one.
    """
    add_group(STAFF)
    number = owner_of(folder)
    if number == 0:
        name = instructors_account(settings, where)
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            add_account(name, where.homes / name, STAFF)
            entry = pwd.getpwnam(name)
        make_closed(where.homes / name, 0o700, entry.pw_uid, entry.pw_gid)
    else:
        entry = pwd.getpwuid(number)
        join_group(entry, STAFF)
    give_whole(folder, entry.pw_uid, entry.pw_gid)
    folder.chmod(0o700)
    link_exchange(folder, where, entry)
    return entry


def link_exchange(folder: Path, where: Places, entry: pwd.struct_passwd) -> None:
    """Let `exchange` of the class folder lead to the exchange; what lay there moves over, and nothing is lost."""
    place = folder / "exchange"
    if place.is_symlink():
        if place.resolve() == where.exchange.resolve():
            return
        place.unlink()
    elif place.is_dir():
        if where.exchange.exists() and any(where.exchange.iterdir()):
            place.rename(_free(folder))
        else:
            _move(place, where.exchange)
    place.symlink_to(where.exchange)
    os.chown(place, entry.pw_uid, entry.pw_gid, follow_symlinks=False)


def _free(folder: Path) -> Path:
    number = 1
    while (path := folder / f"exchange.before-{number}").exists():
        number += 1
    return path


def _move(source: Path, target: Path) -> None:
    import shutil

    if target.is_dir():
        target.rmdir()
    shutil.move(source, target)
