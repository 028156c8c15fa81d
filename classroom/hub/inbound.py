"""What lies in the exchange's inbound folder: whose it is, whether it is whole, and when it arrived.

Everybody can put anything there under any name, and change it later. So nothing that is written in it is believed but
what a learner can say of their own work: whose it is, the owner says; when it came, the times that the kernel keeps of
every change (ctime), which nobody but root's clock can set.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from classroom.grading.notebook_file import ENDING, MOST_NOTEBOOKS
from classroom.returning.exchange import LONGEST, SECRET, plain_secret

WHOLE = 0o777
"""The mode that nbgrader gives a folder last, when everything is in it."""

SETTLED = dt.timedelta(seconds=10)
"""For how long nothing may have changed in a folder until it is taken for whole, without that mode or a secret."""

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

MOST_ENTRIES = 5_000
"""Files and folders that are looked at; an honest hand-in has some thirty."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A whole hand-in in the inbound folder.

    Attributes:
        name: of its folder.
        learner: the id of whose account owns it.
        assignment: such as "a07".
        at: when the last thing in it changed, in UTC.
        secret: what its learner finds feedback by; "" for none.
        notebooks: the names of its notebooks, without the ending.
        live: whether it was seen to come.
    """

    name: str
    learner: str
    assignment: str
    at: dt.datetime
    secret: str = ""
    notebooks: tuple[str, ...] = ()
    live: bool = True


@dataclass
class Inbound:
    """The inbound folder, looked at again and again.

    Attributes:
        folder: the folder.
        clock: gives the time.
    """

    folder: Path
    clock: Callable[[], dt.datetime]
    _left: set[str] = field(default_factory=set)
    _unfinished: set[str] = field(default_factory=set)
    _seen: int = -1
    _looked: bool = False

    def new(
        self, known: Collection[str], ids: Mapping[int, str], assignments: Collection[str]
    ) -> tuple[list[Found], list[str]]:
        """What has come and is whole, and was not given before; and what is left where it is, with the reason.

        Args:
            known: names of folders that are not asked for.
            ids: the learner's id for each number of an account.
            assignments: the names of those that can be handed in.
        """
        try:
            changed = self.folder.stat().st_mtime_ns
        except OSError:
            return [], []
        recent = self.clock().timestamp() * 1e9 - changed < 2e9  # two changes may bear the same time
        names = sorted(self._unfinished) if changed == self._seen and not recent else _names(self.folder)
        found, left = [], []
        self._unfinished = set()
        for name in names:
            if name in known or name in self._left:
                continue
            about = self._about(name, ids, assignments)
            if isinstance(about, str):
                self._left.add(name)
                left.append(about)
            elif about is None:
                self._unfinished.add(name)
            else:
                found.append(about)
        self._seen, self._looked = changed, True
        return found, left

    def _about(self, name: str, ids: Mapping[int, str], assignments: Collection[str]) -> Found | str | None:
        """A hand-in; None where it is not whole yet; why it is none."""
        parts = name.rsplit("+", 3)
        if not name.isprintable() or len(parts) < 3:
            return f"{name!a} is no name of a hand-in"
        learner, assignment = parts[0], parts[1]
        try:
            top = os.open(self.folder / name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except PermissionError:
            return None  # nbgrader opens it last
        except OSError:
            return f"{name!a} is no folder"
        try:
            about = os.fstat(top)
            if ids.get(about.st_uid) != learner:
                return f"{name!a} is in the name of {learner}, whose it is not"
            if assignment not in assignments:
                return f"{name!a} is for {assignment}, which is not handed out"
            latest = arrived(top)
            if latest is None:
                return f"{name!a} holds more files than anybody hands in"
            secret = _secret(top)
            is_done = stat.S_IMODE(about.st_mode) & WHOLE == WHOLE and secret
            if not is_done and abs(self.clock() - latest) < SETTLED:
                return None
            return Found(
                name=name,
                learner=learner,
                assignment=assignment,
                at=latest,
                secret=secret,
                notebooks=_notebooks(top),
                live=self._looked,
            )
        except OSError:
            return None  # it is being changed
        finally:
            os.close(top)


def arrived(top: int) -> dt.datetime | None:
    """When the last thing in an open folder, or the folder itself, changed, in UTC; None where it holds too much."""
    latest, count = os.fstat(top).st_ctime_ns, 0
    for _, below, files, folder in os.fwalk(".", dir_fd=top, follow_symlinks=False):
        for name in (*below, *files):
            count += 1
            if count > MOST_ENTRIES:
                return None
            latest = max(latest, os.stat(name, dir_fd=folder, follow_symlinks=False).st_ctime_ns)
    return EPOCH + dt.timedelta(microseconds=latest // 1_000)


def arrived_at(folder: Path) -> dt.datetime | None:
    """The same of a folder by its path; None also where it cannot be opened."""
    try:
        top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        return arrived(top)
    except OSError:
        return None
    finally:
        os.close(top)


def _names(folder: Path) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(one.name for one in entries)
    except OSError:
        return


def _secret(top: int) -> str:
    """What nbgrader's submit put there for feedback to be found by; "" for none, or none that it wrote."""
    try:
        handle = os.open(SECRET, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=top)
    except OSError:
        return ""
    try:
        about = os.fstat(handle)
        plain = stat.S_ISREG(about.st_mode) and about.st_uid == os.fstat(top).st_uid and about.st_nlink == 1
        return plain_secret(os.read(handle, LONGEST + 1)).decode("ascii") if plain else ""
    except OSError:
        return ""
    finally:
        os.close(handle)


def _notebooks(top: int) -> tuple[str, ...]:
    """The names by which nbgrader looks for the feedback of each notebook."""
    names = sorted(one for one in os.listdir(top) if one.endswith(ENDING) and one.isprintable())
    return tuple(one.removesuffix(ENDING) for one in names[:MOST_NOTEBOOKS] if one != ENDING)
